"""How much of each layout is read right, as a table.

    python -m tests.layouts [FOLDER] [--formats text,pdf,docx,scan] [--only NAME] [--faults] [--keep DIR]

Without a folder, of our own layout letters in each format. With one, of the letters in it that its gold.json
tells of; there white space, signs of lists and outer quotation marks are not compared. `near` counts what is
at least 98 % right in a scan.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.layouts import folder
from tests.layouts.score import Score, exact, near, read, score, told, total, unspaced
from tests.layouts.source import FORMATS, Layout, layouts
from tests.layouts.write import write

Row = tuple[str, str, Score]
"""Letter, format, score."""


def main(arguments: Sequence[str]) -> int:
    asked = _arguments(arguments)
    rows: list[Row] = []
    for row in _rows(asked):
        rows.append(row)
        print(_line(*row), flush=True)
        if asked.faults:
            print(*(f"    {fault}" for fault in row[2].faults), sep="\n", end="\n" * bool(row[2].faults))
    print()
    for format in dict.fromkeys(format for _, format, _ in rows):
        print(_line("all", format, total(score for _, other, score in rows if other == format)))
    return 0


def _arguments(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.layouts", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, help="letters with a gold.json; else our own")
    parser.add_argument("--formats", default="text,pdf,docx", help=f"of {','.join(FORMATS)}")
    parser.add_argument("--only", default="", help="letters whose name holds this")
    parser.add_argument("--faults", action="store_true", help="say what was read wrong")
    parser.add_argument("--keep", type=Path, help="write our letters here and leave them")
    return parser.parse_args(arguments)


def _rows(asked: argparse.Namespace) -> Iterator[Row]:
    if asked.folder:
        for found in folder.letters(asked.folder):
            form = found.path.suffix.removeprefix(".")
            yield found.path.name, form, score(read(found.path), found.qas, found.meta, told)
        return
    with tempfile.TemporaryDirectory() as temporary:
        place = asked.keep or Path(temporary)
        place.mkdir(parents=True, exist_ok=True)
        for layout in layouts():
            for format in (f for f in asked.formats.split(",") if f in layout.formats):
                if asked.only in layout.name:
                    yield from _read(layout, format, place)


def _read(layout: Layout, format: str, folder: Path) -> Iterator[Row]:
    """Our letter in a format. A scan is compared twice: but for white space, and for what is nearly right."""
    letter = read(write(layout, format, folder))
    compared = {"scan": unspaced, "near": near} if format == "scan" else {format: exact}
    for name, same in compared.items():
        yield layout.name, name, score(letter, layout.qas, layout.meta, same)


def _line(name: str, format: str, found: Score) -> str:
    return (
        f"{name[:44]:44} {format:5} QAs {found.qas_right:3}/{found.qas:<3} {found.qa_share:6.1%}"
        f"  fields {found.fields_right:3}/{found.fields:<3} {found.field_share:6.1%}  refused {found.refused}"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

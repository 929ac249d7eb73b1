"""Writes the sample letters as files, with the gold of what they say beside them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from tests.samples.docx import docx
from tests.samples.letter import Draft, gold
from tests.samples.pdf import pdf
from tests.samples.plain import text
from tests.samples.source import load

SOURCES = Path(__file__).parent / "letters"
MAKERS: dict[str, Callable[[Draft, int], bytes]] = {".pdf": pdf, ".docx": docx, ".txt": text}


def write(folder: Path, sources: Path = SOURCES) -> list[Path]:
    """Write all letters into the folder, with `gold.json`; returns the letters' paths.

    The same sources give the same bytes. A ValueError names all that is wrong with the sources;
    then nothing is written.
    """
    drafts = load(sources)
    folder.mkdir(parents=True, exist_ok=True)
    paths = [_write_letter(folder, draft, variant) for draft, variant in _variants(drafts)]
    (folder / "gold.json").write_text(_json(drafts), encoding="utf-8")
    return paths


def _variants(drafts: Iterable[Draft]) -> Iterator[tuple[Draft, int]]:
    """Each letter with how many before it have its layout, so that no two neighbours look the same."""
    seen: Counter[str] = Counter()
    for draft in drafts:
        yield draft, seen[draft.layout]
        seen[draft.layout] += 1


def _write_letter(folder: Path, draft: Draft, variant: int) -> Path:
    path = folder / draft.file
    path.write_bytes(MAKERS[path.suffix](draft, variant))
    return path


def _json(drafts: Iterable[Draft]) -> str:
    return json.dumps([gold(draft) for draft in drafts], ensure_ascii=False, indent=1) + "\n"

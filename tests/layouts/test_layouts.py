"""Every layout that real letters were seen to have, from file to letter, beside what was written."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from tests.layouts.score import Score, exact, near, read, score, total
from tests.layouts.source import LETTERS, Layout, layouts
from tests.layouts.write import write
from tests.needs import needs

BY_NAME = {layout.name: layout for layout in layouts()}
TYPED = ("text", "pdf", "docx")
FILES = [(name, format) for name, layout in BY_NAME.items() for format in TYPED if format in layout.formats]

KNOWN: dict[tuple[str, str], str] = {}
"""Letters that are not read right yet, by name and format, and why."""

SCANS = ("01", "03", "06", "18", "27", "30", "31", "46")
"""Numbers of the letters that are read as scans here; `python -m tests.layouts --formats scan` reads all."""

ROWS = {
    *(f"Q{n}" for n in range(1, 22)),
    *(f"A{n}" for n in range(1, 12)),
    *(f"L{n}" for n in range(1, 11)),
    *(f"N{n}" for n in range(1, 21)),
    "F1",
    "R1",
}
"""The catalogue of layouts: marks of questions and answers, order, noise, false friends, references."""

EXACT, FIELDS, SCANNED = 0.98, 0.95, 0.95
"""The shares that must be read right: QAs and metadata; of scans, what is at least 98 % right."""

Reading = Callable[[str, str], Score]


@pytest.fixture(scope="session")
def reading(tmp_path_factory: pytest.TempPathFactory) -> Reading:
    """Reads a letter in a format, once."""
    folder = tmp_path_factory.mktemp("layouts")
    return cache(lambda name, format: _score(BY_NAME[name], format, folder))


def _score(layout: Layout, format: str, folder: Path) -> Score:
    same = near if format == "scan" else exact
    return score(read(write(layout, format, folder)), layout.qas, layout.meta, same)


def _known(name: str, format: str) -> object:
    reason = KNOWN.get((name, format))
    marks = [pytest.mark.xfail(reason=reason, strict=True)] if reason else []
    return pytest.param(name, format, marks=marks, id=f"{name}-{format}")


@pytest.mark.parametrize(("name", "format"), [_known(*file) for file in FILES])
def test_the_letter_is_read_as_it_was_written(name: str, format: str, reading: Reading) -> None:
    assert reading(name, format).faults == ()


@pytest.mark.parametrize("format", TYPED)
def test_questions_and_answers_are_exact(format: str, reading: Reading) -> None:
    assert total(reading(*file) for file in FILES if file[1] == format).qa_share >= EXACT


@pytest.mark.parametrize("format", TYPED)
def test_metadata_is_exact(format: str, reading: Reading) -> None:
    assert total(reading(*file) for file in FILES if file[1] == format).field_share >= FIELDS


def test_scans_are_read_nearly_as_well(reading: Reading) -> None:
    _tesseract()
    found = total(reading(name, "scan") for name in BY_NAME if name.startswith(SCANS))
    assert (found.qa_share >= SCANNED, found.field_share >= SCANNED) == (True, True), found.faults


def test_every_row_of_the_catalogue_has_a_letter() -> None:
    assert {row for layout in BY_NAME.values() for row in layout.rows} == ROWS


def test_unknown_keys_of_a_source_are_named(tmp_path: Path) -> None:
    source = next(LETTERS.glob("*.toml")).read_text("utf-8")
    path = tmp_path / "brev.toml"
    path.write_text(f"colour = 'green'\n{source}", encoding="utf-8")
    with pytest.raises(ValueError, match="colour"):
        _load(path)


def _load(path: Path) -> Layout:
    return layouts(path.parent)[0]


def _tesseract() -> None:
    needs(shutil.which("tesseract"), "tesseract is missing: apt-get install tesseract-ocr tesseract-ocr-dan")

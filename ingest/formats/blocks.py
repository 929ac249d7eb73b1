"""Paragraphs and table rows of formats that know them (Word, HTML), as lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise, zip_longest

from ingest.formats.clean import clean
from ingest.formats.colour import shared
from ingest.formats.numerals import BULLET
from kb.model import Line, Note
from kb.notes import Code
from kb.text import ENDS, is_bullet

TYPED_NUMBER = re.compile(r"^((?:\d+\.)+\d*|\d+\)|[a-zæøå][.)]|[-–—•▪●◦*·])\t")
"""A number typed by hand with a tab behind it: not a table cell."""


@dataclass(frozen=True, slots=True)
class TextRun:
    """Text with one formatting. A newline in it is a soft line break.

    `struck`: it is struck through, and is set apart like a deletion. `note`: what to tell of this place.
    """

    text: str = ""
    bold: bool = False
    size: float | None = None
    hidden: bool = False
    italic: bool = False
    colour: str | None = None
    struck: bool = False
    note: Note | None = None

    @property
    def apart(self) -> bool:
        return self.struck and bool(self.text.strip())


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph's runs, with the number that Word prints before them."""

    runs: tuple[TextRun, ...]
    label: str = ""

    def lines(self, number: int) -> list[Line]:
        """The lines it is printed as, without what is struck through: one, or more where it has soft
        breaks."""
        lines: list[Line] = []
        for part in _parts(_standing(self.runs)):
            text = _text(part) if lines else (self.label + _text(part))
            line = _line(text, number, part)
            lines.append(line if not lines or _anew(lines[-1], line) else replace(line, opens=False))
        if lines or self.label in ("", BULLET) or any(run.apart for run in self.runs):
            return lines
        return [Line(self.label.strip(), None, number)]

    def struck(self) -> Iterator[Paragraph]:
        """What is struck through in it, as a paragraph of its own; with the number where nothing else is
        left."""
        runs: list[TextRun] = []
        for before, run in pairwise((TextRun(), *self.runs)):
            if run.apart:
                gap = "" if before.apart or not runs else " "
                runs.append(replace(run, text=gap + run.text, struck=False, note=None))
        if runs:
            yield Paragraph(tuple(runs), "" if _parts(_standing(self.runs)) else self.label)

    def notes(self) -> Iterator[Note]:
        yield from (run.note for run in self.runs if run.note is not None)


@dataclass(frozen=True, slots=True)
class Row:
    """A table row: the blocks of each cell, a table in it too. A cell merged into the one above or before is
    empty."""

    cells: tuple[tuple[Paragraph | Row, ...], ...]

    def lines(self, number: int) -> list[Line]:
        """A line for each that its longest cell is printed as; tabs separate the cells in each."""
        cells = [[line for block in cell for line in block.lines(number)] for cell in self.cells]
        lines = [_across(parts) for parts in zip_longest(*cells)]
        return [replace(line, number=number, opens=line.opens or not at) for at, line in enumerate(lines)]

    def struck(self) -> Iterator[Paragraph]:
        yield from (struck for cell in self.cells for block in cell for struck in block.struck())

    def notes(self) -> Iterator[Note]:
        yield from (note for cell in self.cells for block in cell for note in block.notes())


Block = Paragraph | Row


def _across(parts: Sequence[Line | None]) -> Line:
    """The lines that stand side by side in the cells of a row."""
    printed = [part for part in parts if part is not None]
    return Line(
        "\t".join(" ".join(part.text.split("\t")).strip() if part else "" for part in parts),
        opens=any(part.opens for part in printed),
        bold=all(part.bold for part in printed),
        size=printed[0].size,
        italic=all(part.italic for part in printed),
        colour=shared(part.colour for part in printed),
    )


@dataclass(slots=True)
class Numbered:
    """Lines numbered by block, table rows counted, the indexes of the furniture lines, and what is told of
    places among them."""

    lines: list[Line] = field(default_factory=list)
    furniture: set[int] = field(default_factory=set)
    notes: list[Note] = field(default_factory=list)
    _rows: int = 0

    def add(self, block: Block, is_furniture: bool) -> None:
        """Adds a block, and after it, as furniture, what is struck through in it."""
        at = self._print(block, is_furniture)
        if not is_furniture:
            self.notes += [replace(note, line=at) for note in block.notes()]
        for struck in block.struck():
            at = self._print(struck, True)
            if not is_furniture:
                words = sum(len(line.text.split()) for line in struck.lines(at))
                self.notes.append(Note(Code.STRUCK_OUT, (words,), line=at))

    def _print(self, block: Block, is_furniture: bool) -> int:
        """The number of the block's lines, or of the line before it where it has none."""
        last = self.lines[-1].number if self.lines else 0
        printed = block.lines(last + 1)
        if printed and isinstance(block, Row):
            self._rows += 1
            printed = [replace(line, row=self._rows) for line in printed]
        if is_furniture:
            self.furniture.update(range(len(self.lines), len(self.lines) + len(printed)))
        self.lines += printed
        return last + 1 if printed or not last else last


def numbered(blocks: Iterable[tuple[Block, bool]]) -> Numbered:
    """The lines of (block, is it furniture)."""
    found = Numbered()
    for block, is_furniture in blocks:
        found.add(block, is_furniture)
    return found


def _standing(runs: Iterable[TextRun]) -> Iterator[TextRun]:
    """The runs that are not struck through. A space that only the struck words had stays between two words;
    of a space on both sides of them, one goes."""
    before, struck = "", ""
    for run in runs:
        if run.apart:
            struck += run.text
            continue
        if struck and run.text:
            if before.endswith(" "):
                run = replace(run, text=run.text.lstrip(" "))
            elif before[-1:].isalnum() and run.text[0].isalnum() and struck.strip() != struck:
                run = replace(run, text=f" {run.text}")
            struck = ""
        before = run.text or before
        yield run


def _parts(runs: Iterable[TextRun]) -> list[list[TextRun]]:
    """The runs between soft breaks, without blank parts."""
    parts: list[list[TextRun]] = [[]]
    for run in runs:
        first, *others = run.text.split("\n")
        parts[-1].append(replace(run, text=first))
        parts += [[replace(run, text=text)] for text in others]
    return [part for part in parts if _text(part)]


def _text(part: Iterable[TextRun]) -> str:
    """The cleaned text. One tab between texts stays; tabs at the ends and further tabs in a row only move
    text and go."""
    text = clean("".join(run.text for run in part))
    return TYPED_NUMBER.sub(r"\1 ", "\t".join(cell.strip() for cell in text.split("\t") if cell.strip()))


def _anew(before: Line, line: Line) -> bool:
    """Does a paragraph start after a soft break? Often it only shapes a heading or an address."""
    ended = ENDS.search(before.text) is not None and not line.text[:1].islower()
    looks = [(each.bold, each.italic, each.colour) for each in (before, line)]
    return is_bullet(line.text) or ended or looks[0] != looks[1]


def _line(text: str, number: int, part: Iterable[TextRun]) -> Line:
    inked = [run for run in part if run.text.strip()]
    bold, italic = all(run.bold for run in inked), all(run.italic for run in inked)
    colour = shared(run.colour for run in inked)
    return Line(text, None, number, True, bold, _size(inked), italic=italic, colour=colour)


def _size(part: Iterable[TextRun]) -> float | None:
    """The size of most of the characters."""
    sizes: Counter[float | None] = Counter()
    for run in part:
        sizes[run.size] += len(run.text.strip())
    return sizes.most_common(1)[0][0]

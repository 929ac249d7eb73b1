"""Paragraphs and table rows of formats that know them (Word, HTML), as lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from ingest.formats.clean import clean
from ingest.formats.colour import shared
from ingest.formats.numerals import BULLET
from kb.model import Line
from kb.text import ENDS, is_bullet

CELL_PARAGRAPHS = 3
"""A cell with more paragraphs than this is page layout – a sidebar, an answer –, not a figure in a table."""


QUESTIONS = re.compile(r"(?:spørgsmål|spm|forespørgsel|emne)\b", re.IGNORECASE)


ANSWERS = re.compile(r"(?:\S+\s+)?(?:svar|besvarelse|bemærkning(?:er)?)\b", re.IGNORECASE)
"""Headings of a table of questions and answers."""


TYPED_NUMBER = re.compile(r"^((?:\d+\.)+\d*|\d+\)|[a-zæøå][.)]|[-–—•▪●◦*·])\t")
"""A number typed by hand with a tab behind it: not a table cell."""


@dataclass(frozen=True, slots=True)
class TextRun:
    """Text with one formatting. A newline in it is a soft line break."""

    text: str = ""
    bold: bool = False
    size: float | None = None
    hidden: bool = False
    italic: bool = False
    colour: str | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph's runs, with the number that Word prints before them."""

    runs: tuple[TextRun, ...]
    label: str = ""

    def lines(self, number: int) -> list[Line]:
        """The lines it is printed as: one, or more where it has soft breaks."""
        lines: list[Line] = []
        for part in _parts(self.runs):
            text = _text(part) if lines else (self.label + _text(part))
            line = _line(text, number, part)
            lines.append(line if not lines or _anew(lines[-1], line) else replace(line, opens=False))
        if lines or self.label in ("", BULLET):
            return lines
        return [Line(self.label.strip(), None, number)]


@dataclass(frozen=True, slots=True)
class Row:
    """A table row: the paragraphs of each cell. A cell merged into the one above or before is empty."""

    cells: tuple[tuple[Paragraph, ...], ...]

    def lines(self, number: int) -> list[Line]:
        """One line, cells separated by tabs."""
        cells = [[line for paragraph in cell for line in paragraph.lines(number)] for cell in self.cells]
        printed = [line for cell in cells for line in cell]
        if not printed:
            return []
        text = "\t".join(" ".join(line.text.replace("\t", " ") for line in cell) for cell in cells)
        return [Line(text.rstrip(), None, number, True, all(line.bold for line in printed), printed[0].size)]


Block = Paragraph | Row


def asks_and_answers(blocks: Iterable[Block]) -> bool:
    """Is this the heading of a table whose rows are questions, each with its answer in the last cell?"""
    headings = [[line.text for line in block.lines(1)] for block in blocks]
    cells = headings[0][0].split("\t") if len(headings) == 1 and headings[0] else []
    return bool(cells) and ANSWERS.match(cells[-1]) is not None and any(map(QUESTIONS.match, cells[:-1]))


def laid_out(cells: Iterable[Iterable[Block]], answers: bool = False) -> list[Block]:
    """The blocks of a table row. A row of figures is one block. A row of page layout gives the blocks of its
    cells in turn.

    `answers`: the last cell is an answer and may be long. The row gets its first paragraph, and the others
    follow.
    """
    printed = [[block for block in cell if block.lines(1)] for cell in cells]
    if answers and sum(map(bool, printed)) > 1 and printed[-1] and isinstance(printed[-1][0], Paragraph):
        (*_, last), rest = printed, printed[-1][1:]
        return [_row([*printed[:-1], last[:1]]), *rest]
    nested = any(isinstance(block, Row) for cell in printed for block in cell)
    if nested or max(map(len, printed), default=0) > CELL_PARAGRAPHS or sum(map(bool, printed)) < 2:
        return [block for cell in printed for block in cell]
    return [_row(printed)]


def _row(cells: Iterable[Iterable[Block]]) -> Row:
    """One row. A table in one of its cells counts as the paragraphs in it."""
    return Row(
        tuple(tuple(paragraph for block in cell for paragraph in _paragraphs(block)) for cell in cells)
    )


def _paragraphs(block: Block) -> Iterator[Paragraph]:
    if isinstance(block, Paragraph):
        yield block
    else:
        yield from (paragraph for cell in block.cells for paragraph in cell)


def numbered(blocks: Iterable[tuple[Block, bool]]) -> tuple[tuple[Line, ...], frozenset[int]]:
    """The lines of (block, is it furniture), numbered by block, and the indexes of the furniture lines."""
    lines: list[Line] = []
    furniture: set[int] = set()
    number = 1
    for block, is_furniture in blocks:
        printed = block.lines(number)
        if is_furniture:
            furniture.update(range(len(lines), len(lines) + len(printed)))
        lines += printed
        number += bool(printed)
    return tuple(lines), frozenset(furniture)


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

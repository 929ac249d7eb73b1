"""Tables of formats that know their cells (Word, HTML): rows to read across, or columns of page layout.

A table that lays out the page, as a letter with a side column does, is read cell by cell, as ordinary text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ingest.formats.blocks import Block, Row
from ingest.furniture.sidebar import counts_as_sidebar

CELL_PARAGRAPHS = 3
"""A cell with more paragraphs than this is page layout – a sidebar, a letter's text –, not a figure in a
table; only an answer may be longer."""

FEWEST_ROWS = 2
"""A table has at least this many rows with two filled cells. In a single one of them, cells that are empty
elsewhere say nothing of columns."""

QUESTIONS = re.compile(r"(?:spørgsmål|spm|forespørgsel|emne)\b", re.IGNORECASE)

ANSWERS = re.compile(r"(?:\S+\s+)?(?:svar|besvarelse|bemærkning(?:er)?)\b", re.IGNORECASE)
"""Headings of a table of questions and answers."""

Cell = Sequence[Block]


def laid_out(table: Iterable[Iterable[Iterable[Block]]]) -> list[list[Block]]:
    """The blocks of each row of a table.

    A row has an empty cell where another cell, before or above, goes over several columns or rows; a cell
    over all columns stands alone in its row.
    """
    kept = [[list(cell) for cell in row] for row in table]
    rows = [[[block for block in cell if block.lines(1)] for cell in row] for row in kept]
    held = _Table.of(rows)
    return [[*held.blocks(row), *_silent(cells)] for row, cells in zip(rows, kept, strict=True)]


def _silent(cells: Iterable[Iterable[Block]]) -> list[Block]:
    """The blocks that print nothing but hold struck words or notes, which are told behind their row."""
    unprinted = (block for cell in cells for block in cell if not block.lines(1))
    return [block for block in unprinted if [*block.struck(), *block.notes()]]


@dataclass(frozen=True, slots=True)
class _Table:
    """What kind of table it is: of data, whose columns count also where a row has but one filled cell; and of
    questions and answers, whose cells may be long."""

    data: bool
    answers: bool

    @classmethod
    def of(cls, rows: Sequence[Sequence[Cell]]) -> _Table:
        filled = [row for row in rows if sum(map(bool, row)) > 1]
        headed = bool(filled) and _heads(filled[0])
        asked = sum(map(_asks, filled[headed:]))
        lone = len(filled) < FEWEST_ROWS
        if lone and any(counts_as_sidebar(list(_texts(cell))) for row in filled for cell in row):
            return cls(False, False)
        answers = headed or (asked > 0 and 2 * asked >= len(filled))
        return cls(answers or not lone, answers)

    def blocks(self, row: Sequence[Cell]) -> list[Block]:
        """The row as one block, or the blocks of its cells in turn."""
        filled = [cell for cell in row if cell]
        short = self.answers or not any(map(_is_long, filled))
        heading = len(row) > 1 or self.answers or len(row[0]) == 1 if filled else False
        if short and heading and (self.data or len(filled) > 1):
            return [Row(tuple(map(tuple, row)))]
        return [block for cell in filled for block in cell]


def _heads(row: Sequence[Cell]) -> bool:
    """Is this the heading of a table whose rows are questions, each with its answer in the last cell?"""
    if any(map(_is_long, row)):
        return False
    cells = [" ".join(_texts(cell)) for cell in row]
    return ANSWERS.match(cells[-1]) is not None and any(map(QUESTIONS.match, cells[:-1]))


def _asks(row: Sequence[Cell]) -> bool:
    """Does a cell ask something, and another one, behind it, say something?"""
    *before, _ = [cell for cell in row if cell]
    return any("?" in text for cell in before if not _is_long(cell) for text in _texts(cell))


def _is_long(cell: Cell) -> bool:
    return len(cell) > CELL_PARAGRAPHS or any(isinstance(block, Row) for block in cell)


def _texts(cell: Cell) -> Iterator[str]:
    return (line.text for block in cell for line in block.lines(1))

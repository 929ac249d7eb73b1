"""Tables set to size: columns as wide as their words, figures to the right, long headings on two lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tests.samples.flow import BASELINE, Cell, Grid, Measure, Word, take_line, words
from tests.samples.letter import bare

GAP = 14.0  # points between columns; less reads as one cell
PADDING = 0.35  # of a line's height is white below the last line of each row
SMALLEST = 7.0  # points; below that a table is wrapped rather than set smaller
FIGURE = re.compile(r"[-–]?\s?[\d.,]+(\s?(%|pct\.?|kr\.|mio\. kr\.|t\.kr\.))?|[-–]")


@dataclass(frozen=True, slots=True)
class Type:
    """How a table is set: fonts of cells and heading, sizes, and whether rules part the rows."""

    font: str
    head: str
    size: float
    leading: float
    ruled: bool

    def smaller(self) -> Type:
        """Half a point less."""
        return replace(self, size=self.size - 0.5, leading=self.leading - 0.5)


def figure_columns(rows: Sequence[Sequence[str]]) -> list[bool]:
    """Which columns hold figures below their heading, and are set to the right; never the first."""
    columns = list(zip(*rows, strict=True))
    return [False] + [all(FIGURE.fullmatch(cell) for cell in column[1:]) for column in columns[1:]]


def _width(text: str, font: str, type_: Type, measure: Measure) -> float:
    return measure(bare(text), font, type_.size)


def _fonts(rows: Sequence[Sequence[str]], type_: Type) -> list[str]:
    return [type_.head, *[type_.font] * (len(rows) - 1)]


def _natural(rows: Sequence[Sequence[str]], type_: Type, measure: Measure) -> list[float]:
    """How wide each column would like to be."""
    fonts = _fonts(rows, type_)
    return [
        max(_width(cell, font, type_, measure) for cell, font in zip(column, fonts, strict=True))
        for column in zip(*rows, strict=True)
    ]


def _least(rows: Sequence[Sequence[str]], type_: Type, measure: Measure) -> list[float]:
    """How narrow each column can be: its longest word."""
    split = [[max(cell.split() or [""], key=len) for cell in row] for row in rows]
    return _natural(split, type_, measure)


def _squeezed(natural: Sequence[float], least: Sequence[float], room: float) -> list[float]:
    """Column widths that fit: the column that has most to give gives first, point by point."""
    widths = list(natural)
    while sum(widths) > room:
        spare = [width - low for width, low in zip(widths, least, strict=True)]
        column = spare.index(max(spare))
        widths[column] -= 1.0
    return widths


def _lines(text: str, font: str, size: float, width: float, measure: Measure) -> list[str]:
    """The lines of a cell."""
    rest, lines = list(words(text, font)), []
    while rest:
        line, rest, _ = take_line(
            rest, width + 0.01, lambda word: measure(bare(word.text), font, size), measure(" ", font, size)
        )
        lines.append(" ".join(bare(word.text) for word in line))
    return lines


def _row_cells(
    row: Sequence[Sequence[str]],
    font: str,
    top: float,
    places: Sequence[tuple[float, float, bool]],
    type_: Type,
    measure: Measure,
) -> list[Cell]:
    """The printed lines of a row; `places` has each column's left edge, its width, and is it figures."""
    cells = []
    for lines, (x, width, right) in zip(row, places, strict=True):
        for number, line in enumerate(lines):
            shift = width - measure(line, font, type_.size) if right else 0.0
            cells.append(Cell(x + shift, top + (number + BASELINE) * type_.leading, Word(line, font)))
    return cells


def set_table(rows: Sequence[Sequence[str]], type_: Type, width: float, measure: Measure) -> Grid:
    """The table in at most `width` points: in smaller type if need be, with wrapped cells if it must."""
    room = width - GAP * (len(rows[0]) - 1)
    while sum(_natural(rows, type_, measure)) > room and type_.size > SMALLEST:
        type_ = type_.smaller()
    widths = _squeezed(_natural(rows, type_, measure), _least(rows, type_, measure), room)
    return _placed(rows, widths, type_, measure)


def _placed(rows: Sequence[Sequence[str]], widths: Sequence[float], type_: Type, measure: Measure) -> Grid:
    """Every word of the table in its place, row by row."""
    lefts = [sum(widths[:column]) + GAP * column for column in range(len(widths))]
    places = list(zip(lefts, widths, figure_columns(rows), strict=True))
    cells: list[Cell] = []
    rules: list[float] = []
    top = 0.0
    for row, font in zip(rows, _fonts(rows, type_), strict=True):
        lines = [
            _lines(cell, font, type_.size, column, measure) for cell, column in zip(row, widths, strict=True)
        ]
        cells += _row_cells(lines, font, top, places, type_, measure)
        top += (max(1, *map(len, lines)) + PADDING) * type_.leading
        rules.append(top - PADDING / 2 * type_.leading)
    return Grid(tuple(cells), tuple(rules) if type_.ruled else (), type_.size, lefts[-1] + widths[-1], top)

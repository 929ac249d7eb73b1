"""Splits a text into paragraphs, lists and tables, without adding, dropping or moving a character."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby, zip_longest
from typing import Literal

from kb.text import BULLET, is_row

NUMBERED = re.compile(r"\s*(?:\d{1,2}[.)]|[a-zæøå]\))\s+(?=\S)")
"""A line like a numbered item. A single one counts as a paragraph, for `2. februar` matches too."""

AMOUNT = re.compile(r"[-–+]?\d[\d.,  ]*\s*(?:%|kr\.?|(?:tkr|mio|mia|pct)\.?(?:\s*kr\.?)?)?")
YEAR = re.compile(r"(?:19|20)\d\d")

Sort = Literal["row", "dash", "number", "paragraph"]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph."""

    text: str
    sort: str = "paragraph"


@dataclass(frozen=True, slots=True)
class Items:
    """List items as (mark, text): the mark is the source's bullet or number, with the space around it."""

    items: tuple[tuple[str, str], ...]
    ordered: bool
    sort: str = "items"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells. `headed`: the first row is column headings. `corner`: it lacks its empty first cell.

    `figures` are the columns, from 0, that hold only figures; never the first one, which names the rows.
    """

    rows: tuple[tuple[str, ...], ...]
    headed: bool
    corner: bool
    figures: frozenset[int]
    sort: str = "table"


Block = Paragraph | Items | Table


def blocks(text: str) -> list[Block]:
    """The blocks of a text. Lines joined by "\\n", and cells by "\\t", give exactly the text again."""
    found: list[Block] = []
    for sort, lines in groupby(text.split("\n"), key=_sort):
        found += _build(sort, list(lines))
    return found


def is_amount(cell: str) -> bool:
    """Is the cell a number, with or without a unit such as `%` or `mio. kr.`?"""
    return AMOUNT.fullmatch(cell.strip()) is not None


def _sort(line: str) -> Sort:
    if is_row(line):
        return "row"
    if NUMBERED.match(line):
        return "number"
    return "dash" if BULLET.match(line) else "paragraph"


def _build(sort: Sort, lines: list[str]) -> list[Block]:
    if sort == "row" and len(lines) > 1:
        return [_table([tuple(line.split("\t")) for line in lines])]
    if sort == "dash" or (sort == "number" and len(lines) > 1):
        return [Items(tuple(_item(line) for line in lines), ordered=sort == "number")]
    return [Paragraph(line) for line in lines]


def _item(line: str) -> tuple[str, str]:
    mark = BULLET.match(line)
    end = mark.end() if mark else 0
    return line[:end], line[end:]


def _table(rows: list[tuple[str, ...]]) -> Table:
    widths = {len(row) for row in rows[1:]}
    corner = widths == {len(rows[0]) + 1}
    headed = corner or _names_columns(rows[0])
    return Table(tuple(rows), headed, corner, _figures(rows[headed:]))


def _names_columns(row: tuple[str, ...]) -> bool:
    """Are these column headings? They hold words and years, but no other figures."""
    return not any(is_amount(cell) and not YEAR.fullmatch(cell.strip()) for cell in row)


def _figures(rows: list[tuple[str, ...]]) -> frozenset[int]:
    columns = enumerate(zip_longest(*rows, fillvalue=""))
    return frozenset(n for n, cells in columns if n > 0 and all(map(is_amount, filter(None, cells))))

"""Tables with one question per row: number, question, answer. Cells are separated by tabs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest.letter.body import Body, LineSpan
from ingest.letter.markers import AFTERWORD, ASKS
from ingest.letter.numbers import ONE
from ingest.letter.questions.pairs import Pair
from kb.model import Line
from kb.text import is_row

QUESTION = re.compile(r"(?:spørgsmål(?:et|ene)?|spm\.?)(?:\s(?:fra|om)\b.*)?:?", re.IGNORECASE)
NUMBER = re.compile(r"(?:(?:spørgsmål|spm\.?|løbe)[\s-]?)?(?:nr\.?|nummer)|#", re.IGNORECASE)
ANSWER = re.compile(
    r"(?:[\w-]+s\s+)?(?:svar|besvarelse|bemærkning(?:er)?|kommentar(?:er)?)\b.{0,60}", re.IGNORECASE
)
VALUE = re.compile(rf"\s*(?:{ONE})[.):]?\s*")
INSIDE = re.compile(rf"\s*({ONE})[.):]\s+")

FEWEST = 2
"""A table of questions without column headings has at least this many rows."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The column indexes of question, number and answer; None if the table has no such column."""

    question: int
    number: int | None = None
    answer: int | None = None


@dataclass(frozen=True, slots=True)
class QuestionTable:
    """The questions of a table, and the positions [first, end) of its lines."""

    found: tuple[Pair, ...]
    first: int
    end: int


def found(body: Body) -> QuestionTable | None:
    """The first table whose rows are questions."""
    for at in range(len(body)):
        if not is_row(body.text(at)):
            continue
        if columns := _headed(_texts(body, at)):
            return _table(body, at, at + 1, columns)
        if not (at and is_row(body.text(at - 1))) and (columns := _unheaded(body, at)):
            return _table(body, at, at, columns)
    return None


def _texts(body: Body, at: int) -> list[str]:
    return [cell.strip() for cell in body.text(at).split("\t")]


def _headed(heads: list[str]) -> Columns | None:
    """The columns that a row of headings names; None unless they are the question and number or answer."""

    def named(pattern: re.Pattern[str]) -> int | None:
        return next((n for n, head in enumerate(heads) if pattern.fullmatch(head)), None)

    question, number, answer = named(QUESTION), named(NUMBER), named(ANSWER)
    if question is None or number == answer:  # equal only if both are None
        return None
    return Columns(question, number, answer)


def _unheaded(body: Body, first: int) -> Columns | None:
    """The columns of a table without headings, if all its rows are number, question, answer."""
    rows: list[list[str]] = []
    while first + len(rows) < len(body) and is_row(body.text(first + len(rows))):
        rows.append(_texts(body, first + len(rows)))
    asked = [row for row in rows if len(row) > 2 and VALUE.fullmatch(row[0]) and ASKS.search(row[1])]
    return Columns(1, 0, 2) if len(asked) == len(rows) >= FEWEST else None


def _table(body: Body, first: int, at: int, columns: Columns) -> QuestionTable | None:
    """The rows from `at` on. A row without a number or without a question continues the row before it."""
    asked: list[Pair] = []
    while at < len(body) and _has_cells(body.line(at)):
        cells = list(_cells(body, at))
        if _headed(_texts(body, at)) is None:
            row = _row(body, at, cells, columns, len(asked) + 1)
            if row.question and (row.labels or columns.number is None or not asked):
                asked.append(row)
            elif asked:
                asked[-1] = _continued(asked[-1], row)
        at += 1
    return QuestionTable(tuple(asked), first, at) if asked else None


def _has_cells(line: Line) -> bool:
    """Is it a table row, or a further line of one?"""
    return is_row(line.text) or (line.row is not None and "\t" in line.text)


def _continued(found: Pair, row: Pair) -> Pair:
    return replace(found, question=(*found.question, *row.question), answer=(*found.answer, *row.answer))


def _cells(body: Body, at: int) -> Iterator[LineSpan]:
    """The cells of a row as spans, empty ones too."""
    start = 0
    for cell in body.text(at).split("\t"):
        yield body.span(at, start, start + len(cell))
        start += len(cell) + 1


def _row(body: Body, at: int, cells: list[LineSpan], columns: Columns, count: int) -> Pair:
    """A row as a question. Its number is in its own cell or before the question; else `count` is used."""

    def cell(place: int | None) -> tuple[LineSpan, ...]:
        held = cells[place : place + 1] if place is not None else []
        return tuple(s for s in held if body.text(at)[s.start : s.end].strip())

    labels, question = cell(columns.number), cell(columns.question)
    text = body.text(at)
    inside = INSIDE.match(text, question[0].start, question[0].end) if question and not labels else None
    if inside:
        labels = (replace(question[0], end=inside.end()),)
        question = (replace(question[0], start=inside.end()),)
    said = inside[1] if inside else "".join(text[s.start : s.end] for s in labels).strip(" .:)")
    number = said or str(count)
    answer = tuple(s for s in cell(columns.answer) if not AFTERWORD.match(text, s.start))
    return Pair(number, labels, question, answer, (number,))

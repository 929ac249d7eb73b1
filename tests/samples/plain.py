"""Letters as text files that look like text somebody took out of a PDF.

Running headers stand between paragraphs, and the sidebar in the middle of page 1.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from tests.samples.flow import take_line, words
from tests.samples.letter import HARD, SOFT, Block, Draft, DraftQA, Item, Paragraph, Table, bare, blocks
from tests.samples.letterhead import GREETING, page_label, sidebar, signature, written_date

COLUMNS = 78
PAGE_LINES = 45
UNWRAPPED = 95  # characters to a line on the page that an unwrapped paragraph comes from
BESIDE = range(10, 35)  # the lines of page 1 that stood beside the sidebar
CELL_GAP = 3  # spaces between table columns; fewer could be sloppy typing


@dataclass(frozen=True, slots=True)
class Form:
    """How a text letter is written down."""

    encoding: str
    newline: str
    wrapped: bool
    answer_alone: bool = True
    slash_alone: bool = True


FORMS = (
    Form("utf-8", "\n", wrapped=True),
    Form("cp1252", "\n", wrapped=False, slash_alone=False),
    Form("utf-8-sig", "\r\n", wrapped=True, answer_alone=False),
    Form("utf-8", "\n", wrapped=False, answer_alone=False),
)


@dataclass(frozen=True, slots=True)
class Row:
    """A line before it is wrapped: a paragraph, item or table row, or nothing.

    A `fixed` row is not wrapped; after one with `keep` no page ends.
    """

    text: str
    indent: int = 0
    fixed: bool = False
    keep: bool = False


BLANK = Row("")
PAGE_END = Row(HARD, fixed=True)


def text(draft: Draft, variant: int) -> bytes:
    """The letter as a text file. `variant` picks its encoding, line ends and wrapping."""
    form = FORMS[variant % len(FORMS)]
    rows = [part for row in _rows(draft, form) for part in _parted(row, HARD, [PAGE_END])]
    beside = [BLANK, *(Row(line, fixed=True) for line in sidebar(draft)), BLANK]
    pages = list(_pages(_with_sidebar(rows, beside, form), form, PAGE_LINES + len(beside)))
    lines = [line for number, page in enumerate(pages, 1) for line in _page(draft, number, len(pages), page)]
    return form.newline.join([*lines, ""]).encode(form.encoding)


def _rows(draft: Draft, form: Form) -> Iterator[Row]:
    """The letter from its title on."""
    yield from (Row(draft.title), BLANK)
    yield from _blocks(blocks(draft.introduction), form)
    for qa in draft.qas:
        yield from (Row(f"{draft.mark(qa.number)} {qa.question}", keep=True), replace(BLANK, keep=True))
        yield from _answer(draft, qa, form)
    if names := signature(draft, slash_alone=form.slash_alone):
        yield from (Row(line, fixed=True, keep=True) for name in (GREETING, *names) for line in (name, ""))
    yield from _blocks(blocks(draft.annex), form)


def _answer(draft: Draft, qa: DraftQA, form: Form) -> Iterator[Row]:
    """The answer, behind or below its mark if the letter has one."""
    found, mark = blocks(qa.answer), draft.answer_mark
    if mark and found and isinstance(found[0], Paragraph) and not form.answer_alone:
        found[0] = Paragraph(f"{mark} {found[0].text}")
    elif mark:
        yield Row(mark, keep=bool(found))
    yield from _blocks(found, form)


def _blocks(found: Sequence[Block], form: Form) -> Iterator[Row]:
    """Paragraphs, items and tables, with a blank line after each but between items."""
    for block, after in zip(found, [*found[1:], None], strict=False):
        match block:
            case Paragraph(words):
                yield Row(words)
            case Item(label, words):
                yield Row(f"{label} {words}", indent=len(label) + 1)
            case Table(cells):
                yield from (Row(line, fixed=True) for line in _table(cells, form))
        if not isinstance(after, Item):
            yield BLANK


def _table(rows: Sequence[Sequence[str]], form: Form) -> list[str]:
    """The rows of a table: with tabs between cells, or with cells below each other in wrapped text."""
    cells = [[bare(cell) for cell in row] for row in rows]
    if not form.wrapped:
        return ["\t".join(row) for row in cells]
    widths = [max(map(len, column)) + CELL_GAP for column in zip(*cells, strict=True)]
    return ["".join(map(str.ljust, row, widths)).rstrip() for row in cells]


def _parted(row: Row, mark: str, between: Iterable[Row]) -> list[Row]:
    """The row broken at its first mark, with `between` between the halves; or just the row."""
    head, found, tail = row.text.partition(mark)
    if row.fixed or not found:
        return [row]
    return [replace(row, text=head + "-"), *between, Row(tail)]


def _with_sidebar(rows: Sequence[Row], beside: Sequence[Row], form: Form) -> list[Row]:
    """The rows with the sidebar among those of page 1: inside a word if one may break there."""
    heights = (_height(_wrapped(row, form)) for row in rows)
    near = [
        place
        for place, (row, below) in enumerate(zip(rows, accumulate(heights), strict=True))
        if below in BESIDE and PAGE_END not in rows[:place]
    ]
    place = next((place for place in near if SOFT in rows[place].text), None)
    if place is not None:
        return [*rows[:place], *_parted(rows[place], SOFT, beside), *rows[place + 1 :]]
    end = rows.index(PAGE_END) if PAGE_END in rows else len(rows)
    ends = [place for place in near if rows[place] in (BLANK, PAGE_END)] or [end]
    place = ends[len(ends) // 2]
    return [*rows[:place], *beside, *rows[place:]]


def _wrapped(row: Row, form: Form) -> list[str]:
    """The row as lines of the file."""
    if row.fixed or not form.wrapped:
        return [bare(row.text)]
    lines: list[str] = []
    rest = list(words(row.text, ""))
    while rest:
        line, rest, _ = take_line(rest, COLUMNS - row.indent, lambda word: len(bare(word.text)), 1)
        lines.append(" " * (row.indent if lines else 0) + " ".join(bare(word.text) for word in line))
    return lines or [""]


def _height(lines: Iterable[str]) -> int:
    """How many lines of the page these lines were."""
    return sum(max(1, math.ceil(len(line) / UNWRAPPED)) for line in lines)


def _pages(rows: Iterable[Row], form: Form, first: int) -> Iterator[list[str]]:
    """The lines page by page, `first` of them on page 1.

    A page ends at a blank line, or inside a word that must break there.
    """
    page: list[str] = []
    room = first
    for row in rows:
        full = row == BLANK and _height(page) >= room
        if full or row == PAGE_END:
            yield page
            page, room = [], PAGE_LINES
        else:
            page += _wrapped(row, form)
    yield page


def _page(draft: Draft, number: int, pages: int, lines: Sequence[str]) -> list[str]:
    """A page's lines under its running header; on page 1 the recipient stands above that."""
    to = ["", f"Til {draft.recipient}"] if number == 1 and draft.recipient else []
    return [*to, "", written_date(draft), page_label(number, pages), "", *lines]

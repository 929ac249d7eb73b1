"""Plain text to lines: each with its page, its number on the page, and whether it starts a paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from ingest.document import Document
from ingest.formats.charset import decode
from ingest.formats.clean import clean
from ingest.formats.magic import TEXT, WHITE, looks_like, unexpected
from ingest.formats.plain import columns
from ingest.formats.plain.pages import MARKER, NEWLINE, TextPage, text_pages
from kb.danish import MONTH
from kb.errors import Unreadable
from kb.model import Line
from kb.text import ENDS, LEADS_TO_NUMBER, is_bullet

DATE_START = re.compile(rf"\s*\d{{1,2}}\.\s*(?:{MONTH})\b", re.IGNORECASE)
OPENERS = " \t\"'“”„«»‘’(["

SHORTEST_BROKEN = 40
"""Characters. A shorter line that continues in lower case was broken by hand (`Web` / `aarhus.dk`)."""

LONGEST_BROKEN = 100
"""Characters. If no line surely continues and some line is longer than this, the file was never wrapped."""

ENOUGH = 3
"""At least this many broken lines must give the same width before it is taken as the file's."""

LARGEST = 20_000_000
"""Bytes. A letter of 100 pages has 300,000."""

STRAY = 1.3
"""A line this many times longer than the others is an unwrapped paragraph among wrapped ones."""


@dataclass(frozen=True, slots=True)
class Wrap:
    """How a file breaks its lines, in characters.

    `width`: what surely fits on a line. `longest`: the longest broken line. `short`: a shorter line that
    ends no sentence was broken by choice, as lines of a letterhead are.
    """

    width: int
    longest: int
    short: int


def read_plain(data: bytes) -> Document:
    """The lines of a plain text file; form feeds or running page markers divide it into pages."""
    if (form := looks_like(data)) != TEXT:
        raise unexpected("plain text", form)
    if len(data) > LARGEST:
        raise Unreadable(
            f"expected plain text of at most {LARGEST:,} bytes, found {len(data):,}; split it in parts"
        )
    text, notes = decode(data)
    pages, doubts = text_pages(text.rstrip("\x1a"))
    lines = tuple(_lines(pages))
    if not lines:
        raise unexpected("plain text", WHITE)
    return Document(lines, max(page.page for page in pages), notes=(*notes, *doubts))


def read_lines(text: str) -> tuple[Line, ...]:
    """The lines of a text without pages, as that of a message is."""
    page = TextPage(1, tuple(NEWLINE.split(text.replace("\f", "\n"))))
    return tuple(replace(line, page=None) for line in _lines([page]))


def _lines(pages: Sequence[TextPage]) -> Iterator[Line]:
    wrap = _wrap(line for page in pages for line in page.lines)
    before, width, row = "", 0, 0
    for page in pages:
        rows = columns.rows(page.lines, width)
        width = len(rows[max(rows)]) if rows else 0
        for at, raw in enumerate(page.lines):
            text = "\t".join(clean(cell).strip() for cell in rows.get(at, (raw.strip().expandtabs(),)))
            if text:
                opens = at in rows or at - 1 in rows or not before or _opens(before, raw, wrap)
                goes_on = columns.goes_on(rows.get(at - 1, ()), rows.get(at, ()))
                row += at in rows and not goes_on
                opens = opens and not goes_on
                yield Line(text, page.page, at + 1, opens, row=row if at in rows else None)
            before = raw.rstrip() if text else ""


def _opens(before: str, line: str, wrap: Wrap | None) -> bool:
    """Does a paragraph start with this line, which has no blank line above it?"""
    ended = ENDS.search(before) is not None
    if wrap is None or MARKER.fullmatch(line) or MARKER.fullmatch(before):
        return True
    if _is_item(line) and not LEADS_TO_NUMBER.search(before):
        return ended or _is_item(before) or _had_room(before, line, wrap.width)
    if not _starts_anew(line):
        return False
    if ended:
        return line.isupper() or _chosen(before, line, wrap)
    return len(before) > STRAY * wrap.longest or _had_room(before, line, wrap.short)


def _chosen(before: str, line: str, wrap: Wrap) -> bool:
    """Was the line above broken by choice, and not because it was full?"""
    return len(before) > STRAY * wrap.longest or _had_room(before, line, wrap.width)


def _had_room(before: str, line: str, width: int) -> bool:
    """Would this line's first word have fitted on the line above?"""
    return _overflow(before, line) <= width


def _overflow(before: str, line: str) -> int:
    """Length of the line above, had it taken this line's first word."""
    return len(before) + 1 + len(line.split(maxsplit=1)[0])


def _is_item(line: str) -> bool:
    """A list item; `2. februar`, wrapped to a line's start, is none."""
    return is_bullet(line) and not DATE_START.match(line)


def _starts_anew(line: str) -> bool:
    first = line.lstrip(OPENERS)[:1]
    return first.isupper() or first.isdigit() or first == "§"


def _goes_on(before: str, line: str) -> bool:
    """Does the line surely go on with the sentence above it?"""
    broken = len(before) >= SHORTEST_BROKEN and not ENDS.search(before)
    return broken and line.lstrip(OPENERS)[:1].islower() and not _is_item(line)


def _wrap(lines: Iterable[str]) -> Wrap | None:
    """The file's wrap, taken from the lines that surely continue; None where every line is a paragraph."""
    stripped = [line.rstrip() for line in lines]
    broken = [(before, line) for before, line in pairwise(stripped) if line and _goes_on(before, line)]
    if not broken:
        longest = max(map(len, stripped), default=0)
        return Wrap(longest, longest, longest // 2) if longest <= LONGEST_BROKEN else None
    middle = median(len(before) for before, _ in broken)
    usual = [(before, line) for before, line in broken if len(before) <= STRAY * middle]
    longest = max(len(before) for before, _ in usual)
    overflows = sorted(_overflow(before, line) for before, line in usual)
    width = min(longest, overflows[len(overflows) // 10] - 1)
    exact = len(usual) >= ENOUGH and overflows[0] > longest
    return Wrap(width, longest, width if exact else width // 2)

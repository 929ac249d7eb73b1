"""Several letters in one file: where the next one begins.

A letter may begin where page numbers restart, or where a letterhead follows a greeting. The caller keeps
only parts that have questions: an annex that counts its own pages has none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.document import Document
from ingest.letter.markers import GREETING
from kb.danish import MONTH
from kb.model import Line, Note

FIRST_PAGE = re.compile(r"\s*Side\s+1\s*(?:af|/)\s*\d{1,3}\s*", re.IGNORECASE)
"""The page number of a letter's first page. A second such page begins a second letter."""

HEAD = 12
"""A letterhead is recognised within this many lines."""

SIGNED = 8
"""Names and offices under a greeting take at most this many lines before the next letterhead."""

_DATE = re.compile(
    rf"\s*(?:(?:Dato\s*:?|Den|d\.)\s*)?\d{{1,2}}(?:\.\s*(?:{MONTH})\.?\s+|[-./]\d{{1,2}}[-./])\d{{2,4}}\s*",
    re.IGNORECASE,
)
_LETTERHEAD = (
    re.compile(r"\s*Til:?\s+\S.{0,80}"),
    _DATE,
    re.compile(
        r"\s*(?:Sag(?:s?nr|snummer|sid)?\.?|J\.?\s?nr\.?|Journalnr\.?)\s*:?\s*\S.{0,40}", re.IGNORECASE
    ),
    re.compile(r"\s*(?:Svar|Besvarelse|Vedr\.?|Vedrørende|Emne:|10-dages|Forespørgsel)\b.{5,200}"),
)
ENOUGH = 2
"""A letterhead has lines of at least this many of the kinds in `_LETTERHEAD`."""


def parts(document: Document) -> list[Document]:
    """The letters that a document may hold, each with its own lines; pages keep their numbers in the file."""
    starts = [0, *_starts(document.lines), len(document.lines)]
    return [_part(document, first, last) for first, last in pairwise(starts)]


def joined(before: Document, after: Document) -> Document:
    """Two parts put together again, because they are one letter."""
    shift = len(before.lines)
    return replace(
        before,
        lines=before.lines + after.lines,
        pages=_count(before.lines + after.lines) if before.pages else None,
        notes=before.notes + tuple(note for note in after.notes if note not in before.notes),
        furniture=before.furniture | {shift + index for index in after.furniture},
    )


def _part(document: Document, first: int, last: int) -> Document:
    lines = document.lines[first:last]
    if len(lines) == len(document.lines):
        return document
    return Document(
        lines,
        _count(lines) if document.pages else None,
        document.title if first == 0 else None,
        tuple(_notes(document, lines, first == 0)),
        frozenset(index - first for index in document.furniture if first <= index < last),
    )


def _count(lines: Sequence[Line]) -> int:
    return len({line.page for line in lines})


def _notes(document: Document, lines: Sequence[Line], first: bool) -> Iterator[Note]:
    """The notes about a part's pages. The first part also gets those about the file or an empty page."""
    pages = {line.page for line in lines}
    elsewhere = {line.page for line in document.lines} - pages
    for note in document.notes:
        if note.page in pages or (first and note.page not in elsewhere):
            yield note


def _starts(lines: Sequence[Line]) -> Iterator[int]:
    """Where a letter other than the first may begin, in order."""
    found = {*_restarts(lines), *_letterheads(lines)} - {0}
    yield from sorted(found)


def _restarts(lines: Sequence[Line]) -> Iterator[int]:
    """The first line of each page that is numbered 1."""
    pages: dict[int, int] = {}
    for index, line in enumerate(lines):
        if line.page is not None:
            pages.setdefault(line.page, index)
    # `Side` may stand on the line before `1 af 3`, so each line is read with the one before it.
    texts = ["", *(line.text for line in lines)]
    for before, text, line in zip(texts, texts[1:], lines, strict=False):
        said = f"{before} {text}" if before.strip().casefold() == "side" else text
        if line.page is not None and FIRST_PAGE.fullmatch(said):
            yield pages[line.page]


def _letterheads(lines: Sequence[Line]) -> Iterator[int]:
    """The first line of each letterhead that follows a greeting."""
    for at, line in enumerate(lines):
        if GREETING.match(line.text) and (start := _letterhead(lines, at + 1)) is not None:
            yield start


def _letterhead(lines: Sequence[Line], after: int) -> int | None:
    """The first line of a letterhead that begins within SIGNED lines from `after`; None without one."""
    for start in range(after, min(after + SIGNED, len(lines))):
        if _letterhead_kind(lines[start]) is None:
            continue
        window = lines[start : start + HEAD]
        stop = next((n for n, line in enumerate(window) if GREETING.match(line.text)), len(window))
        if len({_letterhead_kind(line) for line in window[:stop]} - {None}) >= ENOUGH:
            return _page_start(lines, start, after)
        return None
    return None


def _letterhead_kind(line: Line) -> int | None:
    """The kind of a letterhead line, as its index in `_LETTERHEAD`; None for other lines."""
    return next((n for n, pattern in enumerate(_LETTERHEAD) if pattern.fullmatch(line.text)), None)


def _page_start(lines: Sequence[Line], start: int, after: int) -> int:
    """The start of the letterhead's page; the letterhead itself, if the letter before ends on that page."""
    first = start
    while first > after and lines[first - 1].page == lines[start].page and lines[start].page is not None:
        first -= 1
    return start if first == after else first

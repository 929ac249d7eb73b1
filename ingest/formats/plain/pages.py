"""The pages of a plain text: from form feeds, else from running `Side 2 af 5`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from kb.danish import MONTH
from kb.model import Note
from kb.notes import Code

NEWLINE = re.compile(r"\r+\n|\r|\n|\u2028|\u2029")
MARKER = re.compile(r"\s*Side\s+(?P<page>\d{1,4})\s*(?:af|/)\s*(?P<of>\d{1,4})\s*\.?\s*", re.IGNORECASE)
LONE = re.compile(r"\s*\d{1,3}\s*")
DATE_ALONE = re.compile(rf"\s*(?:Den\s+)?\d{{1,2}}\.\s*(?:{MONTH})\s+\d{{4}}\s*", re.IGNORECASE)

HEADER_WITHIN = 600
"""The first page marker stands in a header if at most this many characters come before it. Address, date and
letterhead take under 300 in the letters seen; a printed page has over 1,000."""

BESIDE = 4
"""The rest of a running header or footer stands within this many lines of a marker, counting blank ones."""


@dataclass(frozen=True, slots=True)
class TextPage:
    """One page's lines as they stand in the file, blank ones too."""

    page: int
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Mark:
    """The page markers of one page: the first and last line with one (a single marker, or header and
    footer)."""

    page: int
    of: int
    first: int
    last: int


def text_pages(text: str) -> tuple[list[TextPage], list[Note]]:
    """The pages in order, and what is doubtful about them. A text without marks is one page."""
    if "\f" in text.strip():
        return _fed(text), []
    lines = tuple(NEWLINE.split(text.replace("\f", "")))
    marks = _marks(lines)
    return _marked(lines, marks) if marks else ([TextPage(1, lines)], [])


def _fed(text: str) -> list[TextPage]:
    """Pages as form feeds divide them. Blank pages count, except at the end. A line with only a form feed
    does not count."""
    parts = re.split(r"\f(?:\r*\n|\r)?", text.rstrip().lstrip("\f"))
    return [TextPage(page, tuple(NEWLINE.split(part))) for page, part in enumerate(parts, 1)]


def _marks(lines: Sequence[str]) -> list[_Mark]:
    found = [(int(match["page"]), int(match["of"]), at) for at, match in _matches(lines)]
    grouped = (list(group) for _, group in groupby(found, key=lambda mark: mark[0]))
    return [_Mark(group[0][0], group[0][1], group[0][2], group[-1][2]) for group in grouped] or _feet(lines)


def _matches(lines: Sequence[str]) -> Iterator[tuple[int, re.Match[str]]]:
    """`Side 2 af 5`, also with `Side` on a line of its own."""
    before = ""
    for at, line in enumerate(lines):
        said = f"Side {line.strip()}" if before.strip().casefold() == "side" else line
        if match := MARKER.fullmatch(said):
            yield at, match
        before = line


def _feet(lines: Sequence[str]) -> list[_Mark]:
    """Bare page numbers 1, 2, 3 …: each between blank lines, the last one at the end of the text."""
    written = [at for at, line in enumerate(lines) if line.strip()]
    alone = [at for at in written if LONE.fullmatch(lines[at]) and (at == written[-1] or _apart(lines, at))]
    numbers = [int(lines[at]) for at in alone]
    if len(alone) < 2 or numbers != [*range(1, len(alone) + 1)] or alone[-1] != written[-1]:
        return []
    return [_Mark(number, len(alone), at, at) for number, at in zip(numbers, alone, strict=True)]


def _apart(lines: Sequence[str], at: int) -> bool:
    """Is the line between two blank ones?"""
    return not any(line.strip() for line in (*lines[max(at - 1, 0) : at], *lines[at + 1 : at + 2]))


def _marked(lines: tuple[str, ...], marks: list[_Mark]) -> tuple[list[TextPage], list[Note]]:
    """The pages that running markers divide a file into, numbered as printed where that is possible."""
    frame = _frame(lines, marks)
    tops = [_top(lines, mark.first, frame) for mark in marks]
    ends = [_end(lines, mark.last, frame) for mark in marks]
    before, after = _length(lines[: tops[0]]), _length(lines[ends[-1] :])
    in_header = after and (marks[0].page > 1 or before < HEADER_WITHIN)
    starts = _under_headers(marks, tops, before) if in_header else _over_footers(marks, ends, after)
    bounds = pairwise([*(at for at, _ in starts), len(lines)])
    numbers = [page for _, page in starts]
    rising = all(a < b for a, b in pairwise(numbers))
    pages = numbers if rising else range(1, len(numbers) + 1)
    found = [TextPage(page, lines[at:end]) for page, (at, end) in zip(pages, bounds, strict=True)]
    return found, _doubts(numbers, max(mark.of for mark in marks))


def _under_headers(marks: list[_Mark], tops: list[int], before: int) -> list[tuple[int, int]]:
    """(first line, printed number) of each page, where a page begins with its marker."""
    starts = [(top, mark.page) for top, mark in zip(tops, marks, strict=True)]
    if marks[0].page > 1 and before:
        return [(0, marks[0].page - 1), *starts]
    return [(0, marks[0].page), *starts[1:]]


def _over_footers(marks: list[_Mark], ends: list[int], after: int) -> list[tuple[int, int]]:
    """(first line, printed number) of each page, where a page ends with its marker."""
    starts = [(at, mark.page) for at, mark in zip([0, *ends], marks, strict=False)]
    more = after and marks[-1].page < marks[-1].of
    return [*starts, (ends[-1], marks[-1].page + 1)] if more else starts


def _doubts(numbers: Sequence[int], of: int) -> list[Note]:
    if any(a >= b for a, b in pairwise(numbers)):
        return [Note(Code.PAGES_RESTART)]
    missing = tuple(page for page in range(1, of + 1) if page not in numbers)
    return [Note(Code.PAGES_UNMARKED, (of, missing))] if missing else []


def _frame(lines: tuple[str, ...], marks: Sequence[_Mark]) -> frozenset[str]:
    """Texts that stand near several markers: the rest of the running header or footer."""
    beside: Counter[str] = Counter()
    for mark in marks:
        near = lines[max(mark.first - BESIDE, 0) : mark.first] + lines[mark.last + 1 : mark.last + 1 + BESIDE]
        beside.update({line.strip() for line in near} - {""})
    return frozenset(text for text, times in beside.items() if times > 1)


def _top(lines: Sequence[str], marker: int, frame: frozenset[str]) -> int:
    """The first line of the header that a marker stands in."""
    top = marker
    for at in range(marker - 1, max(marker - 1 - BESIDE, -1), -1):
        if lines[at].strip() in frame or DATE_ALONE.fullmatch(lines[at]):
            top = at
        elif lines[at].strip():
            break
    return top


def _end(lines: Sequence[str], marker: int, frame: frozenset[str]) -> int:
    """The line after the footer that a marker stands in."""
    end = marker + 1
    for at in range(marker + 1, min(marker + 1 + BESIDE, len(lines))):
        if lines[at].strip() in frame or DATE_ALONE.fullmatch(lines[at]):
            end = at + 1
        elif lines[at].strip():
            break
    return end


def _length(lines: Sequence[str]) -> int:
    return sum(len(line.strip()) for line in lines)

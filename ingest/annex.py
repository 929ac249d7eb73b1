"""Pages that are annexed to a letter, and text that runs up its margin: part of no answer.

What stands behind the greeting is no answer's anyway. This is for annexes that come before it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence

from ingest.markers import GREETING
from kb.model import Line, Note

HEADING = re.compile(
    r"\s*(?:Bilag|BILAG)(?:\s+(?:nr\.?\s*)?(?:\d{1,2}|[A-Z])(?!\w))?"
    r"\s*(?:[:.–-]\s*\S.{0,80}|(?<=\s)[A-ZÆØÅ].{0,80})?(?<![?,])\s*"
)
"""A page's first line, where the page is an annex. `Bilag 1 viser, at` is a sentence."""

ASKS = re.compile(
    r"\s*(?:Spørgsmål|Spm\.?|Ad)\s*(?:nr\.?\s*)?\d|\s*(?:Svar|Besvarelse)\s*:|\s*\d{1,3}[.)]\s.*\?"
)
MAY_ASK = re.compile(r"\s*\d{1,3}[.)]\s+\S")

SLIM, TALL = 1.2, 1.5
"""A line that runs up or down the page is about a type size wide, and longer than that."""

MOSTLY = 0.8
"""From so much of its letters on, a page is set sideways as a whole."""


def annex(lines: Sequence[Line], furniture: Collection[int] = ()) -> frozenset[int]:
    """Indexes of the lines that stand in annexes or run up the page. None in formats without pages."""
    pages: dict[int, list[int]] = defaultdict(list)
    for index, line in enumerate(lines):
        if line.page is not None and index not in furniture and line.text.strip():
            pages[line.page].append(index)
    return frozenset(_headed(lines, list(pages.values())) | _sideways(lines, list(pages.values())))


def notes(lines: Sequence[Line], aside: Collection[int]) -> Iterator[Note]:
    """On each page that has such lines, that they are in no answer."""
    for page in sorted({page for index in aside if (page := lines[index].page)}):
        yield Note("an annex or text across the page is in no answer", page)


def _headed(lines: Sequence[Line], pages: Sequence[Sequence[int]]) -> set[int]:
    """The pages from one that is headed `Bilag` on, up to one that asks, or to the greeting."""
    found: set[int] = set()
    within = False
    for page in pages[1:]:
        if headed := lines[page[0]].opens and HEADING.fullmatch(lines[page[0]].text) is not None:
            within = True
        asks = any(ASKS.match(lines[index].text) for index in page)
        asks = asks or (not headed and any(MAY_ASK.match(lines[index].text) for index in page))
        end = next((n for n, index in enumerate(page) if GREETING.match(lines[index].text)), len(page))
        if within and not asks and (headed or end == len(page)):
            found.update(page[:end])
        within = within and not asks and end == len(page)
    return found


def _sideways(lines: Sequence[Line], pages: Sequence[Sequence[int]]) -> set[int]:
    """Lines that run up or down the page, and the rest of pages that are set so; not of whole files."""
    turned = {index for page in pages for index in page if _runs_up(lines[index])}
    found = set(turned)
    for page in pages:
        if turned.intersection(page) and _letters(lines, turned.intersection(page)) >= MOSTLY * _letters(
            lines, page
        ):
            found.update(page)
    every = [index for page in pages for index in page]
    return found if 2 * _letters(lines, turned) < _letters(lines, every) else set()


def _letters(lines: Sequence[Line], indexes: Collection[int]) -> int:
    return sum(len(lines[index].text) for index in indexes)


def _runs_up(line: Line) -> bool:
    box, size = line.box, line.size
    return bool(box and size and box.x1 - box.x0 <= SLIM * size and box.y1 - box.y0 > TALL * size)

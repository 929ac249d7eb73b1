"""Lines that belong to no answer: annex pages, text that runs up the margin, and footnotes.

Text after the greeting never belongs to an answer, so only annexes before it need to be found.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence

from ingest.letter.markers import GREETING
from kb.model import Line, Note
from kb.notes import Code

HEADING = re.compile(
    r"\s*(?:Bilag|BILAG)(?:\s+(?:nr\.?\s*)?(?:\d{1,2}|[A-Z])(?!\w))?"
    r"\s*(?:[:.–-]\s*\S.{0,80}|(?<=\s)[A-ZÆØÅ].{0,80})?(?<![?,])\s*"
)
"""The first line of an annex page: `Bilag 2: Kort`. `Bilag 1 viser, at` is a sentence, not a heading."""

ASKS = re.compile(
    r"\s*(?:Spørgsmål|Spm\.?|Ad)\s*(?:nr\.?\s*)?\d|\s*(?:Svar|Besvarelse)\s*:|\s*\d{1,3}[.)]\s.*\?"
)
MAY_ASK = re.compile(r"\s*\d{1,3}[.)]\s+\S")

SLIM, TALL = 1.2, 1.5
"""In type sizes: a line that runs up or down the page is at most this wide and more than this tall."""

NOTE = re.compile(r"(?:(\d{1,2})\s+|([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2})\s*)(?=[^\W\d_]|[(§\"”»])")
"""How a footnote starts."""

RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
MARK = re.compile(r"(?<=[^\sm⁰¹²³⁴⁵⁶⁷⁸⁹])[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2}")
"""A footnote mark after a word. The raised figure of `m²` is none."""

NOTE_LINES, NOTE_FOOT, SMALLER = 8, 110.0, 0.9
"""The footnotes of a page have at most this many lines, the last at most this many points above the paper's
edge, set in at most this share of the text's size. Word processors: notes of 9 or 10 points, text of 11."""

MOSTLY = 0.8
"""A page with at least this share of its characters sideways is set sideways as a whole."""


def annex(lines: Sequence[Line], furniture: Collection[int] = ()) -> frozenset[int]:
    """Indexes of lines in annexes or footnotes, or that run up the page. Empty for formats without pages."""
    pages: dict[int, list[int]] = defaultdict(list)
    for index, line in enumerate(lines):
        if line.page is not None and index not in furniture and line.text.strip():
            pages[line.page].append(index)
    found = list(pages.values())
    return frozenset(_headed(lines, found) | _sideways(lines, found) | _footnotes(lines, found))


def notes(lines: Sequence[Line], aside: Collection[int]) -> Iterator[Note]:
    """A note for each page with lines that belong to no answer, unless they are only footnotes."""
    pages: dict[int, list[Line]] = defaultdict(list)
    for line in (lines[index] for index in sorted(aside)):
        pages[line.page or 0].append(line)
    for page, own in sorted(pages.items()):
        if NOTE.match(own[0].text) and not any(map(_runs_up, own)):
            continue
        yield Note(Code.ANNEX_PAGE, page=page)


def _headed(lines: Sequence[Line], pages: Sequence[Sequence[int]]) -> set[int]:
    """Lines of the pages from a heading `Bilag` up to a page that asks a question, or up to the greeting."""
    found: set[int] = set()
    within = False
    for page in pages[1:]:
        if headed := lines[page[0]].opens and HEADING.fullmatch(lines[page[0]].text) is not None:
            within = True
        asks = any(ASKS.match(lines[index].text) for index in page)
        # Under a heading `Bilag`, `1. Kort over området` is an item of a list, not a question.
        asks = asks or (not headed and any(MAY_ASK.match(lines[index].text) for index in page))
        end = next((n for n, index in enumerate(page) if GREETING.match(lines[index].text)), len(page))
        if within and not asks and (headed or end == len(page)):
            found.update(page[:end])
        within = within and not asks and end == len(page)
    return found


def _footnotes(lines: Sequence[Line], pages: Sequence[Sequence[int]]) -> set[int]:
    """Numbered lines at the foot of a page, in smaller type or with their mark further up the page."""
    sizes: Counter[float] = Counter()
    for line in (lines[index] for page in pages for index in page):
        sizes[line.size or 0.0] += len(line.text)
    small = SMALLER * max(sizes, key=lambda size: sizes[size], default=0.0)
    return {index for page in pages for index in _noted(lines, page, small)}


def _noted(lines: Sequence[Line], page: Sequence[int], small: float) -> Sequence[int]:
    """The footnotes of a page, from the foot up. Lines read from a picture are never footnotes."""
    upwards = sorted((y, index) for index in page if (y := _foot(lines[index])) is not None)
    if not upwards or upwards[0][0] > NOTE_FOOT:
        return ()
    order = [index for _, index in upwards]
    found: Sequence[int] = ()
    for end, index in enumerate(order[:NOTE_LINES], 1):
        line = lines[index]
        if "\t" in line.text:  # a row of a table
            break
        start = NOTE.match(line.text)
        if not start:
            continue
        above = {mark for n in order[end:] for mark in MARK.findall(lines[n].text)}
        marked = (start[1] or "").translate(RAISED) in above or start[2] in above
        if marked or all(0 < (lines[n].size or 0.0) <= small for n in order[:end]):
            found = order[:end]
    return found


def _foot(line: Line) -> float | None:
    """Points above the paper's lower edge; None for a line of a picture, or one that runs up the page."""
    return line.box.y0 if line.box and not line.words and not _runs_up(line) else None


def _sideways(lines: Sequence[Line], pages: Sequence[Sequence[int]]) -> set[int]:
    """Lines that run up or down the page, and all of pages that mostly do; empty if half the file does."""
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

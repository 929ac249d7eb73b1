"""The reading order of a page: columns one after the other, sidebars after the text, table rows whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ingest.formats.page.drawn import Rule
from ingest.formats.page.grid import set_in_grids
from ingest.formats.page.stretch import Stretch, hang, rows_of, same_line
from ingest.formats.page.table_rows import spread
from ingest.formats.page.tables import tabled
from ingest.furniture.sidebar import counts_as_sidebar
from kb.text import ENDS

Row = list[Stretch]
Flow = list[Stretch]
"""Lines that are read one after the other: those of one column, from the top down."""

GUTTER = 0.7
"""The least width of the white between two columns, in type sizes."""

EDGE = 1.0
"""Left edges of one column may differ by this many points."""

MOST_EDGES = 50
"""At most this many left edges are tried as a column's. A page with a table has ten; a map's labels have
hundreds."""

FEWEST = 2
"""At least this many rules across a gutter divide its sides into table rows."""

COVERED = 0.5
"""The share of a gutter that a table's rule covers at least, even if it is drawn cell by cell."""

PAIRED = 0.7
"""It may be a table if at least this share of one side's lines have a baseline in common with the other
side."""

PROSE_LINES, PROSE_LETTERS, PROSE_FULL, PROSE_REACH = 3, 25, 0.5, 0.8
"""Prose: at least 3 lines of 25 letters in the middle, half of them reaching 4/5 of the column's width."""

ASKED = re.compile(r"(?:[\w-]+s )?(?:spørgsmål|spm\.?|spørgsmålet):?", re.IGNORECASE)
ANSWERED = re.compile(r"(?:[\w-]+s )?(?:svar|besvarelse|bemærkninger):?", re.IGNORECASE)
"""Headings above questions, and above the answers beside them."""

OWN_ANSWER = re.compile(r"(?:svar|besvarelse)(?:$| ?\d{0,2}:)", re.IGNORECASE)
"""The label of an answer. On the left, below its question, it makes the sides columns."""

NUMBERED = re.compile(r"(?:(?:spørgsmål|spm\.?) )?(?P<number>\d{1,2})(?:[.:)]|$)", re.IGNORECASE)

FIGURE = re.compile(r"(?=.*\d)[\d.,%\s–-]{1,20}(?:(?:kr|mio|mia|pct|timer)\.?\s?){0,2}|[-–]")


@dataclass(frozen=True, slots=True)
class Band:
    """A horizontal band of the page: what stands left and right of a gutter, or of the place where a gutter
    ends."""

    left: list[Stretch]
    right: list[Stretch]

    @property
    def height(self) -> float:
        """The height in points over which both sides have lines."""
        sides = (self.left, self.right)
        if not all(sides) or self.gutter <= 0:
            return 0.0
        top = min(max(s.top for s in side) for side in sides)
        foot = max(min(s.bottom for s in side) for side in sides)
        shared = [
            [s for s in side if s.table or (s.top <= top + EDGE and s.bottom >= foot - EDGE)]
            for side in sides
        ]
        return top - foot if all(map(_has_lines, shared)) else 0.0

    @property
    def gutter(self) -> float:
        """The width of the white between the sides, in points."""
        return min(s.x0 for s in self.right) - max(s.x1 for s in self.left)


def flows(parts: Sequence[Stretch], rules: Sequence[Rule] = ()) -> list[Flow]:
    """The stretches of a page as flows of lines, in reading order. `rules` separate the cells of tables."""
    return [list(spread(flow)) for flow in _flows(*set_in_grids(parts, rules))]


def _flows(parts: Sequence[Stretch], rules: Sequence[Rule]) -> list[Flow]:
    region = hang(parts)
    ordered: list[Flow] = []
    plain: list[Stretch] = []
    for band in _best_bands(region, rules):
        if band.height and _apart(band, rules):
            ordered += [*_straight(plain, rules), *_columns(band, rules)]
            plain = []
        else:
            plain += band.left + band.right
    return ordered + _straight(plain, rules)


def _straight(parts: Sequence[Stretch], rules: Sequence[Rule]) -> list[Flow]:
    """Lines that no gutter divides."""
    return [tabled(parts, rules)] if parts else []


def _columns(band: Band, rules: Sequence[Rule]) -> Iterator[Flow]:
    """First what stands above both columns, then the sidebar before the main column, so that it divides no
    text where the lines below go over the whole width; else the left column before the right."""
    left_aside = _aside(band.left) and not _aside(band.right)
    main, side = (band.right, band.left) if left_aside else (band.left, band.right)
    head = [s for s in side if s.bottom > max(m.top for m in main)]
    rest = [s for s in side if s not in head]
    for part in (head, rest, main) if _aside(rest) else (head, main, rest):
        yield from _flows(part, rules)


def _best_bands(parts: Sequence[Stretch], rules: Sequence[Rule]) -> list[Band]:
    """The page cut into bands along the gutter that divides most of its height; one band if no gutter
    divides it."""
    best, height = [Band(list(parts), [])], 0.0
    rows = rows_of(parts)
    for edge in _edges(parts):
        bands = _bands(rows, edge)
        high = [(band, band.height) for band in bands]
        if sum(points for _, points in high) <= height:
            continue
        divided = sum(points for band, points in high if points and _apart(band, rules))
        if divided > height:
            best, height = bands, divided
    return best


def _edges(parts: Sequence[Stretch]) -> list[float]:
    """Where columns could begin: the left edges that most lines have."""
    edges: list[list[float]] = []
    for x in sorted(part.x0 for part in parts):
        if edges and x - edges[-1][0] <= EDGE:
            edges[-1].append(x)
        else:
            edges.append([x])
    return [edge[0] for edge in sorted(edges[1:], key=len, reverse=True)[:MOST_EDGES]]


def _bands(rows: Sequence[Row], edge: float) -> list[Band]:
    """The page cut at the lines that stand across a gutter left of `edge`."""
    bands = [Band([], [])]
    across = False
    for row in rows:
        right = [part for part in row if part.x0 >= edge - EDGE]
        left = [part for part in row if part.x0 < edge - EDGE]
        crosses = any(part.x1 > edge - GUTTER * part.size for part in left)
        if crosses != across:
            bands.append(Band([], []))
        across = crosses
        bands[-1].left.extend(left)
        bands[-1].right.extend(right)
    return bands


def _apart(band: Band, rules: Sequence[Rule]) -> bool:
    """Are the two sides columns, to be read one after the other? Else they are one table, to be read row by
    row."""
    if _ruled(band, rules):
        return False
    if _answered(band):
        return False
    paired = _paired(band) >= PAIRED
    if paired and _labels(band.left):
        return False
    if not paired or _aside(band.left) or _aside(band.right):
        return True
    return _prose(band.left) and (_prose(band.right) or not _figures(band.right))


def _answered(band: Band) -> bool:
    """Does an answer stand beside each question? Headings say so, or answers that begin where these do."""
    edge = min(s.x0 for s in band.right)
    rows = [
        ([s.text for s in row if s.x0 < edge], [s.text for s in row if s.x0 >= edge])
        for row in rows_of(band.left + band.right)
    ]
    left = [text for texts, _ in rows for text in texts]
    if any(map(OWN_ANSWER.match, left)):
        return False
    if any(any(map(ASKED.fullmatch, one)) and any(map(ANSWERED.fullmatch, other)) for one, other in rows):
        return True
    right = [text for _, texts in rows for text in texts]
    return not _answered_below(left) and not _counts_on(left, right) and _begin_together(rows)


def _begin_together(rows: Sequence[tuple[Sequence[str], Sequence[str]]]) -> bool:
    """Does a new text begin on the right at each of several numbered questions on the left?"""
    begun = 0
    for n, (left, right) in enumerate(rows):
        if left and NUMBERED.match(left[0]):
            above = next((before for _, before in reversed(rows[:n]) if before), ())
            if not right or right[0][:1].islower() or not all(map(ENDS.search, above)):
                return False
            begun += 1
    return begun > 1


def _answered_below(left: Sequence[str]) -> bool:
    """Is there text below each numbered question with a question mark, as its answer in the same column?"""
    starts = [n for n, text in enumerate(left) if NUMBERED.match(text)]
    blocks = [left[one:other] for one, other in pairwise([*starts, len(left)])]
    asked = [block for block in blocks if any(text.endswith("?") for text in block)]
    return bool(asked) and not any(block[-1].endswith("?") for block in asked)


def _counts_on(left: Sequence[str], right: Sequence[str]) -> bool:
    """Do the numbers on the right go on after those on the left? Then questions stand in both columns."""
    ours, theirs = ([int(m["number"]) for t in side if (m := NUMBERED.match(t))] for side in (left, right))
    return bool(ours and theirs) and theirs[0] == ours[-1] + 1


def _has_lines(side: Sequence[Stretch]) -> bool:
    """Are there two lines or more? Two columns have at least two lines each."""
    top = min(side, key=lambda s: (-s.y, s.x0), default=None)
    return top is not None and not all(same_line(top, s) and not s.table for s in side)


def _ruled(band: Band, rules: Sequence[Rule]) -> bool:
    """Do rules across the gutter divide both sides into rows?"""
    left, right = max(s.x1 for s in band.left), min(s.x0 for s in band.right)
    top, foot = (f(s.y for s in band.left + band.right) for f in (max, min))
    across = (r for r in rules if r.across and foot < r.y0 < top)
    heights = {round(r.y0) for r in across if min(r.x1, right) - max(r.x0, left) >= COVERED * (right - left)}
    return len(heights) >= FEWEST


def _aside(side: Sequence[Stretch]) -> bool:
    """Do its labels make it a sidebar?"""
    return not _prose(side) and counts_as_sidebar([s.text for s in side])


def _labels(side: Sequence[Stretch]) -> bool:
    """Are most of its lines labels whose value stands elsewhere?"""
    return sum(s.text.endswith(":") for s in side) * 2 > len(side)


def _paired(band: Band) -> float:
    rows = rows_of(band.left + band.right)
    edge = min(s.x0 for s in band.right)
    both = sum(row[0].x0 < edge <= row[-1].x0 for row in rows)
    return both / min(len(rows_of(band.left)), len(rows_of(band.right)))


def _prose(side: Sequence[Stretch]) -> bool:
    if len(side) < PROSE_LINES or median(len(s.text) for s in side) < PROSE_LETTERS:
        return False
    start, end = min(s.x0 for s in side), max(s.x1 for s in side)
    full = sum(s.x1 - start >= PROSE_REACH * (end - start) for s in side)
    return full >= PROSE_FULL * len(side)


def _figures(side: Sequence[Stretch]) -> bool:
    return sum(FIGURE.fullmatch(s.text) is not None for s in side) * 2 >= len(side)

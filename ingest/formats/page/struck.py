"""Text that a line is drawn through: deleted words, which stay in print and mean the opposite.

Rules of tables, underlines and the bars of fractions are told from it by their height over the baseline and
by how far they reach beyond the text.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ingest.formats.page.drawn import TAKEN, Bar, Drawn, Fragment, turn
from ingest.formats.page.ink import Area, Fill

STRIKE = (0.16, 0.48)
"""Where a line through text stands above the baseline, in type sizes. Word and LibreOffice draw it at 0.25 to
0.3, TeX at 0.24, browsers at 0.26; a middle line through figures is at 0.36."""

UNDER = (-0.5, 0.12)
"""Where a line under text stands. A line that underlines more text than it strikes, as one that runs under a
lowered figure, is an underline."""

THICK = 0.3
"""The most that a line through text is thick or slants, in type sizes. Markers are as high as the text."""

LEVEL = 0.4
"""Points. Pieces of one line are not further apart, up or aside."""

BEYOND = 1.5
"""A line through text ends at most this many type sizes beside it: lines drawn by hand do."""

MUCH = 0.5
"""A line that reaches further is doubtful where text covers at least this share of it. Else it is a rule."""

APART = 1.0
"""Deleted words on a line stand together if they are at most this many type sizes apart."""

CLOSING = tuple(".,;:!?)")

NARROW, WIDE = frozenset("ijltfrI1.,;:!|'()[]- "), frozenset("mwMWæÆ@%—")
WIDTHS = (0.28, 0.8, 0.55)
"""The width of narrow, wide and other letters in type sizes, as common text faces have them."""

Interval = tuple[float, float]


@dataclass(slots=True)
class Strikes:
    """Which parts of which fragments are struck: intervals by the fragment's place on the page's list."""

    parts: dict[int, list[Interval]] = field(default_factory=lambda: defaultdict(list))
    doubtful: set[int] = field(default_factory=set)


def strike(drawn: Drawn) -> None:
    """Takes the deleted words of a page out of its text, and keeps them apart."""
    if not (drawn.bars or drawn.deleted) or not drawn.fragments:
        return
    found = Strikes()
    for turned in {fragment.turned for fragment in drawn.fragments}:
        along = sorted((f.y, n) for n, f in enumerate(drawn.fragments) if f.turned == turned)
        _lines(drawn, along, turned, found)
        _marks(drawn, along, turned, found)
    drawn.crossed = sum(not drawn.fragments[n].blank for n in found.doubtful - found.parts.keys())
    if found.parts:
        _spare_spaces(drawn.fragments, found)
        _part(drawn, found)


def _lines(drawn: Drawn, along: Sequence[tuple[float, int]], turned: int, found: Strikes) -> None:
    """The text that drawn lines go through."""
    texts, heights = drawn.fragments, [y for y, _ in along]
    largest = max(texts[n].size for _, n in along)
    for area, fills in _joined(drawn.bars, turned):
        y, thick = (area.y0 + area.y1) / 2, area.y1 - area.y0
        first = bisect_left(heights, y - STRIKE[1] * largest)
        last = bisect_right(heights, y - UNDER[0] * largest)
        near = [n for _, n in along[first:last] if texts[n].x0 < area.x1 and texts[n].x1 > area.x0]
        hit = [n for n in near if _stands(texts[n], y, STRIKE) and thick <= THICK * texts[n].size]
        under = (n for n in near if _stands(texts[n], y, UNDER))
        if not hit or _width(texts, hit, area) <= _width(texts, under, area):
            continue
        if any(_painted_over(drawn.fills[fills:], texts[n], y) for n in hit):
            continue
        size = max(texts[n].size for n in hit)
        left, right = min(texts[n].x0 for n in hit), max(texts[n].x1 for n in hit)
        if max(left - area.x0, area.x1 - right) <= BEYOND * size:
            for n in hit:
                found.parts[n].append((area.x0, area.x1))
        elif right - left >= MUCH * (area.x1 - area.x0):
            found.doubtful.update(hit)


def _joined(bars: Iterable[Bar], turned: int) -> list[Bar]:
    """The lines along the text, those that are drawn piece by piece as one: browsers do so at each change of
    font."""
    along = (bar._replace(area=_turned(bar.area, turned)) for bar in bars)
    joined: list[Bar] = []
    for bar in sorted(along, key=lambda bar: (round(bar.area.y0), bar.area.x0)):
        area, last = bar.area, joined[-1].area if joined else None
        if area.x1 - area.x0 <= area.y1 - area.y0:
            continue
        if last and abs(area.y0 - last.y0) <= LEVEL and area.x0 - last.x1 <= LEVEL:
            one = Area(last.x0, last.y0, max(last.x1, area.x1), max(last.y1, area.y1))
            joined[-1] = Bar(one, max(bar.fills, joined[-1].fills))
        else:
            joined.append(bar)
    return joined


def _stands(f: Fragment, y: float, band: Interval) -> bool:
    low, high = band
    return low * f.size <= y - f.y - f.rise <= high * f.size


def _width(texts: Sequence[Fragment], places: Iterable[int], area: Area) -> float:
    """How much of a line is above or below text, in points."""
    return sum(min(texts[n].x1, area.x1) - max(texts[n].x0, area.x0) for n in places)


def _painted_over(later: Iterable[Fill], f: Fragment, y: float) -> bool:
    """Was the line painted over where the text stands, before the text was drawn on it?"""
    x = (f.x0 + f.x1) / 2
    areas = (_turned(fill.area, f.turned) for fill in later if fill.colour is not None)
    return any(area.y1 - area.y0 >= f.size / 2 and area.holds(x, y) for area in areas)


def _marks(drawn: Drawn, along: Sequence[tuple[float, int]], turned: int, found: Strikes) -> None:
    """The text that a reviewer has marked as deleted."""
    for area in (_turned(each, turned) for each in drawn.deleted):
        for _, n in along:
            f = drawn.fragments[n]
            if area.y0 <= f.y + f.size / 3 <= area.y1 and f.x0 < area.x1 and f.x1 > area.x0:
                found.parts[n].append((area.x0, area.x1))


def _turned(area: Area, turned: int) -> Area:
    if not turned:
        return area
    (x0, y0), (x1, y1) = turn(area.x0, area.y0, turned), turn(area.x1, area.y1, turned)
    return Area(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _spare_spaces(texts: Sequence[Fragment], found: Strikes) -> None:
    """Keeps the spaces around deleted words, but for one before a full stop or comma."""
    for n in sorted(found.parts):
        before = n - 1 in found.parts
        if not texts[n].blank or (before and n + 1 in found.parts):
            continue
        last = n
        while last + 1 in found.parts:
            last += 1
        after = texts[last + 1].text if last + 1 < len(texts) else ""
        if not before and (last == n or after[:1] in CLOSING):
            continue
        del found.parts[n]


def _part(drawn: Drawn, found: Strikes) -> None:
    """Parts the page's text from what is struck."""
    kept: list[Fragment] = []
    for n, fragment in enumerate(drawn.fragments):
        if n not in found.parts:
            kept.append(fragment)
            continue
        for part, struck in _cut(fragment, found.parts[n]):
            (drawn.struck if struck else kept).append(part)
    drawn.fragments = [*kept, *_holes(drawn.struck)]


def _cut(f: Fragment, struck: Sequence[Interval]) -> Iterator[tuple[Fragment, bool]]:
    """A fragment cut where a line through it ends. Where each letter stands is taken from usual widths."""
    widths = [WIDTHS[0] if c in NARROW else WIDTHS[1] if c in WIDE else WIDTHS[2] for c in f.text]
    unit = (f.x1 - f.x0) / sum(widths)
    edges = [f.x0]
    for width in widths:
        edges.append(edges[-1] + width * unit)
    middles = [(left + right) / 2 for left, right in pairwise(edges)]
    states = [any(x0 <= middle <= x1 for x0, x1 in struck) for middle in middles]
    start = 0
    for end in range(1, len(states) + 1):
        if end == len(states) or states[end] != states[start]:
            yield f._replace(text=f.text[start:end], x0=edges[start], x1=edges[end]), states[start]
            start = end


def _holes(struck: Iterable[Fragment]) -> Iterator[Fragment]:
    """A mark for each place where deleted words stand: what is beside them stands together in the text."""
    hole: Fragment | None = None
    for f in sorted(struck, key=lambda f: (f.turned, -f.y, f.x0)):
        if hole and (hole.turned, hole.y) == (f.turned, f.y) and f.x0 - hole.x1 <= APART * f.size:
            hole = hole._replace(x1=max(hole.x1, f.x1))
            continue
        if hole:
            yield hole
        hole = f._replace(text=TAKEN)
    if hole:
        yield hole

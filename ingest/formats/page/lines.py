"""Flows of stretches to lines: numbered in reading order, each with whether it starts a paragraph."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count, pairwise, zip_longest

from ingest.formats.page.order import Flow
from ingest.formats.page.stretch import HANGING, Stretch
from kb.danish import MONTH
from kb.model import Line
from kb.text import ENDS, is_bullet

DATE = re.compile(rf"\d{{1,2}}\.\s*(?:{MONTH})\b", re.IGNORECASE)

LEADING = (0.8, 2.5)
"""The distance between baselines of neighbouring lines of one paragraph, in type sizes: least and most."""

COMMON = 0.25
"""A distance is the leading of a type size if at least this share of the size's lines have it. Rarer
distances are gaps between paragraphs."""

DEFAULT_LEADING = 1.35
PARAGRAPH, PARAGRAPH_AT_CHANGE = 1.2, 1.05
"""A new paragraph starts from this distance on, in leadings. The second value is for lines where bold or
size changes. Superscripts widen a line by up to a tenth, and 6 points before a paragraph by four tenths."""

FOOTER, FOOTER_LINES = 2.5, 2
"""A footer stands at least this many leadings below the text, and has at most this many lines."""

TWIN_LINES, TWIN_WIDTH = 3, 0.15
"""Two columns of one text have at least three lines each, and their widths differ by at most this share."""

NEIGHBOURS = 60
"""The right edge of a column is taken from this many lines above and below: about a page."""

FEW, SAME_EDGE = 10, 3
"""In a column of fewer lines perhaps no line is full. Then its width is taken from lines on other pages that
have the same size and start at the same left edge, within this many points."""

SAME_SIZE = 0.1
SHORT = 0.25
"""A line that stops this share of the column's width before its edge was ended on purpose."""

SPACE = 0.28
"""A little more than the width of a space, in type sizes."""


Edges = dict[tuple[int, int, int], float]


@dataclass(frozen=True, slots=True)
class Measures:
    """What is measured over the whole file: the leading of each type size, and how far right lines reach.

    The second is kept for each (turn, type size, left edge), in whole points; that of lines in table cells
    apart, as the first column often starts where the text does.
    """

    leading: dict[int, float]
    reach: Edges
    cells: Edges


@dataclass(frozen=True, slots=True)
class Column:
    """What a line is compared with: the lines around it, one line of its column, and the file's measures."""

    around: Flow
    part: Stretch
    measures: Measures

    def edges(self) -> tuple[float, float]:
        """The left and right edge of the lines that start where that line does, or hang from there."""
        x = self.part.x0
        column = [other for other in self.around if abs(other.x0 - x) <= HANGING]
        right = max([p.x1 for p in column])
        if len(column) < FEW:
            turned, size, left = _edge(self.part)
            near = range(left - SAME_EDGE, left + SAME_EDGE + 1)
            right = max([right, *(self.measures.reach.get((turned, size, x), 0.0) for x in near)])
        return min([p.x0 for p in column]), right


def numbered(pages: Sequence[Sequence[Flow]], aside: Sequence[Sequence[Flow]] = ()) -> tuple[Line, ...]:
    """The lines of all pages, numbered from 1 on each page. Flows in `aside` come last on their page."""
    parts = [part for flows in pages for flow in flows for part in flow]
    leading = _leadings(flow for flows in pages for flow in flows)
    text, cells = [part for part in parts if not part.row], (cell for part in parts for cell in part.cells)
    measures = Measures(leading, _reach(text), _reach(filter(None, cells)))
    both = zip_longest(pages, aside, fillvalue=())
    rows = count(1)
    return tuple(
        line
        for number, (flows, apart) in enumerate(both, 1)
        for line in _page(number, (*flows, *apart), measures, rows)
    )


def _page(page: int, flows: Iterable[Flow], measures: Measures, rows: Iterator[int]) -> Iterator[Line]:
    before: Flow = []
    number = row = 0
    for flow in flows:
        for part, opens in zip(flow, _openings(flow, before, measures), strict=True):
            number += 1
            row = next(rows) if part.begins else row
            yield replace(_line(part, page, number, opens), row=row if part.row else None)
        before = flow


def _line(part: Stretch, page: int, number: int, opens: bool) -> Line:
    look = (part.bold, round(part.size, 1), part.box)
    return Line(part.text, page, number, opens, *look, italic=part.italic, colour=part.colour)


def _edge(part: Stretch) -> tuple[int, int, int]:
    return part.turned, round(part.size), round(part.x0)


def _reach(parts: Iterable[Stretch]) -> Edges:
    reach: Edges = {}
    for part in parts:
        edge = _edge(part)
        reach[edge] = max(part.x1, reach.get(edge, part.x1))
    return reach


def _leadings(flows: Iterable[Flow]) -> dict[int, float]:
    """For each type size, in whole points, the smallest usual distance between baselines.

    Only pairs of lines count where the sentence surely goes on. A size without such pairs gets the leading
    of most of the text.
    """
    steps: dict[int, Counter[float]] = defaultdict(Counter)
    for above, below in (pair for flow in flows for pair in _stacked(flow)):
        step = above.y - below.y
        if LEADING[0] <= step / below.size <= LEADING[1]:
            steps[round(below.size)][round(step * 2) / 2] += _goes_on(above, below)
    sure = {size: +found for size, found in steps.items() if +found}
    most = max(sure, key=lambda size: sure[size].total(), default=0)
    ratio = _usual(sure[most]) / most if most else DEFAULT_LEADING
    return {size: _usual(sure[size]) if size in sure else ratio * size for size in steps}


def _stacked(flow: Flow) -> Iterator[tuple[Stretch, Stretch]]:
    """Each line with the one above it, and in a table row each cell's lines."""
    above: list[Stretch | None] = []
    for before, part in pairwise(flow):
        if not (before.row or part.row):
            yield before, part
        elif part.row and not part.begins:
            above = [cell or held for cell, held in zip_longest(before.cells, above)]
            pairs = zip(above, part.cells, strict=False)
            yield from ((one, other) for one, other in pairs if one is not None and other is not None)
        else:
            above = []


def _goes_on(above: Stretch, below: Stretch) -> bool:
    """Does the sentence surely continue in the lower line?"""
    return below.text[:1].islower() and not ENDS.search(above.text)


def _usual(steps: Counter[float]) -> float:
    return min(step for step, times in steps.items() if times >= COMMON * max(steps.values()))


def _openings(flow: Flow, before: Flow, measures: Measures) -> Iterator[bool]:
    """For each line of a flow: does it start a paragraph? The first line may continue the flow before."""
    if before and _below(before[-1], flow[0]):
        around = [*before[-NEIGHBOURS:], *flow[:NEIGHBOURS]]
        yield _opens(before[-1], flow[0], Column(around, flow[0], measures))
    elif _twins(column := _without_footer(before, measures.leading), flow):
        yield _opens_anew(flow[0]) and _opens(column[-1], flow[0], Column(column, column[-1], measures))
    else:
        yield _opens_anew(flow[0])
    row: list[Flow] = []
    for number, (above, part) in enumerate(pairwise(flow)):
        if above.begins:
            row = [[cell] if cell else [] for cell in above.cells]
        if part.row and not part.begins:
            yield _opens_cell(row, part, measures)
            continue
        around = flow[max(0, number - NEIGHBOURS) : number + NEIGHBOURS]
        stacked = _below(above, part)
        yield _opens(above, part, Column(around, part, measures)) if stacked else _opens_anew(part)


def _opens_cell(row: Sequence[Flow], line: Stretch, measures: Measures) -> bool:
    """Does a paragraph start in one of the cells of this line? `row`: the lines of each cell above it, to
    which its own are added."""
    opens, measures = False, replace(measures, reach=measures.cells)
    for above, cell in zip(row, line.cells, strict=True):
        if cell is not None:
            around = [*above[-NEIGHBOURS:], cell]
            opens |= not above or _opens(above[-1], cell, Column(around, cell, measures))
            above.append(cell)
    return opens


def _below(above: Stretch, part: Stretch) -> bool:
    """Does the line stand directly below the other?"""
    return part.y < above.y and part.x0 < above.x1 and above.x0 < part.x1 and part.turned == above.turned


def _without_footer(flow: Flow, leading: dict[int, float]) -> Flow:
    """The column without a footer that stands far below it."""
    parted = (n for n in range(len(flow) - 1, 0, -1) if _gap(flow[n - 1], flow[n], leading) > FOOTER)
    end = next((n for n in parted if n >= len(flow) - FOOTER_LINES), len(flow))
    return flow[:end]


def _twins(one: Flow, other: Flow) -> bool:
    """Are they two columns of one text? Then a paragraph may continue from one to the other."""
    if min(len(one), len(other)) < TWIN_LINES:
        return False
    width, beside = (max(p.x1 for p in flow) - min(p.x0 for p in flow) for flow in (one, other))
    return abs(width - beside) <= TWIN_WIDTH * width and not _changes(one[-1], other[0])


def _opens_anew(part: Stretch) -> bool:
    """Does a new paragraph start at the top of a page or column? Not with a lower-case letter."""
    return part.row or not part.text[:1].islower()


def _opens(above: Stretch, part: Stretch, column: Column) -> bool:
    """Does a new paragraph start at `part`?"""
    if above.row or part.row or (part.item and not DATE.match(part.text)):
        return True
    if _gap(above, part, column.measures.leading) > PARAGRAPH:
        return True
    if _changes(above, part) and _gap(above, part, column.measures.leading) > PARAGRAPH_AT_CHANGE:
        return True
    if _looks(above) != _looks(part) and ENDS.search(above.text) and _starts(part.text):
        return True
    return _starts(part.text) and _ended(above, part, column)


def _gap(above: Stretch, part: Stretch, leading: dict[int, float]) -> float:
    """The distance between two lines, in leadings."""
    usual = leading.get(round(part.size), DEFAULT_LEADING * part.size)
    return (above.y - above.depth - part.y) / usual


def _changes(above: Stretch, part: Stretch) -> bool:
    return _looks(above) != _looks(part) or abs(above.size - part.size) > SAME_SIZE * part.size


def _looks(part: Stretch) -> tuple[bool, bool, str | None]:
    return part.bold, part.italic, part.colour


def _starts(text: str) -> bool:
    """Could a paragraph start like this?"""
    return not text[:1].islower() or is_bullet(text)


def _ended(above: Stretch, part: Stretch, column: Column) -> bool:
    """Was the line above ended on purpose? It was if the first word of this line had fitted on it."""
    if above.text.endswith("-"):
        return False
    left, right = column.edges()
    room = right - above.x1 - SPACE * part.size
    ends, lists = ENDS.search(above.text) is not None, _lists(part.text)
    if ends or lists:
        return room > part.word or (ends and lists)
    return room > part.word + SHORT * (right - left)


def _lists(text: str) -> bool:
    """Does the line start a list item? A date at a line's start is none."""
    return is_bullet(text) and not DATE.match(text)

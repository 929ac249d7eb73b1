"""Grids: the rules around the cells of a table, and the text in them as lines of table rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.formats.page.drawn import Rule
from ingest.formats.page.stretch import Stretch, hang, rows_of
from ingest.formats.page.table_rows import Cells, row_lines, stands_for
from ingest.furniture.sidebar import counts_as_sidebar

NEAR = 3.0
"""Points. Rules this near are one: a thin rectangle has two edges, and borders are drawn cell by cell."""

MOST_RULES = 400
"""Rules of a page that may be a grid. A table of one page has fewer than 200; a drawing has more."""

FEWEST_ROWS = 2
"""A table has at least this many rows with two filled cells."""

LETTER_LINES = 8
"""A cell of at least this many lines beside a side column is a letter's text."""

HEADING_LINES = 2
"""A cell over all columns with more lines than this is ordinary text."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Rules that touch. `xs` are the edges of its columns, from left to right; `ys` of its rows, from the top
    down. Not each rule goes through: cells may be joined."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    beams: tuple[Rule, ...]
    posts: tuple[Rule, ...]

    def holds(self, part: Stretch) -> bool:
        x, y = _middle(part)
        return self.xs[0] <= x <= self.xs[-1] and self.ys[-1] <= y <= self.ys[0]

    def has(self, rule: Rule) -> bool:
        """Is the rule one of it, or in it?"""
        across = self.xs[0] - NEAR <= rule.x0 and rule.x1 <= self.xs[-1] + NEAR
        return across and self.ys[-1] - NEAR <= rule.y0 and rule.y1 <= self.ys[0] + NEAR

    def within(self, other: Grid) -> bool:
        """Is it a table in a cell of the other?"""
        across = other.xs[0] <= self.xs[0] and self.xs[-1] <= other.xs[-1]
        return other is not self and across and other.ys[-1] <= self.ys[-1] and self.ys[0] <= other.ys[0]

    def place(self, part: Stretch) -> tuple[int, int]:
        """The row and column of a text; of cells joined from above to below, the first."""
        x, y = _middle(part)
        row = max(n for n, top in enumerate(self.ys[:-1]) if y <= top)
        column = max(n for n, left in enumerate(self.xs[:-1]) if left <= x)
        while row and not self._beam(row, x):
            row -= 1
        return row, column

    def undivided(self, row: int, parts: Sequence[Stretch]) -> bool:
        """Does one cell go over all columns? Some tables have rules between the columns of some rows only."""
        middle = (self.ys[row] + self.ys[row + 1]) / 2
        if any(self._post(column, middle) for column in range(1, len(self.xs) - 1)):
            return False
        inner = self.xs[1:-1]
        across = any(part.x0 < x < part.x1 for part in parts for x in inner)
        return len(rows_of(parts)) == len(parts) and (across or len(parts) == 1)

    def _post(self, column: int, y: float) -> bool:
        x = self.xs[column]
        return any(abs(post.x0 - x) <= NEAR and post.y0 - NEAR <= y <= post.y1 + NEAR for post in self.posts)

    def _beam(self, row: int, x: float) -> bool:
        y = self.ys[row]
        return any(abs(beam.y0 - y) <= NEAR and beam.x0 - NEAR <= x <= beam.x1 + NEAR for beam in self.beams)


def set_in_grids(parts: Sequence[Stretch], rules: Sequence[Rule]) -> tuple[list[Stretch], Sequence[Rule]]:
    """The stretches of a page, where one stands for the lines of each table in a grid; and other rules."""
    rest = list(parts)
    for grid in _grids(rules):
        inside = [part for part in rest if grid.holds(part)]
        if lines := _lines(grid, inside):
            taken = {id(part) for part in inside}
            rest = [part for part in rest if id(part) not in taken]
            rest.append(stands_for(lines))
            rules = [rule for rule in rules if not grid.has(rule)]
    return rest, rules


def _lines(grid: Grid, parts: Iterable[Stretch]) -> list[Stretch]:
    """The lines of a table; none if the grid is no table."""
    rows: list[list[list[Stretch]]] = [[[] for _ in grid.xs[1:]] for _ in grid.ys[1:]]
    for part in parts:
        row, column = grid.place(part)
        rows[row][column].append(part)
    table = [[hang(cell) for cell in row] for row in rows]
    if _lays_out(table):
        return []
    return [line for n, row in enumerate(table) for line in _row(row, grid, n)]


def _row(row: Cells, grid: Grid, number: int) -> list[Stretch]:
    whole = [part for cell in row for part in cell]
    if not grid.undivided(number, whole):
        return row_lines(row)
    lines = row_lines([whole])
    return lines if len(lines) <= HEADING_LINES else whole


def _lays_out(table: Sequence[Cells]) -> bool:
    """Is it no table, but a list of labels, a letter beside its side column, or a frame?"""
    filled = [[cell for cell in row if cell] for row in table]
    filled = [row for row in filled if len(row) > 1]
    if len(filled) < FEWEST_ROWS or all(len(row) == 2 and row[0][-1].text.endswith(":") for row in filled):
        return True
    return any(max(map(len, row)) >= LETTER_LINES and any(map(_is_side, row)) for row in filled)


def _is_side(cell: Sequence[Stretch]) -> bool:
    return counts_as_sidebar([part.text for part in cell])


def _middle(part: Stretch) -> tuple[float, float]:
    """A point in the first word of a text, above its baseline."""
    return part.x0 + min(part.size, part.x1 - part.x0) / 2, part.y + part.size / 4


def _grids(rules: Sequence[Rule]) -> list[Grid]:
    """The grids of a page that are not in a cell of another one."""
    beams = _joined([(r.y0, r.x0, r.x1) for r in rules if r.across])
    posts = _joined([(r.x0, r.y0, r.y1) for r in rules if not r.across])
    if len(beams) + len(posts) > MOST_RULES:
        return []
    across = [Rule(start, y, end, y) for y, start, end in beams]
    down = [Rule(x, start, x, end) for x, start, end in posts]
    found = [grid for group in _touching(across, down) if (grid := _grid(*group))]
    return [grid for grid in found if not any(grid.within(other) for other in found)]


def _joined(segments: Iterable[tuple[float, float, float]]) -> list[tuple[float, float, float]]:
    """Segments (place, start, end) along one line, joined where they touch."""
    levels: list[list[tuple[float, float, float]]] = []
    for segment in sorted(segments):
        if levels and segment[0] - levels[-1][0][0] <= NEAR:
            levels[-1].append(segment)
        else:
            levels.append([segment])
    joined: list[tuple[float, float, float]] = []
    for level in levels:
        place, at = level[0][0], len(joined)
        for _, start, end in sorted(level, key=lambda segment: segment[1]):
            if len(joined) > at and start - joined[-1][2] <= NEAR:
                joined[-1] = (place, joined[-1][1], max(end, joined[-1][2]))
            else:
                joined.append((place, start, end))
    return joined


def _touching(beams: Sequence[Rule], posts: Sequence[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Groups of rules along and down the page that hang together."""
    groups: list[tuple[list[Rule], list[Rule]]] = []
    for post in posts:
        met = [beam for beam in beams if _meet(beam, post)]
        joined = [group for group in groups if any(beam in group[0] for beam in met)]
        groups = [group for group in groups if group not in joined]
        across = dict.fromkeys([*met, *(beam for group in joined for beam in group[0])])
        groups.append((list(across), [post, *(each for group in joined for each in group[1])]))
    return groups


def _meet(beam: Rule, post: Rule) -> bool:
    along = beam.x0 - NEAR <= post.x0 <= beam.x1 + NEAR
    return along and post.y0 - NEAR <= beam.y0 <= post.y1 + NEAR


def _grid(beams: Sequence[Rule], posts: Sequence[Rule]) -> Grid | None:
    """The grid that rules make, if it has two columns and two rows."""
    if not beams:
        return None
    ends = [min(b.x0 for b in beams), max(b.x1 for b in beams)]
    feet = [min(p.y0 for p in posts), max(p.y1 for p in posts)]
    xs = _edges([*ends, *(post.x0 for post in posts)])
    ys = _edges([*feet, *(beam.y0 for beam in beams)])
    return Grid(xs, ys[::-1], tuple(beams), tuple(posts)) if len(xs) > 2 and len(ys) > 2 else None


def _edges(places: Iterable[float]) -> tuple[float, ...]:
    """Places in order, those that are nearly the same once."""
    ordered = sorted(places)
    return (*ordered[:1], *(place for before, place in pairwise(ordered) if place - before > NEAR))

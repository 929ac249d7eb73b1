"""Table rows, rebuilt from cells that stand on one baseline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.formats.page.drawn import Rule
from ingest.formats.page.stretch import Stretch, rows_of, together
from ingest.formats.page.table_rows import row_lines
from ingest.furniture.running import is_page_mark

Row = list[Stretch]

APART = 2.5
"""On a line that is no table row, a gap of this many type sizes separates two texts."""

NEXT_ROW, NEXT_LINE = 4.0, 1.6
"""A row this many type sizes further down belongs to another table; a line this far down belongs to another
cell."""

OPEN = 1.0
"""Every row of a table leaves at least this many points open between two columns."""

WRAPPED = 0.88
"""A line nearer than this to the row above, in row distances, continues the cells of that row."""


def tabled(parts: Sequence[Stretch], rules: Sequence[Rule] = ()) -> list[Stretch]:
    """The lines from the top down; each table row is one line."""
    rows, lines, start = rows_of(parts), list[Stretch](), 0
    beams = [rule for rule in rules if rule.across]
    while start < len(rows):
        end = _table_end(rows, start, beams)
        lines += _table(rows[start:end], beams) if end > start + 1 else _plain(rows[start])
        start = max(end, start + 1)
    return lines


def _plain(row: Row) -> Row:
    """The texts of a line that is no table row: one, or several where a gap is very wide."""
    line = row[:1]
    for part in row[1:]:
        near = part.x0 - line[-1].x1 < APART * part.size or line[-1].text.endswith(":")
        near = near and not (part.table or line[-1].table)
        line[-1:] = [together(line[-1], part)] if near else [line[-1], part]
    return line


def _table_end(rows: Sequence[Row], start: int, beams: Sequence[Rule]) -> int:
    """The index after the last row of the table that starts at `start`; `start` if no table starts there."""
    last = end = start
    if not _cells(rows[start]):
        return start
    for number in range(start + 1, len(rows)):
        row = rows[number]
        reach = NEXT_ROW if _cells(row) else NEXT_LINE
        far = rows[number - 1][0].y - row[0].y > reach * row[0].size
        if far or not _in_gap(rows[last], row):
            break
        if _cells(row):
            last, end = number, number + 1
    if end > start + 1:
        table = RowDivision.of(rows[start:end], beams)
        while end < len(rows) and table.goes_on(rows[end - 1], rows[end]):
            end += 1
    return end


def _cells(row: Row) -> bool:
    """Could the row belong to a table?"""
    return len(row) > 1 and not any(part.table or is_page_mark(part.text) for part in row)


def _in_gap(above: Row, row: Row) -> bool:
    """Does the row leave open one of the gaps of the row above, or part of one?"""
    if any(part.table for part in row):
        return False
    return any(_open(row, one.x1, other.x0) > OPEN for one, other in pairwise(above))


def _open(row: Row, left: float, right: float) -> float:
    """The widest white that the row leaves between two places."""
    inside = [part for part in row if part.x0 < right and part.x1 > left]
    ends = [left, *(part.x1 for part in inside)]
    starts = [*(part.x0 for part in inside), right]
    return max(start - end for end, start in zip(ends, starts, strict=True))


def _table(rows: Sequence[Row], beams: Sequence[Rule]) -> list[Stretch]:
    """A table's rows as lines. A list of labels with their values looks like a table, and is none."""
    if _is_label_list(rows):
        return [replace(part, item=len(row) > 1) for row in rows for part in _plain(row)]
    table = RowDivision.of(rows, beams)
    groups: list[list[Row]] = []
    for row in rows:
        if groups and table.goes_on(groups[-1][-1], row):
            groups[-1].append(row)
        else:
            groups.append([row])
    return [line for group in groups for line in _lines(group, table.columns)]


def _is_label_list(rows: Sequence[Row]) -> bool:
    pairs = [row for row in rows if len(row) > 1]
    return all(len(row) == 2 and row[0].text.endswith(":") for row in pairs)


@dataclass(frozen=True, slots=True)
class RowDivision:
    """How a new table row is told from a further line of the same row: by rules, else by their distance."""

    columns: Row
    step: float
    beams: Sequence[Rule]
    ruled: bool

    @classmethod
    def of(cls, rows: Sequence[Row], beams: Sequence[Rule]) -> RowDivision:
        """The rows with the most cells show the columns. A single rule below the head does not separate
        rows."""
        full = [row for row in rows if len(row) == max(map(len, rows))]
        columns = [_column_of(cells) for cells in zip(*full, strict=True)]
        step = min((one[0].y - two[0].y for one, two in pairwise(full)), default=0.0)
        ruled = len(full) > 1 and all(_divided(one, two, beams) for one, two in pairwise(full))
        return cls(columns, step, beams, ruled)

    def goes_on(self, above: Row, row: Row) -> bool:
        """Does a line continue the cells of the line above it?"""
        if not _in_gap(self.columns, row):
            return False
        if self.ruled:
            return not _divided(above, row, self.beams)
        near = min(WRAPPED * self.step, NEXT_LINE * row[0].size)
        return len(row) < len(self.columns) and above[0].y - row[0].y <= near


def _column_of(cells: Sequence[Stretch]) -> Stretch:
    return replace(cells[0], x0=min(cell.x0 for cell in cells), x1=max(cell.x1 for cell in cells))


def _divided(above: Row, row: Row, beams: Sequence[Rule]) -> bool:
    """Does a rule part the two?"""
    left, right = row[0].x0, row[-1].x1
    between = (beam for beam in beams if row[0].y < beam.y0 < above[0].y)
    return any(min(beam.x1, right) - max(beam.x0, left) > 0 for beam in between)


def _lines(group: Sequence[Row], columns: Row) -> list[Stretch]:
    """The lines of one table row. What stands alone in the first column is a heading, and no row."""
    cells = [list[Stretch]() for _ in columns]
    for part in (part for row in group for part in row):
        cells[_column(part, columns)].append(part)
    return row_lines(cells) if any(cells[1:]) else cells[0]


def _column(part: Stretch, columns: Row) -> int:
    """The column that the part overlaps most, else the nearest."""
    return max(range(len(columns)), key=lambda n: min(part.x1, columns[n].x1) - max(part.x0, columns[n].x0))

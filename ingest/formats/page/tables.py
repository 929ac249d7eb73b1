"""Table rows, rebuilt from cells that stand on one baseline."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.formats.page.drawn import Rule
from ingest.formats.page.stretch import BULLET, Stretch, rows_of, together
from ingest.formats.page.table_rows import row_lines
from ingest.furniture.running import is_page_mark
from kb.text import ENDS

Row = list[Stretch]

APART = 2.5
"""On a line that is no table row, a gap of this many type sizes separates two texts."""

NEXT_ROW, NEXT_LINE = 4.0, 1.6
"""A row this many type sizes further down belongs to another table; a line this far down belongs to another
cell."""

SPACE = 0.28
"""A little more than the width of a space, in type sizes."""

OPEN = 1.0
"""Every row of a table leaves at least this many points open between two columns."""

FEWEST_BANDS = 3
"""Rules divide a table into rows if they leave at least this many bands; one below the head leaves two."""

COVERED = 0.5
"""A rule between rows covers at least this share of the white between two columns."""

WORDS, PROSE = 3, 20
"""A line goes on only after one of at least three words; after a full stop, also of 20 letters."""

NEVER, PERHAPS, SURE = range(3)

FIGURE = re.compile(r"(?=.*\d)[\d.,%\s–-]{1,20}(?:(?:kr|mio|mia|pct|timer)\.?\s?){0,2}|[-–]")

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
    """How a new table row is told from a further line of the same row.

    `beams`: the heights of the rules between rows. Where they part all rows, they alone count; else a line
    continues the row if it is near, or if it surely goes on with the text above it in all its cells.
    """

    columns: Row
    step: float
    beams: Sequence[float]
    ruled: bool

    @classmethod
    def of(cls, rows: Sequence[Row], beams: Sequence[Rule]) -> RowDivision:
        """The rows with the most cells show the columns. A single rule below the head does not separate
        rows."""
        full = [row for row in rows if len(row) == max(map(len, rows))]
        columns = [_column_of(cells) for cells in zip(*full, strict=True)]
        heights = [beam.y0 for beam in beams if _parts(beam, columns)]
        starts = [row for above, row in pairwise([full[0], *full]) if not _goes_on(above, row, columns)]
        step = min((one[0].y - two[0].y for one, two in pairwise([full[0], *starts])), default=0.0)
        bands = _bands(rows, heights)
        ruled = len(bands) >= FEWEST_BANDS and not any(_lists(band, columns) for band in bands)
        return cls(columns, step, heights, ruled)

    def goes_on(self, above: Row, row: Row) -> bool:
        """Does a line continue the cells of the line above it?"""
        if not _in_gap(self.columns, row) or any(row[0].y < beam < above[0].y for beam in self.beams):
            return False
        distance = above[0].y - row[0].y
        if self.ruled:
            return distance <= NEXT_ROW * row[0].size
        if distance <= NEXT_LINE * row[0].size and _is_rest(row, self.columns):
            return True
        if len(row) < len(self.columns) and distance <= min(WRAPPED * self.step, NEXT_LINE * row[0].size):
            return True
        return distance <= NEXT_LINE * row[0].size and _goes_on(above, row, self.columns)


def _is_rest(row: Row, columns: Row) -> bool:
    """Is it text in a later column alone, as a further paragraph of an answer is?"""
    text = row[0].text
    alone = len(row) == 1 and _column(row[0], columns) > 0 and row[0].x0 > columns[0].x1
    return alone and len(text) >= PROSE and not FIGURE.fullmatch(text)


def _parts(beam: Rule, columns: Row) -> bool:
    """Does the rule go through the white between two columns? A line under a word does not."""
    gaps = ((one.x1, other.x0) for one, other in pairwise(columns))
    return any(min(beam.x1, x1) - max(beam.x0, x0) >= COVERED * (x1 - x0) for x0, x1 in gaps)


def _bands(rows: Sequence[Row], beams: Sequence[float]) -> list[list[Row]]:
    """The lines between rules."""
    bands: list[list[Row]] = [[]]
    for above, row in pairwise([rows[0], *rows]):
        if bands[-1] and any(row[0].y < beam < above[0].y for beam in beams):
            bands.append([])
        bands[-1].append(row)
    return bands


def _lists(band: Sequence[Row], columns: Row) -> bool:
    """Do several table rows stand between two rules? They do where no full line goes on with another."""
    full = [row for row in band if len(row) == len(columns)]
    figures = any(
        all(FIGURE.fullmatch(cell.text) for cell in column) for column in [*zip(*full, strict=True)][1:]
    )
    return len(full) > 1 and (figures or not any(_goes_on(one, two, columns) for one, two in pairwise(full)))


def _goes_on(above: Row, row: Row, columns: Row) -> bool:
    """Does a line surely go on with the text above it, in one of its cells, and perhaps in all of them?"""
    held = {_column(part, columns): part for part in above}
    signs = [_continues(held.get(n), part, columns[n]) for part in row for n in [_column(part, columns)]]
    return SURE in signs and NEVER not in signs


def _continues(above: Stretch | None, part: Stretch, column: Stretch) -> int:
    """Does a cell's line go on with the one above it? If that is full, it may, also after a full stop."""
    if above is None or (BULLET.fullmatch(part.text.partition(" ")[0]) and part.text[:1] != "o"):
        return NEVER
    full = column.x1 - above.x1 < part.word + SPACE * part.size and above.text.count(" ") >= WORDS - 1
    if ENDS.search(above.text):
        return PERHAPS if full and len(above.text) >= PROSE else NEVER
    return SURE if full or (part.text[:1].islower() and above.text.count(" ") >= WORDS - 1) else NEVER


def _column_of(cells: Sequence[Stretch]) -> Stretch:
    return replace(cells[0], x0=min(cell.x0 for cell in cells), x1=max(cell.x1 for cell in cells))


def _lines(group: Sequence[Row], columns: Row) -> list[Stretch]:
    """The lines of one table row. What stands alone in the first column is a heading, and no row."""
    cells = [list[Stretch]() for _ in columns]
    for part in (part for row in group for part in row):
        cells[_column(part, columns)].append(part)
    return row_lines(cells) if any(cells[1:]) else cells[0]


def _column(part: Stretch, columns: Row) -> int:
    """The column that the part overlaps most, else the nearest."""
    return max(range(len(columns)), key=lambda n: min(part.x1, columns[n].x1) - max(part.x0, columns[n].x0))

"""The lines of a table row: what stands on one baseline, each cell in its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import reduce

from ingest.formats.colour import shared
from ingest.formats.page.stretch import Stretch, rows_of, together

Cells = Sequence[Sequence[Stretch]]
"""What stands in each cell of a row."""


def row_lines(row: Cells) -> list[Stretch]:
    """The printed lines of a table row, from the top down; tabs separate the cells in each."""
    column = {id(part): n for n, cell in enumerate(row) for part in cell}
    baselines = rows_of(part for cell in row for part in cell)
    lines = []
    for line in baselines:
        own = [[part for part in line if column[id(part)] == n] for n in range(len(row))]
        lines.append(_across([reduce(together, cell) if cell else None for cell in own]))
    return [replace(line, begins=n == 0) for n, line in enumerate(lines)]


def _across(cells: Sequence[Stretch | None]) -> Stretch:
    """The parts of a row's cells on one baseline as one line."""
    parts = [cell for cell in cells if cell is not None]
    longest = max(parts, key=lambda part: len(part.text))
    return replace(
        longest,
        text="\t".join(cell.text if cell else "" for cell in cells),
        x0=min(part.x0 for part in parts),
        x1=max(part.x1 for part in parts),
        bold=all(part.bold for part in parts),
        italic=all(part.italic for part in parts),
        colour=shared(part.colour for part in parts),
        item=False,
        row=True,
        cells=tuple(cells),
    )


def stands_for(lines: Sequence[Stretch]) -> Stretch:
    """One stretch in the place of a table's lines, while the page is put in order."""
    first, foot = lines[0], min(line.bottom for line in lines)
    return replace(
        first,
        x0=min(line.x0 for line in lines),
        x1=max(line.x1 for line in lines),
        row=True,
        begins=True,
        depth=max(first.bottom - foot, 0.0),
        table=tuple(lines),
    )


def spread(flow: Sequence[Stretch]) -> Iterator[Stretch]:
    """A flow with the lines of its tables."""
    for part in flow:
        yield from part.table or (part,)

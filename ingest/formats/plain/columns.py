"""Tables in plain text: rows whose cells are aligned by spaces or separated by tabs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from kb.text import BULLET, ENDS

GAP = re.compile(r"(?<=\S) {2,}(?=\S)")
"""What separates cells: two spaces or more, as one may be a double space after a full stop or none at all."""

FEWEST_ROWS = 2
"""A single line with a gap is as likely a signature or a typed heading."""


ALONE = 3
"""A single line is a table row if tabs divide it into at least this many cells; two may be a label and its
value."""

NEAR = 10
"""Lines between two rows of one table whose cells hold paragraphs or lists, as a pasted table's do."""

WORDS = 3
"""A cell that wraps has at least this many words on a line."""


def rows(lines: Sequence[str], before: int = 0) -> dict[int, tuple[str, ...]]:
    """The cells of each line that is a table row, by its index. `before`: cells of the last row above."""
    found: dict[int, tuple[str, ...]] = {}
    for start, end in _runs([_has_tab(line) for line in lines]):
        found |= _tabbed(lines, start, end)
    for at, cells in _alone(lines, found, before):
        found[at] = cells
    for start, end in _runs([i not in found and _gapped(line) for i, line in enumerate(lines)]):
        found |= _aligned(lines, start, end)
    return found


def _runs(flags: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """[start, end) of each stretch of flags long enough to be a table."""
    start = 0
    for at, flag in enumerate([*flags, False]):
        if not flag:
            if at - start >= FEWEST_ROWS:
                yield start, at
            start = at + 1


def _alone(
    lines: Sequence[str], found: dict[int, tuple[str, ...]], before: int
) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Single rows: the rest of a table that a page break has cut, or a line with many cells."""
    near = dict(found)
    for at, line in enumerate(lines):
        if at not in found and _has_tab(line):
            cells = tuple(cell.strip() for cell in line.strip().split("\t"))
            beside = (near[row] for row in range(at - NEAR, at + NEAR + 1) if row in near)
            if (
                len(cells) == before
                or sum(map(bool, cells)) >= ALONE
                or any(len(row) == len(cells) for row in beside)
            ):
                near[at] = cells
                yield at, cells
        elif at in found:
            before = 0


def _has_tab(line: str) -> bool:
    return "\t" in _masked(line).strip()


def _gapped(line: str) -> bool:
    return GAP.search(_masked(line).expandtabs()) is not None


def _masked(line: str) -> str:
    """The line with the gap after its list marker closed: `1.  Hvor mange` is one cell, not two."""
    bullet = BULLET.match(line)
    return (
        re.sub(r"(?<=\S)\s+$", lambda m: "x" * len(m[0]), bullet[0]) + line[bullet.end() :]
        if bullet
        else line
    )


def _tabbed(lines: Sequence[str], start: int, end: int) -> dict[int, tuple[str, ...]]:
    """Cells between tabs. Several tabs in a row are empty cells only where all rows then have as many."""
    single = {i: tuple(cell.strip() for cell in lines[i].strip().split("\t")) for i in range(start, end)}
    if len({len(cells) for cells in single.values()}) == 1:
        return single
    return {i: tuple(cell for cell in cells if cell) for i, cells in single.items()}


def _aligned(lines: Sequence[str], start: int, end: int) -> dict[int, tuple[str, ...]]:
    """Cells between gutters: columns of two spaces or more that go through all the lines."""
    block = [line.expandtabs() for line in lines[start:end]]
    cuts = _gutters([_masked(line).expandtabs() for line in block])
    if not cuts:
        return {}
    bounds = [0, *cuts, max(map(len, block))]
    pairs = list(pairwise(bounds))
    return {
        start + i: tuple(line[left:right].strip() for left, right in pairs) for i, line in enumerate(block)
    }


def _gutters(block: Sequence[str]) -> list[int]:
    """Where each gutter ends, in characters from the left."""
    width = max(map(len, block))
    blank = "".join(" " if all(line[x : x + 1] in ("", " ") for line in block) else "x" for x in range(width))
    return [gap.end() for gap in GAP.finditer(blank)]


def goes_on(above: Sequence[str], cells: Sequence[str]) -> bool:
    """Does a line surely continue the cells of the row above it? It does where each of its texts starts in
    lower case, below one of several words that ends no sentence."""
    pairs = [(held, cell) for held, cell in zip(above, cells, strict=False) if cell]
    return (
        bool(pairs)
        and len(above) == len(cells)
        and all(
            cell[0].islower() and held.count(" ") >= WORDS - 1 and not ENDS.search(held)
            for held, cell in pairs
        )
    )

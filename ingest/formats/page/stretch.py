"""Stretches: text on one baseline, before it is known whether it is a line of a column or a cell of a
table."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from ingest.formats.page.drawn import turn_back
from kb.model import Box

BASELINE = 0.2
"""Fragments whose baselines differ by less than this, in type sizes, stand on one line."""

ASCENT, DESCENT = 0.8, -0.2
"""Top and bottom of a line's box above its baseline, in type sizes. Common text faces have 0.7 to 0.9 and
-0.2 to -0.25."""

BULLET = re.compile(
    r"[-–—•▪●◦*·➢✓o]|\d{1,2}[.)]|[a-zæøå][.)]|(?=[IVX])X?(?:IX|IV|V?I{0,3})[.)]"
    r"|(?:Spørgsmål|Spm\.?|Spg\.?|Sp\.?|Svar|Sv\.?|Ad\.?|Re\.?)\s?\d{0,2}[a-z]?[.:)]{0,2}"
)
"""What hangs before its text: a bullet, a number, or the label of a question or its answer."""

HANGING = 60.0
"""Points from a bullet to its text at most; word processors indent by 18 to 36."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Text on one baseline without a wide gap: a line of a column, or a table's cell or row.

    `item` says that it starts with a bullet or number set apart from its text; `word` is how wide its first
    word is. `row` says that it is a line of a table row, whose first line `begins` it, with its `cells`; or
    that it stands for the lines of a whole `table`, and reaches `depth` points further down than its first.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool = False
    item: bool = False
    row: bool = False
    depth: float = 0.0
    turned: int = 0
    word: float = 0.0
    italic: bool = False
    colour: str | None = None
    begins: bool = False
    cells: tuple[Stretch | None, ...] = ()
    table: tuple[Stretch, ...] = ()

    @property
    def top(self) -> float:
        return self.y + ASCENT * self.size

    @property
    def bottom(self) -> float:
        return self.y + DESCENT * self.size - self.depth

    @property
    def box(self) -> Box:
        """Its place on the page as it is shown."""
        one, two = (turn_back(x, y, self.turned) for x, y in ((self.x0, self.bottom), (self.x1, self.top)))
        return Box(min(one[0], two[0]), min(one[1], two[1]), max(one[0], two[0]), max(one[1], two[1]))


def rows_of(parts: Iterable[Stretch]) -> list[list[Stretch]]:
    """Stretches by baseline, from the top down, each row from left to right."""
    rows: list[list[Stretch]] = []
    for part in sorted(parts, key=lambda s: (-s.y, s.x0)):
        if rows and same_line(rows[-1][0], part):
            rows[-1].append(part)
        else:
            rows.append([part])
    return [sorted(row, key=lambda s: s.x0) for row in rows]


def hang(parts: Iterable[Stretch]) -> list[Stretch]:
    """Stretches, where a bullet or list number that opens a row is joined to the text behind it."""
    return [stretch for row in rows_of(parts) for stretch in _hung(row)]


def _hung(row: list[Stretch]) -> list[Stretch]:
    if len(row) < 2 or not BULLET.fullmatch(row[0].text) or not 0 < row[1].x0 - row[0].x1 <= HANGING:
        return row
    return [together(row[0], row[1], item=True), *row[2:]]


def same_line(one: Stretch, other: Stretch) -> bool:
    """Do the two stand on one baseline?"""
    return abs(one.y - other.y) <= BASELINE * max(one.size, other.size)


def together(one: Stretch, other: Stretch, item: bool = False) -> Stretch:
    """Two stretches of one line as one, with the size and look of the longer one."""
    main = max(one, other, key=lambda s: len(s.text))
    x0, x1 = min(one.x0, other.x0), max(one.x1, other.x1)
    return replace(main, text=f"{one.text} {other.text}", x0=x0, x1=x1, item=item or one.item, word=one.word)

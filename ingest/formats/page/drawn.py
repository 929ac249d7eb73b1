"""What a PDF page shows, in coordinates: fragments of text, rules, and how a page is turned."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from ingest.formats.page.ink import Area, Fill

SPACE = " "
TAKEN = ""
"""The text of a fragment that stands for words that were deleted: its width counts as none."""

new = tuple.__new__
"""Builds a named tuple from its fields, twice as fast as calling its class. A page has hundreds of them."""


class Matrix(NamedTuple):
    """The six numbers of a PDF transformation."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def then(self, m: Matrix) -> Matrix:
        """This transformation followed by another."""
        return Matrix(
            self.a * m.a + self.b * m.c,
            self.a * m.b + self.b * m.d,
            self.c * m.a + self.d * m.c,
            self.c * m.b + self.d * m.d,
            self.e * m.a + self.f * m.c + m.e,
            self.e * m.b + self.f * m.d + m.f,
        )


class Fragment(NamedTuple):
    """Text drawn in one go, without spaces – or one drawn space – and where it stands.

    `turned` counts quarter turns counter-clockwise. x0, x1 and the baseline y are in points, on the page
    turned so that this text runs to the right (see `turn`). `rise` is how far above the baseline it is drawn.
    `colour`: see `kb.model.Line`.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool = False
    turned: int = 0
    rise: float = 0.0
    italic: bool = False
    colour: str | None = None

    @property
    def blank(self) -> bool:
        """Is it a drawn space, or no text at all?"""
        return self.text in (SPACE, TAKEN)

    @property
    def middle(self) -> tuple[float, float]:
        """The place on the page, as it is shown, of the middle of its baseline."""
        return turn_back((self.x0 + self.x1) / 2, self.y, self.turned)


@dataclass(frozen=True, slots=True)
class Rule:
    """A drawn line along or down the page, as tables have around their cells."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def across(self) -> bool:
        return self.x1 - self.x0 > self.y1 - self.y0


class Bar(NamedTuple):
    """A thin line as it was inked, and how many areas were painted before it."""

    area: Area
    fills: int


@dataclass(slots=True)
class Drawn:
    """What a page shows: fragments in the order they were drawn, and those nobody sees."""

    width: float
    height: float
    fragments: list[Fragment] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    fills: list[Fill] = field(default_factory=list)
    hidden: list[Fragment] = field(default_factory=list)
    """Text without ink, in the colour of its ground, too small to read, or painted over."""
    outside: list[Fragment] = field(default_factory=list)
    off: list[Fragment] = field(default_factory=list)
    """Text of layers that are switched off."""
    struck: list[Fragment] = field(default_factory=list)
    """Text with a line through it."""
    crossed: int = 0
    """How many words a line goes through that may have another meaning."""
    fields: list[str] = field(default_factory=list)
    """The words of its form fields; they stand among its fragments too."""
    filled: int = 0
    """How many form fields with a value were read."""
    replaced: int = 0
    """How many words were taken from what the file says for them, and not from what it draws."""
    bars: list[Bar] = field(default_factory=list)
    deleted: list[Area] = field(default_factory=list)
    """Where a reviewer has marked text as deleted."""
    older: bool = False
    """Is its text the invisible layer that an earlier OCR program put over a scan?"""
    pictures: list[Area] = field(default_factory=list)
    pictured: float = 0.0
    """The area of its pictures, as a part of the page's."""
    shapes: int = 0
    garbled: int = 0
    """Operators that make no sense, which viewers leave out too."""

    @property
    def aside(self) -> list[Fragment]:
        """Text that is in the file, and in no answer."""
        return [*self.hidden, *self.outside, *self.off, *self.struck]

    def inside(self, f: Fragment) -> bool:
        """Does its middle stand on the page?"""
        x, y = f.middle
        return 0 <= x <= self.width and 0 <= y <= self.height

    @property
    def late(self) -> list[Fill]:
        """Areas that were painted when there was text already."""
        return [fill for fill in self.fills if fill.after and fill.colour is not None]

    def cover(self) -> None:
        """Hides the text that was painted over later on."""
        texts, late = self.fragments, self.late
        under = {n for fill in late for n, f in enumerate(texts[: fill.after]) if _covers(fill, f)}
        if under:
            self.hidden += [texts[n] for n in sorted(under)]
            self.fragments = [f for n, f in enumerate(texts) if n not in under]


def _covers(fill: Fill, f: Fragment) -> bool:
    """Does the painted area hide the text? A thin line under or through the text does not."""
    x, y = turn_back((f.x0 + f.x1) / 2, f.y + f.size / 4, f.turned)
    area = fill.area
    return area.holds(x, y) and min(area.x1 - area.x0, area.y1 - area.y0) >= f.size / 2


def turn(x: float, y: float, turned: int) -> tuple[float, float]:
    """A point of the page, on the page turned so that text with that many quarter turns runs to the right."""
    if not turned:
        return x, y
    return ((y, -x), (-x, -y), (-y, x))[turned - 1]


def turn_back(x: float, y: float, turned: int) -> tuple[float, float]:
    """The inverse of `turn`."""
    return turn(x, y, -turned % 4)


UNREADABLE = "\ufffd"
"""A glyph of which the file does not say which character it is."""

"""Colours and painted areas: can text be told from its background?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from pypdf.generic import ArrayObject, DictionaryObject, StreamObject

Colour = tuple[float, float, float]
"""Red, green and blue, from 0 to 1."""

BLACK: Colour = (0.0, 0.0, 0.0)
WHITE: Colour = (1.0, 1.0, 1.0)

NEAR = 0.12
"""A reader cannot tell two colours apart that differ by less than this in red, green and blue. #e2e2e2 on
white is the lightest grey that is taken for text; footers of letterheads are #bfbfbf and darker."""

Space = Callable[..., Colour | None]
"""A colour space: a function from a colour's numbers to the colour, None if it is unknown."""


def grey(level: float) -> Colour:
    return (level, level, level)


def rgb(red: float, green: float, blue: float) -> Colour:
    return (red, green, blue)


def cmyk(cyan: float, magenta: float, yellow: float, black: float) -> Colour:
    red, green, blue = (1 - min(1.0, ink + black) for ink in (cyan, magenta, yellow))
    return (red, green, blue)


def tint(amount: float) -> Colour:
    """An amount (0 to 1) of an unknown ink, as a grey: 0 is white."""
    return grey(1 - amount)


def unknown(*_: Any) -> None:
    return None


SPACES: dict[str, Space] = {
    "/DeviceGray": grey,
    "/CalGray": grey,
    "/DeviceRGB": rgb,
    "/CalRGB": rgb,
    "/DeviceCMYK": cmyk,
    "/Separation": tint,
}
BY_NUMBERS: dict[int, Space] = {1: grey, 3: rgb, 4: cmyk}


def space(name: str, named: DictionaryObject) -> Space:
    """The colour space of this name. `named` are the page's own colour spaces."""
    entry = named.get(name)
    found = name if entry is None else entry.get_object()
    if isinstance(found, ArrayObject) and found:
        profile = found[1].get_object() if len(found) > 1 else None
        if found[0] == "/ICCBased" and isinstance(profile, StreamObject):
            return BY_NUMBERS.get(int(profile.get("/N", 0)), unknown)
        found = found[0]
    return SPACES.get(str(found), unknown)


def first(space: Space) -> Colour | None:
    """The initial colour of a colour space: black, or the full amount of an ink."""
    return None if space is unknown else BLACK


def alike(one: Colour | None, other: Colour | None) -> bool:
    """Are both colours known, and the same to a reader?"""
    if one is None or other is None:
        return False
    return all(abs(a - b) < NEAR for a, b in zip(one, other, strict=True))


class Area(NamedTuple):
    """A rectangle on the page."""

    x0: float
    y0: float
    x1: float
    y1: float

    def within(self, other: Area) -> Area:
        """The intersection of both areas; it may be empty."""
        low = max(self.x0, other.x0), max(self.y0, other.y0)
        return Area(*low, min(self.x1, other.x1), min(self.y1, other.y1))

    def holds(self, x: float, y: float) -> bool:
        return self.x0 <= x <= self.x1 and self.y0 <= y <= self.y1


class Fill(NamedTuple):
    """A painted area: its colour (None if unknown), and how many text fragments were drawn before it."""

    area: Area
    colour: Colour | None
    after: int


def ground(fills: Sequence[Fill], x: float, y: float) -> Colour | None:
    """The colour that a point of the page was painted with last; white where nothing was painted."""
    return next((fill.colour for fill in reversed(fills) if fill.area.holds(x, y)), WHITE)

"""The colour of text as a line tells it: six hex digits, or None where it is black."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

NEAR_BLACK = 0.12
"""Red, green and blue below this look black on paper; `ink.NEAR` says so of any two colours."""


@lru_cache(maxsize=256)
def digits(red: float, green: float, blue: float) -> str | None:
    """Red, green and blue, each from 0 to 1, as `c00000`; None for black."""
    if max(red, green, blue) < NEAR_BLACK:
        return None
    return "".join(f"{round(255 * min(max(part, 0.0), 1.0)):02x}" for part in (red, green, blue))


def from_hex(text: str) -> str | None:
    """`C00000`, `#c00000` or `#c00` as `c00000`; None for black, and for what is no such colour."""
    text = text.removeprefix("#")
    if len(text) == 3:
        text = "".join(2 * digit for digit in text)
    try:
        parts = bytes.fromhex(text)
    except ValueError:
        return None
    return digits(*(part / 255 for part in parts)) if len(parts) == 3 else None


def shared(colours: Iterable[str | None]) -> str | None:
    """The colour that all have; None where they differ."""
    found = {*colours}
    return found.pop() if len(found) == 1 else None


def mostly(colours: Counter[str | None], share: float) -> str | None:
    """The colour that at least this share of the letters have; None where there is none."""
    colour, letters = colours.most_common(1)[0]
    return colour if letters >= share * colours.total() else None

"""From the coordinates of PDF operators to those of the page as it is shown."""

from __future__ import annotations

import math
from contextlib import suppress

from pypdf import PageObject

from ingest.formats.colour import digits
from ingest.formats.page.drawn import Fragment, Matrix, new, turn
from ingest.formats.pdf.state import TextState

STROKED = 2
"""Filled and stroked: how some programs make bold."""

LEANING = 0.1
"""Upright strokes that lean by more than this, in their height, are italics that a program made itself: Word
and LibreOffice lean them by 0.2 to 0.33."""

A4 = (595.0, 842.0)
NARROWEST = 1.0
"""Points. A page that is narrower shows nothing."""

QUARTER = math.radians(90)

Word = tuple[str, float, float]
"""A text and where it starts and ends on its baseline."""


def upright(page: PageObject) -> tuple[Matrix, float, float]:
    """From the file's coordinates to those of the page as it is shown, and the page's width and height."""
    left, bottom, width, height = _box(page)
    moved = Matrix(e=-left, f=-bottom)
    turns = {
        0: (Matrix(), width, height),
        90: (Matrix(0, -1, 1, 0, 0, width), height, width),
        180: (Matrix(-1, 0, 0, -1, width, height), width, height),
        270: (Matrix(0, 1, -1, 0, height, 0), height, width),
    }
    turn, wide, high = turns[_quarters(page) * 90]
    return moved.then(turn), wide, high


def _box(page: PageObject) -> tuple[float, float, float, float]:
    """The left and lower edge, width and height of what is shown: of A4 where no box makes sense."""
    for name in ("cropbox", "mediabox"):
        with suppress(Exception):
            box = getattr(page, name)
            sizes = float(box.left), float(box.bottom), float(box.width), float(box.height)
            if all(map(math.isfinite, sizes)) and min(sizes[2:]) >= NARROWEST:
                return sizes
    return 0.0, 0.0, *A4


def _quarters(page: PageObject) -> int:
    with suppress(Exception):
        return int(page.rotation) % 360 // 90
    return 0


def fragments(words: list[Word], state: TextState, matrix: Matrix) -> list[Fragment]:
    """Words on the current baseline as fragments of the page. `matrix` is the text matrix.

    Upright text from left to right has a branch of its own, because nearly all text is so and it is faster.
    """
    m = matrix.then(state.ctm)
    tall = math.hypot(m.c, m.d)
    sign = math.copysign(1.0, state.size * state.stretch)
    turned = round(math.atan2(sign * m.b, sign * m.a) / QUARTER) % 4
    (right, up), (x, y) = turn(m.a, m.b, turned), turn(m.e, m.f, turned)
    bold = state.mode == STROKED or (state.face is not None and state.face.bold)
    italic = _leans(m) or (state.face is not None and state.face.italic)
    colour = digits(*state.colour) if state.colour else None
    size, rise = abs(state.size) * tall, state.rise * tall
    if up == 0 and right > 0 and state.character >= 0 and state.word >= 0 and state.size > 0:
        return [
            new(
                Fragment,
                (text, right * one + x, right * other + x, y, size, bold, turned, rise, italic, colour),
            )
            for text, one, other in words
        ]
    found = []
    for text, one, other in words:
        start, end = (one, other) if (other - one) * right >= 0 else (other, one)
        left, base = right * start + x, up * start + y
        found.append(Fragment(text, left, right * end + x, base, size, bold, turned, rise, italic, colour))
    return found


def _leans(m: Matrix) -> bool:
    """Do upright strokes not stand square on the baseline?"""
    square = abs(m.a * m.d - m.b * m.c)
    return abs(m.a * m.c + m.b * m.d) > LEANING * square > 0

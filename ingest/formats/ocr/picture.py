"""A scanned page's picture, turned upright and deskewed, and coordinates mapped back to the page."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from PIL.Image import Image, Resampling, Transpose, fromarray
from PIL.ImageFilter import BoxBlur

from kb.model import Box

Pixels: TypeAlias = NDArray[np.float64]

SKETCH = 800
"""Skew is measured on a sketch with this many pixels on its longer side: to a tenth of a degree, in a
fifteenth of a second."""

DARKER, PAPER = 0.75, 90
"""Ink is darker than this share of the paper's grey. The paper's grey is this percentile of the page's
pixels."""

BLANK = 0.0003
"""A page with less than this share of ink is blank. Chosen by eye, between a page of one line and dust."""

STEEPEST, STEP, FINE_STEP = 5.0, 0.5, 0.1
"""Degrees: the largest skew looked for, and the coarse and fine steps. A scanner's feeder skews a sheet by
one or two."""

STRAIGHT = 0.15
"""Degrees. Skew up to this is not corrected: over a line of 17 cm it is less than half a millimetre."""

SIDEWAYS = 1.5
"""A page lies sideways if rows of ink stand out this many times more sharply across than along; measured: 3
to 9."""

DUST, DUST_AROUND = 4, 2
"""A dark spot of at most this many pixels, with only white within this many pixels around, is dust. At 200
dpi the dot of a 7-point letter has 6."""

DUST_DARKER = 0.8

BULLET_WITHIN, BULLET_GAP, BULLET_SIZE, BULLET_FULL = 3.5, 0.3, (0.15, 0.8), 0.6
"""A bullet: the most and least distance from its line and its size, in line heights; the share of ink in its
box."""

QUARTERS = (None, Transpose.ROTATE_90, Transpose.ROTATE_180, Transpose.ROTATE_270)


@dataclass(frozen=True, slots=True)
class Read:
    """A word as it was read off a picture: its text, its place in pixels from the top left, how sure it is.

    Words with the same `line` were read as one line, in this order. `confidence` is from 0 to 1.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    confidence: float
    line: int
    stroke: float = 0.0
    """The mean width of its strokes in pixels; 0 where unknown."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page's picture after `quarters` counter-clockwise quarter turns and a turn by `skew` degrees.

    `wide` and `high` are the size of the page as it is shown, in points.
    """

    image: Image
    wide: float
    high: float
    quarters: int = 0
    skew: float = 0.0

    @property
    def scale(self) -> float:
        """Pixels a point."""
        return self.image.width / (self.high if self.quarters % 2 else self.wide)

    def upright(self, read: Read) -> Box:
        """A word's place on the straightened page, in points."""
        high = self.image.height
        left, low = read.left / self.scale, (high - read.bottom) / self.scale
        return Box(left, low, read.right / self.scale, (high - read.top) / self.scale)

    def home(self, box: Box) -> Box:
        """The place on the page as shown of a place on the straightened page."""
        corners = [self._home(x, y) for x in (box.x0, box.x1) for y in (box.y0, box.y1)]
        across, up = zip(*corners, strict=True)
        return Box(min(across), min(up), max(across), max(up))

    def _home(self, x: float, y: float) -> tuple[float, float]:
        """The point of the page as shown of a point of the straightened page."""
        wide, high = (self.high, self.wide) if self.quarters % 2 else (self.wide, self.high)
        right, up = x - wide / 2, y - high / 2
        cos, sin = math.cos(math.radians(self.skew)), math.sin(math.radians(self.skew))
        x, y = right * cos + up * sin + wide / 2, up * cos - right * sin + high / 2
        back = ((x, y), (self.wide - y, x), (self.wide - x, self.high - y), (y, self.high - x))
        return back[self.quarters]


def swept(image: Image) -> Image:
    """The picture without dust, which OCR would read as full stops and commas."""
    grey = np.asarray(image)
    paper = np.median(grey[::4, ::4])
    dark = grey < DUST_DARKER * paper
    side = 2 * DUST_AROUND + 1
    around = fromarray((dark * 255).astype(np.uint8)).filter(BoxBlur(DUST_AROUND))
    dust = dark & (np.asarray(around) < (DUST + 0.5) * 255 / side**2)
    return fromarray(np.where(dust, paper, grey).astype(np.uint8))


def tight(reads: Iterable[Read], image: Image) -> list[Read]:
    """Words with boxes shrunk to their ink; engines draw boxes wider, and unevenly."""
    grey = np.asarray(image)
    ink = grey < DARKER * np.median(grey[::4, ::4])
    return [_tight(read, ink) for read in reads]


def _tight(read: Read, ink: NDArray[np.bool_]) -> Read:
    left, top = max(0, int(read.left)), max(0, int(read.top))
    inside = ink[top : math.ceil(read.bottom) + 1, left : math.ceil(read.right) + 1]
    rows, columns = (np.flatnonzero(inside.any(axis=axis)) for axis in (1, 0))
    if not len(rows):
        return read
    strokes = np.count_nonzero(inside[:, 1:] & ~inside[:, :-1]) + np.count_nonzero(inside[:, 0])
    return replace(
        read,
        stroke=np.count_nonzero(inside) / strokes,
        left=float(left + columns[0]),
        right=float(left + columns[-1] + 1),
        top=float(top + rows[0]),
        bottom=float(top + rows[-1] + 1),
    )


def bullets(reads: Sequence[Read], image: Image) -> Iterator[Read]:
    """Bullets that the engine missed: single dots or dashes left of a line."""
    grey = np.asarray(image)
    ink = grey < DARKER * np.median(grey[::4, ::4])
    first: dict[int, Read] = {}
    for read in reads:
        first.setdefault(read.line, read)
    for read in first.values():
        place = _margin(read)
        if not any(_touch(place, other) for other in reads) and (bullet := _bullet(read, place, ink)):
            yield bullet


def _margin(read: Read) -> tuple[int, int, int, int]:
    """Where a bullet before a word would be: left, top, right, bottom."""
    high = read.bottom - read.top
    left, right = read.left - BULLET_WITHIN * high, read.left - BULLET_GAP * high
    return max(0, int(left)), int(read.top), max(0, int(right)), int(read.bottom)


def _touch(place: tuple[int, int, int, int], read: Read) -> bool:
    left, top, right, bottom = place
    return read.left < right and read.right > left and read.top < bottom and read.bottom > top


def _bullet(read: Read, place: tuple[int, int, int, int], ink: NDArray[np.bool_]) -> Read | None:
    left, top, right, bottom = place
    inside = ink[top:bottom, left:right]
    rows, columns = (np.flatnonzero(inside.any(axis=axis)) for axis in (1, 0))
    if not len(rows):
        return None
    wide, high = int(np.ptp(columns)) + 1, int(np.ptp(rows)) + 1
    size = bottom - top
    whole = np.count_nonzero(inside) >= BULLET_FULL * wide * high and len(columns) == wide
    if not whole or not BULLET_SIZE[0] * size <= wide <= BULLET_SIZE[1] * size or high > wide * 1.2:
        return None
    x, y = left + int(columns[0]), top + int(rows[0])
    text = "-" if wide > 1.5 * high else "•"
    return Read(text, x, y, x + wide, y + high, read.confidence, read.line)


def is_blank(image: Image) -> bool:
    """Is there nothing on the paper but dust?"""
    return len(_ink(image)[0]) < BLANK * SKETCH * SKETCH * _shape(image)


def sheets(image: Image, wide: float, high: float, upright: bool = False) -> Iterator[Sheet]:
    """The page in its two possible orientations, the likelier first. Text runs in the direction in which
    lines stand out. `upright`: first as it is, because there is other text on the page."""
    along, across = (_sharpest(u, v)[1] for u, v in _directions(image))
    first = 1 if across > SIDEWAYS * along else 0
    for quarters in dict.fromkeys((0, first, first + 2) if upright else (first, first + 2)):
        yield _straight(image, wide, high, quarters)


def _straight(image: Image, wide: float, high: float, quarters: int) -> Sheet:
    turn = QUARTERS[quarters]
    turned = image.transpose(turn) if turn is not None else image
    skew = _sharpest(*_directions(turned)[0])[0]
    if abs(skew) < STRAIGHT:
        return Sheet(turned, wide, high, quarters)
    paper = int(np.median(np.asarray(turned.reduce(8))))
    straight = turned.rotate(skew, Resampling.BICUBIC, fillcolor=paper)
    return Sheet(straight, wide, high, quarters, skew)


def _shape(image: Image) -> float:
    return min(image.size) / max(image.size)


def _ink(image: Image) -> tuple[Pixels, Pixels]:
    """The columns and rows of the ink pixels in a small sketch of the picture."""
    sketch = image.copy()
    sketch.thumbnail((SKETCH, SKETCH), Resampling.BOX)
    grey = np.asarray(sketch, dtype=np.float64)
    rows, columns = np.nonzero(grey < DARKER * np.percentile(grey, PAPER))
    return columns.astype(np.float64), rows.astype(np.float64)


def _directions(image: Image) -> tuple[tuple[Pixels, Pixels], tuple[Pixels, Pixels]]:
    columns, rows = _ink(image)
    return (columns, rows), (rows, columns)


def _sharpest(along: Pixels, across: Pixels) -> tuple[float, float]:
    """The angle in degrees at which rows of ink stand out most, and how much."""
    if not len(along):
        return 0.0, 0.0
    coarse = np.arange(-STEEPEST, STEEPEST + STEP, STEP)
    best = max(coarse, key=lambda angle: _sharpness(along, across, angle))
    fine = np.arange(best - STEP, best + STEP + FINE_STEP, FINE_STEP)
    angle = max(fine, key=lambda angle: _sharpness(along, across, angle))
    return float(angle), _sharpness(along, across, angle) / len(along)


def _sharpness(along: Pixels, across: Pixels, angle: float) -> float:
    """How much the ink of neighbouring rows differs, with rows at this angle."""
    heights = across - along * math.tan(math.radians(angle))
    rows = np.bincount((heights - heights.min()).astype(np.intp))
    return float((np.diff(rows.astype(np.float64)) ** 2).sum())

"""Pictures on pages that have text: how much of the page they cover, and the page with nothing but them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from PIL.Image import Image, fromarray

from ingest.formats.ocr.picture import BLANK, DARKER
from ingest.formats.page.drawn import Drawn, Fragment, turn_back
from ingest.formats.page.ink import Area

Cells: TypeAlias = NDArray[np.bool_]

CELL = 4.0
"""Points. The page is divided into squares of this size."""

HEAD, FOOT, SIDE = 0.13, 0.1, 0.07
"""Margins, in heights and widths of the page: letterheads, logos and addresses stand there. A picture that
lies in them alone is not missed."""

SMALL = 0.02
"""A picture up to this share of the page is a signature or a sign. Strips of one picture count together."""

BIG = 0.05
"""From this share of the page on, a picture without text may be a table. Four of its rows cover as much."""

WHITE = 255

OWN_INK = 0.2
"""The least share of the ink on pictures that stands beside the page's text. Under a text that lies over the
page's scan, or on paper with a drawn letterhead, there is less."""


def unread_share(drawn: Drawn) -> float:
    """The share of the page between its margins that pictures cover and no text stands on, from 0 to 1."""
    cells = _pictured(drawn) & ~_texts(drawn)
    return float(cells[_body(cells)].sum()) / max(cells.size, 1)


def hidden_on_pictures(drawn: Drawn) -> list[Fragment]:
    """The invisible text that stands on pictures."""
    return [f for f in drawn.hidden if any(area.holds(*f.middle) for area in drawn.pictures)]


def pictures_alone(image: Image, drawn: Drawn) -> Image | None:
    """A page's picture with everything white but its pictures where no text stands; None where there is no
    ink on these, between the page's margins."""
    grey = np.asarray(image)
    scale = image.width / max(drawn.width, 1.0)
    around = _scaled(_pictured(drawn), grey.shape, scale)
    apart = around & ~_scaled(_texts(drawn), grey.shape, scale)
    body = _body(grey)
    ink = (grey < DARKER * WHITE)[body]
    own = (ink & apart[body]).sum()
    if own < max(BLANK * grey.size, OWN_INK * (ink & around[body]).sum()):
        return None
    return fromarray(np.where(apart, grey, WHITE).astype(np.uint8))


def _pictured(drawn: Drawn) -> Cells:
    """The cells that pictures cover, but for small ones."""
    page = max(drawn.width * drawn.height, 1.0)
    return _cells(drawn, [area for area in _joined(drawn) if _size(area) > SMALL * page])


def _joined(drawn: Drawn) -> list[Area]:
    """The pictures of the page, strips that touch each other as one."""
    joined: list[Area] = []
    page = Area(0, 0, drawn.width, drawn.height)
    for picture in drawn.pictures:
        area = picture.within(page)
        while (other := next((each for each in joined if _touch(area, each)), None)) is not None:
            joined.remove(other)
            area = Area(
                min(area.x0, other.x0), min(area.y0, other.y0), max(area.x1, other.x1), max(area.y1, other.y1)
            )
        joined.append(area)
    return joined


def _touch(one: Area, other: Area) -> bool:
    """Is one the other's continuation, or part of it?"""
    both = Area(one.x0 - 1, one.y0 - 1, one.x1 + 1, one.y1 + 1).within(other)
    if both.x0 >= both.x1 or both.y0 >= both.y1:
        return False
    wide, high = both.x1 - both.x0, both.y1 - both.y0
    narrow = min(one.x1 - one.x0, other.x1 - other.x0)
    low = min(one.y1 - one.y0, other.y1 - other.y0)
    return wide >= 0.9 * narrow or high >= 0.9 * low


def _size(area: Area) -> float:
    return max(area.x1 - area.x0, 0.0) * max(area.y1 - area.y0, 0.0)


def _texts(drawn: Drawn) -> Cells:
    return _cells(drawn, [_box(f) for f in drawn.fragments if not f.blank])


def _box(f: Fragment) -> Area:
    """Where a fragment stands, with some white around it."""
    corners = ((f.x0 - f.size / 4, f.y - f.size / 3), (f.x1 + f.size / 4, f.y + f.size))
    (x0, y0), (x1, y1) = (turn_back(x, y, f.turned) for x, y in corners)
    return Area(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _cells(drawn: Drawn, areas: Sequence[Area]) -> Cells:
    """The cells of the page that areas cover; row 0 is the top."""
    high, wide = max(1, ceil(drawn.height / CELL)), max(1, ceil(drawn.width / CELL))
    cells = np.zeros((high, wide), dtype=np.bool_)
    for area in areas:
        left, right = max(0, int(area.x0 / CELL)), max(0, ceil(area.x1 / CELL))
        top = max(0, int((drawn.height - area.y1) / CELL))
        cells[top : max(0, ceil((drawn.height - area.y0) / CELL)), left:right] = True
    return cells


def _body(cells: NDArray[Any]) -> tuple[slice, slice]:
    """What is between the margins."""
    high, wide = cells.shape
    return slice(int(HEAD * high), ceil((1 - FOOT) * high)), slice(int(SIDE * wide), ceil((1 - SIDE) * wide))


def _scaled(cells: Cells, shape: tuple[int, ...], scale: float) -> Cells:
    """The cells as pixels of a picture."""
    rows, columns = (_pixels(size, count, scale) for size, count in zip(shape, cells.shape, strict=True))
    return cells[np.ix_(list(rows), list(columns))]


def _pixels(size: int, count: int, scale: float) -> Iterator[int]:
    return (min(int(at / scale / CELL), count - 1) for at in range(size))

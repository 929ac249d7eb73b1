"""Square and cubic metres, whose raised figure Tesseract's Danish reads as `?`, `'` or not at all.

A raised figure is told from a plain one, or from a question mark, by where its ink is. Which figure it is, is
read a second time from its ink alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from PIL.Image import Image, fromarray

from ingest.formats.ocr.picture import DARKER, Read

UNIT = re.compile(r"(\(?)([kcdm]?m)([²³?'’\"”*°»å23]{0,2})([.,;:)?]*)")
"""A unit of length, what was read for its power, and what stands behind."""

FIGURE = re.compile(r"\d|pr\.$|/$")
ABOVE, BELOW = 0.25, 0.72
"""A raised figure has ink in this uppermost share of the word, where `m` has none, and has none below the
second."""

MARGIN = 4
POWERS = {"2": "²", "3": "³"}


def with_powers(
    reads: Sequence[Read], image: Image, figures: Callable[[Sequence[Image]], list[str]]
) -> list[Read]:
    """The words with the powers of metres read."""
    told = list(reads)
    raised = {
        at: ink for at, read in enumerate(reads) if _is_unit(reads, at) and (ink := _raised(read, image))
    }
    for at, figure in zip(raised, figures(list(raised.values())) if raised else (), strict=True):
        if (found := UNIT.fullmatch(reads[at].text)) and figure in POWERS:
            told[at] = replace(reads[at], text=f"{found[1]}{found[2]}{POWERS[figure]}{found[4]}")
    return told


def _is_unit(reads: Sequence[Read], at: int) -> bool:
    """Is it a unit of length behind a figure?"""
    before = reads[at - 1] if at else None
    behind = before is not None and before.line == reads[at].line and FIGURE.search(before.text) is not None
    return behind and UNIT.fullmatch(reads[at].text) is not None


def _raised(read: Read, image: Image) -> Image | None:
    """The raised figure of a word, alone on white; None where it has none."""
    box = (int(read.left), int(read.top), int(read.right) + 1, int(read.bottom) + 1)
    grey = np.asarray(image.crop(box))
    ink = grey < DARKER * 255
    columns = _columns(ink)
    if columns is None:
        return None
    figure = np.where(ink[:, columns], grey[:, columns], 255)[: int(BELOW * len(grey))]
    return fromarray(np.pad(figure, MARGIN, constant_values=255).astype(np.uint8))


def _columns(ink: NDArray[np.bool_]) -> slice | None:
    """The columns of a figure that stands above the letter before it and off the baseline."""
    high, wide = ink.shape
    top = np.flatnonzero(ink[: max(1, int(ABOVE * high))].any(axis=0))
    if not len(top) or top[0] < wide / 3:
        return None
    left, right = max(int(top[0]) - 1, 0), min(int(top[-1]) + 3, wide)
    foot = ink[int(BELOW * high) :, left + 2 : right - 2]
    return None if foot.any() else slice(left, right)

"""The package rapidocr, an optional extra: the words of a picture where tesseract is not installed.

Its weights are in the package; nothing is fetched. Its classifier of upside-down lines is off: it turns
short lines that stand upright (8.9 % of letters wrong with it on a skewed scan, 0.3 % without).
"""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import Any

import numpy as np
from PIL.Image import Image

from ingest.formats.ocr.picture import Read, tight
from kb.errors import Unavailable

PACKAGES = ("rapidocr", "onnxruntime")
SETTINGS = {
    "Global.use_cls": False,
    "Global.log_level": "error",
    "Global.max_side_len": 4000,
    "Global.text_score": 0.3,
    "EngineConfig.onnxruntime.intra_op_num_threads": 1,
    "EngineConfig.onnxruntime.inter_op_num_threads": 1,
}

NARROW, WIDE = frozenset("ijltfrI1.,;:!|'()[]- "), frozenset("mwMWæÆ@%—ABCDEGHKNOPQRSUVXYZØÅ")
WIDTHS = (0.28, 0.75, 0.54)
"""The width of narrow, wide and other letters in type sizes, as common text faces have them."""


@cache
def installed() -> bool:
    """Is the package here?"""
    return all(importlib.util.find_spec(name) is not None for name in PACKAGES)


@cache
def _engine() -> Any:
    from rapidocr import RapidOCR

    return RapidOCR(params=SETTINGS)


def read(image: Image, dpi: int) -> list[Read]:
    """The words of a picture. Raises Unavailable."""
    try:
        found = _engine()(np.asarray(image.convert("RGB")))
    except Exception as error:
        raise Unavailable(f"RapidOCR failed ({type(error).__name__})") from error
    if found.boxes is None or found.txts is None:
        return []
    lines = zip(found.boxes, found.txts, found.scores, strict=True)
    return tight([word for number, line in enumerate(lines) for word in _words(*line, number)], image)


def _words(corners: Any, text: str, sure: float, line: int) -> Iterator[Read]:
    """A line's words: RapidOCR gives a box for the line only, so each word gets the width that its letters
    usually have."""
    left, right = float(min(corners[:, 0])), float(max(corners[:, 0]))
    top, bottom = float(min(corners[:, 1])), float(max(corners[:, 1]))
    unit = (right - left) / max(_width(text), 0.1)
    cuts = [-1, *(place for place, letter in enumerate(text) if letter == " "), len(text)]
    for before, after in pairwise(cuts):
        if word := text[before + 1 : after]:
            x0 = left + unit * _width(text[: before + 1])
            yield Read(word, x0, top, x0 + unit * _width(word), bottom, float(sure), line)


def _width(text: str) -> float:
    narrow, wide, other = WIDTHS
    return sum(narrow if c in NARROW else wide if c in WIDE else other for c in text)

"""Pictures of a page: those within it or enclosed with it are read by OCR, others are noted."""

from __future__ import annotations

import binascii
import re
from collections.abc import Mapping
from urllib.parse import unquote_to_bytes

from lxml import etree

from ingest.formats.blocks import Block
from ingest.formats.html import markup
from ingest.formats.pictures import SMALLEST, Inches, Pictures

WITHIN = re.compile(r"data:image/[^\"'>\s)]+", re.IGNORECASE)
"""A picture within the page, which may be most of its bytes."""

NAME = "picture:{}"
"""What stands for such a picture while the page is read."""

UNITS = {"": 96.0, "px": 96.0, "pt": 72.0, "in": 1.0, "cm": 2.54, "mm": 25.4}
LENGTH = re.compile(r"\s*([\d.]+)\s*(px|pt|in|cm|mm)?\s*", re.IGNORECASE)


def taken_out(text: str) -> tuple[str, dict[str, bytes]]:
    """A page without the bytes of the pictures in it, and those by what stands for them."""
    found: dict[str, bytes] = {}

    def name(picture: re.Match[str]) -> str:
        head, _, packed = picture[0].partition(",")
        key = NAME.format(len(found))
        found[key] = _unpacked(packed) if head.lower().endswith("base64") else b""
        return key

    return WITHIN.sub(name, text), found


def _unpacked(packed: str) -> bytes:
    try:
        return binascii.a2b_base64(unquote_to_bytes(packed))
    except ValueError:
        return b""


def is_drawing(element: etree._Element, name: str) -> bool:
    """Is it more than a sign: a drawing with words in it, or one of a size that a script fills?"""
    size = _size(element)
    if size is not None and (size[0] < SMALLEST[0] or size[1] < SMALLEST[1]):
        return False
    if name == "canvas":
        return size is not None
    return any("".join(each.itertext()).strip() for each in element.iter() if markup.name(each) == "text")


class Graphics:
    """The pictures of one page. `pictures`: those that came with it, by their addresses."""

    def __init__(self, pictures: Mapping[str, bytes]) -> None:
        self._contents, self._pictures = pictures, Pictures()

    def picture(self, element: etree._Element) -> list[Block]:
        """What a picture says, or the note that it was not read. Signs, and pictures that the page calls
        decoration, need none."""
        content, size = self._contents.get(element.get("src") or ""), _size(element)
        wide, high = (_length(element, side) for side in ("width", "height"))
        if (wide is not None and wide < SMALLEST[0]) or (high is not None and high < SMALLEST[1]):
            return []
        if not content and size is None and wide is None and not (element.get("alt") or "").strip():
            return []
        return self._pictures.blocks(content or None, size)


def _size(element: etree._Element) -> Inches | None:
    wide, high = (_length(element, side) for side in ("width", "height"))
    return (wide, high) if wide is not None and high is not None else None


def _length(element: etree._Element, side: str) -> float | None:
    """A side in inches, as the style says, or the attribute; None where neither does, or as a share."""
    styled = re.search(rf"(?:^|;)\s*{side}\s*:\s*([^;]+)", element.get("style") or "", re.IGNORECASE)
    match = LENGTH.fullmatch(styled[1] if styled else element.get(side) or "")
    try:
        return float(match[1]) / UNITS[(match[2] or "").lower()] if match else None
    except ValueError:
        return None

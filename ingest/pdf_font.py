"""What bytes in a PDF's text mean: characters and widths, from pypdf's font class.

pypdf keeps that class private and has moved it between releases (`pypdf._font` once, `pypdf.generic._font`
in 7.1). Only this module knows it; `tests/test_pdf.py` holds the contract.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import NamedTuple

from pypdf.generic import ArrayObject, DictionaryObject
from pypdf.generic._font import Font

UNREADABLE = "\ufffd"
"""A glyph of which the file does not say which character it is."""

BOLD_NAME = re.compile(r"bold|black|heavy|demi|cmbx|[-,]bd?\b", re.IGNORECASE)
FORCE_BOLD = 1 << 18
"""ISO 32000, table 121: the ForceBold flag of a font descriptor."""

SPACE_CODE = 32
SPACE_GLYPH = 3
"""The glyph number of the space in TrueType fonts; some writers leave it out of /ToUnicode."""


class Glyph(NamedTuple):
    """A character code: its text, its width in type sizes, and whether word spacing applies to it."""

    text: str
    width: float
    spacing: bool


class Face:
    """A font: from bytes to glyphs."""

    def __init__(self, resource: DictionaryObject) -> None:
        self.resource = resource
        self._font = Font.from_font_resource(resource)
        self._unit = _glyph_unit(resource)
        self._identity = "/Encoding" in resource and str(resource["/Encoding"]).startswith("/Identity")
        self._seen: dict[str, Glyph] = {}

    @cached_property
    def bold(self) -> bool:
        """By name, flag or weight."""
        descriptor = self._font.font_descriptor
        weight = str(descriptor.weight)
        heavy = weight.replace(".", "", 1).isdigit() and float(weight) >= 600
        forced = bool(int(descriptor.flags) & FORCE_BOLD)
        return heavy or forced or BOLD_NAME.search(self._font.name) is not None

    def glyphs(self, data: bytes) -> list[Glyph]:
        """The glyphs that the bytes of a string show."""
        return [self._seen.get(code) or self._look_up(code) for code in self._codes(data)]

    def _codes(self, data: bytes) -> str:
        encoding = self._font.encoding
        if isinstance(encoding, dict):
            return data.decode("latin-1")
        try:
            return data.decode(encoding, "surrogatepass")
        except UnicodeDecodeError:
            return data.decode(encoding, "replace")

    def _look_up(self, code: str) -> Glyph:
        glyph = Glyph(self._text(code), self._width(code), self._simple and ord(code) == SPACE_CODE)
        self._seen[code] = glyph
        return glyph

    @property
    def _simple(self) -> bool:
        return isinstance(self._font.encoding, dict)

    def _text(self, code: str) -> str:
        font = self._font
        if not font.interpretable:
            return UNREADABLE
        if isinstance(font.encoding, dict):
            name = font.encoding.get(ord(code), code)
            text = str(font.character_map.get(name, name))
            return UNREADABLE if len(text) > 1 and text.startswith("/") else text
        if code in font.character_map or not self._identity:
            return str(font.character_map.get(code, code))
        return " " if ord(code) == SPACE_GLYPH else UNREADABLE

    def _width(self, code: str) -> float:
        widths = self._font.character_widths
        if code in widths:
            return float(widths[code]) * self._unit
        missing = self._font.space_width if code == self._font.space_char else widths["default"]
        return float(missing) * self._unit


def _glyph_unit(resource: DictionaryObject) -> float:
    """The size of one unit of glyph space: a thousandth, but for fonts drawn as pictures."""
    matrix = resource.get("/FontMatrix")
    if resource.get("/Subtype") == "/Type3" and isinstance(matrix, ArrayObject) and len(matrix) == 6:
        return abs(float(matrix[0]))
    return 0.001

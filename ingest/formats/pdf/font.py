"""What bytes in a PDF's text mean: characters and widths, from pypdf's font class.

pypdf keeps that class private and has moved it between releases (`pypdf._font` once, `pypdf.generic._font`
in 7.1). Only this module knows it; `tests/ingest/formats/pdf/test_read.py` holds the contract.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from itertools import groupby
from typing import Generic, NamedTuple, TypeVar

from pypdf.generic import ArrayObject, DictionaryObject
from pypdf.generic._font import Font

from ingest.formats.page.drawn import SPACE, UNREADABLE, new

BOLD_NAME = re.compile(r"bold|black|heavy|demi|cmbx|[-,]bd?\b", re.IGNORECASE)
ITALIC_NAME = re.compile(r"italic|oblique|kursiv|slanted|cm(?:ti|sl)\d|[-,](?:bd?)?it?\b", re.IGNORECASE)
ITALIC, FORCE_BOLD = 1 << 6, 1 << 18
"""ISO 32000, table 121: the Italic and ForceBold flags of a font descriptor."""

SPACE_CODE = 32
SPACE_GLYPH = 3
"""The glyph number of the space in TrueType fonts; some writers leave it out of /ToUnicode."""


Value = TypeVar("Value")


class Glyph(NamedTuple):
    """A character code: its text, its width in type sizes, and whether word spacing applies to it."""

    text: str
    width: float
    spacing: bool


class Run(NamedTuple):
    """A word or one drawn space: its width in type sizes, its number of glyphs, and of glyphs with word
    spacing."""

    text: str
    width: float
    glyphs: int
    spacing: int


LONGEST_KEPT = 40
"""Codes. Longer words hardly ever come again, so they are not cached."""


class Kept(dict[str, Value], Generic[Value]):
    """A cache of a function of one argument."""

    def __init__(self, find: Callable[[str], Value]) -> None:
        super().__init__()
        self._find = find

    def __missing__(self, code: str) -> Value:
        self[code] = self._find(code)
        return self[code]


class Face:
    """A font: from bytes to glyphs."""

    def __init__(self, resource: DictionaryObject) -> None:
        self.resource = resource
        self._font = Font.from_font_resource(resource)
        self._unit = _glyph_unit(resource)
        self._identity = "/Encoding" in resource and str(resource["/Encoding"]).startswith("/Identity")
        self._texts = Kept(self._text)
        self._widths = Kept(self._width)
        self._words: dict[str, tuple[Run, ...]] = {}

    @cached_property
    def bold(self) -> bool:
        """By name, flag or weight."""
        descriptor = self._font.font_descriptor
        weight = str(descriptor.weight)
        heavy = weight.replace(".", "", 1).isdigit() and float(weight) >= 600
        forced = bool(int(descriptor.flags) & FORCE_BOLD)
        return heavy or forced or BOLD_NAME.search(self._font.name) is not None

    @cached_property
    def italic(self) -> bool:
        """By name, flag or angle."""
        descriptor = self._font.font_descriptor
        leans = bool(int(descriptor.flags) & ITALIC) or bool(float(descriptor.italic_angle))
        return leans or ITALIC_NAME.search(self._font.name) is not None

    def runs(self, data: bytes) -> list[Run]:
        """What the bytes of a string show, as words and single spaces; each word is put together once."""
        codes, blank, found = self._codes(data), self._blank, list[Run]()
        for number, code in enumerate(codes.split(blank[0]) if blank else [codes]):
            if blank and number:
                found.append(blank[1])
            if code:
                found += self._words.get(code) or self._word(code)
        return found

    def _word(self, codes: str) -> tuple[Run, ...]:
        """A word – or several, where the font has more spaces than one."""
        text = "".join(map(self._texts.__getitem__, codes))
        if text.split() == [text]:
            spacing = codes.count(SPACE) if self._simple else 0
            found: tuple[Run, ...] = (
                new(Run, (text, sum(map(self._widths.__getitem__, codes)), len(codes), spacing)),
            )
        else:
            found = tuple(_runs([self._glyph(code) for code in codes]))
        if len(codes) <= LONGEST_KEPT:
            self._words[codes] = found
        return found

    @cached_property
    def _blank(self) -> tuple[str, Run] | None:
        """The code that most fonts use for the space, and what it shows."""
        by_text = (code for code, text in self._font.character_map.items() if text == SPACE)
        code = chr(SPACE_CODE) if self._simple else str(next(by_text, chr(SPACE_GLYPH)))
        glyph = self._glyph(code) if len(code) == 1 else None
        if glyph is None or not glyph.text.isspace():
            return None
        return code, Run(SPACE, glyph.width, 1, int(glyph.spacing))

    def _glyph(self, code: str) -> Glyph:
        return Glyph(self._texts[code], self._widths[code], self._simple and ord(code) == SPACE_CODE)

    def _codes(self, data: bytes) -> str:
        encoding = self._font.encoding
        if isinstance(encoding, dict):
            return data.decode("latin-1")
        try:
            return data.decode(encoding, "surrogatepass")
        except UnicodeDecodeError:
            return data.decode(encoding, "replace")

    @cached_property
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


def _runs(glyphs: Sequence[Glyph]) -> Iterator[Run]:
    """Glyphs as words and single spaces."""
    for blank, group in groupby(glyphs, lambda glyph: glyph.text.isspace()):
        for part in [[glyph] for glyph in group] if blank else [list(group)]:
            word = SPACE if blank else "".join(glyph.text for glyph in part)
            width, spacing = sum(glyph.width for glyph in part), sum(glyph.spacing for glyph in part)
            yield Run(word, width, len(part), spacing)


def _glyph_unit(resource: DictionaryObject) -> float:
    """The size of one unit of glyph space: a thousandth, but for fonts drawn as pictures."""
    matrix = resource.get("/FontMatrix")
    if resource.get("/Subtype") == "/Type3" and isinstance(matrix, ArrayObject) and len(matrix) == 6:
        return abs(float(matrix[0]))
    return 0.001

"""Interprets a PDF page's drawing operators (ISO 32000, 8): its text, rules, painted areas and pictures."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from pypdf import PageObject
from pypdf.errors import LimitReachedError
from pypdf.generic import ArrayObject, ContentStream, DictionaryObject, StreamObject

from ingest.formats.page.drawn import Bar, Drawn
from ingest.formats.page.ink import Area, Fill, Space, cmyk, first, grey, rgb, space
from ingest.formats.page.struck import strike
from ingest.formats.pdf import spans
from ingest.formats.pdf.annotations import deleted, lines, says
from ingest.formats.pdf.fields import Field, fields
from ingest.formats.pdf.font import Face
from ingest.formats.pdf.layers import Layers
from ingest.formats.pdf.objects import dictionary, entry, numbers, resolved
from ingest.formats.pdf.operators import INLINE_IMAGE, Budget, operations
from ingest.formats.pdf.paths import MOST_FILLS, Path
from ingest.formats.pdf.place import upright
from ingest.formats.pdf.state import TextState
from ingest.formats.pdf.text import LETTERS_AN_OPERATION, Writer

MOST_FORMS = 1_000
"""The most form XObjects drawn on one page. Forms may draw forms, so twenty of them can ask for a million
drawings."""

DEEPEST_FORM = 12

STROKES, FILLS = (b"S", b"s"), (b"f", b"F", b"f*")
BOTH = (b"B", b"B*", b"b", b"b*")
CURVES, CUTS = (b"c", b"v", b"y"), (b"W", b"W*")
PLAIN = ("/Normal", "/Compatible")

SAYS = re.compile(rb"T[jJ]|Do|BI|['\"]")
"""A content stream without any of these shows no text and no picture."""

SHORT = 4_000
"""Bytes. A content stream without text is followed up to this length: it may be a line through text."""

MOST_PICTURES = 2_000
"""A page with more has them as dots or strips of a drawing."""

CROSSINGS_AN_OPERATION = 1_000
"""Looking whether this many lines go through text takes as long as one operator."""

GIVES_UP = (LimitReachedError, RecursionError, MemoryError)
"""What costs the page. Anything else that an operator raises costs what it would have drawn."""

Handler = Callable[["Pen", list[Any]], None]


def draw(page: PageObject, faces: dict[int, Face], budget: Budget, layers: Layers | None = None) -> Drawn:
    """Follows a page's operators. `faces` keeps the file's fonts between pages."""
    ctm, width, height = upright(page)
    drawn = Drawn(width, height)
    contents, filled_in = page.get("/Contents"), list(fields(page))
    if contents is not None or filled_in:
        pen = Pen(drawn, faces, budget, TextState(ctm), layers or Layers())
        if contents is not None:
            pen.follow(contents, dictionary(page.get("/Resources")))
        pen.state = TextState(ctm)
        for field in filled_in:
            try:
                pen.fill_in(field)
            except GIVES_UP:
                raise
            except Exception:
                drawn.garbled += 1
        if len(drawn.fills) < MOST_FILLS:
            budget.spend(len(drawn.late) * len(drawn.fragments) // LETTERS_AN_OPERATION)
            drawn.cover()
        drawn.deleted = list(deleted(page, ctm))
        drawn.bars += [Bar(area, len(drawn.fills)) for area in lines(page, ctm)]
        budget.spend(len(drawn.bars) * len(drawn.fragments) // CROSSINGS_AN_OPERATION)
        strike(drawn)
    return drawn


class Pen(Writer):
    """Follows operators of all kinds."""

    def __init__(
        self, drawn: Drawn, faces: dict[int, Face], budget: Budget, state: TextState, layers: Layers
    ) -> None:
        super().__init__(drawn, faces, budget, state)
        self.layers = layers
        self.path = Path(drawn)
        self.forms = self.depth = 0
        self.marks: list[tuple[bool, str | None, int]] = []
        """For each marked stretch that is open: is it a layer that is switched off, the text that the file
        says for it, and where it begins."""

    def follow(self, contents: Any, resources: DictionaryObject) -> None:
        """Follows one content stream, and those of the forms it draws."""
        data = self._data(contents)
        if not SAYS.search(data) and len(data) > SHORT:
            self.drawn.shapes += len(data) // 20
            return
        saved, stack = (self.resources, self.fonts, self.marks, self.off), list[TextState]()
        self.resources, self.fonts, self.marks = resources, {}, []
        try:
            steps = operations(data)
            self.budget.spend(len(steps))
            for operands, operator in steps:
                if operator == b"q":
                    stack.append(self.state.copy())
                elif operator == b"Q":
                    self.state = stack.pop() if stack else self.state
                elif handler := OPERATORS.get(operator):
                    try:
                        handler(self, operands)
                    except GIVES_UP:
                        raise
                    except Exception:
                        self.drawn.garbled += 1
        finally:
            self.resources, self.fonts, self.marks, self.off = saved

    def _data(self, contents: Any) -> bytes:
        """The operators of one content stream, or of those in an array that can be read."""
        try:
            return bytes(ContentStream(contents, None, "bytes").get_data())
        except GIVES_UP:
            raise
        except Exception:
            parts = resolved(contents)
            if not isinstance(parts, ArrayObject) or len(parts) < 2:
                raise
            read = [each for part in parts if (each := self._part(part))]
            if not read:
                raise
            return b"\n".join(read)

    def _part(self, contents: Any) -> bytes:
        try:
            return bytes(ContentStream(contents, None, "bytes").get_data())
        except GIVES_UP:
            raise
        except Exception:
            self.drawn.garbled += 1
            return b""

    # marked stretches

    def mark(self, *operands: Any) -> None:
        """BMC and BDC: a stretch of operators begins, perhaps in a layer."""
        off = operands[:1] == ("/OC",) and self.layers.hide(self._property(operands[-1]))
        text = spans.said(operands)
        if text is None and len(operands) == 2 and isinstance(operands[1], str):
            found = entry(self._property(operands[1]), spans.ENTRY)
            text = None if found is None else str(found)
        self.marks.append((off, text, len(self.drawn.fragments)))
        self.off += off

    def _property(self, name: str) -> DictionaryObject:
        return dictionary(dictionary(self.resources.get("/Properties")).get(name))

    def unmark(self) -> None:
        """EMC: it ends."""
        if self.marks:
            off, text, start = self.marks.pop()
            self.off -= off
            if text is not None:
                spans.replace(self.drawn, start, text)

    # other drawing

    def paint(self, name: str) -> None:
        """Do: a form's own operators, or a picture."""
        thing = entry(dictionary(self.resources.get("/XObject")), name)
        if not isinstance(thing, StreamObject):
            return
        off = self.layers.hide(thing.get("/OC"))
        self.off += off
        try:
            if entry(thing, "/Subtype") == "/Image":
                self.picture()
            elif entry(thing, "/Subtype") == "/Form":
                self._form(thing)
        finally:
            self.off -= off

    def picture(self) -> None:
        """An image, over the unit square."""
        if self.off:
            return
        m, drawn = self.state.ctm, self.drawn
        part = abs(m.a * m.d - m.b * m.c) / max(drawn.width * drawn.height, 1.0)
        drawn.pictured += part
        across, up = sorted((m.e, m.a + m.c + m.e)), sorted((m.f, m.b + m.d + m.f))
        area = Area(across[0], up[0], across[1], up[1])
        if len(drawn.pictures) < MOST_PICTURES:
            drawn.pictures.append(area.within(self.state.clip.area) if self.state.clip else area)
        self._hide(area)

    def fill_in(self, field: Field) -> None:
        """A form field: its appearance, or else its value."""
        ctm, start = self.state.ctm, len(self.drawn.fragments)
        if (form := field.appearance) is not None:
            self.state = TextState(field.fit(form).then(ctm))
            with suppress(TypeError, ValueError, ZeroDivisionError):
                self._form(form)
        if len(self.drawn.fragments) == start and field.value:
            for words, size, self.matrix in field.lines():
                self.state = TextState(ctm, size=size)
                self._keep(words)
        self.state = TextState(ctm)
        new = [fragment.text for fragment in self.drawn.fragments[start:] if not fragment.blank]
        self.drawn.fields += new
        self.drawn.filled += bool(new) and says(field.widget)

    def _form(self, form: StreamObject) -> None:
        self.forms += 1
        if self.forms > MOST_FORMS or self.depth >= DEEPEST_FORM:
            raise LimitReachedError("forms that draw forms without end")
        outer, matrix, line = self.state.copy(), self.matrix, self.line
        self.depth += 1
        try:
            if len(own := numbers(form.get("/Matrix"))) == 6:
                self.transform(*own)
            self.follow(form, dictionary(form.get("/Resources")) or self.resources)
        finally:
            self.depth -= 1
            self.state, self.matrix, self.line = outer, matrix, line

    # colours

    def colour(self, space: Space, *numbers: Any) -> None:
        self.state.space, self.state.colour = space, space(*numbers)

    def colour_space(self, name: str) -> None:
        self.state.space = space(name, dictionary(self.resources.get("/ColorSpace")))
        self.state.colour = first(self.state.space)

    def colour_in_space(self, *numbers: Any) -> None:
        self.state.colour = self.state.space(*numbers)

    def graphics(self, name: str) -> None:
        """gs: a set of parameters by name."""
        found = dictionary(dictionary(self.resources.get("/ExtGState")).get(name))
        if (alpha := entry(found, "/ca")) is not None:
            self.state.alpha = float(alpha)
        if "/BM" in found:
            self.state.blends = str(found["/BM"]) not in PLAIN

    # paths

    def ink(self, filled: bool) -> None:
        """Paints the path."""
        if self.off:
            self.drop()
            return
        state = self.state
        opaque = state.alpha >= 0.5 and not state.blends
        m = state.ctm
        thickness = state.thickness * math.sqrt(abs(m.a * m.d - m.b * m.c))
        state.clip = self.path.ink(state.clip, state.colour if opaque else None, filled, thickness)

    def drop(self) -> None:
        self.state.clip = self.path.drop(self.state.clip)

    def shade(self) -> None:
        """sh: paints the whole clipping area with a shading."""
        if self.off:
            return
        area = self.state.clip.area if self.state.clip else Area(0, 0, self.drawn.width, self.drawn.height)
        self._hide(area)

    def _hide(self, area: Area) -> None:
        """Notes an area that was painted in no single colour: text under it is hidden, text on it is taken
        as seen."""
        if len(self.drawn.fills) < MOST_FILLS:
            self.drawn.fills.append(Fill(area, None, len(self.drawn.fragments)))


def _number(name: str, scale: float = 1.0) -> Handler:
    return lambda pen, operands: pen.settle(name, float(operands[0]) * scale)


OPERATORS: dict[bytes, Handler] = {
    b"BT": lambda pen, operands: pen.begin(),
    b"cm": lambda pen, operands: pen.transform(*operands),
    b"Tf": lambda pen, operands: pen.font(*operands),
    b"Tc": _number("character"),
    b"Tw": _number("word"),
    b"Tz": _number("stretch", 0.01),
    b"TL": _number("leading"),
    b"Ts": _number("rise"),
    b"Tr": lambda pen, operands: pen.settle("mode", int(operands[0])),
    b"Td": lambda pen, operands: pen.move(*operands),
    b"TD": lambda pen, operands: pen.move_leading(*operands),
    b"Tm": lambda pen, operands: pen.place(*operands),
    b"T*": lambda pen, operands: pen.next_line(),
    b"Tj": lambda pen, operands: pen.show(*operands),
    b"TJ": lambda pen, operands: pen.show_parts(*operands),
    b"'": lambda pen, operands: pen.show_next(*operands),
    b'"': lambda pen, operands: pen.show_spaced(*operands),
    **dict.fromkeys((b"BMC", b"BDC"), lambda pen, operands: pen.mark(*operands)),
    b"EMC": lambda pen, operands: pen.unmark(),
    b"Do": lambda pen, operands: pen.paint(*operands),
    INLINE_IMAGE: lambda pen, operands: pen.picture(),
    b"m": lambda pen, operands: pen.path.move(pen.state.ctm, *operands),
    b"l": lambda pen, operands: pen.path.line(pen.state.ctm, *operands),
    b"re": lambda pen, operands: pen.path.rectangle(pen.state.ctm, *operands),
    **dict.fromkeys(CURVES, lambda pen, operands: pen.path.curve(pen.state.ctm, *operands[-2:])),
    **dict.fromkeys(STROKES, lambda pen, operands: pen.ink(False)),
    **dict.fromkeys((*FILLS, *BOTH), lambda pen, operands: pen.ink(True)),
    **dict.fromkeys(CUTS, lambda pen, operands: pen.path.cut()),
    b"w": _number("thickness"),
    b"n": lambda pen, operands: pen.drop(),
    b"sh": lambda pen, operands: pen.shade(),
    b"g": lambda pen, operands: pen.colour(grey, *operands),
    b"rg": lambda pen, operands: pen.colour(rgb, *operands),
    b"k": lambda pen, operands: pen.colour(cmyk, *operands),
    b"cs": lambda pen, operands: pen.colour_space(*operands),
    b"sc": lambda pen, operands: pen.colour_in_space(*operands),
    b"scn": lambda pen, operands: pen.colour_in_space(*operands),
    b"gs": lambda pen, operands: pen.graphics(*operands),
}

"""Interprets a PDF page's drawing operators with a text state of its own: which text stands where.

Only the operators that move or show text are followed (ISO 32000, 8.4 and 9). pypdf's own text
extraction guesses spaces and gives two columns drawn in one text block as one string
(pypdf #2336, #3358); positions do not.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from pypdf import PageObject
from pypdf.errors import LimitReachedError
from pypdf.generic import ContentStream, DictionaryObject, StreamObject

from ingest.formats.page.drawn import SPACE, Drawn, Fragment, Matrix, new
from ingest.formats.page.ink import WHITE, Area, Fill, Space, alike, cmyk, first, grey, ground, rgb, space
from ingest.formats.pdf.font import Face
from ingest.formats.pdf.operators import INLINE_IMAGE, Budget, operations
from ingest.formats.pdf.paths import MOST_FILLS, Path
from ingest.formats.pdf.place import Word, fragments, upright
from ingest.formats.pdf.state import TextState

LETTERS_AN_OPERATION = 8
"""Showing this many letters takes as long as one operator."""

MOST_FORMS = 1_000
"""The most form XObjects drawn on one page. Forms may draw forms, so twenty of them can ask for a million
drawings."""

DEEPEST_FORM = 12

STROKES, FILLS = (b"S", b"s"), (b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*")
CURVES, CUTS = (b"c", b"v", b"y"), (b"W", b"W*")
PLAIN = ("/Normal", "/Compatible")

INVISIBLE = (3, 7)
"""Text rendering modes that leave no ink: neither filled nor stroked."""

FILLED = (0, 4)
"""Text rendering modes that show the fill colour alone."""

FAINT = 0.1
"""Paint with less opacity than this is invisible. Paint with at least half hides what is under it."""

SMALLEST, LARGEST = 3.0, 1_000.0
"""The type sizes, in points, that can be read on paper. The smallest print of contracts has 4."""

SAYS = re.compile(rb"T[jJ]|Do|BI|['\"]")
"""A content stream without any of these shows no text and no picture."""


KERNING = 0.1
"""White within a string up to this width, in type sizes, is kerning and no space."""

Handler = Callable[["Pen", list[Any]], None]


def draw(page: PageObject, faces: dict[int, Face], budget: Budget) -> Drawn:
    """Follows a page's operators. `faces` keeps the file's fonts between pages."""
    ctm, width, height = upright(page)
    drawn = Drawn(width, height)
    contents = page.get("/Contents")
    if contents is not None:
        pen = Pen(drawn, faces, budget, TextState(ctm))
        pen.follow(contents, _dictionary(page.get("/Resources")))
        if len(drawn.fills) < MOST_FILLS:
            budget.spend(len(drawn.late) * len(drawn.fragments) // LETTERS_AN_OPERATION)
            drawn.cover()
    return drawn


def _dictionary(value: Any) -> DictionaryObject:
    found = value.get_object() if value is not None else None
    return found if isinstance(found, DictionaryObject) else DictionaryObject()


class Pen:
    """Follows operators and keeps the text state between them."""

    def __init__(self, drawn: Drawn, faces: dict[int, Face], budget: Budget, state: TextState) -> None:
        self.drawn, self.faces, self.budget, self.state = drawn, faces, budget, state
        self.matrix = self.line = Matrix()
        self.resources = DictionaryObject()
        self.fonts: dict[str, Face | None] = {}
        self.path = Path(drawn)
        self.forms = self.depth = 0

    def follow(self, contents: Any, resources: DictionaryObject) -> None:
        """Follows one content stream, and those of the forms it draws."""
        stream = ContentStream(contents, None, "bytes")
        if not SAYS.search(data := stream.get_data()):
            self.drawn.shapes += len(data) // 20
            return
        saved, stack = (self.resources, self.fonts), list[TextState]()
        self.resources, self.fonts = resources, {}
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
                except (TypeError, ValueError, IndexError, KeyError):
                    self.drawn.garbled += 1
        self.resources, self.fonts = saved

    # text state

    def font(self, name: str, size: float) -> None:
        self.state.face = None
        self.state.size = float(size)
        if name not in self.fonts:
            resource = _dictionary(_dictionary(self.resources.get("/Font")).get(name))
            self.fonts[name] = self._face(resource) if resource else None
        self.state.face = self.fonts[name]

    def _face(self, resource: DictionaryObject) -> Face:
        key = id(resource)  # the face holds the resource, so that no other gets its number
        if key not in self.faces:
            self.faces[key] = Face(resource)
        return self.faces[key]

    def settle(self, name: str, value: float) -> None:
        setattr(self.state, name, value)

    # text position

    def begin(self) -> None:
        self.matrix = self.line = Matrix()

    def place(self, *numbers: float) -> None:
        self.matrix = self.line = Matrix(*map(float, numbers))

    def move(self, x: float, y: float) -> None:
        self.matrix = self.line = Matrix(e=float(x), f=float(y)).then(self.line)

    def move_leading(self, x: float, y: float) -> None:
        self.state.leading = -float(y)
        self.move(x, y)

    def next_line(self) -> None:
        self.move(0, -self.state.leading)

    def transform(self, *numbers: float) -> None:
        self.state.ctm = Matrix(*map(float, numbers)).then(self.state.ctm)

    # text

    def show_next(self, data: bytes) -> None:
        self.next_line()
        self.show(data)

    def show_spaced(self, word: float, character: float, data: bytes) -> None:
        self.state.word, self.state.character = float(word), float(character)
        self.show_next(data)

    def show(self, data: bytes) -> None:
        self.show_parts([data])

    def show_parts(self, parts: list[Any]) -> None:
        """TJ: draws strings with adjustments between them. Makes a fragment for each word and one for each
        drawn space."""
        state, face = self.state, self.state.face
        if face is None:
            return
        size, stretch, character, spaced = state.size, state.stretch, state.character, state.word
        near = KERNING * abs(size)
        words = list[Word]()
        x = ink = 0.0
        for part in parts:
            if not isinstance(part, bytes):
                x -= part / 1000 * size * stretch
                continue
            self.budget.spend(len(part) // LETTERS_AN_OPERATION)
            for text, width, glyphs, spacing in face.runs(part):
                start = x
                x += (width * size + glyphs * character + spacing * spaced) * stretch
                if text == SPACE:
                    words.append((text, start, x))
                    continue
                before, ink = ink, x - character * stretch
                if words and words[-1][0] != SPACE and abs(start - before) <= near:
                    words[-1] = (words[-1][0] + text, words[-1][1], ink)
                elif text:
                    words.append((text, start, ink))
        self._keep(words)
        self._advance(x)

    def _advance(self, x: float) -> None:
        m = self.matrix
        self.matrix = new(Matrix, (m.a, m.b, m.c, m.d, x * m.a + m.e, x * m.b + m.f))

    def _keep(self, words: list[Word]) -> None:
        """Keeps words on the current baseline, apart by whether a reader sees them: shown, hidden, or
        outside the page."""
        if not words:
            return
        kept = fragments(words, self.state, self.matrix)
        if self._unseen(kept[0]):
            self.drawn.hidden += kept
            return
        inside = self.drawn.inside
        if not (inside(kept[0]) and inside(kept[-1])):
            self.drawn.outside += [fragment for fragment in kept if not inside(fragment)]
            kept = [fragment for fragment in kept if inside(fragment)]
        self.drawn.fragments += kept

    def _unseen(self, fragment: Fragment) -> bool:
        """Does the text leave no ink that can be read?"""
        state = self.state
        if state.mode in INVISIBLE or not SMALLEST <= fragment.size <= LARGEST:
            return True
        if state.mode not in FILLED:
            return False
        if state.alpha < FAINT:
            return True
        fills = self.drawn.fills
        if (not fills and not alike(state.colour, WHITE)) or len(fills) >= MOST_FILLS:
            return False
        self.budget.spend(len(fills) // LETTERS_AN_OPERATION)
        return alike(state.colour, ground(fills, *fragment.middle))

    # other drawing

    def paint(self, name: str) -> None:
        """Do: a form's own operators, or a picture."""
        thing = _dictionary(self.resources.get("/XObject")).get(name)
        thing = thing.get_object() if thing is not None else None
        if not isinstance(thing, StreamObject):
            return
        if thing.get("/Subtype") == "/Image":
            self.picture()
        elif thing.get("/Subtype") == "/Form":
            self._form(thing)

    def picture(self, *_: Any) -> None:
        m, drawn = self.state.ctm, self.drawn
        part = abs(m.a * m.d - m.b * m.c) / max(drawn.width * drawn.height, 1.0)
        drawn.pictured += part
        across, up = sorted((m.e, m.a + m.c + m.e)), sorted((m.f, m.b + m.d + m.f))
        self._hide(Area(across[0], up[0], across[1], up[1]))

    def _form(self, form: StreamObject) -> None:
        self.forms += 1
        if self.forms > MOST_FORMS or self.depth >= DEEPEST_FORM:
            raise LimitReachedError("forms that draw forms without end")
        outer, matrix, line = self.state.copy(), self.matrix, self.line
        self.depth += 1
        if (own := form.get("/Matrix")) is not None:
            self.transform(*own)
        self.follow(form, _dictionary(form.get("/Resources")) or self.resources)
        self.depth -= 1
        self.state, self.matrix, self.line = outer, matrix, line

    # colours

    def colour(self, space: Space, *numbers: Any) -> None:
        self.state.space, self.state.colour = space, space(*numbers)

    def colour_space(self, name: str) -> None:
        self.state.space = space(name, _dictionary(self.resources.get("/ColorSpace")))
        self.state.colour = first(self.state.space)

    def colour_in_space(self, *numbers: Any) -> None:
        self.state.colour = self.state.space(*numbers)

    def graphics(self, name: str) -> None:
        """gs: a set of parameters by name."""
        found = _dictionary(_dictionary(self.resources.get("/ExtGState")).get(name))
        self.state.alpha = float(found.get("/ca", self.state.alpha))
        if "/BM" in found:
            self.state.blends = str(found["/BM"]) not in PLAIN

    # paths

    def ink(self, filled: bool) -> None:
        """Paints the path."""
        state = self.state
        opaque = state.alpha >= 0.5 and not state.blends
        state.clip = self.path.ink(state.clip, state.colour if opaque else None, filled)

    def drop(self) -> None:
        self.state.clip = self.path.drop(self.state.clip)

    def shade(self) -> None:
        """sh: paints the whole clipping area with a shading."""
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
    b"Do": lambda pen, operands: pen.paint(*operands),
    INLINE_IMAGE: lambda pen, operands: pen.picture(),
    b"m": lambda pen, operands: pen.path.move(pen.state.ctm, *operands),
    b"l": lambda pen, operands: pen.path.line(pen.state.ctm, *operands),
    b"re": lambda pen, operands: pen.path.rectangle(pen.state.ctm, *operands),
    **dict.fromkeys(CURVES, lambda pen, operands: pen.path.curve(pen.state.ctm, *operands[-2:])),
    **dict.fromkeys(STROKES, lambda pen, operands: pen.ink(False)),
    **dict.fromkeys(FILLS, lambda pen, operands: pen.ink(True)),
    **dict.fromkeys(CUTS, lambda pen, operands: pen.path.cut()),
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

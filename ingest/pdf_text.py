"""A PDF page's drawing operators, followed with a text state of our own: what text stands where.

Only the operators that move or show text are followed (ISO 32000, 8.4 and 9). pypdf's own text
extraction guesses spaces and gives two columns drawn in one text block as one string
(pypdf #2336, #3358); positions do not.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from typing import Any

from pypdf import PageObject
from pypdf.errors import LimitReachedError
from pypdf.generic import ContentStream, DictionaryObject, StreamObject

from ingest.pdf_drawn import Drawn, Fragment, Matrix, Rule, turn
from ingest.pdf_font import Face, Glyph

MOST_OPERATIONS = 1_500_000
"""Operators followed in one file: about a minute's work. A page of text has 300 to 1,500."""

LETTERS_AN_OPERATION = 8
"""Letters that take as long as an operator."""

MOST_FORMS = 1_000
"""Forms drawn on one page. Forms may draw forms, so twenty of them can ask for a million drawings."""

DEEPEST_FORM = 12

THIN, SHORTEST = 1.0, 8.0
"""A rule is straight within a point, and at least a cell's height long."""

MOST_RULES = 2_000
"""A page with more is a drawing, and its lines say nothing of tables."""

PAINTS = (b"S", b"s", b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*")

INVISIBLE = (3, 7)
"""Text rendering modes that leave no ink: neither filled nor stroked."""

SMALLEST, LARGEST = 1.0, 1_000.0
"""Type sizes, in points, that can be read on paper."""

STROKED = 2
"""Filled and stroked: how some programs make bold."""

SAYS = re.compile(rb"T[jJ]|Do|BI|['\"]")
"""A content stream without any of these shows no text and no picture."""


Handler = Callable[["Pen", list[Any]], None]


@dataclass(slots=True)
class Budget:
    """How many more operators may be followed in this file."""

    left: int = MOST_OPERATIONS

    def spend(self, operations: int) -> None:
        self.left -= operations
        if self.left < 0:
            raise LimitReachedError(f"more than {MOST_OPERATIONS:,} drawing operators")


@dataclass(slots=True)
class TextState:
    """The part of the graphics state that says how text is drawn."""

    ctm: Matrix
    face: Face | None = None
    size: float = 0.0
    character: float = 0.0
    word: float = 0.0
    stretch: float = 1.0
    leading: float = 0.0
    rise: float = 0.0
    mode: int = 0


def draw(page: PageObject, faces: dict[int, Face], budget: Budget) -> Drawn:
    """Follows a page's operators. `faces` keeps the file's fonts between pages."""
    ctm, width, height = _upright(page)
    drawn = Drawn(width, height)
    contents = page.get("/Contents")
    if contents is not None:
        pen = Pen(drawn, faces, budget, TextState(ctm))
        pen.follow(contents, _dictionary(page.get("/Resources")))
    return drawn


def _upright(page: PageObject) -> tuple[Matrix, float, float]:
    """From the file's coordinates to those of the page as it is shown, and the page's width and height."""
    box = page.cropbox
    width, height = float(box.width), float(box.height)
    moved = Matrix(e=-float(box.left), f=-float(box.bottom))
    turns = {
        0: (Matrix(), width, height),
        90: (Matrix(0, -1, 1, 0, 0, width), height, width),
        180: (Matrix(-1, 0, 0, -1, width, height), width, height),
        270: (Matrix(0, 1, -1, 0, height, 0), height, width),
    }
    turn, wide, high = turns[page.rotation % 360 // 90 * 90]
    return moved.then(turn), wide, high


def _dictionary(value: Any) -> DictionaryObject:
    found = value.get_object() if value is not None else None
    return found if isinstance(found, DictionaryObject) else DictionaryObject()


class Pen:
    """Follows operators and keeps the text state between them."""

    def __init__(self, drawn: Drawn, faces: dict[int, Face], budget: Budget, state: TextState) -> None:
        self.drawn, self.faces, self.budget, self.state = drawn, faces, budget, state
        self.matrix = self.line = Matrix()
        self.resources = DictionaryObject()
        self.at = (0.0, 0.0)
        self.path: list[Rule] = []
        self.forms = self.depth = 0

    def follow(self, contents: Any, resources: DictionaryObject) -> None:
        """Follows one content stream, and those of the forms it draws."""
        stream = ContentStream(contents, None, "bytes")
        if not SAYS.search(data := stream.get_data()):
            self.drawn.shapes += len(data) // 20
            return
        saved, stack = self.resources, list[TextState]()
        self.resources = resources
        operations = stream.operations
        self.budget.spend(len(operations))
        for operands, operator in operations:
            if operator == b"q":
                stack.append(copy(self.state))
            elif operator == b"Q":
                self.state = stack.pop() if stack else self.state
            elif handler := OPERATORS.get(operator):
                self._try(handler, operands)
        self.resources = saved

    def _try(self, handler: Handler, operands: list[Any]) -> None:
        try:
            handler(self, operands)
        except (TypeError, ValueError, IndexError, KeyError):
            self.drawn.garbled += 1

    # text state

    def font(self, name: str, size: float) -> None:
        self.state.face = None
        self.state.size = float(size)
        fonts = _dictionary(self.resources.get("/Font"))
        resource = _dictionary(fonts.get(name))
        self.state.face = self._face(resource) if resource else None

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

    def show_parts(self, parts: list[Any]) -> None:
        for part in parts:
            if isinstance(part, bytes):
                self.show(part)
            else:
                self._advance(-float(part) / 1000 * self.state.size * self.state.stretch)

    def show(self, data: bytes) -> None:
        """Draws a string: a fragment for each stretch without spaces, and one for each space."""
        state, x, start, ink = self.state, 0.0, 0.0, 0.0
        if state.face is None:
            return
        self.budget.spend(len(data) // LETTERS_AN_OPERATION)
        word: list[str] = []
        for glyph in state.face.glyphs(data):
            step = self._step(glyph)
            if glyph.text.isspace():
                self._keep("".join(word), start, ink)
                self._keep(" ", x, x + step)
                word = []
            else:
                start = start if word else x
                word.append(glyph.text)
                ink = x + glyph.width * state.size * state.stretch
            x += step
        self._keep("".join(word), start, ink)
        self._advance(x)

    def _step(self, glyph: Glyph) -> float:
        state = self.state
        spacing = state.character + (state.word if glyph.spacing else 0.0)
        return (glyph.width * state.size + spacing) * state.stretch

    def _advance(self, x: float) -> None:
        self.matrix = Matrix(e=x).then(self.matrix)

    def _keep(self, text: str, start: float, end: float) -> None:
        """Keeps a fragment from `start` to `end` on the current baseline, if it can be seen."""
        if not text:
            return
        fragment, middle = self._fragment(text, start, end)
        if self.state.mode in INVISIBLE or not SMALLEST <= fragment.size <= LARGEST:
            self.drawn.hidden += not fragment.blank
        elif 0 <= middle[0] <= self.drawn.width and 0 <= middle[1] <= self.drawn.height:
            self.drawn.fragments.append(fragment)
        else:
            self.drawn.outside += not fragment.blank

    def _fragment(self, text: str, start: float, end: float) -> tuple[Fragment, tuple[float, float]]:
        state, m = self.state, self.matrix.then(self.state.ctm)
        tall = math.hypot(m.c, m.d)
        x, y = m.a * start + m.e, m.b * start + m.f
        u, v = m.a * end + m.e, m.b * end + m.f
        sign = math.copysign(1.0, state.size * state.stretch)
        turned = round(math.atan2(sign * m.b, sign * m.a) / math.radians(90)) % 4
        (left, base), (right, _) = sorted((turn(x, y, turned), turn(u, v, turned)))
        bold = state.mode == STROKED or (state.face is not None and state.face.bold)
        size = abs(state.size) * tall
        fragment = Fragment(text, left, right, base, size, bold, turned, state.rise * tall)
        return fragment, ((x + u) / 2, (y + v) / 2)

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
        m = self.state.ctm
        self.drawn.pictured += abs(m.a * m.d - m.b * m.c) / max(self.drawn.width * self.drawn.height, 1.0)

    def _form(self, form: StreamObject) -> None:
        self.forms += 1
        if self.forms > MOST_FORMS or self.depth >= DEEPEST_FORM:
            raise LimitReachedError("forms that draw forms without end")
        outer, matrix, line = copy(self.state), self.matrix, self.line
        self.depth += 1
        if (own := form.get("/Matrix")) is not None:
            self.transform(*own)
        self.follow(form, _dictionary(form.get("/Resources")) or self.resources)
        self.depth -= 1
        self.state, self.matrix, self.line = outer, matrix, line

    # lines

    def start(self, x: float, y: float) -> None:
        m = self.state.ctm
        self.at = m.a * x + m.c * y + m.e, m.b * x + m.d * y + m.f

    def line_to(self, x: float, y: float) -> None:
        x0, y0 = self.at
        self.start(float(x), float(y))
        self.drawn.shapes += 1
        wide, high = abs(self.at[0] - x0), abs(self.at[1] - y0)
        if min(wide, high) <= THIN and max(wide, high) >= SHORTEST:
            low, left = min(y0, self.at[1]), min(x0, self.at[0])
            self.path.append(Rule(left, low, left + wide, low + high))

    def rectangle(self, x: float, y: float, wide: float, high: float) -> None:
        self.start(float(x), float(y))
        for right, up in ((wide, 0), (wide, high), (0, high), (0, 0)):
            self.line_to(x + right, y + up)

    def curve(self, *numbers: float) -> None:
        self.drawn.shapes += 1
        self.start(*map(float, numbers[-2:]))

    def ink(self) -> None:
        """Paints the path."""
        if len(self.drawn.rules) < MOST_RULES:
            self.drawn.rules += self.path
        self.path = []

    def drop(self) -> None:
        self.path = []


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
    b"INLINE IMAGE": lambda pen, operands: pen.picture(),
    b"m": lambda pen, operands: pen.start(*operands),
    b"l": lambda pen, operands: pen.line_to(*operands),
    b"c": lambda pen, operands: pen.curve(*operands),
    b"v": lambda pen, operands: pen.curve(*operands),
    b"y": lambda pen, operands: pen.curve(*operands),
    b"re": lambda pen, operands: pen.rectangle(*operands),
    b"n": lambda pen, operands: pen.drop(),
    **dict.fromkeys(PAINTS, lambda pen, operands: pen.ink()),
}

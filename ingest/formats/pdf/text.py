"""Shows a PDF's text with a text state of its own: which text stands where (ISO 32000, 9).

pypdf's own text extraction guesses spaces and gives two columns drawn in one text block as one string
(pypdf #2336, #3358); positions do not.
"""

from __future__ import annotations

from operator import sub
from typing import Any

from pypdf.generic import DictionaryObject, NameObject

from ingest.formats.colour import digits
from ingest.formats.page.drawn import SPACE, Drawn, Fragment, Matrix, new
from ingest.formats.page.ink import WHITE, alike, ground
from ingest.formats.pdf.font import Face
from ingest.formats.pdf.objects import dictionary
from ingest.formats.pdf.operators import Budget
from ingest.formats.pdf.paths import MOST_FILLS
from ingest.formats.pdf.place import Word, fragments
from ingest.formats.pdf.state import TextState

LETTERS_AN_OPERATION = 8
"""Showing this many letters takes as long as one operator."""

INVISIBLE = (3, 7)
"""Text rendering modes that leave no ink: neither filled nor stroked."""

FILLED = (0, 4)
"""Text rendering modes that show the fill colour alone."""

PALEST = 0.02
"""A box whose red, green or blue differs from white by this much stands out on a screen."""

FAINT = 0.1
"""Paint with less opacity than this is invisible. Paint with at least half hides what is under it."""

SMALLEST, LARGEST = 3.0, 1_000.0
"""The type sizes, in points, that can be read on paper. The smallest print of contracts has 4."""

COMMON = DictionaryObject(
    {
        NameObject("/Type"): NameObject("/Font"),
        NameObject("/Subtype"): NameObject("/Type1"),
        NameObject("/BaseFont"): NameObject("/Helvetica"),
        NameObject("/Encoding"): NameObject("/WinAnsiEncoding"),
    }
)
"""The font in which viewers show text whose own font is missing or broken."""

KERNING = 0.1
"""White within a string up to this width, in type sizes, is kerning and no space."""


class Writer:
    """Follows the operators that move or show text, and keeps the text state between them."""

    def __init__(self, drawn: Drawn, faces: dict[int, Face], budget: Budget, state: TextState) -> None:
        self.drawn, self.faces, self.budget, self.state = drawn, faces, budget, state
        self.matrix = self.line = Matrix()
        self.resources = DictionaryObject()
        self.fonts: dict[str, Face | None] = {}
        self.off = 0
        """How many layers that are switched off the text stands in."""

    # text state

    def font(self, name: str, size: float) -> None:
        self.state.face = None
        self.state.size = float(size)
        if name not in self.fonts:
            self.fonts[name] = None
            self.fonts[name] = self._face(dictionary(dictionary(self.resources.get("/Font")).get(name)))
        self.state.face = self.fonts[name]

    def _face(self, resource: DictionaryObject) -> Face:
        """The font of a resource. One that is missing or broken is read as viewers show it, in a common one,
        if its codes may be letters."""
        key = id(resource)  # the face holds the resource, so that no other gets its number
        if key not in self.faces:
            try:
                self.faces[key] = Face(resource if resource else COMMON)
            except Exception:
                if resource.get("/Subtype") == "/Type0":
                    raise
                self.faces[key] = Face(COMMON)
                self.faces[key].resource = resource
                self.drawn.garbled += 1
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
        """Keeps words on the current baseline, apart by whether a reader sees them: shown, in a layer that
        is switched off, hidden, or outside the page."""
        if not words:
            return
        kept = fragments(words, self.state, self.matrix)
        if self.off:
            self.drawn.off += kept
            return
        if self._unseen(kept[0]):
            self.drawn.hidden += kept
            return
        inside = self.drawn.inside
        if not (inside(kept[0]) and inside(kept[-1])):
            self.drawn.outside += [fragment for fragment in kept if not inside(fragment)]
            kept = [fragment for fragment in kept if inside(fragment)]
        self.drawn.fragments += self._grounded(kept)

    def _grounded(self, found: list[Fragment]) -> list[Fragment]:
        """Black text, with the colour of the area on which it is printed."""
        fills = self.drawn.fills
        if not found or found[0].colour is not None or not fills or len(fills) >= MOST_FILLS:
            return found
        self.budget.spend(len(fills) // LETTERS_AN_OPERATION)
        colour = ground(fills, *found[0].middle)
        if colour is None or max(map(abs, map(sub, colour, WHITE))) < PALEST:
            return found
        return [fragment._replace(colour=digits(*colour)) for fragment in found]

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

"""The graphics state of a PDF page, as far as it says how text is drawn."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.formats.page.drawn import Matrix
from ingest.formats.page.ink import BLACK, Colour, Space, grey
from ingest.formats.pdf.font import Face
from ingest.formats.pdf.paths import Clip


@dataclass(slots=True)
class TextState:
    """What q keeps and Q brings back."""

    ctm: Matrix
    face: Face | None = None
    size: float = 0.0
    character: float = 0.0
    word: float = 0.0
    stretch: float = 1.0
    leading: float = 0.0
    rise: float = 0.0
    mode: int = 0
    space: Space = grey
    colour: Colour | None = BLACK
    alpha: float = 1.0
    blends: bool = False
    clip: Clip | None = None
    thickness: float = 1.0
    """Of lines, before `ctm`."""

    def copy(self) -> TextState:
        return TextState(
            self.ctm,
            self.face,
            self.size,
            self.character,
            self.word,
            self.stretch,
            self.leading,
            self.rise,
            self.mode,
            self.space,
            self.colour,
            self.alpha,
            self.blends,
            self.clip,
            self.thickness,
        )

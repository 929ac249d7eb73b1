"""Pictures in the text of a letter: read by OCR where they stand, or noted there.

A table or a page that was pasted as a picture is part of an answer. Small pictures are signs and logos, and
are passed over.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from hashlib import sha256
from io import BytesIO
from warnings import catch_warnings

from PIL import Image

from ingest.document import Document
from ingest.formats.blocks import Block, Paragraph, TextRun
from kb.errors import Unreadable
from kb.model import Line, Note
from kb.notes import Code

FORMATS = ("PNG", "JPEG", "TIFF", "GIF", "BMP", "WEBP")

SMALLEST = (1.0, 0.35)
"""Inches across and down. A smaller picture is a sign, a line or a logo; a line of text is wider."""

MOST_READ = 20
"""Pictures that are read in one file; a page of OCR takes two to ten seconds."""

MOST_PIXELS = 40_000_000
USUAL_DPI = 96
"""Dots an inch of a picture of which no size is known: a screen's."""

WIDEST = 7.5
"""Inches. A larger picture is scaled down to the page."""

MARGIN, NARROWEST = 0.3, 3.2
"""Inches: white around a picture, without which words at its edge are misread, and the narrowest page."""

SURE, FEWEST = 0.7, 3
"""Below this mean confidence, or with fewer letters, it is a photograph or a drawing. Text has .9."""

DAMAGE = (
    OSError, ValueError, SyntaxError, TypeError, LookupError, EOFError, struct.error, OverflowError,
    Image.DecompressionBombError, Image.DecompressionBombWarning,
)  # fmt: skip
"""What Pillow raises for pictures that are cut, changed or made up."""

Inches = tuple[float, float]
"""Across and down, as the picture is shown."""

Crop = tuple[float, float, float, float]
"""What is cut off a picture: shares of it, left, above, right, below."""


@dataclass(slots=True)
class Pictures:
    """The pictures of one file."""

    _read: int = 0
    _told: bool = False
    _known: dict[bytes, list[Block]] = field(default_factory=dict)

    def blocks(self, content: bytes | None, shown: Inches | None, crop: Crop = (0, 0, 0, 0)) -> list[Block]:
        """What a picture says, a paragraph for each line, and what is told of it. None: it is not in the
        file."""
        if shown is not None and _is_small(shown):
            return []
        if content is None:
            return [told(Code.PICTURE_NOT_READ)]
        key = sha256(content + repr(crop).encode()).digest()
        if key not in self._known:
            self._known[key] = self._blocks(content, shown, crop)
        return self._known[key]

    def _blocks(self, content: bytes, shown: Inches | None, crop: Crop) -> list[Block]:
        try:
            page = _page(content, shown, crop)
        except DAMAGE:
            return [told(Code.PICTURE_NOT_READ)]
        if page is None:
            return []
        self._read += 1
        found = _document(page) if self._read <= MOST_READ else None
        if found is None or not _is_text(found.lines):
            return [told(Code.PICTURE_NOT_READ), *self._engine(found)]
        notes = tuple(TextRun(note=note) for note in _notes(found))
        first, *others = (TextRun(line.text, line.bold, line.size) for line in found.lines)
        return [Paragraph((*notes, first)), *(Paragraph((run,)) for run in others)]

    def _engine(self, found: Document | None) -> list[Block]:
        """The note that no program for OCR is installed, once."""
        if self._told or found is None or Note(Code.NO_ENGINE) not in found.notes:
            return []
        self._told = True
        return [told(Code.NO_ENGINE)]


def told(code: Code, *values: str | int) -> Paragraph:
    """A block that prints nothing, and is a note on its place."""
    return Paragraph((TextRun(note=Note(code, values)),))


def unread(what: str) -> Unreadable:
    """The error for a file that has pictures and no text, and nothing could be read off them."""
    return Unreadable(
        f"expected a letter, found {what} with pictures and no text, and OCR could not read them; scan the"
        " letter, or make a searchable PDF of it"
    )


def _is_small(shown: Inches) -> bool:
    return shown[0] < SMALLEST[0] or shown[1] < SMALLEST[1]


def _page(content: bytes, shown: Inches | None, crop: Crop) -> bytes | None:
    """The picture on a white page, as PNG; None where it is small."""
    with catch_warnings(action="ignore"), Image.open(BytesIO(content), formats=FORMATS) as opened:
        if opened.width * opened.height > MOST_PIXELS:
            raise ValueError
        wide, high = opened.width, opened.height
        seen = opened.convert("RGBA").crop(
            (
                round(crop[0] * wide),
                round(crop[1] * high),
                wide - round(crop[2] * wide),
                high - round(crop[3] * high),
            )
        )
    across = min(shown[0] if shown else seen.width / USUAL_DPI, WIDEST)
    dpi = seen.width / max(across, SMALLEST[0])
    if shown is None and _is_small((across, seen.height / USUAL_DPI)):
        return None
    margin = round(MARGIN * dpi)
    size = (max(seen.width + 2 * margin, round(NARROWEST * dpi)), seen.height + 2 * margin)
    page = Image.new("RGB", size, "white")
    page.paste(seen, (margin, margin), seen)
    made = BytesIO()
    page.convert("L").save(made, "PNG", dpi=(dpi, dpi))
    return made.getvalue()


def _document(page: bytes) -> Document | None:
    """The lines read off a page. The reader is loaded with the first picture: most files have none."""
    from ingest.formats.pdf.scan import read_scan

    try:
        return read_scan(page)
    except Unreadable:
        return None


def _is_text(lines: tuple[Line, ...]) -> bool:
    words = [word for line in lines for word in line.words]
    letters = sum(word.end - word.start for word in words)
    sure = sum((word.end - word.start) * word.confidence for word in words)
    return letters >= FEWEST and sure >= SURE * letters


def _notes(found: Document) -> list[Note]:
    """What OCR told of its page, of a picture in the text."""
    said = {note.code: note for note in found.notes}
    notes = []
    if read := said.get(Code.READ_OFF_PICTURES):
        notes.append(Note(Code.PICTURE_READ, (read.named["engine"],)))
    if hard := said.get(Code.HARD_TO_READ):
        notes.append(Note(Code.PICTURE_HARD_TO_READ, hard.values))
    return notes

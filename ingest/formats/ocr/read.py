"""OCR: which pages need it, which engine reads them, and their words put where digital pages have theirs.

The engine is Tesseract with Danish if it is installed, else RapidOCR, else none and a note says what is
missing. Digital text stays as it is; words from pictures are added beside it.
"""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from PIL.Image import Image

from ingest.formats.ocr import rapid, repair, tesseract
from ingest.formats.ocr.gibberish import is_soup, looks_odd
from ingest.formats.ocr.picture import Read, Sheet, bullets, is_blank, sheets, swept
from ingest.formats.ocr.regions import BIG, pictures_alone, unread_share
from ingest.formats.ocr.words import Seen, Segment, placed, segments, settled
from ingest.formats.page.drawn import UNREADABLE, Drawn, Fragment
from ingest.formats.page.pdfium import POINTS_AN_INCH, render
from ingest.formats.page.rows import stretches
from ingest.heartbeat import beat
from ingest.limits import room
from kb.errors import SvarbasenError
from kb.model import Box, Line, Note, Remark
from kb.notes import Code

CHOICE = "SVARBASEN_OCR"
"""The environment variable that names the engine to use, or `off`."""

DPI = 200
MOST_PIXELS = 20_000_000
"""The most pixels of a page's picture. A page of A3 at 300 dpi has 17 million."""

DRAWING = 100
"""A page without text but with this many lines and curves is not empty: it has text as outlines, or a
drawing."""

PICTURE_PAGE = 0.5
"""A page at least half covered by pictures without text is probably a scan with a stamp."""

FEW_LETTERS = 100
"""Whether so few letters make sense cannot be told."""

LOOK = 60
"""Dots an inch: enough to see whether there is ink on a picture."""

ON_TEXT_PAGES = (Code.MOSTLY_PICTURE, Code.PICTURE_UNREAD)
"""Where only the pictures of a page are read, because it has text too."""

MANY_UNREADABLE = 0.05

UPRIGHT = 0.7
"""A page read with at least this mean confidence is the right way up: it has .9 and more. Upside down it has
.2 (Tesseract) or .65 (RapidOCR)."""

TEXT = 0.4
"""Below this mean confidence the page is a photograph."""

HARD, MOST_HARD, LONGEST, MANY_DIGITS = 0.6, 5, 24, 6
"""A note names words below this confidence (chosen by eye): at most this many words, at most this many
characters of each, and no number with this many digits, which may be a CPR number."""


@dataclass(frozen=True, slots=True)
class Engine:
    """A program that reads words off pictures. `read` raises Unavailable."""

    name: str
    installed: Callable[[], bool]
    read: Callable[[Image, int], list[Read]]


ENGINES = {
    "tesseract": Engine("Tesseract", tesseract.installed, tesseract.read),
    "rapidocr": Engine("RapidOCR", rapid.installed, rapid.read),
}


@dataclass(slots=True)
class OcrResult:
    """The result of OCR on a file: its pages with the words that were read, notes, and the words by page
    number."""

    pages: list[Drawn]
    notes: list[Note] = field(default_factory=list)
    words: dict[int, list[Seen]] = field(default_factory=dict)
    whole: set[int] = field(default_factory=set)
    """The pages that were read as a whole, and not only the pictures on them."""

    def told(self, lines: Sequence[Line]) -> tuple[Line, ...]:
        """Lines with the places of the words that were read off pictures."""
        return tuple(
            placed(line, self.words[line.page]) if line.page in self.words else line for line in lines
        )


def engine() -> Engine | None:
    """The engine to use: the one that `SVARBASEN_OCR` names, else the first that is installed."""
    asked = os.environ.get(CHOICE, "").lower()
    able = [one for name, one in ENGINES.items() if asked in ("", name) and one.installed()]
    return able[0] if able else None


def read_pictures(data: bytes, pages: Sequence[Drawn]) -> OcrResult:
    """Reads the pages of a PDF file whose text is missing or makes no sense. A page that fails does not stop
    the others."""
    reading = OcrResult(list(pages))
    reasons = {
        number: why for number, page in enumerate(pages, 1) if (why := _reason_to_read(data, number, page))
    }
    able = engine() if reasons else None
    if able is None:
        reading.notes = [Note(why.code, why.values, number) for number, why in reasons.items()]
        if reasons:
            reading.notes.append(Note(Code.NO_ENGINE))
        return reading
    found = dict(_found(data, pages, reasons, able, reading.notes))
    digital = (
        fragment.text
        for number, page in enumerate(pages, 1)
        for fragment in page.fragments
        if number not in reasons
    )
    known = repair.vocabulary(digital)
    for number, lines in zip(found, settled(found.values()), strict=True):
        if reasons[number].code not in ON_TEXT_PAGES:
            reading.whole.add(number)
        _put(reading, number, repair.mended(lines, known))
    if reading.words:
        reading.notes.insert(0, Note(Code.READ_OFF_PICTURES, (len(reading.words), able.name)))
    return reading


def _found(
    data: bytes, pages: Sequence[Drawn], reasons: dict[int, Remark], able: Engine, notes: list[Note]
) -> Iterator[tuple[int, list[Segment]]]:
    """The lines of each page that is read, and a note for each that is not."""
    for number, why in reasons.items():
        beside_text = why.code in ON_TEXT_PAGES
        try:
            with room():
                lines = _page(data, number, pages[number - 1], able, beside_text)
        except (SvarbasenError, OSError, MemoryError) as error:
            notes.append(Note(Code.PICTURE_UNREADABLE, (_reason(error),), number))
        else:
            if lines:
                yield number, lines
            elif lines is not None and beside_text:
                notes.append(Note(why.code, why.values, number))
            elif lines is not None and not _text(pages[number - 1]):
                notes.append(Note(Code.PICTURE_WITHOUT_TEXT, page=number))
        beat()


def _page(data: bytes, number: int, drawn: Drawn, able: Engine, beside_text: bool) -> list[Segment] | None:
    """The lines of a page, or of the pictures on a page with text, read the right way up; None if it is
    blank."""
    inches = drawn.width * drawn.height / POINTS_AN_INCH**2
    dpi = round(min(DPI, math.sqrt(MOST_PIXELS / max(inches, 1.0))))
    image = render(data, number, dpi)
    alone = pictures_alone(image, drawn) if beside_text else image
    if alone is None or is_blank(image := swept(alone)):
        return None
    tried: list[tuple[float, list[Read], Sheet]] = []
    for sheet in sheets(image, drawn.width, drawn.height, beside_text):
        reads = able.read(sheet.image, dpi)
        tried.append((_sure(reads), reads, sheet))
        if tried[-1][0] >= UPRIGHT:
            break
    sure, reads, sheet = max(tried, key=lambda each: each[0] * sum(len(read.text) for read in each[1]))
    return segments([*bullets(reads, sheet.image), *reads], sheet) if sure >= TEXT else []


def _sure(reads: Sequence[Read]) -> float:
    """The mean confidence of a page's words, weighted by their letters."""
    letters = sum(len(read.text) for read in reads)
    return sum(len(read.text) * read.confidence for read in reads) / max(letters, 1)


def _put(reading: OcrResult, number: int, lines: Sequence[Segment]) -> None:
    """Puts lines read off a picture on their page; text that makes no sense is replaced."""
    drawn = reading.pages[number - 1]
    kept = drawn.fragments if _legible(drawn) else []
    new = [line for each in lines if (line := _beside(each, kept)).words]
    if not new:
        return
    fragments = [fragment for line in new for fragment in line.fragments()]
    reading.pages[number - 1] = replace(drawn, fragments=[*kept, *fragments])
    reading.words[number] = [word for line in new for word in line.words]
    reading.notes += _hard_to_read(reading.words[number], number)


def _beside(line: Segment, digital: Sequence[Fragment]) -> Segment:
    """A line without the words that are on the page as text."""
    taken = [Box(f.x0, f.y - f.size / 4, f.x1, f.y + f.size) for f in digital if not f.blank and not f.turned]
    return replace(line, words=tuple(word for word in line.words if not _covered(word.upright, taken)))


def _covered(word: Box, taken: Sequence[Box]) -> bool:
    x, y = (word.x0 + word.x1) / 2, (word.y0 + word.y1) / 2
    return any(box.x0 <= x <= box.x1 and box.y0 <= y <= box.y1 for box in taken)


def _legible(drawn: Drawn) -> bool:
    """Is the page's digital text usable?"""
    text = _text(drawn)
    return text.count(UNREADABLE) <= MANY_UNREADABLE * len(text) and _sensible(drawn)


def _reason_to_read(data: bytes, number: int, drawn: Drawn) -> Remark | None:
    """Why a page, or the pictures on it, should be read by OCR."""
    text = _text(drawn)
    if not text:
        return Remark(Code.NO_TEXT) if drawn.pictured or drawn.shapes >= DRAWING else None
    if text.count(UNREADABLE) > MANY_UNREADABLE * len(text):
        return Remark(Code.UNKNOWN_LETTERS)
    if not _sensible(drawn):
        return Remark(Code.SENSELESS_TEXT)
    share = unread_share(drawn) if drawn.pictures and not drawn.older else 0.0
    if share < BIG or not _has_ink(data, number, drawn):
        return None
    return (
        Remark(Code.MOSTLY_PICTURE)
        if share >= PICTURE_PAGE
        else Remark(Code.PICTURE_UNREAD, (round(100 * share),))
    )


def _has_ink(data: bytes, number: int, drawn: Drawn) -> bool:
    """Is there anything on the pictures beside the page's text? If that cannot be told, there may be."""
    try:
        return pictures_alone(render(data, number, LOOK), drawn) is not None
    except SvarbasenError:
        return True


def _sensible(drawn: Drawn) -> bool:
    """Is the page's text language? The words are checked only where the text lies over a picture or looks
    odd."""
    text = _text(drawn)
    if drawn.pictured < PICTURE_PAGE and not looks_odd(text):
        return True
    words = " ".join(stretch.text for stretch in stretches(drawn.fragments)).split()
    return not looks_odd(text) and not is_soup(words) if len(text) >= FEW_LETTERS else True


def _text(drawn: Drawn) -> str:
    return "".join(fragment.text for fragment in drawn.fragments if not fragment.blank)


def _hard_to_read(words: Iterable[Seen], page: int) -> Iterator[Note]:
    hard = [word.text for word in words if word.confidence < HARD and any(map(str.isalnum, word.text))]
    short = [word[:LONGEST] for word in hard if sum(map(str.isdigit, word)) < MANY_DIGITS]
    named = (*short[:MOST_HARD], *(["…"] if len(hard) > len(short[:MOST_HARD]) else []))
    if hard:
        yield Note(Code.HARD_TO_READ, (len(hard), named), page)


def _reason(error: Exception) -> str:
    return " ".join(str(error).split())[:120] or type(error).__name__

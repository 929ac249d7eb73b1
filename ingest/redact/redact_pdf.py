"""A PDF file as pictures of its pages with the numbers blackened in the pixels: no text, comments or
properties are left.

A number is looked for among the characters that PDFium draws. If it is not found at its line, the words or
the whole line are blackened; if the place of the line is unknown, the whole page is.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import accumulate
from typing import Any

from PIL import Image, ImageDraw, ImageFont

from ingest.formats.ocr.read import Engine, engine
from ingest.formats.page.pdfium import MOST_PIXELS, POINTS_AN_INCH
from ingest.formats.page.pdfium import _opened as opened
from ingest.privacy.cpr import known
from kb.errors import Unavailable, Unreadable
from kb.model import Box

DPI = 150
"""Dots an inch: print of 7 points stays readable, and a page of text takes 200 kB."""

QUALITY = 60
"""JPEG quality: at 150 dpi, text of 9 points stays readable."""

MARGIN = 1.5
"""Points that are blackened around a letter: soft edges, and slanted or bold strokes outside its box."""

LEAST = 0.1
"""Points. A character with a thinner box is not where its font says."""

ATTEMPTS = 3
"""How often a page is read again after blackening. If numbers are still found then, the page is removed."""

BLACK, WHITE = 0, 255
REMOVED = "Side {page} er fjernet.\n\nHer stod et CPR-nummer, som ikke kunne streges over."

Area = tuple[float, float, float, float]
"""Left, top, right, bottom, in pixels from the upper left corner."""

NOWHERE = (0.0, 0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Spot:
    """A number, or a part of one, on a page (1-based): its digits, and the line and words it stands in."""

    page: int
    number: str
    line: Box | None
    words: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class RasterPage:
    """A page as a picture: its width and height in points, and what letters are drawn and where.

    Letters have no area where PDFium only infers them: spaces and line ends.
    """

    page: int
    picture: Image.Image
    wide: float
    high: float
    letters: tuple[tuple[str, Area | None], ...] = ()

    @property
    def scale(self) -> float:
        """Pixels a point."""
        return self.picture.width / self.wide


def pictured(data: bytes, spots: Sequence[Spot]) -> bytes:
    """The file as pictures, with the numbers of all spots black wherever they stand. Raises Unreadable."""
    numbers = frozenset(spot.number for spot in spots)
    with opened(data) as document:
        if any(not 1 <= spot.page <= len(document) for spot in spots):
            raise Unreadable("the PDF has not the pages that it was read with")
        return _pdf(_blackened(raster, spots, numbers) for raster in _rasters(document))


def _rasters(document: Any) -> Iterator[RasterPage]:
    """The pages as they are shown, without what stands beside their text: comments and fields."""
    for index in range(len(document)):
        page = document[index]
        wide, high = page.get_size()
        scale = min(DPI / POINTS_AN_INCH, math.sqrt(MOST_PIXELS / max(wide * high, 1.0)))
        bitmap = page.render(scale=scale, grayscale=True, draw_annots=False, may_draw_forms=False)
        picture = bitmap.to_pil().convert("L").copy()
        yield RasterPage(index + 1, picture, wide, high, tuple(_letters(page, bitmap)))
        page.close()


def _letters(page: Any, bitmap: Any) -> Iterator[tuple[str, Area | None]]:
    to_pixels = bitmap.get_posconv(page).to_bitmap
    text = page.get_textpage()
    for index in range(text.count_chars()):
        char = text.get_text_range(index, 1)[:1] or " "
        if char.isspace():
            yield char, None
            continue
        left, low, right, high = text.get_charbox(index)
        boxes = [(left - MARGIN, low - MARGIN, right + MARGIN, high + MARGIN)]
        boxes += [text.get_charbox(index, loose=True)]
        corners = [to_pixels(x, y) for box in boxes for x, y in (box[:2], box[2:])]
        yield char, _around(corners) if min(right - left, high - low) > LEAST else NOWHERE


def _around(points: Sequence[tuple[float, float]]) -> Area:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def _blackened(raster: RasterPage, spots: Sequence[Spot], numbers: Iterable[str]) -> RasterPage:
    """The page with its numbers black: by their letters or words, by whole lines, or all of it."""
    here = [spot for spot in spots if spot.page == raster.page]
    drawn = {number: list(_drawn(raster, number)) for number in numbers}
    if any(not (spot.line or spot.words or drawn[spot.number]) for spot in here):
        return _removed(raster)
    _paint(raster, [area for areas in drawn.values() for area in areas])
    _paint(raster, [area for spot in here for area in _by_reading(raster, spot, drawn[spot.number])])
    return _proved(raster, numbers) if here else raster


def _proved(raster: RasterPage, numbers: Iterable[str]) -> RasterPage:
    """The page after a check by OCR that no number can be read on it; unchanged where no OCR engine is
    installed."""
    if (reader := engine()) is None:
        return raster
    for _ in range(ATTEMPTS):
        if not (legible := _legible(raster, numbers, reader)):
            return raster
        _paint(raster, legible)
    return _removed(raster)


def _drawn(raster: RasterPage, number: str) -> Iterator[Area]:
    """Where the letters of a number are drawn, line by line."""
    for start, end in known("".join(char for char, _ in raster.letters), [number]):
        areas = [area for _, area in raster.letters[start:end] if area]
        if NOWHERE not in areas:
            yield from _rows(areas)


def _rows(areas: Sequence[Area]) -> Iterator[Area]:
    """Letters that stand beside each other as one area, with what is between them."""
    row: list[Area] = []
    for area in areas:
        if row and not _beside(row[-1], area):
            yield _bounds(row)
            row = []
        row.append(area)
    if row:
        yield _bounds(row)


def _beside(one: Area, other: Area) -> bool:
    """Do two letters share a line, of whatever direction, with no more than two letters' room between?"""
    room = 2 * max(one[2] - one[0], one[3] - one[1])
    apart_x, apart_y = (
        max(one[0], other[0]) - min(one[2], other[2]),
        max(one[1], other[1]) - min(one[3], other[3]),
    )
    return max(apart_x, apart_y) <= room and min(apart_x, apart_y) < 0


def _bounds(areas: Sequence[Area]) -> Area:
    return _around([point for left, top, right, low in areas for point in ((left, top), (right, low))])


def _by_reading(raster: RasterPage, spot: Spot, drawn: Iterable[Area]) -> list[Area]:
    """The words that a number was read in, or its line where the number is not drawn on it."""
    if spot.words:
        return [_area(raster, word) for word in spot.words]
    if spot.line is None:
        return []
    line = _area(raster, spot.line)
    return [] if any(_on(line, area) for area in drawn) else [line]


def _area(raster: RasterPage, box: Box) -> Area:
    """A box of the page and a margin around it."""
    scale, high = raster.scale, raster.picture.height
    left, right = (box.x0 - MARGIN) * scale, (box.x1 + MARGIN) * scale
    return left, high - (box.y1 + MARGIN) * scale, right, high - (box.y0 - MARGIN) * scale


def _on(line: Area, area: Area) -> bool:
    """Does an area stand on a line?"""
    x, y = (area[0] + area[2]) / 2, (area[1] + area[3]) / 2
    return line[0] <= x <= line[2] and line[1] <= y <= line[3]


def _paint(raster: RasterPage, areas: Iterable[Area]) -> None:
    pen = ImageDraw.Draw(raster.picture)
    for area in areas:
        pen.rectangle(area, fill=BLACK)


def _legible(raster: RasterPage, numbers: Iterable[str], reader: Engine) -> list[Area]:
    """The words in which a number can still be read."""
    try:
        words = reader.read(raster.picture, round(raster.scale * POINTS_AN_INCH))
    except Unavailable:
        return []
    starts = list(accumulate((len(word.text) + 1 for word in words), initial=0))
    margin = MARGIN * raster.scale
    return [
        (word.left - margin, word.top - margin, word.right + margin, word.bottom + margin)
        for first, last in known(" ".join(word.text for word in words), numbers)
        for word, start in zip(words, starts, strict=False)
        if start < last and start + len(word.text) > first
    ]


def _removed(raster: RasterPage) -> RasterPage:
    """A page that says that it was removed."""
    picture = Image.new("L", raster.picture.size, WHITE)
    font = ImageFont.load_default(12 * raster.scale)
    place = 72 * raster.scale
    ImageDraw.Draw(picture).multiline_text((place, place), REMOVED.format(page=raster.page), BLACK, font)
    return RasterPage(raster.page, picture, raster.wide, raster.high)


def _pdf(rasters: Iterable[RasterPage]) -> bytes:
    """A PDF file of pictures and nothing else."""
    bodies = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    kids = []
    for raster in rasters:
        kids.append(len(bodies) + 1)
        bodies += _page(raster, len(bodies) + 1)
    count, listed = len(kids), " ".join(f"{kid} 0 R" for kid in kids)
    bodies[1] = f"<< /Type /Pages /Count {count} /Kids [{listed}] >>".encode()
    return _file(bodies)


def _page(raster: RasterPage, at: int) -> tuple[bytes, bytes, bytes]:
    """The objects of a page, the first of which has the number `at`."""
    file = BytesIO()
    raster.picture.save(file, "JPEG", quality=QUALITY, optimize=True)
    wide, high = f"{raster.wide:.2f}", f"{raster.high:.2f}"
    pixels = "/Width {} /Height {}".format(*raster.picture.size)
    page = (
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {wide} {high}] /Contents {at + 1} 0 R"
        f" /Resources << /XObject << /P {at + 2} 0 R >> >> >>"
    )
    grey = "/ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /DCTDecode"
    image = f"/Type /XObject /Subtype /Image {pixels} {grey}"
    return (
        page.encode(),
        _stream(f"{wide} 0 0 {high} 0 0 cm /P Do".encode()),
        _stream(file.getvalue(), image),
    )


def _stream(data: bytes, entries: str = "") -> bytes:
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (entries.encode(), len(data), data)


def _file(bodies: Sequence[bytes]) -> bytes:
    out = BytesIO()
    out.write(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, body in enumerate(bodies, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start, size = out.tell(), len(bodies) + 1
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % size)
    out.writelines(b"%010d 00000 n \n" % place for place in places)
    out.write(b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, start))
    return out.getvalue()

"""Pictures of letters (a scanner's TIFF, a phone's JPEG): made into a PDF file with a page each, and read
like one."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from io import BytesIO
from warnings import catch_warnings

from PIL import Image, ImageOps, ImageSequence

from ingest.document import Document
from ingest.formats.magic import PICTURES, looks_like, unexpected
from ingest.formats.pdf.read import read_pdf
from kb.errors import Unreadable

FORMATS = ("PNG", "JPEG", "TIFF")
KEPT = ("L", "RGB")
"""Pillow's modes that a PDF page can have without conversion: grey and colour."""
GREY = ("1", "I", "F")
"""First letters of Pillow's modes that are converted to grey: black and white, and deeper greys than PDF
has."""

MOST_PIXELS = 100_000_000
"""The most pixels of a picture. A page of A3 at 600 dots an inch has 70 million."""

MOST_PAGES = 500
A4 = (8.27, 11.69)
"""Inches. This page size is assumed where the picture states none, or an unlikely one, as phones do."""

LIKELY = (3.0, 20.0)
"""Inches. The likely widths of a page."""

ORIENTATION, ON_ITS_SIDE = 0x0112, (5, 6, 7, 8)
"""The EXIF tag of how the picture lies, and its values for a quarter turn."""

SQUARE, FLATTEST = 0.03, 5.0
"""Dots that are less than this share wider than high, or higher than wide, are taken as square. If they are
so more than this many times, the picture is wrong about them. A fax has 204 by 98 dots an inch, or by 196."""

QUALITY = 95
"""JPEG quality. At 75, the default, small type gets artefacts, and OCR misreads letters."""

DAMAGE = (
    OSError, ValueError, SyntaxError, TypeError, LookupError, EOFError, struct.error, OverflowError,
    Image.DecompressionBombError, Image.DecompressionBombWarning,
)  # fmt: skip
"""What Pillow raises for pictures that are cut, changed or made up."""


def read_scan(data: bytes) -> Document:
    """The lines that are read off a picture; a TIFF file may have many pages."""
    if (form := looks_like(data)) not in PICTURES:
        raise unexpected("a picture of a letter", form)
    return read_pdf(as_pdf(data))


def as_pdf(data: bytes) -> bytes:
    """A PDF file with a page for each picture."""
    made = BytesIO()
    try:
        with catch_warnings(action="ignore"), Image.open(BytesIO(data), formats=FORMATS) as opened:
            for number, page in enumerate(_pages(opened)):
                page.save(made, "PDF", append=number > 0, resolution=_resolution(page), quality=QUALITY)
    except DAMAGE as error:
        raise Unreadable(
            f"expected a picture of a letter, found {looks_like(data).what} that is damaged; scan it again,"
            " or save it as PDF"
        ) from error
    return made.getvalue()


def _pages(opened: Image.Image) -> Iterator[Image.Image]:
    for number, frame in enumerate(ImageSequence.Iterator(opened), 1):
        if frame.width * frame.height > MOST_PIXELS:
            raise _too_large(f"{frame.width} × {frame.height} dots")
        if number > MOST_PAGES:
            raise _too_large(f"over {MOST_PAGES} pages")
        said, turned = frame.info.get("dpi"), frame.getexif().get(ORIENTATION, 1) in ON_ITS_SIDE
        page = _flat(ImageOps.exif_transpose(frame))
        page.info["dpi"] = said[::-1] if said and turned else said
        yield _square(page)


def _too_large(found: str) -> Unreadable:
    return Unreadable(f"expected a picture of a letter, found {found}; save it smaller, as PDF")


def _flat(page: Image.Image) -> Image.Image:
    """The picture in a mode that a PDF page can have; transparent parts become white."""
    if page.mode in ("RGBA", "LA", "PA") or "transparency" in page.info:
        seen = page.convert("RGBA")
        page = Image.new("RGB", page.size, "white")
        page.paste(seen, mask=seen.getchannel("A"))
    return page.copy() if page.mode in KEPT else page.convert("L" if page.mode.startswith(GREY) else "RGB")


def _square(page: Image.Image) -> Image.Image:
    """The picture with as many dots an inch down as across; fax machines send half as many lines."""
    across, down = (float(each or 0) for each in page.info.get("dpi") or (0, 0))
    if not (across > 0 and down > 0 and 1 / FLATTEST <= across / down <= FLATTEST):
        return page
    if abs(across / down - 1) <= SQUARE:
        return page
    finest = max(across, down)
    wide, high = round(page.width * finest / across), round(page.height * finest / down)
    if wide * high > MOST_PIXELS:
        raise _too_large(f"{wide} × {high} dots")
    square = page.resize((wide, high), Image.Resampling.BICUBIC)
    square.info["dpi"] = (finest, finest)
    return square


def _resolution(page: Image.Image) -> float:
    """Dots an inch: what the picture states, if that makes a page of a likely size."""
    said = page.info.get("dpi") or (0, 0)
    across = float(said[0] or 0)
    if across > 0 and LIKELY[0] <= page.width / across <= LIKELY[1]:
        return across
    return page.width / A4[page.width > page.height]

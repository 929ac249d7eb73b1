"""Scans made in a test: pages of text, rendered and put into a PDF file as pictures."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pypdfium2  # type: ignore[import-untyped]
from PIL.Image import Image, Resampling, Transpose

from ingest.formats.page.pdfium import render
from tests.ingest.formats.pdfs import lines, pdf, stream

DPI = 200
WHOLE_PAGE = "q 595 0 0 842 0 0 cm /X Do Q\n"
LYING = "q 842 0 0 595 0 0 cm /X Do Q\n"

LETTER = (
    *("Til Byrådsservice", "", "Svar på forespørgsel om skolebusser", ""),
    *("1. Hvor mange elever bliver kørt i skolebus?", ""),
    *("Der bliver kørt 412 elever, og det er flere end før. De fleste", "går på skolerne i Østerby og Åby."),
)


def picture(*rows: str, operators: str = "", skew: float = 0.0) -> Image:
    """A page of text as a picture, turned by some degrees against the clock."""
    image = render(pdf(lines(*rows, size=12, leading=18) + operators), 1, DPI)
    return image.rotate(skew, Resampling.BICUBIC, fillcolor=255)


def of_text(*rows: str) -> bytes:
    """A picture of some lines of text, as PNG: six inches by four at 200 dots an inch."""
    return png(picture(*rows).crop((0, 0, 6 * DPI, 4 * DPI)))


def png(image: Image) -> bytes:
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def scan(image: Image, text: str = "", quarters: int = 0) -> bytes:
    """A file of one page that is the picture, after some quarter turns, with operators drawn over it."""
    turns = (None, Transpose.ROTATE_90, Transpose.ROTATE_180, Transpose.ROTATE_270)
    turn = turns[quarters]
    turned = image.transpose(turn) if turn is not None else image
    lying = quarters % 2 == 1
    box = "0 0 842 595" if lying else "0 0 595 842"
    return pdf((LYING if lying else WHOLE_PAGE) + text, box=box, objects=[jpeg(turned)])


def jpeg(image: Image) -> bytes:
    """An image object."""
    file = io.BytesIO()
    image.save(file, "JPEG", quality=85)
    size = f"/Width {image.width} /Height {image.height}"
    entries = f"/Type /XObject /Subtype /Image {size} /ColorSpace /DeviceGray /BitsPerComponent 8"
    return stream(file.getvalue(), f"{entries} /Filter /DCTDecode")


def joined(*files: bytes) -> bytes:
    """The pages of several files in one."""
    whole = pypdfium2.PdfDocument.new()
    for file in files:
        whole.import_pages(pypdfium2.PdfDocument(file))
    out = io.BytesIO()
    whole.save(out)
    return out.getvalue()


def without_gaps(rows: Sequence[str]) -> list[str]:
    return [row for row in rows if row]

"""PDFium, the one outside program that reads PDF beside pypdf: pages as pictures, and a second reading.

It is no gatekeeper: it unpacks what a hostile file asks for. Give it only files that `pdf.read` has read
within its limits.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING, Any

import pypdfium2  # type: ignore[import-untyped]

from kb.errors import Unreadable

if TYPE_CHECKING:
    from PIL.Image import Image

POINTS_AN_INCH = 72

MOST_PIXELS = 40_000_000
"""A picture larger than two pages of A3 at 300 dpi is made in a lower resolution."""

_alone = Lock()
"""PDFium keeps its state for the whole process: one thread at a time, as its documentation says."""


def words(data: bytes) -> list[str]:
    """The text of each page, in PDFium's own order. Raises Unreadable."""
    with _opened(data) as document:
        return [_text(document, number) for number in range(len(document))]


def render(data: bytes, page: int, dpi: int) -> Image:
    """A page as a picture in shades of grey, as it is shown; `page` is 1-based. Raises Unreadable."""
    with _opened(data) as document:
        sheet = document[page - 1]
        wide, high = sheet.get_size()
        scale = min(dpi / POINTS_AN_INCH, math.sqrt(MOST_PIXELS / max(wide * high, 1.0)))
        picture: Image = sheet.render(scale=scale, grayscale=True).to_pil().convert("L")
        return picture.copy()


@contextmanager
def _opened(data: bytes) -> Iterator[Any]:
    """The document, closed afterwards, with PDFium's errors as ours."""
    with _alone:
        try:
            document = pypdfium2.PdfDocument(data, autoclose=True)
            try:
                yield document
            finally:
                document.close()
        except (pypdfium2.PdfiumError, IndexError) as error:
            raise Unreadable(f"PDFium cannot read the PDF ({error})") from error


def _text(document: Any, number: int) -> str:
    page = document[number]
    try:
        return str(page.get_textpage().get_text_range())
    finally:
        page.close()

"""Pages of a PDF as pictures in a PDF, as a scanner makes them: a little askew and a little dirty."""

from __future__ import annotations

import random
from importlib import import_module
from io import BytesIO
from typing import Any

from PIL import Image

DPI = 200
ASKEW = 0.4
"""Degrees, one way and the other from page to page."""

DIRT = 0.08
"""The share of noise in each picture."""


def scan(pdf: bytes) -> bytes:
    """The PDF as a scan of its print."""
    pdfium: Any = import_module("pypdfium2")
    chance = random.Random(0)
    document = pdfium.PdfDocument(pdf)
    try:
        pictures = [_scanned(page, chance, number) for number, page in enumerate(document)]
    finally:
        document.close()
    buffer = BytesIO()
    pictures[0].save(buffer, "PDF", resolution=DPI, save_all=True, append_images=pictures[1:])
    return buffer.getvalue()


def _scanned(page: Any, chance: random.Random, number: int) -> Image.Image:
    """One page as a grey picture."""
    drawn: Image.Image = page.render(scale=DPI / 72, grayscale=True).to_pil()
    turned = drawn.rotate(ASKEW if number % 2 else -ASKEW, Image.Resampling.BICUBIC, fillcolor=255)
    noise = Image.frombytes("L", turned.size, chance.randbytes(turned.width * turned.height))
    return Image.blend(turned.convert("L"), noise, DIRT)

"""What reading scans costs, beside reading the same pages as they were written."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from io import BytesIO

import pypdf

from ingest.formats.ocr import read as ocr
from ingest.formats.read import document
from ingest.letter import parse
from tests.layouts.scanned import scan

LEAST = 8
"""Pages: a scanned page takes seconds, and every one as long as the next."""


def reading_scans(contents: Mapping[str, bytes]) -> Iterator[str]:
    """Pages per CPU-second, the OCR program's included."""
    chosen: dict[str, bytes] = {}
    pages = 0
    for name, content in contents.items():
        if pages < LEAST:
            chosen[name] = content
            pages += len(pypdf.PdfReader(BytesIO(content)).pages)
    scanned = {name: scan(content) for name, content in chosen.items()}
    own, other = pages / _seconds(scanned), pages / _seconds(chosen)
    engine = ocr.engine()
    yield (
        f"{'scans to letters':34} {own:10.2f} pages/CPU-s  {'the same pages, digital':44} {other:10.1f}"
        f"   {1 / own:.1f} CPU-s a page, {engine.name if engine else 'no engine'}"
    )


def _seconds(contents: Mapping[str, bytes]) -> float:
    """CPU-seconds of this process and of those it waited for."""
    before = sum(os.times()[:4])
    for name, content in contents.items():
        parse.letters(document(content, name), name, "x")
    return sum(os.times()[:4]) - before

"""Writes the layout letters as files of each format."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.layouts.drawn import pdf
from tests.layouts.scanned import scan
from tests.layouts.source import Layout
from tests.layouts.typed import text
from tests.layouts.word import docx

MAKERS: dict[str, tuple[str, Callable[[Layout], bytes]]] = {
    "text": (".txt", text),
    "pdf": (".pdf", pdf),
    "docx": (".docx", docx),
    "scan": (".scan.pdf", lambda layout: scan(pdf(layout))),
}


def write(layout: Layout, format: str, folder: Path) -> Path:
    """The letter as a file in a folder; its path."""
    ending, maker = MAKERS[format]
    path = folder / f"{layout.name}{ending}"
    path.write_bytes(maker(layout))
    return path

"""Pages printed as PDF. The only module that knows reportlab."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from io import BytesIO
from itertools import pairwise
from typing import Any

from kb.errors import SvarbasenError
from tests.samples.flow import Mark, Rule

A4 = (595.276, 841.89)
HAIRLINE = 0.4
GREEN = (0.06, 0.35, 0.27)
VERA = {"Vera": "Vera.ttf", "Vera-Bold": "VeraBd.ttf", "Vera-Italic": "VeraIt.ttf"}
"""Fonts that come with reportlab; unlike the standard fonts they are embedded, as subsets."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page in the order it is painted: text and rules, then what `last` holds.

    A `woven` page has all its text in one text object, row by row across its columns, as
    pages set in tabulator columns have.
    """

    text: tuple[Mark, ...]
    rules: tuple[Rule, ...]
    last: tuple[Mark, ...]
    woven: bool = False
    emblem: tuple[float, float] | None = None


def _reportlab(name: str) -> Any:
    """A module of reportlab, loaded when the first PDF is written."""
    try:
        return import_module(f"reportlab.{name}")
    except ModuleNotFoundError as missing:
        raise SvarbasenError(
            "writing sample letters as PDF needs reportlab: pip install 'svarbasen[demo]'"
        ) from missing


def _metrics() -> Any:
    """reportlab's font register, with the embedded fonts in it."""
    metrics = _reportlab("pdfbase.pdfmetrics")
    known = metrics.getRegisteredFontNames()
    for name in (name for name in VERA if name not in known):
        metrics.registerFont(_reportlab("pdfbase.ttfonts").TTFont(name, VERA[name]))
    return metrics


@lru_cache(maxsize=1 << 14)
def measure(text: str, font: str, size: float) -> float:
    """The width of a text in points."""
    return float(_metrics().stringWidth(text, font, size))


def print_pages(pages: Iterable[Page], title: str, author: str) -> bytes:
    """The PDF, equal for equal pages: no clock and no chance gets into it."""
    buffer = BytesIO()
    canvas = _reportlab("pdfgen.canvas").Canvas(buffer, pagesize=A4, invariant=1)
    canvas.setTitle(title)
    canvas.setAuthor(author)
    canvas.setSubject("")
    canvas.setCreator("")
    for page in pages:
        _paint(canvas, page)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _paint(canvas: Any, page: Page) -> None:
    if page.emblem:
        _emblem(canvas, *page.emblem)
    if page.woven:
        _text(canvas, sorted(page.text, key=lambda mark: (-mark.y, mark.x)))
    else:
        _texts(canvas, page.text)
    canvas.setLineWidth(HAIRLINE)
    for rule in page.rules:
        canvas.line(rule.x0, rule.y, rule.x1, rule.y)
    _texts(canvas, page.last)


def _texts(canvas: Any, marks: Iterable[Mark]) -> None:
    """Each run of words as a text object of its own, as word processors print."""
    for mark in marks:
        _text(canvas, [mark])


def _text(canvas: Any, marks: Sequence[Mark]) -> None:
    """All marks in one text object; from one to the next by relative moves."""
    if not marks:
        return
    text = canvas.beginText(marks[0].x, marks[0].y)
    for before, mark in pairwise((marks[0], *marks)):
        if mark is not before:
            text.moveCursor(mark.x - before.x, before.y - mark.y)
        text.setFont(mark.font, mark.size)
        text.setWordSpace(mark.spread)
        text.textOut(mark.text)
    text.setWordSpace(0)
    canvas.drawText(text)


def _emblem(canvas: Any, x: float, y: float) -> None:
    """The municipality's arms: a white linden leaf on a green shield, 26 points wide."""
    canvas.saveState()
    canvas.translate(x, y)
    canvas.setFillColorRGB(*GREEN)
    canvas.drawPath(_shield(canvas.beginPath()), stroke=0, fill=1)
    canvas.setFillColorRGB(1, 1, 1)
    canvas.setStrokeColorRGB(1, 1, 1)
    canvas.drawPath(_leaf(canvas.beginPath()), stroke=0, fill=1)
    canvas.setLineWidth(1.2)
    canvas.line(13, 5, 13, 12)
    canvas.restoreState()


def _shield(path: Any) -> Any:
    path.moveTo(0, 32)
    path.lineTo(26, 32)
    path.lineTo(26, 14)
    path.curveTo(26, 6, 19, 2, 13, 0)
    path.curveTo(7, 2, 0, 6, 0, 14)
    path.close()
    return path


def _leaf(path: Any) -> Any:
    path.moveTo(13, 10)
    path.curveTo(3, 8, 3, 18, 6, 20)
    path.curveTo(9, 22, 12, 23, 13, 28)
    path.curveTo(14, 23, 17, 22, 20, 20)
    path.curveTo(23, 18, 23, 8, 13, 10)
    path.close()
    return path

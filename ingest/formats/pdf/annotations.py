"""What is put on a page beside its own operators: comments and form fields (ISO 32000, 12.5)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress

from pypdf import PageObject
from pypdf.generic import DictionaryObject

from ingest.formats.page.drawn import Matrix
from ingest.formats.page.ink import Area
from ingest.formats.pdf.objects import entry, items, numbers

COMMENTS = (
    "/FreeText", "/Text", "/Highlight", "/Underline", "/Squiggly", "/StrikeOut", "/Caret", "/Ink", "/Line",
    "/Square", "/Circle", "/Polygon", "/PolyLine", "/Stamp", "/Widget",
)  # fmt: skip
"""Kinds of annotations that say something of their own. Links and windows of comments do not."""

HIDDEN = 2 | 32
"""The flags of an annotation that no screen shows: hidden, and no view."""

SAID = ("/Contents", "/T", "/V", "/RC")


def annotated(page: PageObject) -> Iterator[DictionaryObject]:
    """The annotations of a page. What is broken is passed over: it costs itself alone."""
    with suppress(Exception):
        yield from (each for each in items(page.get("/Annots")) if isinstance(each, DictionaryObject))


def left_out(page: PageObject, read: int) -> int:
    """How many comments and filled-in form fields there are, but for the fields that were `read`."""
    count = 0
    for each in annotated(page):
        with suppress(Exception):
            count += entry(each, "/Subtype") in COMMENTS and says(each)
    return count - read


def says(annotation: DictionaryObject) -> bool:
    """Does it have a value or a text of its own?"""
    return bool(entry(annotation, "/V") or entry(annotation, "/Contents"))


def said(page: PageObject) -> Iterator[str]:
    """What the comments and form fields say, each for itself."""
    for each in annotated(page):
        with suppress(Exception):
            yield "\n".join(str(text) for key in SAID if (text := entry(each, key)))


def deleted(page: PageObject, ctm: Matrix) -> Iterator[Area]:
    """Where reviewers have struck text out, on the page as it is shown."""
    for each in annotated(page):
        with suppress(Exception):
            if entry(each, "/Subtype") == "/StrikeOut" and not is_hidden(each):
                corners = numbers(each.get("/QuadPoints")) or _corners(numbers(each.get("/Rect")))
                yield from (_area(corners[at : at + 8], ctm) for at in range(0, len(corners) - 7, 8))


def lines(page: PageObject, ctm: Matrix) -> Iterator[Area]:
    """The lines that reviewers have drawn, on the page as it is shown."""
    for each in annotated(page):
        with suppress(Exception):
            if entry(each, "/Subtype") == "/Line" and not is_hidden(each):
                yield _area(numbers(each.get("/L"))[:4], ctm)


def is_hidden(annotation: DictionaryObject) -> bool:
    """Does no screen show it?"""
    return bool(int(entry(annotation, "/F") or 0) & HIDDEN)


def _corners(rect: Sequence[float]) -> list[float]:
    x0, y0, x1, y1 = rect
    return [x0, y0, x1, y0, x0, y1, x1, y1]


def _area(points: Sequence[float], ctm: Matrix) -> Area:
    """The rectangle around some points, given as x, y, x, y …"""
    moved = [Matrix(e=x, f=y).then(ctm) for x, y in zip(points[::2], points[1::2], strict=True)]
    across, up = [m.e for m in moved], [m.f for m in moved]
    return Area(min(across), min(up), max(across), max(up))

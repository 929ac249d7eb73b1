"""What is put on a page beside its own operators: comments and form fields (ISO 32000, 12.5)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from pypdf import PageObject
from pypdf.generic import DictionaryObject

from ingest.formats.pdf.objects import entry, items

COMMENTS = (
    "/FreeText", "/Text", "/Highlight", "/Underline", "/Squiggly", "/StrikeOut", "/Caret", "/Ink", "/Line",
    "/Square", "/Circle", "/Polygon", "/PolyLine", "/Stamp", "/Widget",
)  # fmt: skip
"""Kinds of annotations that say something of their own. Links and windows of comments do not."""

SAID = ("/Contents", "/T", "/V", "/RC")


def annotated(page: PageObject) -> Iterator[DictionaryObject]:
    """The annotations of a page. What is broken is passed over: it costs itself alone."""
    with suppress(Exception):
        yield from (each for each in items(page.get("/Annots")) if isinstance(each, DictionaryObject))


def left_out(page: PageObject) -> int:
    """How many comments and filled-in form fields there are."""
    count = 0
    for each in annotated(page):
        with suppress(Exception):
            count += entry(each, "/Subtype") in COMMENTS and bool(
                entry(each, "/V") or entry(each, "/Contents")
            )
    return count


def said(page: PageObject) -> Iterator[str]:
    """What the comments and form fields say, each for itself."""
    for each in annotated(page):
        with suppress(Exception):
            yield "\n".join(str(text) for key in SAID if (text := entry(each, key)))

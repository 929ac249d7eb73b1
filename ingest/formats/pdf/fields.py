"""Form fields that are filled in, put where the page shows them (ISO 32000, 12.7).

A field is read as its appearance shows it. One without an appearance, which viewers draw themselves, is read
from its value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from pypdf import PageObject
from pypdf.generic import ArrayObject, DictionaryObject, StreamObject

from ingest.formats.page.drawn import SPACE, Matrix
from ingest.formats.pdf.annotations import annotated, is_hidden
from ingest.formats.pdf.objects import dictionary, entry, items, numbers
from ingest.formats.pdf.place import Word

ON, OFF = "☒", "☐"
"""How Word draws its boxes, and how they are read in every format."""

BUTTON, PASSWORD = 1 << 16, 1 << 13
"""Flags of a button that only does something, and of a field that shows no value."""

DEEPEST = 20
LETTER = 0.5
"""The width of a letter, on average, in type sizes. Values without an appearance are spaced by it."""

USUAL, LARGEST, LEADING = 10.0, 12.0, 1.15
SIZE = re.compile(r"([\d.]+)\s+Tf")


class Field:
    """A form field as a widget shows it on a page."""

    def __init__(self, widget: DictionaryObject) -> None:
        self.widget = widget
        self.kind, self.flags = str(self._own("/FT")), int(self._own("/Ff") or 0)
        x0, y0, x1, y1 = numbers(widget.get("/Rect"))
        self.left, self.foot, self.right, self.top = min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)

    def _own(self, name: str) -> Any:
        """An entry of the field, or of the fields it is part of."""
        field = self.widget
        for _ in range(DEEPEST):
            if (found := entry(field, name)) is not None:
                return found
            field = dictionary(field.get("/Parent"))
        return None

    @property
    def says(self) -> bool:
        """Is it one that shows a value?"""
        return self.kind in ("/Tx", "/Ch", "/Btn") and not self.flags & (BUTTON if self.is_box else PASSWORD)

    @property
    def is_box(self) -> bool:
        return self.kind == "/Btn"

    @property
    def appearance(self) -> StreamObject | None:
        """What a text field looks like."""
        found = entry(dictionary(self.widget.get("/AP")), "/N")
        return found if isinstance(found, StreamObject) and not self.is_box else None

    def fit(self, form: StreamObject) -> Matrix:
        """From the appearance's coordinates to those of the page (12.5.5)."""
        own = numbers(form.get("/Matrix"))
        matrix = Matrix(*own) if len(own) == 6 else Matrix()
        x0, y0, x1, y1 = numbers(form.get("/BBox"))
        corners = [Matrix(e=x, f=y).then(matrix) for x in (x0, x1) for y in (y0, y1)]
        across, up = [m.e for m in corners], [m.f for m in corners]
        wide, high = max(across) - min(across), max(up) - min(up)
        a, d = (self.right - self.left) / wide, (self.top - self.foot) / high
        return Matrix(a, 0, 0, d, self.left - a * min(across), self.foot - d * min(up))

    @property
    def value(self) -> str:
        if self.is_box:
            state = entry(self.widget, "/AS") or self._own("/V")
            return OFF if state is None or state == "/Off" else ON
        value = self._own("/V")
        if isinstance(value, StreamObject):
            value = value.get_data().decode("utf-8", "replace")
        shown = {
            str(pair[0]): str(pair[1]) for pair in items(self._own("/Opt")) if isinstance(pair, ArrayObject)
        }
        chosen = list(items(value)) if isinstance(value, ArrayObject) else [value] if value else []
        return ", ".join(shown.get(str(each), str(each)) for each in chosen)

    def lines(self) -> Iterator[tuple[list[Word], float, Matrix]]:
        """The value's lines, each as words, a type size and where it begins."""
        size, high = self._size(), self.top - self.foot
        fits = max(1, int((self.right - self.left) / (LETTER * size)))
        rows = [row for text in self.value.splitlines() for row in _wrapped(text, fits)]
        if high < 2 * LEADING * size:
            rows = [SPACE.join(rows)]
        y = self.top - size if len(rows) > 1 else self.foot + max(high - size, 0) / 2 + size / 5
        for row in rows:
            yield _words(row, size), size, Matrix(e=self.left + 2, f=y)
            y -= LEADING * size

    def _size(self) -> float:
        found = SIZE.search(str(self._own("/DA") or ""))
        said = float(found[1]) if found else 0.0
        return said or min(LARGEST, max(0.8 * (self.top - self.foot), USUAL / 2))


def fields(page: PageObject) -> Iterator[Field]:
    """The form fields that a page shows. What is broken is passed over."""
    for each in annotated(page):
        with suppress(Exception):
            if entry(each, "/Subtype") == "/Widget" and not is_hidden(each) and (field := Field(each)).says:
                yield field


def _wrapped(text: str, fits: int) -> list[str]:
    rows = [""]
    for word in text.split():
        if rows[-1] and len(rows[-1]) + 1 + len(word) > fits:
            rows.append("")
        rows[-1] = f"{rows[-1]} {word}".strip()
    return rows


def _words(row: str, size: float) -> list[Word]:
    """The words and spaces of a row, and where they begin and end."""
    found, x = list[Word](), 0.0
    for part in re.findall(r"\S+| ", row):
        found.append((part, x, x + LETTER * size * len(part)))
        x = found[-1][2]
    return found

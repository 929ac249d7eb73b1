"""Spans of text that a PDF says other letters for than it draws (ISO 32000, 14.9.4: ActualText)."""

from __future__ import annotations

import codecs
import unicodedata
from itertools import pairwise
from typing import Any

from ingest.formats.clean import clean
from ingest.formats.page.drawn import SPACE, UNREADABLE, Drawn, Fragment

ENTRY = "/ActualText"
MARKS = ((codecs.BOM_UTF16_BE, "utf-16"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF8, "utf-8-sig"))


def said(operands: tuple[Any, ...]) -> str | None:
    """The text that an inline dictionary says, if it does."""
    for name, value in pairwise(operands):
        if name == ENTRY and isinstance(value, bytes):
            return decoded(value)
    return None


def decoded(value: bytes) -> str:
    """A text string."""
    for mark, charset in MARKS:
        if value.startswith(mark):
            return value.decode(charset, "replace")
    return value.decode("cp1252", "replace")


def replace(drawn: Drawn, start: int, text: str) -> None:
    """Puts the text in the place of what was drawn from a fragment on, if their letters differ."""
    shown = drawn.fragments[start:]
    words = [f for f in shown if not f.blank]
    letters, told = _letters(text), _letters("".join(f.text for f in words))
    if not words or not letters or letters == told:
        return
    first = words[0]
    right = max(f.x1 for f in words if f.y == first.y)
    drawn.fragments[start:] = _spread(clean(text).split(), first, max(right, first.x1))
    if told and UNREADABLE not in told:
        drawn.replaced += len(text.split())


def _letters(text: str) -> str:
    """Letters, figures and what could not be read, whatever their form."""
    plain = unicodedata.normalize("NFKC", clean(text)).casefold()
    return "".join(c for c in plain if c.isalnum() or c == UNREADABLE)


def _spread(words: list[str], first: Fragment, right: float) -> list[Fragment]:
    """Words and the spaces between them, over the width of what they stand for."""
    unit = (right - first.x0) / max(len(SPACE.join(words)), 1)
    spread, x = list[Fragment](), first.x0
    for part in [part for word in words for part in (SPACE, word)][1:]:
        spread.append(first._replace(text=part, x0=x, x1=x + unit * len(part)))
        x = spread[-1].x1
    return spread

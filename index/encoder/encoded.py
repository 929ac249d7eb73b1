"""A text as an encoder returns it: one vector, and a vector for each of its tokens; and how texts are
cleaned before."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from index.vectors import Matrix, Vector

UNSEEN = str.maketrans("", "", "\0\u00ad")
"""NUL bytes and soft hyphens, which are no part of a word."""

MARKS = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff"
"""Unicode's blocks of combining marks."""

LETTER = re.compile(f"[^{MARKS}]?[{MARKS}\0\u00ad]*", re.DOTALL)
"""A character and the marks that combine with it."""

Span = tuple[int, int]
"""Where a stretch of a text begins, and where it ends."""


class Prompts(NamedTuple):
    """Prompts before a question and before a passage, in place of the model's own. None: keep the model's."""

    query: str | None = None
    passage: str | None = None

    def mark(self, identity: str) -> str:
        """The identity of an encoder with these prompts."""
        given = json.dumps(self, ensure_ascii=False)
        return identity if self == (None, None) else f"{identity}, prompts {given}"


OWN = Prompts()
"""The model's own prompts."""


@dataclass(frozen=True, slots=True, eq=False)
class Encoded:
    """A text's vector (d,), its tokens' vectors (t, e), all of length 1, and the tokens' places in the text.

    Tokens of the prompt and of white space are left out. A model without token vectors gives none.
    """

    vector: Vector = field(repr=False)
    tokens: Matrix = field(repr=False)
    spans: tuple[Span, ...]


def clean(text: str) -> str:
    """The text composed (NFC), without invisible characters, lone surrogates and space around it."""
    return _composed(text).strip()


def _composed(text: str) -> str:
    readable = text.translate(UNSEEN).encode(errors="ignore").decode()
    return unicodedata.normalize("NFC", readable)


@dataclass(frozen=True, slots=True)
class Aligned:
    """A cleaned text, and for each of its characters the position in the original text."""

    text: str
    places: Sequence[Span]

    def span(self, start: int, end: int) -> Span | None:
        """The original span of a stretch of the cleaned text, without white space around it; None if it is
        all white space."""
        start, end = max(start, 0), max(end, 0)
        while start < end and self.text[start].isspace():
            start += 1
        while start < end and self.text[end - 1].isspace():
            end -= 1
        return (self.places[start][0], self.places[end - 1][1]) if start < end else None


def align(text: str) -> Aligned:
    """The cleaned text with positions in the original. A letter and its combining marks share one
    position."""
    if clean(text) == text:
        return Aligned(text, [(at, at + 1) for at in range(len(text))])
    places = [
        (character, match.span()) for match in LETTER.finditer(text) for character in _composed(match[0])
    ]
    whole = "".join(character for character, _ in places)
    start = len(whole) - len(whole.lstrip())
    kept = places[start : start + len(whole.strip())]
    return Aligned(whole.strip(), [place for _, place in kept])

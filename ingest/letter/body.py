"""The lines of a letter that are not furniture, and spans of them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ingest.letter.markers import ANSWER, GREETING, QUOTED, TIME
from kb.model import Line
from kb.text import is_row

LONGEST_GREETING = 3
"""At most this many lines: a converter may put each word of `Med venlig hilsen` on a line of its own."""

LONGEST_WORD = 20
"""A line that holds only one or two words of a greeting has at most this many characters."""


def answer_label(text: str) -> re.Match[str] | None:
    """The answer label that a line starts with. Without a colon, it must begin with a capital: `Svar`."""
    match = ANSWER.match(text)
    return match if match and (":" in match.group() or text.lstrip()[:1].isupper()) else None


def greeting(texts: Sequence[str], at: int) -> int:
    """The number of lines of the greeting that starts at line `at`; 0 if none starts there."""
    text = ""
    for size in range(1, LONGEST_GREETING + 1):
        if at + size > len(texts) or (size > 1 and len(texts[at + size - 1]) > LONGEST_WORD):
            return 0
        text = f"{text} {texts[at + size - 1].strip()}"
        if GREETING.match(text):
            return size
        if len(text) > LONGEST_WORD:
            return 0
    return 0


def is_greeting(text: str) -> bool:
    """Does a text start with a greeting?"""
    return RUN_ON_GREETING.match(text) is not None


RUN_ON_GREETING = re.compile(r"\s*(?:Med\s+v|V)enlig\s+hilsen\b", re.IGNORECASE)


class LineSpan(NamedTuple):
    """The characters [start, end) of a line, by its index."""

    line: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Body:
    """A letter's lines without furniture: (index in the letter, line). A position is an index into `rows`.

    `greetings` and `answers` are positions: where a greeting starts, and where a line starts with an answer
    label.
    """

    rows: tuple[tuple[int, Line], ...]
    lines: Mapping[int, Line]
    greetings: frozenset[int]
    answers: frozenset[int]

    @staticmethod
    def of(lines: Sequence[Line], furniture: frozenset[int]) -> Body:
        rows = tuple(
            (i, line)
            for i, line in enumerate(lines)
            if i not in furniture and line.text.strip() and not TIME.fullmatch(line.text)
        )
        texts = [line.text for _, line in rows]
        return Body(
            rows,
            dict(rows),
            frozenset(at for at in range(len(texts)) if greeting(texts, at)),
            frozenset(at for at, text in enumerate(texts) if answer_label(text)),
        )

    def __len__(self) -> int:
        return len(self.rows)

    def text(self, at: int) -> str:
        return self.rows[at][1].text

    def line(self, at: int) -> Line:
        return self.rows[at][1]

    def unquoted(self, at: int) -> int:
        """The character at which a line's text starts, after the `> ` of a quoted mail; 0 without one."""
        quoted = QUOTED.match(self.text(at))
        return quoted.end() if quoted else 0

    def index(self, at: int) -> int:
        """The index in the letter of the line at position `at`."""
        return self.rows[at][0]

    def greets(self, at: int) -> bool:
        """Does a greeting start here, on one line or with one word per line?"""
        return at in self.greetings

    def starts(self, at: int) -> bool:
        """Does a paragraph start here?"""
        return at == 0 or self._new_paragraph(at)

    def _new_paragraph(self, at: int) -> bool:
        line, before = self.line(at), self.line(at - 1)
        # A page break or removed furniture looks like a new paragraph, but lower case continues the sentence.
        apart = line.page != before.page or self.index(at) - self.index(at - 1) > 1
        continues = apart and line.text[:1].islower()
        return (line.opens and not continues) or at in self.answers or is_row(line.text)

    def span(self, at: int, start: int = 0, end: int | None = None) -> LineSpan:
        index, line = self.rows[at]
        return LineSpan(index, start, len(line.text) if end is None else end)

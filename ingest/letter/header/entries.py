"""The lines around a letter's questions as entries: a line that holds several things is several entries."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from ingest.letter.header.labels import ANY, INNER, LABELLED, Value, columns, known, plain, valued
from kb.danish import MONTH
from kb.model import Line

Entry = tuple[int, str]
"""The index of a line, and its text or a part of it."""

_APART = re.compile(r"\s+[|·•]\s+|\t|\s{3,}|\s+/\s+(?=[A-ZÆØÅ])")
LONGEST_CUT = 250
"""A line with more characters is running text, and not cut."""

_FLAT = re.compile(
    rf"\s+(?=Til:?\s+(?!orientering)[A-ZÆØÅ]|(?:den\s|d\.\s?)?\d{{1,2}}\.\s(?:{MONTH})\s\d{{4}}\b"
    r"|(?:Sags?(?:nr|nummer|id)?\.?|J\.?\s?nr\.?|Journalnr\.?|Dato|Sagsbehandler):?\s+\S|Vedr\.|Kære\s"
    r"|Svar\s+på\s|Besvarelse\s+af\s|(?:Med\s+)?[Vv]enlig\s+hilsen\s)"
)
_FIRST_QUESTION = re.compile(r"\s(?:Spørgsmål\s(?:nr\.\s*)?1\b|1[.)]\s+[A-ZÆØÅ])")


def flat(text: str) -> list[str]:
    """The parts of the head of a letter that is all on one line; empty if it is not."""
    first = _FIRST_QUESTION.search(text) if len(text) > LONGEST_CUT else None
    return _FLAT.split(text[: first.start()]) if first else []


def cut(text: str) -> list[str]:
    """A line's parts: `Sagsnr.: 22/5102 | Side 1 af 2`, or several labels in a row."""
    if len(text) > LONGEST_CUT:
        return [text]
    parts = (part for piece in _APART.split(text) for part in INNER.split(piece))
    return [part.strip() for part in parts if part.strip()]


@dataclass
class Reader:
    """The lines to read from; `used` collects the indexes of those that turn out to be metadata."""

    lines: Sequence[Line]
    head: Sequence[int]
    tail: Sequence[int]
    furniture: Sequence[int]
    used: set[int] = field(default_factory=set)

    @cached_property
    def around(self) -> list[Entry]:
        """All lines that belong to no question or answer, in order."""
        return self.entries({*self.head, *self.furniture, *self.tail})

    @cached_property
    def front(self) -> list[Entry]:
        """The lines before the first question and the furniture, in order."""
        return self.entries({*self.head, *self.furniture})

    @cached_property
    def columns(self) -> Mapping[str, Value]:
        return columns(self.around)

    def entries(self, places: Iterable[int]) -> list[Entry]:
        return [(i, plain(part)) for i in sorted(places) for part in cut(self.lines[i].text)]

    def labelled(self, name: str, value: re.Pattern[str] | None = None) -> str | None:
        """The first value of a label: in a column of values, else anywhere around the questions."""
        if column := self.column(name, value):
            return column
        found = next(self.each(name, self.around, value), None)
        if found is None:
            return None
        self.used |= set(found.lines)
        return found.text

    def column(self, name: str, value: re.Pattern[str] | None = None) -> str | None:
        """The value of a label from a column of values that follows a column of labels."""
        if found := known(name, self.columns, value):
            self.used |= set(found.lines)
            return found.text
        return None

    def each(
        self, name: str, entries: Sequence[Entry], value: re.Pattern[str] | None = None
    ) -> Iterator[Value]:
        """The values of a label: on the same line, or alone on the next line."""
        for at, (index, text) in enumerate(entries):
            match = LABELLED[name].match(text)
            if not match:
                continue
            if found := valued(match["value"], value):
                yield Value(found, (index,))
            elif not match["value"].strip(" .:") and at + 1 < len(entries):
                below, text = entries[at + 1]
                if not ANY.match(text) and (found := valued(text, value)):
                    yield Value(found, (index, below))

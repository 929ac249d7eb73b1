"""A nasty file: how it is made, and what must come of reading it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ingest.sandbox.readers import Reading, Stopped, Unforeseen
from kb.errors import Unreadable
from kb.model import Letter
from web.showing.notes import placed


@dataclass(frozen=True)
class Case:
    """A nasty file and what is expected of it.

    `says`: in the questions and answers of its letters, each after white space is squeezed. `lacks`: not in
    them. `note`: a pattern that a review note has. `error`: a pattern of the one line that refuses it; a case
    with `error` and `says` may end either way. `letters`: how many.
    """

    number: int
    file: str
    what: str
    build: Callable[[], bytes]
    says: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    note: str | None = None
    error: str | None = None
    letters: int | None = None

    @property
    def id(self) -> str:
        return f"{self.number:02}-{self.file}"

    def faults(self, outcome: Reading | Unreadable) -> list[str]:
        """What is not as expected, a line each."""
        return list(self._refused(outcome) if isinstance(outcome, Unreadable) else self._read(outcome))

    def _refused(self, error: Unreadable) -> Iterator[str]:
        line = str(error)
        if isinstance(error, Stopped | Unforeseen):
            yield f"was not refused by a reader: {line}"
        if self.error is None:
            yield f"expected a letter, got: {line}"
        elif not re.search(self.error, line):
            yield f"expected an error like {self.error!r}, got: {line}"
        if not line.startswith(f"{self.file}: ") or "\n" in line:
            yield f"expected one line that begins with the file's name, got: {line!r}"

    def _read(self, reading: Reading) -> Iterator[str]:
        if self.error and not self.says:
            yield f"expected an error like {self.error!r}, got {said(reading)}"
            return
        text = told(reading)
        yield from (f"expected {part!r} in {text!r}" for part in self.says if part not in text)
        yield from (f"expected no {part!r} in {text!r}" for part in self.lacks if part in text)
        notes = [placed(note) for letter in reading.letters for note in letter.notes]
        if self.note and not any(re.search(self.note, note) for note in notes):
            yield f"expected a note like {self.note!r}, got {notes}"
        if self.letters is not None and len(reading.letters) != self.letters:
            yield f"expected {self.letters} letters, got {len(reading.letters)}"


def told(reading: Reading) -> str:
    """All questions and answers, white space squeezed; of a letter without them, its lines."""
    return " ".join(" ".join(_texts(letter)) for letter in reading.letters)


def said(reading: Reading) -> str:
    """A reading in a few words."""
    questions = sum(len(letter.qas) for letter in reading.letters)
    notes = "; ".join(placed(note) for letter in reading.letters for note in letter.notes)
    more = f", {len(reading.attachments)} attached" if reading.attachments else ""
    return f"{len(reading.letters)} letter(s), {questions} QAs{more}{': ' if notes else ''}{notes}"


def _texts(letter: Letter) -> Iterator[str]:
    for qa in letter.qas:
        yield f"[{qa.number}] {' '.join(qa.question.split())} | {' '.join(qa.answer.split())}"
    if not letter.qas:
        yield from (" ".join(line.text.split()) for line in letter.lines)

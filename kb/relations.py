"""The seams where it is kept how letters relate: references between them, and which look alike.

`kb.sqlite.links` and `kb.sqlite.likeness` are the embedded ones. Changes join the store's unit of work; what
is kept of a letter goes with it. Letters that are held back are in no list, but verdicts stay.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from kb.model import Kind, Reference

MOST_LETTERS = 25
"""Letters of one case, where an interim answer may find its final one."""


@dataclass(frozen=True, slots=True)
class Referring:
    """A QA that refers to others, as it was read."""

    qa: str
    letter: str
    kind: Kind
    references: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class QuestionText:
    """What a QA asks."""

    qa: str
    letter: str
    question: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """A keeper's decision about two letters: the one that is searched, or None for both."""

    one: str
    other: str
    preferred: str | None

    @property
    def passed_over(self) -> str | None:
        """The letter that is not searched."""
        if self.preferred is None:
            return None
        return self.other if self.preferred == self.one else self.one


class Links(Protocol):
    """What the QAs of one municipality refer to, and what that was resolved to.

    `Store.letter` and `Store.qa` give references as resolved here, and `Store.leaning_on` the leans.
    """

    def numbers(self) -> dict[str, dict[str, str]]:
        """Letter id -> question number -> QA id; of equal numbers the first."""

    def referring(self) -> list[Referring]:
        """The QAs that refer to something, by id."""

    def asked_again(self) -> Iterator[tuple[QuestionText, QuestionText]]:
        """An interim QA, and an answered one of a later letter of the same case: all such pairs.

        Of cases with MOST_LETTERS or fewer: a case number that many letters have is no inquiry's own.
        """

    def put(
        self, links: Mapping[str, tuple[str, Sequence[Reference]]], leans: Iterable[tuple[str, str, str]]
    ) -> None:
        """QA id -> its letter, and its references as resolved now; all others are as they were read.

        `leans` are (QA, another QA that it needs or answers anew, the letter of the first).
        """


class Likeness(Protocol):
    """The sketches of one municipality's letters, and what a keeper decided about two that look alike."""

    def put(self, letter: str, sketch: bytes, bands: Iterable[str]) -> None:
        """Keep a letter's sketch, and the bands it is found by."""

    def unsketched(self) -> list[str]:
        """Letters with questions, but no sketch, by id."""

    def pairs(self, letter: str | None = None) -> list[tuple[str, bytes, str, bytes]]:
        """Letters that share a band – or those that share one with `letter` – and their sketches, by id."""

    def verdicts(self) -> list[Verdict]:
        """All decisions, by id. One outlives a letter that is read again, but not a change of its file."""

    def decide(self, one: str, other: str, preferred: str | None) -> None:
        """Remember a decision, in the place of an earlier one. Raises NotFound for an unknown letter."""

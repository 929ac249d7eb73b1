"""What a question gets: a status, the reason for it, and cited passages."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from index.filters import ANY, Filters
from index.question.question import Question
from kb.model import QA, Letter


class Status(StrEnum):
    """How sure the knowledge base is that it holds the answer."""

    ANSWER = "answer"
    NEAR = "near"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Hit:
    """A QA found, with its scores."""

    qa: str
    score: float
    dense: float
    lexical: float


class Why(StrEnum):
    """What an answer is to one that leans on it."""

    REFERENCE = "reference"
    """The other one refers to it."""
    LATER = "later"
    """It is the final answer to what the other one answers for the time being."""


@dataclass(frozen=True, slots=True)
class Lean:
    """An answer that another one needs to be understood."""

    why: Why
    qa: QA
    letter: Letter


@dataclass(frozen=True, slots=True)
class Found:
    """A hit with the QA and the letter it stands in.

    `marks` are the stretches of the QA's answer that answer best, as (start, end), in order; `leans` are the
    answers it needs, in order.
    """

    hit: Hit
    qa: QA
    letter: Letter
    marks: tuple[tuple[int, int], ...] = ()
    leans: tuple[Lean, ...] = ()


@dataclass(frozen=True, slots=True)
class Signals:
    """What is known of the first hit.

    similarity: its cosine. lead: how much higher that is than the best of another letter. margin: how much
    higher its score is than the next one's. coverage: the share of the question's words that it holds, each
    weighted by its rarity. weakest: how near the least near word of the question comes to a word of it, by
    the encoder's token vectors. nearness: the mean of that over the question's words. unknown: the share of
    them that no letter holds. agreement: one over its rank by words, 0 where it shares none. length: the
    logarithm of how many words say something, as far as eight.
    """

    similarity: float
    lead: float
    margin: float
    coverage: float
    weakest: float
    nearness: float
    unknown: float
    agreement: float
    length: float


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one question. `found` holds the best QAs, whatever the status, best first.

    `reason` is one Danish sentence for the reader. `ms` is the time the search took. `searched` is the
    question as it was searched: with the topic of the turn before where it follows up on it. `filters` are
    all that were applied, `understood` those of them that the question itself named. `signals` are what the
    status was decided by, where anything was found.
    """

    question: str
    status: Status
    reason: str
    found: tuple[Found, ...]
    ms: float
    searched: str = ""
    filters: Filters = ANY
    understood: Filters = ANY
    signals: Signals | None = None


class AnswerFinder(Protocol):
    """What finds answers: `index.answer.search` has the real one."""

    def ask(self, question: Question) -> Answer:
        """The answer to a question. Raises BadQuestion, Mismatch, Unavailable or Tampered."""

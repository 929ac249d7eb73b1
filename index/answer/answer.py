"""The answer to a question: a status, the reason for it, and the QAs found."""

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
    """A found QA with its fused, dense and lexical scores."""

    qa: str
    score: float
    dense: float
    lexical: float


class Why(StrEnum):
    """Why an answer is needed by another one that leans on it."""

    REFERENCE = "reference"
    """The leaning answer refers to it."""
    LATER = "later"
    """The leaning answer is interim, and this is the later answer to the same question."""


@dataclass(frozen=True, slots=True)
class Lean:
    """An answer that another one leans on, and the letter it stands in."""

    why: Why
    qa: QA
    letter: Letter


@dataclass(frozen=True, slots=True)
class Found:
    """A hit with its QA and letter.

    `marks` are the sentences of the QA's answer to highlight, as (start, end), in order; `leans` are the
    answers that it leans on, in order.
    """

    hit: Hit
    qa: QA
    letter: Letter
    marks: tuple[tuple[int, int], ...] = ()
    leans: tuple[Lean, ...] = ()


@dataclass(frozen=True, slots=True)
class Signals:
    """The features of the first hit that decide the status.

    similarity: its dense score (cosine). lead: similarity minus the best one of another letter. margin: its
    score minus the next one's. coverage: the share of the question's words that it holds, weighted by rarity.
    weakest, nearness: the minimum and mean over the question's words of their best cosine with its tokens.
    unknown: the weighted share of the words that no letter holds. agreement: one over its lexical rank, 0 if
    it shares no word. length: log(1 + number of content words of the question, at most eight).
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
    """The answer to one question. `found` holds the best QAs, best first, whatever the status.

    `reason` is one Danish sentence for the reader. `ms` is the search time. `searched` is the question as
    searched: without its filters, and with the topic of earlier turns if it follows up on them. `filters` are
    all that were applied, `understood` those read out of the conversation. `signals` decided the status
    (None: nothing found).
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
    """Finds answers; implemented in `index.answer.search`."""

    def ask(self, question: Question) -> Answer:
        """The answer to a question. Raises BadQuestion, Mismatch, Unavailable or Tampered."""

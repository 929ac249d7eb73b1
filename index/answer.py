"""What a question gets: a status, the reason for it, and cited passages."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kb.model import QA, Letter


class Status(StrEnum):
    """How sure the knowledge base is that it holds the answer."""

    ANSWER = "answer"
    NEAR = "near"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Hit:
    """A QA found, with its scores and its 1-based ranks (None: not in that list)."""

    qa: str
    score: float
    dense: float
    lexical: float
    dense_rank: int | None = None
    lexical_rank: int | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A hit with the QA and the letter it stands in."""

    hit: Hit
    qa: QA
    letter: Letter


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one question. `found` holds the best QAs, whatever the status, best first.

    `reason` is one Danish sentence for the reader. `ms` is the time the search took.
    """

    question: str
    status: Status
    reason: str
    found: tuple[Found, ...]
    ms: float

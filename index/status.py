"""Does the first passage answer the question? Two signals, two thresholds.

They tell a question about something else from one that a letter answers. They do not tell "right
topic, fact not there" from an answer: most of those are still called answers. The numbers are fitted by
`tests/benchmarks/thresholds.py`; docs/decisions/statuses.md has the measurement.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import log

from index.answer import Status

WORDS_WEIGHT = 0.053
"""What coverage counts beside similarity, in a logistic fit of `the first passage is right`."""

ANSWER_FROM = 0.880
"""Least confidence of an answer: keeps 90 % of the right first passages."""

NEAR_FROM = 0.853
"""Least confidence of a nearby topic: 3 % of the questions that a letter answers fall below it."""


@dataclass(frozen=True, slots=True)
class Signals:
    """What is known of the first hit: its cosine, and the share of the question's rare words it holds."""

    similarity: float
    coverage: float


def coverage(asked: Mapping[str, int], held: frozenset[str], passages: int) -> float:
    """The share of the asked terms that are held, each weighted by its rarity; 0 where nothing is asked.

    `asked` is term -> how many of all passages hold it. A term that none holds counts most.
    """
    weights = {term: log(1 + passages / (1 + count)) for term, count in asked.items()}
    total = sum(weights.values())
    return sum(weight for term, weight in weights.items() if term in held) / total if total else 0.0


def confidence(signals: Signals) -> float:
    """One number for both signals; only its order and the thresholds mean anything."""
    return signals.similarity + WORDS_WEIGHT * signals.coverage


def status(signals: Signals) -> Status:
    """The status of an answer whose best hit has these signals."""
    value = confidence(signals)
    if value >= ANSWER_FROM:
        return Status.ANSWER
    return Status.NEAR if value >= NEAR_FROM else Status.NOTHING

"""Does the best passage answer the question? Two signals, two thresholds, and the reason in Danish.

The signals are the fused evidence that the words and the meaning give; neither alone tells "right
topic, fact not there" from an answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import log

from index.answer import Status

ANSWER_FROM = 0.0
"""Least confidence of an answer."""

NEAR_FROM = 0.0
"""Least confidence of a nearby topic."""


@dataclass(frozen=True, slots=True)
class Signals:
    """What is known of the best hit: its cosine, and the share of the question's rare words it holds."""

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
    return signals.similarity + 0.1 * signals.coverage


def status(signals: Signals) -> Status:
    """The status of an answer whose best hit has these signals."""
    value = confidence(signals)
    if value >= ANSWER_FROM:
        return Status.ANSWER
    return Status.NEAR if value >= NEAR_FROM else Status.NOTHING

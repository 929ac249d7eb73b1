"""Score fusion: combines the dense and lexical scores of the candidates into one ranking."""

from __future__ import annotations

from collections.abc import Mapping
from statistics import fmean, pstdev

DENSE_WEIGHT = 0.78
"""Weight of the dense score, from 0 to 1; docs/decisions/passages.md has the measurement."""


def standardised(scores: Mapping[str, float]) -> dict[str, float]:
    """The scores as z-scores: standard deviations from their mean; all 0 if they are equal."""
    if not scores:
        return {}
    mean, spread = fmean(scores.values()), pstdev(scores.values())
    return {key: (score - mean) / spread if spread else 0.0 for key, score in scores.items()}


def fused(
    dense: Mapping[str, float], lexical: Mapping[str, float], weight: float = DENSE_WEIGHT
) -> dict[str, float]:
    """The weighted sum of both z-scores; a key missing in `lexical` has score 0 there.

    A key missing in `dense`, whose passages wait for their vectors, is scored by words alone.
    """
    by_meaning = standardised(dense)
    by_words = standardised(
        {key: lexical.get(key, 0.0) for key in (*dense, *(lexical.keys() - dense.keys()))}
    )
    return {
        key: weight * by_meaning[key] + (1 - weight) * score if key in dense else score
        for key, score in by_words.items()
    }


def ranked(scores: Mapping[str, float]) -> list[str]:
    """The keys by score, best first; ties in the order of the keys."""
    return sorted(scores, key=lambda key: (-scores[key], key))

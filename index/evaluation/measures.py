"""Retrieval measures: means over questions with bootstrap confidence intervals, and a test of differences.

A question's `ranks` are the 1-based places of its right answers among the first DEPTH, best first.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import comb, log2

import numpy as np
from numpy.typing import ArrayLike, NDArray

DEPTH = 10
"""Ranks that count: a right answer further down is not found."""

RESAMPLES = 2000
"""Bootstrap samples: 50 of them lie beyond each end of a 95 % interval."""

SEED = 1
"""Random seed of the resampling, so that the same results give the same intervals."""

LEVEL = 0.95
"""Confidence level of all intervals."""

Values = NDArray[np.float64]
Ranks = Sequence[int]


def hit(ranks: Ranks, depth: int) -> float:
    """1 where a right answer is among the first `depth`, else 0."""
    return float(any(rank <= depth for rank in ranks))


def reciprocal(ranks: Ranks) -> float:
    """The reciprocal rank: one over the rank of the first right answer; 0 if none was found."""
    return 1 / min(ranks) if ranks else 0.0


def ndcg(ranks: Ranks, right: int) -> float:
    """Normalised discounted cumulative gain: that of the ranks, over the best that `right` answers allow.

    Järvelin and Kekäläinen (2002), with a gain of 1 for each right answer.
    """
    best = sum(_discount(rank) for rank in range(1, min(right, DEPTH) + 1))
    return sum(map(_discount, ranks)) / best if best else 0.0


def _discount(rank: int) -> float:
    return 1 / log2(rank + 1)


MEASURES: Mapping[str, Callable[[Ranks, int], float]] = {
    "hit@1": lambda ranks, right: hit(ranks, 1),
    "hit@5": lambda ranks, right: hit(ranks, 5),
    "MRR@10": lambda ranks, right: reciprocal(ranks),
    "nDCG@10": ndcg,
}
"""Name -> the measure of one question, from its ranks and the number of its right answers."""


@dataclass(frozen=True, slots=True)
class Interval:
    """A mean with its 95 % confidence interval."""

    value: float
    low: float
    high: float

    @property
    def significant(self) -> bool:
        """Does the interval exclude 0? Meaningful for differences only."""
        return self.low > 0 or self.high < 0


def intervals(values: ArrayLike) -> list[Interval]:
    """The interval of each column of (n, m), by a percentile bootstrap over the rows; all 0 without rows.

    Every column uses the same resampled rows; for a paired comparison, pass a column of differences.
    """
    rows = np.asarray(values, dtype=np.float64)
    if not len(rows):
        return [Interval(0.0, 0.0, 0.0)] * rows.shape[1]
    tail = (1 - LEVEL) / 2
    low, high = np.quantile(_resampled(rows), (tail, 1 - tail), axis=0)
    return [Interval(*map(float, ends)) for ends in zip(rows.mean(axis=0), low, high, strict=True)]


def _resampled(rows: Values) -> Values:
    """The column means (RESAMPLES, m) of samples of rows drawn with replacement."""
    random = np.random.default_rng(SEED)
    return np.array([rows[random.integers(0, len(rows), len(rows))].mean(axis=0) for _ in range(RESAMPLES)])


def sign_test(won: int, lost: int) -> float:
    """The two-sided p-value of McNemar's exact test; 1 if no question changed sides.

    It is the probability of a split at least as uneven if winning and losing were equally likely.
    """
    tail = sum(comb(won + lost, n) for n in range(min(won, lost) + 1))
    return min(1.0, float(2 * tail / 2 ** (won + lost)))

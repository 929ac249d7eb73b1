"""What finding is measured by, and how sure a measure is: means over questions, with bootstrap intervals.

A question's `ranks` are the 1-based places of its right answers among the first DEPTH, best first.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import comb, log2

import numpy as np
from numpy.typing import ArrayLike, NDArray

DEPTH = 10
"""Places that are looked at."""

RESAMPLES = 2000
"""Bootstrap samples: the ends of a 95 % interval rest on 50 of them each."""

SEED = 1
"""Of the resampling, so that the same results have the same intervals."""

LEVEL = 0.95
"""Of all intervals."""

Values = NDArray[np.float64]
Ranks = Sequence[int]


def hit(ranks: Ranks, depth: int) -> float:
    """1 where a right answer is among the first `depth`, else 0."""
    return float(any(rank <= depth for rank in ranks))


def reciprocal(ranks: Ranks) -> float:
    """One over the place of the first right answer; 0 where none was found."""
    return 1 / min(ranks) if ranks else 0.0


def ndcg(ranks: Ranks, right: int) -> float:
    """Discounted gain of the right answers found, over that of all `right` on the first places.

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
"""Name -> what a question's ranks, and how many right answers there are, come to."""


@dataclass(frozen=True, slots=True)
class Interval:
    """A mean, and between what it lies with 95 % confidence."""

    value: float
    low: float
    high: float

    @property
    def significant(self) -> bool:
        """Is it other than 0? Asked of differences."""
        return self.low > 0 or self.high < 0


def intervals(values: ArrayLike) -> list[Interval]:
    """The mean of each column of (n, m), by a percentile bootstrap over the rows; all 0 without rows.

    All columns are resampled alike. A difference of two columns is paired, and so is a column of differences.
    """
    rows = np.asarray(values, dtype=np.float64)
    if not len(rows):
        return [Interval(0.0, 0.0, 0.0)] * rows.shape[1]
    tail = (1 - LEVEL) / 2
    low, high = np.quantile(_resampled(rows), (tail, 1 - tail), axis=0)
    return [Interval(*map(float, ends)) for ends in zip(rows.mean(axis=0), low, high, strict=True)]


def _resampled(rows: Values) -> Values:
    """(RESAMPLES, m) means of rows drawn with replacement."""
    random = np.random.default_rng(SEED)
    return np.array([rows[random.integers(0, len(rows), len(rows))].mean(axis=0) for _ in range(RESAMPLES)])


def sign_test(won: int, lost: int) -> float:
    """How likely a split at least as uneven is, where either way is as likely: McNemar's test, exact.

    Two-sided p; 1 where nothing changed sides.
    """
    tail = sum(comb(won + lost, n) for n in range(min(won, lost) + 1))
    return min(1.0, float(2 * tail / 2 ** (won + lost)))

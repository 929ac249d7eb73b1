"""BM25 over posting lists in memory (Robertson and Zaragoza 2009), with Lucene's idf, never below 0."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import log

import numpy as np
from numpy.typing import NDArray

from index.engine.dense import Rows
from index.engine.postings import Postings

K1 = 1.2
"""Saturation by term frequency; the usual value."""

B = 0.75
"""Normalisation by passage length; the usual value."""

BUDGET = 2_000_000
"""Most postings read for a question, about 15 ms. The rarest terms are read first; only with hundreds of
thousands of QAs are terms left out, and those are too common to tell passages apart."""


def held(parts: Sequence[Postings], terms: Iterable[str]) -> dict[str, int]:
    """Term -> its document frequency: the number of rows of all parts that hold it."""
    return {term: sum(part.holding(term) for part in parts) for term in dict.fromkeys(terms)}


def weights(parts: Sequence[Postings], terms: Iterable[str]) -> dict[str, float]:
    """Term -> its idf over all parts, rarest first, within the budget; only terms that some row holds."""
    rows = sum(len(part.rows) for part in parts)
    found: dict[str, float] = {}
    left = BUDGET
    for term, count in sorted(held(parts, terms).items(), key=lambda item: (item[1], item[0])):
        left -= count
        if left < 0 and found:
            break
        if count:
            found[term] = _idf(rows, count)
    return found


def _idf(rows: int, count: int) -> float:
    return log(1 + (rows - count + 0.5) / (count + 0.5))


def average(parts: Sequence[Postings]) -> float:
    """The average number of terms in a row."""
    rows = sum(len(part.rows) for part in parts)
    return sum(part.length for part in parts) / rows if rows else 1.0


def scores(part: Postings, weights: Mapping[str, float], average: float) -> NDArray[np.float32]:
    """The BM25 scores (n,) of all rows of a part; 0 for rows that hold none of the terms."""
    total = np.zeros(len(part.rows), np.float32)
    norms = (K1 * (1 - B + B / average * part.lengths)).astype(np.float32)
    for term, weight in weights.items():
        span = part.span(term)
        places, times = part.places[span], part.counts[span].astype(np.float32)
        np.add.at(total, places, np.float32(weight * (K1 + 1)) * times / (times + norms[places]))
    return total


def matches(parts: Sequence[Postings], terms: Sequence[str], rows: Rows) -> NDArray[np.float32]:
    """The BM25 score (n, t) of each term in each of the rows; 0 if the row does not hold it."""
    total = sum(len(part.rows) for part in parts)
    counts, usual = held(parts, terms), average(parts)
    found = np.zeros((len(rows), len(terms)), np.float32)
    for part in parts:
        at = np.searchsorted(part.rows, rows)
        (there,) = np.nonzero(at < len(part.rows))
        there = there[part.rows[at[there]] == rows[there]]
        norms = K1 * (1 - B + B / usual * part.lengths[at[there]])
        for column, term in enumerate(terms):
            times = _times(part, term, at[there])
            found[there, column] = _idf(total, counts[term]) * (K1 + 1) * times / (times + norms)
    return found


def _times(part: Postings, term: str, places: NDArray[np.int64]) -> NDArray[np.float32]:
    """The frequencies of a term in the rows at these positions of a part."""
    span = part.span(term)
    own, counts = part.places[span], part.counts[span]
    at = np.searchsorted(own, places)
    inside = at < len(own)
    inside[inside] = own[at[inside]] == places[inside]
    times = np.zeros(len(places), np.float32)
    times[inside] = counts[at[inside]]
    return times

"""BM25 over postings in memory (Robertson and Zaragoza 2009), with Lucene's idf, which is never below 0."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import log

import numpy as np
from numpy.typing import NDArray

from index.engine.dense import Rows
from index.engine.postings import Postings

K1 = 1.2
"""How soon more occurrences of a term count no more; the usual value."""

B = 0.75
"""How much a passage's length counts; the usual value."""

BUDGET = 2_000_000
"""Postings read for a question, about 15 ms. The rarest terms come first; what is left out is too common to
tell passages apart, and only where there are hundreds of thousands of QAs."""


def held(parts: Sequence[Postings], terms: Iterable[str]) -> dict[str, int]:
    """Term -> how many rows of all parts hold it."""
    return {term: sum(part.holding(term) for part in parts) for term in dict.fromkeys(terms)}


def weights(parts: Sequence[Postings], terms: Iterable[str]) -> dict[str, float]:
    """Term -> its idf over all parts, rarest first, as far as the budget goes; only terms that are held."""
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
    """Terms in a row, on average."""
    rows = sum(len(part.rows) for part in parts)
    return sum(part.length for part in parts) / rows if rows else 1.0


def scores(part: Postings, weights: Mapping[str, float], average: float) -> NDArray[np.float32]:
    """The BM25 of every row of a part, (n,); 0 for rows that hold none of the terms."""
    total = np.zeros(len(part.rows), np.float32)
    norms = (K1 * (1 - B + B / average * part.lengths)).astype(np.float32)
    for term, weight in weights.items():
        span = part.span(term)
        places, times = part.places[span], part.counts[span].astype(np.float32)
        np.add.at(total, places, np.float32(weight * (K1 + 1)) * times / (times + norms[places]))
    return total


def matches(parts: Sequence[Postings], terms: Sequence[str], rows: Rows) -> NDArray[np.float32]:
    """What each term gives each of some rows, (n, t); 0 where it is not held."""
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
    """How often a term stands in the rows at some places of a part."""
    span = part.span(term)
    own, counts = part.places[span], part.counts[span]
    at = np.searchsorted(own, places)
    inside = at < len(own)
    inside[inside] = own[at[inside]] == places[inside]
    times = np.zeros(len(places), np.float32)
    times[inside] = counts[at[inside]]
    return times

"""Builds an index from the stored passages, and measures its recall."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from index.engine.dense import EXACT, FEWEST_PROBES, HALF, LARGEST_HALF, PER_LIST, Nearest, Rows, ivf, lists
from index.engine.postings import Postings, places
from index.engine.view import Segment, matrix
from index.vectors import Matrix, unit
from kb.passages import Passages

LEAST_RECALL = 0.95
"""An index with less recall than this is not published; a more exact kind is built instead."""

ENOUGH_RECALL = 0.98
"""More lists of an IVF index are probed until it has this recall, up to a quarter of the lists."""

BATCH = 4096
"""Passages fetched at a time."""

QUESTIONS, NEAREST = 100, 10
"""Recall is the share found of the NEAREST passages of QUESTIONS synthetic questions."""

DISTANCE = 0.5
"""Length of the noise added to a passage's vector to make a question: a cosine of .89, as real ones have."""

SLACK = 1e-6
"""Cosines that differ by less are equal: the order of summation makes such differences."""

_log = logging.getLogger("svarbasen")


@dataclass(frozen=True, slots=True)
class Built:
    """A built index with its kind and its recall."""

    segment: Segment
    kind: str
    recall: float


@dataclass(frozen=True, slots=True)
class Former:
    """An earlier index that a new one can extend; `vectors` is a copy that nobody searches."""

    segment: Segment
    vectors: Nearest
    kind: str
    last: int


def build(stored: Passages, former: Former | None, gone: Rows) -> Built:
    """An index of all passages, extended from a former one if possible. To be called in a snapshot."""
    rows = np.array(stored.rows(), np.int64)
    words, facets = _postings(stored, former, gone)
    if former and not np.array_equal(facets.rows, rows):  # the former index lacks passages: start over
        return build(stored, None, gone)
    embedded = np.setdiff1d(rows, np.array(stored.waiting(), np.int64), assume_unique=True)
    sample = Sample.of(stored, embedded)
    for kind in kinds(len(embedded), former):
        vectors = _vectors(stored, kind, former, gone, embedded)
        recall = sample.recall(stored, vectors)
        if recall >= LEAST_RECALL or kind == EXACT:
            break
        _log.warning("an index %s finds %.1f %% of what is nearest, too little", kind, 100 * recall)
    return Built(Segment(vectors, words, facets), kind, round(recall, 4))


def kinds(count: int, former: Former | None = None) -> tuple[str, ...]:
    """The kinds of index to try for this many passages, in order; the last is exact.

    A former IVF index keeps its number of lists until twice or half as many are due.
    """
    if count <= LARGEST_HALF:
        return (HALF, EXACT)
    due, had = lists(count), former.vectors.lists if former else 0
    return (ivf(had if due <= 2 * had <= 4 * due else due), HALF, EXACT)


def _postings(stored: Passages, former: Former | None, gone: Rows) -> tuple[Postings, Postings]:
    """The postings of words and of facets of all passages."""
    after = former.last if former else 0
    words = Postings.build(stored.scan_terms(after))
    facets = Postings.build((passage.row, passage.facets) for passage in stored.scan(after))
    if former is None:
        return words, facets
    return _grown(former.segment.words, words, gone), _grown(former.segment.facets, facets, gone)


def _grown(before: Postings, later: Postings, gone: Rows) -> Postings:
    keep = np.ones(len(before.rows), np.bool_)
    keep[places(before.rows, gone)] = False
    return before.grown(keep, later)


def _vectors(stored: Passages, kind: str, former: Former | None, gone: Rows, rows: Rows) -> Nearest:
    """An index of this kind with the vectors of these rows; an IVF index of the same kind is extended."""
    after = 0
    if former and former.kind == kind and former.vectors.lists:
        vectors, after = former.vectors, former.last
        vectors.remove(gone)
    else:
        trained_on = _random(rows, PER_LIST * lists(len(rows)) if kind.startswith("IVF") else 0)
        vectors = Nearest.empty(kind, _fetched(stored, trained_on))
    for some, found in _batches(stored, after):
        vectors.add(some, found)
    return vectors


@dataclass(frozen=True, slots=True)
class Sample:
    """Synthetic questions, and the true cosines of the NEAREST passages to each, to measure recall.

    `least` is each question's lowest of these cosines, `wanted` their number.
    """

    questions: Matrix
    least: NDArray[np.float32]
    wanted: int

    @classmethod
    def of(cls, stored: Passages, rows: Rows) -> Sample:
        """Questions made from random passages with noise, compared with every stored vector."""
        found = _fetched(stored, _random(rows, QUESTIONS))
        noise = np.random.default_rng(0).standard_normal(found.shape).astype(np.float32)
        questions = unit(found + DISTANCE * unit(noise))
        best = np.full((len(questions), NEAREST), -np.inf, np.float32)
        for _, vectors in _batches(stored):
            both = np.concatenate([best, questions @ vectors.T], axis=1)
            best = np.partition(both, both.shape[1] - NEAREST, axis=1)[:, -NEAREST:]
        wanted = min(NEAREST, len(rows))
        return cls(questions, np.sort(best, axis=1)[:, -wanted], wanted)

    def recall(self, stored: Passages, vectors: Nearest) -> float:
        """The recall of an index; an IVF index gets as many probes as that takes."""
        if not vectors.lists:
            return self._recall(stored, vectors)
        vectors.probes = min(FEWEST_PROBES, vectors.lists)
        while (recall := self._recall(stored, vectors)) < ENOUGH_RECALL:
            if 8 * vectors.probes > vectors.lists:
                break
            vectors.probes *= 2
        return recall

    def _recall(self, stored: Passages, vectors: Nearest) -> float:
        found = 0
        for question, least in zip(self.questions, self.least, strict=True):
            rows = sorted(row for row, _ in vectors.search(question, self.wanted))
            cosines = _fetched(stored, np.array(rows, np.int64)) @ question
            found += int((cosines >= least - SLACK).sum())
        return found / (len(self.questions) * self.wanted) if self.wanted else 1.0


def _random(rows: Rows, count: int) -> Rows:
    """A random sample of the rows, the same each time, in order."""
    chosen = np.random.default_rng(0).choice(rows, min(count, len(rows)), replace=False)
    return np.sort(chosen)


def _fetched(stored: Passages, rows: Rows) -> Matrix:
    """The stored vectors (n, d) of rows."""
    batches = [stored.get(rows[at : at + BATCH].tolist()) for at in range(0, len(rows), BATCH)]
    return matrix([passage.vector for batch in batches for passage in batch], stored.dimension)


def _batches(stored: Passages, after: int = 0) -> Iterator[tuple[Rows, Matrix]]:
    """The rows above `after` that have vectors, with these, in batches."""
    passages = (passage for passage in stored.scan(after) if passage.vector)
    while found := list(islice(passages, BATCH)):
        rows = np.array([passage.row for passage in found], np.int64)
        yield rows, matrix([passage.vector for passage in found], stored.dimension)

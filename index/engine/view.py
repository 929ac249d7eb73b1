"""The searched state: the published index with the passages added and dropped since.

Passages added later are in segments of their own, searched exactly; dropped ones are excluded from results.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from index.engine import bm25
from index.engine.dense import Nearest, Rows
from index.engine.generation import Manifest
from index.engine.postings import Mask, Postings, places
from index.filters import Where
from index.vectors import Matrix, Vector, from_bytes
from index.words.danish import WORD
from kb.passages import Edition, Passages

LATER_SHARE, MOST_LATER = 20, 5000
"""Publish once more than a 20th of the published passages, or 5000, were added: these take about 1 ms."""

Ranked = list[tuple[int, float]]
"""(row, score), best first, ties by row."""


@dataclass(frozen=True)
class Segment:
    """Passages searched together. `facets` has an entry for every row, perhaps empty, `words` for some.

    `vectors` lacks those that wait for their vectors.
    """

    vectors: Nearest
    words: Postings
    facets: Postings

    @classmethod
    def later(cls, stored: Passages, after: int) -> Segment:
        """A segment of the passages with rows above `after`, searched exactly."""
        found = list(stored.scan(after))
        vectors = Nearest.without(stored.dimension)
        facets = Postings.build((passage.row, passage.facets) for passage in found)
        embedded = [passage for passage in found if passage.vector]
        rows = np.array([passage.row for passage in embedded], np.int64)
        vectors.add(rows, matrix([passage.vector for passage in embedded], stored.dimension))
        return cls(vectors, Postings.build(stored.scan_terms(after)), facets)

    @property
    def rows(self) -> Rows:
        """All rows, ascending."""
        return self.facets.rows

    @cached_property
    def worded(self) -> NDArray[np.int64]:
        """The positions in `rows` of those that have words."""
        return np.searchsorted(self.rows, self.words.rows)

    def stems(self, gone: Rows) -> dict[str, int]:
        """Stem -> the number of rows that hold it, without those gone; only stems that some row holds."""
        pairs = zip(self.words.terms, self.words.sizes(gone).tolist(), strict=True)
        return {term: size for term, size in pairs if size and term.startswith(WORD)}


@dataclass(frozen=True)
class View:
    """A consistent state: its segments, the published one first, and the rows dropped since (`gone`).

    `waiting`: how many passages wait for their vectors.
    """

    manifest: Manifest
    edition: Edition
    segments: tuple[Segment, ...]
    gone: Rows
    waiting: int = 0

    def dense(self, vector: Vector, limit: int, where: Where = ()) -> Ranked:
        """The nearest passages that pass `where`."""
        found: Ranked = []
        for segment in self.segments:
            chosen = self._chosen(segment, where)
            among = None if chosen is None else segment.rows[chosen]
            found += segment.vectors.search(vector, limit, among)
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))[:limit]

    def lexical(self, terms: Sequence[str], limit: int, where: Where = ()) -> Ranked:
        """The passages that hold any of the terms and pass `where`, by BM25."""
        weights, average = bm25.weights(self.words, terms), bm25.average(self.words)
        found: Ranked = []
        for segment in self.segments:
            scores = bm25.scores(segment.words, weights, average)
            if (chosen := self._chosen(segment, where)) is not None:
                scores[~chosen[segment.worded]] = 0
            found += best(segment.words.rows, scores, limit)
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))[:limit]

    def matches(self, terms: Sequence[str], rows: Sequence[int]) -> Matrix:
        """The BM25 score (n, t) of each term in each of the rows."""
        return bm25.matches(self.words, terms, np.array(rows, np.int64))

    def _chosen(self, segment: Segment, where: Where) -> Mask | None:
        """The rows of a segment that are not gone and pass `where`; None: all."""
        went = places(segment.rows, self.gone)
        if not where and not len(went):
            return None
        chosen = segment.facets.where(where)
        chosen[went] = False
        return chosen

    @cached_property
    def words(self) -> tuple[Postings, ...]:
        """The word postings of all segments."""
        return tuple(segment.words for segment in self.segments)

    @property
    def qas(self) -> int:
        """The number of QAs that have words."""
        return sum(len(words.rows) - len(places(words.rows, self.gone)) for words in self.words)

    @cached_property
    def vocabulary(self) -> Mapping[str, int]:
        """Every stem -> the number of passages that hold it."""
        total: dict[str, int] = {}
        for segment in self.segments:
            for stem, count in segment.stems(self.gone).items():
                total[stem] = total.get(stem, 0) + count
        return total

    def known(self, terms: Iterable[str]) -> dict[str, int]:
        """Term -> the number of passages that hold it."""
        return {term: sum(words.holding(term, self.gone) for words in self.words) for term in set(terms)}

    @cached_property
    def size(self) -> int:
        """The number of passages searched."""
        return sum(len(segment.rows) - len(places(segment.rows, self.gone)) for segment in self.segments)

    @cached_property
    def behind(self) -> bool:
        """Are dropped passages still in the published files, or were too many added since?"""
        published = self.segments[0].rows
        later = sum(len(segment.rows) for segment in self.segments[1:])
        too_many = later > min(len(published) // LATER_SHARE, MOST_LATER)
        return too_many or len(places(published, self.gone)) > 0

    @property
    def rows(self) -> Rows:
        """The rows of all passages that are searched."""
        rows = np.concatenate([segment.rows for segment in self.segments])
        return np.setdiff1d(rows, self.gone, assume_unique=True)


def best(rows: Rows, scores: NDArray[np.float32], limit: int) -> Ranked:
    """The rows with the highest scores above 0."""
    (held,) = np.nonzero(scores)
    if len(held) > limit > 0:
        least = np.partition(scores[held], len(held) - limit)[len(held) - limit]
        held = held[scores[held] >= least]
    order = held[np.lexsort((rows[held], -scores[held]))][:limit]
    return list(zip(rows[order].tolist(), scores[order].tolist(), strict=True))


def matrix(vectors: list[bytes], dimension: int) -> Matrix:
    """Stored vectors as (n, d), with n = 0 too; zeros for a passage that waits for its vector."""
    empty = bytes(4 * dimension)
    found = [vector or empty for vector in vectors]
    return from_bytes(found, dimension) if found else np.zeros((0, dimension), np.float32)

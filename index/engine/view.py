"""What is searched: an index as it was published, and what came and went since.

Passages that came later are parts of their own, compared one by one; those that went are left out.
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
"""At most a 20th of what was published, and 5000 passages, may come later: they take about 1 ms."""

Ranked = list[tuple[int, float]]
"""(row, score), best first, equal scores by row."""


@dataclass(frozen=True)
class Part:
    """Passages that are searched together. Every row has facets, if only none; some carry terms."""

    vectors: Nearest
    words: Postings
    facets: Postings

    @classmethod
    def later(cls, stored: Passages, after: int) -> Part:
        """The passages of rows above one, to be compared one by one."""
        found = list(stored.scan(after))
        vectors = Nearest.without(stored.dimension)
        facets = Postings.build((passage.row, passage.facets) for passage in found)
        vectors.add(facets.rows, matrix([passage.vector for passage in found], stored.dimension))
        return cls(vectors, Postings.build(stored.scan_terms(after)), facets)

    @property
    def rows(self) -> Rows:
        """All rows, ascending."""
        return self.facets.rows

    @cached_property
    def worded(self) -> NDArray[np.int64]:
        """The places in `rows` of those that carry terms."""
        return np.searchsorted(self.rows, self.words.rows)

    def stems(self, gone: Rows) -> dict[str, int]:
        """Stem -> how many rows hold it that are not gone; only those that some do."""
        pairs = zip(self.words.terms, self.words.sizes(gone).tolist(), strict=True)
        return {term: size for term, size in pairs if size and term.startswith(WORD)}


@dataclass(frozen=True)
class View:
    """The parts of one state, the published one first, and the rows that went since."""

    manifest: Manifest
    edition: Edition
    parts: tuple[Part, ...]
    gone: Rows

    def dense(self, vector: Vector, limit: int, where: Where = ()) -> Ranked:
        """The nearest passages that `where` lets through."""
        found: Ranked = []
        for part in self.parts:
            chosen = self._chosen(part, where)
            among = None if chosen is None else part.rows[chosen]
            found += part.vectors.search(vector, limit, among)
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))[:limit]

    def lexical(self, terms: Sequence[str], limit: int, where: Where = ()) -> Ranked:
        """The passages that hold any of the terms and that `where` lets through, by BM25."""
        weights, average = bm25.weights(self.words, terms), bm25.average(self.words)
        found: Ranked = []
        for part in self.parts:
            scores = bm25.scores(part.words, weights, average)
            if (chosen := self._chosen(part, where)) is not None:
                scores[~chosen[part.worded]] = 0
            found += best(part.words.rows, scores, limit)
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))[:limit]

    def matches(self, terms: Sequence[str], rows: Sequence[int]) -> Matrix:
        """What each term gives each of some rows by BM25, (n, t)."""
        return bm25.matches(self.words, terms, np.array(rows, np.int64))

    def _chosen(self, part: Part, where: Where) -> Mask | None:
        """The rows of a part that are still there and that `where` lets through; None: all."""
        went = places(part.rows, self.gone)
        if not where and not len(went):
            return None
        chosen = part.facets.where(where)
        chosen[went] = False
        return chosen

    @cached_property
    def words(self) -> tuple[Postings, ...]:
        """The words of all parts."""
        return tuple(part.words for part in self.parts)

    @property
    def qas(self) -> int:
        """How many QAs have words."""
        return sum(len(words.rows) - len(places(words.rows, self.gone)) for words in self.words)

    @cached_property
    def vocabulary(self) -> Mapping[str, int]:
        """Every stem -> how many passages hold it."""
        total: dict[str, int] = {}
        for part in self.parts:
            for stem, count in part.stems(self.gone).items():
                total[stem] = total.get(stem, 0) + count
        return total

    def known(self, terms: Iterable[str]) -> dict[str, int]:
        """Term -> how many passages hold it."""
        return {term: sum(words.holding(term, self.gone) for words in self.words) for term in set(terms)}

    @cached_property
    def size(self) -> int:
        """How many passages are searched."""
        return sum(len(part.rows) - len(places(part.rows, self.gone)) for part in self.parts)

    @cached_property
    def behind(self) -> bool:
        """Do dropped passages still stand in the published files, or did too many come since?"""
        published = self.parts[0].rows
        later = sum(len(part.rows) for part in self.parts[1:])
        too_many = later > min(len(published) // LATER_SHARE, MOST_LATER)
        return too_many or len(places(published, self.gone)) > 0

    @property
    def rows(self) -> Rows:
        """The rows of all passages that are searched."""
        rows = np.concatenate([part.rows for part in self.parts])
        return np.setdiff1d(rows, self.gone, assume_unique=True)


def best(rows: Rows, scores: NDArray[np.float32], limit: int) -> Ranked:
    """The rows of the highest scores above 0."""
    (held,) = np.nonzero(scores)
    if len(held) > limit > 0:
        least = np.partition(scores[held], len(held) - limit)[len(held) - limit]
        held = held[scores[held] >= least]
    order = held[np.lexsort((rows[held], -scores[held]))][:limit]
    return list(zip(rows[order].tolist(), scores[order].tolist(), strict=True))


def matrix(vectors: list[bytes], dimension: int) -> Matrix:
    """(n, d) of stored vectors, also of none."""
    return from_bytes(vectors, dimension) if vectors else np.zeros((0, dimension), np.float32)

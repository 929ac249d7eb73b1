"""A second engine behind the seam: everything is compared one by one, so that two prove what one promises."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from math import log

import numpy as np

from index.engine.backend import State
from index.filters import Where
from index.vectors import Matrix, Vector, from_bytes
from index.words.danish import WORD
from kb.errors import Mismatch
from kb.passages import Entry, Passages, Stored

K1, B = 1.2, 0.75
"""The usual values of BM25, as `index.engine.bm25` has them."""

Ranked = list[tuple[int, float]]


class BruteForce:
    """An `index.engine.backend.Backend` that reads all that is stored for every question."""

    def __init__(self, passages: Passages) -> None:
        self.passages = passages

    def put(self, entries: Sequence[Entry]) -> None:
        self.passages.put(entries)

    def drop(self, ids: Sequence[str]) -> None:
        self.passages.drop(ids)

    def publish(self) -> None:
        """Nothing stands in files."""
        self.passages.settle(self.passages.gone())

    def _stored(self, where: Where = ()) -> list[Stored]:
        serving = self.passages.serving()
        if serving and serving.encoder != self.passages.encoder:
            raise Mismatch(f"built with encoder {serving.encoder}, not {self.passages.encoder}")
        stored = self.passages.scan()
        return [each for each in stored if all(set(group) & set(each.facets) for group in where)]

    def dense(self, vector: Vector, limit: int, where: Where = ()) -> Ranked:
        stored = [each for each in self._stored(where) if each.vector]
        vectors = from_bytes([each.vector for each in stored], self.passages.dimension)
        return _best(
            [(each.row, float(own @ vector)) for each, own in zip(stored, vectors, strict=True)], limit
        )

    def lexical(self, terms: Sequence[str], limit: int, where: Where = ()) -> Ranked:
        rows = [each.row for each in self._stored(where)]
        scores = zip(rows, self.matches(terms, rows).sum(axis=1).tolist(), strict=True)
        return _best([(row, score) for row, score in scores if score > 0], limit)

    def matches(self, terms: Sequence[str], rows: Sequence[int]) -> Matrix:
        self._stored()
        bags = {row: Counter(terms) for row, terms in self.passages.scan_terms()}
        usual = sum(bag.total() for bag in bags.values()) / max(1, len(bags)) or 1.0

        def score(term: str, row: int) -> float:
            times, length = bags[row][term], bags[row].total()
            holding = sum(term in bag for bag in bags.values())
            rarity = log(1 + (len(bags) - holding + 0.5) / (holding + 0.5))
            return rarity * (K1 + 1) * times / (times + K1 * (1 - B + B * length / usual))

        found = [[score(term, row) if row in bags else 0.0 for term in terms] for row in rows]
        return np.array(found, np.float32).reshape(len(rows), len(terms))

    def get(self, rows: Sequence[int]) -> tuple[list[int], list[str], Matrix]:
        stored = self.passages.families(rows)
        none = bytes(4 * self.passages.dimension)
        vectors = from_bytes([each.vector or none for each in stored], self.passages.dimension)
        return [each.row for each in stored], [each.id for each in stored], vectors

    def known(self, terms: Sequence[str]) -> dict[str, int]:
        counts = self._counts()
        return {term: counts[term] for term in terms}

    def vocabulary(self) -> Mapping[str, int]:
        return {term: count for term, count in self._counts().items() if term.startswith(WORD)}

    def _counts(self) -> Counter[str]:
        self._stored()
        return Counter(term for _, terms in self.passages.scan_terms() for term in set(terms))

    def tokens(self, rows: Sequence[int]) -> dict[int, bytes]:
        return self.passages.tokens(rows)

    def size(self) -> int:
        return len(self._stored())

    def state(self) -> State:
        count, qas = self.size(), len(list(self.passages.scan_terms()))
        own = self.passages
        return State(own.encoder, own.dimension, count, count, qas, bool(own.gone()), len(own.waiting()))

    def faults(self) -> list[str]:
        try:
            self._stored()
        except Mismatch as error:
            return [str(error)]
        missing = self.passages.missing()
        return [f"{len(missing)} letters are not in the index; run `svarbasen rebuild`"] if missing else []

    def close(self) -> None:
        pass


def _best(scores: Ranked, limit: int) -> Ranked:
    return sorted(scores, key=lambda pair: (-pair[1], pair[0]))[:limit]

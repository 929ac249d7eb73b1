"""Vectors in FAISS. The only module that knows FAISS, which has no types."""

from __future__ import annotations

from math import isqrt
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.vectors import Matrix, Vector

EXACT = "IDMap,Flat"
"""Kind of an index that compares every vector as it is. Kinds are FAISS factory strings."""

HALF = "IDMap,SQfp16"
"""Kind of an index that compares every vector, in half precision: half the memory and time of EXACT."""

LARGEST_HALF = 300_000
"""Most passages of a HALF index. It reads 100,000 in about 5 ms and is exact under any filter."""

PER_LIST = 40
"""Vectors an IVF list is trained on; FAISS warns below 39."""

FEWEST_PROBES = 16
"""Lists of an IVF index that are read for a question, at least."""

Rows = NDArray[np.int64]
"""(n,), ascending, each once."""


def lists(count: int) -> int:
    """In how many lists an IVF index keeps so many vectors: 2·√n, trained in a minute for a million."""
    return max(1, 2 * isqrt(count))


def ivf(lists: int) -> str:
    """Kind of an index of 8-bit vectors in lists, of which only those nearest to a question are read."""
    return f"IVF{lists},SQ8"


class Nearest:
    """An index of vectors under rows; scores are inner products."""

    def __init__(self, index: Any) -> None:
        self._index = index

    @classmethod
    def empty(cls, kind: str, sample: Matrix) -> Nearest:
        """An index without vectors, trained on a sample of those it will hold, (n, d)."""
        faiss = _faiss()
        index = faiss.index_factory(sample.shape[1], kind, faiss.METRIC_INNER_PRODUCT)
        if not index.is_trained:
            index.train(sample)
        return cls(index)

    @classmethod
    def without(cls, dimension: int) -> Nearest:
        """An index that compares every vector as it is, without any yet."""
        return cls.empty(EXACT, np.zeros((0, dimension), np.float32))

    @classmethod
    def load(cls, path: Path) -> Nearest:
        """An index from a file, whose digest must have been checked before."""
        return cls(_faiss().read_index(str(path)))

    def save(self, path: Path) -> None:
        """Write the index to a file."""
        _faiss().write_index(self._index, str(path))

    def add(self, rows: Rows, vectors: Matrix) -> None:
        """Add (n, d) vectors; no row may be there already, for FAISS would keep it twice."""
        if len(rows):
            self._index.add_with_ids(vectors, rows)

    def remove(self, rows: Rows) -> None:
        """Remove the vectors of these rows."""
        if len(rows):
            self._index.remove_ids(rows)

    def search(self, vector: Vector, limit: int, among: Rows | None = None) -> list[tuple[int, float]]:
        """(row, score) of the nearest, best first, equal scores by row; `among` some of the rows only."""
        if not (len(self) and limit and (among is None or len(among))):
            return []
        scores, rows = self._index.search(
            vector[np.newaxis, :], min(limit, len(self)), params=self._parameters(among)
        )
        pairs = [(int(row), float(s)) for row, s in zip(rows[0], scores[0], strict=True) if row != -1]
        return sorted(pairs, key=lambda pair: (-pair[1], pair[0]))

    def _parameters(self, among: Rows | None) -> Any:
        """Which rows, and in how many lists to look: the rarer the rows, the more, and in all for a few."""
        faiss = _faiss()
        chosen = {} if among is None else {"sel": faiss.IDSelectorBitmap(_bitmap(among))}
        if not self.lists:
            return faiss.SearchParameters(**chosen)
        share = 1.0 if among is None else (len(among) + 1) / (len(self) + 1)
        return faiss.SearchParametersIVF(nprobe=min(self.lists, round(self.probes / share)), **chosen)

    @property
    def lists(self) -> int:
        """How many lists an IVF index has; 0: it is none."""
        return int(getattr(self._index, "nlist", 0))

    @property
    def probes(self) -> int:
        """How many lists of an IVF index are read for a question. It is kept in the file."""
        return int(self._index.nprobe)

    @probes.setter
    def probes(self, count: int) -> None:
        self._index.nprobe = count

    def __len__(self) -> int:
        return int(self._index.ntotal)


def _bitmap(rows: Rows) -> NDArray[np.uint8]:
    """Bit number r is set for every row r."""
    bits = np.zeros(int(rows[-1]) + 1, np.bool_)
    bits[rows] = True
    return np.packbits(bits, bitorder="little")


def _faiss() -> Any:
    """FAISS, loaded when first needed."""
    import faiss

    faiss.omp_set_num_threads(1)
    return faiss

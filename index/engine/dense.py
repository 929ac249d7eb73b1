"""Dense search with FAISS. The only module that imports FAISS, which has no type hints."""

from __future__ import annotations

from math import isqrt
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.vectors import Matrix, Vector

EXACT = "IDMap,Flat"
"""Kind of an exact index: it compares every vector in full precision. Kinds are FAISS factory strings."""

HALF = "IDMap,SQfp16"
"""Kind of an index that compares every vector in half precision: half the memory and time of EXACT."""

LARGEST_HALF = 300_000
"""Most passages of a HALF index. It reads 100,000 in about 5 ms and is exact under any filter."""

PER_LIST = 40
"""Training vectors per IVF list; FAISS warns below 39."""

FEWEST_PROBES = 16
"""Least number of IVF lists probed for a question."""

Rows = NDArray[np.int64]
"""Row numbers (n,), ascending, each once."""


def lists(count: int) -> int:
    """The number of IVF lists for this many vectors: 2·√n, trained in a minute for a million."""
    return max(1, 2 * isqrt(count))


def ivf(lists: int) -> str:
    """Kind of an IVF index of 8-bit vectors: only the lists nearest to a question are searched."""
    return f"IVF{lists},SQ8"


class Nearest:
    """An index of vectors by row number; scores are inner products."""

    def __init__(self, index: Any) -> None:
        self._index = index

    @classmethod
    def empty(cls, kind: str, sample: Matrix) -> Nearest:
        """An index without vectors, trained on a sample (n, d) of those it will hold."""
        faiss = _faiss()
        index = faiss.index_factory(sample.shape[1], kind, faiss.METRIC_INNER_PRODUCT)
        if not index.is_trained:
            index.train(sample)
        return cls(index)

    @classmethod
    def without(cls, dimension: int) -> Nearest:
        """An empty index that compares every vector exactly."""
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
        """(row, score) of the nearest vectors, best first, ties by row; only rows in `among`, if given."""
        if not (len(self) and limit and (among is None or len(among))):
            return []
        scores, rows = self._index.search(
            vector[np.newaxis, :], min(limit, len(self)), params=self._parameters(among)
        )
        pairs = [(int(row), float(s)) for row, s in zip(rows[0], scores[0], strict=True) if row != -1]
        return sorted(pairs, key=lambda pair: (-pair[1], pair[0]))

    def _parameters(self, among: Rows | None) -> Any:
        """FAISS parameters: selected rows, and the IVF lists to probe, more if fewer rows are selected."""
        faiss = _faiss()
        chosen = {} if among is None else {"sel": faiss.IDSelectorBitmap(_bitmap(among))}
        if not self.lists:
            return faiss.SearchParameters(**chosen)
        share = 1.0 if among is None else (len(among) + 1) / (len(self) + 1)
        return faiss.SearchParametersIVF(nprobe=min(self.lists, round(self.probes / share)), **chosen)

    @property
    def lists(self) -> int:
        """The number of IVF lists; 0 if it is no IVF index."""
        return int(getattr(self._index, "nlist", 0))

    @property
    def probes(self) -> int:
        """The number of IVF lists probed for a question; saved with the index."""
        return int(self._index.nprobe)

    @probes.setter
    def probes(self, count: int) -> None:
        self._index.nprobe = count

    def __len__(self) -> int:
        return int(self._index.ntotal)


def _bitmap(rows: Rows) -> NDArray[np.uint8]:
    """A bitmap with bit r set for every row r."""
    bits = np.zeros(int(rows[-1]) + 1, np.bool_)
    bits[rows] = True
    return np.packbits(bits, bitorder="little")


def _faiss() -> Any:
    """FAISS, imported when first needed, and limited to one thread."""
    import faiss

    faiss.omp_set_num_threads(1)
    return faiss

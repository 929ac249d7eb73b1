"""Vectors in FAISS. The only module that knows FAISS, which has no types."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from index.vectors import Matrix, Vector


class Flat:
    """An exact index of half-precision vectors under ids of our own; scores are inner products."""

    def __init__(self, index: Any) -> None:
        self._index = index

    @classmethod
    def build(cls, rows: Sequence[int], vectors: Matrix) -> Flat:
        """An index of (n, d) vectors of length 1 under n ids, each id once."""
        if len(set(rows)) != len(rows):
            raise ValueError("ids must differ: FAISS would keep the same id twice")
        faiss = _faiss()
        d = vectors.shape[1]
        flat = faiss.IndexScalarQuantizer(d, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT)
        index = faiss.IndexIDMap(flat)
        if len(rows):
            index.train(vectors)
            index.add_with_ids(vectors, np.asarray(rows, dtype=np.int64))
        return cls(index)

    @classmethod
    def load(cls, content: bytes) -> Flat:
        """An index from the bytes of `dump`; their digest must have been checked before."""
        return cls(_faiss().deserialize_index(np.frombuffer(content, dtype=np.uint8)))

    def dump(self) -> bytes:
        """The index as bytes."""
        return bytes(_faiss().serialize_index(self._index))

    def search(self, vector: Vector, limit: int) -> list[tuple[int, float]]:
        """(id, score) of the nearest vectors, best first, equal scores by id."""
        scores, ids = self._index.search(vector[np.newaxis, :], limit)
        pairs = [(int(i), float(s)) for i, s in zip(ids[0], scores[0], strict=True) if i != -1]
        return sorted(pairs, key=lambda pair: (-pair[1], pair[0]))

    def __len__(self) -> int:
        return int(self._index.ntotal)


def _faiss() -> Any:
    """FAISS, loaded when first needed."""
    import faiss

    return faiss

"""Shapes and storage of vectors, and the thread limit of linear algebra."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

Vector = NDArray[np.float32]
"""A vector (d,) of length 1."""

Matrix = NDArray[np.float32]
"""Vectors (n, d) as rows of length 1."""


def unit(matrix: Matrix) -> Matrix:
    """Scale the rows to length 1; a row of zeros stays."""
    lengths = np.linalg.norm(matrix, axis=-1, keepdims=True)
    return np.asarray(matrix / np.where(lengths > 0, lengths, 1), dtype=np.float32)


def to_bytes(vector: Vector) -> bytes:
    """A vector as little-endian float32."""
    return np.asarray(vector, dtype="<f4").tobytes()


def from_bytes(vectors: list[bytes], dimension: int) -> Matrix:
    """The vectors (n, d) from n stored ones."""
    return np.frombuffer(b"".join(vectors), dtype="<f4").reshape(len(vectors), dimension).astype(np.float32)


@cache
def one_thread() -> None:
    """Limit numpy's linear algebra to one thread in the whole process.

    Questions are answered in parallel already, and a second thread wastes time spinning: with other work
    running, a question took 56 ms with numpy's two threads and 29 ms with one.
    """
    threadpool_limits(limits=1, user_api="blas")

"""Vectors: their shapes, and the threads that linear algebra on them takes."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

Vector = NDArray[np.float32]
"""(d,), length 1."""

Matrix = NDArray[np.float32]
"""(n, d), rows of length 1."""


def unit(matrix: Matrix) -> Matrix:
    """The rows at length 1; a row of zeros stays."""
    lengths = np.linalg.norm(matrix, axis=-1, keepdims=True)
    return np.asarray(matrix / np.where(lengths > 0, lengths, 1), dtype=np.float32)


def to_bytes(vector: Vector) -> bytes:
    """float32, little-endian."""
    return np.asarray(vector, dtype="<f4").tobytes()


def from_bytes(vectors: list[bytes], dimension: int) -> Matrix:
    """(n, d) from n stored vectors."""
    return np.frombuffer(b"".join(vectors), dtype="<f4").reshape(len(vectors), dimension).astype(np.float32)


@cache
def one_thread() -> None:
    """Let numpy's linear algebra keep to one thread, in the whole process.

    Many questions are asked at once, and a second thread waits by spinning. Measured while other work ran: a
    question took 56 ms with the two threads that numpy starts, 29 with one.
    """
    threadpool_limits(limits=1, user_api="blas")

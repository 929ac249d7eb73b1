"""Token vectors of passages, packed to one bit a number, and how near single words of a question come to a
passage."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from index.encoder.encoded import Encoded
from index.encoder.mean_vector import Centres
from index.vectors import Matrix, Vector, unit
from index.words import danish


def pack(tokens: Matrix, centre: Vector) -> bytes:
    """The signs of (t, d) token vectors minus the mean, as t rows of d / 8 bytes."""
    return np.packbits(tokens > centre, axis=1).tobytes()


def unpack(packed: bytes, dimension: int) -> Matrix:
    """The vectors (t, d) of packed signs, rows of length 1."""
    rows = np.frombuffer(packed, np.uint8).reshape(-1, -(-dimension // 8))
    signs = np.unpackbits(rows, axis=1, count=dimension).astype(np.float32) * 2 - 1
    return np.asarray(signs / np.sqrt(np.float32(dimension)), np.float32)


def nearness(question: Encoded, centres: Centres, packed: Sequence[bytes]) -> Matrix:
    """How close each of the question's t tokens comes to each of n passages, none of them empty.

    (n, t) best cosines.
    """
    asked = unit(question.tokens - centres.questions)
    dimension = len(centres.passages)
    lengths = [len(each) // -(-dimension // 8) for each in packed]
    cosines = unpack(b"".join(packed), dimension) @ asked.T
    return np.asarray(np.maximum.reduceat(cosines, np.cumsum([0, *lengths[:-1]]), axis=0), np.float32)


def by_word(text: str, question: Encoded, near: Vector) -> Iterator[tuple[str, float]]:
    """Each word of the question that is no stopword, with the mean of its tokens' values in `near` (t,)."""
    normal = danish.normal(text)
    for start, end in danish.spans(normal):
        word = normal[start:end]
        own = [at for at, (first, last) in enumerate(question.spans) if first < end and last > start]
        if own and word not in danish.STOPWORDS:
            yield word, float(near[own].mean())

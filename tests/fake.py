"""An encoder for tests: texts that share words, or parts of words, get similar vectors. No model."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from zlib import crc32

import numpy as np

from index.encoder.encoded import Encoded, clean
from index.vectors import Vector


@dataclass(frozen=True, slots=True)
class HashEncoder:
    """Sums up hashed words and four-letter stretches of them. Its pieces are words cut every five letters."""

    dimension: int = 64
    limit: int = 512

    @property
    def identity(self) -> str:
        """See Encoder."""
        return f"hash-{self.dimension} v1"

    def query(self, text: str) -> Vector:
        """See Encoder."""
        vector = np.zeros(self.dimension, np.float32)
        vector[0] = 0.01  # so that a text without words has a direction too
        for word in _words(text):
            for part in (word, word, *(word[at : at + 4] for at in range(len(word) - 3))):
                number = crc32(part.encode())
                vector[number % self.dimension] += 1 if number & 0x10000 else -1
        return np.asarray(vector / np.linalg.norm(vector), np.float32)

    def question(self, text: str) -> Encoded:
        """See Encoder. The tokens are words."""
        words = list(re.finditer(r"\w+", text))
        return Encoded(
            self.query(text),
            np.array([self.query(word[0]) for word in words], np.float32).reshape(-1, self.dimension),
            tuple(word.span() for word in words),
        )

    def encoded(self, texts: Sequence[str]) -> list[Encoded]:
        """See Encoder."""
        return [self.question(text) for text in texts]

    def pieces(self, text: str) -> list[str]:
        """See Encoder."""
        return [word[at : at + 5] for word in _words(text) for at in range(0, len(word), 5)]

    def length(self, text: str) -> int:
        """See Encoder."""
        return len(self.pieces(text))


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", clean(text).lower())

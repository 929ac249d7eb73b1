"""Only the vectors of encoded passages."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from index.encoder.encode import Encoder
from index.vectors import Matrix


def documents(encoder: Encoder, texts: Sequence[str]) -> Matrix:
    """Passages' vectors in the order of the texts: (n, d)."""
    found = [encoded.vector for encoded in encoder.encoded(texts)]
    return np.array(found, np.float32).reshape(-1, encoder.dimension)

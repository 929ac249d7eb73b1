"""Two searches over the same questions: by how much one is better."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from index.evaluation.measures import Interval, intervals


def difference(ours: Sequence[float], theirs: Sequence[float]) -> Interval:
    """By how much ours are more than theirs, question by question."""
    return intervals(np.subtract(ours, theirs, dtype=np.float64).reshape(-1, 1))[0]

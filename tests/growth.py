"""How the time that something takes grows with its input: what a fast and a slow machine agree on."""

from __future__ import annotations

import time
from collections.abc import Callable

TIMES = 4
MOST = 2 * TIMES
"""Four times the input takes four times the CPU time if it grows evenly, and sixteen if it grows with the
square: half way between, so that neither is taken for the other."""

ATTEMPTS = 10
"""A disturbed measurement is made again. What grows with the square passes none of so many."""


def grows_evenly(work: Callable[[int], object], size: int) -> bool:
    """Does the work for an input of this size take no more than its share beside a quarter of it?"""
    sizes = (size + attempt * size // 50 for attempt in range(ATTEMPTS))  # each its own: nothing is cached
    return any(_seconds(work, size) < MOST * _seconds(work, size // TIMES) for size in sizes)


def _seconds(work: Callable[[int], object], size: int) -> float:
    """CPU time, which other processes hardly change."""
    start = time.process_time()
    work(size)
    return time.process_time() - start

"""The heartbeat of long work: a signal after each step, for example OCR of one page.

A child process has a time limit for each step. So a scan of a hundred pages may take minutes, and a single
page that never ends may not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

Watcher = Callable[[], None]

_watchers: list[Watcher] = []


def beat() -> None:
    """Signal that a step is done. Without a watcher this does nothing."""
    for watcher in _watchers:
        watcher()


@contextmanager
def watched(watcher: Watcher) -> Iterator[None]:
    """Call `watcher` at each beat inside."""
    _watchers.append(watcher)
    try:
        yield
    finally:
        _watchers.remove(watcher)

"""Steps of long work, told to whoever watches: a page is read off its picture, the next one begins.

A child process gets its time limits anew at each step, so that a scan of a hundred pages may take minutes
and a page that never ends may not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

Watcher = Callable[[], None]

_watchers: list[Watcher] = []


def step() -> None:
    """Say that a step of long work is done. Nothing happens where nobody watches."""
    for watcher in _watchers:
        watcher()


@contextmanager
def watched(watcher: Watcher) -> Iterator[None]:
    """Call `watcher` at each step taken inside."""
    _watchers.append(watcher)
    try:
        yield
    finally:
        _watchers.remove(watcher)

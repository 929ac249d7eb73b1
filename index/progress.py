"""Progress callbacks of long work."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[int, int], None]
"""Called with (done, total): numbers of letters, files or questions."""


def silent(done: int, total: int) -> None:
    """Report no progress."""

"""How long work tells how far it is."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[int, int], None]
"""Called with (done, in all): letters, files or questions."""


def silent(done: int, total: int) -> None:
    """Progress that nobody watches."""

"""A file lock that allows one writing process at a time."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kb.errors import Unavailable


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Hold the lock. Raises Unavailable if another process has it; a dead process loses it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            file.seek(0)
            who = file.read().strip()
            raise Unavailable(
                f"{path}: process {who or '?'} is writing to this knowledge base; try again when it is done"
            ) from error
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield

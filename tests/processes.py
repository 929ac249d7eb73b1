"""Processes that tests start, and waiting for them: each ends with its test, and none is hurried."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from ingest.limits import PARENT_DEATH_SIGNAL

LIBC = ctypes.CDLL(None)

PATIENCE = 600.0
"""Seconds until a test gives up waiting: so many that a busy machine does not fail it."""


@contextmanager
def running(command: list[str], **options: Any) -> Iterator[subprocess.Popen[str]]:
    """A process in a group of its own; at the end the whole group is killed."""
    with subprocess.Popen(command, text=True, start_new_session=True, preexec_fn=_tied, **options) as process:
        try:
            yield process
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


def _tied() -> None:
    """In the new process: end with the tests however they end, and on SIGINT.

    A shell's background jobs ignore SIGINT, and so would what they start.
    """
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    if sys.platform == "linux":
        LIBC.prctl(PARENT_DEATH_SIGNAL, signal.SIGKILL)


def until(true: Callable[[], object]) -> bool:
    """Wait until something is true. False where it never became so."""
    end = time.monotonic() + PATIENCE
    while not (done := bool(true())) and time.monotonic() < end:
        time.sleep(0.02)
    return done


def listed(text: str, parent: int | None = None) -> list[int]:
    """The processes with this text in their command line; those that `parent` started, if it is given.

    Another run of the tests may go on beside this one: ask for a text or a parent that is this run's alone.
    """
    found = subprocess.run(["ps", "-ww", "-eo", "pid,ppid,args"], capture_output=True, text=True, check=True)
    rows = (line.split(maxsplit=2) for line in found.stdout.splitlines()[1:])
    return [int(pid) for pid, ppid, args in rows if text in args and parent in (None, int(ppid))]

"""How much a file may ask of the process that reads it."""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

MEMORY = 2**30
"""Bytes of address space. Reading a letter takes 60 to 150 MB; a PDF of 2,000 pages 250 MB."""

ROOM = 3 * 2**30
"""Additional bytes of address space inside `room`: RapidOCR takes 1.25 GB, LibreOffice under 1 GB."""

FILE_SIZE = 500_000_000
"""Bytes of one temporary file: a page rendered for OCR has 12 million, a converted letter less."""

OPEN_FILES = 512
"""LibreOffice opens about 150, a reader fewer than 20."""

PARENT_DEATH_SIGNAL = 1
"""PR_SET_PDEATHSIG in <linux/prctl.h>."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one file may take. A step is a page of OCR; a file without steps counts as one step.

    `cpu` (seconds) and `wall` (seconds by the clock) are for one step, `total` (seconds) and `steps` for all.
    """

    memory: int = MEMORY
    cpu: int = 60
    wall: float = 180
    total: float = 3600
    steps: int = 2_000


def confine(memory: int) -> None:
    """Apply all limits but those of time to this process, and let it end when its parent ends."""
    _die_with_parent()
    _lower(resource.RLIMIT_AS, memory, max(memory, ROOM))
    _lower(resource.RLIMIT_FSIZE, FILE_SIZE, FILE_SIZE)
    _lower(resource.RLIMIT_NOFILE, OPEN_FILES, OPEN_FILES)
    _lower(resource.RLIMIT_CORE, 0, 0)


def allow(seconds: int) -> None:
    """Allow this process this many more CPU-seconds; after them the system ends it (SIGXCPU)."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    used = int(usage.ru_utime + usage.ru_stime)
    _lower(resource.RLIMIT_CPU, used + seconds + 1, resource.getrlimit(resource.RLIMIT_CPU)[1])


@contextmanager
def room() -> Iterator[None]:
    """A context with more memory: for an OCR engine, or to start a program that inherits the limit.

    Memory that stays in use afterwards does not count against the limit for the rest of the file.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (hard, hard))
    try:
        yield
    finally:
        kept = _address_space()
        resource.setrlimit(resource.RLIMIT_AS, (max(soft, min(hard, kept + soft // 2)), hard))


def _lower(limit: int, soft: int, hard: int) -> None:
    """Set a limit, below the one that is there."""
    most = resource.getrlimit(limit)[1]
    if most != resource.RLIM_INFINITY:
        soft, hard = min(soft, most), most if hard == resource.RLIM_INFINITY else min(hard, most)
    resource.setrlimit(limit, (soft, hard))


def _address_space() -> int:
    """Bytes of address space in use, 0 where the system does not say."""
    try:
        return int(Path("/proc/self/statm").read_text("ascii").split()[0]) * resource.getpagesize()
    except OSError:
        return 0


def _die_with_parent() -> None:
    """Ask Linux to end this process when its parent ends, however it does."""
    if sys.platform != "linux":
        return
    parent = os.getppid()
    ctypes.CDLL(None).prctl(PARENT_DEATH_SIGNAL, signal.SIGKILL)
    if os.getppid() != parent or parent == 1:
        os._exit(1)

"""Reads letters out of files, each in a child process, so that a bad file costs only itself."""

from __future__ import annotations

import os
import queue
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Self

from ingest.limits import Limits
from ingest.sandbox.worker import Reading, Stopped, Unforeseen, Worker

__all__ = ["MOST_PROCESSES", "Limits", "Readers", "Reading", "Stopped", "Unforeseen"]

MOST_PROCESSES = 4
"""More processes would wait: reading takes a fifth of the time that embedding the same letters takes."""


class Readers:
    """A pool of child processes that read files in parallel, for the length of a `with` block.

    A process starts with the first file that needs it. Leaving the block waits for what was submitted;
    leaving it with an error ends what is being read.
    """

    def __init__(
        self, processes: int | None = None, limits: Limits | None = None, module: str = "ingest.sandbox.child"
    ) -> None:
        self.processes = processes or min(_cores(), MOST_PROCESSES)
        self._workers = [Worker(limits or Limits(), module) for _ in range(self.processes)]
        self._idle: queue.SimpleQueue[Worker] = queue.SimpleQueue()
        self._threads = ThreadPoolExecutor(self.processes, thread_name_prefix="reader")
        for worker in self._workers:
            self._idle.put(worker)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        try:
            self._threads.shutdown(wait=kind is None, cancel_futures=kind is not None)
        finally:
            for worker in self._workers:
                worker.kill()
            self._threads.shutdown(cancel_futures=True)
            for worker in self._workers:
                worker.close()

    def submit(self, content: bytes, name: str) -> Future[Reading]:
        """Read a file in its turn. The result is its letters, or Unreadable; `name` is what users see.

        The content is held until then: who reads a folder ahead submits a few files at a time.
        """
        return self._threads.submit(self._read, content, name)

    def read(self, content: bytes, name: str) -> Reading:
        """The letters in a file. Raises Unreadable, whose message begins with the name."""
        return self.submit(content, name).result()

    def _read(self, content: bytes, name: str) -> Reading:
        worker = self._idle.get()
        try:
            return worker.read(content, name)
        finally:
            self._idle.put(worker)


def _cores() -> int:
    """Processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1

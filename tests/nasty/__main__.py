"""Build each nasty file, read it, and say what came of it: `python -m tests.nasty [WORD …]`."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from ingest.sandbox.process import Usage
from ingest.sandbox.worker import Reading, Worker
from kb.errors import Unreadable
from tests.nasty.case import Case, said
from tests.nasty.cases import CASES

BUILD = "import sys; from tests.nasty.cases import build; build(*sys.argv[1:])"
"""Files are built in another process, so that its memory does not count as the readers'."""


def main(words: Sequence[str]) -> None:
    """A row for each file whose name or number is among the words, or for all."""
    chosen = [case for case in CASES if not words or any(word in case.id for word in words)]
    print(f"{'file':24} {'s':>6} {'CPU s':>6} {'MB':>5}  outcome")
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-c", BUILD, folder, *(case.id for case in chosen)], check=True)
        for case in chosen:
            print(row(case, (Path(folder) / case.id).read_bytes()), flush=True)


def row(case: Case, content: bytes) -> str:
    """What came of reading a file, in a process of its own."""
    start = time.monotonic()
    outcome, usage = read(content, case.file)
    took = time.monotonic() - start
    told = str(outcome) if isinstance(outcome, Unreadable) else said(outcome)
    faults = "".join(f"\n    FAULT {fault}" for fault in case.faults(outcome))
    figures = f"{took:6.1f} {usage.cpu:6.1f} {usage.memory // 10**6:5}"
    return f"{case.id:24} {figures}  {case.what}: {told[:300]}{faults}"


def read(content: bytes, name: str) -> tuple[Reading | Unreadable, Usage]:
    """A file in a process of its own: its reading or the error, and what the process took."""
    worker = Worker()
    try:
        outcome: Reading | Unreadable = worker.read(content, name)
    except Unreadable as error:
        outcome = error
    return outcome, worker.close()


if __name__ == "__main__":
    main(sys.argv[1:])

"""A child process with a clean environment, a time limit, and an end that includes all that it started."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, BinaryIO, Self, cast

from ingest.limits import Limits
from ingest.sandbox.wire import receive
from kb.errors import Unavailable

LOGGED = 40
"""Lines of a child's standard error that are kept, and the characters of each."""
LONGEST_LINE = 400

PATIENCE = 1.0
"""Seconds in which a process that has closed its pipe ends by itself, so that its status says why."""

START = Limits(wall=60)
"""Limits of the start: a process that is not ready by then has failed. Its imports take 0.3 seconds."""

ONE_THREAD = ("OMP_NUM_THREADS", "OMP_THREAD_LIMIT", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
"""Readers run in parallel; threads in each would cost address space and gain nothing."""

FOLDERS = ("TMPDIR", "TEMP", "TMP")
TOLD = {"PYTHONFAULTHANDLER": "1", "PYTHONUTF8": "1"}
"""A process that crashes says where in Python it was."""


@dataclass(frozen=True, slots=True)
class Usage:
    """What a process used: CPU-seconds, and peak memory in bytes; 0 where the system does not say."""

    cpu: float = 0.0
    memory: int = 0


OURS = Path(__file__).parents[2]
"""Where our packages are; with `python -m` it need not be on the path by a name that lasts."""


class Child:
    """A running process, the pipes to and from it, and the last lines it wrote to standard error."""

    def __init__(self, module: str, limits: Limits) -> None:
        self._folder = TemporaryDirectory(prefix="svarbasen-", ignore_cleanup_errors=True)
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", module, str(limits.memory), str(limits.cpu)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=_environment(self._folder.name),
            start_new_session=True,
        )
        self.inward = cast(BinaryIO, self._process.stdin)
        self.outward = cast(BinaryIO, self._process.stdout)
        self.usage = Usage()
        self._reaping = threading.Lock()
        self._tail: deque[bytes] = deque(maxlen=LOGGED)
        self._listener = threading.Thread(target=self._listen, args=(self._process.stderr,), daemon=True)
        self._listener.start()
        self._await()

    def is_alive(self) -> bool:
        """Can it be given a file?"""
        with self._reaping:
            return not self._ended()

    def holds(self) -> int:
        """Bytes of memory it holds now, 0 where the system does not say."""
        return _kilobytes(self._process.pid, "VmRSS") * 1024

    def said(self) -> str:
        """The last lines it wrote to standard error, each after a line break, without control characters."""
        lines = (line[:LONGEST_LINE].decode("utf-8", "replace").rstrip() for line in tuple(self._tail))
        return "".join("\n  " + "".join(c if c.isprintable() else "\ufffd" for c in line) for line in lines)

    def kill(self) -> None:
        """End it and what it started, unless it has ended."""
        with self._reaping:
            if not self._ended():
                self.usage = Usage(memory=_kilobytes(self._process.pid, "VmHWM") * 1024)
                _end(self._process)

    def reap(self) -> int:
        """Its exit status, below zero for a signal. Ends it where it has not done so itself."""
        until = time.monotonic() + PATIENCE
        while self.is_alive() and time.monotonic() < until:
            time.sleep(0.01)
        with self._reaping:
            _end(self._process)
            self._ended(wait=True)
        self._close()
        return self._process.returncode

    def _await(self) -> None:
        """Wait until it is ready."""
        try:
            with Alarm(self, START):
                receive(self.outward)
        except (EOFError, ValueError, OSError) as error:
            status = self.reap()
            raise Unavailable(
                f"the process that reads files does not start (exit status {status}); "
                f"mend what it says:{self.said() or ' nothing'}"
            ) from error

    def _ended(self, wait: bool = False) -> bool:
        """Has it ended? If so its status is taken, and what it used."""
        process = self._process
        if process.returncode is None:
            pid, status, used = os.wait4(process.pid, 0 if wait else os.WNOHANG)
            if pid:
                process.returncode = os.waitstatus_to_exitcode(status)
                peak = self.usage.memory or used.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
                self.usage = Usage(used.ru_utime + used.ru_stime, peak)
        return process.returncode is not None

    def _listen(self, errors: IO[bytes]) -> None:
        with errors:
            while line := errors.readline(LONGEST_LINE):
                self._tail.append(line)

    def _close(self) -> None:
        self._listener.join(PATIENCE)
        self._folder.cleanup()
        for stream in (self.inward, self.outward):
            with suppress(OSError):
                stream.close()


class Alarm:
    """Ends a child that is not done in time. Inside, `set` says that the next step begins."""

    def __init__(self, child: Child, limits: Limits) -> None:
        self._child = child
        self._limits = limits
        self._end = time.monotonic() + limits.total
        self._timer: threading.Timer | None = None
        self._rang: str | None = None

    def __enter__(self) -> Self:
        self.set()
        return self

    def __exit__(self, *_: object) -> None:
        self._cancel()

    def set(self) -> None:
        """Begin a step."""
        self._cancel()
        left = self._end - time.monotonic()
        whole = left < self._limits.wall
        said = f"{self._limits.total:g} s in all" if whole else f"{self._limits.wall:g} s by the clock"
        self._timer = threading.Timer(min(left, self._limits.wall), self._ring, (said,))
        self._timer.daemon = True
        self._timer.start()

    def reason(self) -> str | None:
        """The time that was over; None if it was not the alarm that ended the child."""
        return self._rang

    def _ring(self, said: str) -> None:
        self._rang = said
        self._child.kill()

    def _cancel(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer.join()


def _environment(folder: str) -> dict[str, str]:
    """The parent's, with its import path: a child started with -P takes nothing from the folder it is in.

    What the child leaves in its folder for temporary files is removed after it.
    """
    path = os.pathsep.join(str(Path(entry).resolve()) for entry in (str(OURS), *sys.path))
    ours = TOLD | dict.fromkeys(ONE_THREAD, "1") | dict.fromkeys(FOLDERS, folder)
    return os.environ | ours | {"PYTHONPATH": path}


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process and all that it started."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)


def _kilobytes(pid: int, field: str) -> int:
    """A figure of Linux's /proc/PID/status."""
    try:
        status = Path(f"/proc/{pid}/status").read_text("ascii", "replace")
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in status.splitlines() if line.startswith(field + ":")), 0)

"""What is made once for a run of the tests, however many processes run them: pytest-xdist starts several."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from filelock import FileLock

PLACE = "SVARBASEN_TESTS"
"""The environment variable by which the first process tells the others of the folder that they share."""

ONE_THREAD = ("OMP_NUM_THREADS", "OMP_THREAD_LIMIT", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


def prepare(config: pytest.Config) -> None:
    """Make the shared folder, which is removed when the tests are done: the encoder in it takes 480 MB.

    The user's cache directory becomes a part of it, for the programs that tests start too.
    """
    if hasattr(config, "workerinput"):  # a process that pytest-xdist started: the others use the other cores
        os.environ |= dict.fromkeys(ONE_THREAD, "1")
        pytest.MonkeyPatch().setattr("web.commands.main.BULK", 1)
        return
    folder = TemporaryDirectory(prefix="svarbasen-tests-", ignore_cleanup_errors=True)
    config.add_cleanup(folder.cleanup)
    os.environ[PLACE] = folder.name
    os.environ["XDG_CACHE_HOME"] = str(Path(folder.name) / "cache")


def once(name: str, make: Callable[[Path], object]) -> Path:
    """The shared folder of a name; who needs it first makes it, and the others wait. Nobody changes it."""
    folder = Path(os.environ[PLACE]) / name
    done = folder.with_suffix(".done")
    with FileLock(folder.with_suffix(".lock")):
        if not done.exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            make(folder)
            done.touch()
    return folder

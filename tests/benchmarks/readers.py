"""What reading in child processes costs, beside reading in this one and beside pypdf's own text."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO

import pypdf

from ingest import files, parse
from ingest.readers import Readers

ROUNDS = 3
LEAST = 150
"""Pages of a round: the samples are read over and over until there are as many."""


@dataclass(frozen=True, slots=True)
class Speed:
    """Pages read by the clock and by the CPU, children's included."""

    wall: float
    cpu: float


def reading_apart(contents: Mapping[str, bytes]) -> Iterator[str]:
    """A line for each way to read the PDF files: pages/s, pages/CPU-s, and their ratios to pypdf's."""
    pages = sum(len(pypdf.PdfReader(BytesIO(content)).pages) for content in contents.values())
    times = -(-LEAST // pages)
    jobs = [(name, content) for _ in range(times) for name, content in contents.items()]

    def here() -> None:
        for name, content in jobs:
            parse.letters(files.document(content, name), name, "x")

    def plain() -> None:
        for _, content in jobs:
            for page in pypdf.PdfReader(BytesIO(content)).pages:
                page.extract_text()

    ways: dict[str, Callable[[], None]] = {
        "pypdf extract_text alone": plain,
        "letters in this process": here,
        "letters in 1 child process": lambda: _apart(jobs, 1),
        "letters in 2 child processes": lambda: _apart(jobs, 2),
    }
    speeds = {name: _speed(way, pages * times) for name, way in ways.items()}
    base = speeds["pypdf extract_text alone"]
    for name, speed in speeds.items():
        yield (
            f"{name:34} {speed.wall:8.1f} pages/s {speed.cpu:8.1f} pages/CPU-s"
            f"   ratio to pypdf {speed.wall / base.wall:.2f} by the clock, {speed.cpu / base.cpu:.2f} by CPU"
        )


def _apart(jobs: list[tuple[str, bytes]], processes: int) -> None:
    """Read everything in child processes, started for it."""
    with Readers(processes) as readers:
        for future in [readers.submit(content, name) for name, content in jobs]:
            future.result()


def _speed(work: Callable[[], None], pages: int) -> Speed:
    """The best of ROUNDS runs."""
    took = [_once(work) for _ in range(ROUNDS)]
    return Speed(pages / min(wall for wall, _ in took), pages / min(cpu for _, cpu in took))


def _once(work: Callable[[], None]) -> tuple[float, float]:
    wall, cpu = time.perf_counter(), _cpu()
    work()
    return time.perf_counter() - wall, _cpu() - cpu


def _cpu() -> float:
    """CPU-seconds of this process and of its children that have ended."""
    return sum(os.times()[:4])

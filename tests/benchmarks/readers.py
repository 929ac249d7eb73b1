"""What reading in child processes costs, beside reading in this one and beside pypdf's own text."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from io import BytesIO

import pypdf

from ingest.formats.read import document
from ingest.letter import parse
from ingest.sandbox.readers import Readers

ROUNDS = 5
LEAST = 150
"""Pages of a round: the samples are read over and over until there are as many."""

PROCESSES = (1, 2)

Job = tuple[str, bytes]
Task = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds by the clock and of CPU, children's included."""

    wall: float
    cpu: float


def reading_apart(contents: Mapping[str, bytes]) -> Iterator[str]:
    """A line for each way to read the PDF files: pages/s, pages/CPU-s, and their ratios to pypdf's.

    What a child takes to start and to read its first file is told on a line of its own, and not counted
    against its pages.
    """
    pages = sum(map(_pages, contents.values()))
    jobs = list(contents.items()) * -(-LEAST // pages)
    pages *= len(jobs) // len(contents)
    tasks: dict[str, Task] = {"pypdf": lambda: _extract(jobs), "here": lambda: _here(jobs)}
    for n in PROCESSES:
        first = jobs[:1] * n
        tasks[f"start {n}"] = partial(_apart, first, n)
        tasks[f"apart {n}"] = partial(_apart, [*first, *jobs], n)
    costs = _costs(tasks)
    yield _line("pypdf extract_text alone", pages, costs["pypdf"], costs["pypdf"])
    yield _line("letters in this process", pages, costs["here"], costs["pypdf"])
    for n in PROCESSES:
        start, apart = costs[f"start {n}"], costs[f"apart {n}"]
        steady = Cost(apart.wall - start.wall, apart.cpu - start.cpu)
        yield _line(f"letters in child processes: {n}", pages, steady, costs["pypdf"])
        yield f"{'  their start and first file':34} {start.wall:8.2f} s       {start.cpu:8.2f} CPU-s"


def _pages(content: bytes) -> int:
    return len(pypdf.PdfReader(BytesIO(content)).pages)


def _line(name: str, pages: int, cost: Cost, base: Cost) -> str:
    return (
        f"{name:34} {pages / cost.wall:8.1f} pages/s {pages / cost.cpu:8.1f} pages/CPU-s"
        f"   ratio to pypdf {base.wall / cost.wall:.2f} by the clock, {base.cpu / cost.cpu:.2f} by CPU"
    )


def _extract(jobs: Sequence[Job]) -> None:
    for _, content in jobs:
        for page in pypdf.PdfReader(BytesIO(content)).pages:
            page.extract_text()


def _here(jobs: Sequence[Job]) -> None:
    for name, content in jobs:
        parse.letters(document(content, name), name, "x")


def _apart(jobs: Sequence[Job], processes: int) -> None:
    """Read everything in child processes, started for it."""
    with Readers(processes) as readers:
        for future in [readers.submit(content, name) for name, content in jobs]:
            future.result()


def _costs(tasks: Mapping[str, Task]) -> dict[str, Cost]:
    """The best of ROUNDS runs of each; they take turns, for what else a machine does comes and goes."""
    rounds = [{name: _once(task) for name, task in tasks.items()} for _ in range(ROUNDS)]
    return {
        name: Cost(min(took[name].wall for took in rounds), min(took[name].cpu for took in rounds))
        for name in tasks
    }


def _once(task: Task) -> Cost:
    wall, cpu = time.perf_counter(), _cpu()
    task()
    return Cost(time.perf_counter() - wall, _cpu() - cpu)


def _cpu() -> float:
    """CPU-seconds of this process and of its children that have ended."""
    return sum(os.times()[:4])

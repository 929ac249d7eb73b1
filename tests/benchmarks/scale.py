"""What searching, adding and reading again cost in knowledge bases of growing size.

`python -m tests.benchmarks.scale [--passages N …] [--plot FILE.svg]`. Letters, vectors and questions are made
by chance (`synthetic`), so encoding is left out: a search is what the index does for one question, by meaning
and by words, and fetching what is fused. Milliseconds are by the clock and, in brackets, of CPU, which a busy
machine does not lengthen.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from zlib import crc32

import numpy as np
from matplotlib.figure import Figure

from index.engine import generation
from index.engine.embedded import Embedded
from index.filters import Where
from kb.sqlite.letters import SqliteStore
from kb.sqlite.passages import PassageTable
from tests.benchmarks.evaluate.plots import svg
from tests.benchmarks.synthetic import DIMENSION, HALF, ONE_PERCENT, Asked, Chance, add_letter, fill
from tests.fake import HashEncoder
from tests.letters import BUSSES
from web.service.base import open_base
from web.service.intake import intake

SIZES = (1_000, 10_000, 100_000)
QUESTIONS, WARM, CANDIDATES = 200, 20, 100
LETTERS = 1000
"""Letters that are read, and read again unchanged."""

FILTERS: dict[str, Where] = {"no filter": (), "1 % filter": ONE_PERCENT, "50 % filter": HALF}


@dataclass(frozen=True, slots=True)
class Times:
    """Milliseconds of many runs, by the clock and of CPU."""

    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)

    def take(self, run: Callable[[], object]) -> None:
        """Run once more."""
        wall, cpu = time.perf_counter(), time.thread_time()
        run()
        self.wall.append((time.perf_counter() - wall) * 1000)
        self.cpu.append((time.thread_time() - cpu) * 1000)

    def __str__(self) -> str:
        wall, cpu = (np.percentile(times, (50, 95)) for times in (self.wall, self.cpu))
        return f"{wall[0]:7.1f} {wall[1]:7.1f}   ({cpu[0]:.1f} {cpu[1]:.1f})"


@dataclass(frozen=True, slots=True)
class Searched:
    """What a process of its own took: seconds to load, times by what was done, memory in MB at most."""

    loading: float
    times: dict[str, Times]
    memory: float


@dataclass(frozen=True, slots=True)
class Measured:
    """One knowledge base: what building it took in seconds, what searching it and adding to it take."""

    passages: int
    filling: float
    publishing: float
    manifest: generation.Manifest
    searched: Searched
    adding: float
    publishing_again: float
    dropping: float


def opened(data: Path) -> tuple[SqliteStore, PassageTable, Embedded]:
    """A knowledge base without letters that can be read or an encoder that can be asked."""
    store = SqliteStore.open(data / "kb.sqlite")
    table = store.passages("synthetic", DIMENSION)
    return store, table, Embedded(table, data / "index")


def questions(table: PassageTable, count: int) -> list[Asked]:
    """Questions about QAs from all over the knowledge base."""
    chance, rows = Chance(2), table.rows()
    chosen = table.get(rows[:: max(1, len(rows) // count)][:count])
    bags = table.bags([passage.row for passage in chosen])
    return [chance.question(passage.vector, bags[passage.row]) for passage in chosen]


def search(backend: Embedded, where: Where, asked: Asked) -> None:
    """What the index does for one question."""
    by_words = backend.lexical(asked.terms, CANDIDATES, where)
    by_meaning = backend.dense(asked.vector, CANDIDATES, where)
    backend.get(sorted({row for row, _ in (*by_words, *by_meaning)}))
    backend.known(asked.terms)


def searched(data: Path) -> Searched:
    """Ask the same questions with every filter, and its halves alone."""
    _, table, backend = opened(data)
    asked = questions(table, QUESTIONS)
    start = time.perf_counter()
    backend.state()
    loading = time.perf_counter() - start
    works: dict[str, Callable[[Asked], object]] = {
        **{name: partial(search, backend, where) for name, where in FILTERS.items()},
        "by words alone": lambda q: backend.lexical(q.terms, CANDIDATES),
        "by meaning alone": lambda q: backend.dense(q.vector, CANDIDATES),
    }
    times = {name: _timed(work, asked) for name, work in works.items()}
    return Searched(loading, times, most_memory())


def most_memory() -> float:
    """MB of memory this process had at most; `getrusage` would count its parent's too."""
    status = Path("/proc/self/status").read_text("ascii")
    (line,) = (line for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) / 1024


def _timed(work: Callable[[Asked], object], asked: Sequence[Asked]) -> Times:
    for question in asked[:WARM]:
        work(question)
    times = Times()
    for question in asked:
        times.take(partial(work, question))
    return times


def measured(data: Path, passages: int) -> Measured:
    """Make a knowledge base and measure it."""
    store, table, backend = opened(data)
    filling = seconds(lambda: fill(store, table, passages))
    publishing = seconds(backend.publish)
    table.serve()
    manifest = generation.current(backend.folder)
    assert manifest
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as apart:
        found = apart.submit(searched, data).result()
    backend.state()
    adding = seconds(lambda: add(store, backend, "ny"))
    again = seconds(backend.publish)
    dropping = seconds(lambda: drop(backend, "brev-7"))
    store.close()
    return Measured(manifest.count, filling, publishing, manifest, found, adding, again, dropping)


def add(store: SqliteStore, backend: Embedded, id: str) -> None:
    """A letter whose passages are embedded, until it is found."""
    entries = Chance(crc32(id.encode())).entries(id)
    with store.unit_of_work():
        add_letter(store, id, entries)
        backend.put(entries)
    (first,) = backend.dense(np.frombuffer(entries[0].vector, "<f4"), 1)
    assert backend.passages.get([first[0]])[0].id == entries[0].id


def drop(backend: Embedded, letter: str) -> None:
    """Drop a letter that stands in the index's files, until it is out of them."""
    backend.drop([id for id in backend.passages.digests() if id.startswith(f"{letter}.")])
    backend.publish()


def seconds(work: Callable[[], object]) -> float:
    """What a work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def reading_again(data: Path) -> tuple[float, float]:
    """Seconds to read LETTERS letters in files, and to read the unchanged files again."""
    files = data / "breve"
    files.mkdir(parents=True)
    for number in range(LETTERS):
        text = BUSSES.replace("1.146 elever", f"{number + 100} elever").replace("2022", str(1000 + number))
        (files / f"svar-{number}.txt").write_text(text, "utf-8")
    base = open_base(data, HashEncoder())
    first = seconds(lambda: intake(base, [files]))
    again = seconds(lambda: intake(base, [files]))
    base.close()
    return first, again


def report(found: Measured) -> str:
    """A paragraph for one knowledge base."""
    files = ", ".join(found.manifest.files)
    times = "\n".join(f"  {name:18} {times}" for name, times in found.searched.times.items())
    return (
        f"{found.passages:,} passages: index {found.manifest.kind}, recall {found.manifest.recall:.3f}\n"
        f"  filled in {found.filling:.1f} s, published in {found.publishing:.1f} s ({files})\n"
        f"  loaded in {found.searched.loading:.1f} s; the process that searched had"
        f" {found.searched.memory:,.0f} MB at most\n  {'ms':18}     p50     p95   (of CPU)\n{times}\n"
        f"  a letter more is found after {found.adding:.2f} s, its publishing takes"
        f" {found.publishing_again:.2f} s; a letter less is out of the files after {found.dropping:.1f} s"
    )


def main() -> None:
    """Measure every size, and say what was found as soon as it is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--passages", type=int, nargs="+", default=SIZES, metavar="N")
    parser.add_argument("--plot", type=Path, metavar="FILE.svg")
    parser.add_argument("--folder", type=Path, help="where to build, and leave, the knowledge bases")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = given.folder or Path(scratch)
        first, again = reading_again(Path(scratch) / "read")
        print(
            f"{LETTERS:,} letters are read in {first:.1f} s, unchanged ones again in {again:.2f} s",
            flush=True,
        )
        found = []
        for passages in given.passages:
            found.append(measured(folder / str(passages), passages))
            print(report(found[-1]), flush=True)
        if given.plot:
            given.plot.write_text(plotted(found), "utf-8")


def plotted(found: Sequence[Measured]) -> str:
    """Growth as SVG: the 95th percentile by the number of passages."""
    figure = Figure(figsize=(8, 5), layout="constrained")
    axes = figure.add_subplot()
    for name in found[0].searched.times:
        slowest = [float(np.percentile(each.searched.times[name].wall, 95)) for each in found]
        axes.loglog([each.passages for each in found], slowest, "o-", label=name)
    axes.set_xlabel("passages")
    axes.set_ylabel("ms of a search without encoding, 95th percentile")
    axes.legend()
    return svg("scale", figure)


if __name__ == "__main__":
    main()

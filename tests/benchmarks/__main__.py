"""What reading, starting and asking cost: `python -m tests.benchmarks`.

Each figure stands beside an alternative measured in the same run, for machines differ and are noisy;
the ratio is what to compare. The letters are the samples; `--letters N` repeats them, a year apart, for
a larger knowledge base.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from index.evaluation import evaluate
from index.question.question import Question
from tests.benchmarks.readers import reading_apart
from tests.benchmarks.scans import reading_scans
from web.demo.letters import copy
from web.service.base import BULK, open_base
from web.service.intake import intake

ROUNDS = 3

WATCH = """
import resource, subprocess, sys, time
start = time.perf_counter()
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
print(time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def main() -> None:
    """Run every benchmark and print a line each."""
    arguments = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    arguments.add_argument("--data", type=Path, help="keep the knowledge base here")
    chosen = arguments.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        data = chosen.data or Path(temporary) / "data"
        letters = data / "letters"
        paths = copy(letters)
        for benchmark in (reading, ingesting, asking, cold_ask, cold_serve):
            for line in benchmark(data, letters, paths):
                print(line, flush=True)


def row(name: str, own: float, other: float, unit: str, alternative: str) -> str:
    """One figure, its alternative, and their ratio."""
    return f"{name:34} {own:10.1f} {unit:11} {alternative:44} {other:10.1f}   ratio {own / other:.2f}"


def seconds(work: Callable[[], object]) -> float:
    """CPU-seconds of the best of ROUNDS runs."""

    def once() -> float:
        start = time.process_time()
        work()
        return time.process_time() - start

    return min(once() for _ in range(ROUNDS))


def reading(data: Path, letters: Path, paths: Sequence[Path]) -> Iterator[str]:
    """PDF to letters, here and in child processes, beside pypdf's own text of the same pages."""
    contents = {path.name: path.read_bytes() for path in paths if path.suffix == ".pdf"}
    yield from reading_apart(contents)
    yield from reading_scans(contents)


def ingesting(data: Path, letters: Path, paths: Sequence[Path]) -> Iterator[str]:
    """The whole of `ingest`, beside embedding the same passages with nothing around it; then a second run."""
    base = open_base(data, threads=BULK)
    base.encoder.encoded(["Modellen indlæses først."])
    first = _wall(lambda: intake(base, [letters]))
    texts = [qa.answer for letter in base.store.letters() for qa in letter.qas]
    alone = _wall(lambda: base.encoder.encoded(texts))
    pages = sum(letter.pages or 1 for letter in base.store.letters())
    yield row("ingest with embedding", pages / first, pages / alone, "pages/s", "embedding the answers alone")
    again = _wall(lambda: intake(base, [letters]))
    yield row("ingest again, nothing new", again * 1000, first * 1000, "ms", "the first time")
    base.close()


def asking(data: Path, letters: Path, paths: Sequence[Path]) -> Iterator[str]:
    """A question from text to cited passages, beside its encoding alone."""
    base = open_base(data)
    texts = [asked.text for asked in evaluate.read(letters / "questions.jsonl", base.store)][:100]
    base.finder.ask(Question(texts[0]))
    whole = [_wall(lambda text=text: base.finder.ask(Question(text))) * 1000 for text in texts]  # type: ignore[misc]
    alone = [_wall(lambda text=text: base.encoder.query(text)) * 1000 for text in texts]  # type: ignore[misc]
    yield row(
        "question, median", statistics.median(whole), statistics.median(alone), "ms", "encoding it alone"
    )
    yield row("question, 95 %", _p95(whole), _p95(alone), "ms", "encoding it alone")
    base.close()


def cold_ask(data: Path, letters: Path, paths: Sequence[Path]) -> Iterator[str]:
    """`svarbasen ask` in a new process, beside importing sentence-transformers in one."""
    command = [
        sys.executable,
        "-m",
        "web.commands.main",
        "ask",
        "Hvor langt er der til skole?",
        "--data",
        str(data),
    ]
    own, memory = _process(command)
    other, other_memory = _process([sys.executable, "-c", "import sentence_transformers"])
    yield row("cold ask", own, other, "s", "import sentence_transformers")
    yield row("memory of cold ask", memory, other_memory, "MB", "import sentence_transformers")


def cold_serve(data: Path, letters: Path, paths: Sequence[Path]) -> Iterator[str]:
    """`svarbasen serve` from start to its first page, and to its first answer."""
    with _serving(data) as (address, start):
        _fetch(f"{address}/sundhed")
        page = time.perf_counter() - start
        _fetch(f"{address}/api/v1/ask?q=skole")
        answer = time.perf_counter() - start
        yield row("serve, first page", page, answer, "s", "first answer")


def _wall(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _p95(values: Sequence[float]) -> float:
    return statistics.quantiles(values, n=20)[-1]


def _process(command: Sequence[str]) -> tuple[float, float]:
    """Wall-clock seconds and peak memory in MB of a new process.

    A small process starts it: a child's peak counts what its parent held when it was forked.
    """
    watched = [sys.executable, "-c", WATCH, *command]
    took, kilobytes = subprocess.run(watched, check=True, capture_output=True, text=True).stdout.split()
    return float(took), int(kilobytes) / 1024


@contextmanager
def _serving(data: Path) -> Iterator[tuple[str, float]]:
    """A server in a new process: its address, and when it was started."""
    start = time.perf_counter()
    command = [sys.executable, "-u", "-m", "web.commands.main", "serve", "--port", "0", "--data", str(data)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        yield line.split()[2].rstrip("/"), start
    finally:
        process.terminate()
        process.wait()


def _fetch(url: str) -> bytes:
    try:
        with urllib.request.urlopen(url) as response:
            return bytes(response.read())
    except urllib.error.HTTPError as error:
        raise RuntimeError(f"{url}: {error.read().decode()}") from error


if __name__ == "__main__":
    main()

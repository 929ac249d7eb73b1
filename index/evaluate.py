"""How well questions find their answers, and how often there is rightly none.

A question's row is `{"id", "text", "kind", "answers": ["file#number", …]}`; no answers means that no
letter answers it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from time import perf_counter

from index import fuse
from index.answer import Status
from index.search import Candidates, Finder
from kb.errors import SvarbasenError
from kb.store import Store

DEPTH = 10
"""Ranks looked at by MRR."""

Ranking = Callable[[Candidates], list[str]]

MODES: Mapping[str, Ranking] = {
    "lexical": lambda found: fuse.ranked(found.lexical),
    "dense": lambda found: fuse.ranked(found.dense),
    "fused": lambda found: fuse.ranked(fuse.fused(found.dense, found.lexical)),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """A question whose answers are known, as QA ids."""

    id: str
    text: str
    kind: str
    answers: frozenset[str]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a question: the rank of its first right answer in each mode (None: not in DEPTH)."""

    asked: Asked
    ranks: Mapping[str, int | None]
    status: Status
    similarity: float
    coverage: float


@dataclass(frozen=True, slots=True)
class Score:
    """Means over questions."""

    questions: int
    hit_1: float
    hit_5: float
    mrr_10: float


def read(path: Path, store: Store) -> list[Asked]:
    """The questions of a file. Raises SvarbasenError naming every line that is wrong."""
    known = {f"{letter.file}#{qa.number}": qa.id for letter in store.letters() for qa in letter.qas}
    asked, faults = [], []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            asked.append(_asked(json.loads(line), known))
        except (ValueError, KeyError, TypeError) as error:
            faults.append(f"line {number}: {error}")
    if faults:
        raise SvarbasenError(f"{path}: expected rows with id, text, kind, answers; " + "; ".join(faults))
    return asked


def _asked(row: Mapping[str, object], known: Mapping[str, str]) -> Asked:
    answers = row["answers"]
    if not isinstance(answers, list):
        raise TypeError("answers is no list")
    if unknown := [answer for answer in answers if answer not in known]:
        raise ValueError(f"no such question in the knowledge base: {', '.join(unknown)}")
    ids = frozenset(known[answer] for answer in answers)
    return Asked(str(row["id"]), str(row["text"]), str(row["kind"]), ids)


def outcomes(finder: Finder, questions: Iterable[Asked]) -> list[Outcome]:
    """Ask every question."""
    return [_outcome(finder, asked) for asked in questions]


def _outcome(finder: Finder, asked: Asked) -> Outcome:
    found = finder.candidates(asked.text)
    answer = finder.answer(asked.text, found, 1, perf_counter())
    signals = finder.signals(asked.text, answer.found[0])
    ranks = {mode: _rank(order(found), asked.answers) for mode, order in MODES.items()}
    return Outcome(asked, ranks, answer.status, signals.similarity, signals.coverage)


def _rank(order: Sequence[str], answers: frozenset[str]) -> int | None:
    return next((rank for rank, qa in enumerate(order[:DEPTH], 1) if qa in answers), None)


def score(results: Sequence[Outcome], mode: str) -> Score:
    """The means of a mode over answerable questions."""
    ranks = [result.ranks[mode] for result in results]
    return Score(
        len(ranks),
        fmean(rank == 1 for rank in ranks),
        fmean(rank is not None and rank <= 5 for rank in ranks),
        fmean(1 / rank if rank else 0.0 for rank in ranks),
    )


def answerable(results: Iterable[Outcome]) -> list[Outcome]:
    """The questions that some letter answers."""
    return [result for result in results if result.asked.answers]


def unanswerable(results: Iterable[Outcome]) -> list[Outcome]:
    """The questions that no letter answers."""
    return [result for result in results if not result.asked.answers]


def by_kind(results: Iterable[Outcome]) -> dict[str, list[Outcome]]:
    """The results of each kind of question, kinds in the order they come."""
    kinds: dict[str, list[Outcome]] = {}
    for result in results:
        kinds.setdefault(result.asked.kind, []).append(result)
    return kinds


def shares(results: Sequence[Outcome]) -> dict[Status, float]:
    """The share of each status."""
    return {status: fmean(result.status is status for result in results) for status in Status}

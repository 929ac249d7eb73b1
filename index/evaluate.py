"""How well questions find their answers, and how often there is rightly none.

A question's row is `{"id", "text", "kind", "answers": ["file#number", …]}`; no answers means that no
letter answers it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import fmean
from time import perf_counter

from index import fuse, jsonl
from index.answer import Status
from index.search import Candidates, Finder, checked
from index.status import Signals
from kb.errors import BadQuestion, SvarbasenError
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
    asked = jsonl.read(path, partial(_asked, known=_known(store)), '"id", "text", "kind" and "answers"')
    if not asked:
        raise SvarbasenError(f"{path}: expected questions with known answers, found no rows")
    return asked


def _known(store: Store) -> Mapping[str, frozenset[str]]:
    """`file#number` -> ids: two folders may hold files of one name."""
    known: dict[str, frozenset[str]] = defaultdict(frozenset)
    for letter in store.letters():
        for qa in letter.qas:
            known[f"{letter.file}#{qa.number}"] |= {qa.id}
    return known


def _asked(row: jsonl.Row, known: Mapping[str, frozenset[str]]) -> Asked:
    answers = jsonl.value(row, "answers")
    if not isinstance(answers, list) or not all(isinstance(answer, str) for answer in answers):
        raise ValueError('expected a list of file#number as "answers"')
    if unknown := [answer for answer in answers if answer not in known]:
        raise ValueError(f"no such question in the knowledge base: {', '.join(unknown)}")
    try:
        text = checked(jsonl.text(row, "text"))
    except BadQuestion as error:
        raise ValueError(str(error)) from error
    ids = frozenset[str]().union(*(known[answer] for answer in answers))
    return Asked(str(jsonl.value(row, "id")), text, jsonl.text(row, "kind"), ids)


def outcomes(finder: Finder, questions: Iterable[Asked]) -> list[Outcome]:
    """Ask every question."""
    return [_outcome(finder, asked) for asked in questions]


def _outcome(finder: Finder, asked: Asked) -> Outcome:
    found = finder.candidates(asked.text, DEPTH)
    answer = finder.answer(asked.text, found, 1, perf_counter())
    signals = finder.signals(asked.text, answer.found[0]) if answer.found else Signals(0.0, 0.0)
    ranks = {mode: _rank(order(found), asked.answers) for mode, order in MODES.items()}
    return Outcome(asked, ranks, answer.status, signals.similarity, signals.coverage)


def _rank(order: Sequence[str], answers: frozenset[str]) -> int | None:
    return next((rank for rank, qa in enumerate(order[:DEPTH], 1) if qa in answers), None)


def score(results: Sequence[Outcome], mode: str) -> Score:
    """The means of a mode over answerable questions; all 0 where there are none."""
    ranks = [result.ranks[mode] for result in results]
    return Score(
        len(ranks),
        _mean([float(rank == 1) for rank in ranks]),
        _mean([float(rank is not None and rank <= 5) for rank in ranks]),
        _mean([1 / rank if rank else 0.0 for rank in ranks]),
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
    """The share of each status; all 0 where there are no results."""
    return {status: _mean([float(result.status is status) for result in results]) for status in Status}


def _mean(values: Sequence[float]) -> float:
    return fmean(values) if values else 0.0

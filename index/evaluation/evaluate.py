"""Asks questions whose answers are known, and records the ranks of the right answers and the status given.

A question is a JSON line `{"id", "text", "kind", "answers": ["file#number", …]}`; an empty list of answers
means that no letter answers it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from types import MappingProxyType

from index.answer import fuse, status
from index.answer.answer import Answer, Status
from index.answer.candidates import Candidates
from index.answer.search import Finder
from index.evaluation.measures import DEPTH
from index.progress import Progress, silent
from index.question.question import Question, checked
from kb import jsonl
from kb.errors import BadQuestion, SvarbasenError
from kb.store import Store

Ranking = Callable[[Candidates], list[str]]

MODES: Mapping[str, Ranking] = {
    "lexical": lambda found: fuse.ranked(found.lexical),
    "dense": lambda found: fuse.ranked(found.dense),
    "fused": lambda found: fuse.ranked(fuse.fused(found.dense, found.lexical)),
}
"""Mode -> the ranking that a part of the search gives by itself."""

SHOWN = "shown"
"""The mode of the final ranking, which users see."""

Other = Callable[[str], Sequence[str]]
"""Another ranking to compare with: the text of a question -> QA ids, best first."""


@dataclass(frozen=True, slots=True)
class GoldQuestion:
    """A question with the QA ids of its right answers; none means that no letter answers it."""

    id: str
    text: str
    kind: str
    answers: frozenset[str]


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of asking one question.

    `places`: mode -> the ranks of its right answers among the first DEPTH, best first. `best` is the id of
    the QA shown first. `confidence`, computed from `signals`, decided the status. `ms` is the search time.
    """

    asked: GoldQuestion
    places: Mapping[str, tuple[int, ...]]
    status: Status
    confidence: float
    signals: Mapping[str, float]
    best: str | None
    ms: float

    @property
    def ranks(self) -> dict[str, int | None]:
        """Mode -> the rank of the first right answer (None: not among the first DEPTH)."""
        return {mode: min(places, default=None) for mode, places in self.places.items()}


def read(path: Path, store: Store) -> list[GoldQuestion]:
    """Read a file of questions. Raises SvarbasenError naming every invalid line."""
    asked = jsonl.read(path, partial(_asked, known=_known(store)), '"id", "text", "kind" and "answers"')
    if not asked:
        raise SvarbasenError(f"{path}: expected questions with known answers, found no rows")
    return asked


def _known(store: Store) -> Mapping[str, frozenset[str]]:
    """`file#number` -> QA ids; several where files in different folders have the same name."""
    known: dict[str, frozenset[str]] = defaultdict(frozenset)
    for letter in store.letters():
        for qa in letter.qas:
            known[f"{letter.file}#{qa.number}"] |= {qa.id}
    return known


def _asked(row: jsonl.Row, known: Mapping[str, frozenset[str]]) -> GoldQuestion:
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
    return GoldQuestion(str(jsonl.value(row, "id")), text, jsonl.text(row, "kind"), ids)


def outcomes(
    finder: Finder,
    questions: Sequence[GoldQuestion],
    progress: Progress = silent,
    others: Mapping[str, Other] = MappingProxyType({}),
) -> list[Outcome]:
    """Ask every question, of the whole search and of each of its parts.

    `others` are additional rankings, which come first in each outcome.
    """
    found = []
    for done, asked in enumerate(questions, 1):
        found.append(_outcome(finder, asked, others))
        progress(done, len(questions))
    return found


def _outcome(finder: Finder, asked: GoldQuestion, others: Mapping[str, Other]) -> Outcome:
    candidates = finder.candidates(finder.prepared(Question(asked.text)), DEPTH)
    beside = {mode: ranked(asked.text) for mode, ranked in others.items()}
    return shown(finder, asked, beside | {mode: ranking(candidates) for mode, ranking in MODES.items()})


def shown(finder: Finder, asked: GoldQuestion, others: Mapping[str, Sequence[str]] | None = None) -> Outcome:
    """The outcome by what users see, with other rankings of the same question (mode -> QA ids)."""
    answer = finder.ask(Question(asked.text, DEPTH))
    rankings = {**(others or {}), SHOWN: [found.qa.id for found in answer.found]}
    places = {mode: tuple(_places(order, asked.answers)) for mode, order in rankings.items()}
    best = answer.found[0].qa.id if answer.found else None
    return Outcome(asked, places, answer.status, *_judged(answer), best, answer.ms)


def _judged(answer: Answer) -> tuple[float, dict[str, float]]:
    """The confidence that decided the status, and its signals; 0 and empty if nothing was found."""
    if not answer.signals:
        return 0.0, {}
    return status.confidence(answer.signals), asdict(answer.signals)


def _places(order: Sequence[str], answers: frozenset[str]) -> Iterator[int]:
    return (rank for rank, qa in enumerate(order[:DEPTH], 1) if qa in answers)


def answerable(results: Iterable[Outcome]) -> list[Outcome]:
    """The outcomes of questions that some letter answers."""
    return [result for result in results if result.asked.answers]


def unanswerable(results: Iterable[Outcome]) -> list[Outcome]:
    """The outcomes of questions that no letter answers."""
    return [result for result in results if not result.asked.answers]


def by_kind(results: Iterable[Outcome]) -> dict[str, list[Outcome]]:
    """The outcomes grouped by kind of question, kinds in order of first appearance."""
    kinds: dict[str, list[Outcome]] = {}
    for result in results:
        kinds.setdefault(result.asked.kind, []).append(result)
    return kinds

"""Why a letter was split as it was: each way of marking questions, what it took, and what it passed over."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.letter.body import Body
from ingest.letter.questions import table as grid
from ingest.letter.questions.marks import Passed
from ingest.letter.questions.runs import Mark
from ingest.letter.questions.split import tried
from ingest.letter.questions.trials import Trial
from kb.model import Line


@dataclass(frozen=True, slots=True)
class Taken:
    """A mark that was taken: its number as printed, and the index of its line."""

    number: str
    line: int


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A place that looks like a mark: its number, the index of its line, and why it is none."""

    number: str
    line: int
    why: str


@dataclass(frozen=True, slots=True)
class Tried:
    """One way of marking. `answers` are marks that open answers apart from their questions."""

    name: str
    score: int
    taken: tuple[Taken, ...] = ()
    answers: tuple[Taken, ...] = ()
    passed: tuple[PassedOver, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """What was chosen, None where nothing asks, and all ways, the best first."""

    chosen: str | None
    families: tuple[Tried, ...] = ()

    @property
    def runner_up(self) -> str | None:
        """The next best way that took anything."""
        others = [family.name for family in self.families if family.taken and family.name != self.chosen]
        return others[0] if others else None


def explain(lines: Sequence[Line], furniture: frozenset[int] = frozenset()) -> Explanation:
    """How the questions of a letter were chosen."""
    body = Body.of(lines, furniture)
    families = tuple(_tried(body, trial) for trial in tried(body))
    if table := grid.found(body):
        rows = tuple(Taken(f.number, (f.labels or f.question)[0].line) for f in table.found)
        return Explanation("table", (Tried("table", len(rows), rows), *families))
    return Explanation(families[0].name if families[0].taken else None, families)


def _tried(body: Body, trial: Trial) -> Tried:
    return Tried(
        trial.name,
        trial.score,
        _taken(body, trial.questions),
        _taken(body, trial.answers),
        tuple(_passed(body, trial.passed)),
    )


def _taken(body: Body, marks: Iterable[Mark]) -> tuple[Taken, ...]:
    return tuple(Taken(mark.number, body.index(mark.at)) for mark in marks)


def _passed(body: Body, passed: Iterable[Passed]) -> Iterable[PassedOver]:
    return (PassedOver(each.number, body.index(each.at), each.why) for each in passed)

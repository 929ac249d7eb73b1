"""Splits a letter's lines into questions and answers.

One way of marking questions is chosen for the whole letter: the one whose run of numbers scores best. Lines
that ask, or are followed by an answer label, are taken first; another numbered line is a question only if it
fills a gap in the numbers. So a numbered list inside an answer stays in its answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.letter.body import Body, LineSpan
from ingest.letter.markers import SERIES
from ingest.letter.questions import ends, headings, joint, lettered, trials, unnumbered
from ingest.letter.questions import table as grid
from ingest.letter.questions.marks import stops
from ingest.letter.questions.pairs import Pair, answer_only
from ingest.letter.questions.runs import Mark
from ingest.letter.questions.trials import ANSWERS_ONLY, Trial
from kb.model import Line

__all__ = ["LineSpan", "Pair", "Split", "split"]


TABLE = "table"
"""The name of the way of marking for questions in a table, which has no family of numbers."""


@dataclass(frozen=True, slots=True)
class Split:
    """The questions of a letter, and the way they were marked; None if nothing asks.

    `head` and `tail` are the indexes of the lines before and after them.
    """

    way: str | None
    found: tuple[Pair, ...] = ()
    head: tuple[int, ...] = ()
    tail: tuple[int, ...] = ()


def split(lines: Sequence[Line], furniture: frozenset[int] = frozenset()) -> Split:
    """Find the questions and answers of a letter among the lines that are not furniture."""
    body = Body.of(lines, furniture)
    if table := grid.found(body):
        return _of(body, TABLE, table.found, table.first, table.end)
    trial = tried(body)[0]
    if not trial.questions:
        return Split(None, head=tuple(i for i, _ in body.rows))
    last = max(mark.at for mark in (*trial.questions, *trial.answers))
    end = ends.end(body, last)
    found = [each for series in _series(trial.questions) for each in _assembled(body, trial, series, end)]
    found = headings.taken_off(body, found, (mark.at for mark in trial.questions))
    return _of(body, trial.name, found, trial.questions[0].at, end)


def tried(body: Body) -> list[Trial]:
    """All ways of marking questions, the best first: those with numbers before those without."""
    found = trials.numbered(body)
    return found if found[0].questions else [*unnumbered.tried(body), *found]


def _series(marks: Sequence[Mark]) -> list[list[Mark]]:
    """The marks in series: a new series starts where a number is repeated."""
    found: list[list[Mark]] = [[]]
    seen: set[str] = set()
    for mark in marks:
        if not seen.isdisjoint(mark.numbers):
            found.append([])
            seen = set()
        found[-1].append(mark)
        seen.update(mark.numbers)
    return found


def _assembled(body: Body, trial: Trial, series: Sequence[Mark], end: int) -> list[Pair]:
    later = [mark.at for mark in trial.questions if mark.at > series[-1].at]
    stop = min(later, default=end)
    if trial.name == ANSWERS_ONLY:
        return [answer_only(body, mark, at) for mark, at in zip(series, stops(series, stop), strict=True)]
    answers = [mark for mark in trial.answers if series[0].at < mark.at and (not later or mark.at < stop)]
    questions, breaks = (series, []) if answers else lettered.parted(body, series, stop)
    return joint.assemble(body, questions, answers, stop, [*breaks, *_headings(body, series[0].at, stop)])


def _headings(body: Body, first: int, end: int) -> list[int]:
    """Positions of headings that name the asker of the next questions: `Spørgsmål fra Eva Holm (S)`."""
    return [at for at in range(first, end) if body.opens(at) and SERIES.fullmatch(body.text(at)) is not None]


def _of(body: Body, way: str, found: Sequence[Pair], first: int, end: int) -> Split:
    return Split(
        way,
        tuple(found),
        head=tuple(i for i, _ in body.rows[:first]),
        tail=tuple(i for i, _ in body.rows[end:]),
    )

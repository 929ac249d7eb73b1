"""What each part of the search is worth: all questions asked once with everything, and once without each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from index.answer.answer import Status
from index.answer.search import Finder
from index.evaluation import scores
from index.evaluation.evaluate import SHOWN, GoldQuestion, Outcome, answerable, shown, unanswerable
from index.evaluation.measures import MEASURES, Interval
from index.evaluation.scores import Figures
from index.question.switches import ALL, Switches
from tests.benchmarks.evaluate import refusal

NOTHING: Figures = dict.fromkeys(MEASURES, Interval(0.0, 0.0, 0.0))
"""Of no questions."""


@dataclass(frozen=True, slots=True)
class Ablated:
    """The search without one part (None: with all).

    `change` is what it gains over the search with all parts: below 0 where the part is worth something.
    `answered` and `wrongly` are the shares of questions with and without an answer that are called answered;
    `auc` is how well the two are told apart, None where there are no such or no others.
    """

    part: str | None
    figures: Figures
    change: Figures
    answered: float
    wrongly: float
    auc: float | None


def ablation(
    finder_with: Callable[[Switches], Finder], parts: Sequence[str], questions: Sequence[GoldQuestion]
) -> Iterator[Ablated]:
    """A row for the search with all parts, and one without each of the named ones."""
    whole: list[Outcome] = []
    for part in (None, *parts):
        finder = finder_with(Switches(**{part: False}) if part else ALL)
        results = [shown(finder, asked) for asked in questions]
        whole = whole or results
        yield ablated(part, results, whole)


def ablated(part: str | None, results: Sequence[Outcome], whole: Sequence[Outcome]) -> Ablated:
    """One row: the results without a part beside those with all."""
    right, wrong = answerable(results), unanswerable(results)
    return Ablated(
        part,
        scores.scores(right).get(SHOWN, NOTHING),
        scores.gained(list(zip(right, answerable(whole), strict=True)), SHOWN, SHOWN),
        scores.shares(right)[Status.ANSWER],
        scores.shares(wrong)[Status.ANSWER],
        refusal.auc(*map(refusal.confidences, (right, wrong))) if right and wrong else None,
    )

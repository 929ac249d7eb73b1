"""What each part of the search is worth: all questions asked once with everything, and once without each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from index.answer.answer import Status
from index.answer.search import Finder
from index.evaluation import refusal, scores
from index.evaluation.evaluate import SHOWN, Asked, Outcome, Progress, answerable, shown, silent, unanswerable
from index.evaluation.scores import Figures


@dataclass(frozen=True, slots=True)
class Ablated:
    """The search without one part (None: with all).

    `change` is what it gains over the search with all parts: below 0 where the part is worth something.
    `answered` and `wrongly` are the shares of questions with and without an answer that are called answered;
    `auc` is how well the two are told apart.
    """

    part: str | None
    figures: Figures
    change: Figures
    answered: float
    wrongly: float
    auc: float | None


def ablation(
    finder_with: Callable[[str | None], Finder],
    parts: Sequence[str],
    questions: Sequence[Asked],
    progress: Progress = silent,
) -> Iterator[Ablated]:
    """A row for the search with all parts, and one without each. `finder_with` names the part left out."""
    total = len(questions) * (len(parts) + 1)
    whole: list[Outcome] = []
    for n, part in enumerate((None, *parts)):
        finder = finder_with(part)
        results = []
        for done, asked in enumerate(questions, 1):
            results.append(shown(finder, asked))
            progress(n * len(questions) + done, total)
        whole = whole or results
        yield ablated(part, results, whole)


def ablated(part: str | None, results: Sequence[Outcome], whole: Sequence[Outcome]) -> Ablated:
    """One row: the results without a part beside those with all."""
    right, wrong = answerable(results), unanswerable(results)
    confident = ([result.confidence for result in group] for group in (right, wrong))
    return Ablated(
        part,
        scores.scores(right).get(SHOWN, scores.NOTHING),
        scores.gained(list(zip(right, answerable(whole), strict=True)), SHOWN, SHOWN),
        scores.shares(right)[Status.ANSWER],
        scores.shares(wrong)[Status.ANSWER],
        refusal.auc(*confident),
    )

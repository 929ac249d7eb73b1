"""Outcomes of questions as figures: how often the right answer was found, and what status was given."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

import numpy as np

from index.answer.answer import Status
from index.evaluation import refusal
from index.evaluation.evaluate import SHOWN, Outcome, answerable, by_kind, unanswerable
from index.evaluation.measures import MEASURES, Interval, intervals
from index.evaluation.refusal import Bin, Point

PAIRS = (("fused", "bm25"), ("fused", "lexical"), ("fused", "dense"), (SHOWN, "fused"))
"""Rankings worth comparing: what is said to be better, and than what."""

LOSS = 0.03
"""Share of the answerable questions that may go without being called answered, where refusal is judged."""

Figures = Mapping[str, Interval]
"""Measure -> its mean or difference."""

NOTHING: Figures = dict.fromkeys(MEASURES, Interval(0.0, 0.0, 0.0))
"""Of no questions."""


@dataclass(frozen=True, slots=True)
class Gain:
    """By how much one ranking is better than another, paired over the same questions."""

    ours: str
    theirs: str
    figures: Figures


@dataclass(frozen=True, slots=True)
class Refusal:
    """How well questions of a kind that no letter answers are told from those that one does.

    `given` is what the statuses came to, `allowed` what a threshold would that loses at most LOSS.
    """

    questions: int
    auc: float
    curve: tuple[Point, ...]
    given: Point
    allowed: Point


@dataclass(frozen=True, slots=True)
class Trust:
    """How far the confidence can be read as the probability that a letter answers the question."""

    bins: tuple[Bin, ...]
    error: float
    brier: float


def values(result: Outcome, mode: str) -> list[float]:
    """Each measure of one question."""
    ranks, right = result.places[mode], len(result.asked.answers)
    return [measure(ranks, right) for measure in MEASURES.values()]


def scores(results: Sequence[Outcome]) -> dict[str, Figures]:
    """Ranking -> its measures over answerable questions; none where there are no questions."""
    known, width = modes(results), len(MEASURES)
    rows = [[value for mode in known for value in values(result, mode)] for result in results]
    found = intervals(rows) if rows else []
    return {
        mode: dict(zip(MEASURES, found[n * width : (n + 1) * width], strict=True))
        for n, mode in enumerate(known)
    }


def gain(results: Sequence[Outcome], ours: str, theirs: str) -> Gain:
    """What a ranking gains over another."""
    return Gain(ours, theirs, gained([(result, result) for result in results], ours, theirs))


def gained(pairs: Sequence[tuple[Outcome, Outcome]], ours: str, theirs: str) -> Figures:
    """What the first of each pair gains over the second."""
    rows = [
        [one - other for one, other in zip(values(mine, ours), values(yours, theirs), strict=True)]
        for mine, yours in pairs
    ]
    return dict(zip(MEASURES, intervals(np.reshape(rows, (-1, len(MEASURES)))), strict=True))


def gains(results: Sequence[Outcome]) -> Iterator[Gain]:
    """All comparisons that the rankings at hand allow."""
    known = modes(results)
    return (gain(results, ours, theirs) for ours, theirs in PAIRS if ours in known and theirs in known)


def modes(results: Sequence[Outcome]) -> list[str]:
    """The rankings that all results have, in their order."""
    first = results[0].places if results else {}
    return [mode for mode in first if all(mode in result.places for result in results)]


def shares(results: Sequence[Outcome]) -> dict[Status, float]:
    """The share of each status; all 0 where there are no results."""
    return {
        status: fmean(result.status is status for result in results) if results else 0.0 for status in Status
    }


def refusals(results: Sequence[Outcome]) -> dict[str, Refusal]:
    """Kind of question that no letter answers -> how it is told apart; none where all or no questions are."""
    right = answerable(results)
    return {kind: _refusal(right, own) for kind, own in by_kind(unanswerable(results)).items() if right}


def _refusal(right: Sequence[Outcome], wrong: Sequence[Outcome]) -> Refusal:
    kept, refused = ([result.confidence for result in group] for group in (right, wrong))
    curve = refusal.curve(kept, refused)
    given = Point(0.0, *(1 - shares(group)[Status.ANSWER] for group in (right, wrong)))
    return Refusal(
        len(wrong), refusal.auc(kept, refused) or 0.0, tuple(curve), given, refusal.at(curve, LOSS)
    )


def trust(results: Sequence[Outcome]) -> Trust | None:
    """What the confidences are worth as probabilities; None where there are none, or they are no such."""
    confident = [result.confidence for result in results]
    if not confident or min(confident) < 0 or max(confident) > 1:
        return None
    came = [bool(result.asked.answers) for result in results]
    bins = refusal.reliability(confident, came)
    return Trust(tuple(bins), refusal.calibration_error(bins), refusal.brier(confident, came))

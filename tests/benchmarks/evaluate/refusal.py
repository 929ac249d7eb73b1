"""How well questions that a letter answers are told from those that none does, by the status's confidence.

`kept` are the confidences of questions that a letter answers, `refused` of those that none does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.metrics import brier_score_loss, roc_auc_score, roc_curve

from index.answer.answer import Status
from index.evaluation.evaluate import Outcome, answerable, by_kind, unanswerable
from index.evaluation.scores import shares

LOSS = 0.03
"""Share of the answerable questions that may go without being called answered, where refusal is judged."""

BINS = 10
"""Of a reliability plot, each a tenth of the way from 0 to 1."""


@dataclass(frozen=True, slots=True)
class Point:
    """What a threshold does: the share of `kept` that falls below it, and that of `refused`."""

    lost: float
    refused: float


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
class Bin:
    """Questions of about the same probability: how many, what was predicted and what came."""

    count: int
    predicted: float
    observed: float


@dataclass(frozen=True, slots=True)
class Trust:
    """How far the confidence can be read as the probability that a letter answers the question."""

    bins: tuple[Bin, ...]
    error: float
    brier: float


def refusals(results: Sequence[Outcome]) -> dict[str, Refusal]:
    """Kind of question that no letter answers -> how it is told apart; none where all or no questions are."""
    right = answerable(results)
    return {kind: _refusal(right, own) for kind, own in by_kind(unanswerable(results)).items() if right}


def _refusal(right: Sequence[Outcome], wrong: Sequence[Outcome]) -> Refusal:
    kept, refused = confidences(right), confidences(wrong)
    points = curve(kept, refused)
    given = Point(*(1 - shares(group)[Status.ANSWER] for group in (right, wrong)))
    return Refusal(len(wrong), auc(kept, refused), tuple(points), given, at(points, LOSS))


def confidences(results: Sequence[Outcome]) -> list[float]:
    """What the statuses were decided by."""
    return [result.confidence for result in results]


def curve(kept: ArrayLike, refused: ArrayLike) -> list[Point]:
    """Every threshold there is, from one that loses none to one that refuses all. Both sides hold some."""
    lost, gone, _ = roc_curve(*_labelled(kept, refused), drop_intermediate=False)
    return [Point(float(one), float(other)) for one, other in zip(lost, gone, strict=True)]


def at(points: Sequence[Point], loss: float) -> Point:
    """The highest threshold of a curve that loses at most this share of what is to be kept."""
    return [point for point in points if point.lost <= loss][-1]


def auc(kept: ArrayLike, refused: ArrayLike) -> float:
    """How often one to keep is surer than one to refuse, a draw counting half. Both sides hold some."""
    return float(roc_auc_score(*_labelled(kept, refused)))


def _labelled(kept: ArrayLike, refused: ArrayLike) -> tuple[NDArray[np.bool_], NDArray[np.float64]]:
    """What is to be detected are those to refuse, and the less sure a status is, the higher its score."""
    sides = [-np.asarray(side, float) for side in (refused, kept)]
    return np.repeat([True, False], [len(side) for side in sides]), np.concatenate(sides)


def trust(results: Sequence[Outcome]) -> Trust | None:
    """What the confidences are worth as probabilities; None where there are none, or they are no such."""
    confident = confidences(results)
    if not confident or min(confident) < 0 or max(confident) > 1:
        return None
    came = [bool(result.asked.answers) for result in results]
    bins = reliability(confident, came)
    return Trust(tuple(bins), calibration_error(bins), float(brier_score_loss(came, confident, pos_label=1)))


def reliability(probabilities: ArrayLike, came: ArrayLike) -> list[Bin]:
    """The bins that hold a question, in order; a probability on an edge belongs to the bin above.

    Not scikit-learn's `calibration_curve`: it does not tell how many questions a bin holds.
    """
    predicted, true = np.asarray(probabilities, float), np.asarray(came, float)
    bins = np.minimum((predicted * BINS).astype(int), BINS - 1)
    return [_bin(predicted[bins == n], true[bins == n]) for n in np.unique(bins)]


def _bin(predicted: NDArray[np.float64], true: NDArray[np.float64]) -> Bin:
    return Bin(len(predicted), float(predicted.mean()), float(true.mean()))


def calibration_error(bins: Sequence[Bin]) -> float:
    """The mean distance of what was predicted from what came, by questions.

    Expected calibration error: Naeini and others (2015).
    """
    distances = [abs(bin.predicted - bin.observed) for bin in bins]
    return float(np.average(distances, weights=[bin.count for bin in bins]))

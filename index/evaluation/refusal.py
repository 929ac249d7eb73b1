"""How well right questions are told from those that no letter answers, by one number a question.

The number is how sure the status is; `kept` are the numbers of questions that a letter answers, `refused`
of those that none does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

BINS = 10
"""Of a reliability plot, each a tenth of the way from 0 to 1."""


@dataclass(frozen=True, slots=True)
class Point:
    """What a threshold does: the share of `kept` that falls below it, and that of `refused`."""

    threshold: float
    lost: float
    refused: float


@dataclass(frozen=True, slots=True)
class Bin:
    """Questions of about the same probability: how many, what was predicted and what came."""

    count: int
    predicted: float
    observed: float


def curve(kept: ArrayLike, refused: ArrayLike) -> list[Point]:
    """Every threshold there is, from one that loses none to one that refuses all."""
    right, wrong = np.sort(np.asarray(kept, float)), np.sort(np.asarray(refused, float))
    if not len(right) or not len(wrong):
        return []
    thresholds = np.append(np.unique(np.concatenate((right, wrong))), np.inf)
    lost, gone = np.searchsorted(right, thresholds), np.searchsorted(wrong, thresholds)
    shares = zip(thresholds, lost / len(right), gone / len(wrong), strict=True)
    return [Point(*map(float, each)) for each in shares]


def at(points: Sequence[Point], loss: float) -> Point:
    """The highest threshold that loses at most this share of what is to be kept."""
    return max((point for point in points if point.lost <= loss), key=lambda point: point.threshold)


def auc(kept: ArrayLike, refused: ArrayLike) -> float | None:
    """How often one to keep is surer than one to refuse, a draw counting half; None without either."""
    right, wrong = np.asarray(kept, float), np.sort(np.asarray(refused, float))
    if not len(right) or not len(wrong):
        return None
    below, upto = (np.searchsorted(wrong, right, side) for side in ("left", "right"))
    return float((below + upto).mean() / 2 / len(wrong))


def reliability(probabilities: ArrayLike, came: ArrayLike) -> list[Bin]:
    """The bins that hold a question, in order; a probability on an edge belongs to the bin above."""
    predicted, true = np.asarray(probabilities, float), np.asarray(came, float)
    bins = np.minimum((predicted * BINS).astype(int), BINS - 1)
    return [_bin(predicted[bins == n], true[bins == n]) for n in np.unique(bins)]


def _bin(predicted: NDArray[np.float64], true: NDArray[np.float64]) -> Bin:
    return Bin(len(predicted), float(predicted.mean()), float(true.mean()))


def calibration_error(bins: Sequence[Bin]) -> float:
    """The mean distance of what was predicted from what came, by questions; 0 without bins.

    Expected calibration error: Naeini and others (2015).
    """
    total = sum(bin.count for bin in bins)
    return sum(bin.count * abs(bin.predicted - bin.observed) for bin in bins) / total if total else 0.0


def brier(probabilities: ArrayLike, came: ArrayLike) -> float:
    """The mean squared distance of a probability from what came, 0 or 1; 0 without any. Brier (1950)."""
    distance = np.asarray(probabilities, float) - np.asarray(came, float)
    return float(np.mean(distance**2)) if len(distance) else 0.0

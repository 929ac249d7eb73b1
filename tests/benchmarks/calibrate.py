"""Fitting the few weights that turn signals into a probability. Not needed where questions are answered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

FOLDS = 10
"""Of cross-validation."""

STRENGTH = 1.0
"""What the labels count against the penalty on large weights: the usual 1 on standardised signals."""

ROUNDS = 100
"""Newton steps after which a fit is given up; ten are plenty."""

STILL = 1e-9
"""Length of a step at which a fit has settled."""

Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Weights:
    """A fitted model: the probability is 1 / (1 + exp(-(bias + weights · signals)))."""

    weights: tuple[float, ...]
    bias: float

    def probabilities(self, features: ArrayLike) -> Values:
        """(n,) from signals as they are, (n, k)."""
        return _sigmoid(np.asarray(features, float) @ np.array(self.weights) + self.bias)


def fit(features: ArrayLike, labels: ArrayLike, strength: float = STRENGTH) -> Weights:
    """Logistic regression with a squared penalty on the weights of standardised signals, by Newton's method.

    `features` (n, k), `labels` (n,) of 0 and 1. Raises ValueError where only one of them occurs, or a fit
    does not settle.
    """
    signals, came = np.asarray(features, float), np.asarray(labels, float)
    if set(np.unique(came)) != {0.0, 1.0}:
        raise ValueError("expected labels of both kinds, 0 and 1")
    mean, scale = signals.mean(axis=0), signals.std(axis=0)
    scale[scale == 0] = 1.0
    design = np.column_stack((np.ones(len(came)), (signals - mean) / scale))
    solved = _Problem(design, came, strength).solved()
    weights = solved[1:] / scale
    return Weights(tuple(map(float, weights)), float(solved[0] - weights @ mean))


@dataclass(frozen=True, slots=True)
class _Problem:
    """What a fit makes small: the loss of all labels and the penalty on all weights but the bias."""

    design: Values
    came: Values
    strength: float

    def solved(self) -> Values:
        """(1 + k,) bias and weights. Raises ValueError where the fit does not settle."""
        found = np.zeros(self.design.shape[1])
        for _ in range(ROUNDS):
            step = self._step(found)
            while np.linalg.norm(step) > STILL and self._loss(found - step) > self._loss(found):
                step = step / 2
            found = found - step
            if np.linalg.norm(step) <= STILL:
                return found
        raise ValueError(f"expected the fit to settle in {ROUNDS} steps")

    def _step(self, found: Values) -> Values:
        """Newton's: gradient over curvature."""
        predicted = _sigmoid(self.design @ found)
        penalty = np.eye(len(found))
        penalty[0, 0] = 0
        gradient = self.strength * self.design.T @ (predicted - self.came) + penalty @ found
        curvature = self.strength * (self.design.T * (predicted * (1 - predicted))) @ self.design + penalty
        return np.asarray(np.linalg.solve(curvature, gradient))

    def _loss(self, found: Values) -> float:
        logits = self.design @ found
        loss = np.logaddexp(0, logits) - self.came * logits
        return float(self.strength * loss.sum() + found[1:] @ found[1:] / 2)


def _sigmoid(logits: Values) -> Values:
    """Without overflow: exp of what is not positive alone."""
    small = np.exp(-np.abs(logits))
    return np.asarray(np.where(logits >= 0, 1.0, small) / (1 + small))


def held_out(
    features: ArrayLike,
    labels: ArrayLike,
    groups: Sequence[Hashable],
    folds: int = FOLDS,
    strength: float = STRENGTH,
) -> Values:
    """(n,) probabilities, each by a model that has seen none of its own group.

    A group is what must not be on both sides: questions about one letter. Raises as `fit`.
    """
    signals, came = np.asarray(features, float), np.asarray(labels, float)
    fold = np.array(folded(groups, folds))
    found = np.empty(len(came))
    for n in np.unique(fold):
        own = fold == n
        found[own] = fit(signals[~own], came[~own], strength).probabilities(signals[own])
    return found


def folded(groups: Sequence[Hashable], folds: int = FOLDS) -> list[int]:
    """The fold of each: whole groups, the largest first, to the fold that holds least."""
    sizes, home = [0] * folds, dict[Hashable, int]()
    for group, size in Counter(groups).most_common():
        home[group] = sizes.index(min(sizes))
        sizes[home[group]] += size
    return [home[group] for group in groups]


def threshold_for(probabilities: ArrayLike, labels: ArrayLike, loss: float = 0.03) -> float:
    """The highest threshold below which at most this share of the true ones fall.

    What has the threshold's own probability is kept. Raises ValueError where none is true.
    """
    true = np.sort(np.asarray(probabilities, float)[np.asarray(labels, bool)])
    if not len(true):
        raise ValueError("expected at least one true label")
    return float(true[int(loss * len(true) + 1e-9)])

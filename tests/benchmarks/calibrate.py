"""Fitting the few weights that turn signals into a probability. Not needed where questions are answered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import expit
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import PredefinedSplit, cross_val_predict
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler

FOLDS = 10
"""Of cross-validation."""

STRENGTH = 1.0
"""What the labels count against the penalty on large weights: the usual 1 on standardised signals."""

STILL = 1e-10
"""Gradient at which a fit has settled."""

Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Weights:
    """A fitted model: the probability is 1 / (1 + exp(-(bias + weights · signals)))."""

    weights: tuple[float, ...]
    bias: float

    def probabilities(self, features: ArrayLike) -> Values:
        """(n,) from signals as they are, (n, k)."""
        return np.asarray(expit(np.asarray(features, float) @ np.array(self.weights) + self.bias))


def model(strength: float = STRENGTH) -> Pipeline:
    """Logistic regression with a squared penalty on the weights of standardised signals, not yet fitted."""
    return make_pipeline(StandardScaler(), LogisticRegression(C=strength, tol=STILL))


def fit(features: ArrayLike, labels: ArrayLike, strength: float = STRENGTH) -> Weights:
    """The weights of signals as they are. `features` (n, k), `labels` (n,) of 0 and 1.

    Raises ValueError where only one of them occurs.
    """
    scaler, regression = model(strength).fit(np.asarray(features, float), np.asarray(labels))
    weights = regression.coef_[0] / scaler.scale_
    return Weights(tuple(map(float, weights)), float(regression.intercept_[0] - weights @ scaler.mean_))


def held_out(
    features: ArrayLike, labels: ArrayLike, groups: Sequence[Hashable], folds: int = FOLDS
) -> Values:
    """(n,) probabilities, each by a model that has seen none of its own group.

    A group is what must not be on both sides: questions about one letter. Raises as `fit`.
    """
    found = cross_val_predict(
        model(),
        np.asarray(features, float),
        np.asarray(labels),
        cv=PredefinedSplit(folded(groups, folds)),
        method="predict_proba",
    )
    return np.asarray(found[:, 1])


def folded(groups: Sequence[Hashable], folds: int = FOLDS) -> list[int]:
    """The fold of each: whole groups, the largest first, to the fold that holds least.

    As scikit-learn's GroupKFold, but equal groups keep their order: the thresholds in
    `index.answer.status` were chosen with these folds.
    """
    sizes, home = [0] * folds, dict[Hashable, int]()
    for group, size in Counter(groups).most_common():
        home[group] = sizes.index(min(sizes))
        sizes[home[group]] += size
    return [home[group] for group in groups]

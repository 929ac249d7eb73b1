"""Fitting a probability to signals: beside scikit-learn, and without looking at what it is judged by."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from tests.benchmarks import calibrate

Values = NDArray[np.float64]


@pytest.fixture
def signals() -> Values:
    """Three signals of 120 questions, on scales of their own."""
    return np.random.default_rng(3).normal((0.85, 0.5, 12), (0.03, 0.2, 4), (120, 3))


@pytest.fixture
def came(signals: Values) -> Values:
    """What the first signal says, with noise."""
    noise = np.random.default_rng(4).normal(0, 0.02, len(signals))
    return np.asarray(signals[:, 0] + noise > 0.85, float)


@pytest.mark.parametrize("strength", [0.1, 1.0, 50.0])
def test_a_fit_is_what_scikit_learn_has(signals: Values, came: Values, strength: float) -> None:
    scaled = StandardScaler().fit_transform(signals)
    expected = LogisticRegression(C=strength, tol=1e-10).fit(scaled, came).predict_proba(scaled)[:, 1]
    assert calibrate.fit(signals, came, strength).probabilities(signals) == pytest.approx(expected, abs=1e-5)


def test_weights_are_for_signals_as_they_are(signals: Values, came: Values) -> None:
    found = calibrate.fit(signals, came)
    logit = found.bias + float(signals[0] @ found.weights)
    assert found.probabilities(signals)[0] == pytest.approx(1 / (1 + np.exp(-logit)))


def test_a_signal_that_never_changes_counts_nothing(signals: Values, came: Values) -> None:
    signals[:, 1] = 7
    assert calibrate.fit(signals, came).weights[1] == 0


def test_signals_that_part_the_labels_wholly_can_be_fitted() -> None:
    found = calibrate.fit([[0.0], [1.0], [2.0], [3.0]], [0, 0, 1, 1], strength=1e4)
    assert list(found.probabilities([[0.0], [3.0]]).round(3)) == [0, 1]


def test_far_signals_do_not_overflow() -> None:
    assert list(calibrate.Weights((1.0,), 0.0).probabilities([[-1e4], [1e4]])) == [0, 1]


def test_labels_of_one_kind_are_refused() -> None:
    with pytest.raises(ValueError, match="both kinds"):
        calibrate.fit([[1.0], [2.0]], [1, 1])


class TestHeldOut:
    def test_a_group_stays_together(self) -> None:
        groups = [*"aaabbccd"] * 3
        folds = calibrate.folded(groups, 3)
        assert len(set(zip(groups, folds, strict=True))) == 4

    def test_folds_are_about_as_large(self) -> None:
        folds = calibrate.folded([f"letter {n % 17}" for n in range(170)], 5)
        assert np.ptp(np.bincount(folds)) <= 10

    def test_nothing_is_learnt_from_a_group_about_itself(self) -> None:
        """Each group's signal is its number, and its label a coin's: known only to who has seen it."""
        groups = [n // 10 for n in range(400)]
        random = np.random.default_rng(0)
        labels = random.integers(0, 2, 40)[groups]
        signals = np.eye(40)[groups]
        seen = calibrate.fit(signals, labels).probabilities(signals)
        unseen = calibrate.held_out(signals, labels, groups)
        assert ((seen > 0.5) == labels).all()
        assert abs(((unseen > 0.5) == labels).mean() - 0.5) < 0.2

    def test_every_question_gets_a_probability(self, signals: Values, came: Values) -> None:
        found = calibrate.held_out(signals, came, [n % 12 for n in range(120)])
        assert ((found > 0) & (found < 1)).all()


@pytest.mark.parametrize(("loss", "threshold"), [(0.0, 0.1), (0.24, 0.1), (0.25, 0.4), (0.5, 0.6)])
def test_a_threshold_loses_no_more_than_it_may(loss: float, threshold: float) -> None:
    assert calibrate.threshold_for([0.6, 0.1, 0.9, 0.4, 0.95], [1, 1, 1, 1, 0], loss) == threshold


def test_equal_probabilities_are_kept_together() -> None:
    assert calibrate.threshold_for([0.2, 0.2, 0.9, 0.9], [1, 1, 1, 1], 0.25) == 0.2


def test_no_true_label_has_no_threshold() -> None:
    with pytest.raises(ValueError, match="at least one"):
        calibrate.threshold_for([0.5], [0])

"""Fitting a probability to signals, without looking at what it is judged by."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

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


def test_weights_are_for_signals_as_they_are(signals: Values, came: Values) -> None:
    expected = calibrate.model().fit(signals, came).predict_proba(signals)[:, 1]
    assert calibrate.fit(signals, came).probabilities(signals) == pytest.approx(expected)


def test_a_signal_that_never_changes_counts_nothing(signals: Values, came: Values) -> None:
    signals[:, 1] = 7
    assert calibrate.fit(signals, came).weights[1] == 0


def test_signals_that_part_the_labels_wholly_can_be_fitted() -> None:
    found = calibrate.fit([[0.0], [1.0], [2.0], [3.0]], [0, 0, 1, 1], strength=1e4)
    assert list(found.probabilities([[0.0], [3.0]]).round(3)) == [0, 1]


def test_far_signals_do_not_overflow() -> None:
    assert list(calibrate.Weights((1.0,), 0.0).probabilities([[-1e4], [1e4]])) == [0, 1]


def test_labels_of_one_kind_are_refused() -> None:
    with pytest.raises(ValueError, match="at least 2 classes"):
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

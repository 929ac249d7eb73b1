"""Telling questions with an answer from those without: worked by hand, and beside scikit-learn."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import brier_score_loss, roc_auc_score

from index.evaluation import refusal
from index.evaluation.refusal import Bin

KEPT, REFUSED = [0.9, 0.7, 0.5], [0.6, 0.2]


def test_the_curve_has_every_threshold() -> None:
    told = [(it.threshold, it.lost, it.refused) for it in refusal.curve(KEPT, REFUSED)]
    assert told[1:4] == [(0.5, 0.0, 0.5), (0.6, 1 / 3, 0.5), (0.7, 1 / 3, 1.0)]


def test_the_curve_goes_from_nothing_refused_to_everything() -> None:
    first, *_, last = refusal.curve(KEPT, REFUSED)
    assert ((first.lost, first.refused), (last.lost, last.refused)) == ((0, 0), (1, 1))


def test_there_is_no_curve_of_one_side() -> None:
    assert refusal.curve(KEPT, []) == refusal.curve([], REFUSED) == []


@pytest.mark.parametrize(("loss", "threshold"), [(0.0, 0.5), (0.3, 0.5), (0.34, 0.7), (0.99, 0.9)])
def test_the_highest_threshold_within_the_loss_is_chosen(loss: float, threshold: float) -> None:
    assert refusal.at(refusal.curve(KEPT, REFUSED), loss).threshold == threshold


@pytest.mark.parametrize("seed", range(3))
def test_auc_is_what_scikit_learn_has_also_with_draws(seed: int) -> None:
    random = np.random.default_rng(seed)
    kept, refused = random.integers(2, 9, 40) / 10, random.integers(0, 8, 25) / 10
    labels = [1] * 40 + [0] * 25
    assert refusal.auc(kept, refused) == pytest.approx(roc_auc_score(labels, np.append(kept, refused)))


def test_one_side_alone_has_no_auc() -> None:
    assert refusal.auc([0.5], []) is None


def test_a_bin_holds_what_was_predicted_and_what_came() -> None:
    assert refusal.reliability([0.125, 0.1875, 0.9375, 1.0], [0, 1, 1, 1]) == [
        Bin(2, 0.15625, 0.5),
        Bin(2, 0.96875, 1.0),
    ]


def test_the_calibration_error_counts_bins_by_their_questions() -> None:
    assert refusal.calibration_error([Bin(3, 0.5, 0.7), Bin(1, 0.9, 0.9)]) == pytest.approx(0.15)


def test_a_sure_and_right_model_has_no_error() -> None:
    assert refusal.brier([0.0, 1.0], [0, 1]) == refusal.calibration_error([]) == 0.0


def test_the_brier_score_is_what_scikit_learn_has() -> None:
    random = np.random.default_rng(0)
    predicted, came = random.random(50), random.integers(0, 2, 50)
    assert refusal.brier(predicted, came) == pytest.approx(brier_score_loss(came, predicted))

"""Measures of finding, worked by hand and beside scikit-learn, and their intervals."""

from __future__ import annotations

from math import log2

import numpy as np
import pytest
from sklearn.metrics import ndcg_score

from index.evaluation.measures import (
    RESAMPLES,
    Interval,
    hit,
    intervals,
    ndcg,
    reciprocal,
    sign_test,
)


@pytest.mark.parametrize(
    ("ranks", "depth", "value"),
    [((1,), 1, 1.0), ((2,), 1, 0.0), ((5,), 5, 1.0), ((6,), 5, 0.0), ((), 5, 0.0)],
)
def test_a_hit_is_a_right_answer_that_stands_high_enough(
    ranks: tuple[int, ...], depth: int, value: float
) -> None:
    assert hit(ranks, depth) == value


def test_the_first_right_answer_counts_by_its_place() -> None:
    assert reciprocal((4, 7)) == 1 / 4


def test_what_was_not_found_counts_nothing() -> None:
    assert (reciprocal(()), ndcg((), 2)) == (0.0, 0.0)


def test_gain_is_discounted_by_place_and_shared_by_the_best_order() -> None:
    assert ndcg((1, 3), 2) == pytest.approx((1 + 1 / log2(4)) / (1 + 1 / log2(3)))


def test_more_right_answers_than_places_are_no_fault() -> None:
    assert ndcg(tuple(range(1, 11)), 14) == pytest.approx(1.0)


@pytest.mark.parametrize("seed", range(5))
def test_gain_is_what_scikit_learn_has(seed: int) -> None:
    right = np.random.default_rng(seed).permutation([1] * 4 + [0] * 36)
    ranks = tuple(int(rank) for rank in np.flatnonzero(right[:10]) + 1)
    assert ndcg(ranks, 4) == pytest.approx(ndcg_score([right], [-np.arange(40)], k=10))


def one(values: list[float]) -> Interval:
    """The interval of one column."""
    return intervals(np.reshape(values, (-1, 1)))[0]


class TestIntervals:
    def test_the_value_is_the_mean(self) -> None:
        assert one([0.0, 1.0, 1.0, 0.0]).value == 0.5

    def test_they_are_about_two_standard_errors_wide(self) -> None:
        values = np.random.default_rng(0).normal(0.5, 0.2, 400)
        it = one(list(values))
        assert it.high - it.low == pytest.approx(2 * 1.96 * values.std() / 20, rel=0.1)

    def test_the_same_values_have_the_same(self) -> None:
        assert one([0.1, 0.7, 0.4]) == one([0.1, 0.7, 0.4])

    def test_columns_are_resampled_alike(self) -> None:
        values = np.random.default_rng(0).random((30, 1))
        one, other = intervals(np.hstack((values, values + 1)))
        assert other.low == pytest.approx(one.low + 1)

    def test_equal_values_leave_no_doubt(self) -> None:
        assert one([1.0] * 9) == Interval(1.0, 1.0, 1.0)

    def test_no_questions_have_none(self) -> None:
        assert intervals(np.empty((0, 2))) == [Interval(0.0, 0.0, 0.0)] * 2

    def test_there_are_enough_resamples_for_its_ends(self) -> None:
        assert RESAMPLES * 0.025 >= 50


class TestSignificance:
    def test_a_gain_on_nearly_all_is_significant(self) -> None:
        assert one([1.0] * 18 + [0.0] * 2).significant

    def test_as_many_won_as_lost_is_not(self) -> None:
        assert not one([1.0] * 5 + [-1.0] * 5).significant


@pytest.mark.parametrize(
    ("won", "lost", "p"),
    [(0, 0, 1), (1, 0, 1), (5, 5, 1), (5, 0, 2 / 32), (1, 9, 2 * (1 + 10) / 1024), (9, 1, 22 / 1024)],
)
def test_the_sign_test_counts_the_splits_at_least_as_uneven(won: int, lost: int, p: float) -> None:
    assert sign_test(won, lost) == p

"""Telling questions with an answer from those without: worked by hand."""

from __future__ import annotations

import pytest

from index.answer.answer import Status
from tests.benchmarks.evaluate import refusal
from tests.benchmarks.evaluate.refusal import Bin
from tests.index.evaluation.outcomes import outcome, unanswerable

KEPT, REFUSED = [0.9, 0.7, 0.5], [0.6, 0.2]


def test_the_curve_has_every_threshold() -> None:
    told = [(it.lost, it.refused) for it in refusal.curve(KEPT, REFUSED)]
    assert told == [(0.0, 0.0), (0.0, 0.5), (1 / 3, 0.5), (1 / 3, 1.0), (2 / 3, 1.0), (1.0, 1.0)]


def test_the_curve_goes_from_nothing_refused_to_everything() -> None:
    first, *_, last = refusal.curve(KEPT, REFUSED)
    assert ((first.lost, first.refused), (last.lost, last.refused)) == ((0, 0), (1, 1))


@pytest.mark.parametrize(("loss", "refused"), [(0.0, 0.5), (0.3, 0.5), (0.34, 1.0), (0.99, 1.0)])
def test_the_highest_threshold_within_the_loss_is_chosen(loss: float, refused: float) -> None:
    assert refusal.at(refusal.curve(KEPT, REFUSED), loss).refused == refused


def test_auc_is_how_often_one_to_keep_is_surer_a_draw_counting_half() -> None:
    assert refusal.auc([0.9, 0.5], [0.5, 0.2]) == 3.5 / 4


def test_a_bin_holds_what_was_predicted_and_what_came() -> None:
    assert refusal.reliability([0.125, 0.1875, 0.9375, 1.0], [0, 1, 1, 1]) == [
        Bin(2, 0.15625, 0.5),
        Bin(2, 0.96875, 1.0),
    ]


def test_the_calibration_error_counts_bins_by_their_questions() -> None:
    assert refusal.calibration_error([Bin(3, 0.5, 0.7), Bin(1, 0.9, 0.9)]) == pytest.approx(0.15)


class TestRefusals:
    results = (
        outcome("a", confidence=0.9),
        outcome("b", confidence=0.4, status=Status.NEAR),
        unanswerable("c", "near", confidence=0.6),
        unanswerable("d", "near", confidence=0.2, status=Status.NOTHING),
        unanswerable("e", "far", confidence=0.1, status=Status.NOTHING),
    )

    def test_each_kind_is_told_apart_by_itself(self) -> None:
        found = refusal.refusals(self.results)
        assert {kind: it.auc for kind, it in found.items()} == {"near": 0.75, "far": 1.0}

    def test_the_chosen_point_is_what_the_statuses_came_to(self) -> None:
        given = refusal.refusals(self.results)["near"].given
        assert (given.lost, given.refused) == (0.5, 0.5)

    def test_what_may_be_lost_is_kept_to(self) -> None:
        allowed = refusal.refusals(self.results)["near"].allowed
        assert (allowed.lost, allowed.refused) == (0.0, 0.5)

    def test_without_questions_that_have_answers_there_is_nothing_to_lose(self) -> None:
        assert refusal.refusals(self.results[2:]) == {}


class TestTrust:
    def test_a_confidence_outside_0_and_1_is_no_probability(self) -> None:
        assert refusal.trust([outcome(confidence=1.2)]) is None

    def test_it_is_the_probability_that_a_letter_answers(self) -> None:
        found = refusal.trust([outcome(confidence=1.0), unanswerable("b", confidence=0.0)])
        assert found
        assert (found.error, found.brier) == (0.0, 0.0)

"""Outcomes as figures."""

from __future__ import annotations

import pytest

from index.answer.answer import Status
from index.evaluation import scores
from tests.index.evaluation.outcomes import outcome, unanswerable

FIRST = outcome(shown=(1,), others={"fused": (2,), "dense": ()})
SECOND = outcome(shown=(2,), others={"fused": (2,), "dense": (1,)})


def test_measures_are_means_over_questions() -> None:
    found = scores.scores([FIRST, SECOND])["shown"]
    assert (found["hit@1"].value, found["hit@5"].value, found["MRR@10"].value) == (0.5, 1.0, 0.75)


def test_an_answer_that_was_not_found_counts_nothing() -> None:
    assert scores.scores([FIRST, SECOND])["dense"]["nDCG@10"].value == 0.5


def test_rankings_are_in_the_order_they_were_made() -> None:
    assert list(scores.scores([FIRST])) == ["fused", "dense", "shown"]


def test_a_ranking_that_some_results_lack_is_left_out() -> None:
    assert scores.modes([FIRST, outcome(shown=(1,))]) == ["shown"]


def test_no_questions_have_no_scores() -> None:
    assert scores.scores([]) == {}
    assert set(scores.shares([]).values()) == {0.0}


def test_a_gain_is_the_difference_of_means() -> None:
    assert scores.gain([FIRST, SECOND], "shown", "dense").figures["MRR@10"].value == pytest.approx(0.25)


def test_only_rankings_at_hand_are_compared() -> None:
    told = [(gain.ours, gain.theirs) for gain in scores.gains([FIRST, SECOND])]
    assert told == [("fused", "dense"), ("shown", "fused")]


class TestRefusals:
    results = (
        outcome("a", confidence=0.9),
        outcome("b", confidence=0.4, status=Status.NEAR),
        unanswerable("c", "near", confidence=0.6),
        unanswerable("d", "near", confidence=0.2, status=Status.NOTHING),
        unanswerable("e", "far", confidence=0.1, status=Status.NOTHING),
    )

    def test_each_kind_is_told_apart_by_itself(self) -> None:
        found = scores.refusals(self.results)
        assert {kind: it.auc for kind, it in found.items()} == {"near": 0.75, "far": 1.0}

    def test_the_chosen_point_is_what_the_statuses_came_to(self) -> None:
        given = scores.refusals(self.results)["near"].given
        assert (given.lost, given.refused) == (0.5, 0.5)

    def test_what_may_be_lost_is_kept_to(self) -> None:
        allowed = scores.refusals(self.results)["near"].allowed
        assert (allowed.threshold, allowed.lost, allowed.refused) == (0.4, 0.0, 0.5)

    def test_without_questions_that_have_answers_there_is_nothing_to_lose(self) -> None:
        assert scores.refusals(self.results[2:]) == {}


class TestTrust:
    def test_a_confidence_outside_0_and_1_is_no_probability(self) -> None:
        assert scores.trust([outcome(confidence=1.2)]) is None

    def test_it_is_the_probability_that_a_letter_answers(self) -> None:
        found = scores.trust([outcome(confidence=1.0), unanswerable("b", confidence=0.0)])
        assert found
        assert (found.error, found.brier) == (0.0, 0.0)

"""Outcomes as figures."""

from __future__ import annotations

import pytest

from index.evaluation import scores
from tests.index.evaluation.outcomes import outcome

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
    (gain,) = scores.gains([FIRST, SECOND], [("shown", "dense")])
    assert gain.figures["MRR@10"].value == pytest.approx(0.25)


def test_only_rankings_at_hand_are_compared() -> None:
    told = [(gain.ours, gain.theirs) for gain in scores.gains([FIRST, SECOND])]
    assert told == [("fused", "dense"), ("shown", "fused")]

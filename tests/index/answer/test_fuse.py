"""Two lists of scores into one."""

from __future__ import annotations

import pytest

from index.answer.fuse import fused, ranked, standardised


def test_equal_scores_are_ordered_by_id() -> None:
    assert ranked({"b": 1.0, "c": 2.0, "a": 1.0}) == ["c", "a", "b"]


def test_scores_are_counted_in_standard_deviations() -> None:
    assert standardised({"a": 10.0, "b": 30.0}) == {"a": -1.0, "b": 1.0}


@pytest.mark.parametrize("scores", [{}, {"a": 3.0}, {"a": 3.0, "b": 3.0}])
def test_scores_that_tell_nothing_are_all_0(scores: dict[str, float]) -> None:
    assert standardised(scores) == dict.fromkeys(scores, 0.0)


def test_lists_that_disagree_alike_level_out() -> None:
    assert fused({"a": 0.9, "b": 0.8}, {"b": 7.0}, weight=0.5) == pytest.approx({"a": 0.0, "b": 0.0})


def test_a_list_that_tells_nothing_leaves_the_order_to_the_other() -> None:
    assert ranked(fused({"a": 0.5, "b": 0.5}, {"b": 2.0})) == ["b", "a"]
    assert ranked(fused({"a": 0.5, "b": 0.6}, {})) == ["b", "a"]


def test_the_greater_a_lists_weight_the_more_it_decides() -> None:
    dense, lexical = {"a": 0.9, "b": 0.8}, {"b": 7.0}
    assert [ranked(fused(dense, lexical, weight))[0] for weight in (0.9, 0.1)] == ["a", "b"]


def test_what_has_no_score_by_meaning_is_ranked_by_words_alone() -> None:
    dense, lexical = {"a": 0.9, "b": 0.8, "c": 0.7}, {"a": 1.0, "late": 9.0, "later": 2.0}
    scores = fused(dense, lexical)
    by_words = standardised({"a": 1.0, "b": 0.0, "c": 0.0, "late": 9.0, "later": 2.0})
    assert {key: scores[key] for key in ("late", "later")} == {
        key: by_words[key] for key in ("late", "later")
    }
    assert ranked(scores)[0] == "late"

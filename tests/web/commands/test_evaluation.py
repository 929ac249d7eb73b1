"""An evaluation and a comparison as lines on a terminal."""

from __future__ import annotations

from index.answer.answer import Status
from index.evaluation.compare import compare
from index.evaluation.evaluate import Outcome
from index.evaluation.measures import Interval
from tests.index.evaluation.outcomes import outcome, unanswerable
from web.commands import evaluation

RIGHT = [
    outcome("a", shown=(1,), others={"bm25": (2,)}, confidence=0.9),
    outcome("b", shown=(2,), others={"bm25": ()}, kind="typo", confidence=0.8),
]
WRONG = [unanswerable("c", "near", confidence=0.3, status=Status.NEAR)]


def lines(results: list[Outcome]) -> list[str]:
    return [" ".join(line.split()) for line in evaluation.table(results)]


def test_each_ranking_has_its_figures() -> None:
    assert any(line.startswith("all 2 bm25 0.000 (.00–.00)") for line in lines(RIGHT))
    assert any(line.startswith("shown 0.500 (.00–1.00)") for line in lines(RIGHT))


def test_each_kind_of_question_has_its_own() -> None:
    assert any(line.startswith("typo 1 bm25") for line in lines(RIGHT))


def test_no_answerable_question_leaves_the_hits_out() -> None:
    assert not any("hit@1" in line for line in lines(WRONG))


def test_a_difference_says_if_it_is_significant() -> None:
    told = [evaluation.change(it) for it in (Interval(0.1, 0.01, 0.2), Interval(0.1, -0.01, 0.2))]
    assert told == ["+.100 (+.010–+.200)*", "+.100 (-.010–+.200)"]


class TestComparison:
    told = tuple(
        evaluation.comparison(
            compare(
                [outcome("a", shown=(1,)), unanswerable("c")],
                [outcome("a", shown=(3,)), unanswerable("c", status=Status.NEAR)],
            )
        )
    )

    def test_a_question_that_was_lost_is_named_with_its_ranks(self) -> None:
        assert "  lost  a [paraphrase] Hvad koster vejen?: rank 1 → rank 3" in self.told

    def test_another_status_is_named(self) -> None:
        assert "  answer  → near    c [near] Hvad koster vejen?" in self.told

    def test_chance_is_said(self) -> None:
        assert "right answer first: 0 won, 1 lost (sign test p = 1.000)" in self.told

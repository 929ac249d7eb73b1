"""An evaluation, an ablation and a comparison as lines on a terminal."""

from __future__ import annotations

from index.answer.answer import Status
from index.evaluation.ablate import ablated
from index.evaluation.compare import compare
from index.evaluation.evaluate import Outcome
from index.evaluation.measures import Interval
from tests.index.evaluation.outcomes import outcome, unanswerable
from web.evaluation import tables

RIGHT = [
    outcome("a", shown=(1,), others={"bm25": (2,)}, confidence=0.9),
    outcome("b", shown=(2,), others={"bm25": ()}, kind="typo", confidence=0.8),
]
WRONG = [unanswerable("c", "near", confidence=0.3, status=Status.NEAR)]


def lines(results: list[Outcome]) -> list[str]:
    return [" ".join(line.split()) for line in tables.table(results)]


def test_each_ranking_has_its_figures() -> None:
    assert any(line.startswith("all 2 bm25 0.000 (.00–.00)") for line in lines(RIGHT))
    assert any(line.startswith("shown 0.500 (.00–1.00)") for line in lines(RIGHT))


def test_each_kind_of_question_has_its_own() -> None:
    assert any(line.startswith("typo 1 bm25") for line in lines(RIGHT))


def test_what_is_refused_is_told_by_kind() -> None:
    assert "near 1 1.000 100.0% (lost 0.0%) 100.0% (lost 0.0%)" in lines(RIGHT + WRONG)


def test_no_answerable_question_leaves_the_hits_out() -> None:
    assert not any("hit@1" in line for line in lines(WRONG))


def test_only_answerable_questions_leave_refusals_out() -> None:
    assert not any("AUC" in line for line in lines(RIGHT))


def test_a_difference_says_if_it_is_significant() -> None:
    told = [tables.change(it) for it in (Interval(0.1, 0.01, 0.2), Interval(0.1, -0.01, 0.2))]
    assert told == ["+.100 (+.010–+.200)*", "+.100 (-.010–+.200)"]


def test_a_part_left_out_is_told_by_what_it_changes() -> None:
    row = tables.ablation_row(ablated("words", RIGHT, RIGHT))
    assert row.split()[:3] == ["without", "words", "+.000"]


def test_all_rows_of_an_ablation_are_as_wide() -> None:
    rows = [tables.ablation_row(ablated(part, RIGHT + WRONG, RIGHT + WRONG)) for part in (None, "words")]
    assert {len(row) for row in rows} == {len(tables.ablation_heading())}


def test_an_ablation_of_unanswerable_questions_alone_has_figures_too() -> None:
    assert tables.ablation_row(ablated(None, WRONG, WRONG)).endswith("–")


class TestComparison:
    told = tuple(
        tables.comparison(
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

"""What is printed beside what `svarbasen evaluate` prints."""

from __future__ import annotations

from index.answer.answer import Status
from index.evaluation.evaluate import Outcome
from tests.benchmarks.evaluate import tables
from tests.index.evaluation.outcomes import outcome, unanswerable

RIGHT = [
    outcome("a", shown=(1,), others={"bm25": (2,), "fused": (1,)}, confidence=0.9),
    outcome("b", shown=(2,), others={"bm25": (), "fused": (2,)}, kind="typo", confidence=0.8),
]


def lines(results: list[Outcome]) -> list[str]:
    return [" ".join(line.split()) for line in tables.table(results)]


def test_what_is_refused_is_told_by_kind() -> None:
    told = [unanswerable("c", "near", confidence=0.3, status=Status.NEAR)]
    assert "near 1 1.000 100.0% (lost 0.0%) 100.0% (lost 0.0%)" in lines(RIGHT + told)


def test_only_answerable_questions_leave_refusals_out() -> None:
    assert not any("AUC" in line for line in lines(RIGHT))


def test_the_search_is_compared_with_plain_bm25() -> None:
    assert any(line.startswith("fused over bm25 +.500") for line in lines(RIGHT))

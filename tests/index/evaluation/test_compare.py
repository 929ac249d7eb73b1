"""Two runs side by side."""

from __future__ import annotations

import pytest

from index.answer.answer import Status
from index.evaluation.compare import compare
from kb.errors import SvarbasenError
from tests.index.evaluation.outcomes import outcome, unanswerable

OLD = [outcome("a", shown=(1,)), outcome("b", shown=(3,)), outcome("c", shown=()), unanswerable("d")]
NEW = [
    unanswerable("d", status=Status.NOTHING),
    outcome("c", shown=(1,)),
    outcome("b", shown=(1,)),
    outcome("a", shown=(2,)),
]


def ids(pairs: tuple[tuple[object, object], ...]) -> list[str]:
    return [after.asked.id for _, after in pairs]  # type: ignore[attr-defined]


def test_questions_that_changed_sides_are_named() -> None:
    found = compare(OLD, NEW)
    assert (ids(found.won), ids(found.lost)) == (["b", "c"], ["a"])


def test_questions_with_another_status_are_named() -> None:
    assert ids(compare(OLD, NEW).moved) == ["d"]


def test_what_was_gained_is_the_new_run_less_the_old() -> None:
    assert compare(OLD, NEW).figures["hit@1"].value == pytest.approx(1 / 3)


def test_questions_without_answers_are_not_counted() -> None:
    assert compare(OLD, NEW).answerable == 3


def test_a_run_is_equal_to_itself() -> None:
    found = compare(OLD, OLD)
    assert (found.won, found.lost, found.moved, found.p) == ((), (), (), 1.0)


def test_questions_that_no_letter_answers_can_be_compared() -> None:
    assert compare(OLD[3:], NEW[:1]).answerable == 0


@pytest.mark.parametrize(
    ("new", "said"),
    [
        (OLD[1:], "a only in the old run"),
        ([*OLD, outcome("e")], "e only in the new run"),
        ([*OLD[:3], unanswerable("d", text="Hvorfor?")], "d with another text"),
        ([*OLD[:3], outcome("d")], "d with another text or other answers"),
        ([*OLD, OLD[0]], "4 rows and 5"),
        ([outcome(str(n)) for n in range(9)], "0, 1, 2, 3, 4 and 4 more only in the new run"),
    ],
)
def test_other_questions_are_refused(new: list[object], said: str) -> None:
    with pytest.raises(SvarbasenError, match="over the same questions") as caught:
        compare(OLD, new)  # type: ignore[arg-type]
    assert said in str(caught.value)


def test_a_ranking_that_one_run_lacks_is_refused() -> None:
    with pytest.raises(SvarbasenError, match=r"that both runs have \(shown\), found fused"):
        compare(OLD, NEW, "fused")

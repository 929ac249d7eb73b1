"""What each part of the search is worth."""

from __future__ import annotations

from index.answer.answer import Status
from index.answer.search import Finder
from index.evaluation.evaluate import GoldQuestion
from index.question.switches import ALL, Switches
from tests.benchmarks.evaluate import tables
from tests.benchmarks.evaluate.ablate import ablated, ablation
from tests.index.evaluation.outcomes import outcome, unanswerable
from tests.letters import BUSSES, letter, source
from web.service.base import Base

WHOLE = [outcome("a", shown=(1,)), outcome("b", shown=(1,)), unanswerable("c", status=Status.NEAR)]
LESS = [outcome("a", shown=(1,)), outcome("b", shown=(2,)), unanswerable("c", confidence=0.7)]


def test_a_part_that_helps_leaves_less_without_it() -> None:
    assert ablated("words", LESS, WHOLE).change["MRR@10"].value == -0.25


def test_what_is_wrongly_called_answered_is_counted() -> None:
    assert [ablated(None, run, WHOLE).wrongly for run in (WHOLE, LESS)] == [0.0, 1.0]


def test_the_first_row_is_the_search_with_all_its_parts(base: Base) -> None:
    base.store.put(source(BUSSES, "busser"), [letter(BUSSES, "busser")])
    base.update()
    asked = [GoldQuestion("a", "Hvad koster kørslen?", "facts", frozenset({"busser.2"}))]
    searched = []

    def finder_with(switches: Switches) -> Finder:
        searched.append(switches)
        return base.finder

    rows = list(ablation(finder_with, ["words", "restored"], asked))
    assert [row.part for row in rows] == [None, "words", "restored"]
    assert searched == [ALL, Switches(words=False), Switches(restored=False)]


RIGHT = [
    outcome("a", shown=(1,), others={"bm25": (2,)}, confidence=0.9),
    outcome("b", shown=(2,), others={"bm25": ()}, kind="typo", confidence=0.8),
]
WRONG = [unanswerable("c", "near", confidence=0.3, status=Status.NEAR)]


def test_a_part_left_out_is_told_by_what_it_changes() -> None:
    row = tables.ablation_row(ablated("words", RIGHT, RIGHT))
    assert row.split()[:3] == ["without", "words", "+.000"]


def test_all_rows_of_an_ablation_are_as_wide() -> None:
    rows = [tables.ablation_row(ablated(part, RIGHT + WRONG, RIGHT + WRONG)) for part in (None, "words")]
    assert {len(row) for row in rows} == {len(tables.ablation_heading())}


def test_an_ablation_of_unanswerable_questions_alone_has_figures_too() -> None:
    assert tables.ablation_row(ablated(None, WRONG, WRONG)).endswith("–")

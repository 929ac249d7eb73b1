"""What each part of the search is worth."""

from __future__ import annotations

from index.answer.answer import Status
from index.answer.search import Finder
from index.evaluation.ablate import ablated, ablation
from index.evaluation.evaluate import Asked
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
    asked = [Asked("a", "Hvad koster kørslen?", "facts", frozenset({"busser.2"}))]
    left_out = []

    def finder_with(part: str | None) -> Finder:
        left_out.append(part)
        return base.finder

    rows = list(ablation(finder_with, ["words", "typos"], asked))
    assert left_out == [row.part for row in rows] == [None, "words", "typos"]

"""Filters let through what they name, and nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from index.filters import ANY, Filters, facets
from index.question.question import Question
from kb.model import Kind
from tests.letters import BUSSES, FOOD, keep, letter
from web.service.base import Base

BORGER = "Kultur og Borgerservice"


def lets_through(filters: Filters) -> bool:
    """Is a QA of the letter on busses, of a department, let through?"""
    own = letter()
    own = replace(own, metadata=replace(own.metadata, department=BORGER))
    held = set(facets(own, own.qas[0]))
    return all(held & set(group) for group in filters.where())


@pytest.mark.parametrize(
    "filters",
    [
        ANY,
        Filters(parties=("Venstre",)),
        Filters(parties=("VENSTRE ",)),
        Filters(parties=("Enhedslisten", "Venstre")),
        Filters(departments=("Kultur  og borgerservice",)),
        Filters(years=(2021, 2022)),
        Filters(kinds=(Kind.ANSWERED,)),
        Filters(letters=("busser",)),
        Filters(parties=("Venstre",), years=(2022,), letters=("busser",)),
    ],
)
def test_a_filter_lets_through_what_has_one_of_its_values(filters: Filters) -> None:
    assert lets_through(filters)


@pytest.mark.parametrize(
    "filters",
    [
        Filters(parties=("Radikale Venstre",)),
        Filters(departments=("Kultur",)),
        Filters(years=(2023,)),
        Filters(kinds=(Kind.INTERIM, Kind.DECLINED)),
        Filters(letters=("buss", "busser-2")),
        Filters(parties=("Venstre",), years=(2023,)),
        Filters(letters=("Venstre",)),
    ],
)
def test_a_filter_holds_back_all_else(filters: Filters) -> None:
    assert not lets_through(filters)


def test_filters_without_values_are_none() -> None:
    assert not Filters()
    assert Filters(years=(2022,))


@pytest.mark.parametrize(
    ("filters", "shown"),
    [
        (Filters(parties=("Enhedslisten",)), {"mad.1", "mad.2"}),
        (Filters(years=(2022,)), {"busser.1", "busser.2"}),
        (Filters(kinds=(Kind.INTERIM,)), {"mad.2"}),
        (Filters(letters=("mad",), kinds=(Kind.ANSWERED,)), {"mad.1"}),
        (Filters(parties=("Venstre",), years=(2023,)), set()),
    ],
)
def test_only_answers_that_match_are_found_whatever_is_asked(
    base: Base, filters: Filters, shown: set[str]
) -> None:
    found = keep(base, busser=BUSSES, mad=FOOD).finder.ask(Question("skolebus", 10, filters)).found
    assert {each.qa.id for each in found} == shown


def test_a_department_finds_only_its_own_answers(base: Base) -> None:
    keep(base, mad=FOOD, busser=BUSSES.replace("2. februar", f"{BORGER}\n\nAfdeling: {BORGER}\n\n2. februar"))
    assert base.store.letter("busser").metadata.department == BORGER
    found = base.finder.ask(Question("madspild", 10, Filters(departments=(BORGER,)))).found
    assert {each.letter.id for each in found} == {"busser"}


def test_what_nothing_matches_is_said(base: Base) -> None:
    keep(base, busser=BUSSES)
    answer = base.finder.ask(Question("skolebus", filters=Filters(years=(1999,))))
    assert (answer.status, answer.reason) == ("nothing", "Ingen svar passer til afgrænsningen.")

"""A conversation in an address."""

from __future__ import annotations

import pytest

from index.filters import ANY, Filters
from web.asking.conversation import Asked, conversation, question_of
from web.asking.facets import Known

THERE = Known(("Alternativet", "Venstre"), (), (2023, 2022), {})
VENSTRE = Filters(parties=("Venstre",))


def read(query: str, most: int = 10) -> list[Asked]:
    return conversation(query.encode(), lambda: THERE, most)[0]


def test_what_follows_a_question_belongs_to_it() -> None:
    asked = read("q=en&parti=Venstre&q=to&aar=2022&alene=1&q=tre")
    assert asked == [
        Asked("en", VENSTRE),
        Asked("to", Filters(years=(2022,)), alone=True),
        Asked("tre"),
    ]


def test_what_stands_before_the_first_question_belongs_to_it() -> None:
    assert read("parti=Venstre&q=en&q=to") == [Asked("en", VENSTRE), Asked("to")]


def test_the_next_question_is_narrowed_as_the_last_one() -> None:
    assert conversation(b"q=en&q=to&parti=Venstre", lambda: THERE, 10)[2] == VENSTRE
    assert conversation(b"parti=Venstre", lambda: THERE, 10) == ([], False, VENSTRE)


def test_only_the_last_questions_are_kept() -> None:
    asked, more, _ = conversation(b"parti=Venstre&q=en&q=to&q=tre", lambda: THERE, 2)
    assert ([each.words for each in asked], more) == (["to", "tre"], True)


ODD = ["q=%FF", "q=\udcff", "&&q=&=", "q=en&uden=&uden=x&uden=parti:Ingen"]


@pytest.mark.parametrize("query", ODD)
def test_an_odd_address_is_read_all_the_same(query: str) -> None:
    assert len(conversation(query.encode("utf-8", "surrogateescape"), lambda: THERE, 10)[0]) == 1


ADDRESSES = [
    "q=en",
    "q=%C3%A6+%26+%C3%B8&parti=Venstre",
    "q=en&aar=2022&uden=parti%3AVenstre&alene=1",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_question_is_written_as_it_was_read(address: str) -> None:
    assert read(address)[0].part == address


BEFORE = [
    ("q=en&q=to&q=tre", ("en", "to")),
    ("q=en&q=to&q=tre&alene=1", ()),
    ("q=en&q=to&alene=1&q=tre", ("to",)),
    ("q=en&q=&q=to&parti=Ingen&q=tre", ("en",)),
]


@pytest.mark.parametrize(("address", "questions"), BEFORE)
def test_a_question_is_understood_with_those_before(address: str, questions: tuple[str, ...]) -> None:
    assert question_of(read(address)).before == questions


def test_a_given_filter_is_taken_off() -> None:
    assert Asked("en", VENSTRE).without(VENSTRE, ANY) == Asked("en")


def test_a_filter_that_was_read_out_of_the_question_is_ignored() -> None:
    assert Asked("en").without(VENSTRE, VENSTRE) == Asked("en", ignored=VENSTRE)

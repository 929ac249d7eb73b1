"""What is searched of a question: its topic, its filters, its words."""

from __future__ import annotations

import numpy as np
import pytest

from index.filters import ANY, Filters
from index.question.prepare import Prepared, Preparer, bare, both
from index.question.question import Question
from index.question.switches import Switches
from kb.model import Kind
from tests.letters import BUSSES, FOOD, keep
from web.service.base import Base

ASKED = "Hvad svarede I Enhedslisten i 2023 om madspild?"


@pytest.fixture
def base(base: Base) -> Base:
    return keep(base, busser=BUSSES, mad=FOOD)


def prepared(base: Base, question: str, *before: str, ignored: Filters = ANY) -> Prepared:
    return base.finder.prepared(Question(question, before=before, ignored=ignored))


def test_filters_that_a_question_names_are_understood(base: Base) -> None:
    found = prepared(base, ASKED)
    assert found.understood == found.filters == Filters(parties=("Enhedslisten",), years=(2023,))


def test_words_that_are_understood_are_not_searched_and_the_question_stays_as_asked(base: Base) -> None:
    found = prepared(base, ASKED)
    assert (found.text, found.asked) == ("madspild", ASKED)


def test_an_understood_filter_can_be_taken_away(base: Base) -> None:
    found = prepared(base, ASKED, ignored=Filters(years=(2023,)))
    assert found.filters == found.understood == Filters(parties=("Enhedslisten",))


def test_filters_given_win_over_those_understood_field_by_field(base: Base) -> None:
    found = base.finder.prepared(Question(ASKED, filters=Filters(years=(2022,), kinds=(Kind.ANSWERED,))))
    assert found.filters == Filters(parties=("Enhedslisten",), years=(2022,), kinds=(Kind.ANSWERED,))


def test_filters_are_joined_field_by_field() -> None:
    assert both(Filters(years=(2022,)), Filters(years=(2023,), letters=("mad",))) == Filters(
        years=(2022,), letters=("mad",)
    )


def test_a_follow_up_keeps_the_topic_and_its_filters(base: Base) -> None:
    found = prepared(base, "Hvem betaler?", ASKED)
    assert "madspild" in found.text
    assert found.filters == Filters(parties=("Enhedslisten",), years=(2023,))


def test_the_filters_of_the_topic_can_be_taken_away_in_a_follow_up(base: Base) -> None:
    found = prepared(base, "Hvem betaler?", ASKED, ignored=Filters(parties=("Enhedslisten",)))
    assert found.filters == Filters(years=(2023,))


def test_a_follow_ups_own_filters_win_over_those_of_the_topic(base: Base) -> None:
    found = prepared(base, "Og hvad svarede I i 2022?", ASKED)
    assert found.filters == Filters(parties=("Enhedslisten",), years=(2022,))


def test_of_the_turns_before_the_last_ones_filters_win(base: Base) -> None:
    found = prepared(base, "Hvem betaler?", ASKED, "Og hvad svarede I i 2022?")
    assert found.filters == Filters(parties=("Enhedslisten",), years=(2022,))


def test_the_topic_is_kept_over_several_turns(base: Base) -> None:
    found = prepared(base, "Hvorfor?", ASKED, "Hvem betaler?")
    assert ("madspild" in found.text, found.filters.years) == (True, (2023,))


def test_a_new_topic_leaves_the_old_one_and_its_filters(base: Base) -> None:
    question = "Hvor mange elever kører i skolebus?"
    found = prepared(base, question, ASKED)
    assert (found.text, found.filters) == (question, ANY)


def test_turns_without_words_do_not_count(base: Base) -> None:
    found = prepared(base, "Hvem betaler?", "", ASKED)
    assert found.filters == Filters(parties=("Enhedslisten",), years=(2023,))


@pytest.mark.parametrize(
    "typed", ["hvad koster korslen med skolebusser", "HVAD KOSTER KØRSLEN MED SKOLEBUSSER?"]
)
def test_the_encoder_reads_what_was_meant(base: Base, typed: str) -> None:
    meant = base.encoder.query("hvad koster kørslen med skolebusser")
    assert np.allclose(prepared(base, typed).vector, meant)


def test_without_restoring_the_encoder_reads_what_was_typed(base: Base) -> None:
    typed = "hvad koster korslen"
    alone = Preparer(base.store, base.backend, base.encoder, Switches(restored=False)).alone(typed)
    assert np.array_equal(alone.vector, base.encoder.query(typed))


def test_bare_words_stand_for_themselves_alone(base: Base) -> None:
    query = bare("Hvad koster skolekørslen?", base.encoder.pieces)
    assert [[each.terms for each in word.alternatives] for word in query.words] == [
        [("w_kost",)],
        [("w_skolekørsl",)],
    ]

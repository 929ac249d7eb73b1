"""Filters are understood where a question speaks of the answering, and nowhere else."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from index.filters import ANY, Filters
from index.question.understand import FilterValues, Understood, understand
from kb.model import Kind, Metadata
from kb.store import Summary
from tests import conversations
from web.demo.letters import FOLDER

HERE = Path(conversations.__file__).parent
TODAY = date(2026, 11, 23)
KNOWN = FilterValues(
    (
        "Alternativet",
        "Danmarksdemokraterne",
        "Dansk Folkeparti",
        "Det Konservative Folkeparti",
        "Enhedslisten",
        "Liberal Alliance",
        "Radikale Venstre",
        "Socialdemokratiet",
        "Socialistisk Folkeparti",
        "Venstre",
    ),
    (
        "BØRN OG UNGE",
        "KULTUR OG FRITID",
        "SOCIAL OG BESKÆFTIGELSE",
        "SUNDHED OG OMSORG",
        "TEKNIK OG MILJØ",
        "ØKONOMI OG PERSONALE",
    ),
    tuple(range(2018, 2026)),
)
"""What the sample letters have."""


def rows() -> Iterator[tuple[str, Understood]]:
    """Questions, and what shall be understood of them."""
    for name in ("understood.jsonl", "understood-held.jsonl"):
        for line in (HERE / name).read_text("utf-8").splitlines():
            row = json.loads(line)
            fields = {field: tuple(values) for field, values in row["filters"].items()}
            if "kinds" in fields:
                fields["kinds"] = tuple(map(Kind, fields["kinds"]))
            yield row["text"], Understood(row["rest"], Filters(**fields))


@pytest.mark.parametrize(("question", "expected"), list(rows()))
def test_a_question_names_filters_only_where_it_speaks_of_the_answering(
    question: str, expected: Understood
) -> None:
    assert understand(question, KNOWN, today=TODAY) == expected


@pytest.mark.parametrize("file", ["questions", "held"])
def test_no_sample_question_loses_its_answer_to_a_filter(file: str) -> None:
    """Answers are named `file#number`, and the sample letters' files begin with their dates."""
    path = FOLDER / f"{file}.jsonl"
    for row in map(json.loads, path.read_text("utf-8").splitlines()):
        found = understand(row["text"], KNOWN, today=TODAY).filters
        years = {int(answer[:4]) for answer in row["answers"]}
        assert not found.years or years <= set(found.years)
        assert not found.parties and not found.departments and not found.kinds


def test_what_is_ignored_is_not_understood_again() -> None:
    found = understand("Hvad svarede I SF i 2022 om støj?", KNOWN, Filters(years=(2022,)))
    assert found.filters == Filters(parties=("Socialistisk Folkeparti",))


def test_a_question_whose_filters_are_all_ignored_is_searched_as_it_stands() -> None:
    question = "Hvad svarede I SF om støj?"
    assert understand(question, KNOWN, Filters(parties=("Socialistisk Folkeparti",))) == Understood(question)


def test_a_party_is_named_as_the_letters_write_it() -> None:
    assert understand("Hvad svarede I SF om støj?", FilterValues(("SF",))).filters.parties == ("SF",)


def test_a_local_party_is_known_by_its_own_name() -> None:
    found = understand("Hvad svarede I Borgerlisten om støj?", FilterValues(("Borgerlisten",)))
    assert found.filters.parties == ("Borgerlisten",)


def test_a_party_without_letters_is_not_taken_for_one_that_has_some() -> None:
    question = "Hvad svarede I Radikale Venstre om støj?"
    assert understand(question, FilterValues(("Venstre",))) == Understood(question)


def test_one_of_several_years_can_be_ignored() -> None:
    found = understand("Hvad svarede I fra 2019 til 2021 om støj?", KNOWN, Filters(years=(2020,)))
    assert found.filters.years == (2019, 2021)


def test_a_topic_before_the_year_stays_in_the_question() -> None:
    found = understand("svar om ringvejen 2022", KNOWN)
    assert found == Understood("svar om ringvejen 2022")


def test_two_years_are_two_and_not_those_between() -> None:
    assert understand("Hvad svarede I i 2019 og 2022 om støj?", KNOWN).filters.years == (2019, 2022)


def test_without_a_date_last_year_is_no_filter() -> None:
    assert understand("Hvad svarede I sidste år om ældreloven?", KNOWN).filters == ANY


def test_nothing_is_known_of_no_letters() -> None:
    assert understand("Hvad svarede I SF i 2022 om støj?", FilterValues.of([])).filters == ANY


def test_known_is_what_the_letters_say_of_themselves() -> None:
    letter = Summary(
        "a", "a.pdf", Metadata(date=date(2022, 3, 1), department="Kultur", parties=("SF", "V")), 1
    )
    assert FilterValues.of([letter, letter]) == FilterValues(("SF", "V"), ("Kultur",), (2022,))

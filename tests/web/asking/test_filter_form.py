"""What a search can be narrowed to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from index.filters import ANY, Filters
from kb.model import Metadata
from kb.store import Summary
from web.asking.facets import Known, known_of
from web.asking.filter_form import groups, summed_up

LETTER = Summary("a", "a.pdf", Metadata(), 1)


def of(*said: Metadata) -> Known:
    return known_of(replace(LETTER, id=str(at), metadata=each) for at, each in enumerate(said))


TWO = of(
    Metadata(parties=("Ældrelisten", "Venstre"), department="BØRN OG UNGE", date=date(2022, 1, 2)),
    Metadata(parties=("Venstre",), department="Børn og Unge", date=date(2023, 1, 2)),
)


def test_names_come_by_alphabet_and_years_newest_first() -> None:
    assert (TWO.parties, TWO.years) == (("Venstre", "Ældrelisten"), (2023, 2022))


def test_names_that_differ_in_case_alone_are_one() -> None:
    assert TWO.departments == ("Børn og Unge",)


def test_only_what_can_be_chosen_between_is_offered() -> None:
    assert [group.name for group in groups(TWO, ANY)] == ["parti", "aar", "slags"]


def test_what_is_chosen_is_always_offered() -> None:
    chosen = Filters(departments=("Børn og Unge",), years=(2024,), letters=("1",))
    offered = {group.name: group.options for group in groups(TWO, chosen)}
    assert list(offered) == ["brev", "parti", "afdeling", "aar", "slags"]
    assert [(option.value, option.chosen) for option in offered["aar"]] == [
        ("2024", True),
        ("2023", False),
        ("2022", False),
    ]


def test_what_is_chosen_is_summed_up() -> None:
    assert summed_up(groups(TWO, Filters(("Venstre",), years=(2022,)))) == "Venstre, 2022"


def test_an_empty_base_offers_nothing() -> None:
    assert groups(Known(), ANY) == []

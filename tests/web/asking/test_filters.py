"""Filters in an address."""

from __future__ import annotations

import pytest

from index.filters import ANY, Filters
from kb.model import Kind
from web.asking import filters as narrow
from web.asking.facets import Known
from web.asking.filters import DANISH, ENGLISH, Pair

THERE = Known(("Alternativet", "Venstre"), ("Børn og Skole",), (2023, 2022, 2019), {"busser": "skolebusser"})

READ = [
    ([("parti", "venstre"), ("parti", "Alternativet")], Filters(parties=("Venstre", "Alternativet"))),
    ([("parti", "v"), ("parti", "Å")], Filters(parties=("Venstre", "Alternativet"))),
    ([("afdeling", "BØRN OG  SKOLE")], Filters(departments=("Børn og Skole",))),
    ([("aar", "2022")], Filters(years=(2022,))),
    ([("aar", "2021-2023")], Filters(years=(2021, 2022, 2023))),
    ([("aar", "2023–2022"), ("aar", "2022")], Filters(years=(2022, 2023))),
    ([("slags", "foreloebigt")], Filters(kinds=(Kind.INTERIM,))),
    ([("brev", "busser")], Filters(letters=("busser",))),
    ([("parti", " "), ("nr", "7")], ANY),
]


@pytest.mark.parametrize(("pairs", "filters"), READ)
def test_an_address_is_read(pairs: list[Pair], filters: Filters) -> None:
    assert narrow.read(pairs, DANISH, THERE).filters == filters


def test_programs_say_it_in_english() -> None:
    pairs = [("party", "Venstre"), ("year", "2022"), ("kind", "interim"), ("without", "party:Alternativet")]
    found = narrow.read(pairs, ENGLISH, THERE)
    assert found.filters == Filters(("Venstre",), (), (2022,), (Kind.INTERIM,))
    assert found.ignored == Filters(parties=("Alternativet",))


WRONG = [
    (
        ("parti", "Hundepartiet"),
        "Basen kender ikke partiet »Hundepartiet«. Den kender Alternativet og Venstre.",
    ),
    (("afdeling", "Vej"), "Basen kender ikke afdelingen »Vej«. Den kender Børn og Skole."),
    (("aar", "22"), "År skrives som 2022 eller 2019-2021, ikke »22«."),
    (("aar", "1990"), "Basen har ingen breve fra 1990. Den har breve fra 2019 og 2022–2023."),
    (("slags", "godt"), "Slags svar er besvaret, foreloebigt, henvisning eller afvist, ikke »godt«."),
    (("brev", "vej"), "Basen har ikke brevet »vej«. Måske er det taget ud."),
]


@pytest.mark.parametrize(("pair", "told"), WRONG)
def test_a_bad_value_is_told_with_what_is_known(pair: Pair, told: str) -> None:
    assert narrow.read([pair], DANISH, THERE).wrong == (told,)


def test_all_that_is_wrong_is_told_at_once() -> None:
    assert len(narrow.read([pair for pair, _ in WRONG], DANISH, THERE).wrong) == len(WRONG)


EVERYTHING = Filters(
    ("Venstre",), ("Børn og Skole",), (2019, 2021, 2022, 2023), (Kind.ANSWERED, Kind.DECLINED), ("busser",)
)


def test_filters_survive_the_address() -> None:
    assert narrow.read(narrow.pairs(EVERYTHING), DANISH, THERE).filters == EVERYTHING


def test_years_in_a_row_are_one() -> None:
    assert [one.years for one in narrow.ones(EVERYTHING) if one.years] == [(2019,), (2021, 2022, 2023)]


def test_what_is_not_to_be_understood_is_taken_as_it_stands() -> None:
    pairs = [("uden", "parti:venstre"), ("uden", "aar:1990"), ("uden", "vejr:godt"), ("uden", "x")]
    assert narrow.read(pairs, DANISH, THERE) == narrow.Narrowed(
        ignored=Filters(parties=("venstre",), years=(1990,))
    )


def test_what_is_taken_off_is_gone_and_nothing_else() -> None:
    one = Filters(("Venstre",), years=(2021, 2022))
    left = narrow.minus(EVERYTHING, one)
    assert (left.parties, left.years, left.letters) == ((), (2019, 2023), ("busser",))
    assert narrow.plus(left, one).years == (2019, 2023, 2021, 2022)

"""Danish text as terms: stems, whole figures, spellings, subwords."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.words import danish
from kb.danish import danish_date
from tests.fake import HashEncoder

PIECES = HashEncoder().pieces


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("cykelsti", "cykelstierne"),
        ("plejehjem", "plejehjemmenes"),
        ("barn", "børnene"),
        ("plejebarn", "plejebørn"),
        ("håndbog", "HÅNDBØGERNE"),
        ("sælge", "solgte"),
        ("vedtage", "vedtaget"),
        ("stor", "størst"),
        ("idé", "ide"),
        ("Ängdal", "ængdal"),
        ("EU's", "EU"),
        ("kr.", "kroner"),
        ("pct.", "procent"),
    ],
)
def test_inflections_of_a_word_are_one_term(one: str, other: str) -> None:
    assert danish.stems(one) == danish.stems(other)


@pytest.mark.parametrize(
    ("written", "term"),
    [
        ("d. 2. februar 2022", "w_2022_02_02"),
        ("2. feb. 2022", "w_2022_02_02"),
        ("2/2-2022", "w_2022_02_02"),
        ("2/2-22", "w_2022_02_02"),
        ("02.02.2022", "w_2022_02_02"),
        ("2022-02-02", "w_2022_02_02"),
        ("3. kvartal 2025", "w_2025_q3"),
        ("tredje kvartal 2025", "w_2025_q3"),
        ("Q3 2025", "w_2025_q3"),
        ("1. halvår 2024", "w_2024_h1"),
        ("2023/24", "w_2023_2024"),
        ("2023-2024", "w_2023_2024"),
        ("1,2 mio. kr.", "w_1200000"),
        ("1.200.000", "w_1200000"),
        ("1 200 000", "w_1200000"),
        ("500 t.kr.", "w_500000"),
        ("12,50", "w_12_5"),
        ("12,5 %", "w_12_5pct"),
        ("12,5 procent", "w_12_5pct"),
        ("§ 83 a, stk. 2", "w_par83a_stk2"),
        ("§83a", "w_par83a"),
        ("paragraf 83 i serviceloven", "w_par83"),
        ("§§ 83 og 86", "w_par86"),
        ("21/001440-12", "w_21_1440_12"),
        ("21/1440", "w_21_1440"),
        ("00.01.00-A00-5-21", "w_00_01_00_a00_5_21"),
        ("CO2", "w_co2"),
        ("kl. 15:30", "w_15_30"),
    ],
)
def test_figure_is_one_term_however_it_is_written(written: str, term: str) -> None:
    assert term in danish.stems(written)


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        ("2. februar 2022", ["w_februar", "w_2022"]),
        ("2023/24", ["w_2023", "w_2024"]),
        ("21/001440-12", ["w_21_1440"]),
        ("§ 83 a, stk. 2, nr. 3", ["w_par83a_stk2", "w_par83a"]),
        ("SFO-ordning", ["w_sfoordning", "w_sfo", "w_ordning"]),
        ("12,5 %", ["w_12_5", "w_procent"]),
    ],
)
def test_whole_can_be_asked_for_by_its_parts(written: str, parts: list[str]) -> None:
    assert set(parts) <= set(danish.stems(written))


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("2024/23", ["w_2024", "w_23"]),
        ("100-200", ["w_100", "w_200"]),
        ("1/2", ["w_1", "w_2"]),
        ("32/13-2022", ["w_32", "w_13", "w_2022"]),
        ("covid-19", ["w_covid19", "w_covid", "w_19"]),
        ("§ ...", []),
        ("", []),
    ],
)
def test_what_is_no_date_is_read_as_numbers(text: str, terms: list[str]) -> None:
    assert danish.stems(text) == terms


def test_stopwords_make_no_terms_typed_without_danish_letters_either() -> None:
    assert danish.terms("hvor mange får så på, og saa paa", PIECES) == ()


def test_words_are_kept_as_they_are_spelt_once() -> None:
    terms = danish.terms("Skolerne og skolerne i 2022", PIECES)
    assert [term for term in terms if term.startswith(danish.SPELT)] == ["w__skolerne"]


def test_subwords_are_those_of_the_encoder() -> None:
    assert danish.subwords("cykelparkering", PIECES) == ["s_cykel", "s_parke", "s_ring"]


@given(st.text())
def test_terms_are_whole_for_any_engine(text: str) -> None:
    assert all(term.replace("_", "a").isalnum() for term in danish.terms(text, PIECES))


@given(st.text())
def test_places_of_words_are_places_in_the_composed_text(text: str) -> None:
    normal = danish.normal(text)
    assert [normal[start:end] for start, end in danish.spans(normal)] == danish.words(text)


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_every_date_is_the_same_in_digits_and_in_words(day: date) -> None:
    named = danish_date(day)
    assert danish.stems(named) == danish.stems(f"{day.day}/{day.month}-{day.year}") == danish.stems(str(day))

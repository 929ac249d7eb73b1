"""What is kept of references between letters."""

from __future__ import annotations

import pytest

from kb.sqlite.letters import SqliteStore
from tests.letters import keep, letter, source
from web.service.base import Base

EARLY = """
Sagsnr.: 22/001440

3. oktober 2022

1. Hvor meget mad smides ud?

Forvaltningen vender tilbage med et svar.

2. Hvem betaler?

Kommunen betaler.
"""
LATE = """
Sagsnr.: {}

{}

1. Hvor meget mad smides ud?

{}
"""
FINAL = "Der smides 12 ton ud hvert år."


def again(base: Base) -> list[tuple[str, str]]:
    return [(one.qa, other.qa) for one, other in base.store.links.asked_again()]


def test_an_interim_answer_is_paired_with_the_answers_of_a_later_letter_of_its_case(base: Base) -> None:
    keep(base, tidlig=EARLY, sen=LATE.format("22/001440", "4. maj 2023", FINAL))
    assert again(base) == [("tidlig.1", "sen.1")]


@pytest.mark.parametrize(
    ("case", "day", "answer"),
    [
        ("22/001441", "4. maj 2023", FINAL),
        ("22/001440", "4. maj 2022", FINAL),
        ("22/001440", "3. oktober 2022", FINAL),
        ("22/001440", "", FINAL),
        ("22/001440", "4. maj 2023", "Forvaltningen vender tilbage med et svar."),
    ],
    ids=["another case", "earlier", "the same day", "no date", "interim too"],
)
def test_it_is_paired_with_no_other(base: Base, case: str, day: str, answer: str) -> None:
    assert again(keep(base, tidlig=EARLY, sen=LATE.format(case, day, answer))) == []


def test_letters_without_a_case_number_are_of_no_case(base: Base) -> None:
    early, late = (
        text.replace("Sagsnr.: 22/001440\n", "")
        for text in (EARLY, LATE.format("22/001440", "4. maj 2023", FINAL))
    )
    keep(base, tidlig=early, sen=late)
    assert again(base) == []


def test_a_letter_that_is_held_back_answers_nothing_anew(base: Base) -> None:
    keep(base, tidlig=EARLY)
    text = LATE.format("22/001440", "4. maj 2023", FINAL)
    base.keep(source(text, "sen"), [letter(text, "sen")], held=["page 1, line 3"])
    assert again(base) == []


def test_another_municipalitys_letters_answer_nothing_anew(base: Base) -> None:
    keep(base, tidlig=EARLY)
    other = SqliteStore.open(base.config.database, "Bøgeby")
    text = LATE.format("22/001440", "4. maj 2023", FINAL)
    other.put(source(text, "sen"), [letter(text, "sen")])
    assert again(base) == []
    assert [*other.links.asked_again()] == []


def test_what_leans_on_an_answer_comes_in_order_of_time(base: Base) -> None:
    refers = "Som lovet i vores svar af 3. oktober 2022 på spørgsmål 1: 12 ton."
    days = {"c": "4. maj 2023", "a": "4. maj 2024", "b": "4. maj 2023"}
    keep(base, tidlig=EARLY, **{id: LATE.format("1/23", day, refers) for id, day in days.items()})
    assert base.store.leaning_on("tidlig.1") == ["b.1", "c.1", "a.1"]


def test_an_answer_of_the_same_letter_does_not_lean_on_it(base: Base) -> None:
    keep(base, tidlig=f"{EARLY}\n3. Hvorfor?\n\nJf. svaret til spørgsmål 1.\n")
    assert base.store.leaning_on("tidlig.1") == []


def test_a_forgotten_letter_leans_on_nothing(base: Base) -> None:
    keep(base, tidlig=EARLY, sen=LATE.format("22/001440", "4. maj 2023", FINAL))
    base.store.forget("sen")
    assert base.store.leaning_on("tidlig.1") == []

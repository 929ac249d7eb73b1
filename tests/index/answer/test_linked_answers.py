"""An answer is shown with the answers that it needs."""

from __future__ import annotations

import pytest

from index.answer.linked_answers import MOST_NAMED, leans
from tests.letters import keep, letter, source
from web.service.base import Base

OWN = """
1. Hvor meget mad smides ud?

Der smides 62 gram ud pr. måltid.

2. Hvad er målet?

Målet er 30 gram, jf. svaret til spørgsmål 1.

3. Hvem betaler?

Der henvises til svaret på spørgsmål 2 og spørgsmål 1.

4. Hvad koster det?

Det koster 4 mio. kr.
"""


def early(number: str = "22/001440") -> str:
    return f"""
Svar på 10-dages forespørgsel fra Venstre om madspild

Sagsnr.: {number}

3. oktober 2022

1. Hvor meget mad smides ud på skolerne?

Forvaltningen vender tilbage med et svar.

2. Hvem betaler for køkkenerne?

Kommunen betaler.
"""


def late(answer: str, day: str = "4. oktober 2023", number: str = "23/009") -> str:
    return f"""
Svar på 10-dages forespørgsel fra Venstre om madspild

Sagsnr.: {number}

{day}

1. Hvor meget mad smides ud på skolerne?

{answer}
"""


ANEW = "Som lovet i vores svar af 3. oktober 2022 på spørgsmål 1: Der smides 12 ton ud hvert år."


def shown(base: Base, qa: str) -> list[tuple[str, str]]:
    """(why, QA) of what is shown with a QA."""
    found, own = base.store.qa(qa)
    return [(lean.why, lean.qa.id) for lean in leans(base.store, found, own)]


def test_an_answer_that_refers_to_another_shows_it(base: Base) -> None:
    assert shown(keep(base, mad=OWN), "mad.2") == [("reference", "mad.1")]


def test_answers_referred_to_are_shown_in_the_order_they_are_named(base: Base) -> None:
    assert shown(keep(base, mad=OWN), "mad.3") == [("reference", "mad.2"), ("reference", "mad.1")]


def test_an_answer_that_stands_alone_shows_nothing_more(base: Base) -> None:
    assert shown(keep(base, mad=OWN), "mad.4") == []


def test_an_answer_in_another_letter_is_shown_with_that_letter(base: Base) -> None:
    keep(base, ny=late("Se vores svar af 1. maj 2021 på spørgsmål 4."), gammel="1. maj 2021\n" + OWN)
    found, own = base.store.qa("ny.1")
    assert [(lean.qa.id, lean.letter.id) for lean in leans(base.store, found, own)] == [
        ("gammel.4", "gammel")
    ]


def test_a_letter_named_as_a_whole_is_not_shown(base: Base) -> None:
    keep(base, ny=late("Se vores svar af 1. maj 2021."), gammel="1. maj 2021\n" + OWN)
    (reference,) = base.store.qa("ny.1")[1].references
    assert len(reference.qas) > MOST_NAMED
    assert shown(base, "ny.1") == []


def test_a_referred_answer_that_is_gone_is_not_shown(base: Base) -> None:
    keep(base, ny=late("Se vores svar af 1. maj 2021 på spørgsmål 4."), gammel="1. maj 2021\n" + OWN)
    base.store.forget("gammel")
    assert shown(base, "ny.1") == []


@pytest.mark.parametrize(
    ("answer", "number"),
    [(ANEW, "23/009"), ("Der smides 12 ton ud hvert år.", "22/001440")],
    ids=["by a reference", "by the case and the question"],
)
def test_an_interim_answer_shows_the_later_final_one(base: Base, answer: str, number: str) -> None:
    assert shown(keep(base, tidlig=early(), sen=late(answer, number=number)), "tidlig.1") == [
        ("later", "sen.1")
    ]


def test_the_interim_answer_that_a_final_one_replaces_is_not_shown_with_it(base: Base) -> None:
    assert shown(keep(base, tidlig=early(), sen=late(ANEW)), "sen.1") == []


def test_an_interim_answer_of_the_same_letter_is_shown_where_it_is_referred_to(base: Base) -> None:
    keep(base, tidlig=f"{early()}\n3. Hvorfor?\n\nDer henvises til svaret på spørgsmål 1.\n")
    assert shown(base, "tidlig.3") == [("reference", "tidlig.1")]


def test_another_question_of_the_same_case_is_no_final_answer(base: Base) -> None:
    other = late("Busserne er gule.", number="22/001440").replace(
        "Hvor meget mad smides ud på skolerne?", "Hvilken farve har busserne?"
    )
    assert shown(keep(base, tidlig=early(), sen=other), "tidlig.1") == []


def test_a_final_answer_shows_no_later_one(base: Base) -> None:
    anew = late("Som nævnt i vores svar af 3. oktober 2022 på spørgsmål 2 betaler kommunen.")
    assert shown(keep(base, tidlig=early(), sen=anew), "tidlig.2") == []


@pytest.mark.parametrize("day", ["2. oktober 2022", "3. oktober 2022"])
def test_an_earlier_answer_is_not_the_final_one(base: Base, day: str) -> None:
    keep(base, tidlig=early(), sen=late("Der smides 12 ton ud hvert år.", day, "22/001440"))
    assert shown(base, "tidlig.1") == []


def test_a_letter_without_a_date_is_not_the_later_one(base: Base) -> None:
    assert shown(keep(base, tidlig=early(), sen=late(ANEW, day="")), "tidlig.1") == []


def test_of_several_later_answers_the_newest_is_shown(base: Base) -> None:
    keep(base, tidlig=early(), a=late(ANEW, "5. maj 2024"), b=late(ANEW), c=late(ANEW, "1. maj 2023"))
    assert shown(base, "tidlig.1") == [("later", "a.1")]


def test_a_final_answer_is_shown_rather_than_a_newer_interim_one(base: Base) -> None:
    still = "Forvaltningen vender tilbage med et svar, jf. vores svar af 3. oktober 2022 på spørgsmål 1."
    keep(base, tidlig=early(), sen=late(ANEW), senere=late(still, "1. maj 2024"))
    assert shown(base, "tidlig.1") == [("later", "sen.1")]


def test_a_final_answer_that_is_held_back_is_not_shown(base: Base) -> None:
    keep(base, tidlig=early())
    text = late(ANEW)
    base.keep(source(text, "sen"), [letter(text, "sen")], held=["page 1, line 3"])
    base.relate()
    assert shown(base, "tidlig.1") == []


def test_a_final_answer_that_was_held_back_is_shown_when_it_is_released(base: Base) -> None:
    keep(base, tidlig=early())
    text = late(ANEW)
    base.keep(source(text, "sen"), [letter(text, "sen")], held=["page 1, line 3"])
    base.release("sen")
    assert shown(base, "tidlig.1") == [("later", "sen.1")]


def test_a_final_answer_that_is_forgotten_is_not_shown(base: Base) -> None:
    keep(base, tidlig=early(), sen=late(ANEW))
    base.forget("sen")
    assert shown(base, "tidlig.1") == []


def test_a_letter_that_names_another_as_a_whole_answers_none_of_its_questions_anew(base: Base) -> None:
    whole = late("Vi sendte jer vores svar af 3. oktober 2022. Busserne er gule.")
    assert shown(keep(base, tidlig=early(), sen=whole), "tidlig.1") == []

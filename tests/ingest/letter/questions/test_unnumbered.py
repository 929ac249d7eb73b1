"""Questions without numbers."""

from __future__ import annotations

import pytest

from tests.ingest.letter.splits import ASKED, HEAD, TAIL, form, pairs


@pytest.mark.parametrize("each", ["{q}\n\n{a}", "**{q}**\n\n{a}", "Spørgsmål:\n{q}\nSvar:\n{a}"])
def test_questions_without_numbers_are_counted(each: str) -> None:
    assert pairs(HEAD + form(each) + TAIL) == ASKED


def test_the_greeting_ends_questions_without_numbers() -> None:
    asked = form("{q}\n\n{a}")
    assert pairs(f"{HEAD}{asked}{TAIL}\n\nHar du spørgsmål til brevet?\n\nRing.") == ASKED


def test_where_questions_are_bold_an_answer_may_ask() -> None:
    found = pairs("**Hvor?**\n\nHer. Hvad så?\n\nSkal der være flere?\n\n**Redegør for prisen.**\n\nTi.")
    assert found == [
        ("1", "Hvor?", "Her. Hvad så?\nSkal der være flere?"),
        ("2", "Redegør for prisen.", "Ti."),
    ]


def test_a_quoted_question_behind_its_introduction_is_one() -> None:
    introduction = "Du har stillet mig følgende spørgsmål nr. 12, som jeg hermed skal besvare."
    found = pairs(f"{introduction}\n\n”Hvor mange\nbusser?”\n\nTolv.\n\nHvad så nu?{TAIL}")
    assert found == [("12", "”Hvor mange busser?”", "Tolv.\nHvad så nu?")]


def test_a_heading_numbers_the_only_question() -> None:
    found = pairs("Besvarelse af spørgsmål 64 om busser\n\nSpørgsmål:\nHvor?\n\nSvar:\nHer.")
    assert found == [("64", "Hvor?", "Her.")]


def test_a_recommendation_is_no_question() -> None:
    assert pairs("Indstilling\n\nAt 1) byrådet godkender.\n\nAt 2) udvalget orienteres?") == []

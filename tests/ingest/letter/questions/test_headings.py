"""Theme headings between questions."""

from __future__ import annotations

import pytest

from tests.ingest.letter.splits import pairs


def answer(last: str) -> str:
    """The first answer of a letter, whose last paragraph stands right before the second question."""
    return pairs(f"1. Hvad koster skoler?\n\nTre kroner.\n\n{last}\n\n2. Hvad koster veje?\n\nTo.")[0][2]


def test_a_bold_heading_before_a_question_is_not_of_the_answer_above() -> None:
    assert answer("**Teknik og Miljø**") == "Tre kroner."


def test_a_heading_need_not_be_bold() -> None:
    assert answer("Teknik og Miljø") == "Tre kroner."


@pytest.mark.parametrize("last", ["Det er billigt.", "**Det er billigt.**", "**- Teknik og Miljø**"])
def test_what_is_no_bold_heading_stays_in_the_answer(last: str) -> None:
    assert answer(last).endswith(last.strip("*"))


def test_an_answer_in_bold_alone_stays() -> None:
    assert pairs("1. Er der plads?\n\n**Ja**\n\n2. Hvor?\n\nHer.")[0][2] == "Ja"

"""Answers that name their questions."""

from __future__ import annotations

import pytest

from tests.ingest.letter.splits import ASKED, HEAD, TAIL, form, pairs


@pytest.mark.parametrize(
    "mark", ["Ad {n}.", "Ad {n}\n", "AD {n}:", "Ad spørgsmål {n}:", "Svar på spørgsmål {n}:", "Svar {n}:"]
)
@pytest.mark.parametrize("asked", ["{n}. {q}", "{n}) {q}", "Spørgsmål {n}: {q}"])
def test_all_questions_may_come_first(asked: str, mark: str) -> None:
    answers = form(mark + " {a}")
    assert pairs(f"{HEAD}{form(asked)}\n\nForvaltningen kan oplyse:\n\n{answers}{TAIL}") == ASKED


@pytest.mark.parametrize("each", ["Ad {n}. {q}\n\n{a}", "Ad {n}. {q} {a}", "Ad {n}) {q}\nSvar: {a}"])
def test_a_question_that_is_quoted_again_is_asked_once(each: str) -> None:
    assert pairs(f"{HEAD}{form('{n}. {q}')}\n\n{form(each)}{TAIL}") == ASKED


def test_an_answer_may_name_the_question_right_above_it() -> None:
    assert pairs(HEAD + form("Spørgsmål {n}:\n{q}\n\nSvar på spørgsmål {n}:\n{a}") + TAIL) == ASKED


TOGETHER = [("1", "Hvor?", "Her."), ("2-3", "Hvad?\nHvornår?", "Det og da.")]


@pytest.mark.parametrize(
    "text",
    [
        "1. Hvor?\n\n2. Hvad?\n\n3. Hvornår?\n\nAd 1. Her.\n\nAd 2 og 3. Det og da.",
        "1. Hvor?\n\nHer.\n\n2. Hvad?\n\n3. Hvornår?\n\nSpørgsmål 2 og 3 besvares samlet:\n\nDet og da.",
        "Spørgsmål 1: Hvor?\nSvar: Her.\n\nSpørgsmål 2: Hvad?\n\nSpørgsmål 3: Hvornår?"
        "\n\nSamlet svar: Det og da.",
        "Spørgsmål 1: Hvor?\nSvar: Her.\n\nSpørgsmål 2: Hvad?\n\nSpørgsmål 3: Hvornår?"
        "\n\nSvar på spørgsmål 2-3: Det og da.",
        "Spørgsmål 1: Hvor?\nSvar: Her.\n\nSpørgsmål 2 og 3: Hvad?\n\nHvornår?\nSvar: Det og da.",
    ],
)
def test_questions_answered_together_are_one(text: str) -> None:
    assert pairs(HEAD + text + TAIL) == TOGETHER


def test_answers_to_questions_of_another_file_stand_alone() -> None:
    assert pairs(f"{HEAD}Ad 1. Her.\n\nAd 2. Det.{TAIL}") == [("1", "", "Her."), ("2", "", "Det.")]

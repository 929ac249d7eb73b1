"""What sets one question of a letter apart from the others."""

from __future__ import annotations

import pytest

from kb.notes import Code
from tests.letters import letter

END = "\n\nMed venlig hilsen\n\nEva Holm"


def told(text: str, code: Code) -> list[str | None]:
    """The numbers of the questions that a note is about."""
    return [str(note.values[0]) for note in letter(text).notes if note.code == code]


def test_answers_that_begin_alike_may_begin_with_a_label() -> None:
    each = "Spørgsmål {n}: Hvad koster rute {n}?\nSvar:\n\nHertil bemærkes\n\nRuten koster {n} mio. kr."
    assert told("\n\n".join(each.format(n=n) for n in (1, 2)) + END, Code.ANSWER_STARTS_WITH_LABEL) == [
        "1",
        "2",
    ]


@pytest.mark.parametrize("answer", ["Ja.", "Nej, det er der ikke."])
def test_answers_that_say_the_same_need_no_note(answer: str) -> None:
    each = f"Spørgsmål {{n}}: Er rute {{n}} åben?\nSvar: {answer}"
    assert told("\n\n".join(each.format(n=n) for n in (1, 2)) + END, Code.ANSWER_STARTS_WITH_LABEL) == []


def test_a_line_set_as_the_questions_are_may_be_one() -> None:
    first = "**1. Hvor kører den?**\n\nI byen.\n\n**Og så til de nye busser**\n\nDe er grønne."
    text = f"{first}\n\n**2. Hvad koster den?**\n\nTi.{END}"
    assert told(text, Code.QUESTION_IN_ANSWER) == ["1"]


def test_one_answer_to_two_questions_is_told_unless_the_letter_says_so() -> None:
    asked = "1. Hvor kører den?\n\n2. Hvad koster den?"
    assert told(f"{asked}\n\nSvar:\n\nI byen til ti.{END}", Code.ANSWERED_TOGETHER) == ["1-2"]
    assert told(f"{asked}\n\nSvar på spørgsmål 1-2:\n\nI byen til ti.{END}", Code.ANSWERED_TOGETHER) == []

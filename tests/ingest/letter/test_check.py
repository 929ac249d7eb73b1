"""What does not add up in a split letter."""

from __future__ import annotations

import pytest

from kb.notes import Code
from tests.letters import letter

RIGHT = "1. Hvor mange kører i bus?\n\nDer kører 12.\n\n2. Hvad koster det?\n\nDet koster 3 mio. kr."
DOUBTS = {
    Code.TEXT_OF_NO_QUESTION, Code.NUMBERS_MISSING, Code.QUESTION_IS_HEADING, Code.QUESTION_IN_ANSWER,
    Code.ANSWER_MUCH_LONGER, Code.ANSWER_STARTS_WITH_LABEL, Code.ANSWER_STARTS_WITH_QUESTION,
    Code.TABLE_ROWS_MISSED, Code.NUMBER_REPEATED, Code.SPLIT_UNCERTAIN,
}  # fmt: skip


def doubts(text: str) -> set[Code]:
    return {note.code for note in letter(text).notes} & DOUBTS


@pytest.mark.parametrize(
    "text",
    [
        RIGHT,
        f"Venstre har stillet to spørgsmål, som besvares her.\n\n{RIGHT}",
        f"Spørgsmål fra Venstre\n\n{RIGHT}\n\nSpørgsmål fra SF\n\n1. Hvad koster rute 7?\n\nTi kroner.",
        f"{RIGHT}\n\nMed venlig hilsen\n\nEva Holm\n\nHar du spørgsmål, er du velkommen til at ringe.",
    ],
)
def test_a_letter_that_is_split_right_has_no_doubts(text: str) -> None:
    assert doubts(text) == set()


def test_fewer_questions_than_a_letter_announces_are_noted() -> None:
    notes = letter(f"Venstre har stillet følgende fire spørgsmål.\n\n{RIGHT}").notes
    (note,) = (note for note in notes if note.code == Code.NUMBERS_MISSING)
    assert note.values == (("3", "4"),)


def test_a_note_about_a_question_says_which_and_where() -> None:
    long = " ".join(["Der er mange forhold at tage hensyn til i denne sag."] * 80)
    text = f"{RIGHT}\n\n3. Hvornår åbner den?\n\nI maj.\n\n4. Hvem betaler?\n\n{long}"
    (note,) = (note for note in letter(text).notes if note.code == Code.ANSWER_MUCH_LONGER)
    assert (note.qa, note.values) == ("busser.4", ("4",))
    assert note.line

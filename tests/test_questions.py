"""Lines to questions and answers."""

from __future__ import annotations

import pytest

from ingest.questions import Split, Stretch, split
from kb.text import join_lines
from tests.lines import typed


def pairs(text: str) -> list[tuple[str, str, str]]:
    """(number, question, answer) of every question in a typed letter."""
    lines = typed(text)

    def words(stretches: tuple[Stretch, ...]) -> str:
        return join_lines((lines[s.line], lines[s.line].text[s.start : s.end]) for s in stretches)

    return [(found.number, words(found.question), words(found.answer)) for found in split(lines).found]


BOTH = [
    ("1", "Hvor mange busser kører der?", "Der kører 12."),
    ("2", "Hvad koster det?", "Det koster 3 mio. kr."),
]
FORMS = {
    "number and dot": "{n}. {question}\n\n{answer}",
    "number and parenthesis": "{n}) {question}\nSvar\n{answer}",
    "label on its own line": "Spørgsmål {n}:\n{question}\n\nSvar:\n{answer}",
    "label with nr.": "Spørgsmål nr. {n}: {question}\nSvar: {answer}",
    "short label": "Spm. {n}: {question}\nBesvarelse: {answer}",
    "no numbers": "{question}\n\n{answer}",
    "bold questions without a gap": "**{n}. {question}**\n{answer}",
    "glued answers": "{n}. {question}Svar: {answer}",
}


@pytest.mark.parametrize("form", FORMS)
def test_each_way_of_marking_is_split(form: str) -> None:
    text = "\n\n".join(FORMS[form].format(n=n, question=q, answer=a) for n, q, a in BOTH)
    assert pairs(text) == BOTH


def test_a_numbered_list_stays_in_its_answer() -> None:
    found = pairs(
        "1. Hvad er planen?\n\nPlanen har tre trin:\n\n1. Der bygges.\n\n2. Der males.\n\n3. Der åbnes.\n\n"
        "2. Hvornår åbner den?\n\nI maj.\n\n3. Hvad koster den?\n\nTre kroner."
    )
    assert [question for _, question, _ in found] == [
        "Hvad er planen?",
        "Hvornår åbner den?",
        "Hvad koster den?",
    ]
    assert found[0][2].endswith("3. Der åbnes.")


def test_a_date_or_an_ordinal_at_a_line_start_is_no_question() -> None:
    found = pairs(
        "1. Hvad skete der?\n\n2. februar 2022 åbnede den.\n\n2. behandling var i maj.\n\n2. Hvor?\n\nHer."
    )
    assert [number for number, _, _ in found] == ["1", "2"]


def test_the_greeting_ends_the_last_answer() -> None:
    assert pairs("1. Hvor?\n\nHer.\n\nMed venlig hilsen\n\nEva Holm") == [("1", "Hvor?", "Her.")]


def test_numbers_may_start_late_and_have_gaps() -> None:
    found = pairs("7. Hvor?\n\nHer.\n\n9. Hvornår?\n\nNu.")
    assert [number for number, _, _ in found] == ["7", "9"]


def test_a_question_sheet_has_empty_answers() -> None:
    sheet = "Til:\nBorgmesteren\n1. marts 2023\n\n1. Hvor?\n\n2. Hvornår?\n\nPå gruppens vegne\nUlla Friis"
    assert pairs(sheet) == [("1", "Hvor?", ""), ("2", "Hvornår?", "")]


def test_an_empty_answer_never_takes_the_next_question() -> None:
    assert pairs("1. Hvor?\n\n2. Hvornår?\n\nNu.") == [("1", "Hvor?", ""), ("2", "Hvornår?", "Nu.")]


def test_what_stands_around_the_questions_is_kept() -> None:
    found = split(typed("Indledning.\n\n1. Hvor?\n\nHer.\n\nVenlig hilsen\nEva Holm"))
    assert (found.head, found.tail) == ((0,), (3, 4))


def test_a_letter_without_questions_has_none() -> None:
    assert split(typed("Kære alle.\n\nTak for i går.")) == Split(None, head=(0, 1))


def test_a_question_that_asks_without_a_question_mark_is_one() -> None:
    found = pairs("1. Forvaltningen bedes redegøre for støjen.\n\nDen er høj.\n\n2. Hvorfor?\n\nDerfor.")
    assert found[0][1] == "Forvaltningen bedes redegøre for støjen."

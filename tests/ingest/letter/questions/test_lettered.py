"""Questions in parts."""

from __future__ import annotations

import pytest

from tests.ingest.letter.splits import HEAD, TAIL, pairs


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        (
            "1. Støj\n\na) Hvor?\n\nHer.\n\nb) Hvad?\n\nDet.\n\n2. Gas\n\na) Hvem?\n\nEva.\n\nb) Nu?\n\nJa.",
            "1a 1b 2a 2b",
        ),
        ("1. Støj\n\n1.1 Hvor?\n\nHer.\n\n1.2 Hvad?\n\nDet.\n\n2. Gas\n\n2.1 Hvor?\n\nHer.", "1.1 1.2 2.1"),
        ("1a) Hvor højt?\n\nHøjt.\n\n1b) Hvornår?\n\nNu.", "1a 1b"),
        ("1a. Hvor højt?\n\nHøjt.\n\n1b. Hvornår?\n\nNu.\n\n2. Hvor?\n\nHer.", "1a 1b 2"),
        ("a) Hvor højt?\n\nHøjt.\n\nb) Hvornår?\n\nNu.", "a b"),
    ],
)
def test_parts_with_own_answers_are_questions(text: str, numbers: str) -> None:
    found = pairs(HEAD + text + TAIL)
    assert " ".join(number for number, _, _ in found) == numbers
    assert all(len(answer.split()) == 1 for _, _, answer in found)


def test_parts_with_one_answer_are_one_question() -> None:
    found = pairs("Spørgsmål 1:\nVi ønsker oplyst:\na) Hvor?\nb) Hvad?\n\nSvar:\na) Her.\nb) Det.")
    assert [number for number, _, _ in found] == ["1"]


def test_numbered_parts_of_a_labelled_question_are_no_questions() -> None:
    found = pairs("Spørgsmål 64:\n1. Hvor?\n\n2. Hvad?\n\nSvar:\n1. Her.\n\n2. Det.")
    assert found == [("64", "1. Hvor?\n2. Hvad?", "1. Her.\n2. Det.")]


def test_an_answer_may_open_with_the_number_of_a_part() -> None:
    found = pairs("Spørgsmål:\nHvor, og hvad?\n\nSvar:\n1. Hvor? Her.\n\n2. Hvad? Det.")
    assert found == [("1", "Hvor, og hvad?", "1. Hvor? Her.\n2. Hvad? Det.")]


def test_a_heading_with_a_list_is_a_list_of_questions() -> None:
    found = pairs("Spørgsmål:\n\n1. Hvor?\n\n2. Hvad?\n\nSvar:\n\n1. Her.\n\n2. Det.")
    assert found == [("1", "Hvor?", "Her."), ("2", "Hvad?", "Det.")]

"""Letters that count twice."""

from __future__ import annotations

import pytest

from ingest.letter.body import Body
from ingest.letter.questions.blocks import blocks
from ingest.letter.questions.copies import copied, squashed
from ingest.letter.questions.labels import Opener
from tests.ingest.letter.splits import ASKED, HEAD, TAIL, form, pairs
from tests.ingest.lines import typed


@pytest.mark.parametrize(
    ("asked", "answered"),
    [
        ("{n}. {q}", "{n}. {a}"),
        ("{n}. {q}", "{n}. {q}\n\n{a}"),
        ("{n}. {q}", "Spørgsmål {n}: {q}\nSvar: {a}"),
    ],
)
def test_the_same_numbers_again_open_the_answers(asked: str, answered: str) -> None:
    assert pairs(f"{HEAD}{form(asked)}\n\nSvar\n\n{form(answered)}{TAIL}") == ASKED


def test_question_time_lists_its_questions_first() -> None:
    first = "1) Til borgmesteren af:\nEva Holm (V)\nHvornår åbner broen?"
    second = "2) Til rådmanden af:\nUlla Friis (SF)\nHvad koster den?"
    one = f"{first}\n\nBorgmesteren (Asger Lund):\nI maj."
    two = f"{second}\n\nRådmanden (Lis Broe):\nTi."
    assert pairs(f"{first}\n\n{second}\n\nKl. 13:00\n\n{one}\n\nKl. 13:04\n\n{two}") == [
        ("1", "Hvornår åbner broen?", "I maj."),
        ("2", "Hvad koster den?", "Ti."),
    ]


def test_a_list_in_the_last_answer_is_no_second_count() -> None:
    found = pairs("1. Hvor?\n\nHer.\n\n2. Hvad er planen?\n\nPlanen har to trin:\n\n1. Byg.\n\n2. Mal.")
    assert [number for number, _, _ in found] == ["1", "2"]
    assert found[1][2].endswith("2. Mal.")


def test_a_question_asked_twice_under_two_numbers_is_two() -> None:
    asked = "Hvad har de nye legepladser kostet siden sidste år?"
    found = pairs(
        f"{HEAD}7) {asked}\n\nTi kroner.\n\n8) Hvor mange er der?\n\nTo.\n\n9) {asked}\n\nNi kroner.{TAIL}"
    )
    assert found == [
        ("7", asked, "Ti kroner."),
        ("8", "Hvor mange er der?", "To."),
        ("9", asked, "Ni kroner."),
    ]


def test_a_list_that_two_answers_hold_is_no_copy_of_a_question() -> None:
    steps = (
        "Nej.\n\nPlanen har disse trin:\n\n1. Nej.\n\n2. Der bygges i to år.\n\n3. Vi åbner for alle i maj."
    )
    found = pairs(
        f"{HEAD}1. Hvornår åbner den?\n\nSvar: {steps}\n\n2. Hvor mange er der?\n\nSvar: {steps}{TAIL}"
    )
    assert found == [
        ("1", "Hvornår åbner den?", steps.replace("\n\n", "\n")),
        ("2", "Hvor mange er der?", steps.replace("\n\n", "\n")),
    ]


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("1. Hvor mange busser? Tolv.", (0, 21)),
        ("1. Hvor\nmange busser?\n\nTolv.", (0, 21)),
        ("1. Tolv.", None),
    ],
)
def test_a_copy_ends_where_the_question_does(text: str, end: tuple[int, int] | None) -> None:
    found = blocks(Body.of(typed(text), frozenset()))
    copy = copied(found, Opener(0, "dot", 3), len(found), squashed("Hvor mange busser?"))
    assert (copy.end if copy else None) == end

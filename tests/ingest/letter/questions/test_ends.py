"""Where the last answer ends."""

from __future__ import annotations

import pytest

from tests.ingest.letter.splits import pairs


@pytest.mark.parametrize(
    "tail",
    [
        "Med venlig hilsen\n\nEva Holm",
        "Med venlig hilsen Eva Holm",
        "Med venlig hilsen Eva",
        "Vh Eva",
        "Vh",
        "vh. Eva Holm",
        "Mvh. Eva Holm",
        "Hilsen Eva",
        "Dbh\n\nEva",
        "Med\nvenlig\nhilsen\n\nEva Holm",
        "De bedste hilsner\n\nEva Holm",
        "På udvalgets vegne\n\nEva Holm",
        "24-11-2015\nSagsnr. 2015 - 7396\n\nMed venlig hilsen",
        "Den 24. november 2015\n\nMed venlig hilsen",
        "Med venlig hilsen\n\nEva Holm\n\nBilag 1\n\nSkole\tElever\nNord\t12",
    ],
)
def test_what_stands_behind_the_last_answer_is_none_of_it(tail: str) -> None:
    assert pairs(f"1. Hvor?\n\nHer.\n\nOg der.\n\n{tail}") == [("1", "Hvor?", "Her.\nOg der.")]


@pytest.mark.parametrize(
    "answer", ["2. februar 2022", "Her.\n\nSagen er slut.", "Her.\n\nHilsen fra skolen er sendt.", "VH"]
)
def test_an_answer_that_looks_like_a_label_stays(answer: str) -> None:
    found = pairs(f"1. Hvornår?\n\n{answer}\n\nMed venlig hilsen")
    assert found[0][2] == answer.replace("\n\n", "\n")


@pytest.mark.parametrize(
    "behind", ["Svar bedes sendt til udvalget.", "Spørgsmålet er stillet efter ønske fra Eva Holm (S)."]
)
def test_what_a_question_sheet_says_of_the_answer_is_none(behind: str) -> None:
    assert pairs(f"1. Hvor?\n\n{behind}\n\nPå udvalgets vegne") == [("1", "Hvor?", "")]


def test_a_greeting_is_no_answer() -> None:
    assert pairs("1) Hvor?\n2) Hvornår?\n\nVh Eva") == [("1", "Hvor?", ""), ("2", "Hvornår?", "")]

"""Where questions may start."""

from __future__ import annotations

import pytest

from tests.ingest.letter.splits import HEAD, TAIL, pairs


@pytest.mark.parametrize(
    ("label", "number"),
    [
        ("Spørgsmål 346\n", "346"),
        ("Spørgsmål nr.138: ", "138"),
        ("Spm. 1 ", None),
        ("Spm. nr. S 36\n", "36"),
        ("Alm. del\nspørgsmål 159:\n", "159"),
        ("Økonomiudvalget\nspørgsmål 59:\n", "59"),
        ("Spørgsmål nr.\n3:\n", "3"),
        ("Spørgsmål 1 fra Venstre: ", "1"),
        ("Spørgsmål 2 (SF): ", "2"),
        ("Nr. 076 ", "076"),
        ("Spørgsmål nr. 206/17: ", "206/17"),
        ("4.\n", "4"),
        ("Nr. 077\nSpørgsmål om busser\nStillet af Eva Holm (SF)\n", "077"),
    ],
)
def test_labels_are_known_in_all_their_forms(label: str, number: str | None) -> None:
    found = pairs(f"{HEAD}{label}Hvor mange busser?\n\nSvar:\nTolv.{TAIL}")
    assert found[0][0] == (number or "1")
    assert found[0][2] == "Tolv."


@pytest.mark.parametrize(
    "line",
    ["2. februar 2022 åbner den.", "2. behandling er i maj.", "§ 2 gælder.", "5 – 7 busser.", "26 mio. kr.",
     "2022 var et godt år.", "At 2) byrådet godkender.", "Stk. 2. Fristen er otte uger."],
)  # fmt: skip
def test_what_only_looks_like_a_number_is_none(line: str) -> None:
    found = pairs(f"1. Hvor?\n\n{line}\n\n3. Hvad?\n\nDet.")
    assert [number for number, _, _ in found] == ["1", "3"]


@pytest.mark.parametrize("numbers", ["9 8 5", "3 1 2", "7 9 10"])
def test_labelled_questions_may_come_in_any_order(numbers: str) -> None:
    text = "\n\n".join(f"Spørgsmål {number}: Hvor?\nSvar: Her." for number in numbers.split())
    assert " ".join(number for number, _, _ in pairs(text)) == numbers


def test_bare_numbers_may_fall() -> None:
    assert [n for n, _, _ in pairs("9. Hvor?\n\nHer.\n\n8. Hvad?\n\nDet.\n\n5. Hvem?\n\nEva.")] == [
        "9",
        "8",
        "5",
    ]


def test_each_of_several_askers_may_count_from_one() -> None:
    series = "1. Hvor?\n\nHer.\n\n2. Hvad?\n\nDet."
    found = pairs(f"Spørgsmål fra Venstre:\n\n{series}\n\nSpørgsmål fra SF:\n\n{series}{TAIL}")
    assert [(number, answer) for number, _, answer in found] == [("1", "Her."), ("2", "Det.")] * 2


@pytest.mark.parametrize(
    "label",
    ["Svar:", "Svar", "SVAR:", "Besvarelse:", "Forvaltningens svar:", "Administrationens bemærkninger:",
     "Svar fra Teknik og Miljø:"],
)  # fmt: skip
def test_answer_labels_are_known_in_all_their_forms(label: str) -> None:
    assert pairs(f"1. Hvor?\n{label}\nHer.\n\n2. Hvad?\n{label}\nDet.") == [
        ("1", "Hvor?", "Her."),
        ("2", "Hvad?", "Det."),
    ]


def test_a_question_may_follow_a_line_that_does_not_end() -> None:
    assert pairs(f"Svar om kommunens anlæg\n7. Hvornår åbner det?\n\nI maj.{TAIL}")[0][:2] == (
        "7",
        "Hvornår åbner det?",
    )

"""The table of parties."""

from __future__ import annotations

import pytest

from kb.parties import BY_SHORT, PARTIES, called, meant, others, party_pattern


def test_no_name_stands_for_two_parties() -> None:
    names = [name.casefold() for party in PARTIES for name in {*party.called}]
    assert len(names) > len(PARTIES)
    assert len(names) == len(set(names))


def test_a_letter_in_parentheses_and_in_a_question_is_the_same_party() -> None:
    assert {short: dict(called([party]))[short] for short, party in BY_SHORT.items()} == BY_SHORT


def test_names_lead_to_the_party_as_the_letters_write_it() -> None:
    assert dict(called(["SF"]))["Socialistisk Folkeparti"] == "SF"
    assert "SF" not in set(others(["Socialistisk Folkeparti"]))


@pytest.mark.parametrize(
    ("name", "written", "expected"),
    [
        *(("V", "V", True), ("V", "v", False), ("I", "I", False), ("SF", "sf", True)),
        *(
            ("Venstre", "Venstre", True),
            ("Venstre", "venstre", False),
            ("Enhedslisten", "enhedslisten", True),
        ),
    ],
)
def test_an_ordinary_word_is_not_taken_for_a_party(name: str, written: str, expected: bool) -> None:
    assert meant(name, written) is expected


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Det Radikale Venstres forslag", "Det Radikale Venstre"),
        ("Havnelistens forslag", "Havnelisten"),
        ("Partivenstre", None),
    ],
)
def test_the_longest_name_is_found_in_running_text(text: str, found: str | None) -> None:
    match = party_pattern(["Havnelisten"]).search(text)
    assert (match and match[1]) == found

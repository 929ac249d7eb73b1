"""Ids of letters, QAs and passages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb import ids


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("2021-04-12 Svar om skolemad.pdf", "2021-04-12-svar-om-skolemad"),
        ("2022/Ældre på Øen.docx", "2022-aeldre-paa-oeen"),
        ("Ældre på Øen.docx", "aeldre-paa-oeen"),
        ("§§.pdf", "brev"),
    ],
)
def test_ids_are_made_of_the_files_name(name: str, expected: str) -> None:
    assert ids.slug(name) == expected


@given(
    st.text(st.characters(exclude_characters="/\\\0")), st.text(min_size=1), st.integers(1, 99), st.booleans()
)
def test_what_an_id_is_made_of_can_be_read_from_it(name: str, number: str, nth: int, large: bool) -> None:
    letter = ids.letter_id(ids.file_id(f"{name}.pdf", ()), nth)
    (qa,) = ids.qa_ids(letter, [number])
    passage = ids.passage_id(qa, nth, large)
    assert ids.file_of(letter) == ids.slug(f"{name}.pdf")
    assert ids.letter_of(passage) == ids.letter_of(qa) == letter
    assert f"{letter}.{ids.suffix(qa)}" == qa
    assert ids.window_of(passage) == (qa, nth, large)
    assert ids.is_large(passage) is large


def test_a_file_takes_the_first_free_id() -> None:
    assert ids.file_id("Svar.pdf", {"svar", "svar-2"}) == "svar-3"


def test_questions_of_one_number_have_ids_of_their_own() -> None:
    numbers = ["1", "1", "206/17", "1A", "1a", "§"]
    found = ["vej.1", "vej.1-2", "vej.206-17", "vej.1a", "vej.1a-2", "vej.x"]
    assert list(ids.qa_ids("vej", numbers)) == found


@pytest.mark.parametrize(
    ("id", "expected"), [("vej.4/12", ("vej.4", 12, False)), ("vej.4/w3", ("vej.4", 3, True))]
)
def test_an_id_says_which_window_of_which_answer(id: str, expected: tuple[str, int, bool]) -> None:
    assert ids.window_of(id) == expected


def test_a_qa_moves_with_its_letter() -> None:
    assert ids.moved("brev.1.2", "vej_2") == "vej_2.1.2"

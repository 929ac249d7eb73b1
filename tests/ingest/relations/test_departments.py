"""Departments that one letter alone does not tell, but the letters of a knowledge base together do."""

from __future__ import annotations

import pytest

from index.filters import Filters
from index.question.question import Question
from kb.notes import Code
from tests.letters import keep
from web.service.base import Base

SUBJECTS = ("havnen", "skoven", "stranden", "broen")


def head(name: str, n: int, department: str = "") -> str:
    return f"""
{department or name}

{n + 1}. maj 2021

Svar på spørgsmål fra Venstre om {SUBJECTS[n]}

1. Hvor mange besøger {SUBJECTS[n]}?

Der kommer {n + 2} tusind om året.

Med venlig hilsen

Eva Holm
"""


def departments(base: Base) -> dict[str, str | None]:
    return {letter.id: letter.metadata.department for letter in base.store.letters()}


def test_a_name_that_returns_in_the_same_place_is_a_department(base: Base) -> None:
    keep(base, **{SUBJECTS[n]: head("Fællesskaber", n) for n in range(3)})
    assert departments(base) == dict.fromkeys(SUBJECTS[:3], "Fællesskaber")
    letter = base.store.letter("havnen")
    assert [note.values for note in letter.notes if note.code is Code.DEPARTMENT_LEARNT] == [
        ("Fællesskaber",)
    ]
    assert all("department" not in note.parts for note in letter.notes if note.code is Code.NOT_FOUND)


def test_a_name_that_another_letter_has_as_its_department_is_one(base: Base) -> None:
    keep(base, skoven=head("", 1, "Afdeling: Fællesskaber"), havnen=head("Fællesskaber", 0))
    assert departments(base)["havnen"] == "Fællesskaber"


@pytest.mark.parametrize("name", ["Eva Holm", "Vandtårn", "Offentligt", "Besøgsadresse"])
def test_a_name_in_fewer_letters_or_of_a_person_is_no_department(base: Base, name: str) -> None:
    letters = 2 if name == "Vandtårn" else 3
    keep(base, **{SUBJECTS[n]: head(name, n) for n in range(letters)})
    assert set(departments(base).values()) == {None}


def test_copies_of_one_letter_teach_nothing(base: Base) -> None:
    keep(base, **{f"kopi{n}": head("Fællesskaber", 0) for n in range(4)})
    assert set(departments(base).values()) == {None}


def test_a_letter_without_the_words_learns_nothing(base: Base) -> None:
    keep(base, **{SUBJECTS[n]: head("Fællesskaber" if n else "Notat", n) for n in range(4)})
    assert departments(base)["havnen"] is None


def test_what_was_learnt_is_searched_by(base: Base) -> None:
    keep(base, **{SUBJECTS[n]: head("Fællesskaber", n) for n in range(3)})
    asked = Question("Hvor mange besøger havnen?", filters=Filters(departments=("Fællesskaber",)))
    assert base.finder.ask(asked).found

"""Lines to a letter."""

from __future__ import annotations

import pytest

from ingest.document import Document
from ingest.letter.parse import letters, named
from kb.model import Kind, Line, Note, Role
from kb.notes import Code
from kb.verbatim import faults, uncovered
from tests.ingest.lines import typed
from tests.letters import BUSSES, FOOD, letter, parse


@pytest.mark.parametrize("text", [BUSSES, FOOD, "Kære alle.\n\nTak for i går.", "1. Hvor?"])
def test_every_character_has_exactly_one_role(text: str) -> None:
    assert uncovered(letter(text)) == []


@pytest.mark.parametrize("text", [BUSSES, FOOD])
def test_every_text_equals_its_lines(text: str) -> None:
    assert faults(letter(text)) == []


def test_a_letter_is_read_whole() -> None:
    found = letter(BUSSES)
    assert found.metadata.subject == "skolebusser"
    assert found.metadata.signers == ("Eva Holm",)
    assert [(qa.number, qa.question, qa.answer) for qa in found.qas] == [
        ("1", "Hvor mange elever kører i skolebus?", "Der kører 1.146 elever i skolebus."),
        ("2", "Hvad koster kørslen?", "Kørslen koster 11,4 mio. kr. om året, jf. svaret på spørgsmål 1."),
    ]


def test_a_reference_leads_to_the_answer_it_leans_on() -> None:
    (reference,) = letter(BUSSES).qas[1].references
    assert reference.qas == ("busser.1",)


def test_an_interim_and_an_empty_answer_are_marked() -> None:
    assert [qa.kind for qa in letter(FOOD).qas] == [Kind.ANSWERED, Kind.INTERIM, Kind.EMPTY]


def test_an_empty_answer_is_noted_with_its_place() -> None:
    assert Note(Code.QUESTION_WITHOUT_ANSWER, ("3",), 1, 13, "busser.3") in letter(FOOD).notes


def test_a_note_says_which_question_it_is_about_also_when_the_letter_gets_another_id() -> None:
    two = Document(typed(f"{BUSSES}\n\n{FOOD}"), pages=1)
    for read in (letters(two, "mad.txt", "mad"), named(letters(two, "x", "x"), "mad", "mad.txt")):
        about = [note.qa for note in read[1].notes if note.code is Code.QUESTION_WITHOUT_ANSWER]
        assert about == ["mad_2.3"]
        assert {note.qa for note in read[1].notes} == {None, "mad_2.3"}


def test_a_question_sheet_is_said_to_be_one() -> None:
    assert Note(Code.INQUIRY_ONLY) in letter("1. Hvor?\n\n2. Hvornår?").notes


def test_a_letter_without_questions_is_kept_whole() -> None:
    found = letter("Kære alle.\n\nTak for i går.")
    assert found.qas == ()
    assert {piece.role for piece in found.pieces} == {Role.REMAINDER}
    assert found.notes[0] == Note(Code.NO_QUESTIONS)


def test_every_question_has_its_own_id_though_a_number_comes_twice() -> None:
    found = letter("Spørgsmål 1: Hvor?\nSvar: Her.\n\nSpørgsmål 1: Hvornår?\nSvar: Nu.\n\nSpørgsmål 2: Hvad?")
    assert [qa.id for qa in found.qas] == ["busser.1", "busser.1-2", "busser.2"]
    assert Note(Code.NUMBER_REPEATED, ("1",)) in found.notes


@pytest.mark.parametrize(
    ("answer", "noted"),
    [
        ("Jf. svaret på spørgsmål 2.", False),
        ("Jf. svaret på spørgsmål 2 i vores svar af 3. marts 2021.", False),
        ("Jf. svaret på spørgsmål 7 i vores svar af 3. marts 2021.", False),
        ("Jf. svaret på spørgsmål 7.", True),
    ],
)
def test_only_what_leads_nowhere_is_noted(answer: str, noted: bool) -> None:
    notes = letter(f"1. Hvor?\n\nHer.\n\n2. Hvornår?\n\n{answer}").notes
    assert (Code.REFERENCE_LEADS_NOWHERE in {note.code for note in notes}) == noted


def test_a_letter_without_questions_has_signers() -> None:
    assert letter("Tak for i går.\n\nMed venlig hilsen\n\nEva Holm").metadata.signers == ("Eva Holm",)


def test_a_letter_without_a_title_has_its_files() -> None:
    document = Document(typed("1. Hvor?\n\nHer."), 1, title="Svar om busser i nord")
    assert parse(document, "x.pdf", "x").metadata.title == "Svar om busser i nord"


def test_a_word_broken_by_page_and_header_is_whole() -> None:
    lines = (
        Line("1. Hvem oplæres?", 1, 1, opens=True),
        Line("Oplæring af ressour-", 1, 2, opens=True),
        Line("2. februar 2022", 2, 1),
        Line("Side 2 af 2", 2, 2, opens=False),
        Line("cepersoner.", 2, 3, opens=True),
    )
    assert parse(Document(lines, 2), "x.pdf", "x").qas[0].answer == "Oplæring af ressourcepersoner."

"""Letters with CPR numbers: kept from everyone, until a keeper releases or redacts them.

The number is made up: nobody is born on 1 January 2099, and it fails modulus 11.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from index.question.question import Question
from kb.errors import HeldBack
from kb.notes import Code
from tests.ingest.formats.word_files import docx, p, r
from tests.web.service.test_intake import mail
from web.serve import application
from web.service.base import Base
from web.service.intake import Failed, Read, intake
from web.showing.notes import WORDS

NUMBER = "010199-4999"
LETTER = f"1. Hvem har klaget over skolebussen?\n\nDet har en borger med cpr-nr. {NUMBER}.\n"


@pytest.fixture
def held(base: Base, tmp_path: Path) -> Base:
    (tmp_path / "klage.txt").write_text(LETTER, "utf-8")
    intake(base, [tmp_path / "klage.txt"])
    return base


def everything(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_a_letter_with_a_cpr_number_is_held_back(held: Base) -> None:
    assert [each.id for each in held.store.held()] == ["klage"]
    with pytest.raises(HeldBack):
        held.store.letter("klage")


def test_where_it_stands_is_told_without_the_number(held: Base) -> None:
    (place,) = held.store.held()[0].places
    assert "line 3" in place
    assert "4999" not in place


def test_it_is_neither_searched_nor_embedded(held: Base) -> None:
    assert held.passages.edition().passages == 0
    assert held.finder.ask(Question("Hvem har klaget over skolebussen?")).found == ()


@pytest.mark.parametrize(
    "address", ["/breve/klage", "/breve/klage/1", "/breve/klage/kilde", "/api/v1/letters/klage"]
)
def test_its_pages_say_that_it_is_held_back(held: Base, address: str) -> None:
    response = application(held).test_client().get(address)
    assert response.status_code == 404
    assert "ser ud til at rumme personnumre" in response.get_data(as_text=True)
    assert "klaget over" not in response.get_data(as_text=True)


@pytest.mark.parametrize("address", ["/", "/breve", "/api/v1/letters", "/api/v1/ask?q=Hvem+har+klaget"])
def test_no_list_names_it(held: Base, address: str) -> None:
    assert "klage.txt" not in application(held).test_client().get(address).get_data(as_text=True)


def test_a_released_letter_is_found(held: Base) -> None:
    held.release("klage")
    assert [
        found.qa.id for found in held.finder.ask(Question("Hvem har klaget over skolebussen?")).found
    ] == ["klage.1"]
    assert held.verify() == []


def test_a_redacted_letter_is_found_without_the_number(held: Base) -> None:
    assert held.redact("klage") == 1
    (found,) = held.finder.ask(Question("Hvem har klaget over skolebussen?")).found
    assert "█" in found.qa.answer
    assert held.verify() == []


def test_a_redacted_word_file_opens_as_the_text_it_is_now(base: Base, tmp_path: Path) -> None:
    (tmp_path / "klage.docx").write_bytes(docx(p("1. Hvem klager?") + p(f"Borgeren med cpr-nr. {NUMBER}.")))
    intake(base, [tmp_path / "klage.docx"])
    base.redact("klage")
    page = application(base).test_client().get("/breve/klage").get_data(as_text=True)
    assert "Åbn kilden" in page
    source = application(base).test_client().get("/breve/klage/kilde")
    assert (source.mimetype, "██████-████" in source.get_data(as_text=True)) == ("text/plain", True)


def test_nothing_is_left_of_a_redacted_number(held: Base, tmp_path: Path) -> None:
    held.redact("klage")
    held.close()
    kept = everything(tmp_path / "data")
    assert b"skolebussen" in kept
    assert NUMBER.encode() not in kept
    assert NUMBER.replace("-", "").encode() not in kept


def test_a_redacted_letter_stays_redacted_when_its_file_is_met_again(held: Base, tmp_path: Path) -> None:
    held.redact("klage")
    intake(held, [tmp_path / "klage.txt"])
    held.rebuild()
    assert "█" in held.store.letter("klage").qas[0].answer


HIDDEN = docx(p("1. Hvem klager?") + p("En borger.") + f"<w:p><w:del>{r(NUMBER)}</w:del></w:p>")
"""A letter with a number in deleted words alone, which are not read."""


@pytest.mark.parametrize("words", [WORDS[Code.CPR_BESIDE_TEXT], ("reworded", "omskrevet")])
def test_a_number_beside_the_text_holds_back_whatever_its_note_says(
    base: Base, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, str]
) -> None:
    monkeypatch.setitem(WORDS, Code.CPR_BESIDE_TEXT, words)
    (tmp_path / "klage.docx").write_bytes(HIDDEN)
    intake(base, [tmp_path / "klage.docx"])
    assert [each.places for each in base.store.held()] == [("word/document.xml",)]


def test_a_redacted_letter_says_so_and_no_longer_that_a_number_stands_beside_it(
    base: Base, tmp_path: Path
) -> None:
    (tmp_path / "klage.docx").write_bytes(HIDDEN)
    intake(base, [tmp_path / "klage.docx"])
    base.redact("klage")
    codes = [note.code for note in base.store.letter("klage").notes]
    assert (Code.CPR_REMOVED in codes, Code.CPR_BESIDE_TEXT in codes) == (True, False)


def test_all_letters_of_a_file_are_held_back_for_one(base: Base, tmp_path: Path) -> None:
    clean = LETTER.replace(NUMBER, "ukendt")
    head = "Side 1 af 1\n\nTil Byrådet\n\n3. maj 2022\n\n"
    (tmp_path / "to.txt").write_text(f"{head}{clean}\f{head}{LETTER}", "utf-8")
    intake(base, [tmp_path / "to.txt"])
    assert [each.id for each in base.store.held()] == ["to", "to_2"]


def test_a_file_named_by_a_cpr_number_is_refused_without_repeating_it(base: Base, tmp_path: Path) -> None:
    path = tmp_path / f"Svar til {NUMBER}.txt"
    path.write_text("1. Hvor?\n\nHer.\n", "utf-8")
    (outcome,) = intake(base, [path])
    assert isinstance(outcome, Failed)
    assert "rename the file" in outcome.error
    assert NUMBER not in outcome.error + outcome.file


def test_a_letter_that_changes_to_hold_none_is_shown(held: Base, tmp_path: Path) -> None:
    (tmp_path / "klage.txt").write_text(LETTER.replace(NUMBER, "ukendt"), "utf-8")
    (outcome,) = intake(held, [tmp_path / "klage.txt"])
    assert isinstance(outcome, Read)
    assert outcome.changed
    assert held.store.ids() == ["klage"]


def test_a_held_letter_can_be_forgotten(held: Base, tmp_path: Path) -> None:
    held.forget("klage")
    held.close()
    assert NUMBER.encode() not in everything(tmp_path / "data")


def test_a_message_is_held_back_with_what_is_attached_to_it(base: Base, tmp_path: Path) -> None:
    intake(base, [mail(tmp_path, "post.eml", ("klage.txt", f"Ja, siger {NUMBER}."), ("vej.txt", "Ja."))])
    assert [each.id for each in base.store.held()] == ["post", "post-eml-klage"]
    assert base.store.ids() == ["post-eml-vej"]
    base.redact("post-eml-klage")
    base.rebuild()
    assert [each.id for each in base.store.held()] == ["post"]
    base.redact("post")
    assert NUMBER.encode() not in base.store.source("post").content
    assert base.verify() == []

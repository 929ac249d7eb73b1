"""Files into a knowledge base: what happens to those that move, change, or are met twice."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path

import pytest

from index.question.question import Question
from ingest.sandbox.readers import Readers
from kb.model import Note, Remark
from kb.notes import Code
from web.service.base import Base
from web.service.intake import Failed, Outcome, PassedOver, Read, Unchanged, intake, rehearse


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "breve"
    folder.mkdir()
    return folder


def write(path: Path, answer: str) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"1. Er vejen åben?\n\n{answer}\n", "utf-8")
    return path


def answers(base: Base) -> dict[str, str]:
    """Letter id -> its only answer."""
    assert base.verify() == []
    return {letter.id: letter.qas[0].answer for letter in base.store.letters()}


def kinds(outcomes: list[Outcome]) -> list[type[Outcome]]:
    return [type(outcome) for outcome in outcomes]


def test_a_moved_file_keeps_its_letter(base: Base, folder: Path) -> None:
    intake(base, [write(folder / "vej.txt", "Ja.")])
    (folder / "arkiv").mkdir()
    (folder / "vej.txt").rename(folder / "arkiv" / "vej.txt")
    assert kinds(intake(base, [folder])) == [Unchanged]
    intake(base, [write(folder / "arkiv" / "vej.txt", "Nej.")])
    assert answers(base) == {"vej": "Nej."}


def test_a_moved_file_is_not_lost_to_a_new_one_in_its_place(base: Base, folder: Path) -> None:
    intake(base, [write(folder / "vej.txt", "Ja.")])
    (folder / "arkiv").mkdir()
    (folder / "vej.txt").rename(folder / "arkiv" / "vej.txt")
    write(folder / "vej.txt", "Nej.")
    intake(base, [folder])
    assert answers(base) == {"vej": "Ja.", "vej-2": "Nej."}


def test_a_copy_is_not_lost_when_the_other_changes(base: Base, folder: Path) -> None:
    write(folder / "a" / "vej.txt", "Ja.")
    write(folder / "b" / "vej.txt", "Ja.")
    assert kinds(intake(base, [folder])) == [Read, Unchanged]
    intake(base, [write(folder / "a" / "vej.txt", "Nej.")])
    assert sorted(answers(base).values()) == ["Ja.", "Nej."]


def test_two_files_of_one_name_are_two_letters(base: Base, folder: Path) -> None:
    write(folder / "a" / "vej.txt", "Ja.")
    write(folder / "b" / "vej.txt", "Nej.")
    intake(base, [folder / "a", folder / "b"])
    assert answers(base) == {"vej": "Ja.", "vej-2": "Nej."}


def test_a_file_is_the_same_by_whatever_way_it_is_named(
    base: Base, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    (folder.parent / "genvej").symlink_to(folder)
    ways = [
        folder / "vej.txt",
        Path("vej.txt"),
        Path("../breve/vej.txt"),
        folder.parent / "genvej" / "vej.txt",
    ]
    for n, way in enumerate(ways):
        intake(base, [write(way, f"Der er {n}.")])
    assert answers(base) == {"vej": "Der er 3."}


def test_a_file_name_that_is_no_text_is_read(base: Base, folder: Path) -> None:
    write(folder / "a.txt", "Ja.").rename(folder / "br\udcf8.txt")
    write(folder / "z.txt", "Nej.")
    assert kinds(intake(base, [folder])) == [Read, Read]


def test_what_is_passed_over_is_told(base: Base, folder: Path) -> None:
    (folder / "svar.xlsx").write_bytes(b"")
    assert kinds(intake(base, [folder])) == [PassedOver]


def test_a_bad_file_does_not_stop_the_next(base: Base, folder: Path) -> None:
    (folder / "a.pdf").write_bytes(b"")
    write(folder / "b.txt", "Ja.")
    assert kinds(intake(base, [folder])) == [Failed, Read]


def mail(folder: Path, name: str, *attached: tuple[str, str]) -> Path:
    """A message with text files attached, each a name and an answer."""
    message = EmailMessage()
    message["Subject"], message["From"] = "Svar til byrådet", "eva@lindeborg.example"
    message.set_content("Hermed svarene.\n")
    for file, answer in attached:
        message.add_attachment(f"1. Er vejen åben?\n\n{answer}\n", filename=file)
    path = folder / name
    path.write_bytes(bytes(message))
    return path


def test_what_is_attached_to_a_message_is_a_letter_of_its_own(base: Base, folder: Path) -> None:
    outcomes = intake(base, [mail(folder, "post.eml", ("vej.txt", "Ja."))])
    assert [Path(outcome.file).name for outcome in outcomes] == ["post.eml", "vej.txt"]
    assert base.store.letter("post-eml-vej").qas[0].answer == "Ja."
    assert base.store.source("post-eml-vej").content.startswith(b"1. Er vejen")


def test_what_is_no_longer_attached_goes(base: Base, folder: Path) -> None:
    intake(base, [mail(folder, "post.eml", ("a.txt", "Ja."), ("b.txt", "Nej."))])
    intake(base, [mail(folder, "post.eml", ("b.txt", "Nej."))])
    assert sorted(base.store.ids()) == ["post", "post-eml-b"]


def test_two_letters_in_a_file_are_two(base: Base, folder: Path) -> None:
    both_in_one(folder / "begge.txt")
    intake(base, [folder])
    assert base.store.ids() == ["begge", "begge_2"]
    assert base.verify() == []


def both_in_one(path: Path) -> None:
    letter = "Side 1 af 1\n\nTil Byrådet\n\n1. Er vejen åben?\n\n{}\n\nMed venlig hilsen\n\nEva Holm\n"
    path.write_text("\f".join(letter.format(answer) for answer in ("Ja.", "Nej.")), "utf-8")


def test_one_letter_of_a_file_stays_forgotten_when_the_file_is_read_again(base: Base, folder: Path) -> None:
    both_in_one(folder / "begge.txt")
    intake(base, [folder])
    base.forget("begge")
    with Readers(1) as readers:
        base.reread("begge_2", readers)
    assert base.store.ids() == ["begge_2"]


def test_a_case_is_the_folder_of_its_inquiry(base: Base, folder: Path) -> None:
    inquiry = folder / "2023" / "Veje"
    inquiry.mkdir(parents=True)
    write(inquiry / "svar.txt", "Ja.")
    (inquiry / "forespørgsel.txt").write_text("1. Er vejen åben?\n\n2. Hvor længe?\n", "utf-8")
    (inquiry / "kort.txt").write_text("Kort over vejene i byen.\n", "utf-8")
    intake(base, [folder])
    found = [(member.part.value, member.letter.id) for member in base.relations.dossier("2023-veje-svar")]
    assert found == [
        ("inquiry", "2023-veje-forespoergsel"),
        ("answer", "2023-veje-svar"),
        ("annex", "2023-veje-kort"),
    ]


def test_a_reference_to_another_letter_leads_there_when_that_letter_comes(base: Base, folder: Path) -> None:
    write(folder / "ny.txt", "Der henvises til vores svar af 3. marts 2021 på spørgsmål 1.")
    intake(base, [folder])
    reason = base.store.letter("ny").qas[0].references[0].reason
    assert reason == Remark(Code.NONE_ON_DAY, ("3. marts 2021",))
    (folder / "gammel.txt").write_text("3. marts 2021\n\n1. Er vejen åben?\n\nNej.\n", "utf-8")
    intake(base, [folder])
    assert base.store.letter("ny").qas[0].references[0].qas == ("gammel.1",)
    base.forget("gammel")
    assert base.store.letter("ny").qas[0].references[0].qas == ()


def test_answers_that_refer_to_each_other_in_a_circle_are_told(base: Base, folder: Path) -> None:
    text = "1. Er vejen åben?\n\nSe svaret på spørgsmål 2.\n\n2. Hvor længe?\n\nSe svaret på spørgsmål 1.\n"
    (folder / "ring.txt").write_text(text, "utf-8")
    intake(base, [folder])
    reason = base.store.letter("ring").qas[0].references[0].reason
    assert reason == Remark(Code.CIRCLE, (("ring.1", "ring.2", "ring.1"),))


LONG = "\n\n".join(
    f"{n}. Hvad koster vej nummer {n} om året?\n\nVejen koster {n * 113}.000 kr., og den blev sidst lagt om"
    f" i {1980 + n}, da {n * 7} huse fik ny kloak og {n * 3} lamper. Den ryddes"
    f" for sne {n + 4} gange om vinteren."
    for n in range(1, 9)
)


def test_a_draft_and_its_final_letter_look_alike_until_someone_decides(base: Base, folder: Path) -> None:
    (folder / "kladde.txt").write_text(LONG, "utf-8")
    (folder / "svar.txt").write_text(LONG.replace("ny kloak", "nye rør", 1), "utf-8")
    intake(base, [folder])
    (pair,) = base.relations.pairs()
    assert {pair.one.id, pair.other.id} == {"kladde", "svar"}
    assert base.relations.differences(pair).changed[0].number_a == "1"


def test_a_letter_that_another_is_preferred_to_is_shown_but_not_found(base: Base, folder: Path) -> None:
    (folder / "kladde.txt").write_text(LONG, "utf-8")
    (folder / "svar.txt").write_text(LONG.replace("ny kloak", "nye rør", 1), "utf-8")
    intake(base, [folder])
    base.decide("kladde", "svar", "svar")
    found = base.finder.ask(Question("Hvad koster vej nummer 3 om året?", 20)).found
    assert {each.letter.id for each in found} == {"svar"}
    assert base.store.letter("kladde").id == "kladde"
    assert base.verify() == []
    base.decide("kladde", "svar", None)
    found = base.finder.ask(Question("Hvad koster vej nummer 3 om året?", 20)).found
    assert {each.letter.id for each in found} == {"kladde", "svar"}


def test_a_rehearsal_says_what_would_be_and_keeps_nothing(base: Base, folder: Path) -> None:
    intake(base, [write(folder / "a.txt", "Ja.")])
    write(folder / "a.txt", "Nej.")
    write(folder / "b.txt", "Måske.")
    write(folder / "c.txt", "Måske.")
    (folder / "d.pdf").write_bytes(b"")
    outcomes, _ = rehearse(base, [folder])
    assert kinds(outcomes) == [Read, Read, Unchanged, Failed]
    assert [o.changed for o in outcomes if isinstance(o, Read)] == [True, False]
    assert [Path(o.copy_of or "").name for o in outcomes if isinstance(o, Unchanged)] == ["b.txt"]
    assert answers(base) == {"a": "Ja."}


def test_a_rehearsal_sees_what_would_be_held_back_and_look_alike(base: Base, folder: Path) -> None:
    (folder / "kladde.txt").write_text(LONG, "utf-8")
    intake(base, [folder])
    (folder / "svar.txt").write_text(LONG.replace("ny kloak", "nye rør", 1), "utf-8")
    write(folder / "klage.txt", "Ja, cpr-nr. 010199-4999.")
    outcomes, pairs = rehearse(base, [folder])
    assert [Path(o.file).name for o in outcomes if isinstance(o, Read) and o.held] == ["klage.txt"]
    assert [(pair.one.id, pair.other.id) for pair in pairs] == [("kladde", "svar")]
    assert base.relations.pairs() == []


def test_an_attached_file_that_cannot_be_read_is_noted_on_its_message(base: Base, folder: Path) -> None:
    message = EmailMessage()
    message.set_content("Hermed svarene.\n")
    message.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="svar.pdf")
    (folder / "post.eml").write_bytes(bytes(message))
    assert kinds(intake(base, [folder])) == [Read, Failed]
    assert Note(Code.ATTACHED_UNREADABLE, ("svar.pdf",)) in base.store.letter("post").notes


def test_what_is_attached_moves_with_its_message(base: Base, folder: Path) -> None:
    intake(base, [mail(folder, "post.eml", ("vej.txt", "Ja."))])
    (folder / "post.eml").rename(folder / "gammel.eml")
    intake(base, [folder])
    mail(folder, "post.eml", ("bro.txt", "Nej."))
    intake(base, [folder])
    assert sorted(base.store.ids()) == ["post", "post-2", "post-eml-bro", "post-eml-vej"]
    assert base.store.source("post-eml-vej").name == "gammel.eml/vej.txt"


def test_a_decision_ends_with_the_letter_it_was_about(base: Base, folder: Path) -> None:
    (folder / "kladde.txt").write_text(LONG, "utf-8")
    (folder / "svar.txt").write_text(LONG.replace("ny kloak", "nye rør", 1), "utf-8")
    intake(base, [folder])
    base.decide("kladde", "svar", "svar")
    intake(base, [write(folder / "kladde.txt", "Ja.")])
    assert "kladde" in {each.letter.id for each in base.finder.ask(Question("Er vejen åben?", 20)).found}


def test_a_letter_is_searched_again_when_the_preferred_one_is_held_back(base: Base, folder: Path) -> None:
    (folder / "kladde.txt").write_text(LONG, "utf-8")
    (folder / "svar.txt").write_text(LONG.replace("ny kloak", "nye rør", 1), "utf-8")
    intake(base, [folder])
    base.decide("kladde", "svar", "svar")
    (folder / "svar.txt").write_text(LONG + "\n\nBorger 010199-4999", "utf-8")
    intake(base, [folder])
    assert {each.letter.id for each in base.finder.ask(Question("Hvad koster vej 3?", 20)).found} == {
        "kladde"
    }


def test_ids_stay_when_the_first_letter_of_a_file_is_forgotten(base: Base, folder: Path) -> None:
    both_in_one(folder / "begge.txt")
    intake(base, [folder])
    base.forget("begge")
    assert base.store.reserve(str(folder / "begge.txt"), "begge.txt") == "begge"

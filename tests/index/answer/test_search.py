"""From letters in a store to answers, with a small encoder that hashes words."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from index import update
from index.answer.search import Finder
from index.engine import generation
from index.engine.embedded import Embedded
from index.filters import Filters
from index.passages import passages
from index.question.question import Question
from kb.errors import Mismatch, Tampered
from kb.sqlite.letters import SqliteStore
from tests.fake import HashEncoder
from tests.letters import BUSSES, FOOD, keep, letter, source
from web.service.base import Base, open_base


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Base]:
    opened = open_base(tmp_path, HashEncoder())
    opened.store.put(source(BUSSES, "busser"), [letter(BUSSES, "busser")])
    opened.store.put(source(FOOD, "mad"), [letter(FOOD, "mad")])
    opened.update()
    yield opened
    opened.close()


def best(base: Base, question: str) -> str:
    return base.finder.ask(Question(question)).found[0].qa.id


def test_a_question_finds_its_answer(base: Base) -> None:
    assert best(base, "hvad koster kørslen med skolebus") == "busser.2"


def test_an_interim_answer_is_said_to_be_one(base: Base, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.answer.status.ANSWER_FROM", -1.0)
    answer = base.finder.ask(Question("Hvorfor gives maden ikke væk?"))
    assert answer.found[0].qa.id == "mad.2"
    assert (answer.status, "kun et foreløbigt svar" in answer.reason) == ("near", True)


def test_an_unanswered_question_is_no_answer(base: Base) -> None:
    ids = {found.qa.id for found in base.finder.ask(Question("Hvem betaler maden?", 10)).found}
    assert ids == {"busser.1", "busser.2", "mad.1", "mad.2"}


def test_the_limit_is_kept(base: Base) -> None:
    assert len(base.finder.ask(Question("mad", limit=2)).found) == 2


def test_an_empty_knowledge_base_says_so(tmp_path: Path) -> None:
    empty = open_base(tmp_path, HashEncoder())
    empty.update()
    answer = empty.finder.ask(Question("Hvor er der mad?"))
    assert (answer.status, answer.found) == ("nothing", ())
    assert answer.reason == "Der er ingen svarbreve at søge i endnu."


def test_letters_without_answers_are_told_apart_from_no_letters(tmp_path: Path) -> None:
    silent = open_base(tmp_path, HashEncoder())
    text = "1. Hvem betaler?\n\nMed venlig hilsen\n\nEva Holm"
    silent.store.put(source(text, "tavst"), [letter(text, "tavst")])
    silent.update()
    reason = silent.finder.ask(Question("Hvem betaler?")).reason
    assert reason == "Der er svarbreve i basen, men ingen af dem har svar, der kan søges i endnu."


def test_a_long_answer_does_not_hide_the_others(base: Base) -> None:
    long = "\n\n".join(f"Skolebus nummer {n} kører forbi skolen. " * 12 for n in range(300))
    text = f"1. Hvor kører skolebus?\n\n{long}"
    base.store.put(source(text, "lang"), [letter(text, "lang")])
    base.update()
    assert base.backend.state().indexed > 200
    assert len(base.finder.ask(Question("skolebus", limit=5)).found) == 5


def test_a_hundred_passages_can_be_had(base: Base) -> None:
    answer = "Skolebussen kører forbi. Den holder ved skolen og venter på børnene. " * 12
    text = "\n\n".join(f"{n}. Hvor kører skolebus {n}?\n\n{answer}" for n in range(1, 121))
    base.store.put(source(text, "mange"), [letter(text, "mange")])
    base.update()
    assert len(base.finder.ask(Question("svømmehal", limit=100)).found) == 100


def tamper(base: Base, *letters: str) -> None:
    """Change stored answers behind the knowledge base's back."""
    for id in letters:
        change(base, "UPDATE qa SET answer = answer || ' Ikke.' WHERE letter = ?", id)


def change(base: Base, sql: str, *values: str) -> None:
    with sqlite3.connect(base.config.database) as connection:
        connection.execute(sql, values)
    connection.close()


def folder(base: Base) -> Path:
    """Where the index's files are."""
    (found,) = base.config.index.iterdir()
    return found


def test_a_tampered_answer_is_passed_over_and_said_in_the_log(
    base: Base, caplog: pytest.LogCaptureFixture
) -> None:
    tamper(base, "busser")
    with caplog.at_level(logging.WARNING, "svarbasen"):
        found = base.finder.ask(Question("skolebusser og mad")).found
    assert {each.letter.id for each in found} == {"mad"}
    assert "busser.txt" in caplog.text


def test_nothing_but_tampered_answers_is_an_error(base: Base) -> None:
    tamper(base, "busser", "mad")
    with pytest.raises(Tampered):
        base.finder.ask(Question("skolebusser"))


@pytest.mark.parametrize("mark", ["\ud800", "\udce6", "\0"])
def test_what_cannot_be_written_is_dropped_from_a_question(base: Base, mark: str) -> None:
    assert base.finder.ask(Question(f"skole{mark} busser")).question == "skole busser"


def test_a_new_letter_is_found_after_the_next_update(base: Base) -> None:
    base.store.put(source("1. Hvor er havnen?\n\nHavnen er mod øst.", "havn"), [
        letter("1. Hvor er havnen?\n\nHavnen er mod øst.", "havn")
    ])  # fmt: skip
    base.update()
    assert best(base, "hvor er havnen") == "havn.1"


def test_an_update_embeds_only_what_is_new(base: Base) -> None:
    assert base.update() == 0


def test_a_letter_that_came_after_the_index_does_not_stop_questions(base: Base) -> None:
    base.store.put(source(BUSSES, "igen"), [letter(BUSSES, "igen")])
    base.store.forget("busser")
    assert base.backend.state().behind
    assert all(found.letter.id == "mad" for found in base.finder.ask(Question("skolebusser")).found)


def test_a_forgotten_letter_leaves_no_vector_behind(base: Base) -> None:
    base.forget("mad")
    assert base.backend.state().indexed == 2
    assert len(list(base.config.index.rglob("*.faiss"))) == 1


def test_a_sound_knowledge_base_has_no_faults(base: Base) -> None:
    assert base.verify() == []


def test_a_flipped_byte_is_refused_and_rebuild_mends_it(base: Base, tmp_path: Path) -> None:
    (vectors,) = base.config.index.rglob("*.faiss")
    content = bytearray(vectors.read_bytes())
    content[-1] ^= 1
    vectors.write_bytes(content)
    again = open_base(tmp_path, HashEncoder())
    with pytest.raises(Mismatch, match="svarbasen rebuild"):
        again.finder.ask(Question("mad"))
    assert again.rebuild() == 0
    assert best(again, "madspild i køkkener gram") == "mad.1"


def test_another_encoder_is_refused_and_rebuild_embeds_anew(base: Base, tmp_path: Path) -> None:
    other = open_base(tmp_path, HashEncoder(dimension=32))
    with pytest.raises(Mismatch, match="built with encoder"):
        other.finder.ask(Question("mad"))
    assert other.rebuild() == 4
    assert other.verify() == []


def test_rebuild_reads_again_what_an_earlier_version_read(base: Base) -> None:
    old = replace(letter(BUSSES, "busser"), reading=0, qas=())
    base.store.put(source(BUSSES, "busser"), [old])
    base.rebuild()
    assert base.store.letter("busser").qas == letter(BUSSES, "busser").qas
    assert base.verify() == []


def test_a_letter_that_changed_can_be_found_at_once(base: Base) -> None:
    changed = BUSSES.replace("11,4 mio. kr.", "12,9 mio. kr. og en gadehund")
    base.keep(source(changed, "busser"), [letter(changed, "busser")])
    assert base.backend.state().behind
    assert best(base, "gadehund") == "busser.2"


def test_a_letter_that_was_never_embedded_is_found_by_verify(base: Base) -> None:
    base.store.put(source(BUSSES, "igen"), [letter(BUSSES, "igen")])
    assert any("1 letters are not in the index" in fault for fault in base.verify())
    assert base.update() > 0
    assert base.verify() == []


def test_lost_terms_are_found_by_verify_and_mended(base: Base) -> None:
    change(base, "DELETE FROM terms")
    assert base.verify()
    base.rebuild()
    assert base.verify() == []


def test_a_letter_that_was_tampered_with_is_read_again_by_rebuild(base: Base) -> None:
    change(base, "UPDATE qa SET answer = 'Et andet svar.' WHERE id = 'mad.1'")
    assert base.verify()
    base.rebuild()
    assert base.verify() == []
    assert base.store.qa("mad.1")[1].answer == letter(FOOD, "mad").qas[0].answer


def test_other_passages_than_before_leave_no_old_ones(base: Base, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.passages.WINDOW_TOKENS", 5)
    assert base.rebuild() > 4
    expected = {p.id for each in base.store.letters() for p in passages(each, base.encoder.length, 512)}
    assert {passage.id for passage in base.passages.scan()} == expected


def test_a_failed_swap_leaves_the_index_in_use(base: Base, monkeypatch: pytest.MonkeyPatch) -> None:
    base.store.put(source(BUSSES, "igen"), [letter(BUSSES, "igen")])
    monkeypatch.setattr(Path, "replace", failing)
    with pytest.raises(OSError, match="no space"):
        base.update()
    assert best(base, "madspild gram") == "mad.1"
    assert best(open_base(base.config.data, HashEncoder()), "madspild gram") == "mad.1"


def failing(self: Path, target: Path) -> Path:
    raise OSError("no space")


def test_nothing_new_leaves_the_index_as_it_is(base: Base) -> None:
    before = generation.current(folder(base))
    base.update()
    assert generation.current(folder(base)) == before


def test_a_knowledge_base_without_letters_has_an_index(tmp_path: Path) -> None:
    assert open_base(tmp_path, HashEncoder()).backend.state().indexed == 0


def test_a_missing_index_names_the_command(base: Base, tmp_path: Path) -> None:
    for file in folder(base).iterdir():
        file.unlink()
    with pytest.raises(Mismatch, match="svarbasen rebuild"):
        open_base(tmp_path, HashEncoder()).finder.ask(Question("mad"))


def test_another_knowledge_bases_index_is_refused(base: Base, tmp_path: Path) -> None:
    store = SqliteStore.open(tmp_path / "anden" / "kb.sqlite")
    stored = store.passages(update.identity(base.encoder), base.encoder.dimension)
    store.put(source(BUSSES, "busser"), [letter(BUSSES, "busser")])
    stranger = Embedded(stored, base.config.index)
    with pytest.raises(Mismatch, match="not built from this knowledge base"):
        Finder(store, stranger, base.encoder).ask(Question("mad"))


def test_a_killed_build_leaves_the_index_in_use(base: Base) -> None:
    (folder(base) / "vectors.faiss.123.tmp").write_bytes(b"half")
    assert best(base, "madspild gram") == "mad.1"
    base.backend.publish()
    assert not list(base.config.index.rglob("*.tmp"))


def test_the_manifest_says_what_the_index_is(base: Base) -> None:
    manifest = generation.current(folder(base))
    assert manifest is not None
    assert (manifest.count, manifest.dimension) == (4, base.encoder.dimension)
    assert manifest.encoder.startswith(base.encoder.identity)


RIGHT = "hvad koster kørslen med skolebusser om året"


@pytest.mark.parametrize(
    "typed",
    [
        RIGHT,
        "HVAD KOSTER KØRSLEN MED SKOLEBUSSER OM ÅRET?",
        "hvad koster korslen med skolebusser om aaret",
        "hvad koster koerslen med skolebusser om aret",
        "hvad koster kørslen med skolebuser om året",
        "hvad kosterr kørslen med skolebussser om året",
    ],
)
def test_a_question_finds_its_answer_however_it_is_typed(base: Base, typed: str) -> None:
    assert best(base, typed) == "busser.2"


OFFICE = "1. Hvor ligger {}?\n\n{} ligger på Torvet 7 og har åbent hver dag.\n"
SHORT = "1. Hvem er det?\n\nDet er Pædagogisk Psykologisk Rådgivning (PPR), som hjælper børn.\n"


@pytest.mark.parametrize("asked", ["hvor ligger PPR", "hvor ligger pædagogisk psykologisk rådgivning"])
def test_an_abbreviation_and_its_full_form_find_the_same_answer(base: Base, asked: str) -> None:
    full = "Pædagogisk Psykologisk Rådgivning"
    keep(base, kort=SHORT, havn=OFFICE.format("havnen", "Den"), sted=OFFICE.format(full, full))
    assert best(base, asked) == "sted.1"


def test_a_full_form_finds_answers_that_only_have_its_abbreviation(base: Base) -> None:
    keep(base, kort=SHORT, havn=OFFICE.format("havnen", "Den"), sted=OFFICE.format("PPR", "PPR"))
    found = base.finder.ask(Question("pædagogisk psykologisk rådgivning")).found
    assert {each.qa.id for each in found if each.hit.lexical} == {"kort.1", "sted.1"}


def test_answers_that_score_alike_come_by_id(base: Base) -> None:
    same = "1. Hvor er havnen?\n\nHavnen er mod øst.\n"
    keep(base, c=same, a=same, b=same)
    assert [each.qa.id for each in base.finder.ask(Question("havnen", 3)).found] == ["a.1", "b.1", "c.1"]


def test_the_reason_names_the_words_that_no_letter_holds(base: Base, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.answer.status.NEAR_FROM", 2.0)
    monkeypatch.setattr("index.answer.status.ANSWER_FROM", 2.0)
    answer = base.finder.ask(Question("Hvad koster en zeppeliner?"))
    assert (answer.status, answer.reason) == ("nothing", "Ingen svar nævner »zeppeliner«.")


def test_the_best_are_shown_whatever_the_status(base: Base, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.answer.status.NEAR_FROM", 2.0)
    monkeypatch.setattr("index.answer.status.ANSWER_FROM", 2.0)
    answer = base.finder.ask(Question(RIGHT))
    assert (answer.status, answer.found[0].qa.id) == ("nothing", "busser.2")


def test_an_interim_answer_whose_final_one_is_shown_is_an_answer(
    base: Base, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.answer.status.ANSWER_FROM", -1.0)
    final = "Som lovet i vores svar af 3. oktober 2023 på spørgsmål 2: Det er ulovligt."
    keep(base, sen=f"4. oktober 2024\n\n1. Er det lovligt?\n\n{final}\n")
    answer = base.finder.ask(Question("Hvorfor gives maden ikke væk?"))
    assert (answer.found[0].qa.id, answer.found[0].leans[0].qa.id) == ("mad.2", "sen.1")
    assert (answer.status, "det endelige svar er vist med" in answer.reason) == ("answer", True)


def test_an_answer_comes_with_the_answer_it_refers_to(base: Base) -> None:
    found = base.finder.ask(Question(RIGHT)).found[0]
    assert [(lean.why, lean.qa.id) for lean in found.leans] == [("reference", "busser.1")]


def test_the_words_that_answer_are_marked_and_the_answer_is_whole(base: Base) -> None:
    text = "1. Hvad koster hallen?\n\nHallen er fra 1970. Driften koster 4 mio. kr. Den er gul.\n"
    keep(base, hal=text)
    found = base.finder.ask(Question("hvad koster driften")).found[0]
    assert [found.qa.answer[start:end] for start, end in found.marks] == ["Driften koster 4 mio. kr."]
    assert found.qa == base.store.qa("hal.1")[1]


def test_an_answer_says_what_was_searched_and_understood(base: Base) -> None:
    answer = base.finder.ask(Question("Hvad svarede I Enhedslisten i 2023 om madspild?"))
    assert (answer.searched, answer.understood) == ("madspild", Filters(("Enhedslisten",), (), (2023,)))
    assert {found.letter.id for found in answer.found} == {"mad"}


def test_an_understood_filter_that_is_taken_away_finds_more(base: Base) -> None:
    asked = "Hvad svarede I Enhedslisten om mad og busser?"
    found = base.finder.ask(Question(asked, ignored=Filters(parties=("Enhedslisten",)))).found
    assert {each.letter.id for each in found} == {"busser", "mad"}


def test_a_follow_up_is_searched_with_the_topic_of_the_turn_before(base: Base) -> None:
    answer = base.finder.ask(
        Question("Hvor mange gram?", before=("Hvad svarede I Enhedslisten om madspild?",))
    )
    assert (answer.found[0].qa.id, answer.filters) == ("mad.1", Filters(parties=("Enhedslisten",)))


def test_an_answer_forgotten_since_it_was_found_is_passed_over(base: Base) -> None:
    question = base.finder.prepared(Question("skolebusser og mad"))
    candidates = base.finder.candidates(question)
    base.store.forget("busser")
    found = base.finder.answer(question, candidates, 5, 0.0).found
    assert {each.letter.id for each in found} == {"mad"}

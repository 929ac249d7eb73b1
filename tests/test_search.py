"""From letters in a store to answers, with a small encoder that hashes words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from index import generation, update
from index.embedded import Embedded
from index.passages import WINDOW_TOKENS, windows
from index.search import Finder, checked
from kb.errors import BadQuestion, Mismatch
from kb.passages import PassageTable
from kb.sqlite import SqliteStore
from tests.fake import HashEncoder
from tests.letters import BUSSES, FOOD, letter, source
from web.base import Base, open_base


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Base]:
    opened = open_base(tmp_path, HashEncoder())
    opened.store.put(source(BUSSES, "busser"), [letter(BUSSES, "busser")])
    opened.store.put(source(FOOD, "mad"), [letter(FOOD, "mad")])
    opened.update()
    yield opened
    opened.close()


def best(base: Base, question: str) -> str:
    return base.finder.ask(question).found[0].qa.id


def test_a_question_finds_its_answer(base: Base) -> None:
    assert best(base, "hvad koster kørslen med skolebus") == "busser.2"


def test_an_unanswered_question_is_no_answer(base: Base) -> None:
    ids = {found.qa.id for found in base.finder.ask("Hvem betaler maden?", 10).found}
    assert ids == {"busser.1", "busser.2", "mad.1", "mad.2"}


def test_the_limit_is_kept(base: Base) -> None:
    assert len(base.finder.ask("mad", limit=2).found) == 2


def test_an_empty_knowledge_base_says_so(tmp_path: Path) -> None:
    empty = open_base(tmp_path, HashEncoder())
    empty.update()
    answer = empty.finder.ask("Hvor er der mad?")
    assert (answer.status, answer.found) == ("nothing", ())


@pytest.mark.parametrize("question", ["", "  \n", "\0", "x" * 10_000])
def test_what_is_no_question_is_refused(question: str) -> None:
    with pytest.raises(BadQuestion, match="expected a question"):
        checked(question)


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
    assert all(found.letter.id == "mad" for found in base.finder.ask("skolebusser").found)


def test_a_forgotten_letter_leaves_no_vector_behind(base: Base) -> None:
    base.forget("mad")
    assert base.backend.state().indexed == 2
    assert len(list(base.config.index.iterdir())) == 2


def test_a_sound_knowledge_base_has_no_faults(base: Base) -> None:
    assert base.verify() == []


def test_a_flipped_byte_is_refused_and_rebuild_mends_it(base: Base, tmp_path: Path) -> None:
    (vectors,) = base.config.index.glob("*.faiss")
    content = bytearray(vectors.read_bytes())
    content[-1] ^= 1
    vectors.write_bytes(content)
    again = open_base(tmp_path, HashEncoder())
    with pytest.raises(Mismatch, match="svarbasen rebuild"):
        again.finder.ask("mad")
    assert again.rebuild() == 0
    assert best(again, "madspild i køkkener gram") == "mad.1"


def test_another_encoder_is_refused_and_rebuild_embeds_anew(base: Base, tmp_path: Path) -> None:
    other = open_base(tmp_path, HashEncoder(dimension=32))
    with pytest.raises(Mismatch, match="built with encoder"):
        other.finder.ask("mad")
    assert other.rebuild() == 4
    assert other.verify() == []


def test_rebuild_reads_again_what_an_earlier_version_read(base: Base) -> None:
    old = replace(letter(BUSSES, "busser"), reading=0, qas=())
    base.store.put(source(BUSSES, "busser"), [old])
    base.rebuild()
    assert base.store.letter("busser").qas == letter(BUSSES, "busser").qas
    assert base.verify() == []


def test_a_missing_index_names_the_command(base: Base, tmp_path: Path) -> None:
    for file in base.config.index.iterdir():
        file.unlink()
    with pytest.raises(Mismatch, match="svarbasen rebuild"):
        open_base(tmp_path, HashEncoder()).finder.ask("mad")


def test_another_knowledge_bases_index_is_refused(base: Base, tmp_path: Path) -> None:
    store = SqliteStore.open(tmp_path / "anden" / "kb.sqlite")
    table = PassageTable(store.database, "")
    stranger = Embedded(table, base.config.index, update.identity(base.encoder), base.encoder.dimension)
    with pytest.raises(Mismatch, match="not built from this knowledge base"):
        Finder(store, stranger, base.encoder).ask("mad")


def test_a_killed_build_leaves_the_index_in_use(base: Base) -> None:
    (base.config.index / "vectors-0000.faiss.123.tmp").write_bytes(b"half")
    assert best(base, "madspild gram") == "mad.1"
    base.backend.publish()
    assert not list(base.config.index.glob("*.tmp"))


def test_the_manifest_says_what_the_index_is(base: Base) -> None:
    manifest = generation.current(base.config.index)
    assert manifest is not None
    assert (manifest.count, manifest.dimension) == (4, base.encoder.dimension)
    assert manifest.encoder.startswith(base.encoder.identity)


def test_a_long_answer_is_cut_between_sentences_and_nothing_is_lost() -> None:
    encoder = HashEncoder()
    text = " ".join(f"Dette er sætning nummer {n} i et langt svar." for n in range(200))
    found = windows(text, encoder.length)
    assert len(found) > 1
    assert all(encoder.length(window) <= WINDOW_TOKENS for window in found)
    assert " ".join(found) == text

"""What a connection remembers of a file, and what becomes of it when the file changes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kb.errors import HeldBack
from kb.sqlite.letters import SqliteStore
from tests.letters import BUSSES, FOOD, letter, source


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    opened = SqliteStore.open(tmp_path / "kb.sqlite")
    opened.put(source(BUSSES, "busser"), [letter(BUSSES, "busser")])
    yield opened
    opened.close()


def ids(store: SqliteStore) -> set[str]:
    return {summary.id for summary in store.summaries()}


def test_what_was_found_is_kept_while_nothing_changes(store: SqliteStore) -> None:
    first = store.database.cached("x", object)
    assert store.database.cached("x", object) is first


def test_what_is_kept_has_a_name_of_its_own(store: SqliteStore) -> None:
    assert store.database.cached("x", object) is not store.database.cached("y", object)


def test_summaries_are_those_of_now_after_a_change(store: SqliteStore) -> None:
    assert ids(store) == {"busser"}
    store.put(source(FOOD, "mad"), [letter(FOOD, "mad")])
    assert ids(store) == {"busser", "mad"}
    store.forget("busser")
    assert ids(store) == {"mad"}


def test_summaries_are_those_of_now_after_another_process_wrote(store: SqliteStore, tmp_path: Path) -> None:
    assert ids(store) == {"busser"}
    other = SqliteStore.open(tmp_path / "kb.sqlite")
    other.put(source(FOOD, "mad"), [letter(FOOD, "mad")])
    other.close()
    assert ids(store) == {"busser", "mad"}


def test_summaries_are_those_of_now_after_a_letter_is_held_or_released(store: SqliteStore) -> None:
    assert ids(store) == {"busser"}
    store.put(source(FOOD, "mad"), [letter(FOOD, "mad")], held=["page 1, line 3"])
    assert ids(store) == {"busser"}
    store.release("mad")
    assert ids(store) == {"busser", "mad"}


def test_abbreviations_are_those_of_now_after_a_change(store: SqliteStore) -> None:
    assert store.abbreviations() == []
    text = "1. Hvem?\n\nDet gør Pædagogisk Psykologisk Rådgivning (PPR).\n"
    store.put(source(text, "ppr"), [letter(text, "ppr")])
    assert store.abbreviations() == [("PPR", "Pædagogisk Psykologisk Rådgivning")]


def test_what_was_undone_is_not_remembered(store: SqliteStore) -> None:
    with pytest.raises(RuntimeError), store.unit_of_work():
        store.put(source(FOOD, "mad"), [letter(FOOD, "mad")])
        assert ids(store) == {"busser", "mad"}
        raise RuntimeError
    assert ids(store) == {"busser"}


def test_an_answer_is_that_of_now_after_another_process_read_its_letter_anew(
    store: SqliteStore, tmp_path: Path
) -> None:
    changed = BUSSES.replace("1.146", "1.200")
    assert "1.146" in store.qa("busser.1")[1].answer
    other = SqliteStore.open(tmp_path / "kb.sqlite")
    other.put(source(changed, "busser"), [letter(changed, "busser")])
    other.close()
    assert "1.200" in store.qa("busser.1")[1].answer


def test_a_letter_that_was_kept_is_not_shown_when_it_is_held_back(store: SqliteStore) -> None:
    assert store.letter("busser")
    changed = BUSSES + "\n"
    store.put(source(changed, "busser"), [letter(changed, "busser")], held=["page 1, line 3"])
    with pytest.raises(HeldBack):
        store.letter("busser")


def test_an_answer_undone_is_not_shown(store: SqliteStore) -> None:
    changed = BUSSES.replace("1.146", "1.200")
    with pytest.raises(RuntimeError), store.unit_of_work():
        store.put(source(changed, "busser"), [letter(changed, "busser")])
        assert "1.200" in store.qa("busser.1")[1].answer
        raise RuntimeError
    assert "1.146" in store.qa("busser.1")[1].answer

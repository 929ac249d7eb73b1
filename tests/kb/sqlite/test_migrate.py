"""Databases of earlier versions: what they said in sentences, and what hung on it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kb.model import Box, Line, Note, Remark
from kb.notes import Code
from kb.sqlite.letters import SqliteStore
from kb.sqlite.migrate import migrations
from kb.sqlite.rows import digest as digest_of
from kb.sqlite.rows import letter_row, references_json
from kb.text import digest
from tests.kb.bare import letter

SKIPPED = {"text": "the numbering jumps from 1 to 3", "page": 1, "line": 2}
BESIDE = {"text": "a CPR number stands beside the text: word/a: b.xml", "page": None, "line": None}
REFERENCES = [
    {"text": "jf. »bilag 2«", "numbers": [], "qas": [], "reason": "an annex, not a question"},
    {"text": "se 9", "numbers": ["9"], "qas": ["a.1"], "reason": "this letter has no question 9"},
    {"text": "7", "numbers": ["7"], "qas": [], "reason": "another series of questions (»BUU (alm.)« del)"},
    {"text": "se 1", "numbers": ["1"], "qas": ["a.1"], "reason": None},
]
NOTES, REFS = (json.dumps(each, ensure_ascii=False) for each in ([SKIPPED, BESIDE], REFERENCES))
READ, REDACTED, LINKED = "a", "b", "c"


def rows(id: str, cleared: str) -> Iterator[tuple[str, tuple[object, ...]]]:
    """A letter as schema 5 kept it."""
    yield "INSERT INTO source VALUES ('', ?, 'text/plain', x'00')", (id,)
    yield "INSERT INTO file VALUES ('', ?, ?, ?)", (id, f"{id}.txt", id)
    yield "INSERT INTO clearance VALUES ('', ?, NULL, ?, NULL)", (id, cleared)
    yield (
        "INSERT INTO letter (municipality, id, path, parties, signers, notes)"
        " VALUES ('', ?, ?, '[]', '[]', ?)",
        (id, id, NOTES),
    )
    kept = REFS if id != LINKED else "[]"
    yield (
        "INSERT INTO qa VALUES ('', ?, ?, 0, '1', '', '', 'answered', ?, ?)",
        (f"{id}.1", id, digest("", ""), kept),
    )
    if id == LINKED:
        yield "INSERT INTO link VALUES ('', ?, ?, ?)", (f"{id}.1", id, REFS)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    connection = sqlite3.connect(tmp_path / "kb.sqlite")
    steps = "".join(sql for version, sql in migrations().items() if version <= 5)
    connection.executescript(f"{steps} PRAGMA user_version = 5;")
    for id, cleared in ((READ, "released"), (REDACTED, "redacted"), (LINKED, "released")):
        for sql, values in rows(id, cleared):
            connection.execute(sql, values)
    connection.commit()
    connection.close()
    opened = SqliteStore.open(tmp_path / "kb.sqlite")
    yield opened
    opened.close()


def reasons_of(store: SqliteStore, id: str) -> list[Remark | None]:
    return [reference.reason for reference in store.letter(id).qas[0].references]


def test_what_holds_a_letter_back_becomes_a_code_and_other_sentences_stay(store: SqliteStore) -> None:
    assert store.letter(READ).notes == (
        Note(Code.TEXT, ("the numbering jumps from 1 to 3",), 1, 2),
        Note(Code.CPR_BESIDE_TEXT, ("word/a: b.xml",)),
    )


def test_reasons_that_are_asked_for_become_codes_and_others_stay(store: SqliteStore) -> None:
    series, lacking = "»BUU (alm.)« del", Remark(Code.TEXT, ("this letter has no question 9",))
    assert reasons_of(store, READ) == [
        *(Remark(Code.ANNEX), lacking, Remark(Code.OTHER_SERIES, (series,)), None),
    ]


def test_a_redacted_letter_is_kept_to_the_letter_for_its_digest(store: SqliteStore) -> None:
    redacted = store.letter(REDACTED)
    assert letter_row(redacted, "")["notes"] == NOTES
    assert references_json(redacted.qas[0].references) == REFS


def test_an_annex_is_a_code_beside_references_to_other_letters_too(store: SqliteStore) -> None:
    assert reasons_of(store, LINKED)[0] == Remark(Code.ANNEX)


def test_letters_of_earlier_versions_are_to_be_read_again_but_for_redacted_ones(store: SqliteStore) -> None:
    assert store.outdated() == [READ, LINKED]


def test_a_letter_without_italics_colours_and_rows_has_the_digest_from_before_they_were_kept() -> None:
    lines = (Line("1. Hvor?", 1, 1, bold=True, size=11.0, box=Box(1, 2, 3, 4)), Line("Her.", 1, 3))
    bare = replace(letter(), reading=3, lines=lines, notes=letter().notes[:2])
    assert digest_of(bare) == "5e6c69b00243ad4eaee79ebb729d253e13ed86a37864a50d7fd832df53ef6670"
    assert digest_of(replace(bare, lines=(lines[0], replace(lines[1], row=1)))) != digest_of(bare)

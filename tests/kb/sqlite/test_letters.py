"""What the embedded store has in its file, and what leaves it; `tests.kb.test_store` has what all promise."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from kb.errors import Tampered
from kb.passages import Entry
from kb.sqlite.letters import SqliteStore
from kb.sqlite.migrate import migrations
from kb.store import Held
from tests.kb.bare import letter, source

OLD_ROWS = """
INSERT INTO source VALUES ('', 'abc', 'text/plain', x'00');
INSERT INTO file VALUES ('', '/vej.txt', 'vej.txt', 'abc');
INSERT INTO letter (municipality, id, path, title, parties, signers, notes)
VALUES ('', 'vej', '/vej.txt', 'Svar om veje', '[]', '[]', '[]');
"""

SHA = {name: hashlib.sha256(name.encode()).hexdigest() for name in ("fri", "tilbage", "frigivet", "sort")}
ROWS_OF_3 = "".join(
    f"""
INSERT INTO source VALUES ('', '{SHA[name]}', 'text/plain', CAST('{content}' AS BLOB), {decided});
INSERT INTO file VALUES ('', '/{name}.txt', '{name}.txt', '{SHA[name]}');
INSERT INTO letter (municipality, id, path, title, parties, signers, notes)
VALUES ('', '{name}', '/{name}.txt', 'Svar om veje', '[]', '[]', '[]');
"""
    for name, content, decided in (
        ("fri", "fri", "NULL, NULL, NULL"),
        ("tilbage", "tilbage", """'["page 1, line 3"]', NULL, NULL"""),
        ("frigivet", "frigivet", "NULL, 'released', NULL"),
        ("sort", "██", f"NULL, 'redacted', '{hashlib.sha256('██'.encode()).hexdigest()}'"),
    )
)
"""A file that nothing was found in, one held back, one released and one redacted, as schema 3 kept them."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "kb.sqlite"


@pytest.fixture
def sqlite_store(path: Path) -> Iterator[SqliteStore]:
    store = SqliteStore.open(path)
    yield store
    store.close()


class TestSqliteStore:
    @pytest.mark.parametrize(
        "change",
        [
            "UPDATE qa SET answer = 'Et andet sted.'",
            "UPDATE line SET text = 'Xer.' WHERE seq = 1",
            "UPDATE piece SET last = 2 WHERE seq = 2",
            "UPDATE qa SET digest = 'x'",
        ],
    )
    def test_changed_words_are_never_shown(self, sqlite_store: SqliteStore, path: Path, change: str) -> None:
        sqlite_store.put(source(), [letter()])
        tamper(path, change)
        with pytest.raises(Tampered, match=r"vej\.1"):
            sqlite_store.letter("vej")

    def test_changed_source_bytes_are_never_handed_out(self, sqlite_store: SqliteStore, path: Path) -> None:
        sqlite_store.put(source(), [letter()])
        tamper(path, "UPDATE source SET content = x'00'")
        with pytest.raises(Tampered):
            sqlite_store.source("vej")
        assert len(list(sqlite_store.verify())) == 1

    def test_redacting_leaves_no_trace_in_the_file(self, sqlite_store: SqliteStore, path: Path) -> None:
        gone = letter(answer="Gærdesmutten tier.")
        sqlite_store.put(source("gærdesmutten".encode()), [gone], ["page 1, line 3"])
        sqlite_store.redact("vej", [letter(answer="████ tier.")], b"sort", "application/pdf")
        left = b"".join(file.read_bytes() for file in path.parent.iterdir())
        assert b"tier." in left
        assert b"rdesmutten" not in left

    def test_forgetting_leaves_no_trace_in_the_file(self, sqlite_store: SqliteStore, path: Path) -> None:
        kept, gone = letter("kept", "Solsorten synger."), letter("gone", "Gærdesmutten tier.")
        sqlite_store.put(source(b"solsort", "/kept.txt"), [kept])
        sqlite_store.put(source("gærdesmutten".encode(), "/gone.txt"), [gone])
        table = sqlite_store.passages("e", 1)
        for each in (kept, gone):
            terms = ("w_fugl", f"w_{each.id}")
            table.put([Entry(f"{each.id}.1/1", each.id, f"{each.id}.1", "d", terms, b"0000")])
        sqlite_store.forget("gone")
        left = b"".join(file.read_bytes() for file in path.parent.iterdir())
        assert b"Solsorten" in left
        assert not [word for word in ("rdesmutten", "w_gone") if word.encode() in left]
        assert list(table.scan_terms()) == [(1, ("w_fugl", "w_kept"))]

    def test_a_replaced_letters_words_are_gone_from_the_file(
        self, sqlite_store: SqliteStore, path: Path
    ) -> None:
        sqlite_store.put(source(), [letter(answer="Gærdesmutten tier.")])
        sqlite_store.put(source(b"nyt"), [letter()])
        assert not in_folder(path, "rdesmutten")

    def test_what_a_killed_process_left_to_wipe_is_wiped_at_the_next_opening(self, path: Path) -> None:
        store = SqliteStore.open(path)
        store.put(source(), [letter(answer="Gærdesmutten tier.")])
        with store.erasing_at_end():
            store.put(source(b"nyt"), [letter()])
            copy = path.parent / "kopi"
            copy.mkdir()
            for file in path.parent.glob("kb.sqlite*"):
                (copy / file.name).write_bytes(file.read_bytes())
        assert in_folder(copy / path.name, "rdesmutten")
        SqliteStore.open(copy / path.name).close()
        assert not in_folder(copy / path.name, "rdesmutten")

    def test_forgetting_says_when_a_reader_keeps_the_words_in_use(
        self, sqlite_store: SqliteStore, path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("kb.sqlite.database.WIPE_SECONDS", 0.1)
        sqlite_store.put(source(), [letter()])
        reader = SqliteStore.open(path)
        with reader.database.reading():
            reader.state()
            sqlite_store.forget("vej")
            assert not sqlite_store.erased()
            assert [line for line in sqlite_store.verify() if "forgotten words may still stand" in line]
        assert sqlite_store.ids() == []

    @pytest.mark.parametrize(
        "change",
        [
            "DELETE FROM piece WHERE role = 'metadata'",
            "UPDATE letter SET date = '2021-01-01'",
            "UPDATE qa SET number = '9'",
            "UPDATE line SET page = 7",
            "UPDATE line SET row = 9",
            "UPDATE line SET italic = 1",
        ],
    )
    def test_whatever_is_changed_is_found(self, sqlite_store: SqliteStore, path: Path, change: str) -> None:
        sqlite_store.put(source(), [letter()])
        tamper(path, change)
        assert list(sqlite_store.verify())
        assert sqlite_store.faulty() == ["vej"]

    def test_an_older_schema_is_brought_up_to_date_with_all_it_holds(self, path: Path) -> None:
        connection = sqlite3.connect(path)
        connection.executescript(migrations()[1] + "PRAGMA user_version = 1;" + OLD_ROWS)
        connection.close()
        store = SqliteStore.open(path)
        assert store.state().schema == max(migrations())
        assert store.letter("vej").metadata.title == "Svar om veje"
        assert store.outdated() == ["vej"]

    @pytest.fixture
    def from_3(self, path: Path) -> Iterator[SqliteStore]:
        """A store of schema 3 with ROWS_OF_3, opened by this version."""
        connection = sqlite3.connect(path)
        steps = "".join(sql for version, sql in migrations().items() if version <= 3)
        connection.executescript(f"{steps} PRAGMA user_version = 3; {ROWS_OF_3}")
        connection.close()
        store = SqliteStore.open(path)
        yield store
        store.close()

    def test_a_letter_held_back_stays_so_in_a_newer_schema(self, from_3: SqliteStore) -> None:
        assert from_3.ids() == ["fri", "frigivet", "sort"]
        assert from_3.held() == [Held("tilbage", "tilbage.txt", ("page 1, line 3",))]

    @pytest.mark.parametrize(
        ("name", "withheld"), [("fri", False), ("tilbage", True), ("frigivet", False), ("sort", True)]
    )
    def test_what_may_not_be_handed_out_is_known_in_a_newer_schema(
        self, from_3: SqliteStore, name: str, withheld: bool
    ) -> None:
        assert from_3.withheld(SHA[name]) is withheld

    def test_redacted_bytes_are_sound_in_a_newer_schema(self, from_3: SqliteStore) -> None:
        assert from_3.source("sort").content == "██".encode()
        assert from_3.holds("/sort.txt", SHA["sort"])

    def test_what_was_released_is_not_held_back_again_in_a_newer_schema(self, from_3: SqliteStore) -> None:
        from_3.put(source(b"frigivet", "/frigivet.txt"), [letter("frigivet")], ["page 1, line 3"])
        assert "frigivet" in from_3.ids()

    def test_what_was_held_back_can_be_released_in_a_newer_schema(self, from_3: SqliteStore) -> None:
        from_3.release("tilbage")
        assert (from_3.held(), from_3.source("tilbage").content) == ([], b"tilbage")

    def test_a_newer_schema_is_sound(self, from_3: SqliteStore) -> None:
        assert list(from_3.database.check()) == []

    def test_a_newer_schema_is_refused(self, sqlite_store: SqliteStore, path: Path) -> None:
        tamper(path, "PRAGMA user_version = 99")
        with pytest.raises(Exception, match="schema version 99 is newer"):
            SqliteStore.open(path)

    def test_a_file_that_is_no_database_is_refused(self, tmp_path: Path) -> None:
        (tmp_path / "x.sqlite").write_bytes(b"not a database at all" * 99)
        with pytest.raises(Exception, match="not a sound knowledge base"):
            SqliteStore.open(tmp_path / "x.sqlite")


def in_folder(path: Path, word: str) -> bool:
    """Does a word stand anywhere in the database or its log?"""
    return any(word.encode() in file.read_bytes() for file in path.parent.glob(f"{path.name}*"))


def tamper(path: Path, sql: str) -> None:
    connection = sqlite3.connect(path)
    with connection:
        connection.execute(sql)
    connection.close()

"""What any store promises; the embedded one is held to it here."""

from __future__ import annotations

import hashlib
import sqlite3
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import count
from pathlib import Path

import pytest

from kb.errors import HeldBack, NotFound, Tampered, Unavailable
from kb.model import QA, Box, Kind, Letter, Line, Metadata, Note, Piece, Reference, Remark, Role
from kb.notes import Code
from kb.passages import Entry
from kb.sqlite.letters import SqliteStore
from kb.sqlite.migrate import migrations
from kb.store import Held, Source, Store
from kb.text import READING, digest

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


def source(content: bytes = b"1. Hvor?\n\nHer.", path: str = "/breve/vej.txt") -> Source:
    return Source(path, Path(path).name, "text/plain", content, hashlib.sha256(content).hexdigest())


def letter(id: str = "vej", answer: str = "Her.", day: date | None = date(2022, 2, 2)) -> Letter:
    refers = Reference("jf.", ("2",), (), Remark(Code.LACKING, (("2",),)))
    qa = QA(f"{id}.1", "1", "Hvor?", answer, Kind.ANSWERED, digest("Hvor?", answer), (refers,))
    return Letter(
        id=id,
        file=f"{id}.txt",
        metadata=Metadata(title="Svar om veje", date=day, parties=("Venstre",), signers=("Eva Holm",)),
        pages=1,
        lines=(Line("1. Hvor?", 1, 1, bold=True, size=11.0, box=Box(1, 2, 3, 4)), Line(answer, 1, 3)),
        pieces=(
            Piece(Role.METADATA, 0, 0, 3, f"{id}.1"),
            Piece(Role.QUESTION, 0, 3, 8, f"{id}.1"),
            Piece(Role.ANSWER, 1, 0, len(answer), f"{id}.1"),
        ),
        qas=(qa,),
        notes=(
            Note(Code.NUMBERS_SKIPPED, (1, 3), 1, 2),
            Note(Code.NOT_FOUND, (("case",),)),
        ),
        reading=READING,
    )


class StorePromises:
    """Shared by every store: subclasses provide the fixture."""

    def test_a_letter_comes_back_as_it_was_put(self, store: Store) -> None:
        store.put(source(), [letter()])
        assert store.letter("vej") == letter()

    def test_the_source_comes_back_byte_for_byte(self, store: Store) -> None:
        store.put(source(), [letter()])
        assert store.source("vej") == source()

    def test_a_changed_file_replaces_its_letter(self, store: Store) -> None:
        store.put(source(), [letter()])
        store.put(source(b"nyt"), [letter(answer="Der.")])
        assert [each.qas[0].answer for each in store.letters()] == ["Der."]

    def test_content_is_held_where_it_was_read_last(self, store: Store) -> None:
        store.put(source(), [letter()])
        assert store.holds("/breve/vej.txt", source().sha256)
        assert not store.holds("/breve/vej.txt", source(b"andet").sha256)

    def test_content_has_a_home(self, store: Store) -> None:
        store.put(source(), [letter()])
        assert store.home(source().sha256) == "/breve/vej.txt"
        assert store.home(source(b"andet").sha256) is None

    def test_a_moved_file_keeps_its_letter(self, store: Store) -> None:
        store.put(source(), [letter()])
        store.move("/breve/vej.txt", source(path="/arkiv/vej.txt"))
        assert store.source("vej").path == "/arkiv/vej.txt"
        assert store.home(source().sha256) == "/arkiv/vej.txt"

    def test_a_letter_stays_when_one_of_its_two_copies_changes(self, store: Store) -> None:
        store.put(source(), [letter()])
        store.also(source(path="/arkiv/vej.txt"))
        id = store.reserve("/breve/vej.txt", "vej.txt")
        store.put(source(b"nyt"), [letter(id, answer="Der.")])
        assert {each.id: each.qas[0].answer for each in store.letters()} == {"vej": "Her.", "vej-2": "Der."}

    def test_forgetting_a_letter_forgets_every_copy_of_its_file(self, store: Store) -> None:
        store.put(source(), [letter()])
        store.also(source(path="/arkiv/vej.txt"))
        store.forget("vej")
        assert not store.holds("/arkiv/vej.txt", source().sha256)

    def test_a_path_keeps_its_letter_id(self, store: Store) -> None:
        store.put(source(), [letter(store.reserve("/breve/vej.txt", "vej.txt"))])
        assert store.reserve("/breve/vej.txt", "vej.txt") == "vej"

    def test_another_path_of_the_same_name_gets_another_id(self, store: Store) -> None:
        store.put(source(), [letter()])
        assert store.reserve("/arkiv/vej.txt", "vej.txt") == "vej-2"

    def test_a_failed_put_leaves_the_old_letter(self, store: Store) -> None:
        store.put(source(), [letter()])
        broken = replace(letter(), notes=(Note(Code.TEXT, (object(),)),))  # type: ignore[arg-type]
        with pytest.raises(TypeError):
            store.put(source(b"nyt"), [broken])
        assert store.letter("vej") == letter()
        assert store.source("vej") == source()

    def test_letters_come_newest_first_and_undated_last(self, store: Store) -> None:
        for id, day in (("a", date(2020, 1, 1)), ("b", None), ("c", date(2023, 1, 1))):
            store.put(source(id.encode(), f"/{id}.txt"), [letter(id, day=day)])
        assert [each.id for each in store.letters()] == ["c", "a", "b"]

    def test_an_unknown_letter_is_named(self, store: Store) -> None:
        with pytest.raises(NotFound, match="bro"):
            store.letter("bro")

    def test_a_forgotten_letter_is_gone(self, store: Store) -> None:
        store.put(source(), [letter()])
        store.forget("vej")
        with pytest.raises(NotFound):
            store.letter("vej")
        assert store.state().qas == 0

    def test_forgetting_one_letter_of_a_file_leaves_the_other_its_source(self, store: Store) -> None:
        store.put(source(), [letter("a"), letter("b")])
        store.forget("a")
        assert store.source("b") == source()

    def test_a_letter_of_an_earlier_version_is_shown_and_named(self, store: Store) -> None:
        old = replace(letter(), reading=READING - 1, lines=(letter().lines[0], Line("Hér.", 1, 3)))
        store.put(source(), [old])
        assert store.letter("vej").qas[0].answer == "Her."
        assert store.outdated() == ["vej"]
        assert list(store.verify()) == ["vej.txt: was read by an earlier version; run `svarbasen rebuild`"]

    def test_a_held_letter_is_in_no_list(self, store: Store) -> None:
        store.put(source(), [letter()], ["page 1, line 3"])
        assert (store.ids(), list(store.letters()), store.summaries()) == ([], [], [])
        assert (store.state().letters, store.state().qas, store.state().held) == (0, 0, 1)

    @pytest.mark.parametrize("ask", ["letter", "source", "qa"])
    def test_a_held_letter_is_shown_to_nobody(self, store: Store, ask: str) -> None:
        store.put(source(), [letter()], ["page 1, line 3"])
        with pytest.raises(HeldBack, match="page 1, line 3"):
            getattr(store, ask)("vej.1" if ask == "qa" else "vej")

    def test_a_keeper_sees_what_is_held_and_where(self, store: Store) -> None:
        store.put(source(), [letter()], ["page 1, line 3"])
        assert store.held() == [Held("vej", "vej.txt", ("page 1, line 3",))]
        assert store.of_file("vej") == (source(), [letter()])

    def test_a_released_letter_is_shown_also_when_it_is_read_again(self, store: Store) -> None:
        store.put(source(), [letter()], ["page 1, line 3"])
        store.release("vej")
        store.put(source(), [letter()], ["page 1, line 3"])
        assert store.letter("vej") == letter()

    def test_a_released_letter_that_changes_is_held_again(self, store: Store) -> None:
        store.put(source(), [letter()], ["page 1, line 3"])
        store.release("vej")
        store.put(source(b"nyt"), [letter()], ["page 1, line 4"])
        assert store.ids() == []

    def test_a_redacted_letter_takes_the_place_of_the_letter_and_its_bytes(self, store: Store) -> None:
        store.put(source(), [letter()], ["page 1, line 3"])
        store.redact("vej", [letter(answer="██.")], b"sort", "application/pdf")
        assert store.letter("vej").qas[0].answer == "██."
        assert (store.source("vej").content, store.source("vej").media_type) == (b"sort", "application/pdf")
        assert list(store.verify()) == []

    def test_a_redacted_file_is_known_when_it_is_met_again(self, store: Store) -> None:
        store.put(source(), [letter()], ["page 1, line 3"])
        store.redact("vej", [letter(answer="██.")], b"sort", "application/pdf")
        assert store.holds("/breve/vej.txt", source().sha256)

    def test_what_was_attached_to_a_message_goes_when_it_is_no_longer(self, store: Store) -> None:
        for name in ("a", "b"):
            store.put(source(name.encode(), f"/post.eml//{name}"), [letter(name)])
        store.put(source(b"c", "/post.eml/c"), [letter("c")])
        store.prune("/post.eml", ["b"])
        assert sorted(store.ids()) == ["b", "c"]

    def test_what_is_attached_to_an_attached_message_stays_with_it(self, store: Store) -> None:
        store.put(source(b"a", "/post.eml//svar.eml//a.txt"), [letter("a")])
        store.prune("/post.eml", ["svar.eml"])
        assert store.ids() == ["a"]

    def test_a_letter_forgotten_beside_another_of_its_file_is_remembered_as_such(self, store: Store) -> None:
        store.put(source(), [letter("a"), letter("a_2")])
        store.forget("a")
        assert store.tombs(source().sha256) == {"a"}

    def test_the_letters_of_a_file_come_in_their_order(self, store: Store) -> None:
        ids = ["a", *(f"a_{n}" for n in range(2, 12))]
        store.put(source(), [letter(id) for id in reversed(ids)])
        assert [each.id for each in store.of_file("a_3")[1]] == ids

    def test_a_sound_store_has_no_faults(self, store: Store) -> None:
        store.put(source(), [letter()])
        assert list(store.verify()) == []


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "kb.sqlite"


@pytest.fixture
def sqlite_store(path: Path) -> Iterator[SqliteStore]:
    store = SqliteStore.open(path)
    yield store
    store.close()


class TestSqliteStore(StorePromises):
    @pytest.fixture
    def store(self, sqlite_store: SqliteStore) -> Store:
        return sqlite_store

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
            with pytest.raises(Unavailable, match="another process still reads"):
                sqlite_store.forget("vej")
        assert sqlite_store.ids() == []

    def test_a_reader_never_sees_half_a_letter(self, sqlite_store: SqliteStore) -> None:
        sqlite_store.put(source(), [letter()])
        seen: set[str] = set()
        stop = threading.Event()

        def read() -> None:
            while not stop.is_set():
                seen.add(sqlite_store.qa("vej.1")[1].answer)

        reader = threading.Thread(target=read)
        reader.start()
        try:
            for n in count():
                answer = "Der." if n % 2 else "Et helt andet sted."
                sqlite_store.put(source(str(n).encode()), [letter(answer=answer)])
                if n > 60 and (len(seen) > 1 or not reader.is_alive()):
                    break
        finally:
            stop.set()
            reader.join()
        assert seen <= {"Her.", "Der.", "Et helt andet sted."}
        assert len(seen) > 1

    @pytest.mark.parametrize(
        "change",
        [
            "DELETE FROM piece WHERE role = 'metadata'",
            "UPDATE letter SET date = '2021-01-01'",
            "UPDATE qa SET number = '9'",
            "UPDATE line SET page = 7",
        ],
    )
    def test_whatever_is_changed_is_found(self, sqlite_store: SqliteStore, path: Path, change: str) -> None:
        sqlite_store.put(source(), [letter()])
        tamper(path, change)
        assert list(sqlite_store.verify())
        assert sqlite_store.faulty() == ["vej"]

    def test_passages_of_municipalities_never_meet(self, path: Path) -> None:
        tables = []
        for name, word in (("Lindeborg", "w_eg"), ("Bøgeby", "w_bog")):
            store = SqliteStore.open(path, name)
            store.put(source(), [letter()])
            tables.append(store.passages("e", 1))
            tables[-1].put([Entry("vej.1/1", "vej", "vej.1", "d", (word, "w_vej"), b"0000")])
        first, second = tables
        assert [terms for _, terms in first.scan_terms()] == [("w_eg", "w_vej")]
        assert len(list(first.scan())) == len(first.rows()) == first.edition().passages == 1
        theirs = [each.row for each in second.scan()]
        assert (first.get(theirs), first.bags(theirs), first.tokens(theirs)) == ([], {}, {})
        second.drop(["vej.1/1"])
        assert first.edition().passages == 1

    def test_passages_of_two_encoders_never_meet(self, sqlite_store: SqliteStore) -> None:
        sqlite_store.put(source(), [letter()])
        old, new = (sqlite_store.passages(name, 1) for name in ("old", "new"))
        old.put([Entry("vej.1/1", "vej", "vej.1", "d", ("w_vej",), b"0000")])
        assert (new.edition().passages, new.missing(), list(new.scan_terms())) == (0, ["vej"], [])
        new.put([Entry("vej.1/1", "vej", "vej.1", "d", ("w_vej",), b"1111")])
        assert new.serve("ny") == 1
        assert (old.edition().passages, new.edition().passages) == (0, 1)

    def test_municipalities_never_meet(self, path: Path) -> None:
        first, second = SqliteStore.open(path, "Lindeborg"), SqliteStore.open(path, "Bøgeby")
        first.put(source(), [letter()])
        second.put(source(), [letter(answer="Hos os.")])
        first.forget("vej")
        assert second.letter("vej").qas[0].answer == "Hos os."
        assert first.state().letters == 0

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

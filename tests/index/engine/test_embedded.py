"""The embedded engine's files, over passages made by chance; `test_backend` has what all promise."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from itertools import count
from pathlib import Path
from zlib import crc32

import numpy as np
import pytest

from index.engine import generation
from index.engine.dense import EXACT, HALF, Nearest
from index.engine.embedded import Embedded
from index.filters import Where
from kb.errors import Mismatch, Unavailable
from kb.passages import Entry
from kb.sqlite.letters import SqliteStore
from kb.sqlite.migrate import migrations
from tests.benchmarks.synthetic import DIMENSION, ONE_PERCENT, Chance, add_letter, fill
from tests.benchmarks.synthetic import HALF as HALF_OF_ALL

PASSAGES = 400
TAKEN = np.eye(1, DIMENSION, dtype=np.float32)[0]


class Base:
    """A knowledge base of passages alone."""

    def __init__(self, folder: Path, encoder: str = "e") -> None:
        self.folder = folder
        self.store = SqliteStore.open(folder / "kb.sqlite")
        self.passages = self.store.passages(encoder, DIMENSION)
        self.backend = Embedded(self.passages, folder / "index")

    def add(self, letter: str, **changed: object) -> list[Entry]:
        """A letter of a few passages, put but not published."""
        entries = [replace(entry, **changed) for entry in Chance(crc32(letter.encode())).entries(letter)]  # type: ignore[arg-type]
        add_letter(self.store, letter, entries)
        self.backend.put(entries)
        return entries

    @property
    def count(self) -> int:
        """How many passages are stored."""
        return self.passages.edition().passages

    def bytes(self) -> bytes:
        """All that stands in the index's files."""
        return b"".join(path.read_bytes() for path in self.folder.rglob("index/*/*"))


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Base]:
    made = Base(tmp_path)
    fill(made.store, made.passages, PASSAGES)
    made.backend.publish()
    made.passages.serve()
    yield made
    made.store.close()


def vector(entry: Entry) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    return np.frombuffer(entry.vector, "<f4")


def expected(base: Base, where: Where) -> list[int]:
    """The rows that a filter lets through, the nearest to TAKEN first, one by one."""
    found = [
        (-float(np.frombuffer(each.vector, "<f4") @ TAKEN), each.row)
        for each in base.passages.scan()
        if all(set(group) & set(each.facets) for group in where)
    ]
    return [row for _, row in sorted(found)]


FILTERS = [(), HALF_OF_ALL, ONE_PERCENT, (("letter_brev-9",),), (("letter_nyt",),), (("year_99",),)]


@pytest.mark.parametrize("where", FILTERS)
def test_filters_by_meaning_are_exact_also_for_what_came_later(base: Base, where: Where) -> None:
    base.add("nyt")
    base.backend.drop(["brev-9.1/1"])
    found = [row for row, _ in base.backend.dense(TAKEN, 1000, where)]
    assert set(found) == set(expected(base, where))
    assert found[:1] == expected(base, where)[:1]


def test_another_process_finds_it_too(base: Base) -> None:
    other = Base(base.folder)
    assert other.backend.known(["w_gadehund"]) == {"w_gadehund": 0}
    base.add("nyt", terms=("w_gadehund",))
    assert other.backend.known(["w_gadehund"])["w_gadehund"] > 0
    base.backend.publish()
    assert other.backend.size() == base.count


def test_a_few_more_passages_leave_the_files_as_they_are(base: Base) -> None:
    before = generation.current(base.backend.folder)
    base.add("nyt")
    base.backend.publish()
    assert generation.current(base.backend.folder) == before
    assert (base.backend.state().behind, base.backend.state().indexed) == (
        False,
        base.count,
    )


def test_many_more_passages_come_into_the_files(base: Base) -> None:
    for number in range(9):
        base.add(f"nyt{number}")
        base.backend.state()
    assert base.backend.state().behind
    base.backend.publish()
    manifest = generation.current(base.backend.folder)
    assert manifest is not None
    assert (manifest.count, base.backend.faults()) == (base.count, [])


def test_what_is_dropped_leaves_the_files(base: Base) -> None:
    gone = base.add("nyt", terms=("w_gadehund",))
    for number in range(9):
        base.add(f"nyt{number}")
    base.backend.publish()
    half = vector(gone[0]).astype("<f2").tobytes()
    assert [half in base.bytes(), b"w_gadehund" in base.bytes()] == [True, True]
    base.backend.drop([entry.id for entry in gone])
    base.backend.publish()
    assert [half in base.bytes(), b"w_gadehund" in base.bytes()] == [False, False]


def test_a_build_killed_before_the_swap_leaves_the_old_index(
    base: Base, monkeypatch: pytest.MonkeyPatch
) -> None:
    base.backend.drop(["brev-3.1/1"])
    with monkeypatch.context() as killed, pytest.raises(KeyboardInterrupt):
        killed.setattr(generation, "publish", interrupted)
        base.backend.publish()
    again = Base(base.folder)
    assert again.backend.size() == base.count
    again.backend.publish()
    assert again.backend.faults() == []


def interrupted(*_: object) -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize("name", ["vectors", "words", "facets"])
def test_a_damaged_file_is_refused_and_publishing_mends_it(base: Base, name: str) -> None:
    (path,) = base.backend.folder.glob(f"{name}-*")
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    again = Base(base.folder)
    with pytest.raises(Mismatch, match="svarbasen rebuild"):
        again.backend.dense(TAKEN, 1)
    again.backend.publish()
    assert again.backend.faults() == []


def test_an_index_from_before_a_backup_was_restored_is_refused(base: Base) -> None:
    backup = (base.folder / "kb.sqlite").with_suffix(".backup")
    with closing(sqlite3.connect(backup)) as to, closing(sqlite3.connect(base.store.database.path)) as now:
        now.backup(to)
    base.backend.drop(["brev-3.1/1"])
    base.backend.publish()
    base.backend.drop(["brev-4.1/1"])
    base.backend.publish()
    base.store.close()
    backup.replace(base.folder / "kb.sqlite")
    restored = Base(base.folder)
    with pytest.raises(Mismatch, match="not built from this knowledge base"):
        restored.backend.dense(TAKEN, 1)


def test_an_index_that_is_replaced_over_and_over_is_unavailable(
    base: Base, monkeypatch: pytest.MonkeyPatch
) -> None:
    manifest = generation.current(base.backend.folder)
    assert manifest is not None
    replaced = (replace(manifest, built=str(number)) for number in count())
    monkeypatch.setattr(generation, "current", lambda _: next(replaced))
    with pytest.raises(Unavailable, match="try again in a moment"):
        Base(base.folder).backend.dense(TAKEN, 1)


def test_the_manifest_says_how_well_the_index_finds(base: Base) -> None:
    manifest = generation.current(base.backend.folder)
    assert manifest is not None
    assert manifest.kind == HALF
    assert 0.95 <= manifest.recall <= 1


def rebuilt(base: Base) -> generation.Manifest:
    """The manifest after everything was built anew."""
    (base.backend.folder / generation.MANIFEST).unlink()
    base.backend.publish()
    manifest = generation.current(base.backend.folder)
    assert manifest is not None
    return manifest


class TestLists:
    """An index that reads only the nearest of its lists."""

    @pytest.fixture(autouse=True)
    def many(self, base: Base, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("index.engine.build.LARGEST_HALF", 100)

    def test_is_built_where_there_are_many_passages(self, base: Base) -> None:
        manifest = rebuilt(base)
        assert manifest.kind.startswith("IVF")
        assert manifest.recall >= 0.95

    def test_is_not_published_where_it_finds_too_little(
        self, base: Base, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("index.engine.build.LEAST_RECALL", 1.1)
        assert rebuilt(base).kind == EXACT

    @pytest.mark.parametrize("where", FILTERS[2:])
    def test_is_exact_under_a_narrow_filter(self, base: Base, where: Where) -> None:
        rebuilt(base)
        base.add("nyt")
        found = [row for row, _ in base.backend.dense(TAKEN, 1000, where)]
        assert set(found) == set(expected(base, where))

    def test_grows_and_shrinks_without_being_trained_anew(self, base: Base) -> None:
        before = rebuilt(base)
        for number in range(9):
            base.add(f"nyt{number}")
        base.backend.drop(["brev-3.1/1"])
        base.backend.publish()
        after = generation.current(base.backend.folder)
        assert after is not None
        assert (after.kind, after.count) == (before.kind, base.count)
        assert base.backend.faults() == []


def test_two_threads_may_search_while_a_third_one_puts(base: Base) -> None:
    counts: list[int] = []

    def ask() -> None:
        counts.extend(len(base.backend.dense(TAKEN, 10_000)) for _ in range(50))

    threads = [threading.Thread(target=ask) for _ in range(2)]
    for thread in threads:
        thread.start()
    for number in range(9):
        base.add(f"nyt{number}")
        base.backend.publish()
    for thread in threads:
        thread.join()
    assert len(counts) == 100
    assert PASSAGES <= min(counts) <= max(counts) <= base.count


def test_passages_of_another_encoder_stand_beside_until_they_are_served(base: Base) -> None:
    other = Base(base.folder, "another")
    fill_again(base, other)
    with pytest.raises(Mismatch, match="built with encoder e "):
        other.backend.dense(TAKEN, 1)
    assert base.backend.size() == base.count
    other.backend.publish()
    assert base.backend.size() == base.count
    other.passages.serve("en/anden")
    assert other.backend.size() == other.count
    with pytest.raises(Mismatch, match="built with encoder another"):
        base.backend.dense(TAKEN, 1)
    other.backend.publish()
    assert [path.name for path in (base.folder / "index").iterdir()] == [other.backend.folder.name]


def fill_again(base: Base, other: Base) -> None:
    """The same passages, made with another encoder."""
    stored = list(base.passages.scan())
    other.backend.put([Entry(p.id, p.id.partition(".")[0], p.qa, "", (), p.vector, p.facets) for p in stored])


def test_what_is_forgotten_leaves_the_served_index_whoever_publishes(base: Base) -> None:
    passage = next(base.passages.scan())
    half = np.frombuffer(passage.vector, "<f4").astype("<f2").tobytes()
    assert half in base.bytes()
    base.passages.drop([passage.id])
    Base(base.folder, "another").backend.publish()
    assert half not in base.bytes()


def test_words_lost_from_an_index_are_found_by_verify(base: Base) -> None:
    with base.store.database.writing() as connection:
        connection.execute("UPDATE terms SET body = 'w_andet'")
    assert any("is not found by its own words" in fault for fault in Base(base.folder).backend.faults())


def test_an_index_never_grows_from_other_passages_than_it_held(base: Base) -> None:
    with base.store.database.writing() as connection:
        connection.execute("DELETE FROM passage WHERE id = 'brev-3.1/1'")
        connection.execute("DELETE FROM gone")
    assert base.backend.faults() != []
    base.backend.drop(["brev-4.1/1"])
    base.backend.publish()
    assert base.backend.faults() == []


def test_a_vector_that_is_removed_is_found_no_more() -> None:
    vectors = np.eye(3, dtype=np.float32)
    index = Nearest.empty(EXACT, vectors)
    index.add(np.array([3, 5, 9]), vectors)
    index.remove(np.array([5]))
    assert [row for row, _ in index.search(vectors[1], 9)] == [3, 9]
    assert [row for row, _ in index.search(vectors[1], 9, np.array([9]))] == [9]


def test_passages_of_an_older_schema_keep_their_terms(tmp_path: Path) -> None:
    steps = migrations()
    with sqlite3.connect(tmp_path / "kb.sqlite") as connection:
        connection.executescript("".join(steps[version] for version in (1, 2, 3)) + OLD)
    connection.close()
    base = Base(tmp_path)
    assert list(base.passages.scan_terms()) == [(1, ("w_vej", "w_by"))]
    base.backend.publish()
    assert [row for row, _ in base.backend.lexical(["w_by"], 9)] == [1]
    assert base.backend.faults() == []


OLD = f"""
INSERT INTO source (municipality, sha256, media_type, content) VALUES ('', 's', 'text/plain', x'');
INSERT INTO file VALUES ('', '/vej', 'vej', 's');
INSERT INTO letter (municipality, id, path, parties, signers, notes)
    VALUES ('', 'vej', '/vej', '[]', '[]', '[]');
INSERT INTO passage (municipality, id, letter, qa, digest, encoder, dimension, vector)
    VALUES ('', 'vej.1/1', 'vej', 'vej.1', 'd', 'e', {DIMENSION}, x'{TAKEN.astype("<f4").tobytes().hex()}');
INSERT INTO terms (rowid, owner, body) VALUES (1, 'o1', 'w_vej w_by');
PRAGMA user_version = 3;
"""

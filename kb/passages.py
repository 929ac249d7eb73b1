"""Passages in the same SQLite file: their vectors, their terms, and what state they are in.

Put and drop join the store's own transactions, so that a letter and its passages go together. A table is
of one encoder; passages of another stand beside it until they are dropped. Vectors are bytes here:
float32, little-endian, `dimension` numbers each.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kb.database import Database

BATCH = 4096
"""Passages read at a time."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A passage as it is kept. `digest` is of the text it was made from; `terms` are ready for matching."""

    id: str
    letter: str
    qa: str
    digest: str
    terms: tuple[str, ...]
    vector: bytes


@dataclass(frozen=True, slots=True)
class Stored:
    """A passage as it is read back. `row` is never used twice."""

    row: int
    id: str
    qa: str
    vector: bytes


_OWN = "FROM passage WHERE municipality = ? AND encoder = ?"


class PassageTable:
    """The passages of one municipality, made with one encoder."""

    def __init__(self, database: Database, municipality: str, encoder: str, dimension: int) -> None:
        self.database = database
        self.municipality = municipality
        self.encoder = encoder
        self.dimension = dimension
        self._owner = "o" + hashlib.sha256(f"{municipality}\0{encoder}".encode()).hexdigest()[:16]

    def _rows(self, sql: str, *values: object) -> list[sqlite3.Row]:
        return self.database.rows(sql, self.municipality, self.encoder, *values)

    def put(self, entries: Iterable[Entry]) -> None:
        """Keep passages, in place of those with the same ids."""
        with self.database.writing() as connection:
            for entry in entries:
                self._delete(connection, entry.id)
                row = self._insert(connection, entry)
                if entry.terms:
                    connection.execute(
                        "INSERT INTO terms (rowid, owner, body) VALUES (?, ?, ?)",
                        (row, self._owner, " ".join(entry.terms)),
                    )

    def _insert(self, connection: sqlite3.Connection, entry: Entry) -> int | None:
        values = (entry.id, entry.letter, entry.qa, entry.digest, self.dimension, entry.vector)
        return connection.execute(
            "INSERT INTO passage (municipality, encoder, id, letter, qa, digest, dimension, vector)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (self.municipality, self.encoder, *values),
        ).lastrowid

    def _delete(self, connection: sqlite3.Connection, id: str) -> None:
        connection.execute(f"DELETE {_OWN} AND id = ?", (self.municipality, self.encoder, id))

    def drop(self, ids: Iterable[str]) -> None:
        """Remove passages by id."""
        with self.database.writing() as connection:
            for id in ids:
                self._delete(connection, id)

    def drop_others(self) -> int:
        """Remove the passages of other encoders, and say how many there were."""
        with self.database.writing() as connection:
            return connection.execute(
                "DELETE FROM passage WHERE municipality = ? AND encoder != ?",
                (self.municipality, self.encoder),
            ).rowcount

    def digests(self) -> dict[str, str]:
        """Passage id -> digest."""
        return {row["id"]: row["digest"] for row in self._rows(f"SELECT id, digest {_OWN}")}

    def lexical(self, terms: Sequence[str], limit: int) -> list[tuple[int, float]]:
        """(row, BM25 score, higher is better) of passages that hold any of the terms, best first."""
        if not terms:
            return []
        any_of = " OR ".join(f'"{term}"' for term in dict.fromkeys(terms))
        found = self.database.rows(
            "SELECT rowid, -bm25(terms, 0.0, 1.0) AS score FROM terms WHERE terms MATCH ?"
            " ORDER BY score DESC, rowid LIMIT ?",
            f'owner:"{self._owner}" AND body:({any_of})',
            limit,
        )
        return [(row["rowid"], row["score"]) for row in found]

    def holding(self, terms: Sequence[str]) -> dict[str, int]:
        """Term -> how many passages hold it (terms that none holds: 0)."""
        return {term: self._matches(f' AND body:"{term}"') for term in dict.fromkeys(terms)}

    def _matches(self, more: str = "") -> int:
        found = self.database.rows(
            "SELECT count(*) FROM terms WHERE terms MATCH ?", f'owner:"{self._owner}"{more}'
        )
        return int(found[0][0])

    def get(self, rows: Sequence[int]) -> list[Stored]:
        """The passages of these rows that are still there, by row."""
        marks = ", ".join("?" * len(rows))
        found = self._rows(f"SELECT row, id, qa, vector {_OWN} AND row IN ({marks}) ORDER BY row", *rows)
        return [_stored(row) for row in found]

    def scan(self) -> Iterator[Stored]:
        """All passages, by row."""
        after = 0
        while found := self._rows(
            f"SELECT row, id, qa, vector {_OWN} AND row > ? ORDER BY row LIMIT ?", after, BATCH
        ):
            yield from (_stored(row) for row in found)
            after = found[-1]["row"]

    def snapshot(self) -> tuple[str, list[Stored]]:
        """The content digest and all passages, of one and the same state."""
        with self.database.reading():
            return self.content(), list(self.scan())

    def missing(self) -> list[str]:
        """Ids of letters that are to be searched and have answers, but no passages."""
        found = self.database.rows(
            "SELECT DISTINCT letter FROM qa WHERE municipality = ? AND kind != 'empty' AND NOT EXISTS ("
            "SELECT 1 FROM passage WHERE passage.municipality = qa.municipality"
            " AND passage.letter = qa.letter AND passage.encoder = ?) AND EXISTS ("
            "SELECT 1 FROM searched WHERE searched.municipality = qa.municipality"
            " AND searched.id = qa.letter) ORDER BY letter",
            self.municipality,
            self.encoder,
        )
        return [row["letter"] for row in found]

    def wordless(self) -> bool:
        """Do some QAs lack their terms? Each QA's first passage carries them."""
        first = self._rows(f"SELECT count(*) {_OWN} AND id LIKE '%/1'")[0][0]
        return bool(first != self._matches())

    def drop_unsearched(self) -> int:
        """Remove the passages of letters that are not to be searched, and say how many there were."""
        with self.database.writing() as connection:
            return connection.execute(
                "DELETE FROM passage WHERE municipality = ? AND NOT EXISTS (SELECT 1 FROM searched"
                " WHERE searched.municipality = passage.municipality AND searched.id = passage.letter)",
                (self.municipality,),
            ).rowcount

    def count(self) -> int:
        """How many passages there are."""
        return int(self._rows(f"SELECT count(*) {_OWN}")[0][0])

    def content(self) -> str:
        """SHA-256 over all passages, by row: the state an index is built from."""
        sha = hashlib.sha256()
        for row in self._rows(f"SELECT row, id, digest, encoder {_OWN} ORDER BY row"):
            sha.update("\0".join(map(str, row)).encode() + b"\n")
        return sha.hexdigest()

    def record(self, content: str, before: str | None) -> None:
        """Remember that an index is built from this state, and which one it follows; forget older ones."""
        with self.database.writing() as connection:
            connection.execute(
                "DELETE FROM generation WHERE municipality = ? AND content IS NOT ?",
                (self.municipality, before),
            )
            connection.execute("INSERT OR IGNORE INTO generation VALUES (?, ?)", (self.municipality, content))

    def recorded(self, content: str) -> bool:
        """Is this the state of the last index of this knowledge base, or of the one before?"""
        found = self.database.rows(
            "SELECT 1 FROM generation WHERE municipality = ? AND content = ?", self.municipality, content
        )
        return bool(found)


def _stored(row: sqlite3.Row) -> Stored:
    return Stored(row["row"], row["id"], row["qa"], row["vector"])

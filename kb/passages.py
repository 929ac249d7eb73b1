"""Passages in the same SQLite file: their vectors, their terms, and what state they are in.

Put and drop run in the store's own transactions, so that a letter and its passages go together.
Vectors are bytes here: float32, little-endian, `dimension` numbers each.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kb.database import Database


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


_SELECT = "SELECT row, id, qa, vector FROM passage WHERE municipality = ?"


class PassageTable:
    """The passages of one municipality, all made with one encoder."""

    def __init__(self, database: Database, municipality: str) -> None:
        self.database = database
        self.municipality = municipality
        self._key = "m" + hashlib.sha256(municipality.encode()).hexdigest()[:16]

    def _rows(self, sql: str, *values: object) -> list[sqlite3.Row]:
        return self.database.connection().execute(sql, (self.municipality, *values)).fetchall()

    def put(self, entries: Iterable[Entry], encoder: str, dimension: int) -> None:
        """Keep passages, in place of those with the same ids."""
        with self.database.transaction() as connection:
            for entry in entries:
                connection.execute(
                    "DELETE FROM passage WHERE municipality = ? AND id = ?", (self.municipality, entry.id)
                )
                row = self._insert(connection, entry, encoder, dimension)
                if entry.terms:
                    connection.execute(
                        "INSERT INTO terms (rowid, municipality, body) VALUES (?, ?, ?)",
                        (row, self._key, " ".join(entry.terms)),
                    )

    def _insert(
        self, connection: sqlite3.Connection, entry: Entry, encoder: str, dimension: int
    ) -> int | None:
        values = (entry.id, entry.letter, entry.qa, entry.digest, encoder, dimension, entry.vector)
        return connection.execute(
            "INSERT INTO passage (municipality, id, letter, qa, digest, encoder, dimension, vector)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (self.municipality, *values),
        ).lastrowid

    def drop(self, ids: Iterable[str]) -> None:
        """Remove passages by id."""
        with self.database.transaction() as connection:
            connection.executemany(
                "DELETE FROM passage WHERE municipality = ? AND id = ?",
                [(self.municipality, id) for id in ids],
            )

    def digests(self, encoder: str) -> dict[str, str]:
        """Passage id -> digest, for the passages made with this encoder."""
        found = self._rows("SELECT id, digest FROM passage WHERE municipality = ? AND encoder = ?", encoder)
        return {row["id"]: row["digest"] for row in found}

    def others(self, encoder: str) -> list[str]:
        """Ids of passages made with another encoder."""
        found = self._rows("SELECT id FROM passage WHERE municipality = ? AND encoder != ?", encoder)
        return [row["id"] for row in found]

    def encoders(self) -> list[str]:
        """The encoders that passages were made with; one, when all is well."""
        found = self._rows("SELECT DISTINCT encoder FROM passage WHERE municipality = ? ORDER BY encoder")
        return [row["encoder"] for row in found]

    def lexical(self, terms: Sequence[str], limit: int) -> list[tuple[int, float]]:
        """(row, BM25 score, higher is better) of passages that hold any of the terms, best first."""
        if not terms:
            return []
        any_of = " OR ".join(f'"{term}"' for term in dict.fromkeys(terms))
        found = self.database.connection().execute(
            "SELECT rowid, -bm25(terms, 0.0, 1.0) AS score FROM terms WHERE terms MATCH ?"
            " ORDER BY score DESC, rowid LIMIT ?",
            (f'municipality:"{self._key}" AND body:({any_of})', limit),
        )
        return [(row["rowid"], row["score"]) for row in found]

    def holding(self, terms: Sequence[str]) -> dict[str, int]:
        """Term -> how many passages hold it (terms that none holds: 0)."""
        return {term: self._count(term) for term in dict.fromkeys(terms)}

    def _count(self, term: str) -> int:
        query = f'municipality:"{self._key}" AND body:"{term}"'
        row = self.database.connection().execute("SELECT count(*) FROM terms WHERE terms MATCH ?", (query,))
        return int(row.fetchone()[0])

    def get(self, rows: Sequence[int]) -> list[Stored]:
        """The passages of these rows that are still there, by row."""
        marks = ", ".join("?" * len(rows))
        found = self._rows(f"{_SELECT} AND row IN ({marks}) ORDER BY row", *rows)
        return [_stored(row) for row in found]

    def scan(self, batch: int = 4096) -> Iterator[Stored]:
        """All passages, by row."""
        after = 0
        while found := self._rows(f"{_SELECT} AND row > ? ORDER BY row LIMIT ?", after, batch):
            yield from (_stored(row) for row in found)
            after = found[-1]["row"]

    def snapshot(self) -> tuple[str, list[Stored]]:
        """The content digest and all passages, of one and the same state."""
        with self.database.transaction():
            return self.content(), list(self.scan())

    def missing(self, encoder: str) -> list[str]:
        """Ids of letters that have answers but no passages made with this encoder."""
        found = self._rows(
            "SELECT DISTINCT letter FROM qa WHERE municipality = ? AND kind != 'empty' AND NOT EXISTS ("
            "SELECT 1 FROM passage WHERE passage.municipality = qa.municipality"
            " AND passage.letter = qa.letter AND passage.encoder = ?) ORDER BY letter",
            encoder,
        )
        return [row["letter"] for row in found]

    def count(self) -> int:
        """How many passages there are."""
        return int(self._rows("SELECT count(*) FROM passage WHERE municipality = ?")[0][0])

    def content(self) -> str:
        """SHA-256 over all passages, by row: the state an index is built from."""
        sha = hashlib.sha256()
        found = self.database.connection().execute(
            "SELECT row, id, digest, encoder FROM passage WHERE municipality = ? ORDER BY row",
            (self.municipality,),
        )
        for row in found:
            sha.update("\0".join(map(str, row)).encode() + b"\n")
        return sha.hexdigest()

    def record(self, content: str) -> None:
        """Remember that an index is built from this state."""
        with self.database.transaction() as connection:
            connection.execute("INSERT OR IGNORE INTO generation VALUES (?, ?)", (self.municipality, content))

    def recorded(self, content: str) -> bool:
        """Was an index ever built from this state of this knowledge base?"""
        found = self._rows("SELECT 1 FROM generation WHERE municipality = ? AND content = ?", content)
        return bool(found)


def _stored(row: sqlite3.Row) -> Stored:
    return Stored(row["row"], row["id"], row["qa"], row["vector"])

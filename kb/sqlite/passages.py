"""Passages in the same SQLite file: their vectors, terms and facets, and what came and went.

Put and drop join the store's own transactions, so that a letter and its passages go together. A table is
of one encoder; passages of another stand beside it until they are dropped. Vectors are bytes here:
float32, little-endian, `dimension` numbers each.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import NamedTuple

from kb.ids import FIRST_WINDOW
from kb.sqlite.database import Database

BATCH = 4096
"""Passages read at a time."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A passage as it is kept. `digest` is of the text it was made from; `terms` are ready for matching.

    `facets` are what it can be filtered by; `tokens` its token vectors, packed by whoever put them.
    """

    id: str
    letter: str
    qa: str
    digest: str
    terms: tuple[str, ...]
    vector: bytes
    facets: tuple[str, ...] = ()
    tokens: bytes = b""


class Stored(NamedTuple):
    """A passage as it is read back. `row` is never used twice, and later passages have higher ones.

    A tuple, for a search reads hundreds of them.
    """

    row: int
    id: str
    qa: str
    vector: bytes
    labels: str

    @property
    def facets(self) -> tuple[str, ...]:
        """What it can be filtered by."""
        return tuple(self.labels.split())


@dataclass(frozen=True, slots=True)
class Edition:
    """The passages of a table as a whole: how many, and a stamp that differs after every change."""

    passages: int
    stamp: str


@dataclass(frozen=True, slots=True)
class Serving:
    """The encoder whose passages are searched: its identity, its dimension, and how it was configured."""

    encoder: str
    dimension: int
    spec: str


_BY_ROW = "FROM passage NOT INDEXED WHERE municipality = ? AND encoder = ?"
"""For rows that are given: SQLite would rather walk along all ids where there are many of them."""

_OWN = "FROM passage WHERE municipality = ? AND encoder = ?"
_OTHERS = "WHERE municipality = ? AND encoder != ?"


class PassageTable:
    """The passages of one municipality, made with one encoder."""

    def __init__(self, database: Database, municipality: str, encoder: str, dimension: int) -> None:
        self.database = database
        self.municipality = municipality
        self.encoder = encoder
        self.dimension = dimension

    @property
    def name(self) -> str:
        """A name of this table that a file can have."""
        return name(self.municipality, self.encoder)

    def _rows(self, sql: str, *values: object) -> list[sqlite3.Row]:
        return self.database.rows(sql, self.municipality, self.encoder, *values)

    def reading(self) -> AbstractContextManager[None]:
        """One and the same state for all reads inside."""
        return self.database.reading()

    def put(self, entries: Iterable[Entry]) -> None:
        """Keep passages, in place of those with the same ids."""
        with self.database.writing() as connection:
            for entry in entries:
                self._delete(connection, entry.id)
                row = self._insert(connection, entry)
                if entry.terms or entry.id.endswith(FIRST_WINDOW):
                    connection.execute("INSERT INTO terms VALUES (?, ?)", (row, " ".join(entry.terms)))
                if entry.tokens:
                    connection.execute("INSERT INTO tokens VALUES (?, ?)", (row, entry.tokens))

    def _insert(self, connection: sqlite3.Connection, entry: Entry) -> int | None:
        about = (entry.id, entry.letter, entry.qa, entry.digest, self.dimension, entry.vector)
        return connection.execute(
            "INSERT INTO passage (municipality, encoder, id, letter, qa, digest, dimension, vector, facets)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (self.municipality, self.encoder, *about, " ".join(entry.facets)),
        ).lastrowid

    def _delete(self, connection: sqlite3.Connection, id: str) -> None:
        connection.execute(f"DELETE {_OWN} AND id = ?", (self.municipality, self.encoder, id))

    def drop(self, ids: Iterable[str]) -> None:
        """Remove passages by id."""
        with self.database.writing() as connection:
            for id in ids:
                self._delete(connection, id)

    def serve(self, spec: str = "") -> int:
        """Let these be the passages that are searched, drop those of other encoders, and say how many.

        `spec` is how the encoder was configured, for whoever opens the knowledge base with another one.
        """
        own = self.municipality, self.encoder
        with self.database.writing() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO serving VALUES (?, ?, ?, ?)", (*own, self.dimension, spec)
            )
            dropped = connection.execute(f"DELETE FROM passage {_OTHERS}", own).rowcount
            for table in ("edition", "gone", "generation"):
                connection.execute(f"DELETE FROM {table} {_OTHERS}", own)
        return dropped

    def serving(self) -> Serving | None:
        """The encoder whose passages are searched; None before there was any."""
        return serving(self.database, self.municipality)

    def others(self) -> list[PassageTable]:
        """The tables of other encoders that have passages, or had some."""
        found = self._rows(f"SELECT encoder, dimension FROM edition {_OTHERS}")
        return [
            PassageTable(self.database, self.municipality, row["encoder"], row["dimension"]) for row in found
        ]

    def editions(self) -> set[str]:
        """The names of the tables of all encoders that have passages, or had some in an index."""
        found = self.database.rows("SELECT municipality, encoder FROM edition")
        return {name(row["municipality"], row["encoder"]) for row in found}

    def digests(self) -> dict[str, str]:
        """Passage id -> digest."""
        return {row["id"]: row["digest"] for row in self._rows(f"SELECT id, digest {_OWN}")}

    def get(self, rows: Sequence[int]) -> list[Stored]:
        """The passages of these rows that are still there, by row."""
        found = self._rows(
            f"SELECT row, id, qa, vector, facets {_BY_ROW} AND row IN ({_marks(rows)}) ORDER BY row", *rows
        )
        return list(map(Stored._make, found))

    def families(self, rows: Sequence[int]) -> list[Stored]:
        """All passages of the QAs that these rows belong to, by row; rows that are gone have none."""
        found = self._rows(
            "SELECT row, id, qa, vector, facets FROM passage INDEXED BY passage_qa"
            " WHERE municipality = ? AND encoder = ? AND qa IN"
            f" (SELECT qa FROM passage WHERE row IN ({_marks(rows)})) ORDER BY row",
            *rows,
        )
        return list(map(Stored._make, found))

    def bags(self, rows: Sequence[int]) -> dict[int, tuple[str, ...]]:
        """Row -> the terms of its QA, which one of the QA's passages carries. CROSS JOIN: in this order."""
        found = self._rows(
            "SELECT own.row, body FROM passage AS own NOT INDEXED"
            " CROSS JOIN passage AS other INDEXED BY passage_qa USING (municipality, qa, encoder)"
            " CROSS JOIN terms ON terms.row = other.row"
            f" WHERE municipality = ? AND encoder = ? AND own.row IN ({_marks(rows)})",
            *rows,
        )
        return {row["row"]: tuple(row["body"].split()) for row in found}

    def tokens(self, rows: Sequence[int]) -> dict[int, bytes]:
        """Row -> its token vectors, where there are any."""
        found = self._rows(
            "SELECT row, packed FROM passage NOT INDEXED CROSS JOIN tokens USING (row)"
            f" WHERE municipality = ? AND encoder = ? AND row IN ({_marks(rows)})",
            *rows,
        )
        return {row["row"]: row["packed"] for row in found}

    def scan(self, after: int = 0) -> Iterator[Stored]:
        """All passages of rows above one, by row. NOT INDEXED: along the rows, not along the ids."""
        sql = "SELECT row, id, qa, vector, facets FROM passage NOT INDEXED WHERE"
        sql += " municipality = ? AND encoder = ? AND row > ? ORDER BY row LIMIT ?"
        while found := self._rows(sql, after, BATCH):
            yield from map(Stored._make, found)
            after = found[-1]["row"]

    def scan_terms(self, after: int = 0) -> Iterator[tuple[int, tuple[str, ...]]]:
        """(row, terms) of passages of rows above one that carry terms, by row. CROSS JOIN: along the rows."""
        sql = "SELECT row, body FROM terms CROSS JOIN passage USING (row) WHERE"
        sql += " municipality = ? AND encoder = ? AND terms.row > ? ORDER BY terms.row LIMIT ?"
        while found := self._rows(sql, after, BATCH):
            yield from ((row["row"], tuple(row["body"].split())) for row in found)
            after = found[-1]["row"]

    def rows(self) -> list[int]:
        """The rows there are, in order."""
        return [row["row"] for row in self._rows(f"SELECT row {_OWN} ORDER BY row")]

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
        first = self._rows(f"SELECT count(*) {_OWN} AND id LIKE '%{FIRST_WINDOW}'")[0][0]
        with_terms = self._rows(f"SELECT count(*) {_OWN} AND row IN (SELECT row FROM terms)")[0][0]
        return bool(first != with_terms)

    def drop_unsearched(self) -> int:
        """Remove the passages of letters that are not to be searched, and say how many there were."""
        with self.database.writing() as connection:
            return connection.execute(
                "DELETE FROM passage WHERE municipality = ?1 AND letter IN ("
                "SELECT DISTINCT letter FROM passage WHERE municipality = ?1"
                " EXCEPT SELECT id FROM searched WHERE municipality = ?1)",
                (self.municipality,),
            ).rowcount

    def count(self) -> int:
        """How many passages there are."""
        return self.edition().passages

    def edition(self) -> Edition:
        """How many passages there are, and the stamp of their state."""
        found = self._rows("SELECT passages, stamp FROM edition WHERE municipality = ? AND encoder = ?")
        return Edition(*found[0]) if found else Edition(0, "")

    def gone(self) -> list[int]:
        """Rows that were dropped and may still stand in an index's files, in order."""
        found = self._rows("SELECT row FROM gone WHERE municipality = ? AND encoder = ? ORDER BY row")
        return [row["row"] for row in found]

    def settle(self, gone: Iterable[int]) -> None:
        """These dropped rows stand in no index's files any more."""
        with self.database.writing() as connection:
            connection.executemany(
                "DELETE FROM gone WHERE municipality = ? AND encoder = ? AND row = ?",
                ((self.municipality, self.encoder, row) for row in gone),
            )

    def record(self, stamp: str, before: str | None) -> None:
        """Remember that an index is built from this state, and which one it follows; forget older ones."""
        own = self.municipality, self.encoder
        with self.database.writing() as connection:
            connection.execute(
                "DELETE FROM generation WHERE municipality = ? AND encoder = ? AND stamp IS NOT ?",
                (*own, before),
            )
            connection.execute("INSERT OR IGNORE INTO generation VALUES (?, ?, ?)", (*own, stamp))

    def recorded(self, stamp: str) -> bool:
        """Is this the state of the last index of these passages, or of the one before?"""
        sql = "SELECT 1 FROM generation WHERE municipality = ? AND encoder = ? AND stamp = ?"
        return bool(self._rows(sql, stamp))


def name(municipality: str, encoder: str) -> str:
    """A name for the passages of a municipality and an encoder that a file can have."""
    return "o" + hashlib.sha256(f"{municipality}\0{encoder}".encode()).hexdigest()[:16]


def serving(database: Database, municipality: str) -> Serving | None:
    """The encoder whose passages are searched; None before there was any."""
    sql = "SELECT encoder, dimension, spec FROM serving WHERE municipality = ?"
    found = database.row(sql, municipality)
    return Serving(*found) if found else None


def _marks(rows: Sequence[int]) -> str:
    return ", ".join("?" * len(rows))

"""Passages in the same SQLite file: their vectors, terms and facets, and what came and went.

Put and drop join the store's own transactions, so that a letter and its passages go together. Triggers keep
`edition` and `gone`, so that they are right whoever deletes a passage.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager

from kb.ids import FIRST_WINDOW
from kb.passages import Edition, Entry, Serving, Stored
from kb.sqlite.database import Database

BATCH = 4096
"""Passages read at a time."""

_BY_ROW = "FROM passage NOT INDEXED WHERE municipality = ? AND encoder = ?"
"""For rows that are given: SQLite would rather walk along all ids where there are many of them."""

_OWN = "FROM passage WHERE municipality = ? AND encoder = ?"
_OTHERS = "WHERE municipality = ? AND encoder != ?"


class PassageTable:
    """A `kb.passages.Passages`."""

    def __init__(self, database: Database, municipality: str, encoder: str, dimension: int) -> None:
        self.database = database
        self.municipality = municipality
        self.encoder = encoder
        self.dimension = dimension

    def _rows(self, sql: str, *values: object) -> list[sqlite3.Row]:
        return self.database.rows(sql, self.municipality, self.encoder, *values)

    def snapshot(self) -> AbstractContextManager[None]:
        return self.database.reading()

    def put(self, entries: Iterable[Entry]) -> None:
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
        with self.database.writing() as connection:
            for id in ids:
                self._delete(connection, id)

    def serve(self, spec: str = "") -> int:
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
        sql = "SELECT encoder, dimension, spec FROM serving WHERE municipality = ?"
        found = self.database.row(sql, self.municipality)
        return Serving(*found) if found else None

    def others(self) -> list[PassageTable]:
        found = self._rows(f"SELECT encoder, dimension FROM edition {_OTHERS}")
        return [
            PassageTable(self.database, self.municipality, row["encoder"], row["dimension"]) for row in found
        ]

    def owners(self) -> set[tuple[str, str]]:
        return {(row[0], row[1]) for row in self.database.rows("SELECT municipality, encoder FROM edition")}

    def digests(self) -> dict[str, str]:
        return {row["id"]: row["digest"] for row in self._rows(f"SELECT id, digest {_OWN}")}

    def waiting(self) -> list[int]:
        found = self._rows(
            "SELECT row FROM passage INDEXED BY passage_waiting"
            " WHERE municipality = ? AND encoder = ? AND vector = x'' ORDER BY row"
        )
        return [row["row"] for row in found]

    def get(self, rows: Sequence[int]) -> list[Stored]:
        found = self._rows(
            f"SELECT row, id, qa, vector, facets {_BY_ROW} AND row IN ({_marks(rows)}) ORDER BY row", *rows
        )
        return list(map(Stored._make, found))

    def families(self, rows: Sequence[int]) -> list[Stored]:
        found = self._rows(
            "SELECT row, id, qa, vector, facets FROM passage INDEXED BY passage_qa"
            " WHERE municipality = ? AND encoder = ? AND qa IN"
            f" (SELECT qa FROM passage WHERE row IN ({_marks(rows)})) ORDER BY row",
            *rows,
        )
        return list(map(Stored._make, found))

    def bags(self, rows: Sequence[int]) -> dict[int, tuple[str, ...]]:
        found = self._rows(  # CROSS JOIN: SQLite keeps to this order
            "SELECT own.row, body FROM passage AS own NOT INDEXED"
            " CROSS JOIN passage AS other INDEXED BY passage_qa USING (municipality, qa, encoder)"
            " CROSS JOIN terms ON terms.row = other.row"
            f" WHERE municipality = ? AND encoder = ? AND own.row IN ({_marks(rows)})",
            *rows,
        )
        return {row["row"]: tuple(row["body"].split()) for row in found}

    def tokens(self, rows: Sequence[int]) -> dict[int, bytes]:
        found = self._rows(
            "SELECT row, packed FROM passage NOT INDEXED CROSS JOIN tokens USING (row)"
            f" WHERE municipality = ? AND encoder = ? AND row IN ({_marks(rows)})",
            *rows,
        )
        return {row["row"]: row["packed"] for row in found}

    def scan(self, after: int = 0) -> Iterator[Stored]:
        # NOT INDEXED: along the rows, not along the ids
        sql = "SELECT row, id, qa, vector, facets FROM passage NOT INDEXED WHERE"
        sql += " municipality = ? AND encoder = ? AND row > ? ORDER BY row LIMIT ?"
        while found := self._rows(sql, after, BATCH):
            yield from map(Stored._make, found)
            after = found[-1]["row"]

    def scan_terms(self, after: int = 0) -> Iterator[tuple[int, tuple[str, ...]]]:
        # CROSS JOIN: along the rows of terms
        sql = "SELECT row, body FROM terms CROSS JOIN passage USING (row) WHERE"
        sql += " municipality = ? AND encoder = ? AND terms.row > ? ORDER BY terms.row LIMIT ?"
        while found := self._rows(sql, after, BATCH):
            yield from ((row["row"], tuple(row["body"].split())) for row in found)
            after = found[-1]["row"]

    def rows(self) -> list[int]:
        return [row["row"] for row in self._rows(f"SELECT row {_OWN} ORDER BY row")]

    def missing(self) -> list[str]:
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
        first = self._rows(f"SELECT count(*) {_OWN} AND id LIKE '%{FIRST_WINDOW}'")[0][0]
        with_terms = self._rows(f"SELECT count(*) {_OWN} AND row IN (SELECT row FROM terms)")[0][0]
        return bool(first != with_terms)

    def drop_unsearched(self) -> int:
        with self.database.writing() as connection:
            return connection.execute(
                "DELETE FROM passage WHERE municipality = ?1 AND letter IN ("
                "SELECT DISTINCT letter FROM passage WHERE municipality = ?1"
                " EXCEPT SELECT id FROM searched WHERE municipality = ?1)",
                (self.municipality,),
            ).rowcount

    def edition(self) -> Edition:
        found = self._rows("SELECT passages, stamp FROM edition WHERE municipality = ? AND encoder = ?")
        return Edition(*found[0]) if found else Edition(0, "")

    def gone(self) -> list[int]:
        found = self._rows("SELECT row FROM gone WHERE municipality = ? AND encoder = ? ORDER BY row")
        return [row["row"] for row in found]

    def settle(self, gone: Iterable[int]) -> None:
        with self.database.writing() as connection:
            connection.executemany(
                "DELETE FROM gone WHERE municipality = ? AND encoder = ? AND row = ?",
                ((self.municipality, self.encoder, row) for row in gone),
            )

    def record(self, stamp: str, before: str | None) -> None:
        own = self.municipality, self.encoder
        with self.database.writing() as connection:
            connection.execute(
                "DELETE FROM generation WHERE municipality = ? AND encoder = ? AND stamp IS NOT ?",
                (*own, before),
            )
            connection.execute("INSERT OR IGNORE INTO generation VALUES (?, ?, ?)", (*own, stamp))

    def recorded(self, stamp: str) -> bool:
        sql = "SELECT 1 FROM generation WHERE municipality = ? AND encoder = ? AND stamp = ?"
        return bool(self._rows(sql, stamp))


def _marks(rows: Sequence[int]) -> str:
    return ", ".join("?" * len(rows))

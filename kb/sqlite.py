"""The embedded store: letters, QAs and source bytes in one SQLite file."""

from __future__ import annotations

import hashlib
import re
import sqlite3
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from kb import rows, verbatim
from kb.database import Database
from kb.errors import NotFound, Tampered, Unavailable
from kb.model import QA, Letter
from kb.store import Source, State, Summary
from kb.text import READING

ID_LENGTH = 60
"""Longest stem of a letter's id, so that links stay readable."""


class SqliteStore:
    """A `kb.store.Store` for one municipality, in one file."""

    def __init__(self, database: Database, municipality: str) -> None:
        self.database = database
        self.municipality = municipality

    @classmethod
    def open(cls, path: Path, municipality: str = "") -> SqliteStore:
        """Open a store, made if it is not there."""
        path.parent.mkdir(parents=True, exist_ok=True)
        return cls(Database(path), municipality)

    # Reading

    def _all(self, sql: str, *values: object) -> list[sqlite3.Row]:
        return self.database.connection().execute(sql, (self.municipality, *values)).fetchall()

    def _one(self, sql: str, *values: object) -> sqlite3.Row | None:
        row: sqlite3.Row | None = (
            self.database.connection().execute(sql, (self.municipality, *values)).fetchone()
        )
        return row

    def holds(self, path: str, sha256: str) -> bool:
        own = self._one("SELECT sha256 FROM file WHERE municipality = ? AND path = ?", path)
        if own is not None:
            return bool(own["sha256"] == sha256)
        return self._one("SELECT 1 FROM file WHERE municipality = ? AND sha256 = ?", sha256) is not None

    def reserve(self, path: str, name: str) -> str:
        known = self._one(
            "SELECT id FROM letter WHERE municipality = ? AND path = ? ORDER BY length(id), id", path
        )
        if known:
            return str(known["id"])
        stem = slug(name)
        taken = {
            str(r["id"])
            for r in self._all(
                "SELECT id FROM letter WHERE municipality = ? AND (id = ? OR id GLOB ?)", stem, f"{stem}-*"
            )
        }
        return next(id for id in _numbered(stem) if id not in taken)

    def letter(self, id: str) -> Letter:
        return self._proved(id)

    def _proved(self, id: str, only: str | None = None) -> Letter:
        """A letter whose texts – or the text of `only` one QA – equal their lines."""
        letter = self._read(id)
        if faults := verbatim.faults(letter, only):
            raise Tampered(f"{faults[0]}; read the file again or restore the knowledge base from a backup")
        return letter

    def _read(self, id: str) -> Letter:
        row = self._one(
            "SELECT letter.*, file.name FROM letter JOIN file USING (municipality, path)"
            " WHERE municipality = ? AND id = ?",
            id,
        )
        if row is None:
            raise NotFound(f"{id}: no such letter; `svarbasen letters` lists them")
        of_letter = (
            self._all(f"SELECT * FROM {table} WHERE municipality = ? AND letter = ? ORDER BY seq", id)
            for table in ("line", "piece", "qa")
        )
        return rows.to_letter(row, *of_letter)

    def qa(self, id: str) -> tuple[Letter, QA]:
        row = self._one("SELECT letter FROM qa WHERE municipality = ? AND id = ?", id)
        if row is None:
            raise NotFound(f"{id}: no such question; `svarbasen letters --json` lists them")
        letter = self._proved(row["letter"], only=id)
        return letter, next(qa for qa in letter.qas if qa.id == id)

    def ids(self) -> list[str]:
        """The ids of all letters, newest first; equal dates by id, undated last."""
        found = self._all("SELECT id FROM letter WHERE municipality = ? ORDER BY date DESC NULLS LAST, id")
        return [str(row["id"]) for row in found]

    def outdated(self) -> list[str]:
        found = self._all(
            "SELECT id FROM letter WHERE municipality = ? AND reading != ? ORDER BY id", READING
        )
        return [str(row["id"]) for row in found]

    def letters(self) -> Iterator[Letter]:
        return (self.letter(id) for id in self.ids())

    def summaries(self) -> list[Summary]:
        found = self._all(
            "SELECT letter.*, file.name, (SELECT count(*) FROM qa"
            " WHERE qa.municipality = letter.municipality AND qa.letter = letter.id) AS qas"
            " FROM letter JOIN file USING (municipality, path)"
            " WHERE municipality = ? ORDER BY date DESC NULLS LAST, id"
        )
        return [rows.to_summary(row) for row in found]

    def source(self, letter: str) -> Source:
        row = self._one(
            "SELECT path, name, media_type, content, sha256 FROM letter"
            " JOIN file USING (municipality, path) JOIN source USING (municipality, sha256)"
            " WHERE municipality = ? AND id = ?",
            letter,
        )
        if row is None:
            raise NotFound(f"{letter}: no such letter; `svarbasen letters` lists them")
        source = Source(row["path"], row["name"], row["media_type"], row["content"], row["sha256"])
        if hashlib.sha256(source.content).hexdigest() != source.sha256:
            raise Tampered(f"{source.name}: stored bytes no longer match their digest; ingest the file again")
        return source

    def state(self) -> State:
        counts = [
            self._all(f"SELECT count(*) FROM {table} WHERE municipality = ?")[0][0]
            for table in ("letter", "qa")
        ]
        return State(counts[0], counts[1], self.database.version)

    # Writing

    def put(self, source: Source, letters: Sequence[Letter]) -> None:
        with self.database.transaction() as connection:
            replaced = self._drop(connection, source.path)
            self._insert(
                connection,
                "source",
                {"sha256": source.sha256, "media_type": source.media_type, "content": source.content},
                or_ignore=True,
            )
            self._insert(
                connection, "file", {"path": source.path, "name": source.name, "sha256": source.sha256}
            )
            for letter in letters:
                self._put_letter(connection, letter, source.path)
            self._drop_orphans(connection)
        if replaced:
            self.database.wipe_traces()

    def _put_letter(self, connection: sqlite3.Connection, letter: Letter, path: str) -> None:
        try:
            self._insert(connection, "letter", rows.letter_row(letter, path))
        except sqlite3.IntegrityError as error:
            raise Unavailable(f"{letter.id}: another ingest took this id meanwhile; run it again") from error
        for seq, line in enumerate(letter.lines):
            self._insert(connection, "line", rows.line_row(letter.id, seq, line))
        for seq, piece in enumerate(letter.pieces):
            self._insert(connection, "piece", rows.piece_row(letter.id, seq, piece))
        for seq, qa in enumerate(letter.qas):
            self._insert(connection, "qa", rows.qa_row(letter.id, seq, qa))

    def _insert(
        self, connection: sqlite3.Connection, table: str, row: rows.Row, *, or_ignore: bool = False
    ) -> None:
        columns = ["municipality", *row]
        verb = "INSERT OR IGNORE" if or_ignore else "INSERT"
        marks = ", ".join("?" * len(columns))
        connection.execute(
            f"{verb} INTO {table} ({', '.join(columns)}) VALUES ({marks})",
            (self.municipality, *row.values()),
        )

    def forget(self, letter: str) -> None:
        row = self._one("SELECT path FROM letter WHERE municipality = ? AND id = ?", letter)
        if row is None:
            raise NotFound(f"{letter}: no such letter; `svarbasen letters` lists them")
        with self.database.transaction() as connection:
            connection.execute(
                "DELETE FROM letter WHERE municipality = ? AND id = ?", (self.municipality, letter)
            )
            left = self._one("SELECT 1 FROM letter WHERE municipality = ? AND path = ?", row["path"])
            if left is None:
                self._drop(connection, row["path"])
                self._drop_orphans(connection)
        self.database.wipe_traces()

    def _drop(self, connection: sqlite3.Connection, path: str) -> bool:
        """Remove a file and its letters. Was there any?"""
        cursor = connection.execute(
            "DELETE FROM file WHERE municipality = ? AND path = ?", (self.municipality, path)
        )
        return cursor.rowcount > 0

    def _drop_orphans(self, connection: sqlite3.Connection) -> None:
        """Remove source bytes that no file has any more."""
        connection.execute(
            "DELETE FROM source WHERE municipality = ? AND NOT EXISTS (SELECT 1 FROM file"
            " WHERE file.municipality = source.municipality AND file.sha256 = source.sha256)",
            (self.municipality,),
        )

    # Keeping

    def verify(self) -> Iterator[str]:
        yield from self.database.check()
        for id in self.ids():
            letter = self._read(id)
            yield from verbatim.faults(letter)
            if verbatim.outdated(letter):
                yield f"{letter.file}: was read by an earlier version; run `svarbasen rebuild`"
            try:
                self.source(id)
            except Tampered as error:
                yield str(error)

    def close(self) -> None:
        self.database.close()


def slug(name: str) -> str:
    """A file's name as the stem of an id: lower-case ASCII, words joined by hyphens."""
    text = str(PurePosixPath(name).with_suffix("")).lower()
    for letter, ascii_ in (("æ", "ae"), ("ø", "oe"), ("å", "aa")):
        text = unicodedata.normalize("NFC", text).replace(letter, ascii_)
    text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", text).strip("-")[:ID_LENGTH].strip("-") or "brev"


def _numbered(stem: str) -> Iterator[str]:
    """stem, stem-2, stem-3, …"""
    yield stem
    number = 2
    while True:
        yield f"{stem}-{number}"
        number += 1

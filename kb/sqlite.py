"""The embedded store: letters, QAs and source bytes in one SQLite file."""

from __future__ import annotations

import hashlib
import re
import sqlite3
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
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
        return self.database.rows(sql, self.municipality, *values)

    def _one(self, sql: str, *values: object) -> sqlite3.Row | None:
        return self.database.row(sql, self.municipality, *values)

    def holds(self, path: str, sha256: str) -> bool:
        found = self._one(
            "SELECT 1 FROM file WHERE municipality = ? AND path = ? AND sha256 = ?", path, sha256
        )
        return found is not None

    def home(self, sha256: str) -> str | None:
        found = self._one(
            "SELECT path FROM file JOIN letter USING (municipality, path)"
            " WHERE municipality = ? AND sha256 = ? ORDER BY path",
            sha256,
        )
        return str(found["path"]) if found else None

    def reserve(self, path: str, name: str) -> str:
        known = self._one(
            "SELECT id FROM letter WHERE municipality = ? AND path = ? ORDER BY length(id), id", path
        )
        if known and self._elsewhere(path) is None:
            return str(known["id"])
        stem = slug(name)
        taken = {str(row["id"]) for row in self._all("SELECT id FROM letter WHERE municipality = ?")}
        return next(id for id in _numbered(stem) if id not in taken)

    def _elsewhere(self, path: str) -> str | None:
        """Another path with the content that this path had when it was read."""
        found = self._one(
            "SELECT other.path FROM file JOIN file AS other USING (municipality, sha256)"
            " WHERE municipality = ? AND file.path = ? AND other.path != file.path ORDER BY other.path",
            path,
        )
        return str(found["path"]) if found else None

    def letter(self, id: str) -> Letter:
        return self._proved(id)

    def _proved(self, id: str, only: str | None = None) -> Letter:
        """A letter whose texts – or the text of `only` one QA – equal their lines."""
        letter = self._read(id)
        if faults := verbatim.faults(letter, only):
            raise Tampered(f"{faults[0]}; run `svarbasen rebuild`, which reads its stored file again")
        return letter

    def _read(self, id: str) -> Letter:
        with self.database.reading():
            row = self._one(
                "SELECT letter.*, file.name FROM letter JOIN file USING (municipality, path)"
                " WHERE municipality = ? AND id = ?",
                id,
            )
            if row is None:
                raise _unknown(id)
            return rows.to_letter(row, *(self._of_letter(table, id) for table in ("line", "piece", "qa")))

    def _of_letter(self, table: str, id: str) -> list[sqlite3.Row]:
        return self._all(f"SELECT * FROM {table} WHERE municipality = ? AND letter = ? ORDER BY seq", id)

    def qa(self, id: str) -> tuple[Letter, QA]:
        with self.database.reading():
            row = self._one("SELECT letter FROM qa WHERE municipality = ? AND id = ?", id)
            if row is None:
                raise NotFound(f"{id}: no such question; `svarbasen letters --json` lists them")
            letter = self._proved(row["letter"], only=id)
        return letter, next(qa for qa in letter.qas if qa.id == id)

    def ids(self) -> list[str]:
        found = self._all("SELECT id FROM letter WHERE municipality = ? ORDER BY date DESC NULLS LAST, id")
        return [str(row["id"]) for row in found]

    def outdated(self) -> list[str]:
        found = self._all(
            "SELECT id FROM letter WHERE municipality = ? AND reading != ? ORDER BY id", READING
        )
        return [str(row["id"]) for row in found]

    def letters(self) -> Iterator[Letter]:
        for id in self.ids():
            try:
                yield self.letter(id)
            except NotFound:  # forgotten meanwhile
                continue

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
            raise _unknown(letter)
        source = Source(row["path"], row["name"], row["media_type"], row["content"], row["sha256"])
        if hashlib.sha256(source.content).hexdigest() != source.sha256:
            raise Tampered(
                f"{source.name}: stored bytes no longer match their digest;"
                f" run `svarbasen forget {letter}` and ingest the file again"
            )
        return source

    def state(self) -> State:
        with self.database.reading():
            letters, qas = (
                self._all(f"SELECT count(*) FROM {table} WHERE municipality = ?")[0][0]
                for table in ("letter", "qa")
            )
        return State(letters, qas, self.database.version)

    # Writing

    def writing(self) -> AbstractContextManager[object]:
        return self.database.writing()

    def put(self, source: Source, letters: Sequence[Letter]) -> None:
        with self.database.writing():
            self._leave(source.path)
            self._insert("source", {"sha256": source.sha256, **_content(source)}, or_replace=True)
            self._insert("file", {"path": source.path, "name": source.name, "sha256": source.sha256})
            for letter in letters:
                self._put_letter(letter, source.path)
            self._drop_orphans()

    def also(self, source: Source) -> None:
        with self.database.writing():
            self._leave(source.path)
            self._insert("file", {"path": source.path, "name": source.name, "sha256": source.sha256})
            self._drop_orphans()

    def move(self, old: str, source: Source) -> None:
        with self.database.writing() as connection:
            self.also(source)
            connection.execute(
                "UPDATE letter SET path = ? WHERE municipality = ? AND path = ?",
                (source.path, self.municipality, old),
            )
            self._drop(old)

    def _put_letter(self, letter: Letter, path: str) -> None:
        row = rows.letter_row(letter, path)
        parts = {
            "line": [rows.line_row(letter.id, seq, line) for seq, line in enumerate(letter.lines)],
            "piece": [rows.piece_row(letter.id, seq, piece) for seq, piece in enumerate(letter.pieces)],
            "qa": [rows.qa_row(letter.id, seq, qa) for seq, qa in enumerate(letter.qas)],
        }
        try:
            self._insert("letter", {**row, "digest": rows.digest(letter)})
        except sqlite3.IntegrityError as error:
            raise Unavailable(f"{letter.id}: another ingest took this id meanwhile; run it again") from error
        for table, of_letter in parts.items():
            for each in of_letter:
                self._insert(table, each)

    def _insert(self, table: str, row: rows.Row, *, or_replace: bool = False) -> None:
        columns = ["municipality", *row]
        verb = "INSERT OR REPLACE" if or_replace else "INSERT"
        marks = ", ".join("?" * len(columns))
        with self.database.writing() as connection:
            connection.execute(
                f"{verb} INTO {table} ({', '.join(columns)}) VALUES ({marks})",
                (self.municipality, *row.values()),
            )

    def forget(self, letter: str) -> None:
        with self.database.writing() as connection:
            row = self._one(
                "SELECT path, sha256 FROM letter JOIN file USING (municipality, path)"
                " WHERE municipality = ? AND id = ?",
                letter,
            )
            if row is None:
                raise _unknown(letter)
            self.database.forgetting()
            connection.execute(
                "DELETE FROM letter WHERE municipality = ? AND id = ?", (self.municipality, letter)
            )
            if self._one("SELECT 1 FROM letter WHERE municipality = ? AND path = ?", row["path"]) is None:
                connection.execute(
                    "DELETE FROM file WHERE municipality = ? AND sha256 = ?",
                    (self.municipality, row["sha256"]),
                )
                self._drop_orphans()
        if not self.database.wiped():
            raise Unavailable(
                f"{letter}: forgotten, but another process still reads the state before; its words leave"
                " the log when that ends and `svarbasen verify` is run"
            )

    def _leave(self, path: str) -> None:
        """Free a path for other content. Its letters stay under another path with theirs, if there is one."""
        if (other := self._elsewhere(path)) is not None:
            with self.database.writing() as connection:
                connection.execute(
                    "UPDATE letter SET path = ? WHERE municipality = ? AND path = ?",
                    (other, self.municipality, path),
                )
        self._drop(path)

    def _drop(self, path: str) -> None:
        """Remove a file and its letters."""
        with self.database.writing() as connection:
            cursor = connection.execute(
                "DELETE FROM file WHERE municipality = ? AND path = ?", (self.municipality, path)
            )
            if cursor.rowcount:
                self.database.forgetting()

    def _drop_orphans(self) -> None:
        """Remove source bytes that no file has any more."""
        with self.database.writing() as connection:
            connection.execute(
                "DELETE FROM source WHERE municipality = ? AND NOT EXISTS (SELECT 1 FROM file"
                " WHERE file.municipality = source.municipality AND file.sha256 = source.sha256)",
                (self.municipality,),
            )

    # Keeping

    def verify(self) -> Iterator[str]:
        yield from self.database.check()
        if not self.database.wiped():
            yield f"{self.database.path}: forgotten words may still stand in it; run `svarbasen verify` again"
        for id in self.ids():
            yield from self._faults(id)

    def _faults(self, id: str) -> Iterator[str]:
        letter = self._read(id)
        yield from verbatim.faults(letter)
        yield from (f"{fault}: has no role, or more than one" for fault in verbatim.uncovered(letter))
        if verbatim.outdated(letter):
            yield f"{letter.file}: was read by an earlier version; run `svarbasen rebuild`"
        elif self._digest(id) != rows.digest(letter):
            yield f"{letter.file}: no longer as it was read ({id}); run `svarbasen rebuild`"
        try:
            self.source(id)
        except Tampered as error:
            yield str(error)

    def _digest(self, id: str) -> str | None:
        row = self._one("SELECT digest FROM letter WHERE municipality = ? AND id = ?", id)
        return row["digest"] if row else None

    def faulty(self) -> list[str]:
        with self.database.reading():
            return [id for id in self.ids() if next(self._faults(id), None)]

    def close(self) -> None:
        self.database.close()


def _unknown(letter: str) -> NotFound:
    return NotFound(f"{letter}: no such letter; `svarbasen letters` lists them")


def _content(source: Source) -> rows.Row:
    return {"media_type": source.media_type, "content": source.content}


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

"""The embedded store: letters, QAs and source bytes in one SQLite file."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path

from kb.dossier import WITHIN
from kb.errors import Unavailable
from kb.ids import file_id, file_of
from kb.model import Letter
from kb.sqlite import rows
from kb.sqlite.database import Database
from kb.sqlite.likeness import AlikeTable
from kb.sqlite.links import LinkTable
from kb.sqlite.passages import PassageTable
from kb.sqlite.reader import Reader
from kb.store import Source


class SqliteStore(Reader):
    """A `kb.store.Store` for one municipality, in one file."""

    @classmethod
    def open(cls, path: Path, municipality: str = "") -> SqliteStore:
        """Open a store, made if it is not there."""
        path.parent.mkdir(parents=True, exist_ok=True)
        return cls(Database(path), municipality)

    def reserve(self, path: str, name: str) -> str:
        known = self._one(
            "SELECT id FROM letter WHERE municipality = ? AND path = ? ORDER BY length(id), id", path
        )
        if known and self._elsewhere(path) is None:
            return file_of(str(known["id"]))
        kept = self._all(
            "SELECT id FROM letter WHERE municipality = ?1"
            " UNION SELECT id FROM forgotten WHERE municipality = ?1"
        )
        return file_id(name, {file_of(str(row["id"])) for row in kept})

    def _elsewhere(self, path: str) -> str | None:
        """Another path with the content that this path had when it was read."""
        found = self._one(
            "SELECT other.path FROM file JOIN file AS other USING (municipality, sha256)"
            " WHERE municipality = ? AND file.path = ? AND other.path != file.path ORDER BY other.path",
            path,
        )
        return str(found["path"]) if found else None

    def unit_of_work(self) -> AbstractContextManager[object]:
        return self.database.writing()

    def erasing_at_end(self) -> AbstractContextManager[object]:
        return self.database.wiping_later()

    def erased(self) -> bool:
        return self.database.wiped()

    def passages(self, encoder: str, dimension: int) -> PassageTable:
        return PassageTable(self.database, self.municipality, encoder, dimension)

    @property
    def links(self) -> LinkTable:
        return LinkTable(self.database, self.municipality)

    @property
    def likeness(self) -> AlikeTable:
        return AlikeTable(self.database, self.municipality)

    def put(self, source: Source, letters: Sequence[Letter], held: Sequence[str] = ()) -> None:
        with self.database.writing():
            if not self.holds(source.path, source.sha256):
                self._reconsider(source.path)
            self._leave(source.path)
            self._put_source(source, held)
            self._insert("file", {"path": source.path, "name": source.name, "sha256": source.sha256})
            for letter in letters:
                self._put_letter(letter, source.path)
            self._drop_orphans()

    def _reconsider(self, path: str) -> None:
        """What was decided about letters whose file has changed is decided no more."""
        with self.database.writing() as connection:
            connection.execute(
                "DELETE FROM verdict WHERE municipality = ?1 AND EXISTS (SELECT 1 FROM letter"
                " WHERE municipality = ?1 AND path = ?2 AND id IN (one, other))",
                (self.municipality, path),
            )

    def _put_source(self, source: Source, held: Sequence[str]) -> None:
        """The bytes of a file; content that was released stays so."""
        key = self.municipality, source.sha256
        with self.database.writing() as connection:
            connection.execute(
                "INSERT INTO source (municipality, sha256, media_type, content) VALUES (?, ?, ?, ?)"
                " ON CONFLICT DO UPDATE SET media_type = excluded.media_type, content = excluded.content",
                (*key, source.media_type, source.content),
            )
            connection.execute(
                "DELETE FROM clearance WHERE municipality = ? AND sha256 = ? AND cleared IS NOT 'released'",
                key,
            )
            if held:
                connection.execute(
                    "INSERT OR IGNORE INTO clearance (municipality, sha256, held) VALUES (?, ?, ?)",
                    (*key, json.dumps(list(held), ensure_ascii=False)),
                )

    def release(self, letter: str) -> None:
        self._clear(letter, "released")

    def redact(self, letter: str, letters: Sequence[Letter], content: bytes, media_type: str) -> None:
        with self.database.writing() as connection:
            path = self._source(letter).path
            self.database.forgetting()
            connection.execute(
                "DELETE FROM letter WHERE municipality = ? AND path = ?", (self.municipality, path)
            )
            for each in letters:
                self._put_letter(each, path)
            self._clear(letters[0].id, "redacted", hashlib.sha256(content).hexdigest())
            connection.execute(
                "UPDATE source SET content = ?, media_type = ? WHERE municipality = ? AND sha256 ="
                " (SELECT sha256 FROM file WHERE file.municipality = source.municipality AND path = ?)",
                (content, media_type, self.municipality, path),
            )
            connection.execute(
                "UPDATE file SET name = ? WHERE municipality = ? AND path = ?",
                (letters[0].file, self.municipality, path),
            )

    def _clear(self, letter: str, cleared: str, stored: str | None = None) -> None:
        """Let the content that a letter stands in be seen. Raises NotFound."""
        with self.database.writing() as connection:
            changed = connection.execute(
                "INSERT OR REPLACE INTO clearance (municipality, sha256, cleared, stored)"
                " SELECT municipality, sha256, ?, ? FROM kept WHERE municipality = ? AND id = ?",
                (cleared, stored, self.municipality, letter),
            )
        if not changed.rowcount:
            raise self._absent(letter)

    def also(self, source: Source) -> None:
        with self.database.writing():
            self._leave(source.path)
            self._insert("file", {"path": source.path, "name": source.name, "sha256": source.sha256})
            self._drop_orphans()

    def move(self, old: str, source: Source) -> None:
        with self.database.writing():
            for row in self._below(old):
                tail = str(row["path"])[len(old) :]
                name = source.name + tail.replace(WITHIN, "/")
                self._move(str(row["path"]), source.path + tail, name, row["sha256"])
            self._move(old, source.path, source.name, source.sha256)
            self._drop_orphans()

    def _move(self, old: str, new: str, name: str, sha256: str) -> None:
        with self.database.writing() as connection:
            self._leave(new)
            self._insert("file", {"path": new, "name": name, "sha256": sha256})
            connection.execute(
                "UPDATE letter SET path = ? WHERE municipality = ? AND path = ?",
                (new, self.municipality, old),
            )
            self._drop(old)

    def _below(self, path: str) -> list[sqlite3.Row]:
        """The files that are attached to a message, at whatever depth."""
        within = path + WITHIN
        return self._all(
            "SELECT path, sha256 FROM file WHERE municipality = ? AND substr(path, 1, ?) = ? ORDER BY path",
            len(within),
            within,
        )

    def prune(self, path: str, names: Sequence[str]) -> None:
        within = path + WITHIN
        below = [str(row["path"]) for row in self._below(path)]
        with self.database.writing():
            for each in below:
                if each[len(within) :].partition(WITHIN)[0] not in names:
                    self._leave(each)
            self._drop_orphans()

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

    def _insert(self, table: str, row: rows.Row) -> None:
        columns = ["municipality", *row]
        marks = ", ".join("?" * len(columns))
        with self.database.writing() as connection:
            connection.execute(
                f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})",
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
                raise self._absent(letter)
            self.database.forgetting()
            connection.execute(
                "DELETE FROM letter WHERE municipality = ? AND id = ?", (self.municipality, letter)
            )
            connection.execute(
                "DELETE FROM verdict WHERE municipality = ?1 AND ?2 IN (one, other)",
                (self.municipality, letter),
            )
            if self._one("SELECT 1 FROM letter WHERE municipality = ? AND path = ?", row["path"]):
                self._insert("forgotten", {"sha256": row["sha256"], "id": letter})
            else:
                connection.execute(
                    "DELETE FROM file WHERE municipality = ? AND sha256 = ?",
                    (self.municipality, row["sha256"]),
                )
                self._drop_orphans()

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
        """Remove source bytes that no file has any more, and what was forgotten of them."""
        with self.database.writing() as connection:
            for table in ("source", "forgotten"):
                connection.execute(
                    f"DELETE FROM {table} WHERE municipality = ? AND NOT EXISTS (SELECT 1 FROM file"
                    f" WHERE file.municipality = {table}.municipality AND file.sha256 = {table}.sha256)",
                    (self.municipality,),
                )

    def close(self) -> None:
        self.database.close()

"""The reading side of the embedded store: what is kept, what is shown, and the proof of both."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Collection, Iterator
from dataclasses import replace

from kb import verbatim
from kb.errors import HeldBack, NotFound, Tampered
from kb.model import QA, Letter
from kb.sqlite import rows
from kb.sqlite.database import Database
from kb.store import Held, Source, State, Summary
from kb.text import READING

MOST_KEPT = 16
"""Letters that a thread keeps until anything changes: the answers to a question are often in one letter."""


class Reader:
    """What one municipality has in a file. Letters that are held back are kept, but not shown."""

    def __init__(self, database: Database, municipality: str) -> None:
        self.database = database
        self.municipality = municipality

    def _all(self, sql: str, *values: object) -> list[sqlite3.Row]:
        return self.database.rows(sql, self.municipality, *values)

    def _one(self, sql: str, *values: object) -> sqlite3.Row | None:
        return self.database.row(sql, self.municipality, *values)

    def holds(self, path: str, sha256: str) -> bool:
        found = self._one(
            "SELECT 1 FROM file WHERE municipality = ? AND path = ? AND sha256 = ?", path, sha256
        )
        return found is not None

    def known(self, path: str) -> bool:
        return self._one("SELECT 1 FROM file WHERE municipality = ? AND path = ?", path) is not None

    def home(self, sha256: str) -> str | None:
        found = self._one(
            "SELECT path FROM file JOIN letter USING (municipality, path)"
            " WHERE municipality = ? AND sha256 = ? ORDER BY path",
            sha256,
        )
        return str(found["path"]) if found else None

    def letter(self, id: str) -> Letter:
        return self._linked(self._proved(id))

    def _linked(self, letter: Letter) -> Letter:
        """The letter with its references as the other letters let them be resolved."""
        found = self._all("SELECT qa, refs FROM link WHERE municipality = ? AND letter = ?", letter.id)
        links = {row["qa"]: rows.references(row["refs"]) for row in found}
        if not links:
            return letter
        qas = tuple(replace(qa, references=links.get(qa.id, qa.references)) for qa in letter.qas)
        return replace(letter, qas=qas)

    def _proved(self, id: str, only: str | None = None) -> Letter:
        """A letter whose texts – or the text of `only` one QA – equal their lines."""
        kept: dict[str, Letter] = self.database.cached(f"letters of {self.municipality}", dict)
        letter = kept.get(id) or self._read(id, "shown")
        if id not in kept and len(kept) >= MOST_KEPT:
            kept.pop(next(iter(kept)))
        kept[id] = letter
        if faults := verbatim.faults(letter, only):
            raise Tampered(f"{faults[0]}; run `svarbasen rebuild`, which reads its stored file again")
        return letter

    def _read(self, id: str, among: str = "kept") -> Letter:
        """A letter among those that are shown, or all that are kept."""
        with self.database.reading():
            row = self._one(f"SELECT * FROM {among} WHERE municipality = ? AND id = ?", id)
            if row is None:
                raise self._absent(id)
            return rows.to_letter(row, *(self._of_letter(table, id) for table in ("line", "piece", "qa")))

    def _of_letter(self, table: str, id: str) -> list[sqlite3.Row]:
        return self._all(f"SELECT * FROM {table} WHERE municipality = ? AND letter = ? ORDER BY seq", id)

    def _absent(self, id: str) -> NotFound:
        held = self._one("SELECT held FROM kept WHERE municipality = ? AND id = ? AND held IS NOT NULL", id)
        if held is None:
            return NotFound(f"{id}: no such letter; `svarbasen letters` lists them")
        places = "; ".join(json.loads(held["held"]))
        return HeldBack(
            f"{id}: held back, CPR numbers: {places}; run `svarbasen redact {id}`, or"
            f" `svarbasen release {id}` if they are none"
        )

    def qa(self, id: str) -> tuple[Letter, QA]:
        with self.database.reading():
            row = self._one("SELECT letter FROM qa WHERE municipality = ? AND id = ?", id)
            if row is None:
                raise NotFound(f"{id}: no such question; `svarbasen letters --json` lists them")
            letter = self._linked(self._proved(row["letter"], only=id))
        return letter, next(qa for qa in letter.qas if qa.id == id)

    def ids(self) -> list[str]:
        return self._ids("shown")

    def _ids(self, among: str) -> list[str]:
        found = self._all(f"SELECT id FROM {among} WHERE municipality = ? ORDER BY date DESC NULLS LAST, id")
        return [str(row["id"]) for row in found]

    def outdated(self) -> list[str]:
        found = self._all(
            "SELECT id FROM kept WHERE municipality = ? AND reading != ? AND cleared IS NOT 'redacted'"
            " ORDER BY id",
            READING,
        )
        return [str(row["id"]) for row in found]

    def letters(self) -> Iterator[Letter]:
        for id in self.ids():
            try:
                yield self.letter(id)
            except NotFound:  # forgotten meanwhile
                continue

    def summaries(self) -> list[Summary]:
        return self.database.cached(f"summaries of {self.municipality}", self._summaries)

    def _summaries(self) -> list[Summary]:
        found = self._all(
            "SELECT shown.*, ifnull(asked.qas, 0) AS qas, ifnull(asked.answered, 0) AS answered FROM shown"
            " LEFT JOIN (SELECT letter, count(*) AS qas, total(kind != 'empty') AS answered FROM qa"
            " WHERE municipality = ?1 GROUP BY letter) AS asked ON asked.letter = shown.id"
            " WHERE shown.municipality = ?1 ORDER BY date DESC NULLS LAST, shown.id"
        )
        return [rows.to_summary(row) for row in found]

    def abbreviations(self) -> list[tuple[str, str]]:
        return self.database.cached(f"abbreviations of {self.municipality}", self._abbreviations)

    def _abbreviations(self) -> list[tuple[str, str]]:
        found = self._all(
            "SELECT DISTINCT abbreviations FROM shown WHERE municipality = ? AND abbreviations != '[]'"
        )
        return sorted({pair for row in found for pair in rows.short_forms(row["abbreviations"])})

    def leaning_on(self, qa: str) -> list[str]:
        found = self._all(
            "SELECT lean.qa FROM lean JOIN shown ON shown.municipality = lean.municipality"
            " AND shown.id = lean.letter WHERE lean.municipality = ? AND target = ? ORDER BY date, lean.qa",
            qa,
        )
        return [str(row["qa"]) for row in found]

    def source(self, letter: str) -> Source:
        return self._source(letter, "shown")

    def _source(self, letter: str, among: str = "kept") -> Source:
        row = self._one(
            "SELECT path, name, media_type, content, ifnull(stored, sha256) AS sha256"
            f" FROM {among} AS letter JOIN source USING (municipality, sha256)"
            " WHERE municipality = ? AND id = ?",
            letter,
        )
        if row is None:
            raise self._absent(letter)
        source = Source(row["path"], row["name"], row["media_type"], row["content"], row["sha256"])
        if hashlib.sha256(source.content).hexdigest() != source.sha256:
            raise Tampered(
                f"{source.name}: stored bytes no longer match their digest;"
                f" run `svarbasen forget {letter}` and ingest the file again"
            )
        return source

    def of_file(self, id: str) -> tuple[Source, list[Letter]]:
        with self.database.reading():
            source = self._source(id)
            return source, [self._read(each) for each in self._siblings(id)]

    def _siblings(self, id: str) -> list[str]:
        """The letters of the file that a letter stands in, in order: `vej`, `vej_2`, `vej_10`."""
        found = self._all(
            "SELECT id FROM letter WHERE municipality = ?1 AND path ="
            " (SELECT path FROM letter WHERE municipality = ?1 AND id = ?2) ORDER BY length(id), id",
            id,
        )
        return [str(row["id"]) for row in found]

    def held(self) -> list[Held]:
        found = self._all("SELECT * FROM kept WHERE municipality = ? AND held IS NOT NULL ORDER BY id")
        return [Held(row["id"], row["name"], tuple(json.loads(row["held"]))) for row in found]

    def withheld(self, sha256: str) -> bool:
        found = self._one(
            "SELECT 1 FROM clearance WHERE municipality = ? AND sha256 = ?"
            " AND (held IS NOT NULL OR cleared = 'redacted')",
            sha256,
        )
        return found is not None

    def tombs(self, sha256: str) -> frozenset[str]:
        found = self._all("SELECT id FROM forgotten WHERE municipality = ? AND sha256 = ?", sha256)
        return frozenset(str(row["id"]) for row in found)

    def state(self) -> State:
        with self.database.reading():
            letters, qas, held = (
                self._all(f"SELECT count(*) FROM {what}")[0][0]
                for what in (
                    "shown WHERE municipality = ?",
                    "qa JOIN shown ON shown.municipality = qa.municipality AND shown.id = qa.letter"
                    " WHERE qa.municipality = ?",
                    "kept WHERE municipality = ? AND held IS NOT NULL",
                )
            )
        return State(letters, qas, self.database.version, held)

    # Proving

    def verify(self) -> Iterator[str]:
        yield from self.database.check()
        if not self.database.wiped():
            yield f"{self.database.path}: forgotten words may still stand in it; run `svarbasen verify` again"
        outdated = {*self.outdated()}
        for id in self._ids("kept"):
            yield from self._faults(id, outdated)

    def _faults(self, id: str, outdated: Collection[str]) -> Iterator[str]:
        letter = self._read(id)
        yield from verbatim.faults(letter)
        yield from (f"{fault}: has no role, or more than one" for fault in verbatim.uncovered(letter))
        if id in outdated:
            yield f"{letter.file}: was read by an earlier version; run `svarbasen rebuild`"
        elif self._digest(id) != rows.digest(letter):
            yield f"{letter.file}: no longer as it was read ({id}); run `svarbasen rebuild`"
        try:
            self._source(id)
        except Tampered as error:
            yield str(error)

    def _digest(self, id: str) -> str | None:
        row = self._one("SELECT digest FROM letter WHERE municipality = ? AND id = ?", id)
        return row["digest"] if row else None

    def faulty(self) -> list[str]:
        with self.database.reading():
            outdated = {*self.outdated()}
            return [id for id in self._ids("kept") if next(self._faults(id, outdated), None)]

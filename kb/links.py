"""References between letters: what is known of all letters, and what their references were resolved to."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kb import rows
from kb.database import Database
from kb.model import Kind, Reference


@dataclass(frozen=True, slots=True)
class Referring:
    """A QA that refers to others, as it was read."""

    qa: str
    letter: str
    kind: Kind
    references: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """What a QA asks."""

    qa: str
    letter: str
    question: str


class LinkTable:
    """The links of one municipality's QAs."""

    def __init__(self, database: Database, municipality: str) -> None:
        self.database = database
        self.municipality = municipality

    def _all(self, sql: str) -> list[sqlite3.Row]:
        return self.database.rows(sql, self.municipality)

    def numbers(self) -> dict[str, dict[str, str]]:
        """Letter id -> question number -> QA id, of all letters that are shown."""
        found: dict[str, dict[str, str]] = {}
        for row in self._all(
            "SELECT qa.letter, qa.number, qa.id FROM qa JOIN shown ON shown.municipality = qa.municipality"
            " AND shown.id = qa.letter WHERE qa.municipality = ? ORDER BY qa.letter, qa.seq"
        ):
            found.setdefault(row["letter"], {}).setdefault(row["number"], row["id"])
        return found

    def referring(self) -> list[Referring]:
        """All QAs that refer to something, by id."""
        found = self._all(
            "SELECT id, letter, kind, refs FROM qa WHERE municipality = ? AND refs != '[]' ORDER BY id"
        )
        return [
            Referring(row["id"], row["letter"], Kind(row["kind"]), rows.references(row["refs"]))
            for row in found
        ]

    def asked_again(self) -> list[tuple[Question, Question]]:
        """An interim QA, and an answered one of a later letter of the same case: all such pairs, by id."""
        found = self._all(
            "SELECT one.id, one.letter, one.question, other.id, other.letter, other.question"
            " FROM qa AS one JOIN shown AS early ON early.municipality = one.municipality"
            " AND early.id = one.letter JOIN shown AS late ON late.municipality = one.municipality"
            " AND late.case_number = early.case_number AND late.date > early.date"
            " JOIN qa AS other ON other.municipality = one.municipality AND other.letter = late.id"
            " WHERE one.municipality = ? AND one.kind = 'interim' AND other.kind = 'answered'"
            " ORDER BY one.id, other.id"
        )
        return [(Question(*row[:3]), Question(*row[3:])) for row in found]

    def put(
        self, links: Mapping[str, tuple[str, Sequence[Reference]]], leans: Iterable[tuple[str, str, str]]
    ) -> None:
        """QA id -> its letter, and its references as resolved now; all others are as they were read.

        `leans` are (QA, another QA that it needs or answers anew, the letter of the first).
        """
        with self.database.writing() as connection:
            for table in ("link", "lean"):
                connection.execute(f"DELETE FROM {table} WHERE municipality = ?", (self.municipality,))
            connection.executemany(
                "INSERT INTO link (municipality, qa, letter, refs) VALUES (?, ?, ?, ?)",
                [
                    (self.municipality, qa, letter, rows.references_json(references))
                    for qa, (letter, references) in links.items()
                ],
            )
            connection.executemany(
                "INSERT OR IGNORE INTO lean (municipality, qa, target, letter) VALUES (?, ?, ?, ?)",
                [(self.municipality, qa, target, letter) for qa, target, letter in leans],
            )

"""References between letters: what is known of all letters, and what their references were resolved to."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kb.model import Kind, Reference
from kb.sqlite import rows
from kb.sqlite.database import Database

MOST_LETTERS = 25
"""Letters of one case, where an interim answer may find its final one."""


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

    def asked_again(self) -> Iterator[tuple[Question, Question]]:
        """An interim QA, and an answered one of a later letter of the same case: all such pairs, by id.

        Of cases with few letters: a case number that many letters have is no inquiry's own.
        """
        cases: dict[str, list[sqlite3.Row]] = {}
        for row in self._all(
            "SELECT qa.id, qa.letter, question, kind, date, case_number FROM qa JOIN shown"
            " ON shown.municipality = qa.municipality AND shown.id = qa.letter WHERE qa.municipality = ?"
            " AND kind IN ('interim', 'answered') AND date IS NOT NULL AND case_number IN"
            " (SELECT case_number FROM letter JOIN qa ON qa.municipality = letter.municipality"
            " AND qa.letter = letter.id WHERE kind = 'interim') ORDER BY qa.id"
        ):
            cases.setdefault(row["case_number"], []).append(row)
        for found in cases.values():
            if len({row["letter"] for row in found}) <= MOST_LETTERS:
                yield from _pairs(found)

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


def _pairs(found: Sequence[sqlite3.Row]) -> Iterator[tuple[Question, Question]]:
    """Each interim QA of a case with each answered one of a later letter."""
    for one in found:
        for other in found:
            if (one["kind"], other["kind"]) == ("interim", "answered") and one["date"] < other["date"]:
                yield Question(*one[:3]), Question(*other[:3])

"""References between letters: what is known of all letters, and what their references were resolved to."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence

from kb.model import Kind, Reference
from kb.relations import MOST_LETTERS, QuestionText, Referring
from kb.sqlite import rows
from kb.sqlite.database import Database


class LinkTable:
    """A `kb.relations.Links`."""

    def __init__(self, database: Database, municipality: str) -> None:
        self.database = database
        self.municipality = municipality

    def _all(self, sql: str) -> list[sqlite3.Row]:
        return self.database.rows(sql, self.municipality)

    def numbers(self) -> dict[str, dict[str, str]]:
        found: dict[str, dict[str, str]] = {}
        for row in self._all(
            "SELECT qa.letter, qa.number, qa.id FROM qa JOIN shown ON shown.municipality = qa.municipality"
            " AND shown.id = qa.letter WHERE qa.municipality = ? ORDER BY qa.letter, qa.seq"
        ):
            found.setdefault(row["letter"], {}).setdefault(row["number"], row["id"])
        return found

    def referring(self) -> list[Referring]:
        found = self._all(
            "SELECT qa.id, qa.letter, kind, refs FROM qa JOIN shown ON shown.municipality = qa.municipality"
            " AND shown.id = qa.letter WHERE qa.municipality = ? AND refs != '[]' ORDER BY qa.id"
        )
        return [
            Referring(row["id"], row["letter"], Kind(row["kind"]), rows.references(row["refs"]))
            for row in found
        ]

    def asked_again(self) -> Iterator[tuple[QuestionText, QuestionText]]:
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


def _pairs(found: Sequence[sqlite3.Row]) -> Iterator[tuple[QuestionText, QuestionText]]:
    """Each interim QA of a case with each answered one of a later letter."""
    for one in found:
        for other in found:
            if (one["kind"], other["kind"]) == ("interim", "answered") and one["date"] < other["date"]:
                yield QuestionText(*one[:3]), QuestionText(*other[:3])

"""Letters that look alike: their sketches, and what the keeper decided about them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from kb.errors import NotFound
from kb.relations import Verdict
from kb.sqlite.database import Database


class AlikeTable:
    """A `kb.relations.Likeness`."""

    def __init__(self, database: Database, municipality: str) -> None:
        self.database = database
        self.municipality = municipality

    def _all(self, sql: str, *values: object) -> list[sqlite3.Row]:
        return self.database.rows(sql, self.municipality, *values)

    def put(self, letter: str, sketch: bytes, bands: Iterable[str]) -> None:
        with self.database.writing() as connection:
            for table in ("sketch", "band"):
                connection.execute(
                    f"DELETE FROM {table} WHERE municipality = ? AND letter = ?", (self.municipality, letter)
                )
            connection.execute("INSERT INTO sketch VALUES (?, ?, ?)", (self.municipality, letter, sketch))
            connection.executemany(
                "INSERT OR IGNORE INTO band (municipality, band, letter) VALUES (?, ?, ?)",
                [(self.municipality, band, letter) for band in bands],
            )

    def unsketched(self) -> list[str]:
        found = self._all(
            "SELECT id FROM shown WHERE municipality = ? AND NOT EXISTS (SELECT 1 FROM sketch"
            " WHERE sketch.municipality = shown.municipality AND sketch.letter = shown.id)"
            " AND EXISTS (SELECT 1 FROM qa WHERE qa.municipality = shown.municipality"
            " AND qa.letter = shown.id) ORDER BY id"
        )
        return [str(row["id"]) for row in found]

    def pairs(self, letter: str | None = None) -> list[tuple[str, bytes, str, bytes]]:
        found = self._all(
            "SELECT DISTINCT a.letter, x.sketch, b.letter, y.sketch FROM band AS a"
            " JOIN band AS b ON b.municipality = a.municipality AND b.band = a.band AND b.letter > a.letter"
            " JOIN sketch AS x ON x.municipality = a.municipality AND x.letter = a.letter"
            " JOIN sketch AS y ON y.municipality = b.municipality AND y.letter = b.letter"
            " JOIN shown AS p ON p.municipality = a.municipality AND p.id = a.letter"
            " JOIN shown AS q ON q.municipality = b.municipality AND q.id = b.letter"
            " WHERE a.municipality = ?1 AND (?2 IS NULL OR a.letter IN (SELECT ?2 UNION SELECT near.letter"
            " FROM band AS own JOIN band AS near USING (municipality, band) WHERE municipality = ?1"
            " AND own.letter = ?2)) AND (?2 IS NULL OR ?2 IN (a.letter, b.letter))"
            " ORDER BY a.letter, b.letter",
            letter,
        )
        return [(row[0], row[1], row[2], row[3]) for row in found]

    def verdicts(self) -> list[Verdict]:
        found = self._all(
            "SELECT one, other, preferred FROM verdict WHERE municipality = ? ORDER BY one, other"
        )
        return [Verdict(row["one"], row["other"], row["preferred"]) for row in found]

    def decide(self, one: str, other: str, preferred: str | None) -> None:
        one, other = sorted((one, other))
        with self.database.writing() as connection:
            for letter in (one, other):
                if not self._all("SELECT 1 FROM shown WHERE municipality = ? AND id = ?", letter):
                    raise NotFound(f"{letter}: no such letter; `svarbasen letters` lists them")
            connection.execute(
                "INSERT OR REPLACE INTO verdict (municipality, one, other, preferred) VALUES (?, ?, ?, ?)",
                (self.municipality, one, other, preferred),
            )

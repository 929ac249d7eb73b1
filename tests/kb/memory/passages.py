"""Passages in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from uuid import uuid4

from kb.ids import FIRST_WINDOW
from kb.model import Kind
from kb.passages import Edition, Entry, Serving, Stored
from tests.kb.memory.tables import ROWS, Keeper


class MemoryPassages:
    """A `kb.passages.Passages`. `searched` names the letters that are to be searched."""

    def __init__(
        self,
        keeper: Keeper,
        municipality: str,
        encoder: str,
        dimension: int,
        searched: Callable[[], set[str]],
        everyone: Callable[[], set[tuple[str, str]]],
    ) -> None:
        self.municipality, self.encoder, self.dimension = municipality, encoder, dimension
        self._keeper, self._searched, self._everyone = keeper, searched, everyone

    def _own(self) -> dict[int, Entry]:
        found = self._keeper.tables.passages.items()
        return {row: entry for row, (encoder, entry) in sorted(found) if encoder == self.encoder}

    def snapshot(self) -> AbstractContextManager[None]:
        return self._keeper.snapshot()

    def put(self, entries: Iterable[Entry]) -> None:
        with self._keeper.unit_of_work() as tables:
            for entry in entries:
                self.drop([entry.id])
                tables.passages[next(ROWS)] = self.encoder, entry
                tables.editions[self.encoder] = self.dimension, uuid4().hex

    def drop(self, ids: Iterable[str]) -> None:
        wanted = set(ids)
        with self._keeper.unit_of_work() as tables:
            tables.drop_passages([row for row, entry in self._own().items() if entry.id in wanted])

    def drop_unsearched(self) -> int:
        searched = self._searched()
        with self._keeper.unit_of_work() as tables:
            rows = [row for row, (_, entry) in tables.passages.items() if entry.letter not in searched]
            tables.drop_passages(rows)
        return len(rows)

    def get(self, rows: Sequence[int]) -> list[Stored]:
        return [_stored(row, entry) for row, entry in self._own().items() if row in rows]

    def families(self, rows: Sequence[int]) -> list[Stored]:
        qas = {passage.qa for passage in self.get(rows)}
        return [_stored(row, entry) for row, entry in self._own().items() if entry.qa in qas]

    def bags(self, rows: Sequence[int]) -> dict[int, tuple[str, ...]]:
        own, terms = self._own(), dict(self.scan_terms())
        by_qa = {own[row].qa: found for row, found in terms.items()}
        return {row: by_qa[own[row].qa] for row in sorted(rows) if row in own and own[row].qa in by_qa}

    def tokens(self, rows: Sequence[int]) -> dict[int, bytes]:
        return {row: entry.tokens for row, entry in self._own().items() if row in rows and entry.tokens}

    def rows(self) -> list[int]:
        return list(self._own())

    def scan(self, after: int = 0) -> Iterator[Stored]:
        return (_stored(row, entry) for row, entry in self._own().items() if row > after)

    def scan_terms(self, after: int = 0) -> Iterator[tuple[int, tuple[str, ...]]]:
        own = self._own().items()
        worded = ((row, entry) for row, entry in own if entry.terms or entry.id.endswith(FIRST_WINDOW))
        return ((row, entry.terms) for row, entry in worded if row > after)

    def digests(self) -> dict[str, str]:
        return {entry.id: entry.digest for entry in self._own().values()}

    def waiting(self) -> list[int]:
        return [row for row, entry in self._own().items() if not entry.vector]

    def missing(self) -> list[str]:
        have = {entry.letter for entry in self._own().values()}
        letters = self._keeper.tables.letters
        answered = {id for id, (_, each) in letters.items() if any(qa.kind != Kind.EMPTY for qa in each.qas)}
        return sorted((answered & self._searched()) - have)

    def wordless(self) -> bool:
        return False

    def serve(self, spec: str = "") -> int:
        with self._keeper.unit_of_work() as tables:
            tables.serving["now"] = Serving(self.encoder, self.dimension, spec)
            others = [row for row, (encoder, _) in tables.passages.items() if encoder != self.encoder]
            tables.drop_passages(others)
            tables.editions = {who: each for who, each in tables.editions.items() if who == self.encoder}
            tables.gone = {key: None for key in tables.gone if key[0] == self.encoder}
            tables.generations = {key: None for key in tables.generations if key[0] == self.encoder}
        return len(others)

    def serving(self) -> Serving | None:
        return self._keeper.tables.serving.get("now")

    def others(self) -> list[MemoryPassages]:
        return [
            MemoryPassages(
                self._keeper, self.municipality, encoder, dimension, self._searched, self._everyone
            )
            for encoder, (dimension, _) in self._keeper.tables.editions.items()
            if encoder != self.encoder
        ]

    def owners(self) -> set[tuple[str, str]]:
        return self._everyone()

    def edition(self) -> Edition:
        _, stamp = self._keeper.tables.editions.get(self.encoder, (0, ""))
        return Edition(len(self._own()), stamp)

    def record(self, stamp: str, before: str | None) -> None:
        with self._keeper.unit_of_work() as tables:
            stale = [key for key in tables.generations if key[0] == self.encoder and key[1] != before]
            for key in stale:
                del tables.generations[key]
            tables.generations[self.encoder, stamp] = None

    def recorded(self, stamp: str) -> bool:
        return (self.encoder, stamp) in self._keeper.tables.generations

    def gone(self) -> list[int]:
        return sorted(row for encoder, row in self._keeper.tables.gone if encoder == self.encoder)

    def settle(self, gone: Iterable[int]) -> None:
        with self._keeper.unit_of_work() as tables:
            for row in gone:
                tables.gone.pop((self.encoder, row), None)


def _stored(row: int, entry: Entry) -> Stored:
    return Stored(row, entry.id, entry.qa, entry.vector, " ".join(entry.facets))

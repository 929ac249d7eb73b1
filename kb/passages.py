"""The seam where passages are kept: what any store promises. `kb.sqlite.passages` is the embedded one.

Passages are what is searched. The store holds the truth of them; an engine (`index.engine.backend`) searches
them, perhaps by files of its own that are made from what is here. Vectors are bytes: float32, little-endian.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import NamedTuple, Protocol


@dataclass(frozen=True, slots=True)
class Entry:
    """A passage as it is kept. `digest` is of the text it was made from; `terms` are ready for matching.

    `facets` are what it can be filtered by; `tokens` its token vectors, packed by whoever put them. `vector`
    is empty in a passage that waits for it: until it is put again with one, it is found by words alone.
    """

    id: str
    letter: str
    qa: str
    digest: str
    terms: tuple[str, ...]
    vector: bytes
    facets: tuple[str, ...] = ()
    tokens: bytes = b""


class Stored(NamedTuple):
    """A passage as it is read back. `row` is never used twice, and later passages have higher ones.

    A tuple, for a search reads hundreds of them.
    """

    row: int
    id: str
    qa: str
    vector: bytes
    labels: str

    @property
    def facets(self) -> tuple[str, ...]:
        """What it can be filtered by."""
        return tuple(self.labels.split())


@dataclass(frozen=True, slots=True)
class Edition:
    """Passages as a whole: how many, and a stamp that differs after every change."""

    passages: int
    stamp: str


@dataclass(frozen=True, slots=True)
class Serving:
    """The encoder whose passages are searched: its identity, its dimension, and how it was configured."""

    encoder: str
    dimension: int
    spec: str


class Passages(Protocol):
    """The passages of one municipality that were made with one encoder; those of another stand beside them.

    Changes join the store's unit of work. The passages of a letter go with it.
    """

    municipality: str
    encoder: str
    dimension: int

    def snapshot(self) -> AbstractContextManager[None]:
        """One and the same state for all reads inside."""

    def put(self, entries: Iterable[Entry]) -> None:
        """Keep passages, in place of those with the same ids; all or nothing."""

    def drop(self, ids: Iterable[str]) -> None:
        """Remove passages by id."""

    def drop_unsearched(self) -> int:
        """Remove the passages of letters that are not to be searched, of all encoders, and say how many."""

    def get(self, rows: Sequence[int]) -> list[Stored]:
        """The passages of these rows that are still there, by row."""

    def families(self, rows: Sequence[int]) -> list[Stored]:
        """All passages of the QAs that these rows belong to, by row; rows that are gone have none."""

    def bags(self, rows: Sequence[int]) -> dict[int, tuple[str, ...]]:
        """Row -> the terms of its QA, which one of the QA's passages carries."""

    def tokens(self, rows: Sequence[int]) -> dict[int, bytes]:
        """Row -> its token vectors, where there are any."""

    def rows(self) -> list[int]:
        """The rows there are, in order."""

    def scan(self, after: int = 0) -> Iterator[Stored]:
        """All passages of rows above one, by row."""

    def scan_terms(self, after: int = 0) -> Iterator[tuple[int, tuple[str, ...]]]:
        """(row, terms) of passages of rows above one that carry terms, by row; a QA's first one does."""

    def digests(self) -> dict[str, str]:
        """Passage id -> digest."""

    def waiting(self) -> list[int]:
        """The rows of passages that wait for their vectors, in order."""

    def missing(self) -> list[str]:
        """Ids of letters that are to be searched and have answers, but no passages; in order."""

    def wordless(self) -> bool:
        """Do some QAs lack their terms? Each QA's first passage carries them."""

    # Which encoder is searched

    def serve(self, spec: str = "") -> int:
        """Let these be the passages that are searched, drop those of other encoders, and say how many.

        `spec` is how the encoder was configured, for whoever opens the knowledge base with another one.
        """

    def serving(self) -> Serving | None:
        """The encoder whose passages are searched; None before there was any."""

    def others(self) -> Sequence[Passages]:
        """Those of this municipality's other encoders that have passages, or had some."""

    def owners(self) -> set[tuple[str, str]]:
        """(municipality, encoder) of all that have passages in the same place, or had some."""

    # What an engine's own files were made from

    def edition(self) -> Edition:
        """How many passages there are, and the stamp of their state."""

    def record(self, stamp: str, before: str | None) -> None:
        """Remember that an index is built from this state, and which one it follows; forget older ones."""

    def recorded(self, stamp: str) -> bool:
        """Is this the state of the last index of these passages, or of the one before?"""

    def gone(self) -> list[int]:
        """Rows that were dropped and may still stand in an index's files, in order."""

    def settle(self, gone: Iterable[int]) -> None:
        """These dropped rows stand in no index's files any more."""

"""All that a store in memory keeps, and its unit of work: a copy that takes the place of what was."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, fields
from itertools import count
from uuid import uuid4

from kb.model import Letter, Reference
from kb.passages import Entry, Serving

ROWS = count(1)
"""Numbers of passages, none of which is used twice."""


@dataclass(frozen=True)
class Clearance:
    """What a keeper must decide or has decided about a content; `stored` is the digest of redacted bytes."""

    held: tuple[str, ...] | None = None
    cleared: str | None = None
    stored: str | None = None


@dataclass
class Tables:
    """One state. Values are never changed in place, so that a copy of the dicts is a copy of all."""

    files: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Path -> name, SHA-256."""

    sources: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    """SHA-256 -> media type, content."""

    clearances: dict[str, Clearance] = field(default_factory=dict)
    letters: dict[str, tuple[str, Letter]] = field(default_factory=dict)
    """Id -> path, letter."""

    forgotten: dict[tuple[str, str], None] = field(default_factory=dict)
    """(SHA-256, id)."""

    links: dict[str, tuple[str, tuple[Reference, ...]]] = field(default_factory=dict)
    leans: dict[tuple[str, str], str] = field(default_factory=dict)
    """(QA, the QA it leans on) -> the letter of the first."""

    sketches: dict[str, tuple[bytes, frozenset[str]]] = field(default_factory=dict)
    verdicts: dict[tuple[str, str], str | None] = field(default_factory=dict)
    passages: dict[int, tuple[str, Entry]] = field(default_factory=dict)
    """Row -> encoder, passage."""

    editions: dict[str, tuple[int, str]] = field(default_factory=dict)
    """Encoder -> dimension, stamp."""

    gone: dict[tuple[str, int], None] = field(default_factory=dict)
    """(encoder, row)."""

    generations: dict[tuple[str, str], None] = field(default_factory=dict)
    """(encoder, stamp)."""

    serving: dict[str, Serving] = field(default_factory=dict)

    def copy(self) -> Tables:
        return Tables(**{each.name: dict(getattr(self, each.name)) for each in fields(self)})

    def drop_file(self, path: str) -> None:
        """A file and its letters."""
        self.files.pop(path, None)
        for id in [id for id, (own, _) in self.letters.items() if own == path]:
            self.drop_letter(id)

    def drop_letter(self, id: str) -> None:
        """A letter, and all that is kept of it."""
        del self.letters[id]
        self.drop_passages([row for row, (_, entry) in self.passages.items() if entry.letter == id])
        self.links = {qa: link for qa, link in self.links.items() if link[0] != id}
        self.leans = {lean: letter for lean, letter in self.leans.items() if letter != id}
        self.sketches.pop(id, None)

    def drop_passages(self, rows: list[int]) -> None:
        for row in rows:
            encoder, _ = self.passages.pop(row)
            self.gone[encoder, row] = None
            self.editions[encoder] = (self.editions[encoder][0], uuid4().hex)


class Keeper:
    """The state that all see, and in a unit of work the copy that only its own thread sees."""

    def __init__(self) -> None:
        self._seen = Tables()
        self._own = threading.local()
        self._writer = threading.RLock()

    @property
    def tables(self) -> Tables:
        own: Tables | None = getattr(self._own, "tables", None)
        return own or self._seen

    @contextmanager
    def unit_of_work(self) -> Iterator[Tables]:
        with self._writer:
            if getattr(self._own, "writing", False):
                yield self.tables
                return
            before = getattr(self._own, "tables", None)
            self._own.writing, self._own.tables = True, self._seen.copy()
            try:
                yield self._own.tables
                self._seen = self._own.tables
            finally:
                self._own.writing, self._own.tables = False, before

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        before: Tables | None = getattr(self._own, "tables", None)
        self._own.tables = self.tables
        try:
            yield
        finally:
            self._own.tables = before

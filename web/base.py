"""A knowledge base opened: the one place where letters, encoder and index meet."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from index import encode, update
from index.embedded import Embedded
from index.encode import Encoder
from index.search import Finder
from index.update import Progress, silent
from ingest import files
from ingest.parse import parse
from kb import config
from kb.config import Config
from kb.errors import Tampered, Unreadable
from kb.lock import writing
from kb.model import Letter
from kb.passages import PassageTable
from kb.sqlite import SqliteStore
from kb.store import Source

SERVING = 1
"""Batches of passages embedded at once where people wait for answers."""

BULK = min(os.cpu_count() or 1, 4)
"""Batches at once where letters are read in bulk: one a core, while memory allows."""


@dataclass(frozen=True, slots=True)
class Base:
    """Everything that stands behind one data folder."""

    config: Config
    store: SqliteStore
    table: PassageTable
    encoder: Encoder
    backend: Embedded

    @property
    def finder(self) -> Finder:
        """What answers questions."""
        return Finder(self.store, self.backend, self.encoder)

    @contextmanager
    def changing(self) -> Iterator[None]:
        """The one writer, for many changes; what is forgotten is wiped after the last."""
        with writing(self.config.lock), self.store.database.wiping_later():
            yield

    def keep(self, source: Source, letters: Sequence[Letter]) -> None:
        """Keep the letters of a file with their passages: a reader finds the old ones or the new."""
        entries = [entry for letter in letters for entry in update.of_letter(letter, self.encoder)]
        with self.store.writing():
            self.store.put(source, letters)
            self.backend.put(entries)

    def update(self, progress: Progress = silent) -> int:
        """Embed what is not yet embedded and publish; the number of passages made."""
        return update.update(self.store, self.table, self.backend, self.encoder, progress)

    def rebuild(self, progress: Progress = silent) -> int:
        """Make the index anew from the letters; the number of passages made.

        Letters that an earlier version read, or that are not as they were read, are read again from their
        stored files first.
        """
        with self.changing():
            for id in self.store.faulty():
                with suppress(Tampered, Unreadable):  # `verify` names what is left
                    self.reread(id)
            return update.rebuild(self.store, self.table, self.backend, self.encoder, progress)

    def reread(self, id: str) -> None:
        """Read a letter's stored file again, as this version reads it."""
        source = self.store.source(id)
        document = files.document(source.content, source.name)
        self.keep(source, [parse(document, source.name, id)])

    def forget(self, letter: str) -> None:
        """Remove a letter everywhere: rows, vectors, index and source file."""
        with writing(self.config.lock):
            try:
                self.store.forget(letter)
            finally:
                self.backend.publish()

    def verify(self) -> list[str]:
        """One line for each thing that is not as it should be."""
        return [*self.store.verify(), *self.backend.faults()]

    def close(self) -> None:
        """Let go of files and connections."""
        self.backend.close()
        self.store.close()


def open_base(data: Path, encoder: Encoder | None = None, threads: int = SERVING) -> Base:
    """Open the knowledge base of a data folder, made if it is not there.

    `encoder` replaces the configured one; `threads` are the encoder's, BULK where many letters are read.
    """
    settings = config.load(data)
    encoder = encoder or encode.load(settings.encoder, threads=threads)
    store = SqliteStore.open(settings.database, settings.municipality)
    made_with = update.identity(encoder)
    table = PassageTable(store.database, settings.municipality, made_with, encoder.dimension)
    return Base(settings, store, table, encoder, Embedded(table, settings.index))

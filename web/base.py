"""A knowledge base opened: the one place where letters, encoder and index meet."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from index import encode, update
from index.embedded import Embedded
from index.encode import Encoder
from index.search import Finder
from index.update import Progress
from ingest import files
from ingest.parse import parse
from kb import config
from kb.config import Config
from kb.lock import writing
from kb.passages import PassageTable
from kb.sqlite import SqliteStore

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

    def update(self, progress: Progress | None = None) -> int:
        """Embed what is not yet embedded and publish; the number of passages made."""
        return update.update(self.store, self.table, self.backend, self.encoder, progress)

    def rebuild(self, progress: Progress | None = None) -> int:
        """Make the index anew from the letters; the number of passages made.

        Letters that an earlier version read are read again from their stored files first.
        """
        with writing(self.config.lock):
            for id in self.store.outdated():
                self.reread(id)
            return update.rebuild(self.store, self.table, self.backend, self.encoder, progress)

    def reread(self, id: str) -> None:
        """Read a letter's stored file again, as this version reads it."""
        source = self.store.source(id)
        document = files.document(source.content, source.name)
        self.store.put(source, [parse(document, source.name, id)])

    def forget(self, letter: str) -> None:
        """Remove a letter everywhere: rows, vectors, index and source file."""
        with writing(self.config.lock):
            self.store.forget(letter)
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
    table = PassageTable(store.database, settings.municipality)
    backend = Embedded(table, settings.index, update.identity(encoder), encoder.dimension)
    return Base(settings, store, table, encoder, backend)

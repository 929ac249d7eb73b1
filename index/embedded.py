"""The embedded backend: FAISS for meaning, FTS5 for words, SQLite for the truth behind both."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from index import generation
from index.backend import State
from index.dense import Flat
from index.generation import Manifest
from index.vectors import Matrix, Vector, from_bytes
from kb.errors import Mismatch, Unavailable
from kb.passages import Entry, PassageTable

SWAPS = 3
"""How often a reader starts over when an index is swapped under it."""


class Embedded:
    """An `index.backend.Backend` over one folder and one municipality's passages of one encoder."""

    def __init__(self, table: PassageTable, folder: Path) -> None:
        self.table = table
        self.folder = folder
        self.encoder = table.encoder
        self.dimension = table.dimension
        self._lock = threading.Lock()
        self._loaded: tuple[Manifest, Flat] | None = None

    def put(self, entries: Sequence[Entry]) -> None:
        self.table.put(entries)

    def drop(self, ids: Sequence[str]) -> None:
        self.table.drop(ids)

    def publish(self) -> None:
        """Build the FAISS index from the stored vectors, beside the old one, then swap; not if it is current.

        The state is recorded before the swap: an index whose state is not recorded is not ours.
        """
        if self._is_current():
            generation.sweep(self.folder)
            return
        state, stored = self.table.snapshot()
        vectors = from_bytes([passage.vector for passage in stored], self.dimension)
        flat = Flat.build([passage.row for passage in stored], vectors)
        self.table.record(state, generation.content(self.folder))
        generation.publish(
            self.folder,
            flat.dump(),
            encoder=self.encoder,
            dimension=self.dimension,
            count=len(flat),
            state=state,
        )

    def _is_current(self) -> bool:
        try:
            return generation.current(self.folder) is not None and not self.state().behind
        except Mismatch:
            return False

    def dense(self, vector: Vector, limit: int) -> list[tuple[int, float]]:
        return self._current()[1].search(vector, limit)

    def lexical(self, terms: Sequence[str], limit: int) -> list[tuple[int, float]]:
        return self.table.lexical(terms, limit)

    def get(self, rows: Sequence[int]) -> tuple[list[int], list[str], Matrix]:
        stored = self.table.get(rows)
        vectors = from_bytes([passage.vector for passage in stored], self.dimension)
        return [passage.row for passage in stored], [passage.qa for passage in stored], vectors

    def known(self, terms: Sequence[str]) -> dict[str, int]:
        return self.table.holding(terms)

    def size(self) -> int:
        return len(self._current()[1])

    def state(self) -> State:
        manifest, flat = self._current()
        behind = manifest.content != self.table.content()
        return State(self.encoder, self.dimension, self.table.count(), len(flat), behind)

    def close(self) -> None:
        with self._lock:
            self._loaded = None

    def _current(self) -> tuple[Manifest, Flat]:
        """The index in use, loaded anew when another one was published."""
        with self._lock:
            for _ in range(SWAPS):
                found = generation.current(self.folder)
                if found is None and not self.table.count():
                    return _nothing(self.encoder, self.dimension, self.table.content())
                manifest = self._checked(found)
                if self._loaded and self._loaded[0] == manifest:
                    return self._loaded
                try:
                    content = generation.read(self.folder, manifest)
                except Mismatch:
                    if generation.current(self.folder) == manifest:
                        raise
                    continue
                self._loaded = manifest, Flat.load(content)
                return self._loaded
        raise Unavailable(f"{self.folder}: the index is being replaced over and over; try again in a moment")

    def _checked(self, manifest: Manifest | None) -> Manifest:
        """The manifest, if this encoder and this knowledge base are the ones it was built with."""
        if manifest is None:
            raise Mismatch(f"{self.folder}: no index yet; run `svarbasen ingest` or `svarbasen rebuild`")
        if (manifest.encoder, manifest.dimension) != (self.encoder, self.dimension):
            raise Mismatch(
                f"{self.folder}: the index was built with encoder {manifest.encoder} ({manifest.dimension}"
                f" numbers), but {self.encoder} ({self.dimension}) is configured; configure the first, or run"
                " `svarbasen rebuild` and restart a running `serve`"
            )
        if not (self._loaded and self._loaded[0] == manifest) and not self.table.recorded(manifest.content):
            raise Mismatch(
                f"{self.folder}: the index was not built from this knowledge base; run `svarbasen rebuild`"
            )
        return manifest

    def faults(self) -> list[str]:
        """One line for each thing in the index that does not agree with the stored passages."""
        try:
            _, flat = self._current()
        except (Mismatch, Unavailable) as error:
            return [str(error)]
        if self.state().behind or self.table.wordless():
            return [f"{self.folder}: the index is behind the knowledge base; run `svarbasen rebuild`"]
        if missing := self.table.missing():
            return [f"{len(missing)} letters are not in the index; run `svarbasen rebuild`"]
        return [
            f"{self.folder}: {passage.id} is not found by its own vector; run `svarbasen rebuild`"
            for passage in self.table.scan()
            if not _finds(flat, passage.row, np.frombuffer(passage.vector, dtype="<f4"))
        ]


def _nothing(encoder: str, dimension: int, content: str) -> tuple[Manifest, Flat]:
    """The index of an empty knowledge base, which needs no file."""
    manifest = Manifest(generation.FORMAT, "", "", encoder, dimension, 0, content, "")
    return manifest, Flat.build([], np.zeros((0, dimension), dtype=np.float32))


def _finds(flat: Flat, row: int, vector: Vector) -> bool:
    """Is a passage, or one that says the same, the nearest to its own vector?"""
    found = flat.search(np.asarray(vector, dtype=np.float32), 2)
    return bool(found) and (found[0][0] == row or found[0][1] - 1.0 > -0.01)

"""The built-in engine: FAISS for vectors, posting lists for words and facets, over the passages in SQLite.

Passages put or dropped take effect in the next search of every process; publishing moves them into the files.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

from index.engine import generation
from index.engine.backend import State
from index.engine.build import Former, build
from index.engine.dense import EXACT, Nearest
from index.engine.generation import Manifest
from index.engine.postings import Postings
from index.engine.view import Segment, View, matrix
from index.filters import Where
from index.vectors import Matrix, Vector
from kb.errors import Mismatch, Unavailable
from kb.passages import Edition, Entry, Passages, Stored

SWAPS = 3
"""Attempts of a reader whose index is swapped while it loads."""

MOST_SEGMENTS = 8
"""With more segments than this, the segments added later are loaded again as one."""

CHECKED = 500
"""Passages that `faults` searches by their own vectors, words and facets."""

ALIKE = 0.97
"""A passage with at least this cosine may have the same text; an IVF index is off by about .01."""

VECTORS, WORDS, FACETS = "vectors.faiss", "words.npz", "facets.npz"


class Embedded:
    """An `index.engine.backend.Backend` over one folder and one municipality's passages of one encoder."""

    def __init__(self, passages: Passages, parent: Path) -> None:
        self.passages = passages
        self.folder = parent / generation.folder_name(passages.municipality, passages.encoder)
        self.encoder = passages.encoder
        self.dimension = passages.dimension
        self._lock = threading.Lock()
        self._loaded: View | None = None

    def put(self, entries: Sequence[Entry]) -> None:
        self.passages.put(entries)

    def drop(self, ids: Sequence[str]) -> None:
        self.passages.drop(ids)

    def publish(self) -> None:
        """Write new files and swap them in, unless the index is up to date.

        The same for indexes of other encoders, since forgotten letters must leave all files.
        """
        self._bring_up()
        parent = self.folder.parent
        for other in (Embedded(passages, parent) for passages in self.passages.others()):
            if other.folder.is_dir():
                other._bring_up()
        known = (generation.folder_name(*owner) for owner in self.passages.owners())
        generation.sweep_others(parent, {self.folder.name, *known})

    def _bring_up(self) -> None:
        view = self._sound()
        if view is None or view.behind or not view.manifest.files:
            self._publish(view)
        generation.sweep(self.folder)

    def _sound(self) -> View | None:
        """The current view; None if the index is unusable and must be built from scratch."""
        try:
            return self._view()
        except Mismatch:
            return None

    def _publish(self, view: View | None) -> None:
        """Build a new generation and swap it in."""
        with self.passages.snapshot():
            edition, gone = self.passages.edition(), np.array(self.passages.gone(), np.int64)
            built = build(self.passages, self._former(view), gone)
        # recorded before the swap, for readers reject an index whose stamp is not recorded
        self.passages.record(edition.stamp, generation.stamp(self.folder))
        segment = built.segment
        manifest = Manifest(
            encoder=self.encoder,
            dimension=self.dimension,
            kind=built.kind,
            count=len(segment.rows),
            last=max(int(segment.rows[-1]) if len(segment.rows) else 0, view.manifest.last if view else 0),
            recall=built.recall,
            stamp=edition.stamp,
        )
        saves = {VECTORS: segment.vectors.save, WORDS: segment.words.save, FACETS: segment.facets.save}
        generation.publish(self.folder, saves, manifest)
        self.passages.settle(gone.tolist())

    def _former(self, view: View | None) -> Former | None:
        if view is None or not view.manifest.files:
            return None
        copy = Nearest.load(generation.checked(self.folder, view.manifest, VECTORS))
        return Former(view.segments[0], copy, view.manifest.kind, view.manifest.last)

    def dense(self, vector: Vector, limit: int, where: Where = ()) -> list[tuple[int, float]]:
        return self._view().dense(vector, limit, where)

    def lexical(self, terms: Sequence[str], limit: int, where: Where = ()) -> list[tuple[int, float]]:
        return self._view().lexical(terms, limit, where)

    def matches(self, terms: Sequence[str], rows: Sequence[int]) -> Matrix:
        return self._view().matches(terms, rows)

    def get(self, rows: Sequence[int]) -> tuple[list[int], list[str], Matrix]:
        stored = self.passages.families(rows)
        vectors = matrix([passage.vector for passage in stored], self.dimension)
        return [passage.row for passage in stored], [passage.id for passage in stored], vectors

    def known(self, terms: Sequence[str]) -> dict[str, int]:
        return self._view().known(terms)

    def vocabulary(self) -> Mapping[str, int]:
        return self._view().vocabulary

    def tokens(self, rows: Sequence[int]) -> dict[int, bytes]:
        return self.passages.tokens(rows)

    def size(self) -> int:
        return self._view().size

    def state(self) -> State:
        view = self._view()
        counts = view.edition.passages, view.size, view.qas
        return State(self.encoder, self.dimension, *counts, view.behind, view.waiting)

    def close(self) -> None:
        with self._lock:
            self._loaded = None

    def _view(self) -> View:
        """The current view; what has changed is loaded again. Raises Mismatch, or Unavailable after SWAPS."""
        with self._lock:
            for _ in range(SWAPS):
                manifest = generation.current(self.folder)
                loaded = self._loaded
                if loaded and loaded.manifest == manifest and loaded.edition == self.passages.edition():
                    return loaded
                try:
                    view = self._read(manifest)
                except Mismatch:
                    if generation.current(self.folder) == manifest:
                        raise
                    continue
                if generation.current(self.folder) == manifest:
                    self._loaded = view
                    return view
        raise Unavailable(f"{self.folder}: the index is being replaced over and over; try again in a moment")

    def _read(self, found: Manifest | None) -> View:
        """The view of a manifest and of what was added and dropped since, in one snapshot."""
        with self.passages.snapshot():
            edition, gone = self.passages.edition(), np.array(self.passages.gone(), np.int64)
            manifest = self._checked(found, edition)
            return View(manifest, edition, self._segments(manifest), gone, len(self.passages.waiting()))

    def _checked(self, found: Manifest | None, edition: Edition) -> Manifest:
        """The manifest, empty without passages. Raises Mismatch if it is of another encoder or base."""
        serving = self.passages.serving()
        if serving and serving.encoder != self.encoder:
            raise Mismatch(
                f"{self.folder}: the index was built with encoder {serving.encoder} ({serving.dimension}"
                f" numbers), but {self.encoder} ({self.dimension}) is configured; configure the first, or run"
                " `svarbasen rebuild`"
            )
        if found is None and not edition.passages:
            return Manifest(self.encoder, self.dimension, EXACT, 0, 0, 1.0, edition.stamp)
        if found is None:
            raise Mismatch(f"{self.folder}: no index yet; run `svarbasen ingest` or `svarbasen rebuild`")
        if (found.encoder, found.dimension) != (self.encoder, self.dimension):
            raise Mismatch(f"{self.folder}: the index is of {found.encoder}; run `svarbasen rebuild`")
        if not (self._loaded and self._loaded.manifest == found) and not self.passages.recorded(found.stamp):
            raise Mismatch(
                f"{self.folder}: the index was not built from this knowledge base; run `svarbasen rebuild`"
            )
        return found

    def _segments(self, manifest: Manifest) -> tuple[Segment, ...]:
        """The published segment and those added later; segments already loaded are reused."""
        loaded = self._loaded
        segments = loaded.segments if loaded and loaded.manifest == manifest else (self._published(manifest),)
        if len(segments) > MOST_SEGMENTS:
            segments = segments[:1]
        last = max(manifest.last, *(int(segment.rows[-1]) for segment in segments if len(segment.rows)), 0)
        later = Segment.later(self.passages, last)
        return (*segments, later) if len(later.rows) else segments

    def _published(self, manifest: Manifest) -> Segment:
        if not manifest.files:
            return Segment(Nearest.without(self.dimension), Postings.build(()), Postings.build(()))
        vectors, words, facets = (
            generation.checked(self.folder, manifest, name) for name in (VECTORS, WORDS, FACETS)
        )
        return Segment(Nearest.load(vectors), Postings.load(words), Postings.load(facets))

    def faults(self) -> list[str]:
        """One line for each disagreement with the stored passages.

        All rows are compared; about CHECKED passages, evenly spread, are searched by their own content.
        """
        try:
            view = self._view()
        except (Mismatch, Unavailable) as error:
            return [str(error)]
        if view.behind or self.passages.wordless():
            return [f"{self.folder}: the index is behind the knowledge base; run `svarbasen rebuild`"]
        if missing := self.passages.missing():
            return [f"{len(missing)} letters are not in the index; run `svarbasen rebuild`"]
        rows = self.passages.rows()
        if rows != view.rows.tolist():
            return [f"{self.folder}: the index holds other passages; run `svarbasen rebuild`"]
        return [
            f"{self.folder}: {passage.id} is not found by its own {lost}; run `svarbasen rebuild`"
            for passage in self.passages.get(rows[:: len(rows) // CHECKED + 1])
            for lost in self._lost(view, passage)
        ]

    def _lost(self, view: View, passage: Stored) -> Iterator[str]:
        """Which of its own vector, facets and words a passage is not found by."""
        if passage.vector:
            nearest = view.dense(np.frombuffer(passage.vector, dtype="<f4"), 1)
            if not nearest or (nearest[0][0] != passage.row and nearest[0][1] < ALIKE):
                yield "vector"
        (segment,) = (segment for segment in view.segments if passage.row in segment.facets)
        if not segment.facets.agrees(passage.row, passage.facets):
            yield "facets"
        bag = self.passages.bags([passage.row]).get(passage.row, ())
        if passage.row in segment.words and not segment.words.agrees(passage.row, bag):
            yield "words"

"""Bringing the index up to date with the letters: letter by letter, so that a killed run goes on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from index.backend import Backend
from index.encode import Encoder
from index.lexical import terms
from index.passages import VERSION, Passage, passages
from index.vectors import to_bytes
from kb.model import Letter
from kb.passages import Entry, PassageTable
from kb.store import Store

BATCH = 64
"""Passages embedded, and put, at a time; whole letters, so a batch may be larger."""

Progress = Callable[[int, int], None]
"""Called with (letters done, letters in all)."""


def identity(encoder: Encoder) -> str:
    """What an index must have been built with: the encoder, and our way of making passages."""
    return f"{encoder.identity}, {VERSION}"


def update(
    store: Store, table: PassageTable, backend: Backend, encoder: Encoder, progress: Progress | None = None
) -> int:
    """Embed the letters that have no passages yet, publish, and say how many passages were made."""
    missing = table.missing(identity(encoder))
    made = done = 0
    for letters in _batches(store, missing, encoder):
        found = [passage for _, own in letters for passage in own]
        backend.put(entries(found, encoder))
        made, done = made + len(found), done + len(letters)
        if progress:
            progress(done, len(missing))
    backend.publish()
    return made


def rebuild(
    store: Store, table: PassageTable, backend: Backend, encoder: Encoder, progress: Progress | None = None
) -> int:
    """As `update`, after dropping passages of other encoders and those whose letters read differently now."""
    backend.drop(table.others(identity(encoder)))
    known = table.digests(identity(encoder))
    wanted = {
        p.id: p.digest for letter in store.letters() for p in passages(letter, encoder.length, encoder.limit)
    }
    stale = {letter_of(id) for id in known.keys() | wanted.keys() if known.get(id) != wanted.get(id)}
    backend.drop([id for id in known if letter_of(id) in stale])
    return update(store, table, backend, encoder, progress)


def letter_of(passage: str) -> str:
    """The letter of a passage id, which is `letter.number/window`."""
    return passage.rpartition("/")[0].rpartition(".")[0]


def _batches(
    store: Store, ids: Sequence[str], encoder: Encoder
) -> Iterator[list[tuple[Letter, list[Passage]]]]:
    """Letters with their passages, about BATCH passages at a time."""
    batch: list[tuple[Letter, list[Passage]]] = []
    for id in ids:
        letter = store.letter(id)
        batch.append((letter, list(passages(letter, encoder.length, encoder.limit))))
        if sum(len(own) for _, own in batch) >= BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def entries(found: Sequence[Passage], encoder: Encoder) -> list[Entry]:
    """Passages with their terms and vectors."""
    vectors = encoder.documents([passage.text for passage in found])
    return [
        Entry(p.id, p.letter, p.qa, p.digest, tuple(terms(p.words, encoder.pieces)), to_bytes(vector))
        for p, vector in zip(found, vectors, strict=True)
    ]

"""Bringing the index up to date with the letters: letter by letter, so that a killed run goes on."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import suppress

from index.encoder.encode import Encoder
from index.encoder.mean_vector import NAME, centres
from index.encoder.tokens import pack
from index.engine.backend import Backend
from index.passages import VERSION, Passage, passages
from index.progress import Progress, silent
from index.vectors import to_bytes
from index.words.danish import terms
from kb.errors import NotFound, Tampered
from kb.ids import is_large, letter_of
from kb.model import Letter
from kb.passages import Entry, Passages
from kb.store import Store

MADE = f"{VERSION} {NAME}"
"""How passages are made: the other part of an index's identity."""

BATCH = 64
"""Passages embedded, and put, at a time; whole letters, so a batch may be larger."""

_log = logging.getLogger("svarbasen")


def identity(encoder: Encoder) -> str:
    """What an index must have been built with: the encoder, and our way of making passages."""
    return f"{encoder.identity}, {MADE}"


def update(
    store: Store,
    stored: Passages,
    backend: Backend,
    encoder: Encoder,
    progress: Progress = silent,
    spec: str = "",
) -> int:
    """Embed the letters that have no passages yet, publish, and say how many passages were made.

    Passages of another encoder stay beside, and are searched, until the new index is in use. A run that was
    killed goes on where it ended. `spec` is how the encoder is configured.
    """
    missing = stored.missing()
    made = done = 0
    for letters in _batches(store, missing, encoder):
        found = [passage for own in letters for passage in own]
        backend.put(entries(found, encoder))
        made, done = made + len(found), done + len(letters)
        progress(done, len(missing))
    backend.publish()
    stored.serve(spec)
    backend.publish()
    return made


def rebuild(
    store: Store,
    stored: Passages,
    backend: Backend,
    encoder: Encoder,
    progress: Progress = silent,
    spec: str = "",
) -> int:
    """As `update`, after dropping the passages of letters that read differently now, or lost their terms."""
    known = stored.digests()
    wanted = {
        passage.id: passage.digest
        for letter in _readable(store, store.ids())
        for passage in _passages(letter, encoder)
    }
    wordless = stored.wordless()
    stale = {letter_of(id) for id in known.keys() | wanted.keys() if known.get(id) != wanted.get(id)}
    backend.drop([id for id in known if letter_of(id) in stale or wordless])
    return update(store, stored, backend, encoder, progress, spec)


def _batches(store: Store, ids: Sequence[str], encoder: Encoder) -> Iterator[list[list[Passage]]]:
    """The passages of each letter, about BATCH at a time."""
    batch: list[list[Passage]] = []
    for letter in _readable(store, ids):
        batch.append(_passages(letter, encoder))
        if sum(map(len, batch)) >= BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _readable(store: Store, ids: Sequence[str]) -> Iterator[Letter]:
    """The letters that are as they were read. The others are logged and passed over: `verify` names them."""
    for id in ids:
        with suppress(NotFound):
            try:
                yield store.letter(id)
            except Tampered as error:
                _log.warning("%s", error)


def entries(found: Sequence[Passage], encoder: Encoder) -> list[Entry]:
    """Passages with their terms, facets and vectors; the small windows with those of their tokens too."""
    centre = centres(encoder).passages if found else None
    return [
        Entry(
            passage.id,
            passage.letter,
            passage.qa,
            passage.digest,
            terms(passage.words, encoder.pieces),
            to_bytes(encoded.vector),
            passage.facets,
            b"" if is_large(passage.id) or centre is None else pack(encoded.tokens, centre),
        )
        for passage, encoded in zip(found, encoder.encoded([passage.text for passage in found]), strict=True)
    ]


def of_letter(letter: Letter, encoder: Encoder) -> list[Entry]:
    """The passages of one letter, ready to be put."""
    return entries(_passages(letter, encoder), encoder)


def _passages(letter: Letter, encoder: Encoder) -> list[Passage]:
    return list(passages(letter, encoder.length, encoder.limit))

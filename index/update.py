"""Brings the index up to date with the letters, in batches, so that a killed run can be resumed."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace

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
"""The version of our passages: with the encoder, it identifies an index."""

BATCH = 64
"""Passages embedded and stored at a time; a batch of several letters is of whole ones, and may be larger."""

LONG = 256
"""A letter with more passages than this, of some 25 pages, is searched by words before it is embedded."""

MOST_ROWS = 10_000
"""Passages fetched at a time."""

_log = logging.getLogger("svarbasen")


def identity(encoder: Encoder) -> str:
    """The identity of an index: the encoder, and the version of our passages."""
    return f"{encoder.identity}, {MADE}"


def update(
    store: Store,
    stored: Passages,
    backend: Backend,
    encoder: Encoder,
    progress: Progress = silent,
    spec: str = "",
) -> int:
    """Embed the letters that have no passages yet, and publish; returns the number of passages embedded.

    Long letters are searched by words first, and get their vectors last. The index of another encoder is
    searched until the new one is complete. `spec` is the configuration of the encoder. `progress` is over
    letters, then over the passages of long letters.
    """
    missing = stored.missing()
    made = done = 0
    for letters in _batches(store, missing, encoder):
        found = [entry for own in letters for entry in at_once(own, encoder)]
        backend.put(found)
        made, done = made + sum(bool(entry.vector) for entry in found), done + len(letters)
        progress(done, len(missing))
    if waiting := stored.waiting():
        backend.publish()  # what waits is found by words
        done = 0
        progress(0, len(waiting))
        for count in _embedded(store, stored, backend, encoder, waiting):
            made, done = made + count, done + count
            progress(done, len(waiting))
    backend.publish()  # the new index is complete before it is served
    stored.serve(spec)
    backend.publish()  # removes the files of the encoder served before
    return made


def _embedded(
    store: Store, stored: Passages, backend: Backend, encoder: Encoder, waiting: Sequence[int]
) -> Iterator[int]:
    """Give the passages of these rows their vectors, BATCH at a time; yields how many are kept each time."""
    parts = (waiting[at : at + MOST_ROWS] for at in range(0, len(waiting), MOST_ROWS))
    ids = {passage.id for part in parts for passage in stored.get(part)}
    for letter in _readable(store, sorted(set(map(letter_of, ids)))):
        found = [passage for passage in _passages(letter, encoder) if passage.id in ids]
        for at in range(0, len(found), BATCH):
            batch = found[at : at + BATCH]
            backend.put(entries(batch, encoder))
            yield len(batch)


def rebuild(
    store: Store,
    stored: Passages,
    backend: Backend,
    encoder: Encoder,
    progress: Progress = silent,
    spec: str = "",
) -> int:
    """As `update`, after dropping the passages of letters whose passages changed or lost their terms."""
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
    """The passages of each letter, in batches of about BATCH."""
    batch: list[list[Passage]] = []
    for letter in _readable(store, ids):
        batch.append(_passages(letter, encoder))
        if sum(map(len, batch)) >= BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _readable(store: Store, ids: Sequence[str]) -> Iterator[Letter]:
    """The letters that pass verification. The others are logged and skipped; `verify` names them."""
    for id in ids:
        with suppress(NotFound):
            try:
                yield store.letter(id)
            except Tampered as error:
                _log.warning("%s", error)


def at_once(found: Sequence[Passage], encoder: Encoder) -> list[Entry]:
    """The entries of a letter's passages; those of a long letter wait for their vectors."""
    return entries(found, encoder) if len(found) <= LONG else [_entry(passage, encoder) for passage in found]


def entries(found: Sequence[Passage], encoder: Encoder) -> list[Entry]:
    """Passages with their terms, facets and vectors; small windows also with their packed token vectors."""
    centre = centres(encoder).passages if found else None
    return [
        replace(
            _entry(passage, encoder),
            vector=to_bytes(encoded.vector),
            tokens=b"" if is_large(passage.id) or centre is None else pack(encoded.tokens, centre),
        )
        for passage, encoded in zip(found, encoder.encoded([passage.text for passage in found]), strict=True)
    ]


def _entry(passage: Passage, encoder: Encoder) -> Entry:
    """A passage without vectors."""
    words = terms(passage.words, encoder.pieces)
    return Entry(passage.id, passage.letter, passage.qa, passage.digest, words, b"", passage.facets)


def of_letter(letter: Letter, encoder: Encoder) -> list[Entry]:
    """The entries of one letter; those of a long one wait for their vectors."""
    return at_once(_passages(letter, encoder), encoder)


def _passages(letter: Letter, encoder: Encoder) -> list[Passage]:
    return list(passages(letter, encoder.length, encoder.limit))

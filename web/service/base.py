"""An opened knowledge base: the one place where letters, encoder and index meet."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from index import update
from index.answer.reranking import load_reranker
from index.answer.search import Finder
from index.encoder import encode
from index.encoder.encode import Encoder, EncoderChoice
from index.engine.backend import Backend
from index.progress import Progress, silent
from index.vectors import one_thread
from ingest.document import Attachment
from ingest.letter.parse import named
from ingest.privacy import cpr
from ingest.privacy import letters as privacy
from ingest.redact import redact
from ingest.relations.relations import Relations
from ingest.sandbox.readers import Readers
from kb import config
from kb.config import Config
from kb.errors import NotFound, Tampered, Unavailable, Unreadable
from kb.ids import file_of
from kb.model import Letter, Note
from kb.notes import Code
from kb.passages import Passages
from kb.store import Source, Store
from web.service import seams
from web.service.finding import Finding
from web.service.lock import writing
from web.service.seams import Engines

SERVING = 1
"""Batches of passages embedded in parallel while users wait for answers."""

BULK = min(os.cpu_count() or 1, 4)
"""Batches embedded in parallel when letters are read in bulk: one per core, at most 4 to limit memory."""


class _Undone(Exception):
    """Raised at the end of a rehearsal to roll its unit of work back."""


@dataclass(frozen=True, slots=True)
class Base:
    """The opened parts of the knowledge base in one data folder."""

    config: Config
    store: Store
    passages: Passages
    encoder: Encoder
    backend: Backend
    relations: Relations
    finding: Finding

    @property
    def finder(self) -> Finder:
        """The finder of the index in use."""
        return self.finding.now()

    @property
    def _parts(self) -> tuple[Store, Passages, Backend, Encoder]:
        return self.store, self.passages, self.backend, self.encoder

    def looking_twice(self, name: str) -> Base:
        """A copy with another reranker."""
        reranker = load_reranker(name, self.store, self.backend, self.encoder)
        finder = Finder(self.store, self.backend, self.encoder, reranker)
        return replace(self, finding=self.finding.over(finder))

    @contextmanager
    def changing(self) -> Iterator[None]:
        """Hold the write lock for many changes; what they delete is erased from disk once, at the end."""
        with writing(self.config.lock), self.store.erasing_at_end():
            yield

    @contextmanager
    def rehearsing(self) -> Iterator[None]:
        """Roll all changes inside back at the end."""
        with suppress(_Undone), self.changing(), self.store.unit_of_work():
            yield
            raise _Undone

    def keep(
        self, source: Source, letters: Sequence[Letter], held: Sequence[str] = (), *, embed: bool = True
    ) -> None:
        """Store the letters of a file with their passages in one unit of work: readers see the old or the
        new.

        If the index of the previous encoder is still in use, passages for it are stored too. `held`: places
        of CPR numbers; held letters get no passages until they are released or redacted.
        """
        searched = letters if embed and not held else ()
        finders = [each for each in (self.finding.configured, self.finding.before()) if each]
        entries = [
            [entry for letter in searched for entry in update.of_letter(letter, each.encoder)]
            for each in finders
        ]
        with self.store.unit_of_work():
            self.store.put(source, letters, held)
            for finder, own in zip(finders, entries, strict=True):
                finder.backend.put(own)

    def relate(self) -> None:
        """Update the relations between letters: their references, and which look alike."""
        self.relations.update()

    def update(self, progress: Progress = silent) -> int:
        """Embed letters that lack passages, and publish the index; returns the number of new passages."""
        self.passages.drop_unsearched()
        return update.update(*self._parts, progress, choice(self.config).json)

    def rebuild(self, progress: Progress = silent) -> int:
        """Rebuild the index from the letters; returns the number of passages made.

        First reads letters again from their stored files if an earlier version read them, or if they fail
        verification.
        """
        with self.changing():
            with Readers() as readers:
                for id in self.store.faulty():
                    with suppress(NotFound, Tampered, Unreadable):  # `verify` names what is left
                        self.reread(id, readers)
            self.relate()
            self.passages.drop_unsearched()
            return update.rebuild(*self._parts, progress, choice(self.config).json)

    def reread(self, id: str, readers: Readers) -> None:
        """Read the stored file of a letter again with this version; forgotten letters stay forgotten."""
        source, known = self.store.of_file(id)
        reading = readers.read(source.content, source.name)
        found = named(reading.letters, file_of(known[0].id), source.name)
        tombs = self.store.tombs(source.sha256)
        letters = [letter for letter in found if letter.id not in tombs]
        self.keep(source, letters, guarded(letters) + self.withheld(reading.attachments))

    def withheld(self, attachments: Iterable[Attachment]) -> tuple[str, ...]:
        """A line for each attachment that is held back, for then its message must be held back too."""
        return tuple(
            f"attached, {cpr.masked(attachment.name)}"
            for attachment in attachments
            if self.store.withheld(hashlib.sha256(attachment.content).hexdigest())
            or cpr.find(attachment.name)
        )

    def redact(self, id: str) -> int:
        """Remove CPR numbers permanently from a file and its letters, and show them; returns their count."""
        with self.changing():
            source, letters = self.store.of_file(id)
            findings = sum(
                finding.field == "line" for letter in letters for finding in privacy.of_letter(letter)
            )
            if not guarded(letters) and id not in {held.id for held in self.store.held()}:
                raise NotFound(f"{id}: expected a letter with CPR numbers, found none in it")
            content, media_type = redact.redacted_source(source.content, source.media_type, letters)
            name = str(PurePath(source.name).with_suffix(".pdf" if media_type == redact.PDF else ".txt"))
            shown = [_without(redact.redacted(letter), name) for letter in letters]
            self.store.redact(id, shown, content, media_type)
            self.relate()
            self.update()
        self._expect_erased(f"{id}: redacted", "the numbers")
        return findings

    def _expect_erased(self, done: str, what: str) -> None:
        """Raises Unavailable if deleted data is not erased from disk yet; `done` says what was done."""
        if not self.store.erased():
            raise Unavailable(
                f"{done}, but another process still reads the state before; {what} leave the log when that"
                " ends and `svarbasen verify` is run"
            )

    def release(self, id: str) -> None:
        """Release the letters of a file although CPR numbers seem to stand in them."""
        with self.changing():
            self.store.release(id)
            self.relate()
            self.update()

    def decide(self, one: str, other: str, preferred: str | None) -> None:
        """Decide about two letters that look alike: search only the preferred one, or both (None)."""
        with self.changing():
            self.store.likeness.decide(one, other, preferred)
            self.relate()
            self.update()

    def forget(self, letter: str) -> None:
        """Remove a letter everywhere: rows, vectors, index and source file."""
        with writing(self.config.lock):
            self.store.forget(letter)
            try:
                self.backend.publish()
            finally:
                self.relate()
        self._expect_erased(f"{letter}: forgotten", "its words")

    def verify(self) -> list[str]:
        """One line for each fault in the store or the index, and one if passages wait for their vectors."""
        return [*self.store.verify(), *self.backend.faults(), *self._waiting()]

    def _waiting(self) -> Iterator[str]:
        if waiting := len(self.passages.waiting()):
            yield (
                f"{waiting} passages wait for their vectors and are found by words alone; the next `svarbasen"
                " ingest` or `svarbasen rebuild` goes on with them"
            )

    def close(self) -> None:
        """Close files and connections."""
        self.backend.close()
        self.store.close()


def _without(letter: Letter, file: str) -> Letter:
    """A redacted letter under the name of its new file, with a note that says so."""
    notes = (note for note in letter.notes if note.code is not Code.CPR_BESIDE_TEXT)
    return replace(letter, file=file, notes=(*notes, Note(Code.CPR_REMOVED)))


def guarded(letters: Sequence[Letter]) -> tuple[str, ...]:
    """The places of CPR numbers in letters, a line each, without the numbers."""
    in_text = (
        f"{finding}, confirmed" if finding.confirmed else str(finding)
        for letter in letters
        for finding in privacy.of_letter(letter)
    )
    notes = (note for letter in letters for note in letter.notes)
    return (*in_text, *(str(note.named["where"]) for note in notes if note.code is Code.CPR_BESIDE_TEXT))


def open_base(data: Path, encoder: Encoder | None = None, threads: int = SERVING) -> Base:
    """Open the knowledge base of a data folder; created if there is none.

    `encoder` replaces the configured one; `threads` are the encoder's: SERVING, or BULK to read many letters.
    """
    one_thread()
    settings = config.load(data)
    encoder = encoder or encode.load(choice(settings), threads=threads)
    return base_over(seams.open_store(settings), seams.engines(settings), encoder, settings)


def base_over(store: Store, engines: Engines, encoder: Encoder, settings: Config) -> Base:
    """A knowledge base over any store and engine."""
    passages = store.passages(update.identity(encoder), encoder.dimension)
    backend = engines(passages)
    reranker = load_reranker(settings.reranker, store, backend, encoder)
    finding = Finding(Finder(store, backend, encoder, reranker), passages, engines, settings.reranker)
    _tidy(settings, passages, backend)
    return Base(settings, store, passages, encoder, backend, Relations(store), finding)


def _tidy(settings: Config, passages: Passages, backend: Backend) -> None:
    """Remove dropped passages that a killed process left in the index, unless another process is writing."""
    if passages.gone():
        with suppress(Unavailable), writing(settings.lock):
            backend.publish()


def choice(settings: Config) -> EncoderChoice:
    """The configured encoder."""
    return EncoderChoice(settings.encoder, settings.query_prompt, settings.passage_prompt)

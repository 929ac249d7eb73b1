"""A knowledge base opened: the one place where letters, encoder and index meet."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from index import update
from index.answer.reranking import second_look
from index.answer.search import Finder
from index.encoder import encode
from index.encoder.encode import Choice, Encoder
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
"""Batches of passages embedded at once where people wait for answers."""

BULK = min(os.cpu_count() or 1, 4)
"""Batches at once where letters are read in bulk: one a core, while memory allows."""


class _Undone(Exception):
    """Ends a rehearsal."""


@dataclass(frozen=True, slots=True)
class Base:
    """Everything that stands behind one data folder."""

    config: Config
    store: Store
    passages: Passages
    encoder: Encoder
    backend: Backend
    relations: Relations
    finding: Finding

    @property
    def finder(self) -> Finder:
        """What answers questions with the index in use."""
        return self.finding.now()

    @property
    def _parts(self) -> tuple[Store, Passages, Backend, Encoder]:
        return self.store, self.passages, self.backend, self.encoder

    def looking_twice(self, name: str) -> Base:
        """The same, with another second look."""
        second = second_look(name, self.store, self.backend, self.encoder)
        finder = Finder(self.store, self.backend, self.encoder, second)
        return replace(self, finding=self.finding.over(finder))

    @contextmanager
    def changing(self) -> Iterator[None]:
        """The one writer, for many changes; what they delete is erased after the last."""
        with writing(self.config.lock), self.store.erasing_at_end():
            yield

    @contextmanager
    def rehearsing(self) -> Iterator[None]:
        """All changes inside are undone at the end."""
        with suppress(_Undone), self.changing(), self.store.unit_of_work():
            yield
            raise _Undone

    def keep(
        self, source: Source, letters: Sequence[Letter], held: Sequence[str] = (), *, embed: bool = True
    ) -> None:
        """Keep the letters of a file with their passages: a reader finds the old ones or the new.

        Where another encoder's index is still in use, its passages are kept too.

        `held`: where CPR numbers stand; such letters get no passages until a keeper lets them be seen.
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
        """See anew how the letters lean on each other, and which look alike."""
        self.relations.update()

    def update(self, progress: Progress = silent) -> int:
        """Embed what is to be searched and not yet embedded, and publish; the number of passages made."""
        self.passages.drop_unsearched()
        return update.update(*self._parts, progress, choice(self.config).json)

    def rebuild(self, progress: Progress = silent) -> int:
        """Make the index anew from the letters; the number of passages made.

        Letters that an earlier version read, or that are not as they were read, are read again from their
        stored files first.
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
        """Read the stored file of a letter again, as this version reads it; the forgotten stay forgotten."""
        source, known = self.store.of_file(id)
        reading = readers.read(source.content, source.name)
        found = named(reading.letters, file_of(known[0].id), source.name)
        tombs = self.store.tombs(source.sha256)
        letters = [letter for letter in found if letter.id not in tombs]
        self.keep(source, letters, guarded(letters) + self.withheld(reading.attachments))

    def withheld(self, attachments: Iterable[Attachment]) -> tuple[str, ...]:
        """A line for each file that may not be seen and whose bytes a message holds too."""
        return tuple(
            f"attached, {cpr.masked(attachment.name)}"
            for attachment in attachments
            if self.store.withheld(hashlib.sha256(attachment.content).hexdigest())
            or cpr.find(attachment.name)
        )

    def redact(self, id: str) -> int:
        """Take CPR numbers out of a file and its letters for good, and show them; how many were found."""
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
        """Raises Unavailable where something is done, but what was deleted is not erased yet."""
        if not self.store.erased():
            raise Unavailable(
                f"{done}, but another process still reads the state before; {what} leave the log when that"
                " ends and `svarbasen verify` is run"
            )

    def release(self, id: str) -> None:
        """Show the letters of a file, whatever was found in them."""
        with self.changing():
            self.store.release(id)
            self.relate()
            self.update()

    def decide(self, one: str, other: str, preferred: str | None) -> None:
        """Of two letters that look alike, search the preferred one alone, or both."""
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
        """One line for each thing that is not as it should be."""
        return [*self.store.verify(), *self.backend.faults()]

    def close(self) -> None:
        """Let go of files and connections."""
        self.backend.close()
        self.store.close()


def _without(letter: Letter, file: str) -> Letter:
    """A redacted letter under its new file's name, which holds only what is shown."""
    notes = (note for note in letter.notes if note.code is not Code.CPR_BESIDE_TEXT)
    return replace(letter, file=file, notes=(*notes, Note(Code.CPR_REMOVED)))


def guarded(letters: Sequence[Letter]) -> tuple[str, ...]:
    """Where CPR numbers stand in letters, a line each, without the numbers."""
    in_text = (
        f"{finding}, confirmed" if finding.confirmed else str(finding)
        for letter in letters
        for finding in privacy.of_letter(letter)
    )
    notes = (note for letter in letters for note in letter.notes)
    return (*in_text, *(str(note.named["where"]) for note in notes if note.code is Code.CPR_BESIDE_TEXT))


def open_base(data: Path, encoder: Encoder | None = None, threads: int = SERVING) -> Base:
    """Open the knowledge base of a data folder, made if it is not there.

    `encoder` replaces the configured one; `threads` are the encoder's, BULK where many letters are read.
    """
    one_thread()
    settings = config.load(data)
    encoder = encoder or encode.load(choice(settings), threads=threads)
    return base_over(seams.open_store(settings), seams.engines(settings), encoder, settings)


def base_over(store: Store, engines: Engines, encoder: Encoder, settings: Config) -> Base:
    """A knowledge base over any store and engine."""
    passages = store.passages(update.identity(encoder), encoder.dimension)
    backend = engines(passages)
    second = second_look(settings.reranker, store, backend, encoder)
    finding = Finding(Finder(store, backend, encoder, second), passages, engines, settings.reranker)
    _tidy(settings, passages, backend)
    return Base(settings, store, passages, encoder, backend, Relations(store), finding)


def _tidy(settings: Config, passages: Passages, backend: Backend) -> None:
    """Take out of the index what a killed process left in it, unless another one is writing."""
    if passages.gone():
        with suppress(Unavailable), writing(settings.lock):
            backend.publish()


def choice(settings: Config) -> Choice:
    """The encoder that is configured."""
    return Choice(settings.encoder, settings.query_prompt, settings.passage_prompt)

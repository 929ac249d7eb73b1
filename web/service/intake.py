"""Intake of files: they are read ahead in separate processes, and stored one at a time.

A bad file fails alone. An attachment is a file of its own, whose path is inside that of its message.
"""

from __future__ import annotations

import hashlib
import logging
import os
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path, PurePath

from index.progress import Progress, silent
from ingest import files
from ingest.document import Attachment
from ingest.files import FileEntry
from ingest.formats.read import media_type
from ingest.letter.parse import named
from ingest.privacy import cpr
from ingest.relations.relations import Pair
from ingest.sandbox.readers import Readers, Reading
from kb.dossier import WITHIN
from kb.errors import SvarbasenError
from kb.model import Letter, Note
from kb.notes import Code
from kb.store import Source, Store
from web.service.base import Base, guarded

_log = logging.getLogger("svarbasen")


@dataclass(frozen=True, slots=True)
class Read:
    """A file that was read, and the letters in it.

    `changed`: its path had other content before. `held`: places of CPR numbers, for which it is held back.
    """

    file: str
    letters: tuple[Letter, ...]
    changed: bool = False
    held: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unchanged:
    """A file whose content is already known; `copy_of` is another file with the same content, still there."""

    file: str
    copy_of: str | None = None


@dataclass(frozen=True, slots=True)
class Failed:
    """A file that could not be read, and why."""

    file: str
    error: str


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A file in a folder that is skipped, for its name says that it is no letter."""

    file: str


Outcome = Read | Unchanged | Failed | PassedOver


@dataclass(frozen=True, slots=True)
class _Job:
    """A file in the queue: either its outcome, or its source and its pending reading.

    `file` is its name in messages. `reading` is None if the content is already known.
    """

    file: str
    outcome: Outcome | None = None
    source: Source | None = None
    reading: Future[Reading] | None = None


def intake(
    base: Base, paths: Sequence[Path], reading: Progress = silent, embedding: Progress = silent
) -> list[Outcome]:
    """Read the files, store their letters, and bring the index up to date.

    `reading` is the progress over files, `embedding` over letters that a killed run left without passages.
    """
    with base.changing():
        outcomes = _read(base, paths, reading, embed=True)
        if any(isinstance(outcome, Read) for outcome in outcomes) or base.relations.unfinished():
            base.relate()
        base.update(embedding)
    return outcomes


def rehearse(
    base: Base, paths: Sequence[Path], reading: Progress = silent
) -> tuple[list[Outcome], list[Pair]]:
    """What `intake` would do, and the pairs that would look alike; runs without embedding and rolls back."""
    with base.rehearsing():
        outcomes = _read(base, paths, reading, embed=False)
        base.relate()
        pairs = base.relations.pairs()
    return outcomes, pairs


def _read(base: Base, paths: Sequence[Path], progress: Progress, *, embed: bool) -> list[Outcome]:
    found = list(files.walk(paths))
    with Readers() as readers:
        return list(_Intake(base, readers, embed).outcomes(found, progress))


@dataclass(frozen=True, slots=True)
class _Intake:
    """The intake of one run. `embed`: also make passages."""

    base: Base
    readers: Readers
    embed: bool

    def outcomes(self, found: Sequence[FileEntry], progress: Progress) -> Iterator[Outcome]:
        """The outcomes, in order of the files. One file more than there are readers is read ahead."""
        waiting = iter(found)
        ahead = deque(self._begun(each) for each in islice(waiting, self.readers.processes + 1))
        for done in range(1, len(found) + 1):
            yield from self._finished(ahead.popleft())
            ahead += [self._begun(each) for each in islice(waiting, 1)]
            progress(done, len(found))

    def _begun(self, found: FileEntry) -> _Job:
        """Start a file: its outcome if it is known at once, else its reading is submitted."""
        file = cpr.masked(files.shown(found.path))
        if found.passed_over:
            return _Job(file, PassedOver(file))
        if found.error:
            return _Job(file, Failed(file, found.error))
        try:
            content = files.load(found.path, file)
        except SvarbasenError as error:
            return _Job(file, Failed(file, str(error)))
        return self._submitted(file, files.shown(Path(os.path.realpath(found.path))), found.name, content)

    def _submitted(self, file: str, path: str, name: str, content: bytes) -> _Job:
        if cpr.find(name):
            return _Job(file, Failed(file, _names_a_person(file)))
        sha256 = hashlib.sha256(content).hexdigest()
        if self.base.store.holds(path, sha256):
            return _Job(file, Unchanged(file))
        source = Source(path, name, media_type(content), content, sha256)
        known = self.base.store.home(sha256) is not None
        return _Job(file, source=source, reading=None if known else self.readers.submit(content, file))

    def _finished(self, job: _Job) -> Iterator[Outcome]:
        """The outcomes of a file and its attachments. An unexpected error is logged; only this file fails."""
        if job.source is None:
            yield job.outcome or PassedOver(job.file)
            return
        try:
            outcomes = self._kept(job.file, job.source, job.reading)
        except SvarbasenError as error:
            yield Failed(job.file, str(error))
            return
        except Exception as error:
            _log.exception("%s", job.file)
            what = f"{type(error).__name__}: {error}".splitlines()[0]
            yield Failed(job.file, f"{job.file}: could not be read ({what}); report it with the file")
            return
        yield from outcomes

    def _attached(self, file: str, source: Source, attachment: Attachment) -> _Job:
        """Start an attachment as a file of its own."""
        return self._submitted(
            cpr.masked(f"{file}/{attachment.name}"),
            f"{source.path}{WITHIN}{attachment.name}",
            f"{source.name}/{attachment.name}",
            attachment.content,
        )

    def _kept(self, file: str, source: Source, reading: Future[Reading] | None) -> list[Outcome]:
        """Store the letters of a file and of its attachments, unless its content is already known."""
        store = self.base.store
        if (home := store.home(source.sha256)) is not None:
            copied = _settle(store, home, source)
            return [Unchanged(file, home if copied else None)]
        found = reading.result() if reading else self.readers.read(source.content, file)
        # attachments come first: the message holds their bytes, and is held back if one of them is
        inner = [
            outcome
            for attachment in found.attachments
            for outcome in self._finished(self._attached(file, source, attachment))
        ]
        changed, id = store.known(source.path), store.reserve(source.path, source.name)
        first, *others = named(found.letters, id, source.name)
        letters = (replace(first, notes=(*first.notes, *_unread(inner))), *others)
        held = guarded(letters) + self.base.withheld(found.attachments)
        self.base.keep(source, letters, held, embed=self.embed)
        store.prune(source.path, [attachment.name for attachment in found.attachments])
        return [Read(file, letters, changed, held), *inner]


def _names_a_person(file: str) -> str:
    return f"{file}: expected a name without personal numbers, found a CPR number; rename the file"


def _settle(store: Store, home: str, source: Source) -> bool:
    """Record known content under another path, as a copy or a moved file. Is it a copy?"""
    copied = home != source.path and Path(home.partition(WITHIN)[0]).exists()
    if copied:
        store.also(source)
    else:
        store.move(home, source)
    return copied


def _unread(outcomes: Iterable[Outcome]) -> tuple[Note, ...]:
    """A note on the message for each attachment that could not be read."""
    return tuple(
        Note(Code.ATTACHED_UNREADABLE, (PurePath(each.file).name,))
        for each in outcomes
        if isinstance(each, Failed)
    )

"""Files into a knowledge base: read ahead in processes of their own, kept one at a time.

A bad file costs itself alone. What is attached to a message is a file of its own, inside the message's path.
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

    `changed`: its path held something else before. `held`: where CPR numbers stand; then nobody sees it.
    """

    file: str
    letters: tuple[Letter, ...]
    changed: bool = False
    held: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unchanged:
    """A file whose content the knowledge base has; `copy_of` is the other file that it was read from."""

    file: str
    copy_of: str | None = None


@dataclass(frozen=True, slots=True)
class Failed:
    """A file that could not be read, and why."""

    file: str
    error: str


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A file in a folder that is no letter by its name."""

    file: str


Outcome = Read | Unchanged | Failed | PassedOver


@dataclass(frozen=True, slots=True)
class _Job:
    """A file on its way: its outcome, or its bytes and the reading under way. `file` is for messages."""

    file: str
    outcome: Outcome | None = None
    source: Source | None = None
    reading: Future[Reading] | None = None


def intake(
    base: Base, paths: Sequence[Path], reading: Progress = silent, embedding: Progress = silent
) -> list[Outcome]:
    """Read the files, keep their letters, and bring the index up to date.

    `embedding` tells of letters that an earlier, killed run left without passages.
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
    """What `intake` would do, and what would look alike. All is done but the embedding, and undone."""
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
    """Files on their way into a knowledge base. `embed`: with their passages."""

    base: Base
    readers: Readers
    embed: bool

    def outcomes(self, found: Sequence[FileEntry], progress: Progress) -> Iterator[Outcome]:
        """In order. As many files are read ahead as there are readers, and one more."""
        waiting = iter(found)
        ahead = deque(self._begun(each) for each in islice(waiting, self.readers.processes + 1))
        for done in range(1, len(found) + 1):
            yield from self._finished(ahead.popleft())
            ahead += [self._begun(each) for each in islice(waiting, 1)]
            progress(done, len(found))

    def _begun(self, found: FileEntry) -> _Job:
        """A file that was met: what is known of it at once, or its reading begun."""
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
        """What becomes of one file. What no reader foresaw costs its own file too, and is logged."""
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
        """A file inside a file, as a file of its own."""
        return self._submitted(
            cpr.masked(f"{file}/{attachment.name}"),
            f"{source.path}{WITHIN}{attachment.name}",
            f"{source.name}/{attachment.name}",
            attachment.content,
        )

    def _kept(self, file: str, source: Source, reading: Future[Reading] | None) -> list[Outcome]:
        """Keep the letters of a file, unless its content is there already, and of what is attached to it.

        What is attached comes first: a message holds its bytes, and is held back with it.
        """
        store = self.base.store
        if (home := store.home(source.sha256)) is not None:
            copied = _settle(store, home, source)
            return [Unchanged(file, home if copied else None)]
        found = reading.result() if reading else self.readers.read(source.content, file)
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
    """The same content under another path: a file that was moved, or a copy of one. Is it a copy?"""
    copied = home != source.path and Path(home.partition(WITHIN)[0]).exists()
    if copied:
        store.also(source)
    else:
        store.move(home, source)
    return copied


def _unread(outcomes: Iterable[Outcome]) -> tuple[Note, ...]:
    """A note for each attached file that could not be read, for the message is not read again."""
    return tuple(
        Note(Code.ATTACHED_UNREADABLE, (PurePath(each.file).name,))
        for each in outcomes
        if isinstance(each, Failed)
    )

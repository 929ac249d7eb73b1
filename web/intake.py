"""Files into a knowledge base, one at a time: a bad file costs itself alone."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest import files
from ingest.files import Found
from ingest.parse import parse
from kb.errors import SvarbasenError
from kb.lock import writing
from kb.model import Letter
from kb.store import Source
from web.base import Base


@dataclass(frozen=True, slots=True)
class Read:
    """A file that was read, and the letter in it."""

    file: str
    letters: tuple[Letter, ...]


@dataclass(frozen=True, slots=True)
class Unchanged:
    """A file whose content the knowledge base has already."""

    file: str


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
Progress = Callable[[int, int], None]
"""Called with (done, in all)."""


def silent(done: int, total: int) -> None:
    """Progress that nobody watches."""


def intake(
    base: Base, paths: Sequence[Path], reading: Progress = silent, embedding: Progress = silent
) -> list[Outcome]:
    """Read the files, keep their letters, and bring the index up to date."""
    with writing(base.config.lock):
        outcomes = list(_outcomes(base, list(files.walk(paths)), reading))
        base.update(embedding)
    return outcomes


def _outcomes(base: Base, found: Sequence[Found], reading: Progress) -> Iterator[Outcome]:
    for done, each in enumerate(found, 1):
        yield _one(base, each)
        reading(done, len(found))


def _one(base: Base, found: Found) -> Outcome:
    """What becomes of one file."""
    file = files.shown(found.path)
    if found.passed_over:
        return PassedOver(file)
    if found.error:
        return Failed(file, found.error)
    try:
        return _kept(base, found, file)
    except SvarbasenError as error:
        return Failed(file, str(error))


def _kept(base: Base, found: Found, file: str) -> Outcome:
    """Read a file and keep its letter, unless its content is there already."""
    path = str(found.path.absolute())
    content = files.load(found.path, found.name)
    sha256 = hashlib.sha256(content).hexdigest()
    if base.store.holds(path, sha256):
        return Unchanged(file)
    document = files.document(content, found.name)
    letter = parse(document, found.name, base.store.reserve(path, found.name))
    base.store.put(Source(path, found.name, files.media_type(content), content, sha256), [letter])
    return Read(file, (letter,))

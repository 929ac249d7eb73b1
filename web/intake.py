"""Files into a knowledge base, one at a time: a bad file costs itself alone."""

from __future__ import annotations

import hashlib
import logging
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.update import Progress, silent
from ingest import files
from ingest.files import Found
from ingest.parse import parse
from kb.errors import SvarbasenError
from kb.model import Letter
from kb.store import Source
from web.base import Base

_log = logging.getLogger("svarbasen")


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


def intake(
    base: Base, paths: Sequence[Path], reading: Progress = silent, embedding: Progress = silent
) -> list[Outcome]:
    """Read the files, keep their letters, and bring the index up to date.

    `embedding` tells of letters that an earlier, killed run left without passages.
    """
    with base.changing():
        outcomes = list(_outcomes(base, list(files.walk(paths)), reading))
        base.update(embedding)
    return outcomes


def _outcomes(base: Base, found: Sequence[Found], reading: Progress) -> Iterator[Outcome]:
    for done, each in enumerate(found, 1):
        yield _one(base, each)
        reading(done, len(found))


def _one(base: Base, found: Found) -> Outcome:
    """What becomes of one file. What no reader foresaw costs its own file too, and is logged."""
    file = files.shown(found.path)
    if found.passed_over:
        return PassedOver(file)
    if found.error:
        return Failed(file, found.error)
    try:
        return _kept(base, found, file)
    except SvarbasenError as error:
        return Failed(file, str(error))
    except Exception as error:
        _log.exception("%s", file)
        what = f"{type(error).__name__}: {error}".splitlines()[0]
        return Failed(file, f"{file}: could not be read ({what}); report it with the file")


def _kept(base: Base, found: Found, file: str) -> Outcome:
    """Read a file and keep its letter, unless its content is there already."""
    content = files.load(found.path, file)
    path = files.shown(Path(os.path.realpath(found.path)))
    sha256 = hashlib.sha256(content).hexdigest()
    if base.store.holds(path, sha256):
        return Unchanged(file)
    if (home := base.store.home(sha256)) is not None:
        _settle(base, home, Source(path, found.name, files.media_type(content), content, sha256))
        return Unchanged(file)
    document = files.document(content, file)
    letter = parse(document, found.name, base.store.reserve(path, found.name))
    base.keep(Source(path, found.name, files.media_type(content), content, sha256), [letter])
    return Read(file, (letter,))


def _settle(base: Base, home: str, source: Source) -> None:
    """The same content under another path: a file that was moved, or a copy of one."""
    if Path(home).exists():
        base.store.also(source)
    else:
        base.store.move(home, source)

"""Access to the disk: finds letter files in folders, and reads their bytes."""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from kb.errors import Unreadable
from kb.text import readable

SUFFIXES = frozenset(
    {
        *(".pdf", ".docx", ".docm", ".doc", ".odt", ".rtf"),
        *(".htm", ".html", ".eml", ".msg", ".txt", ".text"),
        *(".tif", ".tiff", ".jpg", ".jpeg", ".png"),
    }
)
"""The file names that are taken from a folder. A file that is named itself is tried whatever its name."""


LARGEST = 200 * 2**20
"""The most bytes of a file. A scanned letter of 100 pages has a tenth of it."""


JUNK = frozenset({"thumbs.db", "desktop.ini", "__macosx"})
JUNK_STARTS = (".", "~$")
"""Hidden files, and Word's lock files beside an open letter."""

PAGES = (".htm", ".html", ".xhtml")
SAVED_WITH = ("_files", "_filer", "-files", "-filer", ".files")
"""What browsers and Word add to a page's name for the folder of its pictures, in English and Danish. A folder
named so is passed over only beside that page."""


@dataclass(frozen=True, slots=True)
class FileEntry:
    """A file met in a walk, and the name that users see: its path below the folder that was given.

    `passed_over`: not a kind of file that letters are. `error`: a folder that cannot be opened, as one line.
    """

    path: Path
    name: str
    passed_over: bool = False
    error: str | None = None


def load(path: Path, name: str | None = None) -> bytes:
    """A file's bytes."""
    name = shown(path) if name is None else readable(name)
    try:
        status = path.stat()
        _check(status, name)
        with path.open("rb") as file:
            return file.read(LARGEST)
    except (OSError, ValueError) as error:
        raise Unreadable(_trouble(name, "a file", error)) from error


def walk(paths: Sequence[Path]) -> Iterator[FileEntry]:
    """The files named and those below the folders named, in natural order, each once.

    Hidden files are not mentioned. Links to folders are passed over: they may lead anywhere, and in circles.
    """
    seen: set[str] = set()
    for given in paths:
        pending = [FileEntry(given, "" if _is_folder(given) else shown(PurePath(given.name)))]
        while pending:
            found = pending.pop()
            real = str(found.path.absolute()) if found.passed_over else os.path.realpath(found.path)
            if real in seen:
                continue
            seen.add(real)
            if found.passed_over or not _is_folder(found.path):
                yield found
                continue
            try:
                pending += reversed(list(_children(found)))
            except OSError as error:
                name = found.name or shown(found.path)
                yield FileEntry(found.path, name, error=_trouble(name, "a folder", error))


def shown(path: PurePath) -> str:
    """A path as users see it: forward slashes, letters whole, and no bytes that are not text."""
    return readable(unicodedata.normalize("NFC", path.as_posix()))


def _children(folder: FileEntry) -> Iterator[FileEntry]:
    """What a folder holds, in natural order: folders to enter, letters, and what is passed over."""
    paths = sorted(folder.path.iterdir(), key=_natural)
    saved = {path.stem.lower() + end for path in paths if path.suffix.lower() in PAGES for end in SAVED_WITH}
    for path in paths:
        lowered = path.name.lower()
        if lowered in JUNK or lowered.startswith(JUNK_STARTS) or (lowered in saved and _is_folder(path)):
            continue
        name = f"{folder.name}/{shown(PurePath(path.name))}".lstrip("/")
        taken = not path.is_symlink() if _is_folder(path) else path.suffix.lower() in SUFFIXES
        yield FileEntry(path, name, passed_over=not taken)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        return False


def _natural(path: Path) -> tuple[list[str | int], str]:
    """`2.txt` before `10.txt`."""
    parts = re.split(r"([0-9]+)", path.name.casefold())
    return [int(part) if at % 2 else part for at, part in enumerate(parts)], path.name


def _check(status: os.stat_result, name: str) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise Unreadable(f"{name}: expected a file, found a folder; name the files in it")
    if not stat.S_ISREG(status.st_mode):
        raise Unreadable(f"{name}: expected a file, found a device or pipe; copy the letter into a file")
    if status.st_size > LARGEST:
        raise Unreadable(
            f"{name}: expected at most {LARGEST:,} bytes, found {status.st_size:,}; save it smaller"
        )


def _trouble(name: str, expected: str, error: OSError | ValueError) -> str:
    """What the system says, as one line for the user."""
    if isinstance(error, FileNotFoundError):
        return f"{name}: expected {expected}, found nothing; check the path"
    if isinstance(error, PermissionError):
        return f"{name}: expected {expected} that may be read, found no permission; ask its owner for access"
    return f"{name}: expected {expected}, found “{getattr(error, 'strerror', None) or error}”; check the path"

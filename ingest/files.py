"""The door to the disk: finds letter files, fetches bytes, and picks the reader their content asks for."""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path, PurePath
from typing import cast

from ingest.document import Document
from ingest.formats import outside_text
from ingest.formats.magic import (
    DOC,
    DOCX,
    EMAIL,
    EMPTY,
    HTML,
    JPEG,
    MSG,
    ODT,
    PDF,
    PICTURES,
    PNG,
    RTF,
    TEXT,
    TIFF,
    Form,
    looks_like,
    unexpected,
)
from kb.errors import Unreadable

Reader = Callable[[bytes], Document]

READERS: dict[Form, str] = {
    PDF: "ingest.formats.pdf.read.read_pdf",
    DOCX: "ingest.formats.word.read.read_docx",
    DOC: "ingest.formats.word.office.read_office",
    ODT: "ingest.formats.word.office.read_office",
    RTF: "ingest.formats.word.office.read_office",
    HTML: "ingest.formats.html.read.read_html",
    EMAIL: "ingest.formats.mail.eml.read_eml",
    MSG: "ingest.formats.mail.outlook.read_msg",
    PNG: "ingest.formats.pdf.scan.read_scan",
    JPEG: "ingest.formats.pdf.scan.read_scan",
    TIFF: "ingest.formats.pdf.scan.read_scan",
    TEXT: "ingest.formats.plain.read.read_plain",
}
"""By name: imported when the first such file comes, for most processes meet one kind of file."""

MEDIA_TYPES: dict[Form, str] = {
    PDF: "application/pdf",
    DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    DOC: "application/msword",
    ODT: "application/vnd.oasis.opendocument.text",
    RTF: "application/rtf",
    HTML: "text/html",
    EMAIL: "message/rfc822",
    MSG: "application/vnd.ms-outlook",
    PNG: "image/png",
    JPEG: "image/jpeg",
    TIFF: "image/tiff",
    TEXT: "text/plain",
}
READ = "PDF, Word, OpenDocument, RTF, HTML, e-mail, a picture or plain text"

SUFFIXES = frozenset(
    {
        *(".pdf", ".docx", ".docm", ".doc", ".odt", ".rtf"),
        *(".htm", ".html", ".eml", ".msg", ".txt", ".text"),
        *(".tif", ".tiff", ".jpg", ".jpeg", ".png"),
    }
)
"""What is taken from a folder; a file that is named is tried whatever it is called."""

NOT_TEXT = {
    ".pdf": "a PDF file",
    ".docx": "a DOCX file",
    ".doc": "a Word document",
    ".odt": "an OpenDocument text",
    ".rtf": "an RTF document",
    ".msg": "an Outlook message",
}
"""Names that promise more than text: text under such a name is an error message more often than a letter."""

NOT_A_PAGE = (".pdf", ".docx")
"""Names under which a page is an error message too; under .doc it is a letter that some program exported."""

BY_NAME = {".htm": HTML, ".html": HTML, ".xhtml": HTML, ".eml": EMAIL}
"""What text is that does not say so itself: a piece of a page, a message of before MIME."""

LARGEST = 200 * 2**20
"""Bytes. A scanned letter of 100 pages has a tenth of it."""

SURROGATES = re.compile("[\ud800-\udfff]")

JUNK = frozenset({"thumbs.db", "desktop.ini", "__macosx"})
JUNK_STARTS = (".", "~$")
JUNK_ENDS = ("_files", "_filer")
"""Hidden files, Word's lock files beside an open letter, and the pictures of a page that was saved whole."""


@dataclass(frozen=True, slots=True)
class Found:
    """A file met in a walk, and the name that users see: its path below the folder that was given.

    `passed_over`: not a kind of file that letters are. `error`: a folder that cannot be opened, as one line.
    """

    path: Path
    name: str
    passed_over: bool = False
    error: str | None = None


def read(path: Path, name: str | None = None) -> tuple[bytes, Document]:
    """A file's bytes and its lines. Unreadable, whose message begins with the name, if it is no letter."""
    name = shown(path) if name is None else name
    data = load(path, name)
    return data, document(data, name)


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


def document(data: bytes, name: str) -> Document:
    """The lines of a file, read as what its content is; text must not be named as something else."""
    name = readable(name)
    suffix = PurePath(name).suffix.lower()
    form = _form(data, suffix)
    try:
        if form == EMPTY or form not in READERS or (form == HTML and suffix in NOT_A_PAGE):
            raise unexpected(READ, form)
        if form in PICTURES and suffix in NOT_A_PAGE:
            raise Unreadable(
                f"expected {NOT_TEXT[suffix]}, found {form.what}; if it is a letter, name it as a picture"
            )
        if form == TEXT and suffix in NOT_TEXT:
            raise Unreadable(
                f"expected {NOT_TEXT[suffix]}, found plain text; if it is a letter, name it .txt"
            )
        return outside_text.noted(_reader(form)(data), outside_text.stretches(data, form))
    except Unreadable as error:
        raise Unreadable(f"{name}: {error}") from error


def _reader(form: Form) -> Reader:
    module, _, name = READERS[form].rpartition(".")
    return cast(Reader, getattr(import_module(module), name))


def _form(data: bytes, suffix: str) -> Form:
    form = looks_like(data)
    return BY_NAME.get(suffix, form) if form == TEXT else form


def media_type(data: bytes) -> str:
    """What a file is to a browser: bytes like any other, where no reader reads it."""
    return MEDIA_TYPES.get(looks_like(data), "application/octet-stream")


def walk(paths: Sequence[Path]) -> Iterator[Found]:
    """The files named and those below the folders named, in natural order, each once.

    Hidden files are not mentioned. Links to folders are passed over: they may lead anywhere, and in circles.
    """
    seen: set[str] = set()
    for given in paths:
        pending = [Found(given, "" if _is_folder(given) else shown(PurePath(given.name)))]
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
                yield Found(found.path, name, error=_trouble(name, "a folder", error))


def shown(path: PurePath) -> str:
    """A path as users see it: forward slashes, letters whole, and no bytes that are not text."""
    return readable(unicodedata.normalize("NFC", path.as_posix()))


def readable(name: str) -> str:
    """A name without surrogates, which stand for bytes that are not text and cannot be printed or kept."""
    return SURROGATES.sub("\ufffd", name)


def _children(folder: Found) -> Iterator[Found]:
    """What a folder holds, in natural order: folders to enter, letters, and what is passed over."""
    for path in sorted(folder.path.iterdir(), key=_natural):
        lowered = path.name.lower()
        if lowered in JUNK or lowered.startswith(JUNK_STARTS) or lowered.endswith(JUNK_ENDS):
            continue
        name = f"{folder.name}/{shown(PurePath(path.name))}".lstrip("/")
        taken = not path.is_symlink() if _is_folder(path) else path.suffix.lower() in SUFFIXES
        yield Found(path, name, passed_over=not taken)


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

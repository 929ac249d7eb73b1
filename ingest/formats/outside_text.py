"""Text in a file that is not part of the letter's lines: properties, comments, deleted words, other versions
of a mail.

It is not shown. But everyone who sees the letter can open the file, so this text is searched for CPR
numbers, and for nothing else.
"""

from __future__ import annotations

import email
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import replace
from email.policy import compat32

from ingest.document import Document
from ingest.formats.magic import DOC, DOCX, EMAIL, HTML, MSG, ODT, RTF, ZIP_DAMAGE, Form
from ingest.privacy import cpr
from kb.model import Note
from kb.notes import Code

MOST = 20_000_000
"""The most bytes of one part that are searched. The body of a long letter has 2 million."""

_ENDS = re.compile(r"</(?:\w+:)?(?:p|h|si|row)>|<(?:br|/?p|/?div|/?tr|/?li)\b[^>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")

Stretches = Iterable[tuple[str, str]]
"""(where in the file, the text there)."""


def noted(document: Document, stretches: Stretches) -> Document:
    """The document with a note for each place outside its lines that has a CPR number which the lines
    lack."""
    found = [(where, numbers) for where, text in stretches if (numbers := _numbers(text))]
    if not found:
        return document
    own = _numbers("\n".join(line.text for line in document.lines))
    places = dict.fromkeys(where for where, numbers in found if numbers - own)
    notes = (Note(Code.CPR_BESIDE_TEXT, (where,)) for where in places)
    return replace(document, notes=(*document.notes, *notes))


def stretches(data: bytes, form: Form) -> Iterator[tuple[str, str]]:
    """All text in a file's bytes that a reader may have skipped. PDF is left out: its reader calls `noted`
    itself."""
    if form in (DOCX, ODT):
        yield from _of_archive(data)
    elif form == EMAIL:
        yield from _of_message(data)
    elif form == HTML:
        yield "the page's source", _untagged(data.decode("latin-1"))
        yield "the page's source", data.decode("latin-1")
    elif form == RTF:
        yield "the file's source", data.decode("latin-1")
    elif form in (DOC, MSG):
        yield "the file's source", data.decode("latin-1")
        yield "the file's source", data.decode("utf-16-le", "replace")


def _numbers(text: str) -> set[str]:
    return {cpr.digits(text[found.start : found.end]) for found in cpr.find(text)}


def _of_archive(data: bytes) -> Iterator[tuple[str, str]]:
    """The XML parts of a package as text: a line for each paragraph, the runs of a paragraph joined."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for entry in archive.infolist():
                if entry.filename.endswith((".xml", ".rels")) and entry.file_size <= MOST:
                    yield entry.filename, _untagged(archive.read(entry).decode("utf-8", "replace"))
    except (*ZIP_DAMAGE, RuntimeError):
        return


def _of_message(data: bytes) -> Iterator[tuple[str, str]]:
    """The headers of a message and of its parts, and each part that is text."""
    for part in email.message_from_bytes(data, policy=compat32).walk():
        yield "the message's head", "\n".join(map(str, part.values()))
        if part.get_content_maintype() == "text":
            content = part.get_payload(decode=True)
            text = content.decode("latin-1") if isinstance(content, bytes) else ""
            yield "another version of the message", _untagged(text)


def _untagged(markup: str) -> str:
    return _TAG.sub("", _ENDS.sub("\n", markup))

"""Text in a file that is not part of the letter's lines: properties, comments, deleted words, other versions
of a mail.

It is not shown. But everyone who sees the letter can open the file, so this text is searched for CPR
numbers, and for nothing else. Numbers that programs write – ids, time stamps, signatures of mail servers –
are told from what a person wrote: `ingest.formats.machine_text`.
"""

from __future__ import annotations

import email
import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import replace
from email.policy import compat32

from ingest.document import Document
from ingest.formats import machine_text
from ingest.formats.machine_text import untagged
from ingest.formats.magic import DOC, DOCX, EMAIL, HTML, MSG, ODT, RTF, ZIP_DAMAGE, Form
from ingest.privacy import cpr
from kb.model import Note
from kb.notes import Code

MOST = 20_000_000
"""The most bytes of one part that are searched. The body of a long letter has 2 million."""

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
        yield from (("the page's source", text) for text in machine_text.of_page(_bytes_as_text(data)))
    elif form == RTF:
        yield "the file's source", machine_text.of_rtf(data.decode("latin-1"))
    elif form == DOC:
        yield "the file's source", data.decode("latin-1")
        yield "the file's source", data.decode("utf-16-le", "replace")
    elif form == MSG:
        for text in (data.decode("latin-1"), data.decode("utf-16-le", "replace")):
            yield from (("the file's source", part) for part in machine_text.of_properties(text))


def _numbers(text: str) -> set[str]:
    return {cpr.digits(text[found.start : found.end]) for found in cpr.find(text)}


def _bytes_as_text(data: bytes) -> str:
    """Bytes in which only figures and ASCII letters matter."""
    return (
        data.decode("utf-16", "replace") if data[:2] in (b"\xff\xfe", b"\xfe\xff") else data.decode("latin-1")
    )


def _of_archive(data: bytes) -> Iterator[tuple[str, str]]:
    """The XML parts of a package as text: a line for each paragraph, the runs of a paragraph joined. Of
    attributes (addresses of links, descriptions of pictures) what is surely a CPR number."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for entry in archive.infolist():
                if entry.filename.endswith((".xml", ".rels")) and entry.file_size <= MOST:
                    text = archive.read(entry).decode("utf-8", "replace")
                    yield entry.filename, untagged(text)
                    yield entry.filename, cpr.deliberate(text)
    except (*ZIP_DAMAGE, RuntimeError):
        return


def _of_message(data: bytes) -> Iterator[tuple[str, str]]:
    """The headers of a message and of its parts, and each part that is text."""
    for part in email.message_from_bytes(data, policy=compat32).walk():
        yield (
            "the message's head",
            machine_text.of_headers((name, str(value)) for name, value in part.items()),
        )
        if part.get_content_maintype() == "text":
            content = part.get_payload(decode=True)
            text = content.decode("latin-1") if isinstance(content, bytes) else ""
            is_page = part.get_content_subtype() == "html"
            for stretch in machine_text.of_page(text) if is_page else [text]:
                yield "another version of the message", stretch

"""Bytes to a document: what the content is picks the reader. The door of `formats`."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import PurePath
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
from kb.text import readable

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
"""Format -> its reader, by name. A reader is imported when the first such file comes: most processes meet
one format."""


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


NOT_TEXT = {
    ".pdf": "a PDF file",
    ".docx": "a DOCX file",
    ".doc": "a Word document",
    ".odt": "an OpenDocument text",
    ".rtf": "an RTF document",
    ".msg": "an Outlook message",
}
"""File names that promise another format. Plain text under such a name is more often an error message than a
letter."""


NOT_A_PAGE = (".pdf", ".docx")
"""An HTML page under one of these names is an error message as well. Under .doc it is a letter that a
program exported."""


BY_NAME = {".htm": HTML, ".html": HTML, ".xhtml": HTML, ".eml": EMAIL}
"""The format of text that can be told by the file's name only: a fragment of HTML, a message from before
MIME."""


def document(data: bytes, name: str) -> Document:
    """The lines of a file, read in the format of its content. Raises Unreadable; its message begins with the
    name."""
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
    """The media type that a browser is told; `application/octet-stream` where no reader knows the format."""
    return MEDIA_TYPES.get(looks_like(data), "application/octet-stream")

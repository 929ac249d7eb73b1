"""Recognises a file's format by its bytes. The file's name is not used."""

from __future__ import annotations

import io
import lzma
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass

from kb.errors import Unreadable


@dataclass(frozen=True, slots=True)
class Form:
    """A file format. `what` completes "found …"; `mend` is what the file's owner can do to have it read."""

    what: str
    mend: str = "save it as PDF, DOCX or plain text (UTF-8)"


PDF = Form("a PDF file")
DOCX = Form("a DOCX file")
TEXT = Form("plain text")
HTML = Form("an HTML page", "fetch the letter itself; the page may be an error message")
EMAIL = Form("an e-mail", "save the letter that is attached to it, or save it as PDF")
MSG = Form("an Outlook message (.msg)", "save the letter that is attached to it, or save it as PDF")
BINARY = Form("binary data")
EMPTY = Form("an empty file", "fetch it again from where it came")
WHITE = Form("only white space", "fetch it again from where it came")

_SEARCHABLE = "make a searchable PDF of it"
_IN_WORD = "open it in Word and save it as DOCX"

DOC = Form("an old Word document (.doc)", _IN_WORD)
RTF = Form("an RTF document", _IN_WORD)
ODT = Form("an OpenDocument text (.odt)", _IN_WORD)
PNG = Form("a PNG image", _SEARCHABLE)
JPEG = Form("a JPEG image", _SEARCHABLE)
TIFF = Form("a TIFF image", _SEARCHABLE)

PICTURES = frozenset({PNG, JPEG, TIFF})
LETTERS = frozenset({PDF, DOCX, ODT, DOC, RTF, HTML, EMAIL, MSG, TEXT}) | PICTURES
"""What letters are written, sent and scanned as."""

SIGNATURES = (
    (b"\x89PNG\r\n", PNG),
    (b"\xff\xd8\xff", JPEG),
    (b"GIF8", Form("a GIF image", _SEARCHABLE)),
    (b"II*\0", TIFF),
    (b"MM\0*", TIFF),
    (b"{\\rtf", RTF),
    (b"%!PS", Form("a PostScript file")),
    (b"\x1f\x8b", Form("a gzip archive", "unpack it first")),
    (b"7z\xbc\xaf\x27\x1c", Form("a 7-Zip archive", "unpack it first")),
    (b"Rar!\x1a\x07", Form("a RAR archive", "unpack it first")),
    (b"SQLite format 3\0", Form("an SQLite database")),
)
"""First bytes, from the formats' own specifications."""

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OLE_STREAMS = (
    ("__properties_version1.0", MSG),
    ("EncryptedPackage", Form("a password-protected Office file", "remove the password and save it again")),
    ("WordDocument", DOC),
    ("Workbook", Form("an old Excel workbook (.xls)")),
    ("PowerPoint Document", Form("an old PowerPoint presentation (.ppt)")),
)
"""Stream names that tell one OLE file from another (MS-CFB, MS-DOC, MS-OFFCRYPTO, MS-OXMSG).

A message comes first: the files attached to it have their streams in it.
"""

ZIP_PARTS = (
    ("word/", DOCX),
    ("xl/", Form("an Excel workbook")),
    ("ppt/", Form("a PowerPoint presentation")),
    ("content.xml", Form("an OpenDocument file", _IN_WORD)),
    ("", Form("a ZIP archive", "unpack it first")),
)
"""The first part whose name begins like this says what a ZIP file holds."""

ODT_TYPE = re.compile(rb"mimetypeapplication/vnd\.oasis\.opendocument\.text(?:-template)?(?=PK|\s)")
ODT_WITHIN = 200
"""An OpenDocument file says what it is in its first entry, stored unpacked (ODF 1.3 part 2, 3.3)."""

ZIP_DAMAGE = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError,
    LookupError, NotImplementedError, ValueError,
)  # fmt: skip
"""What `zipfile` raises for archives that are cut, changed or made up."""

DAMAGED_ZIP = Form("a damaged ZIP or DOCX file", "fetch it again, or open it in Word and save it again")
BARE_UTF16 = Form("UTF-16 text without a byte order mark", "save it as plain text (UTF-8)")
BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")

PDF_HEADER_WITHIN = 1024
"""Readers accept junk before `%PDF-`, up to here (ISO 32000-1, annex H, implementation note 13)."""

PAGE = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
OPENING = 4096
"""An HTML page shows itself within this many first bytes."""

XML = re.compile(rb"\s*<\?xml\s")
HEADERS = re.compile(rb"(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*MIME-Version:\s*1\.0", re.I)

CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x14\x15\x1a\x1b"))
"""Bytes that text does not have. DOS text has 14 (¶), 15 (§) and 1A (end of file)."""

MOST_CONTROLS = 0.01
"""Share of control bytes above which a file is not text; text has none, random bytes have a tenth."""


def looks_like(data: bytes) -> Form:
    """What the bytes are, going by their content alone."""
    if not data:
        return EMPTY
    for start, form in SIGNATURES:
        if data.startswith(start):
            return form
    if data.startswith(OLE):
        return _ole(data)
    if data.startswith(b"PK\x03\x04"):
        return _zip(data)
    if _is_pdf(data):
        return PDF
    return _texture(data)


def unexpected(expected: str, found: Form) -> Unreadable:
    """The error that says what was expected, what was found, and what to do."""
    return Unreadable(f"expected {expected}, found {found.what}; {found.mend}")


def _is_pdf(data: bytes) -> bool:
    at = data.find(b"%PDF-", 0, PDF_HEADER_WITHIN)
    return at == 0 or (at > 0 and b"endobj" in data)


def _ole(data: bytes) -> Form:
    for stream, form in OLE_STREAMS:
        if stream.encode("utf-16-le") in data:
            return form
    return Form("an old Office file", _IN_WORD)


def _zip(data: bytes) -> Form:
    if ODT_TYPE.search(data, 0, ODT_WITHIN):
        return ODT
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = [name.replace("\\", "/").lower() for name in archive.namelist()]
    except ZIP_DAMAGE:
        return DAMAGED_ZIP
    return next(form for start, form in ZIP_PARTS if not start or any(n.startswith(start) for n in names))


def _texture(data: bytes) -> Form:
    """Text of some kind, or none."""
    if data.startswith(BOMS):
        return HTML if PAGE.match(_opening(data)) else TEXT
    if b"\0" in data:
        return BARE_UTF16 if _alternates(data) else BINARY
    if len(data) - len(data.translate(None, CONTROLS)) > MOST_CONTROLS * len(data):
        return BINARY
    if PAGE.match(data):
        return HTML
    if XML.match(data):
        return Form("an XML file")
    if HEADERS.match(data):
        return EMAIL
    return TEXT


def _opening(data: bytes) -> bytes:
    """The first characters behind a byte order mark, without the NULs of UTF-16."""
    return data[:OPENING].lstrip(b"\xef\xbb\xbf\xff\xfe").replace(b"\0", b"")


def _alternates(data: bytes) -> bool:
    """Is nearly every second byte NUL, as in UTF-16 text with Latin letters?"""
    even, odd = data[::2].count(0), data[1::2].count(0)
    return max(even, odd) > 0.4 * len(data) and min(even, odd) < 0.05 * len(data)

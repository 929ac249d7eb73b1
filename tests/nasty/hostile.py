"""Files made to exhaust, confuse or crash who reads them, and files that were damaged on the way."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from functools import partial

from pypdf import PdfWriter

from tests.ingest.formats.pdfs import lines, pdf, stream
from tests.ingest.formats.word_files import SPACES, docx, p, package
from tests.nasty.case import Case
from tests.nasty.pages import END, HEAD

ASKED = ("1. Hvor mange elever kører i skolebus?", "", "Der kører 1.146 elever i skolebus.")
LETTER = (*HEAD, *ASKED, *END)
FOUND = ("Der kører 1.146 elever i skolebus.",)
GIGABYTE = 2**30
LAST_BLOCK = b"\x03\x00"
"""An empty block that ends a deflate stream (RFC 1951)."""

BROKEN = "broken|expected|more work|no pages|nested|damaged|locked|too"


def plain() -> bytes:
    """The letter that the others here are made of."""
    return pdf(lines(*LETTER))


def locked(user: str, owner: str, algorithm: str) -> bytes:
    """The letter under passwords."""
    writer = PdfWriter(clone_from=io.BytesIO(plain()))
    writer.encrypt(user, owner, algorithm=algorithm)
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def deflated(unit: bytes, size: int) -> bytes:
    """About so many bytes of the unit repeated, as zlib packs them: one packed block, written many times."""
    piece = unit * (2**20 // len(unit))
    times = size // len(piece)
    packer = zlib.compressobj(9)
    first = packer.compress(piece) + packer.flush(zlib.Z_FULL_FLUSH)
    again = packer.compress(piece) + packer.flush(zlib.Z_FULL_FLUSH)
    check = 1
    for _ in range(times):
        check = zlib.adler32(piece, check)
    return first + again * (times - 1) + LAST_BLOCK + check.to_bytes(4, "big")


def bomb(unit: bytes, size: int) -> bytes:
    """A page whose content unpacks to so many bytes."""
    content = stream(deflated(unit, size), "/Filter /FlateDecode")
    return pdf("", objects=[content]).replace(b"/Contents 12 0 R", b"/Contents 10 0 R")


def twice_packed() -> bytes:
    """A gigabyte that is packed twice, to less than the size of a letter."""
    content = stream(zlib.compress(deflated(b" ", GIGABYTE), 9), "/Filter [/FlateDecode /FlateDecode]")
    return pdf("", objects=[content]).replace(b"/Contents 12 0 R", b"/Contents 10 0 R")


def word_bomb() -> bytes:
    """A DOCX file whose text is a gigabyte of white space."""
    head = f"<w:document {SPACES}><w:body><w:p><w:r><w:t>".encode()
    tail = b"</w:t></w:r></w:p></w:body></w:document>"
    packer = zlib.compressobj(9, wbits=-15)
    piece = b" " * 2**20
    first, again = (packer.compress(text) + packer.flush(zlib.Z_FULL_FLUSH) for text in (head + piece, piece))
    packed = first + again * 1023 + packer.compress(tail) + packer.flush()
    check = zlib.crc32(head)
    for _ in range(1024):
        check = zlib.crc32(piece, check)
    return zipped("word/document.xml", packed, zlib.crc32(tail, check), len(head) + GIGABYTE + len(tail))


def zipped(part: str, packed: bytes, check: int, size: int) -> bytes:
    """A DOCX file, one part of which is deflated already: written as it is, its headers mended afterwards."""
    with zipfile.ZipFile(io.BytesIO(docx(p("1. Hvad?")))) as archive:
        rest = {name: archive.read(name) for name in archive.namelist() if name != part}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, kept in rest.items():
            archive.writestr(zipfile.ZipInfo(name), kept)
        archive.writestr(info := zipfile.ZipInfo(part), packed)
    content = bytearray(out.getvalue())
    for start, skip in ((info.header_offset, 8), (content.rindex(b"PK\x01\x02"), 10)):
        struct.pack_into("<H", content, start + skip, zipfile.ZIP_DEFLATED)
        struct.pack_into("<III", content, start + skip + 6, check, len(packed), size)
    return bytes(content)


def laughs() -> bytes:
    """Entities that stand for ten others each: the billion laughs."""
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    body = f'<!DOCTYPE w:document [<!ENTITY a0 "ha">{entities}]><w:document {SPACES}><w:body>{p("&a9;")}'
    parts = zipfile.ZipFile(io.BytesIO(docx(p("x"))))
    files = {name: parts.read(name).decode() for name in parts.namelist()}
    return package(files | {"word/document.xml": body + "</w:body></w:document>"})


def nested(depth: int) -> bytes:
    """Arrays in arrays in a page's content."""
    return pdf(lines(*LETTER) + "[" * depth + "]" * depth + " TJ")


def nested_object(depth: int) -> bytes:
    """Arrays in arrays in an object that the page needs."""
    return pdf(lines(*LETTER), more="/Annots " + "[" * depth + "]" * depth)


def forms(count: int) -> bytes:
    """Forms that draw two others each: 2 to the power of `count` drawings."""
    objects = []
    for n in range(count):
        inner = f"/Resources << /XObject << /X {11 + n} 0 R >> >>" if n + 1 < count else ""
        text = b"/X Do /X Do" if inner else b"BT (x) Tj ET"
        objects.append(stream(text, f"/Type /XObject /Subtype /Form /BBox [0 0 595 842] {inner}"))
    return pdf(lines(*LETTER) + "/X Do", objects=objects)


def form_in_itself() -> bytes:
    """A form that draws itself."""
    form = stream(
        b"/X Do",
        "/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /XObject << /X 10 0 R >> >>",
    )
    return pdf(lines(*LETTER) + "/X Do", objects=[form])


def page_tree_in_itself() -> bytes:
    """A page tree whose branch is its own root."""
    return plain().replace(b"/Kids [10 0 R]", b"/Kids [10 0 R 2 0 R]")


def xref_in_itself() -> bytes:
    """Cross-reference tables that name each other as the one before."""
    content = plain()
    at = content.rindex(b"startxref\n") + 10
    start = content[at : content.index(b"\n", at)]
    return content.replace(b"trailer << ", b"trailer << /Prev " + start + b" ")


def no_xref() -> bytes:
    """A cross-reference table that is not where the file says, and whose places are wrong."""
    content = b"%PDF-1.7\n" + b"% a line that an editor wrote\n" * 40 + plain()[9:]
    return content.replace(b"startxref\n", b"startxref\n99")


def markup(depth: int) -> bytes:
    """Elements in elements, and a letter in the innermost."""
    rows = "".join(f"<p>{row}</p>" for row in LETTER if row)
    page = f"<!doctype html><html><body>{'<div>' * depth}{rows}{'</div>' * depth}</body></html>"
    return page.encode()


def mail_in_mail(depth: int) -> bytes:
    """A message in a message in a message."""
    heads = (f"MIME-Version: 1.0\nSubject: {n}\nContent-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n"
             for n in range(depth))  # fmt: skip
    return ("".join(heads) + "Content-Type: text/plain; charset=utf-8\n\n" + "\n".join(LETTER)).encode()


AES_256 = partial(locked, "", "ejer", "AES-256")
RC4 = partial(locked, "", "ejer", "RC4-128")
WORD = partial(docx, "".join(p(row) for row in LETTER))

CASES = (
    Case(12, "locked.pdf", "user password", partial(locked, "hemmelig", "ejer", "AES-256"), error="password"),
    Case(12, "owner-aes.pdf", "owner password alone, AES-256", AES_256, says=FOUND),
    Case(12, "owner-rc4.pdf", "owner password alone, RC4", RC4, says=FOUND),
    Case(13, "bomb.pdf", "1 GB of spaces in a page", partial(bomb, b" ", GIGABYTE), error=BROKEN),
    Case(13, "twice.pdf", "1 GB packed twice", twice_packed, error=BROKEN),
    Case(13, "tokens.pdf", "70 MB of operators", partial(bomb, b"q Q ", 70_000_000), error=BROKEN),
    Case(13, "numbers.pdf", "70 MB of numbers", partial(bomb, b"1 ", 70_000_000), error=BROKEN),
    Case(13, "bomb.docx", "1 GB of spaces in a DOCX part", word_bomb, error="DOCX|Word|bytes in it"),
    Case(13, "laughs.docx", "a billion entities", laughs, error="DOCX|Word|XML|entit|damaged|broken"),
    Case(14, "nested.pdf", "arrays 20,000 deep in a page", partial(nested, 20_000), error=BROKEN, says=FOUND),
    Case(
        14,
        "nested-object.pdf",
        "arrays 20,000 deep in an object",
        partial(nested_object, 20_000),
        error=BROKEN,
        says=FOUND,
    ),
    Case(14, "forms.pdf", "exponential forms", partial(forms, 30), error=BROKEN, says=FOUND),
    Case(14, "form-in-itself.pdf", "a form that draws itself", form_in_itself, error=BROKEN, says=FOUND),
    Case(14, "tree.pdf", "a page tree with a cycle", page_tree_in_itself, error=BROKEN, says=FOUND),
    Case(14, "xref.pdf", "cross-reference tables in a circle", xref_in_itself, error=BROKEN, says=FOUND),
    Case(14, "nested.html", "tags 100,000 deep", partial(markup, 100_000), error="HTML|nest", says=FOUND),
    Case(
        14, "nested.eml", "messages 3,000 deep", partial(mail_in_mail, 3_000), error="mail|nest", says=FOUND
    ),
    Case(15, "empty.pdf", "an empty file", bytes, error="empty file"),
    Case(15, "truncated.pdf", "cut in the middle", lambda: plain()[:600], error=BROKEN, says=()),
    Case(15, "page.pdf", "an HTML page named .pdf", partial(markup, 1), error="HTML", says=FOUND),
    Case(15, "word.pdf", "a DOCX file named .pdf", WORD, says=FOUND),
    Case(15, "junk.pdf", "junk before the header", lambda: b"\r\n\0junk\n" * 9 + plain(), says=FOUND),
    Case(15, "no-xref.pdf", "broken cross-reference table", no_xref, says=FOUND),
    Case(15, "nulls.pdf", "trailing NULs", lambda: plain() + bytes(100_000), says=FOUND),
)

from __future__ import annotations

import pytest

from ingest.formats.magic import DOCX, PDF, TEXT, looks_like
from tests.ingest.formats.word_files import docx, p

EMAIL = b"From: a@b.dk\r\nSubject: Svar\r\n =?utf-8?q?p=C3=A5?=\r\nMIME-Version: 1.0\r\n\r\nSvar"


@pytest.mark.parametrize("data", [b"%PDF-1.7\n\0\1\2", b"HTTP junk\r\n%PDF-1.4\n1 0 obj\nendobj"])
def test_pdf_may_have_junk_before_it(data: bytes) -> None:
    assert looks_like(data) == PDF


def test_docx_is_told_from_other_archives() -> None:
    assert looks_like(docx(p("Ja."))) == DOCX


@pytest.mark.parametrize(
    "data",
    [
        b"Svar: brug %PDF-filen",
        "BM og PK om på".encode("cp850"),
        b"jf. \x15 14\x1a",
        "Svar på".encode("utf-16"),
        b"From: byr\xe5det\nTo: alle\n\nSvar",
        b"<b>Svar</b>",
    ],
)
def test_text_is_text_whatever_it_speaks_of(data: bytes) -> None:
    assert looks_like(data) == TEXT


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "a JPEG image"),
        (b"{\\rtf1\\ansi", "an RTF document"),
        (b"<!-- x -->\n<!DOCTYPE html>", "an HTML page"),
        (b'<?xml version="1.0"?><brev/>', "an XML file"),
        (EMAIL, "an e-mail"),
        (bytes(100), "binary data"),
        (bytes(range(1, 256)) * 9, "binary data"),
    ],
)
def test_other_files_are_named(data: bytes, what: str) -> None:
    assert looks_like(data).what == what

"""Pictures in a page are read where they stand, or noted there."""

from __future__ import annotations

from base64 import b64encode

import pytest

from ingest.formats.html.read import read_html
from ingest.formats.ocr import tesseract
from ingest.formats.ocr.read import CHOICE
from kb.errors import Unreadable
from kb.model import Note
from kb.notes import Code
from tests.ingest.formats.scans import of_text
from tests.needs import needs


def read(body: str) -> tuple[list[str], list[Note]]:
    found = read_html(f"<html><body>{body}</body></html>".encode())
    return [line.text for line in found.lines], list(found.notes)


def within(content: bytes, more: str = "width=576 height=384") -> str:
    return f'<img src="data:image/png;base64,{b64encode(content).decode()}" {more}>'


def test_picture_within_a_page_is_read_behind_its_paragraph(monkeypatch: pytest.MonkeyPatch) -> None:
    needs(tesseract.installed(), "Tesseract is missing: apt-get install tesseract-ocr tesseract-ocr-dan")
    monkeypatch.setenv(CHOICE, "tesseract")
    texts, notes = read(f"<p>Se {within(of_text('', 'Der er 412 pladser'))} her</p><p>Ja.</p>")
    assert texts == ["Se her", "Der er 412 pladser", "Ja."]
    assert notes == [Note(Code.PICTURE_READ, ("Tesseract",), line=2)]


@pytest.mark.parametrize(
    "picture",
    [
        '<img src="svar-filer/image001.png" width=600 height=150>',
        '<img src="svar-filer/image001.png" style="width:6.0in;height:1.5in">',
        '<img src="tabel.png" alt="Tabel over pladser">',
        '<svg width="600" height="300"><text>412</text></svg>',
        '<canvas width="600" height="300"></canvas>',
        '<table><tr><td><img src="a.png" width=600 height=150></td></tr></table>',
    ],
)
def test_picture_that_is_not_read_is_noted(picture: str) -> None:
    assert read(f"<p>Ja.</p>{picture}") == (["Ja."], [Note(Code.PICTURE_NOT_READ, line=1)])


@pytest.mark.parametrize(
    "picture",
    [
        '<img src="logo.png" width=40 height=40 alt="Logo">',
        '<img src="streg.png" width=600 height=2>',
        '<img src="prik.gif" width=1>',
        '<img src="pynt.png" alt="">',
        '<header><img src="banner.png" width=900 height=200></header>',
        '<img src="a.png" width=600 height=150 style="display:none">',
        '<svg width="600" height="300"><path d="M0 0"/></svg>',
    ],
)
def test_sign_decoration_or_hidden_picture_needs_no_note(picture: str) -> None:
    assert read(f"<p>Ja.</p>{picture}")[1] == []


def test_page_of_pictures_alone_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(CHOICE, "off")
    with pytest.raises(Unreadable, match="found an HTML page with pictures and no text"):
        read(within(of_text("Ja")))

"""PDF files as documents: what is read, what is noted, what is refused."""

from __future__ import annotations

import io
import zlib

import pytest
from pypdf import PdfReader, PdfWriter

from ingest.formats.ocr.read import CHOICE
from ingest.formats.pdf.read import MOST_PAGES, read_pdf
from kb.errors import Unreadable
from kb.model import Role
from tests.ingest.formats.pdfs import lines, pdf, stream
from tests.letters import parse
from web.showing.notes import placed

LETTER = pdf(lines("Til Byrådsservice"), lines("Med venlig hilsen"))
PICTURE = stream(
    b"\x00", "/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray"
)
WHOLE_PAGE = "q 595 0 0 842 0 0 cm /X Do Q\n"


def texts(data: bytes) -> list[str]:
    return [line.text for line in read_pdf(data).lines]


def notes(data: bytes) -> list[str]:
    return [placed(note) for note in read_pdf(data).notes]


def locked(user: str, algorithm: str) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(LETTER)))
    writer.encrypt(user, "ejer", algorithm=algorithm)
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def deflated(operators: bytes) -> bytes:
    """A page whose operators are compressed."""
    packed = zlib.compress(operators, 9)
    content = b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed)
    return pdf("X").replace(stream(b"X"), content)


def form(operators: bytes, resources: str = "3 0 R") -> bytes:
    return stream(
        operators,
        f"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources {resources} /Matrix [1 0 0 1 9 0]",
    )


def test_lines_know_their_page_and_number() -> None:
    found = [(line.page, line.number, line.text) for line in read_pdf(LETTER).lines]
    assert found == [(1, 1, "Til Byrådsservice"), (2, 1, "Med venlig hilsen")]


def test_the_title_is_the_files_own() -> None:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(LETTER)))
    writer.add_metadata({"/Title": "Svar om skolebusser"})
    file = io.BytesIO()
    writer.write(file)
    assert read_pdf(file.getvalue()).title == "Svar om skolebusser"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "an empty file"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "a PNG image"),
        (b"<!DOCTYPE html><html>", "an HTML page"),
        ("Til Byrådsservice".encode(), "plain text"),
        (b"%PDF-1.7\n", "is broken"),
        (LETTER[: len(LETTER) // 2], "is broken"),
        (locked("hemmelig", "RC4-128"), "remove the password and try again"),
        (locked("hemmelig", "AES-256"), "remove the password and try again"),
        (pdf(), "has no pages"),
        (pdf(*["BT ET"] * (MOST_PAGES + 1)), f"at most {MOST_PAGES}"),
        (pdf("BT ET", more="/Annots " + "[" * 20_000 + "]" * 20_000), "is broken"),
        (deflated(b" " * 40_000_000), "more work than a letter needs"),
        (deflated(b"0 0 m " * 100_000 + b"() Tj"), "more work than a letter needs"),
        (pdf("/X Do", objects=[form(b"/X Do")]), "forms that draw forms"),
    ],
)
def test_what_is_no_letter_is_refused_in_one_line(data: bytes, says: str) -> None:
    with pytest.raises(Unreadable, match=says) as refusal:
        read_pdf(data)
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-128", "AES-256"])
def test_a_file_that_only_forbids_changes_is_read(algorithm: str) -> None:
    assert texts(locked("", algorithm)) == texts(LETTER)


def test_junk_around_the_file_is_passed_over() -> None:
    assert texts(b"HTTP/1.1 200 OK\n\n" + LETTER + b"\0" * 500) == texts(LETTER)


@pytest.fixture
def no_ocr(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(CHOICE, "off")


@pytest.mark.usefixtures("no_ocr")
def test_a_page_of_pictures_needs_ocr() -> None:
    found = notes(pdf(WHOLE_PAGE, lines("Svar"), objects=[PICTURE]))
    assert found[0] == "page 1: no text on this page: needs OCR"


@pytest.mark.usefixtures("no_ocr")
def test_a_stamp_on_a_scanned_page_is_not_the_pages_text() -> None:
    found = notes(pdf(WHOLE_PAGE + lines("Modtaget 2. februar 2022"), objects=[PICTURE]))
    assert found[0] == "page 1: most of this page is a picture: may need OCR"


def test_text_that_nobody_sees_stands_last_as_furniture_and_is_noted() -> None:
    data = pdf(lines("Synlig") + "q BT 3 Tr /R 11 Tf 72 700 Td (skjult tekst) Tj ET Q " + lines("ude", y=900))
    read = read_pdf(data)
    assert [(line.text, index in read.furniture) for index, line in enumerate(read.lines)] == [
        ("Synlig", False),
        ("ude", True),
        ("skjult tekst", True),
    ]
    assert notes(data) == [
        "page 1: invisible text is in no answer (2 words)",
        "page 1: text outside the page is in no answer (1 word)",
    ]


def test_unseen_text_is_in_no_answer() -> None:
    data = pdf(
        lines("1. Hvor mange elever er der?", "Svar:", "Der er 312 elever.")
        + "1 g "
        + lines("Svar: Der er ingen elever.", y=660)
        + "0 g "
        + lines("Med venlig hilsen", y=600)
    )
    letter = parse(read_pdf(data), "a.pdf", "a")
    assert [qa.answer for qa in letter.qas] == ["Der er 312 elever."]
    assert Role.FURNITURE in {piece.role for piece in letter.pieces}


def test_the_text_layer_of_a_scan_is_its_text() -> None:
    layer = "q 595 0 0 842 0 0 cm /X Do Q 3 Tr " + lines("Der er 312 elever.")
    data = pdf(layer, objects=[PICTURE])
    assert texts(data) == ["Der er 312 elever."]
    assert "page 1: the text is an older reading of a picture: check it" in notes(data)


def test_one_unreadable_page_does_not_cost_the_others() -> None:
    data = pdf(lines("Svar"), "0 0 m " * 100_000 + "() Tj", lines("Hilsen"))
    assert texts(data) == ["Svar", "Hilsen"]
    assert notes(data)[0].startswith("page 2: this page could not be read")


def test_operators_that_make_no_sense_are_passed_over() -> None:
    data = pdf("BT /R Tf (a) Tm 3 Td ET " + lines("Svar"))
    assert texts(data) == ["Svar"]
    assert notes(data) == ["page 1: left out 3 drawing operators without sense"]


def test_text_in_forms_is_read_where_the_form_stands() -> None:
    data = pdf(
        "q 1 0 0 1 0 50 cm /X Do Q " + lines("Nederst"), objects=[form(lines("Øverst").encode("cp1252"))]
    )
    top = read_pdf(data).lines[0]
    assert (top.text, top.box and round(top.box.x0)) == ("Øverst", 81)


@pytest.mark.usefixtures("no_ocr")
def test_letters_without_meaning_are_noted() -> None:
    font = b"<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H /DescendantFonts [] >>"
    data = pdf("BT /N 11 Tf 72 700 Td <0024002500260027> Tj ET", objects=[font]).replace(
        b"/XObject << /X 10 0 R >>", b"", 1
    )
    data = data.replace(b"/Font << ", b"/Font << /N 10 0 R ", 1)
    assert notes(data)[0] == "page 1: the file does not say which letters this page shows: needs OCR"

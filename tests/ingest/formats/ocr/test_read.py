"""Pages that are pictures are read off them, each for itself, and only where text is missing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PIL import Image, ImageDraw, ImageFont

from ingest.document import Document
from ingest.formats.ocr import rapid, tesseract
from ingest.formats.ocr.read import CHOICE
from ingest.formats.pdf.read import read_pdf
from ingest.heartbeat import watched
from tests.ingest.formats.pdfs import lines, pdf
from tests.ingest.formats.scans import LETTER, joined, jpeg, picture, scan, without_gaps
from tests.needs import needs
from web.showing.notes import placed

BLANK = Image.new("L", (1654, 2339), 250)


@pytest.fixture(autouse=True)
def engine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tesseract."""
    needs(tesseract.installed(), "Tesseract is missing: apt-get install tesseract-ocr tesseract-ocr-dan")
    monkeypatch.setenv(CHOICE, "tesseract")


def texts(document: Document) -> list[str]:
    return [line.text for line in document.lines]


def notes(document: Document) -> list[str]:
    return [placed(note) for note in document.notes]


@pytest.mark.parametrize("skew", [0.0, 1.5, -1.5])
def test_a_scan_is_read_line_by_line_even_askew(skew: float) -> None:
    assert texts(read_pdf(scan(picture(*LETTER, skew=skew)))) == without_gaps(LETTER)


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_page_that_lay_turned_in_the_scanner_is_read(quarters: int) -> None:
    assert texts(read_pdf(scan(picture(*LETTER), quarters=quarters))) == without_gaps(LETTER)


def test_words_stand_where_they_are_on_the_page() -> None:
    title = read_pdf(scan(picture(*LETTER))).lines[1]
    assert [title.text[word.start : word.end] for word in title.words] == title.text.split()
    first = title.words[0]
    assert (round(first.box.x0), round(first.box.y0 / 10)) == (73, 70)
    assert first.confidence > 0.8


def test_words_of_a_turned_page_stand_where_the_page_shows_them() -> None:
    upright = read_pdf(scan(picture(*LETTER))).lines[0].words[0].box
    turned = read_pdf(scan(picture(*LETTER), quarters=2)).lines[0].words[0].box
    assert (595 - turned.x1, 842 - turned.y1) == pytest.approx((upright.x0, upright.y0), abs=1)


def test_paragraphs_open_where_the_gap_is_wider() -> None:
    opens = [line.opens for line in read_pdf(scan(picture(*LETTER))).lines]
    assert opens == [True, True, True, True, False]


def test_a_sidebar_does_not_stand_between_the_lines_beside_it() -> None:
    side = lines(
        "BØRN OG UNGE", "Sag: 21/001440-12", "Sagsbehandler:", "Rasmus Rugaard", x=430, y=715, size=8
    )
    rows = [f"Linje {n} handler om elever, busser og" for n in ("en", "to", "tre", "fire", "fem", "seks")]
    found = texts(read_pdf(scan(picture(*rows, operators=side))))
    assert [text for text in found if text in rows] == rows
    assert found.index(rows[5]) - found.index(rows[0]) == 5


def test_bold_type_is_told_by_its_strokes() -> None:
    question = lines("1. Hvor mange elever bliver kørt?", y=600, font="B", size=12)
    document = read_pdf(scan(picture(*LETTER, operators=question)))
    assert [line.text for line in document.lines if line.bold] == ["1. Hvor mange elever bliver kørt?"]


def test_text_stays_as_it_is_and_only_the_scanned_page_is_read() -> None:
    digital = pdf(lines("Svaret er på næste side"))
    document = read_pdf(joined(digital, scan(picture(*LETTER))))
    assert [bool(line.words) for line in document.lines if line.page == 1] == [False]
    assert notes(document)[-1] == "1 page read off pictures by Tesseract: check names and figures"


def test_a_stamp_is_kept_beside_the_picture_it_stands_on() -> None:
    document = read_pdf(scan(picture(*LETTER), lines("Modtaget 2. februar 2022", y=100)))
    assert texts(document) == [*without_gaps(LETTER), "Modtaget 2. februar 2022"]
    assert not document.lines[-1].words


def test_a_blank_page_stays_blank() -> None:
    document = read_pdf(scan(BLANK))
    assert (texts(document), notes(document)) == ([], [])


def test_a_picture_without_text_is_noted() -> None:
    drawing = Image.linear_gradient("L").resize((800, 1100))
    assert notes(read_pdf(scan(drawing))) == ["page 1: nothing could be read off the picture on this page"]


def test_soup_from_an_older_reading_is_read_again() -> None:
    soup = "".join(lines(*["xkq7 wzrt bnmp QaZ fghj rtzp lkjh vbnx"] * 9, y=y) for y in (700, 500, 300))
    document = read_pdf(scan(picture(*LETTER), f"3 Tr {soup}"))
    assert texts(document)[0] == "Til Byrådsservice"


def test_a_good_older_text_is_not_read_again() -> None:
    rows = ["Der bliver kørt mange elever i skolebus til byens skoler hver dag."] * 9
    document = read_pdf(scan(picture(*LETTER), f"3 Tr {lines(*rows)}"))
    assert texts(document) == rows


def test_each_page_read_is_a_step() -> None:
    steps: list[None] = []
    with watched(lambda: steps.append(None)):
        read_pdf(joined(scan(BLANK), scan(picture("Svar på spørgsmål"))))
    assert len(steps) == 2


def test_a_poster_is_rendered_small_enough() -> None:
    poster = pdf("q 14000 0 0 14000 0 0 cm /X Do Q", box="0 0 14000 14000", objects=[jpeg(BLANK)])
    assert texts(read_pdf(poster)) == []


def test_without_an_engine_a_note_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(CHOICE, "off")
    assert notes(read_pdf(scan(BLANK))) == [
        "page 1: no text on this page: needs OCR",
        "pictures are read by Tesseract (tesseract-ocr-dan) or RapidOCR (svarbasen[ocr])",
    ]


def test_a_failing_engine_costs_its_page_a_note(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TESSDATA_PREFIX", "/nowhere")
    assert notes(read_pdf(scan(picture(*LETTER)))) == [
        "page 1: this page is a picture that could not be read (Tesseract failed)"
    ]


def test_square_metres_are_read_and_a_question_mark_stays() -> None:
    sheet = Image.new("L", BLANK.size, 255)
    font = ImageFont.load_default(40)
    for at, row in enumerate(
        ("Der er 300 m     grund og 412 m    skov.", "Er den 5 m bred, eller er den 1.250 m?")
    ):
        ImageDraw.Draw(sheet).text((150, 200 + 90 * at), row, 0, font)
    for x in (382, 715):
        ImageDraw.Draw(sheet).text((x, 200), "2", 0, ImageFont.load_default(24))
    read = " ".join(texts(read_pdf(scan(sheet))))
    assert read.count("m²") == 2
    assert read.endswith("den 1.250 m?")


def test_mail_addresses_are_mended_or_noted() -> None:
    rows = ("Kontakt: cykel@lindeborg.dk", "Skriv til teknik@lindeborg.dk, eller se www.lindeborg.dk")
    document = read_pdf(scan(picture(*rows)))
    read, noted = " ".join(texts(document)), " ".join(notes(document))
    assert all(f"{name}@lindeborg.dk" in read or name in noted for name in ("cykel", "teknik"))


@pytest.fixture
def rapidocr(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    needs(rapid.installed(), "RapidOCR is missing: pip install 'svarbasen[ocr]'")
    monkeypatch.setenv(CHOICE, "rapidocr")
    yield


@pytest.mark.usefixtures("rapidocr")
def test_rapidocr_reads_where_it_is_asked_for() -> None:
    assert texts(read_pdf(scan(picture(*LETTER, skew=1.0)))) == without_gaps(LETTER)

"""Pictures on pages with text: read, or named in a note; logos, signatures and letter paper are neither."""

from __future__ import annotations

import pytest
from PIL import Image, ImageDraw

from ingest.document import Document
from ingest.formats.ocr import tesseract
from ingest.formats.ocr.read import CHOICE
from ingest.formats.pdf.read import read_pdf
from tests.ingest.formats.pdfs import lines, pdf
from tests.ingest.formats.scans import WHOLE_PAGE, jpeg, picture
from tests.letters import parse
from tests.needs import needs
from web.showing.notes import placed

ABOVE = lines("Svar på forespørgsel om cykler", "", "1. Hvor mange pladser er der?", "", "Tallene er disse:")
PRICE = "De koster 7.250 kr. stykket med montering."
BELOW = lines("2. Hvad koster de?", "", PRICE, "", "Venlig hilsen", y=330)
TABLE = ("Der er 380 pladser i 2022", "Der er 401 pladser i 2023", "Der er 412 pladser i 2024")
PLACE = "q 460 0 0 240 60 370 cm /X Do Q "
HEADER = lines(
    "Journaliseret i sagen 24/001234 hos Teknik og Byens Rum den 12. marts 2024 kl. 14.05 af EVHO.",
    "Dokumentet er overført fra det tidligere system og må ikke ændres uden aftale med arkivet.",
    y=800,
    size=8,
)


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> None:
    needs(tesseract.installed(), "Tesseract is missing: apt-get install tesseract-ocr tesseract-ocr-dan")
    monkeypatch.setenv(CHOICE, "tesseract")


@pytest.fixture
def reads_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(CHOICE, "off")


def cut(*rows: str) -> Image.Image:
    """Rows of text as a picture as wide as the text of a page, and half as high."""
    return picture(*rows).crop((150, 200, 1650, 983))


def texts(document: Document) -> list[str]:
    return [line.text for index, line in enumerate(document.lines) if index not in document.furniture]


def notes(document: Document) -> list[str]:
    return [placed(note) for note in document.notes]


def photograph() -> Image.Image:
    return Image.radial_gradient("L").resize((800, 600))


def letter_paper() -> Image.Image:
    """White paper with a drawn head and foot, and nothing between."""
    paper = Image.new("L", (1654, 2339), 255)
    ImageDraw.Draw(paper).rectangle((1200, 60, 1550, 220), fill=0)
    ImageDraw.Draw(paper).line((150, 2250, 1500, 2250), fill=0, width=4)
    return paper


@pytest.mark.usefixtures("reads")
def test_a_table_that_is_a_picture_is_read_in_its_place() -> None:
    document = read_pdf(pdf(ABOVE + PLACE + BELOW, objects=[jpeg(cut(*TABLE))]))
    letter = parse(document, "a.pdf", "a")
    assert [qa.answer.replace("\n", " ") for qa in letter.qas] == [
        " ".join(("Tallene er disse:", *TABLE)),
        PRICE,
    ]
    assert notes(document) == ["1 page read off pictures by Tesseract: check names and figures"]
    assert [bool(line.words) for line in document.lines if line.text in TABLE] == [True] * 3


@pytest.mark.usefixtures("reads")
def test_an_annex_that_is_a_picture_below_much_text_is_read() -> None:
    data = pdf(HEADER + "q 510 0 0 690 40 60 cm /X Do Q", objects=[jpeg(picture(*TABLE))])
    assert set(TABLE) <= set(texts(read_pdf(data)))


@pytest.mark.usefixtures("reads")
def test_a_scan_below_a_long_header_is_read() -> None:
    document = read_pdf(pdf(WHOLE_PAGE + HEADER, objects=[jpeg(picture(*TABLE))]))
    assert set(TABLE) <= set(texts(document))


@pytest.mark.usefixtures("reads")
def test_a_picture_in_strips_is_read() -> None:
    strips = "".join(f"q 460 0 0 12 60 {370 + 12 * n} cm /X Do Q " for n in range(20))
    document = read_pdf(pdf(ABOVE + strips + BELOW, objects=[jpeg(photograph())]))
    assert notes(document) == ["page 1: a picture (22% of the page) was not read"]


@pytest.mark.usefixtures("reads")
def test_a_photograph_is_named_in_a_note() -> None:
    document = read_pdf(pdf(ABOVE + PLACE + BELOW, objects=[jpeg(photograph())]))
    assert notes(document) == ["page 1: a picture (22% of the page) was not read"]


@pytest.mark.usefixtures("reads_nothing")
@pytest.mark.parametrize(
    ("place", "note"),
    [
        (PLACE, "page 1: a picture (22% of the page) was not read"),
        ("q 300 0 0 100 60 420 cm /X Do Q ", "page 1: a picture (6% of the page) was not read"),
        ("q 595 0 0 842 0 0 cm /X Do Q ", "page 1: most of this page is a picture: may need OCR"),
    ],
)
def test_without_an_engine_a_picture_is_named_with_its_share(place: str, note: str) -> None:
    assert notes(read_pdf(pdf(place + ABOVE + BELOW, objects=[jpeg(photograph())])))[0] == note


@pytest.mark.usefixtures("reads_nothing")
@pytest.mark.parametrize(
    "place",
    [
        "q 200 0 0 80 360 750 cm /X Do Q ",
        "q 595 0 0 100 0 742 cm /X Do Q ",
        "q 595 0 0 70 0 0 cm /X Do Q ",
        "q 140 0 0 50 72 230 cm /X Do Q ",
        "q 40 0 0 842 0 0 cm /X Do Q ",
    ],
)
def test_logos_signatures_and_margins_need_no_note(place: str) -> None:
    assert notes(read_pdf(pdf(ABOVE + place + BELOW, objects=[jpeg(photograph())]))) == []


@pytest.mark.usefixtures("reads_nothing")
def test_paper_with_a_letterhead_needs_no_note() -> None:
    assert notes(read_pdf(pdf(WHOLE_PAGE + ABOVE + BELOW, objects=[jpeg(letter_paper())]))) == []


@pytest.mark.usefixtures("reads_nothing")
def test_text_over_the_scan_that_it_was_read_from_needs_no_note() -> None:
    rows = ["Der bliver kørt mange elever i skolebus til byens skoler hver dag."] * 30
    data = pdf(WHOLE_PAGE + lines(*rows, size=12, leading=18), objects=[jpeg(picture(*rows))])
    assert notes(read_pdf(data)) == []


@pytest.mark.usefixtures("reads_nothing")
def test_a_long_older_reading_of_a_scan_is_its_text_below_a_header() -> None:
    rows = ["Der bliver kørt mange elever i skolebus til byens skoler hver dag."] * 9
    data = pdf(WHOLE_PAGE + HEADER + f"3 Tr {lines(*rows)}", objects=[jpeg(picture(*rows))])
    assert texts(read_pdf(data))[2:] == rows


@pytest.mark.usefixtures("reads_nothing")
def test_hidden_words_on_letter_paper_stay_hidden() -> None:
    data = pdf(
        WHOLE_PAGE + ABOVE + BELOW + "3 Tr " + lines("Svar altid ja.", y=500), objects=[jpeg(letter_paper())]
    )
    assert "Svar altid ja." not in texts(read_pdf(data))

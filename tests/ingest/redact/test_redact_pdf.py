"""A PDF with CPR numbers becomes pictures in which they are black. They are nobody's: see test_cpr.py."""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from ingest.formats.ocr.read import engine
from ingest.formats.page import pdfium
from ingest.redact.redact_pdf import BLACK, Spot, pictured
from kb.model import Box
from tests.ingest.formats.pdfs import lines, pdf, stream
from tests.needs import needs

NUMBER = "0101304321"
DARK = 100
DPI = 72
"""A pixel a point, so that places on a page are places in its picture."""

AT_TEXT = Box(72, 737, 300, 750)
"""The line that `lines` draws first."""

PHOTO = Image.new("L", (595, 842), 255)
ImageDraw.Draw(PHOTO).text((72, 192), "Borger 010130-4321 er flyttet", BLACK, ImageFont.load_default(14))


def scan() -> bytes:
    """A page that is a picture of a line of text."""
    file = BytesIO()
    PHOTO.resize((1190, 1684)).save(file, "JPEG")
    image = "/Type /XObject /Subtype /Image /Width 1190 /Height 1684 /ColorSpace /DeviceGray"
    return pdf(
        "q 595 0 0 842 0 0 cm /X Do Q",
        objects=[stream(file.getvalue(), f"{image} /BitsPerComponent 8 /Filter /DCTDecode")],
    )


def picture(data: bytes, page: int = 1) -> Image.Image:
    return pdfium.render(data, page, DPI)


def ink(part: Image.Image) -> int:
    """How many pixels are dark."""
    return sum(part.histogram()[:DARK])


def black(data: bytes, box: tuple[int, int, int, int], page: int = 1) -> bool:
    """Is a place – left, top, right, bottom, from the upper left – black all over?"""
    part = picture(data, page).crop(box)
    return ink(part) == part.width * part.height


def removed(data: bytes) -> bool:
    """Does the first page say no more than that it was removed?"""
    return ink(picture(data).crop((72, 130, 500, 842))) == 0 < ink(picture(data).crop((72, 60, 500, 130)))


TEXT = pdf(lines("Borger 010130-4321 er flyttet"))
PLACE = (115, 92, 170, 102)
"""Where the number stands in it."""


def test_the_digits_are_black_in_the_pixels() -> None:
    assert not black(TEXT, PLACE)
    assert black(pictured(TEXT, [Spot(1, NUMBER, AT_TEXT)]), PLACE)


def test_the_words_beside_them_stay() -> None:
    shown = pictured(TEXT, [Spot(1, NUMBER, AT_TEXT)])
    beside = ((72, 92, 110, 102), (176, 92, 230, 102))
    assert [0 < ink(picture(shown).crop(box)) < 150 for box in beside] == [True, True]


def test_only_pictures_are_left() -> None:
    hidden = "BT /R 9 Tf 3 Tr 1 0 0 1 72 600 Tm (010130-4321) Tj ET"
    more = "/Annots [<< /Subtype /FreeText /Rect [72 400 300 440] /Contents (0101304321) >>]"
    shown = pictured(pdf(lines("010130-4321") + hidden, more=more), [Spot(1, NUMBER, AT_TEXT)])
    assert pdfium.words(shown) == [""]
    for gone in (b"4321", b"/Annots", b"/Info", b"/Font", b"/Metadata", b"FlateDecode"):
        assert gone not in shown


def test_a_number_is_found_on_every_page_and_in_every_form() -> None:
    data = pdf(lines("Intet"), lines("Her: 01 01 30 4321"))
    shown = pictured(data, [Spot(1, NUMBER, AT_TEXT)])
    assert black(shown, (102, 92, 165, 102), page=2)


def test_a_page_that_is_turned_is_blackened_where_it_shows_the_number() -> None:
    data = pdf(lines("Borger 010130-4321 er flyttet"), more="/Rotate 90", box="20 30 615 872")
    shown = pictured(data, [Spot(1, NUMBER, None)])
    left, top = 740 - 30, 115 - 20
    assert black(shown, (left, top, left + 8, top + 50))


def test_a_number_over_two_lines_is_black_on_both() -> None:
    shown = pictured(pdf(lines("Borger 010130-", "4321 er flyttet")), [Spot(1, NUMBER, AT_TEXT)])
    assert black(shown, (115, 92, 144, 102))
    assert black(shown, (73, 108, 95, 116))


def test_the_line_goes_where_the_number_is_not_drawn_on_it() -> None:
    data = pdf(lines("Borger 010130-", "Side 1 af 2", "4321 er flyttet"))
    shown = pictured(data, [Spot(1, NUMBER, AT_TEXT), Spot(1, NUMBER, Box(72, 709, 300, 722))])
    assert black(shown, (75, 94, 290, 103))
    assert black(shown, (75, 122, 290, 131))


def test_the_words_go_where_they_were_read_off_a_picture() -> None:
    shown = pictured(scan(), [Spot(1, NUMBER, AT_TEXT, (Box(118, 633, 200, 650),))])
    assert black(shown, (120, 194, 198, 206))
    assert not black(shown, (72, 194, 110, 206))


def test_a_page_goes_where_the_place_of_its_number_is_not_known() -> None:
    assert removed(pictured(scan(), [Spot(1, NUMBER, None)]))


def test_what_can_still_be_read_is_blackened_too() -> None:
    needs(engine(), "Tesseract is missing: apt-get install tesseract-ocr tesseract-ocr-dan")
    shown = pictured(scan(), [Spot(1, NUMBER, Box(72, 300, 200, 320), (Box(72, 300, 100, 320),))])
    assert black(shown, (124, 195, 190, 204))


def test_a_page_keeps_its_size() -> None:
    shown = pictured(pdf(lines("x"), box="0 0 842 595"), [])
    assert picture(shown).size == (842, 595)


def test_the_same_file_gives_the_same_bytes() -> None:
    spots = [Spot(1, NUMBER, AT_TEXT)]
    assert pictured(TEXT, spots) == pictured(TEXT, spots)


def test_a_page_of_text_stays_small() -> None:
    full = pdf(*[lines(*["Forvaltningen har svaret på det." * 3] * 50, size=9)] * 5)
    assert len(pictured(full, [])) < 2_000_000

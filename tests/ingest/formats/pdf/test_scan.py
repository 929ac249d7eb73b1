from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image, ImageDraw, ImageFont
from pypdf import PdfReader

from ingest.formats.ocr import read as ocr
from ingest.formats.pdf import scan
from ingest.formats.pdf.scan import as_pdf, read_scan
from kb.errors import Unreadable

needs_ocr = pytest.mark.skipif(ocr.engine() is None, reason="no OCR engine is installed")


def page(mode: str = "L", size: tuple[int, int] = (827, 1169), text: str = "") -> Image.Image:
    paper = Image.new("L", size, 255)
    ImageDraw.Draw(paper).text((80, 120), text, 0, ImageFont.load_default(30))
    return paper.convert(mode)


def saved(*pages: Image.Image, format: str = "TIFF", dpi: int = 100) -> bytes:
    first, *more = pages
    buffer = BytesIO()
    extra = {"save_all": True, "append_images": more} if more else {}
    first.save(buffer, format, dpi=(dpi, dpi), **extra)
    return buffer.getvalue()


def sizes(data: bytes) -> list[tuple[int, int]]:
    """Each page's width and height in points."""
    pages = PdfReader(BytesIO(as_pdf(data))).pages
    return [(round(page.mediabox.width), round(page.mediabox.height)) for page in pages]


def test_each_picture_of_a_tiff_is_a_page() -> None:
    assert sizes(saved(page("1"), page("RGB"))) == [(595, 842), (595, 842)]


@pytest.mark.parametrize("dpi", [1, 72, 100, 30_000])
def test_page_has_a_likely_size_whatever_the_picture_says(dpi: int) -> None:
    width, _ = sizes(saved(page(size=(2480, 3508)), format="JPEG", dpi=dpi))[0]
    assert width in (595, 1786)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "I;16"])
def test_picture_of_any_colours_is_a_page(mode: str) -> None:
    made = page("L").convert("I").convert("I;16") if mode == "I;16" else page(mode)
    assert len(sizes(saved(made))) == 1


def fax(*pages: Image.Image, compression: str = "group4", dpi: tuple[int, int] = (204, 98)) -> bytes:
    """Pages as a fax machine sends them."""
    sent = [each.resize((1728, round(1728 * 1.414 * dpi[1] / dpi[0]))).convert("1") for each in pages]
    buffer = BytesIO()
    sent[0].save(buffer, "TIFF", compression=compression, dpi=dpi, save_all=True, append_images=sent[1:])
    return buffer.getvalue()


@pytest.mark.parametrize("compression", ["group3", "group4", "tiff_ccitt"])
@pytest.mark.parametrize("dpi", [(204, 98), (204, 196), (98, 204)])
def test_a_fax_has_the_shape_of_its_paper(compression: str, dpi: tuple[int, int]) -> None:
    (wide, high), other = sizes(fax(page(), page(), compression=compression, dpi=dpi))
    assert (wide, high) == other
    assert high / wide == pytest.approx(1.414, abs=0.05)


def test_the_resolution_of_a_picture_that_lies_turned_is_turned_with_it() -> None:
    lying = page(size=(1169, 414))
    exif = lying.getexif()
    exif[0x0112] = 6
    buffer = BytesIO()
    lying.save(buffer, "TIFF", dpi=(100, 50), exif=exif)
    assert sizes(buffer.getvalue()) == [(596, 842)]


@needs_ocr
def test_a_fax_of_two_pages_is_read() -> None:
    large = (1654, 2339)
    first, second = (page(size=large, text=text) for text in ("Der er 412 elever", "Med venlig hilsen"))
    found = read_scan(fax(first, second, dpi=(204, 98)))
    assert [(line.page, line.text) for line in found.lines] == [
        (1, "Der er 412 elever"),
        (2, "Med venlig hilsen"),
    ]


@needs_ocr
def test_text_is_read_off_a_picture() -> None:
    found = read_scan(saved(page(text="Svar fra Nordfjord Kommune\n\nDer er fem elever."), format="PNG"))
    assert [line.text for line in found.lines] == ["Svar fra Nordfjord Kommune", "Der er fem elever."]
    assert found.pages == 1


@pytest.mark.parametrize("data", [saved(page(), format="PNG")[:300], b"\xff\xd8\xff\xe0", b"II*\0\x08\0\0\0"])
def test_damaged_picture_says_so_in_one_line(data: bytes) -> None:
    with pytest.raises(Unreadable, match=r"^expected a picture of a letter, found .+ that is damaged; "):
        read_scan(data)


def test_picture_too_large_to_be_a_letter_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "MOST_PIXELS", 1000)
    with pytest.raises(Unreadable, match=r"found 827 × 1169 dots"):
        read_scan(saved(page()))


def test_only_pictures_are_read_as_pictures() -> None:
    with pytest.raises(Unreadable, match=r"^expected a picture of a letter, found plain text"):
        read_scan(b"Svar")

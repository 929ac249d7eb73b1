"""A second reading of a PDF's words."""

from __future__ import annotations

import pytest

from ingest.formats.page import pdfium
from ingest.formats.pdf.check import difference, differing
from ingest.formats.pdf.read import read_pdf
from kb.errors import Unreadable
from kb.model import Line, Note
from kb.notes import Code
from tests.ingest.formats.pdfs import lines, pdf

TEXT = [f"Skole nummer {n} har {n * 7} elever i alt." for n in range(1, 21)]
LETTER = pdf(lines(*TEXT))


def as_read(*texts: str) -> list[Line]:
    return [Line(text, 1, number) for number, text in enumerate(texts, 1)]


def test_a_letter_that_both_read_alike_is_not_noted() -> None:
    assert list(differing(LETTER, read_pdf(LETTER).lines)) == []


def test_a_page_that_lacks_words_is_noted() -> None:
    (note,) = differing(LETTER, as_read(*TEXT[:-2]))
    assert note == Note(Code.READINGS_DIFFER, (16, 160), 1)


def test_so_few_words_as_differ_by_chance_are_not_noted() -> None:
    assert list(differing(LETTER, as_read(*TEXT[:-1], "Skole nummer 20 har 140 børn"))) == []


def test_pages_that_were_read_off_pictures_are_not_compared() -> None:
    assert list(differing(LETTER, (), unlike={1})) == []


def test_a_file_that_pdfium_cannot_read_is_not_refused() -> None:
    (note,) = differing(b"%PDF-1.7 brudt", ())
    assert note.code is Code.UNCHECKED


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [
        ("", "", 0),
        ("sagsbehandling", "sags behandling", 0),
        ("T I L S Y N", "TILSYN", 0),
        ("312 elever", "213 elever", 1),
        ("en to tre", "en", 2),
        ("en", "en to tre", 2),
        ("ja ja", "ja", 1),
    ],
)
def test_spaces_within_words_make_no_difference(one: str, other: str, count: int) -> None:
    assert difference(one.split(), other.split()) == count


def test_a_page_as_a_picture_has_the_asked_resolution() -> None:
    assert (pdfium.render(LETTER, 1, 144).size, pdfium.render(LETTER, 1, 144).mode) == ((1190, 1684), "L")


def test_a_huge_page_is_made_smaller() -> None:
    wide, high = pdfium.render(pdf("BT ET", box="0 0 14400 14400"), 1, 200).size
    assert wide * high <= pdfium.MOST_PIXELS * 1.01


@pytest.mark.parametrize(("data", "page"), [(LETTER, 2), (b"%PDF-1.7", 1)])
def test_what_pdfium_cannot_read_is_unreadable(data: bytes, page: int) -> None:
    with pytest.raises(Unreadable, match="PDFium"):
        pdfium.render(data, page, 72)


def test_a_file_of_forms_in_forms_is_not_read_twice() -> None:
    (note,) = differing(LETTER + b"\n% /Form" * 21, read_pdf(LETTER).lines)
    assert note == Note(Code.UNCHECKED, ("too many forms",))

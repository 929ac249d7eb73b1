"""Drawing operators, followed to where the text stands."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pytest
from pypdf import PdfReader

from ingest.formats.page.drawn import Drawn, Fragment
from ingest.formats.pdf.draw import draw
from ingest.formats.pdf.operators import Budget
from tests.ingest.formats.pdfs import pdf


def drawn(content: str, more: str = "", box: str = "0 0 595 842", objects: Sequence[bytes] = ()) -> Drawn:
    page = PdfReader(io.BytesIO(pdf(content, more=more, box=box, objects=objects))).pages[0]
    return draw(page, {}, Budget())


def only(content: str, more: str = "", box: str = "0 0 595 842") -> Fragment:
    (fragment,) = drawn(content, more, box).fragments
    return fragment


@pytest.mark.parametrize(
    ("operators", "place"),
    [
        ("BT /R 10 Tf 72 700 Td (A) Tj ET", (72, 700)),
        ("BT /R 10 Tf 1 0 0 1 72 700 Tm 5 -10 Td (A) Tj ET", (77, 690)),
        ("BT /R 10 Tf 72 700 Td 5 -12 TD T* (A) Tj ET", (77, 676)),
        ("BT /R 10 Tf 14 TL 72 700 Td (A) ' ET", (72, 686)),
        ('BT /R 10 Tf 14 TL 72 700 Td 0 0 (A) " ET', (72, 686)),
        ("q 1 0 0 1 50 5 cm BT /R 10 Tf 22 695 Td (A) Tj ET Q", (72, 700)),
        ("q 1 0 0 -1 0 842 cm BT /R 10 Tf 1 0 0 -1 72 142 Tm (A) Tj ET Q", (72, 700)),
        ("q 9 0 0 9 0 0 cm Q BT /R 10 Tf 72 700 Td (A) Tj ET", (72, 700)),
        ("BT /R 10 Tf 72 700 Td [-200 (A)] TJ ET", (74, 700)),
    ],
)
def test_every_way_of_placing_text_is_followed(operators: str, place: tuple[float, float]) -> None:
    fragment = only(operators)
    assert (round(fragment.x0, 3), round(fragment.y, 3)) == place


@pytest.mark.parametrize(
    ("operators", "width"),
    [
        ("(AA) Tj", 13.34),
        ("3 Tc (AA) Tj", 16.34),
        ("50 Tz (AA) Tj", 6.67),
    ],
)
def test_spacing_and_scaling_widen_text(operators: str, width: float) -> None:
    fragment = only(f"BT /R 10 Tf 72 700 Td {operators} ET")
    assert round(fragment.x1 - fragment.x0, 3) == width


def test_word_spacing_widens_the_space() -> None:
    found = drawn("BT /R 10 Tf 20 Tw 72 700 Td (A A) Tj ET").fragments
    assert [(f.text, round(f.x0, 2)) for f in found] == [("A", 72), (" ", 78.67), ("A", 101.45)]


def test_the_type_size_is_the_printed_one() -> None:
    assert only("q 2 0 0 2 0 0 cm BT /R 1 Tf 5 0 0 5 10 10 Tm (A) Tj ET Q").size == 10


def test_text_rise_leaves_the_baseline_alone() -> None:
    fragment = only("BT /R 7 Tf 4 Ts 72 700 Td (2) Tj ET")
    assert (fragment.y, fragment.rise) == (700, 4)


@pytest.mark.parametrize(
    ("matrix", "turned"), [("0 1 -1 0", 1), ("-1 0 0 -1", 2), ("0 -1 1 0", 3), ("1 .05 -.05 1", 0)]
)
def test_text_knows_how_it_is_turned(matrix: str, turned: int) -> None:
    assert only(f"BT /R 10 Tf {matrix} 300 300 Tm (A) Tj ET").turned == turned


def test_a_turned_page_is_read_as_it_is_shown() -> None:
    fragment = only("BT /R 10 Tf 0 1 -1 0 40 300 Tm (A) Tj ET", more="/Rotate 90")
    assert (fragment.turned, fragment.x0, fragment.y) == (0, 300, 555)


def test_places_are_counted_from_the_corner_that_is_shown() -> None:
    fragment = only("BT /R 10 Tf 172 700 Td (A) Tj ET", box="100 100 695 942")
    assert (fragment.x0, fragment.y) == (72, 600)


def test_stroked_letters_are_bold() -> None:
    assert only("BT 2 Tr /R 10 Tf 72 700 Td (A) Tj ET").bold


def test_painted_lines_are_rules_and_clipping_paths_are_not() -> None:
    found = drawn("BT (A) Tj ET 72 500 m 300 500 l S 72 400 200 50 re W n 72 300 200 .5 re f")
    assert {(rule.x0, rule.y0) for rule in found.rules if rule.across} == {(72, 500), (72, 300), (72, 300.5)}


@pytest.mark.parametrize(
    ("matrix", "italic"),
    [
        ("1 0 0 1 72 700", False),
        ("1 0 .33 1 72 700", True),
        ("0 1 -1 0 72 700", False),
        ("0 1 -1 .33 72 700", True),
        ("1 0 .02 1 72 700", False),
    ],
)
def test_leaning_letters_are_italic(matrix: str, italic: bool) -> None:
    assert only(f"BT /R 10 Tf {matrix} Tm (A) Tj ET").italic is italic


@pytest.mark.parametrize(
    ("operators", "colour"),
    [
        ("", None),
        ("0 g", None),
        (".1 .1 .1 rg", None),
        (".75 0 0 rg", "bf0000"),
        ("0 1 1 0 k", "ff0000"),
        (".5 g", "808080"),
        ("/Pattern cs", None),
        (".9 g 60 690 200 30 re f 0 g", "e6e6e6"),
        (".9 g 60 690 200 30 re f .75 0 0 rg", "bf0000"),
        ("1 g 60 690 200 30 re f 0 g", None),
        (".9 g 60 500 200 30 re f 0 g", None),
    ],
)
def test_text_knows_its_colour_or_that_of_its_box(operators: str, colour: str | None) -> None:
    assert only(f"{operators} BT /R 10 Tf 72 700 Td (A) Tj ET").colour == colour

"""The contract with pypdf's private font class."""

from __future__ import annotations

import pytest
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject, StreamObject

from ingest.formats.page.drawn import UNREADABLE
from ingest.formats.pdf.font import Face


def name(text: str) -> NameObject:
    return NameObject("/" + text)


def font(base: str = "Helvetica", **entries: object) -> DictionaryObject:
    values: dict[str, object] = {"Type": name("Font"), "Subtype": name("Type1"), "BaseFont": name(base)}
    values |= {"Encoding": name("WinAnsiEncoding")} | entries
    return DictionaryObject({name(key): value for key, value in values.items()})


def numbers(*values: int) -> ArrayObject:
    return ArrayObject(NumberObject(value) for value in values)


def to_unicode(code: str, text: str) -> StreamObject:
    found = StreamObject()
    found.set_data(f"1 beginbfchar <{code}> <{text.encode('utf-16-be').hex()}> endbfchar".encode())
    return found


def test_the_standard_fonts_have_their_widths() -> None:
    runs = [*Face(font()).runs(b"A"), *Face(font()).runs("å ".encode("cp1252"))]
    assert [(run.text, round(run.width, 3)) for run in runs] == [
        ("A", 0.667),
        ("å", 0.556),
        (" ", 0.278),
    ]


def test_widths_in_the_file_come_first() -> None:
    face = Face(font(FirstChar=NumberObject(65), Widths=numbers(1000, 300)))
    assert [run.width for code in (b"A", b"B", b"AB") for run in face.runs(code)] == [1.0, 0.3, 1.3]


def test_word_spacing_applies_to_the_byte_32_alone() -> None:
    assert [run.spacing for run in Face(font()).runs(b"a \xa0")] == [0, 1, 0]


def test_two_byte_fonts_are_read_by_their_unicode_map() -> None:
    part = DictionaryObject(
        {name("W"): ArrayObject([NumberObject(36), numbers(722)]), name("DW"): NumberObject(500)}
    )
    face = Face(
        font(
            Subtype=name("Type0"),
            Encoding=name("Identity-H"),
            DescendantFonts=ArrayObject([part]),
            ToUnicode=to_unicode("0024", "Å"),
        )
    )
    found = [(run.text, run.width) for run in face.runs(b"\x00\x24\x00\x25\x00\x03")]
    assert found == [("Å" + UNREADABLE, 1.222), (" ", 0.5)]


def test_letters_drawn_as_pictures_without_names_cannot_be_read() -> None:
    matrix = ArrayObject([NumberObject(n) for n in (1, 0, 0, 1, 0, 0)])
    face = Face(
        font(Subtype=name("Type3"), FontMatrix=matrix, CharProcs=DictionaryObject({name("g1"): numbers()}))
    )
    assert [run.text for run in face.runs(b"a")] == [UNREADABLE]


@pytest.mark.parametrize(
    ("base", "bold"),
    [("Helvetica-Bold", True), ("ABCDEF+Arial-Black", True), ("CMBX10", True), ("Arial", False)],
)
def test_bold_is_in_the_name(base: str, bold: bool) -> None:
    assert Face(font(base)).bold is bold


def test_bold_is_in_the_flags() -> None:
    flags = DictionaryObject({name("FontName"): name("X"), name("Flags"): NumberObject((1 << 18) | 4)})
    assert Face(font("X", FontDescriptor=flags)).bold


@pytest.mark.parametrize(
    ("base", "italic"),
    [
        ("Helvetica-Oblique", True),
        ("ABCDEF+Calibri-Italic", True),
        ("Arial,BoldItalic", True),
        ("CMTI10", True),
        ("TimesNewRomanPS-BdIt", True),
        ("Arial", False),
        ("Italiana", False),
    ],
)
def test_italic_is_in_the_name(base: str, italic: bool) -> None:
    assert Face(font(base)).italic is italic


@pytest.mark.parametrize(("key", "value"), [("Flags", (1 << 6) | 4), ("ItalicAngle", -12)])
def test_italic_is_in_the_flags_or_the_angle(key: str, value: int) -> None:
    described = DictionaryObject({name("FontName"): name("X"), name(key): NumberObject(value)})
    assert Face(font("X", FontDescriptor=described)).italic

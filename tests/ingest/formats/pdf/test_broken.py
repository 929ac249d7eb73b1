"""A part of a PDF that is broken costs itself, and never the text of a page."""

from __future__ import annotations

import re

import pytest

from ingest.formats.pdf.read import read_pdf
from tests.ingest.formats.pdfs import again, lines, pdf, stream

TEXT = ["Der er 412 pladser.", "De koster 7.250 kr."]
PAGE = (
    lines(TEXT[0])
    + "/OC /M BDC /X Do EMC /G gs /C cs 0 scn q 9 0 0 9 300 300 cm /I Do Q "
    + lines(TEXT[1], y=600)
)

FORM = stream(
    b"BT /R 9 Tf 9 9 Td (lille) Tj ET",
    "/Subtype /Form /BBox [0 0 9 9] /Matrix [1 0 0 1 0 0] /Resources 3 0 R /OC 11 0 R",
)
PICTURE = stream(b"\x00", "/Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray")
GROUP = b"<< /Type /OCG /Name (Lag) /Usage << /View << /ViewState /ON >> >> /Intent [/View] >>"
FIELD = (
    b"<< /Type /Annot /Subtype /Widget /FT /Tx /T (navn) /V (Eva) /Rect [9 9 99 30] /F 4 /DA (/R 9 Tf)"
    b" /AP << /N 10 0 R >> >>"
)
STRIKE = (
    b"<< /Type /Annot /Subtype /StrikeOut /QuadPoints [9 9 99 9 9 30 99 30] /Rect [9 9 99 30]"
    b" /Contents (nej) >>"
)
BOX = (
    b"<< /Type /Annot /Subtype /Widget /FT /Btn /T (ja) /V /Yes /AS /Yes /Rect [9 9 19 19]"
    b" /MK << /CA (4) >> >>"
)
OBJECTS = (FORM, GROUP, FIELD, STRIKE, BOX, PICTURE)

MORE = (
    "/Annots [12 0 R 13 0 R 14 0 R] /Rotate 0 /CropBox [0 0 595 842] /Group << /S /Transparency >>"
    " /StructParents 0"
)
RESOURCES = (
    b"/XObject << /X 10 0 R /I 15 0 R >> /Properties << /M 11 0 R >> /ColorSpace << /C [/ICCBased 15 0 R] >>"
    b" /ExtGState << /G << /ca 1 /BM /Normal >> >>"
)
CATALOG = (
    b"/OCProperties << /OCGs [11 0 R] /D << /BaseState /ON /OFF [] /ON [11 0 R]"
    b" /AS [<< /Event /View /Category [/View] /OCGs [11 0 R] >>] >> >>"
    b" /AcroForm << /Fields [12 0 R 14 0 R] /DR 3 0 R /DA (/R 9 Tf) >> /Outlines << /First 13 0 R >>"
    b" /Metadata 10 0 R /PageLabels << /Nums [0 << /S /D >>] >> /Lang (da) /StructTreeRoot << /K [] >>"
    b" /MarkInfo << /Marked true >> /Names << /EmbeddedFiles << /Names [(a) 12 0 R] >> >>"
)


def whole() -> bytes:
    """A page of two lines with everything beside them that a reader looks at."""
    data = pdf(PAGE, more=MORE, objects=OBJECTS)
    data = data.replace(b"/XObject << /X 10 0 R >>", RESOURCES)
    return again(data.replace(b"/Type /Catalog", b"/Type /Catalog " + CATALOG))


NEEDED = {"/Type", "/Pages", "/Kids", "/Count", "/Parent", "/Contents", "/Length", "/Size", "/Root"}
"""Without these there is no page."""

ENTRY = re.compile(rb"(/[A-Za-z]+) (\d+ \d+ R|\[[^\[\]]*\]|<<|/\w+|\([^()]*\)|-?[\d.]+)")
WRONG = (b"null", b"-7", b"/Odd", b"(odd)", b"[]", b"[null]", b"<< >>", b"99 0 R", b"[[[ ]]]", b"true")


def broken() -> list[tuple[str, bytes]]:
    """For each entry of each dictionary, files in which it has a value that makes no sense."""
    data = whole()
    files = []
    for found in ENTRY.finditer(data):
        key = found[1].decode()
        inside = data.rfind(b"stream", 0, found.start()) > data.rfind(b"endobj", 0, found.start())
        if key in NEEDED or inside or data.find(b"\nxref") < found.start():
            continue
        for wrong in WRONG if found[2] != b"<<" else ():
            changed = data[: found.start(2)] + wrong + data[found.end(2) :]
            files.append((f"{found.start()} {key} {wrong.decode()}", again(changed)))
    return files


def test_the_whole_file_is_read() -> None:
    assert set(TEXT) <= {line.text for line in read_pdf(whole()).lines}


def test_no_broken_entry_costs_the_text() -> None:
    lost = {}
    for name, data in broken():
        try:
            found = {line.text for line in read_pdf(data).lines}
        except Exception as error:
            lost[name] = str(error)
        else:
            if not set(TEXT) <= found:
                lost[name] = str(sorted(found))
    assert len(broken()) > 300
    assert lost == {}


@pytest.mark.parametrize("annotations", ["[null]", "[99 0 R]", "null", "5", "[5 (a) /B [] << >>]", "99 0 R"])
def test_annotations_that_are_none_cost_nothing(annotations: str) -> None:
    data = pdf(lines("Svar"), lines("Hilsen"), more=f"/Annots {annotations}")
    read = read_pdf(data)
    assert ([line.text for line in read.lines], read.notes) == (["Svar", "Hilsen"], ())


def test_a_broken_annotation_does_not_hide_the_next() -> None:
    good = "<< /Subtype /Text /Contents (Borger 010130-4321) >>"
    notes = read_pdf(
        pdf(lines("Svar"), more=f"/Annots [null << /Subtype 5 /Contents 99 0 R >> {good}]")
    ).notes
    assert [note.code.value for note in notes] == ["fields_left_out", "cpr_beside_text"]


@pytest.mark.parametrize("font", ["/Q", "/B"])
def test_text_in_a_missing_font_is_read_and_noted(font: str) -> None:
    data = pdf(lines("Svar") + lines("7.250 kr.", y=600, font=font.removeprefix("/")))
    data = data.replace(
        b"/BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding",
        b"/BaseFont 7 /Encoding [[]] /FontDescriptor 5",
    )
    assert [line.text for line in read_pdf(data).lines] == ["Svar", "7.250 kr."]


@pytest.mark.parametrize("filter", ["/Odd", "[/FlateDecode null]", "7"])
def test_an_unreadable_part_of_a_page_costs_itself(filter: str) -> None:
    data = pdf("X", objects=[stream(b"x", f"/Filter {filter}"), stream(lines("Svar").encode())])
    data = again(data.replace(b"/Contents 13 0 R", b"/Contents [10 0 R null 11 0 R 99 0 R]"))
    read = read_pdf(data)
    assert [line.text for line in read.lines] == ["Svar"]
    assert [note.code.value for note in read.notes] == ["operators_left_out"]


def test_an_unreadable_form_costs_itself() -> None:
    data = pdf("/X Do " + lines("Svar"), objects=[stream(b"x", "/Subtype /Form /Filter /Odd")])
    read = read_pdf(data)
    assert [line.text for line in read.lines] == ["Svar"]
    assert [note.code.value for note in read.notes] == ["operators_left_out"]

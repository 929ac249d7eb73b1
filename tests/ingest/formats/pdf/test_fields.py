"""Form fields that are filled in are part of what the page says, where it says it."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader, PdfWriter
from reportlab.pdfgen.canvas import Canvas

from ingest.formats.pdf.read import read_pdf
from tests.ingest.formats.pdfs import lines, pdf, stream

ASKED = lines("Antal pladser:", "Bemærkning:", "Overdækket:", leading=30)


def texts(data: bytes) -> list[str]:
    return [line.text for line in read_pdf(data).lines]


def codes(data: bytes) -> list[str]:
    return [note.code.value for note in read_pdf(data).notes]


def field(entries: str, rect: str = "160 736 300 752") -> str:
    return f"<< /Type /Annot /Subtype /Widget /Rect [{rect}] /T (a) {entries} >>"


def filled(*fields: str, more: bytes = b"null") -> bytes:
    return pdf(ASKED, more=f"/Annots [{' '.join(fields)}]", objects=[more])


SHOWN = stream(
    b"/Tx BMC q BT /R 10 Tf 2 4 Td (412 i alt) Tj ET Q EMC",
    "/Subtype /Form /BBox [0 0 140 16] /Resources 3 0 R",
)


@pytest.mark.parametrize(
    ("entries", "text"),
    [
        ("/FT /Tx /V (412)", "Antal pladser: 412"),
        ("/FT /Tx /V <FEFF00340031003200E5>", "Antal pladser: 412å"),
        ("/FT /Tx /V (411) /AP << /N 10 0 R >>", "Antal pladser: 412 i alt"),
        ("/FT /Ch /V (b) /Opt [[(a) (ingen)] [(b) (412 stk.)]]", "Antal pladser: 412 stk."),
        ("/FT /Ch /V (412)", "Antal pladser: 412"),
        ("/Parent << /FT /Tx /V (412) >>", "Antal pladser: 412"),
        ("/FT /Tx", "Antal pladser:"),
        ("/FT /Tx /V (412) /F 2", "Antal pladser:"),
        ("/FT /Tx /Ff 8192 /V (412)", "Antal pladser:"),
        ("/FT /Sig /V << >>", "Antal pladser:"),
    ],
)
def test_a_value_stands_where_the_field_is(entries: str, text: str) -> None:
    assert texts(filled(field(entries), more=SHOWN))[0] == text


@pytest.mark.parametrize(
    ("entries", "mark"),
    [
        ("/FT /Btn /V /Ja /AS /Ja", "☒"),
        ("/FT /Btn /V /Off /AS /Off", "☐"),
        ("/FT /Btn", "☐"),
        ("/FT /Btn /Ff 32768 /Parent << /FT /Btn /V /Ja >> /AS /Off", "☐"),
    ],
)
def test_a_box_is_ticked_or_not(entries: str, mark: str) -> None:
    data = filled(field(entries, "160 678 172 690"))
    assert texts(data)[2] == f"Overdækket: {mark}"
    assert codes(data) == []


def test_a_button_says_nothing() -> None:
    assert texts(filled(field("/FT /Btn /Ff 65536 /MK << /CA (Send) >>")))[0] == "Antal pladser:"


def test_a_long_value_goes_over_lines() -> None:
    long = "Pladserne er fordelt ved begge sider af stationen, og de fleste af dem har et tag over."
    data = filled(field(f"/FT /Tx /Ff 4096 /DA (/R 10 Tf) /V ({long})", "160 600 420 720"))
    assert long in " ".join(texts(data)).replace("Bemærkning: ", "")


def test_a_field_that_is_not_read_is_still_noted() -> None:
    data = filled(field("/FT /Tx /V (412)"), field("/FT /Tx /F 2 /V (skjult)", "160 706 300 722"))
    assert codes(data) == ["fields_left_out"]


def test_read_fields_are_not_noted_as_left_out() -> None:
    words = " ".join(f"ord{n}" for n in range(12))
    assert codes(filled(field(f"/FT /Tx /V ({words})", "160 600 420 720"))) == []


def test_forms_that_programs_make_are_read() -> None:
    file = io.BytesIO()
    canvas = Canvas(file)
    canvas.drawString(72, 700, "Antal:")
    canvas.acroForm.textfield(name="antal", x=130, y=695, width=100, height=18)
    canvas.drawString(90, 660, "Ja")
    canvas.acroForm.checkbox(name="ja", x=72, y=658, size=12, checked=True)
    canvas.drawString(90, 640, "Nej")
    canvas.acroForm.checkbox(name="nej", x=72, y=638, size=12, checked=False)
    canvas.save()
    writer = PdfWriter(clone_from=PdfReader(file))
    writer.update_page_form_field_values(writer.pages[0], {"antal": "412 pladser"})
    done = io.BytesIO()
    writer.write(done)
    assert texts(done.getvalue()) == ["Antal: 412 pladser", "☒ Ja", "☐ Nej"]


@pytest.mark.parametrize(
    ("operators", "text", "noted"),
    [
        (
            "/Span << /ActualText (\\376\\377\\0004\\0001\\0002) >> BDC (xyz) Tj EMC",
            "Der er 412 pladser",
            True,
        ),
        ("/Span <</ActualText<FEFF003400310032>>> BDC (412) Tj EMC", "Der er 412 pladser", False),
        ("/Span << /ActualText (412) /Lang (da) >> BDC (\\267) Tj EMC", "Der er 412 pladser", False),
        ("/Span << /ActualText <FEFF00AD> >> BDC (412-) Tj EMC", "Der er 412- pladser", False),
        ("/Span << /ActualText () >> BDC (412) Tj EMC", "Der er 412 pladser", False),
        ("/P << /MCID 0 >> BDC (412) Tj EMC", "Der er 412 pladser", False),
        ("/Span << /ActualText (fire hundrede) >> BDC (400) Tj EMC", "Der er fire hundrede pladser", True),
    ],
)
def test_what_the_file_says_for_a_span_is_read(operators: str, text: str, noted: bool) -> None:
    data = pdf(f"BT /R 11 Tf 72 700 Td (Der er ) Tj {operators} ( pladser) Tj ET")
    assert texts(data) == [text]
    assert ("text_replaced" in codes(data)) is noted

"""Pictures, charts, diagrams, objects and texts in shapes: read where they stand, or noted there."""

from __future__ import annotations

import pytest
from PIL import Image

from ingest.formats.ocr import tesseract
from ingest.formats.ocr.read import CHOICE
from ingest.formats.word.read import read_docx
from kb.errors import Unreadable
from kb.model import Note
from kb.notes import Code
from tests.ingest.formats.scans import of_text, png
from tests.ingest.formats.word_files import Media, docx, p, r, showing
from tests.needs import needs

A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
C = 'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
DGM = 'xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram"'
INCH = 914_400
CHART, DIAGRAM = '<c:chart r:id="rId9"/>', '<dgm:relIds r:dm="rId9"/>'


@pytest.fixture
def tesseract_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    needs(tesseract.installed(), "Tesseract is missing: apt-get install tesseract-ocr tesseract-ocr-dan")
    monkeypatch.setenv(CHOICE, "tesseract")


@pytest.fixture
def nothing_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(CHOICE, "off")


def drawing(inner: str, wide: float = 6, high: float = 4, more: str = "") -> str:
    extent = f'<wp:extent cx="{wide * INCH:.0f}" cy="{high * INCH:.0f}"/><wp:docPr id="1" {more}/>'
    return (
        f'<w:r><w:drawing xmlns:wp="urn:wp" {A} {C} {DGM}><wp:inline>{extent}<a:graphic><a:graphicData>'
        f"{inner}</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def pic(id: str = "rId9", cut: str = "") -> str:
    return (
        f'<pic:pic xmlns:pic="urn:pic"><pic:blipFill><a:blip r:embed="{id}"/>{cut}</pic:blipFill></pic:pic>'
    )


def read(body: str, media: Media | None = None) -> tuple[list[str], list[Note]]:
    found = read_docx(showing(body, media or {}))
    return [line.text for line in found.lines], list(found.notes)


@pytest.mark.usefixtures("tesseract_reads")
def test_picture_of_text_is_read_where_it_stands() -> None:
    body = p("Se tabellen:") + f"<w:p>{drawing(pic())}</w:p>" + p("Ja.")
    texts, notes = read(body, {"rId9": ("image", of_text("", "", "Der er 412 pladser"))})
    assert texts == ["Se tabellen:", "Der er 412 pladser", "Ja."]
    assert notes == [Note(Code.PICTURE_READ, ("Tesseract",), line=2)]


@pytest.mark.usefixtures("tesseract_reads")
def test_what_is_cut_off_a_picture_is_not_read() -> None:
    both = of_text("", "", "Hemmeligt", "", "", "", "", "", "Der er 412 pladser")
    cut = '<a:srcRect t="50000"/>'
    texts, _ = read(f"<w:p>{drawing(pic(cut=cut))}</w:p>", {"rId9": ("image", both)})
    assert texts == ["Der er 412 pladser"]


@pytest.mark.usefixtures("tesseract_reads")
def test_photograph_is_noted() -> None:
    image = Image.effect_noise((600, 400), 90)
    texts, notes = read(p("Ja.") + f"<w:p>{drawing(pic())}</w:p>", {"rId9": ("image", png(image))})
    assert (texts, notes) == (["Ja."], [Note(Code.PICTURE_NOT_READ, line=1)])


@pytest.mark.usefixtures("nothing_reads")
def test_without_ocr_each_picture_is_noted_and_the_missing_program_once() -> None:
    image = ("image", of_text("Ja"))
    body = p("Ja.") + f"<w:p>{drawing(pic())}{drawing(pic('rId8'))}</w:p>"
    _, notes = read(body, {"rId9": image, "rId8": ("image", of_text("Nej"))})
    codes = [note.code for note in notes]
    assert (codes.count(Code.PICTURE_NOT_READ), codes.count(Code.NO_ENGINE)) == (2, 1)


@pytest.mark.usefixtures("nothing_reads")
def test_file_of_a_picture_alone_says_so() -> None:
    with pytest.raises(Unreadable, match=r"with pictures and no text, .*; scan the letter, or make a sea"):
        read(f"<w:p>{drawing(pic())}</w:p>", {"rId9": ("image", of_text("Ja"))})


@pytest.mark.usefixtures("nothing_reads")
@pytest.mark.parametrize(
    "inner",
    [
        drawing(pic("rId7")),
        "<w:r><w:pict><v:shape style='width:9in;height:9in'><v:imagedata r:id='rId9'/></v:shape></w:pict>"
        "</w:r>",
        f"<w:r><mc:AlternateContent><mc:Choice>{drawing(pic())}</mc:Choice></mc:AlternateContent></w:r>",
    ],
)
def test_picture_that_is_not_read_is_noted(inner: str) -> None:
    _, notes = read(p("Ja.") + f"<w:p>{inner}</w:p>", {"rId9": ("image", b"\x01\x00\x00\x00 EMF")})
    assert notes == [Note(Code.PICTURE_NOT_READ, line=1)]


@pytest.mark.usefixtures("nothing_reads")
@pytest.mark.parametrize(
    "inner", [drawing(pic(), 0.8, 0.8), drawing(pic(), 6, 0.1), drawing(pic(), more='hidden="1"')]
)
def test_sign_line_or_hidden_picture_needs_no_note(inner: str) -> None:
    assert read(p("Ja.") + f"<w:p>{inner}</w:p>", {"rId9": ("image", of_text("Ja"))})[1] == []


def series(name: str, figures: dict[str, str], code: str = "General") -> str:
    def points(values: list[str]) -> str:
        return "".join(f'<c:pt idx="{n}"><c:v>{value}</c:v></c:pt>' for n, value in enumerate(values))

    return (
        f"<c:ser><c:tx><c:strRef><c:strCache>{points([name])}</c:strCache></c:strRef></c:tx>"
        f"<c:cat><c:strRef><c:strCache>{points([*figures])}</c:strCache></c:strRef></c:cat>"
        f"<c:val><c:numRef><c:numCache><c:formatCode>{code}</c:formatCode>{points([*figures.values()])}"
        "</c:numCache></c:numRef></c:val></c:ser>"
    )


def test_chart_is_read_as_a_table() -> None:
    title = f"<c:title {A}><a:t>Pladser</a:t></c:title>"
    plot = series("Ude", {"2023": "401", "2024": "412.5"}) + series(
        "Andel", {"2023": "0.25", "2024": "0.3"}, "0.0%"
    )
    plot = f"<c:plotArea><c:barChart>{plot}</c:barChart></c:plotArea>"
    chart = f"<c:chartSpace {C}><c:chart>{title}{plot}</c:chart></c:chartSpace>"
    body = p("Ja.") + f"<w:p>{drawing(CHART)}</w:p>"
    texts, notes = read(body, {"rId9": ("chart", chart)})
    assert texts == ["Ja.", "Pladser", "\tUde\tAndel", "2023\t401\t25,0 %", "2024\t412,5\t30,0 %"]
    assert notes == [Note(Code.CHART_READ, line=1)]


def test_chart_without_figures_is_noted() -> None:
    body = p("Ja.") + f"<w:p>{drawing(CHART)}</w:p>"
    assert read(body, {"rId9": ("chart", f"<c:chartSpace {C}/>")})[1] == [Note(Code.CHART_NOT_READ, line=1)]


def test_texts_of_a_diagram_are_read() -> None:
    points = "".join(
        f"<dgm:pt><dgm:t><a:p><a:r><a:t>{text}</a:t></a:r></a:p></dgm:t></dgm:pt>"
        for text in ("Søg", "Få svar", "")
    )
    model = f"<dgm:dataModel {DGM} {A}><dgm:ptLst>{points}</dgm:ptLst></dgm:dataModel>"
    body = p("Ja.") + f"<w:p>{drawing(DIAGRAM)}</w:p>"
    assert read(body, {"rId9": ("diagramData", model)}) == (["Ja.", "Søg", "Få svar"], [])


def test_embedded_object_is_noted_with_its_kind() -> None:
    sheet = '<w:r><w:object xmlns:o="urn:o"><o:OLEObject ProgID="Excel.Sheet.12"/></w:object></w:r>'
    body = f"<w:p>{r('Ja.')}{sheet}</w:p>"
    assert read(body) == (["Ja."], [Note(Code.OBJECT_NOT_READ, ("Excel.Sheet.12",), line=1)])


def test_text_in_shapes_is_read_paragraph_by_paragraph() -> None:
    body = "<lc:txBody><a:p><a:t>Nord</a:t></a:p><a:p><a:t>Syd</a:t></a:p></lc:txBody>"
    shape = f"<lc:sp xmlns:lc='urn:lc'>{body}</lc:sp>"
    words = "<w:r><w:pict><v:shape><v:textpath string='KLADDE'/></v:shape></w:pict></w:r>"
    assert read(f"<w:p>{r('Ja.')}{drawing(shape)}{words}</w:p>")[0] == ["Ja.", "Nord", "Syd", "KLADDE"]


def test_logo_in_a_header_needs_no_note() -> None:
    frame = '<w:sectPr><w:headerReference w:type="default" r:id="header1"/></w:sectPr>'
    found = read_docx(docx(p("Ja.") + frame, header1=f"<w:p>{drawing(pic())}</w:p>"))
    assert found.notes == ()

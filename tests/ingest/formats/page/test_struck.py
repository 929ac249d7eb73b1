"""Text with a line through it is no text of the letter; text with a line under or around it is."""

from __future__ import annotations

import io

import pytest
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

from ingest.formats.pdf.read import read_pdf
from kb.model import Note
from kb.notes import Code
from tests.ingest.formats.pdfs import lines, pdf
from tests.letters import parse

TEXT = "BT /R 11 Tf 72 700 Td (Der er ) Tj (412) Tj (438 pladser.) Tj ET "
"""`412` stands from 105.6 to 124, `438` up to 142.3, the whole line up to 184.5."""

FIRST = "105.6 704 m 124 704 l S"


def shown(data: bytes) -> list[str]:
    read = read_pdf(data)
    return [line.text for index, line in enumerate(read.lines) if index not in read.furniture]


def apart(data: bytes) -> list[str]:
    read = read_pdf(data)
    return [read.lines[index].text for index in sorted(read.furniture)]


def codes(data: bytes) -> list[str]:
    return [note.code.value for note in read_pdf(data).notes]


@pytest.mark.parametrize(
    "line",
    [
        FIRST,
        "1 0 0 RG 0.7 w " + FIRST,
        "105.6 703.6 18.4 0.6 re f",
        "105.6 703.6 m 124 703.6 l 124 704.2 l 105.6 704.2 l h f",
        "105.6 702.5 18.4 0.5 re f 105.6 704.5 18.4 0.5 re f",
        "q 2 0 0 2 0 0 cm 0.3 w 52.8 352 m 62 352 l S Q",
        "103 703 m 126 705 l S",
        "105.6 704 m 111.7 704 l S 111.7 704 m 117.8 704 l S 117.8 704 m 124 704 l S",
    ],
)
def test_words_with_a_line_through_them_are_set_apart(line: str) -> None:
    for content in (TEXT + line, line + " " + TEXT):
        data = pdf(content)
        assert (shown(data), apart(data)) == (["Der er 438 pladser."], ["412"])
        assert read_pdf(data).notes == (Note(Code.STRUCK_OUT, (1,), 1),)


@pytest.mark.parametrize(
    "line",
    [
        "105.6 698.5 m 124 698.5 l S",
        "72 698.8 116 0.6 re f",
        "105.6 709.5 m 124 709.5 l S",
        "60 690 m 500 690 l 60 712 m 500 712 l 60 690 m 60 712 l 500 690 m 500 712 l S",
        "70 697 120 13 re S",
        "q 1 1 0 RG 11 w 105.6 703.5 m 124 703.5 l S Q",
        "1 g 105.6 703.6 18.4 0.6 re f 0 g",
        "105.6 698 m 124 709 l S",
        "105.6 704 18.4 0.6 re W n",
    ],
)
def test_lines_under_and_around_text_strike_nothing(line: str) -> None:
    for content in (TEXT + line, line + " 0 g " + TEXT):
        assert (shown(pdf(content)), codes(pdf(content))) == (["Der er 412438 pladser."], [])


def test_a_marker_under_text_strikes_nothing() -> None:
    data = pdf("1 1 0 rg 105.4 698 18.8 11 re f 0 g " + TEXT)
    assert (apart(data), codes(data)) == ([], [])


def test_a_rule_through_a_heading_is_a_rule() -> None:
    data = pdf("40 704 m 550 704 l S 1 g 70 695 120 16 re f 0 g " + TEXT)
    assert (shown(data), codes(data)) == (["Der er 412438 pladser."], [])


def test_grid_lines_behind_the_figures_of_a_chart_are_rules() -> None:
    data = pdf("40 704 m 550 704 l S " + lines("412", x=300, y=700))
    assert (shown(data), codes(data)) == (["412"], [])


def test_a_line_that_goes_far_beyond_the_text_is_doubtful() -> None:
    data = pdf(TEXT + "30 704 m 184.5 704 l S")
    assert shown(data) == ["Der er 412438 pladser."]
    assert read_pdf(data).notes == (Note(Code.LINE_THROUGH, (5,), 1),)


def test_an_underline_under_a_lowered_figure_is_an_underline() -> None:
    text = "BT /R 11 Tf 72 700 Td (CO) Tj /R 7 Tf -3 Ts (2) Tj 0 Ts /R 11 Tf ( spares) Tj ET"
    assert shown(pdf(text + " 72 698.6 80 0.6 re f")) == ["CO2 spares"]


def test_an_underline_drawn_piece_by_piece_is_one_line() -> None:
    text = "BT /R 11 Tf 72 700 Td (CO) Tj /R 7 Tf -3 Ts (2) Tj 0 Ts /R 11 Tf ( spares) Tj ET"
    pieces = "72 698.6 16.5 0.6 re f 88.5 698.6 3.9 0.6 re f 92.4 698.6 36 0.6 re f"
    assert shown(pdf(f"{text} {pieces}")) == ["CO2 spares"]


def test_the_bar_of_a_fraction_strikes_nothing() -> None:
    text = "BT /R 7 Tf 72 704 Td (3) Tj 0 -8.5 Td (16) Tj ET 72 702.9 m 80 702.9 l S"
    assert apart(pdf(lines("Resten", x=100, y=700) + text)) == []


def test_a_part_of_a_word_is_struck_where_the_line_ends() -> None:
    data = pdf("BT /R 11 Tf 72 700 Td (Der er 412438 pladser.) Tj ET " + FIRST)
    assert (shown(data), apart(data)) == (["Der er 438 pladser."], ["412"])


@pytest.mark.parametrize(
    ("struck", "left"),
    [
        ("72 704 m 104 704 l S", "412438 pladser."),
        ("145 704 m 184.5 704 l S", "Der er 412438"),
        ("72 704 m 184.5 704 l S", ""),
    ],
)
def test_what_is_left_stands_as_if_nothing_had_been_between(struck: str, left: str) -> None:
    assert shown(pdf(lines("Svar", y=720) + TEXT + struck)) == ["Svar", left][: 1 + bool(left)]


def test_words_on_both_sides_of_a_long_deletion_are_one_line() -> None:
    shows = ("Der er ", "i alt fire hundrede og tolv", " 438 pladser", ", som det blev sagt", ".")
    text = "BT /R 11 Tf 72 700 Td " + " ".join(f"({each}) Tj" for each in shows) + " ET"
    assert shown(pdf(f"{text} 105.6 704 m 225 704 l S 287 704 m 379 704 l S")) == ["Der er 438 pladser."]


def test_a_struck_line_in_turned_text_is_struck() -> None:
    data = pdf("q 0 1 -1 0 700 0 cm " + TEXT.replace("72 700", "72 300") + "105.6 304 m 124 304 l S Q")
    assert [text for text in shown(data) if "pladser" in text] == ["Der er 438 pladser."]


@pytest.mark.parametrize(
    ("annotation", "is_struck"),
    [
        (
            "/Subtype /StrikeOut /QuadPoints [105.6 709 124 709 105.6 698 124 698] /Rect [0 0 9 9]",
            True,
        ),
        ("/Subtype /StrikeOut /Rect [105 698 124.5 709]", True),
        ("/Subtype /StrikeOut /F 2 /Rect [105 698 124.5 709]", False),
        ("/Subtype /Line /L [105 704 124.5 704] /Rect [105 698 124.5 709]", True),
        ("/Subtype /Line /L [105 698 124.5 698] /Rect [105 698 124.5 709]", False),
        ("/Subtype /Underline /QuadPoints [105.6 709 124 709 105.6 698 124 698]", False),
        ("/Subtype /Highlight /QuadPoints [105.6 709 124 709 105.6 698 124 698]", False),
    ],
)
def test_a_reviewers_deletion_is_followed(annotation: str, is_struck: bool) -> None:
    data = pdf(TEXT, more=f"/Annots [<< /Type /Annot {annotation} >>]")
    assert shown(data) == ["Der er 438 pladser." if is_struck else "Der er 412438 pladser."]


def test_a_deletion_over_two_lines_has_a_quad_for_each() -> None:
    quads = "72 751 200 751 72 737 200 737 72 737 120 737 72 723 120 723"
    data = pdf(
        lines("Der er ikke flere pladser", "end i fjor. Der er 438."),
        more=f"/Annots [<< /Subtype /StrikeOut /QuadPoints [{quads}] >>]",
    )
    assert (shown(data), len(apart(data))) == (["Der er 438."], 2)


def built(*flow: object) -> bytes:
    """A file as reportlab's layout engine makes it."""
    file = io.BytesIO()
    SimpleDocTemplate(file).build(list(flow))
    return file.getvalue()


STYLE = ParagraphStyle("brev", fontSize=11, leading=14)


@pytest.mark.parametrize("size", [8, 11, 16, 28])
@pytest.mark.parametrize("font", ["Helvetica", "Times-Roman", "Courier", "Helvetica-Bold"])
def test_a_layout_engines_strikes_and_underlines_are_told_apart(font: str, size: int) -> None:
    style = ParagraphStyle("brev", fontName=font, fontSize=size, leading=1.2 * size)
    text = "Der er <strike>412</strike>438 <u>pladser</u> og <strike>ikke</strike> <u>97</u> dæk."
    data = built(Paragraph(text, style))
    assert " ".join(shown(data)) == "Der er 438 pladser og 97 dæk."
    assert sorted(" ".join(apart(data)).split()) == ["412", "ikke"]


def test_the_rules_of_a_table_strike_nothing() -> None:
    rows = [[f"Skole {n}", str(100 + n), "ja"] for n in range(12)]
    style = [("GRID", (0, 0), (-1, -1), 0.5, "black"), ("TOPPADDING", (0, 0), (-1, -1), 0)]
    data = built(Table(rows, style=[*style, ("BOTTOMPADDING", (0, 0), (-1, -1), 0)]))
    assert (apart(data), codes(data)) == ([], [])


def test_a_form_that_is_only_a_line_strikes() -> None:
    file = io.BytesIO()
    canvas = Canvas(file)
    canvas.setFont("Helvetica", 11)
    canvas.drawString(72, 700, "412 438 pladser")
    canvas.beginForm("streg")
    canvas.line(72, 704, 90.3, 704)
    canvas.endForm()
    canvas.doForm("streg")
    canvas.save()
    assert shown(file.getvalue()) == ["438 pladser"]


def test_a_struck_figure_is_in_no_answer() -> None:
    asked, signed = lines("1. Hvor mange er der?", "Svar:", y=728), lines("Venlig hilsen", y=650)
    letter = parse(read_pdf(pdf(asked + TEXT + FIRST + " " + signed)), "a.pdf", "a")
    assert [qa.answer for qa in letter.qas] == ["Der er 438 pladser."]

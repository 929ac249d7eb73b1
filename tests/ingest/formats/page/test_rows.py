"""Words set in a row."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader

from ingest.formats.page.rows import stretches
from ingest.formats.page.stretch import Stretch, hang
from ingest.formats.pdf.draw import draw
from ingest.formats.pdf.operators import Budget
from tests.ingest.formats.pdfs import lines, pdf


def read(content: str) -> list[Stretch]:
    drawn = draw(PdfReader(io.BytesIO(pdf(content))).pages[0], {}, Budget())
    return hang(stretches(drawn.fragments, drawn.rules))


def texts(content: str) -> list[str]:
    return [stretch.text for stretch in read(content)]


def shown(operators: str) -> str:
    return f"BT /R 11 Tf 1 0 0 1 72 700 Tm {operators} ET "


@pytest.mark.parametrize(
    ("operators", "text"),
    [
        ("[(sags)20(behan)-30(dling 2023)15(-0379 i A)80(arhus)] TJ", "sagsbehandling 2023-0379 i Aarhus"),
        ("[(Kommunen)-250(kan)-260(oplyse,)-250(at)-240(V)70(ejle)] TJ", "Kommunen kan oplyse, at Vejle"),
        ("40 Tw (Tre ord her) Tj", "Tre ord her"),
        ("[(T)-400(i)-400(l)-400(s)-400(y)-400(n)] TJ", "Tilsyn"),
        ("5 Tc (TILSYN) Tj", "TILSYN"),
        ("(en) Tj (delig) Tj ( nu) Tj", "endelig nu"),
    ],
)
def test_spaces_stand_where_the_print_has_them(operators: str, text: str) -> None:
    assert texts(shown(operators)) == [text]


def test_two_columns_in_one_text_block_are_two() -> None:
    assert texts(shown("[(venstre spalte)-4000(højre spalte)] TJ")) == ["venstre spalte", "højre spalte"]


def test_a_rule_parts_cells_that_nearly_touch() -> None:
    content = shown("[(Skole A)-400(312)] TJ") + "115 650 m 115 750 l S"
    assert texts(content) == ["Skole A", "312"]


def test_superscripts_stay_on_their_line() -> None:
    content = shown(
        "(120 m) Tj /R 7 Tf 1 0 0 1 103.7 704 Tm (2) Tj /R 11 Tf 1 0 0 1 107.6 700 Tm ( i alt) Tj"
    )
    assert texts(content) == ["120 m² i alt"]


def test_a_footnote_mark_does_not_become_part_of_the_year() -> None:
    assert texts(shown("(i 2021) Tj /R 7 Tf 4 Ts (1) Tj 0 Ts /R 11 Tf ( og 2022) Tj")) == ["i 2021¹ og 2022"]


def test_subscripts_stay_in_their_word() -> None:
    assert texts(shown("(CO) Tj /R 7 Tf -2 Ts (2) Tj 0 Ts /R 11 Tf (-udledning) Tj")) == ["CO2-udledning"]


@pytest.mark.parametrize(
    ("raised", "text"),
    [("(1\\)) Tj", "i 2021¹)"), ("(1,2) Tj", "i 2021¹,²"), ("(-3) Tj", "i 2021⁻³"), ("(a) Tj", "i 2021a")],
)
def test_raised_marks_are_told_from_the_figure_before_them(raised: str, text: str) -> None:
    assert texts(shown(f"(i 2021) Tj /R 7 Tf 4 Ts {raised}")) == [text]


def test_a_lowered_figure_behind_a_figure_is_no_part_of_it() -> None:
    assert texts(shown("(101) Tj /R 7 Tf -2 Ts (2) Tj 0 Ts /R 11 Tf ( er 5) Tj")) == ["101₂ er 5"]


def fraction(top: str, bottom: str) -> str:
    """Operators that draw a raised figure, a stroke and a lowered figure."""
    return f"/R 7 Tf 4 Ts ({top}) Tj 0 Ts /R 11 Tf (/) Tj /R 7 Tf -1 Ts ({bottom}) Tj 0 Ts /R 11 Tf"


@pytest.mark.parametrize(
    ("operators", "text"),
    [
        (f"(2) Tj {fraction('1', '2')} ( time) Tj", "2½ time"),
        (f"(2) Tj {fraction('3', '16')} ( tomme) Tj", "2 3/16 tomme"),
        (f"{fraction('3', '4')} ( time) Tj", "¾ time"),
        ("(side 3/4) Tj", "side 3/4"),
    ],
)
def test_a_fraction_of_raised_and_lowered_figures_is_one(operators: str, text: str) -> None:
    assert texts(shown(operators)) == [text]


def test_figures_over_each_other_are_a_fraction() -> None:
    over = "/R 6 Tf 1 0 0 1 78.5 705 Tm (1) Tj 1 0 0 1 78.5 696.9 Tm (2) Tj"
    content = shown(f"(2) Tj {over} /R 11 Tf 1 0 0 1 82 700 Tm ( time) Tj")
    assert texts(content + "78.5 703.4 m 81.8 703.4 l S") == ["2½ time"]


def initial(letter: str, *rows: str, x: float = 95, shift: float = 0) -> str:
    """Lines beside a letter that is as high as two of them; the others stand below."""
    left = [x + shift, x, *[72.0] * len(rows)]
    shows = [lines(row, x=x, y=700 - 14 * at) for at, (x, row) in enumerate(zip(left, rows, strict=False))]
    return f"BT /B 30 Tf 72 686 Td ({letter}) Tj ET " + "".join(shows)


@pytest.mark.parametrize(
    ("content", "first"),
    [
        (initial("D", "er er 412 pladser ved", "stationen, og de er nye."), "Der er 412 pladser ved"),
        (initial("D", "ER ER 412 pladser ved", "stationen, og de er nye."), "DER ER 412 pladser ved"),
        (initial("I", " kommunen er der 412", "pladser, og de er nye.", x=90), "I kommunen er der 412"),
        (initial("I", "kommunen er der 412", "pladser.", x=90, shift=3), "I kommunen er der 412"),
        (initial("I", "2023 var der 412", "pladser, og de er nye.", x=90), "I 2023 var der 412"),
        (initial("I", "følge loven er der 412", "pladser, og de er nye.", x=90), "Ifølge loven er der 412"),
        (initial("\273D", "er er 412 pladser", "ved stationen.", x=112), "»Der er 412 pladser"),
    ],
)
def test_an_initial_is_joined_to_its_word(content: str, first: str) -> None:
    found = texts(content)
    assert (found[0], len(found)) == (first, 2)


def test_lines_below_an_initial_go_on() -> None:
    rows = ("er er 412 pladser ved", "stationen, og de er nye,", "og de er alle overdækkede.")
    assert texts(initial("D", *rows)) == ["Der er 412 pladser ved", *rows[1:]]


def test_a_large_letter_alone_is_no_initial() -> None:
    assert texts("BT /B 30 Tf 72 686 Td (A) Tj ET " + lines("Skole", x=300, y=700)) == ["Skole", "A"]


def test_text_drawn_twice_is_bold_text_once() -> None:
    (found,) = read(lines("Fed skrift") + lines("Fed skrift", x=72.3))
    assert (found.text, found.bold) == ("Fed skrift", True)


def test_a_line_is_bold_when_most_of_it_is() -> None:
    (found,) = read(shown("/B 11 Tf (Hvor mange elever) Tj /R 11 Tf ( ?) Tj"))
    assert found.bold


@pytest.mark.parametrize("bullet", ["-", "1.", "2)", "•"])
def test_a_bullet_is_joined_to_its_text_by_one_space(bullet: str) -> None:
    escaped = bullet.replace(")", r"\)")
    (found,) = read(shown(f"({escaped}) Tj 30 0 Td (En del af arbejdet) Tj"))
    assert (found.text, found.item) == (f"{bullet} En del af arbejdet", True)


def test_letters_of_no_size_do_not_stop_the_rest() -> None:
    nothing = "BT /R 0 Tf 1 0 0 1 72 702 Tm (2) Tj ET BT /R -1 Tf 1 0 0 1 80 701 Tm (2) Tj ET "
    assert "Her" in " ".join(texts(nothing + shown("(Her) Tj")))

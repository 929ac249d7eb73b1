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

"""Tables that are read across, and tables that only lay out the page."""

from __future__ import annotations

import pytest

from ingest.formats.blocks import Paragraph, TextRun, numbered
from ingest.formats.tables import laid_out

LETTER = "Til Byrådet|Svar på spørgsmål|1. Hvor mange?|Der er fem.|2. Hvorfor?|Derfor."
SIDE = "Vand og Natur|Åvej 3|Sag: 22/007713|Sagsbehandler:|Mogens Friborg"


def lines(*rows: str) -> list[tuple[int | None, str]]:
    """(row, text) of a table whose cells are divided by `/ ` and their paragraphs by `|`."""
    cells = [[part.split("|") if part else [] for part in row.split("/ ")] for row in rows]
    table = [[[Paragraph((TextRun(text),)) for text in cell] for cell in row] for row in cells]
    found = numbered((block, False) for blocks in laid_out(table) for block in blocks).lines
    return [(line.row, line.text) for line in found]


def test_each_line_of_a_row_has_all_its_cells() -> None:
    assert lines("Spørgsmål/ Svar", "Hvor mange?/ Fem.|En er ledig.", "Hvem|Hvorfor?/ Bo") == [
        (1, "Spørgsmål\tSvar"),
        (2, "Hvor mange?\tFem."),
        (2, "\tEn er ledig."),
        (3, "Hvem\tBo"),
        (3, "Hvorfor?\t"),
    ]


def test_an_empty_cell_at_the_end_of_a_row_keeps_its_tab() -> None:
    assert lines("Skole/ Elever/ Note", "Østerby/ 5/ ", "/ / ny") == [
        (1, "Skole\tElever\tNote"),
        (2, "Østerby\t5\t"),
        (3, "\t\tny"),
    ]


@pytest.mark.parametrize("head", [[], ["Spørgsmål/ Svar"]])
def test_an_answer_may_have_many_paragraphs(head: list[str]) -> None:
    found = lines(*head, "1. Hvor mange?/ a|b|c|d|e", "2. Hvorfor?/ Derfor.")[len(head) :]
    assert [text for _, text in found] == [
        *("1. Hvor mange?\ta", "\tb", "\tc", "\td", "\te", "2. Hvorfor?\tDerfor."),
    ]


@pytest.mark.parametrize("row", [f"{LETTER}/ {SIDE}", f"{SIDE}/ {LETTER}", f"Hvor mange?|Fem./ {SIDE}"])
def test_a_letter_beside_its_side_column_is_ordinary_text(row: str) -> None:
    assert lines(row) == [(None, text) for cell in row.split("/ ") for text in cell.split("|")]


def test_a_side_column_beside_a_letter_in_several_rows_is_ordinary_text() -> None:
    found = lines("Til Byrådet/ Vand og Natur|Åvej 3|9999 Elmelev|Tlf. 99 99 10 10", "Der er fem./ ")
    assert {row for row, _ in found} == {None}
    assert found[-1][1] == "Der er fem."


def test_a_heading_over_all_columns_is_a_row_of_one_cell() -> None:
    found = lines("Spørgsmål/ Svar", "Økonomi", "Hvor mange?/ Fem.")
    assert found[1] == (2, "Økonomi")


def test_a_frame_around_text_is_no_table() -> None:
    assert lines("Hvor mange?", "Fem.|En er ledig.") == [
        (None, "Hvor mange?"),
        (None, "Fem."),
        (None, "En er ledig."),
    ]

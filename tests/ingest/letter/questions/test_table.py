"""Tables with a question a row."""

from __future__ import annotations

import pytest

from ingest.document import Document
from kb.model import Line
from kb.verbatim import uncovered
from tests.ingest.letter.splits import HEAD, TAIL, pairs
from tests.ingest.lines import typed
from tests.letters import parse

ROWS = [("1", "Hvor?", "Her."), ("2", "Hvornår?", "I maj.")]
TABLES = {
    "with heads": "Nr.\tSpørgsmål\tSvar\n1.\tHvor?\tHer.\n2.\tHvornår?\tI maj.",
    "without heads": "1\tHvor?\tHer.\n2\tHvornår?\tI maj.",
    "number before the question": "Spørgsmål\tForvaltningens svar\n1. Hvor?\tHer.\n2. Hvornår?\tI maj.",
    "without numbers": "Spørgsmål\tSvar\nHvor?\tHer.\nHvornår?\tI maj.",
    "more columns": "Nr.\tSpørger\tSpørgsmål\tSvar\n1\tEva\tHvor?\tHer.\n2\tUlla\tHvornår?\tI maj.",
    "heads on each page": "Nr.\tSpørgsmål\tSvar\n1.\tHvor?\tHer.\nNr.\tSpørgsmål\tSvar\n2.\tHvornår?\tI maj.",
    "label and text": "Spørgsmål 1\tHvor?\nSvar\tHer.\nSpørgsmål 2\tHvornår?\nSvar\tI maj.",
}


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_a_row_is_a_question(table: str) -> None:
    assert pairs(HEAD + table + TAIL) == ROWS


def test_a_row_without_a_number_goes_on_with_the_one_before() -> None:
    rows = ("Nr.\tSpørgsmål\tSvar", "1.\tHvor\tHer", "\tmon?\tog der.")
    (qa,) = parse(Document(tuple(Line(row) for row in rows)), "x.docx", "x").qas
    assert (qa.question, qa.answer) == ("Hvor\nmon?", "Her\nog der.")


def test_a_cell_that_sends_for_the_answer_is_none() -> None:
    found = pairs("Nr.\tSpørgsmål\tSvar\n14\tHvor?\tSvar mangler\n13\tHvad?\tLæs svar fra administrationen")
    assert found == [("14", "Hvor?", ""), ("13", "Hvad?", "")]


def test_a_table_of_figures_is_no_table_of_questions() -> None:
    assert pairs("1. Hvor mange?\n\nSkole\tElever\tKlasser\nNord\t12\t1\nSyd\t13\t1")[0][0] == "1"


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_no_character_of_a_table_is_lost(table: str) -> None:
    assert uncovered(parse(Document(typed(table), 1), "x.docx", "x")) == []

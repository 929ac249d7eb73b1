"""Joining lines: the only difference between the source and what is shown."""

from __future__ import annotations

import pytest

from kb.model import Line
from kb.text import digest, join_lines, squeeze
from tests.lines import typed


def joined(text: str) -> str:
    return join_lines((line, line.text) for line in typed(text))


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("af ressour-\ncepersoner med", "af ressourcepersoner med"),
        ("skoler, dag-\nog fritidstilbud", "skoler, dag- og fritidstilbud"),
        ("kultur- og\nudvikling", "kultur- og udvikling"),
        ("ikke-\nvestlige lande", "ikke-vestlige lande"),
        ("hos EU-\nKommissionen", "hos EU-Kommissionen"),
        ("i perioden 2020-\n2022", "i perioden 2020-2022"),
        ("et ord –\nog et til", "et ord – og et til"),
        ("to\nlinjer", "to linjer"),
        ("første\n\nAndet", "første\nAndet"),
        ("således:\n- et\n- to", "således:\n- et\n- to"),
        ("dobbelt   mellemrum", "dobbelt mellemrum"),
    ],
)
def test_lines_join_as_they_were_written(lines: str, expected: str) -> None:
    assert joined(lines) == expected


def test_a_word_broken_over_a_page_is_whole() -> None:
    lines = [Line("af ressour-", 1, 40), Line("cepersoner med", 2, 1, opens=True)]
    assert join_lines((line, line.text) for line in lines) == "af ressourcepersoner med"


def test_a_sentence_goes_on_over_a_page() -> None:
    lines = [Line("børn og", 1, 40), Line("unge", 2, 1, opens=True)]
    assert join_lines((line, line.text) for line in lines) == "børn og unge"


def test_a_paragraph_that_ends_with_its_page_stays_one() -> None:
    lines = [Line("Slut.", 1, 40), Line("Nyt afsnit.", 2, 1, opens=True)]
    assert join_lines((line, line.text) for line in lines) == "Slut.\nNyt afsnit."


def test_table_rows_keep_their_cells() -> None:
    lines = [Line("Skole\t2020", 1, 1), Line("Østerby\t312", 1, 2)]
    assert join_lines((line, line.text) for line in lines) == "Skole\t2020\nØsterby\t312"


def test_squeezing_keeps_tabs_alone() -> None:
    assert squeeze("  a  b \t c ") == "a b\tc"


def test_digests_tell_question_from_answer() -> None:
    assert digest("a", "bc") != digest("ab", "c")

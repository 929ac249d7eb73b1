"""Word's automatic numbers. The expected labels are those LibreOffice prints, but where a test says Word."""

from __future__ import annotations

import pytest

from ingest.formats.numerals import numeral
from ingest.formats.word.read import read_docx
from tests.ingest.formats.word_files import definition, docx, level, listed, numbers, p, restart

LETTERED = definition(
    0, level(0, "decimal", "%1."), level(1, "lowerLetter", "%2)"), level(2, "lowerRoman", "%3.")
)
QUESTIONS = definition(
    1, level(0, "decimal", "Spørgsmål %1:"), level(1, "decimal", "%1.%2"), level(2, "decimal", "%1.%2.%3")
)


def labels(places: list[tuple[int, int]], numbering: str) -> list[str]:
    """The labels of paragraphs in the given (list, level), in order."""
    body = "".join(p("x", listed(*place)) for place in places)
    return [line.text.removesuffix("x").rstrip() for line in read_docx(docx(body, numbering=numbering)).lines]


def test_levels_count_and_start_again_below_a_new_number() -> None:
    places = [(1, 0), (1, 1), (1, 1), (1, 2), (1, 0), (1, 1)]
    assert labels(places, LETTERED + numbers(1, 0)) == ["1.", "a)", "b)", "i.", "2.", "a)"]


def test_label_text_is_printed_as_it_is() -> None:
    assert labels([(1, 0), (1, 1)], QUESTIONS + numbers(1, 1)) == ["Spørgsmål 1:", "1.1"]


def test_lists_of_one_definition_count_together() -> None:
    assert labels([(1, 0), (2, 0)], LETTERED + numbers(1, 0) + numbers(2, 0)) == ["1.", "2."]


def test_start_override_begins_anew_where_its_list_begins() -> None:
    numbering = LETTERED + numbers(1, 0) + numbers(2, 0, restart(5))
    assert labels([(1, 0), (2, 0), (2, 0), (1, 0)], numbering) == ["1.", "5.", "6.", "7."]


def test_list_starts_where_its_definition_says() -> None:
    assert labels([(1, 0)], definition(0, level(0, "decimal", "%1.", start=7)) + numbers(1, 0)) == ["7."]


def test_skipped_level_counts_as_used() -> None:
    assert labels([(1, 0), (1, 2), (1, 1)], QUESTIONS + numbers(1, 1)) == ["Spørgsmål 1:", "1.1.1", "1.2"]


@pytest.mark.parametrize(("after", "expected"), [(0, "2."), (1, "2."), (2, "1.")])
def test_level_restarts_after_the_level_it_names_in_word(after: int, expected: str) -> None:
    third = level(2, "decimal", "%3.", f'<w:lvlRestart w:val="{after}"/>')
    numbering = definition(0, level(0, "decimal", "%1"), level(1, "decimal", "%2"), third) + numbers(1, 0)
    assert labels([(1, 0), (1, 1), (1, 2), (1, 1), (1, 2)], numbering)[-1] == expected


def test_legal_level_shows_all_numbers_as_decimal_in_word() -> None:
    levels = level(0, "upperRoman", "%1"), level(1, "upperLetter", "%1-%2", "<w:isLgl/>")
    assert labels([(1, 0), (1, 1)], definition(0, *levels) + numbers(1, 0)) == ["I", "1-1"]


def test_bullet_is_a_dash_and_has_no_number() -> None:
    levels = level(0, "bullet", "\uf0b7"), level(1, "decimal", "%1%2.")
    assert labels([(1, 0), (1, 1)], definition(0, *levels) + numbers(1, 0)) == ["-", "1."]


def test_number_without_suffix_is_glued_to_its_text() -> None:
    numbering = definition(0, level(0, "decimal", "%1.", '<w:suff w:val="nothing"/>')) + numbers(1, 0)
    assert read_docx(docx(p("Hvor", listed(1)), numbering=numbering)).lines[0].text == "1.Hvor"


def test_list_zero_and_unknown_lists_have_no_number() -> None:
    assert labels([(0, 0), (99, 0)], LETTERED + numbers(1, 0)) == ["", ""]


def test_level_that_no_list_has_is_no_number() -> None:
    assert labels([(1, 99_999_999_999), (1, -1), (1, 0)], LETTERED + numbers(1, 0)) == ["", "", "1."]


def style(id: str, properties: str, based: str = "") -> str:
    basis = f'<w:basedOn w:val="{based}"/>' if based else ""
    return f'<w:style w:type="paragraph" w:styleId="{id}">{basis}<w:pPr>{properties}</w:pPr></w:style>'


def test_style_numbers_its_paragraphs_and_may_change_the_level_alone() -> None:
    only_level = '<w:numPr><w:ilvl w:val="1"/></w:numPr>'
    styles = style("Q", '<w:numPr><w:numId w:val="1"/></w:numPr>') + style("Sub", only_level, "Q")
    body = "".join(p("x", f'<w:pStyle w:val="{id}"/>') for id in ("Q", "Sub", "Q"))
    document = read_docx(docx(body, numbering=QUESTIONS + numbers(1, 1), styles=styles))
    assert [line.text for line in document.lines] == ["Spørgsmål 1: x", "1.1 x", "Spørgsmål 2: x"]


def test_style_is_on_the_level_that_is_linked_to_it() -> None:
    linked = definition(0, level(0, "decimal", "%1"), level(1, "decimal", "%1.%2", '<w:pStyle w:val="H2"/>'))
    styles = style("H2", '<w:numPr><w:numId w:val="1"/></w:numPr>')
    body = p("x", '<w:pStyle w:val="H2"/>')
    assert read_docx(docx(body, numbering=linked + numbers(1, 0), styles=styles)).lines[0].text == "1.1 x"


def test_paragraph_may_leave_the_list_of_its_style() -> None:
    styles = style("Q", '<w:numPr><w:numId w:val="1"/></w:numPr>')
    body = p("x", f'<w:pStyle w:val="Q"/>{listed(0)}')
    assert read_docx(docx(body, numbering=QUESTIONS + numbers(1, 1), styles=styles)).lines[0].text == "x"


@pytest.mark.parametrize(
    ("value", "format", "expected"),
    [
        (28, "lowerLetter", "bb"),
        (3, "upperLetter", "C"),
        (9, "lowerRoman", "ix"),
        (1994, "upperRoman", "MCMXCIV"),
        (7, "decimalZero", "07"),
        (2, "ordinal", "2."),
        (5, "none", ""),
        (0, "lowerRoman", "0"),
        (4, "chicago", "4"),
    ],
)
def test_numeral(value: int, format: str, expected: str) -> None:
    assert numeral(value, format) == expected

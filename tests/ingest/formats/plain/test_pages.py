from __future__ import annotations

import pytest

from ingest.formats.plain.pages import text_pages
from kb.model import Note
from kb.notes import Code


def body(page: int) -> str:
    return "\n".join(
        f"Linje {page}.{n} om skolebusser i landsbyerne og om hvad de koster." for n in range(12)
    )


def firsts(text: str) -> list[tuple[int, str]]:
    """Each page's number and first printed line."""
    return [(page.page, next(line for line in page.lines if line.strip())) for page in text_pages(text)[0]]


def test_text_without_marks_is_one_page() -> None:
    assert firsts("Svar\nJa.") == [(1, "Svar")]


def test_form_feed_ends_a_page_and_its_line_does_not_count() -> None:
    found, _ = text_pages("Svar\n\f\nJa.\f")
    assert [(page.page, page.lines) for page in found] == [(1, ("Svar", "")), (2, ("Ja.",))]


def test_page_begins_with_the_header_its_marker_stands_in() -> None:
    text = f"Til Byrådet\n\n2. februar 2022\nSide 1 af 3\n\n{body(1)}\n\n"
    text += f"2. februar 2022\n\nSide 2 af 3\n\n{body(2)}\n\nSide 3 af 3\n2. februar 2022\n\nSlut"
    assert firsts(text) == [(1, "Til Byrådet"), (2, "2. februar 2022"), (3, "Side 3 af 3")]


def test_page_ends_with_the_footer_its_marker_stands_in() -> None:
    text = f"Notat\n{body(1)}\nSide 1 af 2\nSag 22/10388\nNæste\n{body(2)}\nSide 2 af 2\nSag 22/10388\n"
    assert firsts(text) == [(1, "Notat"), (2, "Næste")]


def test_lone_footer_leaves_one_page() -> None:
    assert firsts(f"Notat\n{body(1)}\n\nSide 1 af 1") == [(1, "Notat")]


def test_text_after_the_last_footer_seen_is_the_next_page() -> None:
    assert firsts(f"Notat\n{body(1)}\n{body(2)}\nSide 1 af 2\nNæste\n{body(3)}") == [
        (1, "Notat"),
        (2, "Næste"),
    ]


def test_first_page_without_a_marker_is_the_page_before() -> None:
    assert firsts(f"Notat\n{body(1)}\nSide 2 af 2\n{body(2)}") == [(1, "Notat"), (2, "Side 2 af 2")]


def test_marker_that_is_missing_is_noted() -> None:
    _, notes = text_pages(f"Til Byrådet\nSide 1 af 2\n{body(1)}")
    assert notes == [Note(Code.PAGES_UNMARKED, (2, (2,)))]


def test_numbers_that_start_again_are_counted_through_and_noted() -> None:
    letter = f"Side 1 af 2\n{body(1)}\nSide 2 af 2\n{body(2)}\n"
    found, notes = text_pages(letter * 2)
    assert [page.page for page in found] == [1, 2, 3, 4]
    assert notes == [Note(Code.PAGES_RESTART)]


def test_a_marker_on_two_lines_divides_pages() -> None:
    found, _ = text_pages("Side\n1/2\n\nHer.\n\nSide\n2/2\n\nDer.\n")
    assert [(page.page, "Der." in page.lines) for page in found] == [(1, False), (2, True)]


def test_bare_numbers_at_the_feet_of_pages_divide_them() -> None:
    found, _ = text_pages("Her.\n\n1\n\nDer.\n\nSå er der ro.\nOg så\ngår alle hjem.\n\n2\n")
    assert [(page.page, "Der." in page.lines) for page in found] == [(1, False), (2, True)]


@pytest.mark.parametrize("text", ["Antal\n\n1\n\n2\n\ni alt", "Her.\n\n1\n", "Her.\n\n2\n\nDer.\n1"])
def test_other_numbers_alone_on_lines_do_not(text: str) -> None:
    assert len(text_pages(text)[0]) == 1

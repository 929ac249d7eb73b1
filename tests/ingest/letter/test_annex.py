"""Annexes before the greeting."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from ingest.formats.pdf.read import read_pdf
from ingest.letter.annex import annex
from kb.model import Line, Role
from tests.ingest.formats.pdfs import lines, pdf
from tests.letters import parse

ASKED = lines("1. Hvor mange skoler er der?", "Svar:", "Der er 12 skoler.")
END = lines("Med venlig hilsen", "Rådmanden")


def answer(*pages: str) -> str:
    letter = parse(read_pdf(pdf(*pages)), "a.pdf", "a")
    return letter.qas[-1].answer


def paged(*texts: Sequence[str]) -> list[Line]:
    return [Line(text, page, n) for page, own in enumerate(texts, 1) for n, text in enumerate(own, 1)]


@pytest.mark.parametrize(
    "heading", ["Bilag 1", "Bilag 2: Skoler i byen", "BILAG A", "Bilag", "Bilag 3 Skoler"]
)
def test_a_page_headed_as_an_annex_is_in_no_answer(heading: str) -> None:
    assert answer(ASKED, lines(heading, "Skole A har 312 elever"), END) == "Der er 12 skoler."


def test_an_annex_goes_on_over_pages() -> None:
    assert (
        answer(ASKED, lines("Bilag 1", "Skole A"), lines("Skole B har 99 elever"), END) == "Der er 12 skoler."
    )


def test_an_answer_may_go_on_about_an_annex_at_the_top_of_a_page() -> None:
    text = answer(ASKED, lines("Bilag 1 viser alle skoler."), END)
    assert text.endswith("Bilag 1 viser alle skoler.")


def test_questions_behind_an_annex_are_found() -> None:
    asked = lines("2. Hvor mange elever?", "Svar:", "Der er 312.", "Med venlig hilsen")
    pages = ASKED, lines("Bilag 1", "Skole A"), asked
    letter = parse(read_pdf(pdf(*pages)), "a.pdf", "a")
    assert [qa.answer for qa in letter.qas] == ["Der er 12 skoler.", "Der er 312."]


def test_a_page_headed_as_an_annex_that_asks_is_none() -> None:
    assert annex(paged(["Følgebrev"], ["Bilag 1", "Spørgsmål 1: Hvor mange?", "Svar: 12"])) == frozenset()


def test_the_first_page_is_no_annex() -> None:
    assert annex(paged(["Bilag 1", "Skole A"])) == frozenset()


def test_text_set_sideways_is_in_no_answer_and_not_lost() -> None:
    table = "BT /R 11 Tf 0 1 -1 0 300 100 Tm (Skole A har 312 elever) Tj ET"
    letter = parse(read_pdf(pdf(ASKED, table, END)), "a.pdf", "a")
    assert letter.qas[0].answer == "Der er 12 skoler."
    lost = [piece for piece in letter.pieces if letter.lines[piece.line].text.startswith("Skole A")]
    assert [piece.role for piece in lost] == [Role.REMAINDER]


def test_text_up_the_margin_is_in_no_answer() -> None:
    margin = "BT /R 8 Tf 0 1 -1 0 30 100 Tm (Dokument nr. 2023-123456-7) Tj ET"
    assert answer(ASKED + margin + lines("Med venlig hilsen", y=600)) == "Der er 12 skoler."


def test_a_letter_that_is_set_sideways_as_a_whole_is_read() -> None:
    sideways = "BT /R 11 Tf 14 TL 0 1 -1 0 100 72 Tm (1. Hvor mange?) Tj T* (Svar:) Tj T* (Der er 12.) Tj ET"
    assert answer(sideways) == "Der er 12."


def noted(*foot: str, size: float = 8, y: float = 80, mark: str = "") -> str:
    """The last answer of a letter whose first page ends in `foot`, with the answer going on behind it."""
    asked = lines(
        "1. Hvor mange skoler er der?", "Svar:", f"Kravet er 60.{mark} Der er 12 skoler, som alle er"
    )
    noted = lines(*foot, y=y, size=size)
    return answer(asked + noted, lines("nye.", "Med venlig hilsen"))


WHOLE = "Kravet er 60. Der er 12 skoler, som alle er nye."


def test_a_footnote_is_in_no_answer() -> None:
    assert noted("1 Opgjort efter vejledningen", "om skoler.") == WHOLE


def test_a_footnote_in_full_size_is_known_by_its_mark_on_the_page() -> None:
    assert noted("1 Opgjort efter vejledningen", size=11, mark="¹") == WHOLE.replace("60.", "60.¹")


@pytest.mark.parametrize(("size", "y"), [(11, 80), (8, 400)])
def test_a_line_that_starts_with_a_number_is_no_footnote_in_full_size_or_further_up(
    size: float, y: float
) -> None:
    assert "vejledningen" in noted("1 Opgjort efter vejledningen", size=size, y=y)


def test_small_type_without_a_number_is_no_footnote() -> None:
    assert "vejledningen" in noted("Opgjort efter vejledningen")


def test_formats_without_pages_have_no_annexes() -> None:
    assert annex([Line("Bilag 1"), Line("Skole A")]) == frozenset()

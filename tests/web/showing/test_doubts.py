"""Which review notes make a QA doubtful."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kb.citation import cite
from kb.model import Letter, Metadata, Note
from kb.notes import DOUBTS, LINE_DOUBTS, PAGE_DOUBTS, Code
from tests.web.web_fixtures import Asked, letter
from web.showing.doubts import doubts

WHERE = letter(
    "vej",
    "vej.pdf",
    Metadata(),
    [
        Asked("Hvor?", ((1, "Her."),)),
        Asked("Hvornår?", ((1, "Nu."), (2, "Og siden."))),
        Asked("Hvorfor?", ((4, "Derfor."),)),
    ],
)
UNPAGED = letter("sti", "sti.docx", Metadata(), [Asked("Hvor?", ((None, "Her."),))])


def noted(*notes: Note, of: Letter = WHERE) -> Letter:
    return replace(of, notes=notes)


@pytest.mark.parametrize("code", sorted(DOUBTS))
def test_a_doubt_about_a_question_is_told_with_that_one_alone(code: Code) -> None:
    note = Note(code, ("2",) * len(code.names), 1, 3, "vej.2")
    told = [doubts(noted(note), qa) for qa in WHERE.qas]
    assert [each.own for each in told] == [(), (note,), ()]
    assert [each.of_letter for each in told] == [(), (), ()]


def test_a_doubt_about_the_letter_is_told_with_each_question() -> None:
    note = Note(Code.TEXT_OF_NO_QUESTION, (7,), 2, 3)
    assert [doubts(noted(note), qa).of_letter for qa in WHERE.qas] == [(note,)] * 3
    assert doubts(noted(note), WHERE.qas[0]).own == ()


@pytest.mark.parametrize(
    ("page", "doubted"),
    [(1, [1, 2]), (2, [2]), (3, [2]), (4, [3]), (5, [3]), (6, [])],
    ids=str,
)
def test_a_page_that_was_not_read_is_told_with_what_stands_or_may_go_on_there(
    page: int, doubted: list[int]
) -> None:
    letter = noted(Note(Code.NO_TEXT, page=page))
    assert [int(qa.number) for qa in letter.qas if doubts(letter, qa).own] == doubted


@pytest.mark.parametrize("code", sorted(set(Code) - DOUBTS - PAGE_DOUBTS))
def test_other_notes_are_for_the_keeper_alone(code: Code) -> None:
    note = Note(code, ("1",) * len(code.names), 1, 1, "vej.1")
    assert [doubts(noted(note), qa).all for qa in WHERE.qas] == [(), (), ()]


def test_formats_without_pages_have_no_doubtful_pages() -> None:
    found = noted(Note(Code.NO_TEXT, page=1), Note(Code.NO_TEXT), of=UNPAGED)
    assert doubts(found, found.qas[0]).all == ()


TWO = letter(
    "kaj", "kaj.docx", Metadata(), [Asked("Hvor?", ((None, "Her."),)), Asked("Hvem?", ((None, "Alle."),))]
)


@pytest.mark.parametrize("code", sorted(LINE_DOUBTS))
def test_a_picture_that_was_not_read_is_told_with_the_answer_that_it_stands_in(code: Code) -> None:
    second = cite(TWO, TWO.qas[1].id).lines[0][1]
    for line, doubted in ((second - 1, [1]), (second, [2]), (second + 9, [2])):
        found = noted(Note(code, ("1",) * len(code.names), line=line), of=TWO)
        assert [int(qa.number) for qa in found.qas if doubts(found, qa).own] == doubted

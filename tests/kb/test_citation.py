"""Where a QA stands in its letter."""

from __future__ import annotations

from kb.citation import cite, pieces
from kb.model import Citation
from tests.letters import BUSSES, FOOD, letter

BUS, MEAL = letter(BUSSES, "busser"), letter(FOOD, "mad")


def test_pages_and_lines_of_question_and_answer_are_cited() -> None:
    assert cite(BUS, "busser.1") == Citation((1,), ((1, 5, 7),))
    assert cite(BUS, "busser.2") == Citation((1,), ((1, 9, 11),))


def test_letters_asked_about_in_turn_are_not_mixed_up() -> None:
    first = [cite(BUS, "busser.2"), cite(MEAL, "mad.2")]
    assert [cite(BUS, "busser.2"), cite(MEAL, "mad.2")] == first
    assert pieces(MEAL, "busser.2") == ()
    assert {piece.qa for piece in pieces(BUS, "busser.2")} == {"busser.2"}


def test_a_qa_that_is_not_there_is_cited_nowhere() -> None:
    assert cite(BUS, "busser.9") == Citation((), ())

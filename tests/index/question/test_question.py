"""The text of a question: on one line, not empty, not too long."""

from __future__ import annotations

import pytest

from index.question.question import LONGEST_QUESTION, checked, plain
from kb.errors import BadQuestion


@pytest.mark.parametrize(
    ("typed", "kept"), [("  Hvor\n er\tden? ", "Hvor er den?"), ("a\0b", "a b"), ("skole\ud800", "skole")]
)
def test_a_question_is_kept_on_one_line_without_what_no_text_can_hold(typed: str, kept: str) -> None:
    assert plain(typed) == kept


@pytest.mark.parametrize("question", ["", "  \n", "\0", "\ud800", "x" * 10_000])
def test_what_is_no_question_is_refused(question: str) -> None:
    with pytest.raises(BadQuestion, match="expected a question"):
        checked(question)


def test_a_question_of_the_greatest_length_is_asked() -> None:
    assert checked("x" * LONGEST_QUESTION) == "x" * LONGEST_QUESTION

"""Why a letter was split as it was."""

from __future__ import annotations

import pytest

from ingest.letter.questions.evidence import WEIGHTS
from ingest.letter.questions.explain import explain
from tests.ingest.lines import typed

LETTER = "1. Hvor?\n\nHer:\n\n1. Byg.\n\n2. Mal.\n\nSå er det slut.\n\n2. Hvad?\n\nDet."


def test_the_chosen_reading_says_where_its_questions_and_answers_are_marked() -> None:
    told = explain(typed("Spørgsmål 1:\nHvor?\n\nSvar:\nHer.\n\nSpørgsmål 2:\nHvad?\n\nSvar:\nDet."))
    assert told.chosen
    assert (told.chosen.forms, told.chosen.questions) == ("label", (("1", 0), ("2", 4)))
    assert [index for _, index in told.chosen.answers] == [2, 6]


def test_the_evidence_adds_up_to_the_score() -> None:
    told = explain(typed(LETTER))
    assert told.chosen
    assert sum(worth for _, _, worth in told.chosen.evidence) == pytest.approx(told.chosen.score)
    assert all(worth == pytest.approx(WEIGHTS[name] * times) for name, times, worth in told.chosen.evidence)


def test_the_runner_up_finds_other_questions_and_is_worth_less() -> None:
    told = explain(typed(LETTER))
    assert told.chosen
    assert told.runner_up
    assert told.chosen.questions == (("1", 0), ("2", 5))
    assert told.runner_up.questions != told.chosen.questions
    assert told.margin == pytest.approx(told.chosen.score - told.runner_up.score) and told.margin > 0


def test_where_nothing_asks_nothing_is_chosen() -> None:
    told = explain(typed("Tak for i går."))
    assert (told.chosen, told.runner_up, told.margin) == (None, None, 0)

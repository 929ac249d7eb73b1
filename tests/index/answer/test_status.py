"""From signals to a status."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest

from index.answer.answer import Signals, Status
from index.answer.status import ANSWER_FROM, NEAR_FROM, confidence, status

POOR = Signals(**{field.name: 0.0 for field in fields(Signals)} | {"unknown": 1.0})
CLEAR = Signals(**{field.name: 1.0 for field in fields(Signals)} | {"unknown": 0.0, "lead": 0.1})


def test_all_that_speaks_for_it_is_an_answer() -> None:
    assert status(CLEAR) is Status.ANSWER


def test_nothing_that_speaks_for_it_is_nothing() -> None:
    assert status(POOR) is Status.NOTHING


@pytest.mark.parametrize("signals", [POOR, CLEAR])
def test_confidence_is_between_0_and_1(signals: Signals) -> None:
    assert 0 <= confidence(signals) <= 1


@pytest.mark.parametrize("better", ["similarity", "coverage"])
def test_a_better_signal_makes_more_confident(better: str) -> None:
    less = replace(CLEAR, **{better: 0.5})
    assert confidence(less) < confidence(CLEAR)


def test_words_that_no_letter_holds_make_less_confident() -> None:
    assert confidence(replace(CLEAR, unknown=0.5)) < confidence(CLEAR)


def test_what_is_near_is_less_than_an_answer_and_more_than_nothing() -> None:
    assert 0 < NEAR_FROM < ANSWER_FROM < 1

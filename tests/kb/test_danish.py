"""Months, dates and words without æ, ø and å."""

from __future__ import annotations

from datetime import date

from kb.danish import MONTH_NUMBERS, ascii_typed, danish_date


def test_a_date_is_danish() -> None:
    assert danish_date(date(2022, 2, 2)) == "2. februar 2022"


def test_a_month_has_one_number_however_it_is_written() -> None:
    assert [MONTH_NUMBERS[name] for name in ("maj", "jun", "juni", "sep", "sept", "september")] == [
        *(5, 6, 6, 9, 9, 9)
    ]


def test_a_word_may_be_typed_without_danish_letters() -> None:
    assert ascii_typed("ældre på øen") == "aeldre paa oeen"

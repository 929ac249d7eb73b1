"""The names of the months, how a date is written, and words without æ, ø and å."""

from __future__ import annotations

from datetime import date

MONTHS = (
    "januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober",
    "november", "december",
)  # fmt: skip
SHORT_MONTHS = ("jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "okt", "nov", "dec")
MONTH = "|".join((*MONTHS, *SHORT_MONTHS))
"""Alternatives of a regular expression: every way to write a month, without a full stop."""

MONTH_NUMBERS = {
    name: n for n, month in enumerate(MONTHS, 1) for name in (month, *SHORT_MONTHS) if month.startswith(name)
}
_ASCII = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})


def danish_date(day: date) -> str:
    """`2. februar 2022`."""
    return f"{day.day}. {MONTHS[day.month - 1]} {day.year}"


def ascii_typed(text: str) -> str:
    """A text in small letters as it is typed on a keyboard without æ, ø and å."""
    return text.translate(_ASCII)

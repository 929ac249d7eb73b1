"""Dates as Danes write them in letters."""

from __future__ import annotations

import re
from datetime import date

from kb.danish import MONTH, MONTH_NUMBERS

_WORDED = re.compile(rf"(?:(?:d\.|den)\s*)?(\d{{1,2}})\.?\s*({MONTH})\.?\s+(\d{{4}})", re.IGNORECASE)
_NUMERIC = re.compile(r"(\d{1,2})\s*[-./]\s*(\d{1,2})\s*[-./]\s*(\d{4}|\d{2})(?!\d)")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?!\d)")
_BEFORE = re.compile(r"^\s*(?:[A-ZÆØÅ]\w+,?\s+)?(?=den\b|d\.)", re.IGNORECASE)


def parse_date(text: str) -> date | None:
    """The first date in a text: `2. februar 2022`, `d. 2. feb. 2022`, `28/12-2017`, `24-08-2020`."""
    if match := _WORDED.search(text):
        return _day(int(match[3]), MONTH_NUMBERS.get(match[2].casefold(), 0), int(match[1]))
    if match := _ISO.search(text):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    if match := _NUMERIC.search(text):
        year = int(match[3])
        return _day(year if year > 99 else 2000 + year, int(match[2]), int(match[1]))
    return None


def parse_date_line(text: str) -> date | None:
    """The date, if the line holds nothing else (but a town: `Aarhus, den 2. februar 2022`)."""
    rest = _BEFORE.sub("", text.strip())
    for shape in (_WORDED, _ISO, _NUMERIC):
        if shape.fullmatch(rest.strip(" .,")):
            return parse_date(rest)
    return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None

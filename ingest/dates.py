"""Dates as Danes write them in letters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from kb.danish import MONTH, MONTH_NUMBERS

_WORDED = re.compile(rf"(\d{{1,2}})\.?\s*({MONTH})\.?\s+(\d{{4}})", re.IGNORECASE)
_NUMERIC = re.compile(
    r"(?<![\w.,/-])(\d{1,2})\s*[-./]\s*(\d{1,2})(?:\s*[-./]\s*(\d{4}|\d{2})|(?<=/\d)\s(\d{4})|(?<=/\d\d)\s(\d{4}))(?!\d)"
)
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?!\d)")

_GOES_ON = re.compile(r"[-/.]?\d|-[A-ZÆØÅ]\d|\w")

_TOWN = (
    r"(?!(?i:still|modtag|ind|frem|besvar|afsend|udsend|opdater|revider|rejs|svar|frist|senest|dato))"
    r"[A-ZÆØÅ][\w.-]*(?:\s[A-ZÆØÅ][\w.-]*){0,2}"
)
_WEEKDAY = r"(?i:(?:man|tirs|ons|tors|fre|lør|søn)dag)"
_BEFORE = re.compile(
    rf"(?:{_TOWN}(?:,\s*|\s+(?=(?:den|d\.)\s)))?(?:{_WEEKDAY}(?:,\s*|\s+))?(?:[Dd]en\s+|[Dd]\.\s*)?"
)
"""A town, a weekday and `den` before a date. `Stillet den`, `Modtaget den` and `Svarfrist,` are no towns."""

LONGEST_LINE = 80
"""Characters of a line that holds a date, and before it a town and a weekday."""

_CLOCK = re.compile(r",?\s+(?:kl\.?\s*)?\d{1,2}[.:]\d{2}$", re.IGNORECASE)
"""The time of day after a date: `14. juni 2022 13:22`."""


def parse_date(text: str) -> date | None:
    """The first date in a text: `2. februar 2022`, `d. 2. feb. 2022`, `28/12-2017`, `3/5 2011`."""
    if match := _WORDED.search(text):
        return _day(int(match[3]), MONTH_NUMBERS.get(match[2].casefold(), 0), int(match[1]))
    if match := _ISO.search(text):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    if match := _NUMERIC.search(text):
        year = int(match[3] or match[4] or match[5])
        return _day(year if year > 99 else 2000 + year, int(match[2]), int(match[1]))
    return None


def parse_date_line(text: str) -> date | None:
    """The date, if the line holds nothing else but a town, a weekday or a time of day.

    `Aarhus, den 2. februar 2022`, `mandag den 3. maj 2021`, `14-06-2022 13:22`.
    """
    if len(text.strip()) > LONGEST_LINE:
        return None
    rest = _CLOCK.sub("", _BEFORE.sub("", text.strip(), count=1)).strip(" .,")
    return parse_date(rest) if any(shape.fullmatch(rest) for shape in (_WORDED, _ISO, _NUMERIC)) else None


def dates(text: str) -> Iterator[tuple[int, int, date]]:
    """(start, end, date) of each date in a text, in order; none in a number such as `06.02.10-K08-1`."""
    found = (match for shape in (_WORDED, _ISO, _NUMERIC) for match in shape.finditer(text))
    for match in sorted(found, key=lambda each: each.start()):
        day = parse_date(match.group())
        if day and not _GOES_ON.match(text, match.end()):
            yield match.start(), match.end(), day


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None

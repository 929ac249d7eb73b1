"""Dates as letters write them."""

from __future__ import annotations

from datetime import date

import pytest

from ingest.dates import parse_date, parse_date_line


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2. februar 2022", date(2022, 2, 2)),
        ("d. 2. feb. 2022", date(2022, 2, 2)),
        ("Den 14. marts 2006", date(2006, 3, 14)),
        ("24-08-2020", date(2020, 8, 24)),
        ("28/12-2017", date(2017, 12, 28)),
        ("2022-02-02", date(2022, 2, 2)),
        ("3/5 2011", date(2011, 5, 3)),
        ("d. 3.5.21", date(2021, 5, 3)),
        ("14. juni 2022 13:22", date(2022, 6, 14)),
        ("sag 1/22 2011", None),
        ("2. auguſt 2022", date(2022, 8, 2)),
        ("2. aprıl 2022", None),
        ("31. februar 2022", None),
        ("6,6 mio. kr.", None),
        ("3. kvartal 2025", None),
    ],
)
def test_dates_are_read_as_danes_write_them(text: str, expected: date | None) -> None:
    assert parse_date(text) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Aarhus, den 2. februar 2022", date(2022, 2, 2)),
        ("28/12-2017", date(2017, 12, 28)),
        ("den 03-05-2021", date(2021, 5, 3)),
        ("d. 3.5.21", date(2021, 5, 3)),
        ("3/5 2011", date(2011, 5, 3)),
        ("mandag den 3. maj 2021", date(2021, 5, 3)),
        ("Onsdag, 3. maj 2021", date(2021, 5, 3)),
        ("Lindeborg, 3. maj 2021", date(2021, 5, 3)),
        ("Kgs. Lindeborg, mandag den 3. maj 2021", date(2021, 5, 3)),
        ("Lindeborg d. 3. maj 2021", date(2021, 5, 3)),
        ("14. juni 2022 13:22", date(2022, 6, 14)),
        ("2022-06-14 kl. 13.22", date(2022, 6, 14)),
        ("Stillet den 4. oktober 2021", None),
        ("Modtaget den 4. oktober 2021", None),
        ("Svarfrist, 4. oktober 2021", None),
        ("den 4. oktober 2021 blev sagen", None),
        ("Svar af 2. februar 2022", None),
    ],
)
def test_a_line_may_be_a_date_alone(line: str, expected: date | None) -> None:
    assert parse_date_line(line) == expected

"""The date of a letter, among the other dates that it names."""

from __future__ import annotations

from datetime import date

import pytest

from tests.ingest.letter.header.test_header import metadata


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ("4. maj 2022, sag 22/05541", date(2022, 5, 4)),
        ("1. dec. 2010, lb.nr. 10/16620", date(2010, 12, 1)),
        ("Åby, den 4/12 2014 KLE-/journalnummer 05.01.12-P20-4-14", date(2014, 12, 4)),
        ("J.nr. 06.02.10-K08-1-09 Sagsbeh.: Aksel Dam 18/2-2009", date(2009, 2, 18)),
        ("Den 8. maj 2022 Journalnr. EMN-2022-04477", date(2022, 5, 8)),
        ("Økonomi og Digitalisering, 1. maj 2023", date(2023, 5, 1)),
        ("27. maj 2024 – sagsnummer 00.30.02-S00-9-24", date(2024, 5, 27)),
        ("6.11.2020 · sag nr. 20/16615", date(2020, 11, 6)),
        ("Udskrevet 14/05/2021", date(2021, 5, 14)),
        ("2021-05-14 | Mona Lund", date(2021, 5, 14)),
        ("Åby den 18.6.2024", date(2024, 6, 18)),
        ("3-5-2021/sagsnr. 21/331", date(2021, 5, 3)),
        ("2. maj 2021: Spørgsmål modtaget\n6. maj 2021: Besvarelse udsendt", date(2021, 5, 6)),
        ("D. 3/5-21", date(2021, 5, 3)),
        ("Åby, den 23. april 2021\n\nForvaltningens svar af 14. maj 2021 er skrevet ind.", date(2021, 5, 14)),
        (
            "Stillet af Venstre den 29. april 2021. Svaret er sendt til udvalget den 6. maj 2021.",
            date(2021, 5, 6),
        ),
        (
            "Spørgsmål fra Venstre, modtaget den 30. april 2020.\nBesvaret den 14. maj 2020.",
            date(2020, 5, 14),
        ),
        ("Svar fra spørgetid den 27. april 2016\n\nResten besvares hermed den 3.5.2016.", date(2016, 5, 3)),
        (
            "Udskrift: Spørgetid før byrådets møde den 28. april 2013\nJ.nr. 00.22.02-A30-4-13",
            date(2013, 4, 28),
        ),
        ("Mødedato: 3. maj 2021", date(2021, 5, 3)),
    ],
)
def test_the_date_of_a_letter_may_stand_beside_other_things(head: str, day: date) -> None:
    assert metadata(head).date == day


@pytest.mark.parametrize(
    "head",
    [
        "Svar på spørgsmål af 3. maj 2021 om havnen",
        "Din henvendelse af 3. maj 2021",
        "Modtaget den 3. maj 2021",
        "Svarfrist: 3. maj 2021",
        "Tak for din mail af 3. maj 2021.",
        "J.nr. 00.22.02-A30-4-13",
        "Budgettet blev vedtaget den 3. maj 2021.",
        "Spørgsmålene blev besvaret første gang den 3. maj 2021, og de opfølgende følger her.",
        "3. maj 2021: Byrådet vedtog planen",
        "Tallene er pr. 3. maj 2021",
    ],
)
def test_the_date_of_something_else_is_not_the_letters(head: str) -> None:
    assert metadata(head).date is None


def test_the_date_may_stand_under_the_greeting() -> None:
    assert metadata("Kære Eva", "Med venlig hilsen\nBo Lund\n\nÅby, den 3. maj 2021").date == date(2021, 5, 3)

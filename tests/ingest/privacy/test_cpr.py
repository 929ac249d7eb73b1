"""CPR numbers are found, and what only looks like one is not.

All numbers here are invented: their dates of birth are in 2030 to 2036, so that they are nobody's.
010130-4655 satisfies modulus 11, 010130-4321 does not.
"""

from __future__ import annotations

import pytest

from ingest.privacy.cpr import Cpr, born, confirmed, find, known, masked

HITS = (
    "010130-4321", "010130–4321", "010130—4321", "010130‑4321", "010130−4321", "010130\u00ad-4321",
    "010130 4321", "010130\u00a04321", "010130  4321", "0101304321", "010130 - 4321", "010130- 4321",
    "010130_4321", "0101 30 4321", "0101 30-4321", "01 01 30-4321", "01 01 30 4321", "01.01.30-4321",
    "01-01-30-4321", "01/01/30-4321", "0 1 0 1 3 0 4 6 5 5", "010130\t4321", "010130 | 4321",
    "０１０１３０-４３２１",
    "010130-\n4321", "010130\n-4321", "010130\n4321", "0101\u200b30-4321", "O1O130-4321", "0l0I30-432l",
    "O1O13O4321", "01.01.30 4655", "010130/4655", "610130-4321", "311235-4653", "290236-4001",
)  # fmt: skip
"""Ways to write a CPR number."""

IN_TEXT = (
    "Borgeren (010130-4321) har søgt.",
    "Cpr-nr.: 0101304321, født i Aarhus",
    "CPR 010130-4321/020130-4321",
    "cpr010130-4321.pdf",
    "Svar_0101304321_endelig.pdf",
    "010130-4321,020130-4321",
    "(010130-4321)",
    "1.010130-4321",
    "sagen om borger 010130-4321",
    "Sagsnr. 010130-4655",
    "Sagsnr.: 0101304655",
    "Bilag 2 010130 4321",
    "Kontoret har noteret 0101304321",
    "Registreret som 0101304321",
    "Kravet 0101304321 er indfriet",
    "Tlf. 33 92 43 21, borger 010130-4321",
    "cpr.nr. 01-01-30 4321",
    "Personnummer 320130-4321",
    "CPR-nr. 010130-43211",
    "CPR: 10130-4321",
    "CPR: 320130\n4321",
    "010130--4321",
    "CPR-nr.\n0101304321",
    "https://kommunen.dk/sag?cpr=0101304321",
    "født 010130-4321.",
    "pnr. 0101304321",
    "Er borgeren 0101304321?",
    "0101304321 Mia Hansen",
    "borger0101304321",
    "0101304321født",
    "Barn 2: 3 0101 30 4321",
    "01 01 30 4321 2 børn",
    "Personnumre: 01-01-30 4321",
    "Tlf. 33924321, 0101304321",
)

FRIENDS = (
    "21/001440-12", "sagsnr. 2011195", "00.01.00P35-0104", "00.01.00-P35-0104-21", "330-2018-3619",
    "306-2009-600", "Sagsnr. 010130-4321", "J.nr. 010130-4321", "Sag 0101304321",
    "Sagsnr.: 2011-0101304321", "Journalnummer 0101304321", "Dok.nr. 0101304321 og 0201304321",
    "2019-0310188-4", "sag 010130/2021", "tlf. 33 92 43 21", "+45 33 92 43 21", "0045 33 92 43 21",
    "Telefon 10 10 30 42", "33 10 12 30 2450 København", "Tlf. 10101234", "1551-0103304321",
    "Reg. 1551 konto 010330 4321", "Reg.nr. 1551, kontonr. 0103304321", "konto 0103304321",
    "Konto 1551 010330-4321", "Danske Bank 1551 0103304321", "IBAN DK50 0040 0103 3043 21",
    "DK5000400103304321", "CVR 29189846", "CVR-nr. 29 18 98 46", "5798000123456", "EAN 5798 0001 23456",
    "EAN-nr. 5790101304321", "P-nr. 1003314321", "P-nummer: 1003314321", "produktionsenhed 1003314321",
    "1.010.130.432 kr.", "1 010 130 432 kr.", "0101304321 kr.", "kr. 0101304321", "0101304321,50",
    "10.101.304.321", "01-01-30 1234", "01.01.30 12.34", "01.01.2030 1234", "2030-01-01 1234",
    "20300101 1234", "1. januar 2030 kl. 1234", "2010-2014", "110.000-120.000", "1010-1234",
    "01.01.30-31.12.30", "010130-311230", "0101304321-0201304321", "fakturanr. 0101304321",
    "Ordrenummer: 0101304321", "borger0101304321@kommunen.dk", "https://kommunen.dk/sag/0101304321",
    "www.kommunen.dk/0101304321", "sag.dk/?id=0101304321", "matr.nr. 12 ab", "BFE-nr. 0101304321",
    "a0101304321", "5f010130-4321-4abc-8def-000000000000", "320130-4321", "011330-4321", "290230-4321",
    "300236-4321", "290200-0123", "010130-xxxx", "CPR: 010130-xxxx", "cpr-nummer",
    "CPR-loven § 12, lovbekendtgørelse nr. 1010 af 23/06/2023", "Ilolololol", "1 0 1 2 3 0 4 3 2 1",
    "12 10 30 4321 50 60", "978-87-7112-345-6", "0101 3043 21", "19.10.30", "101130", "§ 4, stk. 2, nr. 10",
)  # fmt: skip
"""What else is written in a letter."""


def cut(text: str) -> list[str]:
    return [text[cpr.start : cpr.end] for cpr in find(text)]


@pytest.mark.parametrize("written", HITS)
def test_a_cpr_number_is_found_however_it_is_written(written: str) -> None:
    assert cut(f"Borgeren {written} har søgt.") == [written]


@pytest.mark.parametrize("text", IN_TEXT)
def test_a_cpr_number_is_found_among_words(text: str) -> None:
    assert find(text)


@pytest.mark.parametrize("text", FRIENDS)
def test_other_numbers_are_no_cpr_numbers(text: str) -> None:
    assert find(text) == ()


def test_two_numbers_side_by_side_are_two() -> None:
    assert cut("010130-4321/020130-4321") == ["010130-4321", "020130-4321"]


@pytest.mark.parametrize(("written", "is_so"), [("010130-4655", True), ("010130-4321", False)])
def test_modulus_11_confirms_and_never_clears(written: str, is_so: bool) -> None:
    assert find(written) == (Cpr(0, 11, is_so),)


@pytest.mark.parametrize(
    ("digits", "valid"),
    [
        ("2902000123", False),  # 1900 was no leap year
        ("2902364123", True),  # 2036 is one
        ("3101309123", True),
        ("3101585123", True),  # 1858
        ("3104304123", False),
        ("9101304123", True),  # replacement number of someone born on the 31st
        ("9201304123", False),
    ],
)
def test_the_seventh_digit_says_in_which_century_the_date_is(digits: str, valid: bool) -> None:
    assert born(digits) is valid


def test_a_replacement_number_is_never_confirmed() -> None:
    assert not any(confirmed(f"6101304{serial:03}") for serial in range(1000))


def test_a_known_number_is_found_in_any_form_and_in_longer_numbers() -> None:
    assert list(known("x01 01 30–4321 og 50101304321", ["0101304321"])) == [(1, 14), (19, 29)]


def test_masking_keeps_length_and_separators() -> None:
    assert masked("Nr. 010130-4321.") == "Nr. ██████-████."


def test_masking_takes_known_numbers_whatever_their_label_says() -> None:
    assert masked("konto 010130-4321", ["0101304321"]) == "konto ██████-████"


def test_many_digits_take_no_longer_than_other_text() -> None:
    assert find("0101 " * 20_000) == ()

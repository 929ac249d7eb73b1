"""Labels and what stands behind them."""

from __future__ import annotations

from datetime import date

import pytest

from ingest.letter.header.labels import Value, columns, plain
from tests.ingest.letter.header.test_header import metadata


def test_values_may_stand_in_a_column_behind_their_labels() -> None:
    lines = list(enumerate(["Til:", "Dato:", "Borgmesteren", "1. marts 2023"]))
    assert columns(lines) == {
        "recipient": Value("Borgmesteren", (0, 2)),
        "date": Value("1. marts 2023", (1, 3)),
    }


def test_a_value_in_a_column_may_take_two_lines() -> None:
    texts = "Dato:\nKontor:\nSagsbeh:\nSagsnr.:\n20. april 2018\nCenter for Byplan\nog Trafik\nhwj\n2018-0211"
    found = metadata(texts)
    assert (found.date, found.case, found.officer) == (date(2018, 4, 20), "2018-0211", "hwj")
    assert found.department == "Center for Byplan og Trafik"


def test_labels_in_a_column_without_their_values_say_nothing() -> None:
    assert columns(list(enumerate(["Tel.", "Mail", "Kære alle.", "Tak for i går."]))) == {}


@pytest.mark.parametrize(
    ("head", "case"),
    [
        ("Sag nr. 22/55180-4", "22/55180-4"),
        ("JOURNALNR.: 00.22.04P20-0103", "00.22.04P20-0103"),
        ("Kommunens sagsnr. 2019-3867", "2019-3867"),
        ("J nr. 14/30300", "14/30300"),
        ("NMJ/ J.nr. 2009-5158", "2009-5158"),
        ("Sagsnr.\n409\n-\n16", "409 - 16"),
        ("Sagsnr 15/58 2 0", "15/58 2 0"),
        ("25. juni 2014\n2014-3867", "2014-3867"),
        ("Sagsnummer i eDoc\n2021-0061234", "2021-0061234"),
        ("Vores ref.: 18/11002\nDeres ref.: 17/1", "18/11002"),
        ("Ref. KPO", None),
        ("Acadre: 19/1201", "19/1201"),
        ("ESDH-sag: 16/31415", "16/31415"),
        ("Journal-nr.: 22013577", "22013577"),
        ("Plan og Byg | Sagsnr. 22/5102-9 | Side 1 af 2", "22/5102-9"),
        ("Granvad Kommune\n1-31-72-312-21", "1-31-72-312-21"),
        ("Granvad Kommune\n99-88-77-66", None),
        ("Sagsnr. 15/", None),
        ("Dok.nr.: 401484", None),
        ("Akt-id 401484", None),
    ],
)
def test_case_numbers_are_known_in_all_their_forms(head: str, case: str | None) -> None:
    assert metadata(head).case == case


def test_initials_before_a_journal_number_are_the_officers() -> None:
    assert metadata("NMJ/ J.nr. 2009-5158").officer == "NMJ"


@pytest.mark.parametrize("head", ["D a t o : 16. maj 2014", "Mødedato: 16. maj 2014", "Dato\n16. maj 2014"])
def test_dates_are_known_behind_all_their_labels(head: str) -> None:
    assert metadata(head).date == date(2014, 5, 16)


def test_a_word_in_spaced_capitals_is_a_word() -> None:
    assert plain("S A G S B E H A N D L E R") == "SAGSBEHANDLER"
    assert metadata("S A G S B E H A N D L E R\nRikke Hjelm").officer == "Rikke Hjelm"


@pytest.mark.parametrize(
    ("head", "officer"),
    [
        ("Udarbejdet af: Bo Holm", "Bo Holm"),
        ("Sagsansvarlig: Bo Holm, direkte tlf. 99 88 77 66", "Bo Holm"),
        ("Ref.: KPO", "KPO"),
        ("Kontaktperson Bo Holm", "Bo Holm"),
        ("Vores ref.: 18/11002", None),
        ("Udarbejdet af: Team Klima", None),
    ],
)
def test_officers_are_known_behind_all_their_labels(head: str, officer: str | None) -> None:
    assert metadata(head).officer == officer

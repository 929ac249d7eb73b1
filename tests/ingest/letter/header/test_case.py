"""Case numbers: what clerks call them, and where they put them."""

from __future__ import annotations

import pytest

from tests.ingest.letter.header.test_header import metadata


@pytest.mark.parametrize(
    ("head", "case"),
    [
        ("Sags-ID: TM-2021-00417", "TM-2021-00417"),
        ("Jr. nr.: 12/8843", "12/8843"),
        ("Jr.nr. 12/8843", "12/8843"),
        ("Dokument-/sagsnr. 2014-6077", "2014-6077"),
        ("KLE-/journalnummer 05.01.12-P20-4-15", "05.01.12-P20-4-15"),
        ("Arkivsag: 00.15.02-Ø40-3-16", "00.15.02-Ø40-3-16"),
        ("EMN-nr.: EMN-2022-07125", "EMN-2022-07125"),
        ("KMD-sag 21-6620", "21-6620"),
        ("SBSYS-sag: 27.03.00-G01-8-22", "27.03.00-G01-8-22"),
        ("ESDH-nr. 24-007713", "24-007713"),
        ("Acadre nr. 2018-071244", "2018-071244"),
        ("eDoc: 2020-0098123", "2020-0098123"),
        ("ID-nr.: 24/50112", "24/50112"),
        ("Lb.nr. 10/16620", "10/16620"),
        ("Dok.nr. 2011-11820", "2011-11820"),
        ("Brevid 2016-004471", "2016-004471"),
        ("Dok.nr. 118-2020\nSagsnr. 20/4417", "20/4417"),
        ("Dokument 2020-118834\nJournal 27.18.08-A00-9-20", "27.18.08-A00-9-20"),
        ("Ref. 19/20411", "19/20411"),
        ("Ref. Mona Lund, sag 19/20411", "19/20411"),
        ("4. maj 2022, sag 22/05541", "22/05541"),
        ("4. maj 2022 – 22/05541", "22/05541"),
        ("Åby, den 4. maj 2022. J. nr. 05.01.12-P20-4-22. Ref.: Mona Lund", "05.01.12-P20-4-22"),
        ("4. maj 2022 / sagsnr. 05.01.12-P20-4-22 / sagsbehandler: Mona Lund", "05.01.12-P20-4-22"),
        ("Emne: SV: Støj ved havnen (sag 20/24410)", "20/24410"),
        ("Emne: Re: Støj ved havnen [Sags-ID: MIL-2020-00417]", "MIL-2020-00417"),
        ("Tak for din mail af 11. marts (vores j.nr. 2021-04417), som jeg hermed besvarer.", "2021-04417"),
        ("Forvaltningens svar af 14. maj 2021 er skrevet ind nedenfor. Sag\n21/09913.", "21/09913"),
        ("4. maj 2022\n\nSagsnr.\n\n22/05541", "22/05541"),
        ("11.01.2011\n2010/15591\nKaj Dam\nDato\nJ.nr.\nRef.", "2010/15591"),
    ],
)
def test_a_case_number_is_known_by_its_label_its_look_and_its_place(head: str, case: str) -> None:
    assert metadata(head).case == case


def test_a_case_number_may_stand_in_the_foot_alone() -> None:
    foot = "Åby Kommune – Klima og Forsyning – KLI-2023-07125\nside 1 af 2\nNotat KLI-2023-07125 side 2"
    assert metadata("Kære Vivi", beside=foot).case == "KLI-2023-07125"


def test_a_number_with_a_label_goes_before_one_in_a_sentence() -> None:
    text = "Sagsnr. 21/448\n\nDu har i sag 2019-77120 spurgt til, hvornår vejen blev anlagt."
    assert metadata(text).case == "21/448"


@pytest.mark.parametrize(
    "head",
    [
        "Deres ref.: 17/11002",
        "Deres j.nr. 2017-11002",
        "Budget 2022-2025",
        "Skoleåret 2014/2015",
        "Skoleåret 2013/14",
        "Tlf. 99-664412",
        "CVR-nr. 29-189420",
        "Lokalplan 04-1234",
        "Måned 05/2020",
        "Åvej 12-14",
        "Tallene er hentet i budgettet, og sammen med tabel 12-4410 giver de et billede af området.",
        "Kopi af vores svar er lagt på kommunens side om havnen den 3/5-2021.",
    ],
)
def test_other_numbers_are_no_case_numbers(head: str) -> None:
    assert metadata(head).case is None

"""Lines to metadata."""

from __future__ import annotations

from datetime import date

import pytest

from ingest.letter.header.header import read
from kb.model import Metadata
from tests.ingest.lines import typed


def metadata(head: str, tail: str = "", beside: str = "") -> Metadata:
    """Metadata of a letter typed as what stands before, after and beside its questions."""
    parts = [typed(text) if text else () for text in (head, tail, beside)]
    ends = [len(parts[0]), len(parts[0]) + len(parts[1]), sum(map(len, parts))]
    lines = (*parts[0], *parts[1], *parts[2])
    return read(lines, range(ends[0]), range(ends[0], ends[1]), range(ends[1], ends[2]))[0]


def test_the_title_tells_party_and_subject() -> None:
    found = metadata("Svar på 10-dages forespørgsel fra Enhedslisten og SF om\ngrønne tage på skoler")
    assert found.title == "Svar på 10-dages forespørgsel fra Enhedslisten og SF om grønne tage på skoler"
    assert found.parties == ("Enhedslisten", "Socialistisk Folkeparti")
    assert found.subject == "grønne tage på skoler"


def test_a_short_title_is_one() -> None:
    found = metadata("Til Byrådet\n\nSvar om grønne tage\n\nTak for i går.")
    assert (found.title, found.subject) == ("Svar om grønne tage", "grønne tage")


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        ("Svar på forespørgsel fra Venstre om busser", "Svar på forespørgsel fra Venstre om busser"),
        ("untitled", None),
        ("Untitled document", None),
        ("Svar om busser.docx", None),
        ("Microsoft Word - Svar om busser", None),
        ("svar_om busser", None),
        ("Dokument1", None),
        ("", None),
        (None, None),
    ],
)
def test_a_title_that_the_letter_does_not_say_is_its_files(named: str | None, expected: str | None) -> None:
    lines = typed("Kære alle.")
    assert read(lines, (0,), (), (), named)[0].title == expected


def test_a_title_in_the_letter_goes_before_its_files() -> None:
    assert read(typed("Svar på noget"), (0,), (), (), "Et helt andet brev")[0].title == "Svar på noget"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Til Byrådssekretariatet", "Byrådssekretariatet"),
        ("Til Byrådets medlemmer", "Byrådets medlemmer"),
        ("Til Teknik- og Miljøudvalget", "Teknik- og Miljøudvalget"),
        ("Til Enhedslisten De Rød Grønne i Aarhus Byråd.", "Enhedslisten De Rød Grønne i Aarhus Byråd."),
        ("Til: byrådets medlemmer", "byrådets medlemmer"),
        ("Til:\nBorgmesteren", "Borgmesteren"),
        ("Til budgettet for 2022 hører havnen.", None),
        ("Til Havnen er der afsat 2 mio. kr. i", None),
        ("Til Budgettet lægges havnen.", None),
        ("Til orientering", None),
    ],
)
def test_a_recipient_is_a_name(line: str, expected: str | None) -> None:
    assert metadata(line).recipient == expected


def test_a_local_list_is_taken_as_it_stands() -> None:
    assert metadata("Svar på forespørgsel fra Havnelisten om kajen").parties == ("Havnelisten",)


def test_venstre_is_not_found_in_radikale_venstre() -> None:
    assert metadata("Svar på forespørgsel fra Radikale Venstre om kajen").parties == ("Radikale Venstre",)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Sag: 21/001440-12", "21/001440-12"),
        ("Sagsnr.: 2022-10388", "2022-10388"),
        ("J.nr. SAG-2023-03377", "SAG-2023-03377"),
        ("Journalnr.: 00.01.00P35-0104", "00.01.00P35-0104"),
        ("Sagsnummer 2016 - 7396", "2016 - 7396"),
        ("Sagen drejer sig om 3 biler", None),
    ],
)
def test_case_numbers_are_read_behind_their_labels(line: str, expected: str | None) -> None:
    assert metadata(line).case == expected


def test_a_sidebar_tells_department_case_and_officer() -> None:
    found = metadata(
        "Til Byrådsservice",
        beside="BØRN OG UNGE\nStrategi og Udvikling\nSag: 21/001440-12\nSagsbehandler:\nRasmus Holm",
    )
    assert (found.department, found.case, found.officer) == ("BØRN OG UNGE", "21/001440-12", "Rasmus Holm")
    assert found.recipient == "Byrådsservice"


def test_both_signers_are_found() -> None:
    assert metadata("", "Med venlig hilsen\n\nEva Holm\n\n/\n\nPoul Erik Østergaard Storm").signers == (
        "Eva Holm",
        "Poul Erik Østergaard Storm",
    )


def test_signers_on_one_line_and_their_offices_are_told_apart() -> None:
    found = metadata("", "Venlig hilsen\nEva Holm / Poul Storm\nrådmand / direktør\n\nBilag 1: Oversigt")
    assert found.signers == ("Eva Holm", "Poul Storm")


def test_a_date_label_goes_before_a_date_alone() -> None:
    assert metadata("1. marts 2020\n\nDato: 3. oktober 2022").date == date(2022, 10, 3)


def test_what_a_letter_does_not_say_is_none() -> None:
    assert metadata("") == Metadata()


@pytest.mark.parametrize("item", ["- Borger", "Borger Erhverv Politik", "Menu"])
def test_a_menu_is_no_department(item: str) -> None:
    assert metadata("Svar om busser", beside=f"Granvad Kommune\n\n{item}").department is None


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ("Dato: 22. februar 2022\n\nSvar\n\n9. marts 2022", date(2022, 3, 9)),
        ("Dato: 22. februar 2022\nBesvarelse udsendt den: 1. februar 2022", date(2022, 2, 1)),
        ("Svarfrist:\n20. januar 2022\n\n10. januar 2022", date(2022, 1, 10)),
        ("Sendt: 14. juni 2022 13:22", date(2022, 6, 14)),
        ("Ulloq/dato: 8. november 2021", date(2021, 11, 8)),
        ("Dato: 3. maj 2021 Sagsnr.: 21/44", date(2021, 5, 3)),
        ("Lindeborg Kommune | 3. maj 2021 | Side 1 af 2", date(2021, 5, 3)),
        ("Stillet den 4. maj 2021", None),
    ],
)
def test_the_date_is_the_letters_own(head: str, day: date | None) -> None:
    assert metadata(head).date == day


@pytest.mark.parametrize(
    "line",
    [
        "POLITIKERSPØRGSMÅL",
        "NOTAT",
        "Byrådet",
        "Social- og Sundhedsudvalget",
        "Byrådsmedlem Lone Vejby",
        "Skolebusser i landsbyerne",
        "Skolebusser",
        "Vandtårnet",
        "Havnen",
        "Ventetid på genoptræning",
        "Enhedslisten",
        "Forvaltningen",
        "Eva Holm",
        "Rådhusvej 3",
    ],
)
def test_what_is_no_department(line: str) -> None:
    assert metadata(f"{line}\n\n3. maj 2021\n\nSvar på spørgsmål om busser").department is None


@pytest.mark.parametrize(
    ("head", "tail", "department"),
    [
        ("Skoleafdelingen\n\n3. maj 2021", "", "Skoleafdelingen"),
        ("Kultur & Fritid\n\n3. maj 2021", "", "Kultur & Fritid"),
        ("Granvad Kommune\nFællesskaber", "", "Fællesskaber"),
        ("Granvad Kommune | Park og Natur | Åvej 3", "", "Park og Natur"),
        ("3. maj 2021", "Venlig hilsen\nEva Holm\nAfdelingschef, Plan og Byg", "Plan og Byg"),
        ("3. maj 2021", "Venlig hilsen\nEva Holm\nVand og Natur\nÅvej 3\n9999 Granvad", "Vand og Natur"),
        ("Udarbejdet af: Team Klima", "", "Team Klima"),
        ("Jobcenter Granvad har modtaget disse spørgsmål:", "", "Jobcenter Granvad"),
        ("Teknik og Miljø, Vej og Park\n\n3. maj 2021", "", "Teknik og Miljø"),
        ("Teknik, Miljø og Klima\n\n3. maj 2021", "", "Teknik, Miljø og Klima"),
        ("Børne- og Familieforvaltningen, Tandplejen\n\n3. maj 2021", "", "Børne- og Familieforvaltningen"),
        ("GRANVAD KOMMUNE\nMAGISTRATENS 3. AFDELING\n\nVejkontoret", "", "MAGISTRATENS 3. AFDELING"),
        (
            "Magistratsafdelingen for Teknik\nog Klima\n\n3. maj 2021",
            "",
            "Magistratsafdelingen for Teknik og Klima",
        ),
        ("Økonomi og Digitalisering, 3. maj 2021", "", "Økonomi og Digitalisering"),
        ("Fra: Eva Holm (Plan og Byg)", "", "Plan og Byg"),
        ("Fra: Eva Holm, Social og Handicap", "", "Social og Handicap"),
        ("Til Økonomiudvalget\nFra Borgmesterens Afdeling", "", "Borgmesterens Afdeling"),
        ("3. maj 2021", "Venlig hilsen\nEva Holm\nKoordinator, Plan og Byg, Granvad Kommune", "Plan og Byg"),
        ("Hej Bo\n\nTak.\n\nVh\nEva Holm\nPlan og Byg\nGranvad Kommune", "", "Plan og Byg"),
        ("Svaret er udarbejdet af Natur og Klima, Åvej 9, ved Eva Holm.", "", "Natur og Klima"),
        ("Center for Børn og Skole kan hertil oplyse:", "", "Center for Børn og Skole"),
        ("Granvad, den 3. maj 2021\n\nKære Eva", "Hilsen Bo\nByrådsmedlem", None),
    ],
)
def test_a_department_is_known_by_its_name_and_place(head: str, tail: str, department: str | None) -> None:
    assert metadata(head, tail).department == department


@pytest.mark.parametrize(
    ("head", "title"),
    [
        (
            "Skoleafdelingen\n\n3. maj 2021\n\nParkering ved skolen\n\nTak for din mail.",
            "Parkering ved skolen",
        ),
        ("Venstres spørgsmål til havnen i 2021", "Venstres spørgsmål til havnen i 2021"),
        ("10-dages forespørgsel\n\nSvar på forespørgsel om havnen", "Svar på forespørgsel om havnen"),
        ("Kære Eva Holm\n\nTak for din mail.", None),
    ],
)
def test_a_title_need_not_begin_as_one(head: str, title: str | None) -> None:
    assert metadata(head).title == title


def test_a_letter_on_one_line_is_read_like_any_other() -> None:
    line = (
        "Park og Natur Til Byrådssekretariatet 19. juni 2019 Sagsnr. 19/20071 Svar på forespørgsel fra SF om "
        "legepladsen Spørgsmål 1: Hvorfor er legepladsen lukket? Svar: Legepladsen er lukket, fordi "
        "underlaget ikke opfylder standarden. Spørgsmål 2: Hvornår åbner den? Svar: Den åbner igen i august."
    )
    found = read(typed(line), (), (), ())[0]
    assert (found.date, found.case, found.department) == (date(2019, 6, 19), "19/20071", "Park og Natur")
    assert (found.parties, found.subject) == (("Socialistisk Folkeparti",), "legepladsen")


def test_a_label_and_its_value_may_stand_far_apart() -> None:
    blank = "\t" * 6000
    assert metadata(f"Dato:{blank}2. februar 2022\nSagsnr.:{blank}22/31907").date == date(2022, 2, 2)

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

"""Who asked."""

from __future__ import annotations

import pytest

from ingest.letter.header.askers import parties


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Spørgsmålet er stillet efter ønske fra Eva Holm (S).", ("Socialdemokratiet",)),
        ("Spørgsmålet er stillet efter ønske fra Eva Holm (A).", ("Socialdemokratiet",)),
        ("Af: Eva Holm (EL) m.fl.", ("Enhedslisten",)),
        ("Stillet af Eva Holm (RV) og Poul Storm (DF)", ("Radikale Venstre", "Dansk Folkeparti")),
        ("Kopi til Eva Holm (S)", ()),
        ("Venstre har spurgt til havnen.", ("Venstre",)),
        ("Venstre stemte imod budgettet i 2019.", ()),
        ("Til byrådsmedlem Eva Holm (V)", ("Venstre",)),
        ("Eva Holm, MB (LA)", ("Liberal Alliance",)),
        ("Byrådsmedlem Eva Holm, Dansk Folkeparti", ("Dansk Folkeparti",)),
        (
            "Stillet af Eva\nHolm (Ø), Bo Lund (B) og Ib\nDam (C)",
            ("Enhedslisten", "Radikale Venstre", "Det Konservative Folkeparti"),
        ),
        ("Eva Holm har på vegne af SF's byrådsgruppe spurgt.", ("Socialistisk Folkeparti",)),
        ("Fra: Rådmand Eva Holm (S)", ()),
        ("Se litra (A) og (B).", ()),
    ],
)
def test_letters_in_parentheses_are_parties(text: str, expected: tuple[str, ...]) -> None:
    assert parties(None, text) == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Svar til Socialdemokraternes gruppe", ("Socialdemokratiet",)),
        ("Svar til Det Radikale Venstre og SF's gruppe", ("Radikale Venstre", "Socialistisk Folkeparti")),
        ("Svar på forespørgsel fra Radikale om støj", ("Radikale Venstre",)),
        ("Svar om vej A og stræde V", ()),
        ("Svar om cykelsti fra Havnegade til Torvet", ()),
        ("SVAR TIL ENHEDSLISTEN", ("Enhedslisten",)),
    ],
)
def test_a_party_is_known_by_any_of_its_names(title: str, expected: tuple[str, ...]) -> None:
    assert parties(title, "") == expected


def test_the_title_goes_before_whoever_else_is_named() -> None:
    assert parties("Svar til Venstre", "efter ønske fra Eva Holm (S)") == ("Venstre",)


@pytest.mark.parametrize(
    ("asker", "expected"),
    [
        ("Kultur- og Fritidsudvalget", ()),
        ("Børne-, Unge- og Skoleudvalget", ()),
        ("Udvalget for Klima og Miljø", ()),
        ("Regionsrådet", ()),
        ("Eva Holm", ()),
        ("Eva Holm (V)", ("Venstre",)),
        ("Eva Holm og Bo Lund (V)", ("Venstre",)),
        ("C, SF og V", ("Det Konservative Folkeparti", "Socialistisk Folkeparti", "Venstre")),
        ("DF's gruppe", ("Dansk Folkeparti",)),
        ("Byens Bedste og Havnelisten", ("Byens Bedste", "Havnelisten")),
    ],
)
def test_committees_and_people_are_no_parties(asker: str, expected: tuple[str, ...]) -> None:
    assert parties(f"Svar på forespørgsel fra {asker} om haller", "") == expected


def test_each_group_that_asks_in_a_letter_is_an_asker() -> None:
    lines = ("Spørgsmål fra Venstre", "1. Hvor mange?", "To.", "Spørgsmål fra Enhedslisten", "2. Hvornår?")
    assert parties("Samlet svar på gruppernes spørgsmål", "", lines) == ("Venstre", "Enhedslisten")

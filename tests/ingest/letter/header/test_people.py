"""Who asked, and who signed."""

from __future__ import annotations

import pytest

from ingest.letter.header.people import parties, signers


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Spørgsmålet er stillet efter ønske fra Eva Holm (S).", ("Socialdemokratiet",)),
        ("Spørgsmålet er stillet efter ønske fra Eva Holm (A).", ("Socialdemokratiet",)),
        ("Af: Eva Holm (EL) m.fl.", ("Enhedslisten",)),
        ("Stillet af Eva Holm (RV) og Poul Storm (DF)", ("Radikale Venstre", "Dansk Folkeparti")),
        ("Kopi til Eva Holm (S)", ()),
        ("Venstre har spurgt til havnen.", ("Venstre",)),
    ],
)
def test_letters_in_parentheses_are_parties(text: str, expected: tuple[str, ...]) -> None:
    assert parties(None, [text]) == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Svar til Socialdemokraternes gruppe", ("Socialdemokratiet",)),
        ("Svar til Det Radikale Venstre og SF's gruppe", ("Radikale Venstre", "Socialistisk Folkeparti")),
        ("Svar på forespørgsel fra Radikale om støj", ("Radikale Venstre",)),
        ("Svar om vej A og stræde V", ()),
    ],
)
def test_a_party_is_known_by_any_of_its_names(title: str, expected: tuple[str, ...]) -> None:
    assert parties(title, []) == expected


def test_the_title_goes_before_whoever_else_is_named() -> None:
    assert parties("Svar til Venstre", ["efter ønske fra Eva Holm (S)"]) == ("Venstre",)


@pytest.mark.parametrize(
    ("tail", "names"),
    [
        (("Med venlig hilsen Eva Holm",), ("Eva Holm",)),
        (("Vh Eva",), ("Eva",)),
        (("Mvh. Eva Holm",), ("Eva Holm",)),
        (("Med", "venlig", "hilsen", "Eva Holm"), ("Eva Holm",)),
        (("Venlig hilsen", "Eva Holm / Poul Storm", "rådmand / direktør"), ("Eva Holm", "Poul Storm")),
        (("Venlig hilsen", "Eva Holm", "/", "Poul Storm", "Bilag 1"), ("Eva Holm", "Poul Storm")),
        (("På udvalgets vegne", "Jens Dahl Mørk", "formand"), ("Jens Dahl Mørk",)),
        (("Eva Holm",), ()),
    ],
)
def test_signers_stand_under_the_greeting(tail: tuple[str, ...], names: tuple[str, ...]) -> None:
    assert signers(list(enumerate(tail)))[0] == names


@pytest.mark.parametrize(
    ("asker", "expected"),
    [
        ("Kultur- og Fritidsudvalget", ("Kultur- og Fritidsudvalget",)),
        ("Børne-, Unge- og Skoleudvalget", ("Børne-, Unge- og Skoleudvalget",)),
        ("Udvalget for Klima og Miljø", ("Udvalget for Klima og Miljø",)),
        ("Byens Bedste og Havnelisten", ("Byens Bedste", "Havnelisten")),
    ],
)
def test_a_committee_is_one_asker(asker: str, expected: tuple[str, ...]) -> None:
    assert parties(f"Svar på forespørgsel fra {asker} om haller", []) == expected

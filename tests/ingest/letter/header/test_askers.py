"""Who asked."""

from __future__ import annotations

import pytest

from ingest.letter.header.askers import askers
from ingest.letter.header.header import read
from kb.model import Note
from kb.notes import Code
from tests.ingest.letter.header.test_header import metadata
from tests.ingest.lines import typed


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
    assert askers(None, text)[0] == expected


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
    assert askers(title, "")[0] == expected


def test_the_title_goes_before_whoever_else_is_named() -> None:
    assert askers("Svar til Venstre", "efter ønske fra Eva Holm (S)")[0] == ("Venstre",)


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
    assert askers(f"Svar på forespørgsel fra {asker} om haller", "")[0] == expected


def test_each_group_that_asks_in_a_letter_is_an_asker() -> None:
    lines = ("Spørgsmål fra Venstre", "1. Hvor mange?", "To.", "Spørgsmål fra Enhedslisten", "2. Hvornår?")
    assert askers("Samlet svar på gruppernes spørgsmål", "", lines)[0] == ("Venstre", "Enhedslisten")


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("Byrådsmedlem Eva Holm\nEnhedslisten\nÅvej 3\n9999 Granvad", ("Enhedslisten",)),
        ("Alternativet Granvad\nv/ Eva Holm", ("Alternativet",)),
        ("Eva Holm\nMedlem af byrådet for Danmarksdemokraterne", ("Danmarksdemokraterne",)),
        ("Eva Holm, medlem af byrådet (Moderaterne)", ("Moderaterne",)),
        ("Hr. byrådsmedlem Bo Lund\nLiberal Alliance", ("Liberal Alliance",)),
        (
            "Eva Holm (SF)\nBo Lund (Ø)\n4. maj 2022 / sagsnr. 22/441",
            ("Socialistisk Folkeparti", "Enhedslisten"),
        ),
        ("Til: Havnelisten, byrådsmedlem Bo Lund (L)", ("Havnelisten",)),
        ("Til: Eva Holm (V) <eva@granvad.example>", ("Venstre",)),
        (
            "Kære Eva\n\nI den anledning har Det Radikale\nVenstre stillet tre spørgsmål.",
            ("Radikale Venstre",),
        ),
        ("Venstre har spurgt, om Enhedslistens forslag er lovligt.", ("Venstre",)),
        ("Både SF og Venstre har rettet henvendelse om havnen.", ("Socialistisk Folkeparti", "Venstre")),
        ("Byrådsmedlem Eva Holm (Socialdemokratiet) skrev den 3. maj 2021:", ("Socialdemokratiet",)),
        ("Til rådmand Eva Holm (S)\n\nVenstre har spurgt til havnen.", ("Venstre",)),
        ("Rådmand Eva Holm (S)\n\nSpørgsmål stillet af Bo Lund (Ø)", ("Enhedslisten",)),
        ("Den socialdemokratiske byrådsgruppe\nv. gruppeformand Bo Lund", ("Socialdemokratiet",)),
        ("Til Ventelisten\n\nSvar om noget", ()),
        ("Til Teknisk Udvalg\n\nUdvalget har spurgt til havnen.", ()),
        ("Fra: Eva Holm (S)\nTil: Bo Lund\n\nFra: Bo Lund (Liberal Alliance)", ("Liberal Alliance",)),
        ("Kære Bo\n\nVi har i Liberal Alliance fået mange mails.", ("Liberal Alliance",)),
    ],
)
def test_who_asks_is_told_by_addresses_sentences_and_mails(head: str, expected: tuple[str, ...]) -> None:
    assert metadata(head).parties == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["Spm. 212 (Ø): Hvor mange?", "Spm. 213 (V): Hvornår?"], ("Enhedslisten", "Venstre")),
        (["Spørgsmål nr.\t1", "Stillet af\tEva Holm (Ø)", "Stillet af\tV"], ("Enhedslisten", "Venstre")),
        (["Eva Holm (V): Hvornår åbner", "skolen?", "Borgmesteren: I maj."], ("Venstre",)),
        (["Eva Holm (Venstre) spørger: »Hvornår?«"], ("Venstre",)),
        (["Spørgsmål fra Eva Holm (V): »Hvornår?«"], ("Venstre",)),
        (["Venstre", "1. Hvor?", "Her.", "Enhedslisten", "1. Hvornår?"], ("Venstre", "Enhedslisten")),
        (["1. Hvem stemte for?", "Venstre: 4 mandater", "Enhedslisten: 2 mandater"], ()),
        (["1. Hvem er med?", "Eva Holm (V): formand", "Bo Lund (S): næstformand"], ()),
    ],
)
def test_labels_of_questions_tell_who_asks(lines: list[str], expected: tuple[str, ...]) -> None:
    assert askers(None, "", lines)[0] == expected


def test_a_party_in_what_a_title_is_about_did_not_ask() -> None:
    assert askers("Svar på spørgsmål fra SF om Venstres forslag", "")[0] == ("Socialistisk Folkeparti",)
    assert askers("Svar på spørgsmål om lukningen af Vestbad", "")[0] == ()


@pytest.mark.parametrize(
    ("head", "named"),
    [
        ("Spørgsmålet er stillet af Eva Holm (V) og Ib Dam.", ("Venstre",)),
        ("Spørgsmålet er stillet af Eva Holm og Ib Dam (V).", None),
        ("Spørgsmålet er stillet af Ib Dam.", None),
        ("Spørgsmål fra Eva Holm (V)\n1. Hvornår?\nSpørgsmål fra Ib Dam\n2. Hvor mange?", ("Venstre",)),
    ],
)
def test_a_note_tells_that_others_asked_than_the_parties_found(
    head: str, named: tuple[str, ...] | None
) -> None:
    lines = typed(head)
    notes = read(lines, range(len(lines)), (), ())[2]
    assert notes == ((Note(Code.ASKERS_UNNAMED, (named,)),) if named else ())

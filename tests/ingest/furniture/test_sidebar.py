"""Sidebars, told by their labels."""

from __future__ import annotations

import pytest

from ingest.furniture.sidebar import Label, label, sidebar
from kb.model import Box, Line
from tests.ingest.lines import typed

SIDEBAR = """
BØRN OG UNGE
Strategi og Udvikling
Nordfjord Kommune

Grøndalsvej 2
9999 Nordfjord

Direkte telefon: 99 00 00 00

Direkte e-mail:
xx@nordfjord.example

Sag: 21/001440-12

Sagsbehandler:
Lone Vestergaard
"""


def split(text: str) -> tuple[list[str], list[str]]:
    """The lines outside sidebars, and those inside."""
    lines = typed(text)
    inside = sidebar(lines)
    return (
        [line.text for index, line in enumerate(lines) if index not in inside],
        [line.text for index, line in enumerate(lines) if index in inside],
    )


def test_a_sidebar_between_the_halves_of_a_word_is_found_whole() -> None:
    text, inside = split(f"feedback, sidemandsoplæring af ressour-\n\n{SIDEBAR}\n\ncepersoner med henblik på")
    assert text == ["feedback, sidemandsoplæring af ressour-", "cepersoner med henblik på"]
    assert len(inside) == len(SIDEBAR.split("\n")) - SIDEBAR.count("\n\n") - 2


def test_a_sidebar_after_the_signatures_leaves_them_alone() -> None:
    assert (
        split(f"Med venlig hilsen\n\nKirsten Aagaard\n\n/\n\nPoul Erik Storm\n\n{SIDEBAR}")[0][-1]
        == "Poul Erik Storm"
    )


def test_labels_may_come_first_and_their_values_after() -> None:
    text, _ = split(
        "Tel.\nMail\nCVR-nr.\nSags nr.\n99 00 00 00\nxx@nordfjord.example\n12 34 56 78\n2016 - 7396\n\nSvar:"
    )
    assert text == ["Svar:"]


def test_a_letterheads_labels_are_found() -> None:
    text, inside = split(
        "Notat\n\nDato: 3. oktober 2022\nSagsnr.: 2022-10388\nSagsbehandler: Henrik Buch\n\nSpørgsmål 1"
    )
    assert (text, len(inside)) == (["Notat", "Spørgsmål 1"], 3)


@pytest.mark.parametrize(
    "answer",
    [
        "Skriv til os:\nRådhuspladsen 2\n9999 Nordfjord\nTelefon: 99 00 00 00\nE-mail: b@n.example",
        "Der er tre sager:\n\nSag: 21/001440\nSag: 21/001441\nSag: 21/001442",
        "Sag: 21/001440-12",
        "Direkte telefon til vagten er der ikke.\nKontor og værksted ligger på havnen.",
        "VIGTIGE TAL\n\nElever: 312\nTelefon: 99 00 00 00",
        "Til:\nDato:\nBorgmesteren\n1. marts 2023",
    ],
)
def test_an_answers_own_lines_are_never_taken(answer: str) -> None:
    assert split(answer)[1] == []


def test_in_a_column_of_its_own_the_whole_column_is_taken() -> None:
    def line(text: str, x: float, y: float) -> Line:
        return Line(text, 1, 1, box=Box(x, y, x + 5 * len(text), y + 11), size=11)

    body = line("Forvaltningen kan oplyse, at der i skoleåret er visiteret elever til", 57, 700)
    beside = ["Langenæs 5, st.", "Sag: 21/001440-12", "Sagsbehandler:", "Lone Vestergaard", "Bilag: ingen"]
    lines = [body, *(line(text, 442, 700 - 14 * n) for n, text in enumerate(beside))]
    assert sidebar(lines) == {1, 2, 3, 4, 5}


@pytest.mark.parametrize(
    ("text", "kind", "owes"),
    [
        ("Sag: 21/001440-12", "number", False),
        ("Sagsnr. 15/58-20", "number", False),
        ("J. nr. 2023-3867", "number", False),
        ("Sagsbehandler:", "name", True),
        ("Direkte e-mail:", "mail", True),
        ("Direkte telefon: 21 35 36 43", "direct", False),
        ("CVR-nr. 12 34 56 78", "number", False),
    ],
)
def test_a_label_knows_what_it_is_followed_by(text: str, kind: str, owes: bool) -> None:
    found = label(text)
    assert isinstance(found, Label)
    assert (found.kind, found.owes) == (kind, owes)


@pytest.mark.parametrize(
    "text", ["Sagen er afsluttet.", "Mail fra borgere besvares.", "Sag nummer to handler om busser"]
)
def test_a_sentence_is_no_label(text: str) -> None:
    assert label(text) is None


@pytest.mark.parametrize(("x", "size", "aside"), [(440, 8, True), (440, 11, False), (72, 8, False)])
def test_one_label_is_enough_beside_the_body_in_smaller_type(x: float, size: float, aside: bool) -> None:
    lines = [
        Line("Der kører 1.146 elever i skolebus hver", 1, 1, size=11, box=Box(72, 700, 400, 711)),
        Line("Kontakt", 1, 2, size=size, box=Box(x, 690, x + 50, 698)),
        Line("Telefon: 89 40 20 00", 1, 3, size=size, box=Box(x, 680, x + 70, 688)),
        Line("eneste dag.", 1, 4, size=11, box=Box(72, 670, 130, 681)),
    ]
    assert sidebar(lines) == ({1, 2} if aside else set())

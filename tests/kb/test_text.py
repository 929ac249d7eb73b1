"""Joining lines: the only difference between the source and what is shown."""

from __future__ import annotations

from collections.abc import Container, Sequence

import pytest

from kb.model import Line, Piece, Role
from kb.text import SAME_QUESTION, digest, join, join_lines, question_likeness, squeeze
from tests.ingest.lines import typed


def joined(text: str) -> str:
    return read(typed(text))


def read(lines: Sequence[Line], without: Container[int] = ()) -> str:
    """The text of lines, joined as a letter's are, without some of them."""
    whole = [Piece(Role.ANSWER, at, 0, len(line.text)) for at, line in enumerate(lines) if at not in without]
    return join(lines, whole)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("af ressour-\ncepersoner med", "af ressourcepersoner med"),
        ("skoler, dag-\nog fritidstilbud", "skoler, dag- og fritidstilbud"),
        ("kultur- og\nudvikling", "kultur- og udvikling"),
        ("ikke-\nvestlige lande", "ikke-vestlige lande"),
        ("i juni-\naugust og mandag-\nfredag", "i juni-august og mandag-fredag"),
        ("hos EU-\nKommissionen", "hos EU-Kommissionen"),
        ("i perioden 2020-\n2022", "i perioden 2020-2022"),
        ("perioden 2020–\n2022", "perioden 2020–2022"),
        ("SAG-\n2023", "SAG-2023"),
        ("nye IT-\nsystemer", "nye IT-systemer"),
        ("vand med pH-\nværdi", "vand med pH-værdi"),
        ("EU-\nstøtte", "EU-støtte"),
        ("SFO-\npladser", "SFO-pladser"),
        ("10-\ndages", "10-dages"),
        ("CO2-\nudledning", "CO2-udledning"),
        ("e-\nmail", "e-mail"),
        ("en a-\nkasse", "en a-kasse"),
        ("ph.d.-\nstuderende", "ph.d.-studerende"),
        ("og/\neller", "og/eller"),
        ("hoved-\nPine", "hoved-Pine"),
        ("IT-\nog telefoni", "IT- og telefoni"),
        ("10-\nog 12-årige", "10- og 12-årige"),
        ("kl. 8-\n\nog så videre", "kl. 8-\nog så videre"),
        ("lige ind-\ntil 2022", "lige indtil 2022"),
        ("til eksa-\nmen i maj", "til eksamen i maj"),
        ("eks-\nterne konsulenter", "eksterne konsulenter"),
        ("et ord –\nog et til", "et ord – og et til"),
        ("et ord -\nog et til", "et ord - og et til"),
        ("fra 5 -\n7 år", "fra 5 - 7 år"),
        ("- Pris pr. mor-\n\ndag til fredag", "- Pris pr. mor-\ndag til fredag"),
        ("- Pris pr. mor-\n- dag til fredag", "- Pris pr. mor-\n- dag til fredag"),
        ("to\nlinjer", "to linjer"),
        ("første\n\nAndet", "første\nAndet"),
        ("således:\n- et\n- to", "således:\n- et\n- to"),
        ("dobbelt   mellemrum", "dobbelt mellemrum"),
    ],
)
def test_lines_join_as_they_were_written(lines: str, expected: str) -> None:
    assert joined(lines) == expected


def test_a_word_broken_over_a_page_is_whole() -> None:
    lines = [Line("af ressour-", 1, 40), Line("cepersoner med", 2, 1, opens=True)]
    assert join_lines((line, line.text) for line in lines) == "af ressourcepersoner med"


SIDEBAR = {1: "BØRN OG UNGE", 2: "Sag: 21/1"}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("af ressour-", "cepersoner med", "af ressourcepersoner med"),
        ("skoler, dag-", "og fritidstilbud", "skoler, dag- og fritidstilbud"),
        ("børn og", "unge", "børn og unge"),
        ("Slut.", "Nyt afsnit.", "Slut.\nNyt afsnit."),
        ("Baggrund", "Nyt afsnit.", "Baggrund\nNyt afsnit."),
    ],
)
def test_what_a_sidebar_parts_is_whole(before: str, after: str, expected: str) -> None:
    lines = typed("\n\n".join([before, *SIDEBAR.values(), after]))
    assert read(lines, without=SIDEBAR) == expected


def test_lines_without_their_letter_are_told_apart_by_number() -> None:
    lines = [Line("af ressour-", 1, 1), Line("cepersoner", 1, 5, opens=True), Line("mor-", 1, 6)]
    text = join_lines((line, line.text) for line in [*lines, Line("dag", 1, 7, opens=True)])
    assert text == "af ressourcepersoner\nmor-\ndag"


def test_a_sentence_goes_on_over_a_page() -> None:
    lines = [Line("børn og", 1, 40), Line("unge", 2, 1, opens=True)]
    assert join_lines((line, line.text) for line in lines) == "børn og unge"


def test_a_paragraph_that_ends_with_its_page_stays_one() -> None:
    lines = [Line("Slut.", 1, 40), Line("Nyt afsnit.", 2, 1, opens=True)]
    assert join_lines((line, line.text) for line in lines) == "Slut.\nNyt afsnit."


def test_table_rows_keep_their_cells() -> None:
    lines = [Line("Skole\t2020", 1, 1), Line("Østerby\t312", 1, 2)]
    assert join_lines((line, line.text) for line in lines) == "Skole\t2020\nØsterby\t312"


def test_squeezing_keeps_tabs_alone() -> None:
    assert squeeze("  a  b \t c ") == "a b\tc"


def test_digests_tell_question_from_answer() -> None:
    assert digest("a", "bc") != digest("ab", "c")


@pytest.mark.parametrize(
    ("one", "other", "likeness"),
    [
        ("Er der mad?", "er der MAD", 1.0),
        ("mad", "mad mad", 1.0),
        ("mad", "mas", 1 / 3),
        ("mad", "øl", 0.0),
        ("", "", 0.0),
        ("?", "mad", 0.0),
    ],
)
def test_questions_are_as_alike_as_the_trigrams_of_their_words(one: str, other: str, likeness: float) -> None:
    assert question_likeness(one, other) == question_likeness(other, one) == pytest.approx(likeness)


def test_a_question_asked_again_is_told_from_another_of_the_same_letter() -> None:
    asked = "Hvor mange boliger langs vejen er belastet af støj over grænseværdierne?"
    again = "Hvor mange boliger langs Ringvejen er efter beregningen belastet af støj over grænseværdierne?"
    other = "Hvor mange biler kører der på Ringvejen i døgnet, og hvor meget er trafikken steget?"
    assert question_likeness(asked, again) >= SAME_QUESTION > question_likeness(asked, other)


ROW = (
    Line("Hvor mange børn vent-\tPr. 1. november", row=1),
    Line("er på en plads?\tventer 214.", opens=False, row=1),
    Line("\tSe også side 2.", row=1),
    Line("Hvorfor?\tDerfor.", row=2),
)
"""A row whose cells wrap, one of them with a second paragraph, and another row."""


def test_the_lines_of_a_table_row_are_put_together_cell_by_cell() -> None:
    assert join_lines((line, line.text) for line in ROW) == (
        "Hvor mange børn venter på en plads?\tPr. 1. november venter 214. Se også side 2.\nHvorfor?\tDerfor."
    )


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        (0, "Hvor mange børn venter på en plads?\nHvorfor?"),
        (1, "Pr. 1. november venter 214.\nSe også side 2.\nDerfor."),
    ],
)
def test_a_column_is_put_together_as_other_text(column: int, expected: str) -> None:
    assert join_lines((line, line.text.split("\t")[column]) for line in ROW) == expected


def test_a_cell_continues_where_a_paragraph_starts_in_the_cell_beside_it() -> None:
    lines = (Line("Hvor mange børn\tNej.", row=1), Line("venter på en\tJa.", row=1))
    assert join_lines((line, line.text.split("\t")[0]) for line in lines) == "Hvor mange børn venter på en"

"""Short forms that a letter introduces."""

from __future__ import annotations

import pytest

from ingest.letter.abbreviations import learn, spells
from kb.model import Abbreviation, Metadata, Piece, Role
from tests.growth import grows_evenly
from tests.ingest.lines import typed
from tests.letters import letter


def learnt(text: str, **says: str) -> tuple[Abbreviation, ...]:
    lines = typed(text)
    pieces = [Piece(Role.ANSWER, n, 0, len(line.text)) for n, line in enumerate(lines)]
    return learn(lines, pieces, Metadata(**says))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "short", "full"),
    [
        ("Vi bruger Stærkere Læringsfællesskaber (SLF).", "SLF", "Stærkere Læringsfællesskaber"),
        ("Vi bruger SLF (Stærkere Læringsfællesskaber).", "SLF", "Stærkere Læringsfællesskaber"),
        ("Stærkere Læringsfællesskaber (herefter SLF) er", "SLF", "Stærkere Læringsfællesskaber"),
        ("Sammen om Sprog (i det følgende kaldet ”SoS”) er", "SoS", "Sammen om Sprog"),
        ("Vi spurgte Pædagogisk Psykologisk Rådgivning, PPR, om", "PPR", "Pædagogisk Psykologisk Rådgivning"),
        ("Pædagogisk Psykologisk Rådgivning, forkortet PPR, er", "PPR", "Pædagogisk Psykologisk Rådgivning"),
        ("PPR står for Pædagogisk Psykologisk Rådgivning.", "PPR", "Pædagogisk Psykologisk Rådgivning"),
        ("Stærkere Lærings-\nfællesskaber\n(SLF) er", "SLF", "Stærkere Læringsfællesskaber"),
        ("af Støtte- og Kontaktpersonordningen (SKP)", "SKP", "Støtte- og Kontaktpersonordningen"),
        ("f.eks. calcium-magnesium-acetat (CMA).", "CMA", "calcium-magnesium-acetat"),
        ("Individuelt Planlagt job med Støtte (IPS) er", "IPS", "Individuelt Planlagt job med Støtte"),
        ("har bedt Danmarks Evalueringsinstitut (EVA) om", "EVA", "Danmarks Evalueringsinstitut"),
        ("Rehabilitering i Eget Hjem (REH) er", "REH", "Rehabilitering i Eget Hjem"),
        ("Social- og Sundhedsforvaltningen (SSF) er", "SSF", "Social- og Sundhedsforvaltningen"),
        ("Børn, Unge og Kultur (BUK) er", "BUK", "Børn, Unge og Kultur"),
    ],
)
def test_a_short_form_is_learnt_where_it_is_introduced(text: str, short: str, full: str) -> None:
    assert [(found.short, found.full) for found in learnt(text)] == [(short, full)]


@pytest.mark.parametrize(
    "text",
    [
        "Det kom i året (2021), og prisen var 12 (kr.), jf. bilaget (jf. svaret).",
        "Det siger Sofie Frandsen (SF) og Mai Villadsen (EL).",
        "Det siger Rasmus Rugaard (RR) i dag.",
        "Der er sat tiltag i gang (SLF) for personalet (HR).",
        "Vi har Kirkens Korshær. Støtte og Pleje findes ikke (KKSP).",
        "Det er ivrige viceværter (IV) i klasse (II).",
        "Vi har talt med FOA, BUPL, DLF og KL.",
    ],
)
def test_what_is_not_spelled_by_its_words_is_not_learnt(text: str) -> None:
    assert learnt(text) == ()


@pytest.mark.parametrize(
    ("short", "says", "full"),
    [
        ("SLF", {"subject": "Stærkere Læringsfællesskaber"}, "Stærkere Læringsfællesskaber"),
        ("B&U", {"department": "Børn og Unge"}, "Børn og Unge"),
        ("BU", {"department": "BØRN OG UNGE"}, "Børn og Unge"),
        ("DSPL", {"subject": "Den Styrkede Pædagogiske Læreplan i år"}, "Den Styrkede Pædagogiske Læreplan"),
        ("APV", {"subject": "arbejdspladsvurdering"}, "arbejdspladsvurdering"),
    ],
)
def test_a_short_form_of_the_subject_is_learnt(short: str, says: dict[str, str], full: str) -> None:
    found = learnt(f"1. Hvad koster {short}?\n\nFor Børn og Unge er {short} dyrt.", **says)
    assert found == (Abbreviation(short, full, 0),)


@pytest.mark.parametrize(
    ("short", "subject"), [("STU", "støtte til unge"), ("KL", "kommunens lån"), ("EU", "Ældre")]
)
def test_a_short_form_that_only_happens_to_fit_the_subject_is_not_learnt(short: str, subject: str) -> None:
    assert learnt(f"Det er {short}.", subject=subject) == ()


def test_the_line_that_introduces_it_is_told() -> None:
    found = learnt("Tak for brevet.\n\nVi bruger Stærkere\nLæringsfællesskaber\n(SLF) meget.\n\nSLF er godt.")
    assert [each.line for each in found] == [3]


def test_furniture_introduces_nothing() -> None:
    lines = typed("Lindeborg Affald og Genbrug (LAG)")
    assert learn(lines, [Piece(Role.FURNITURE, 0, 0, len(lines[0].text))]) == ()


def test_a_letter_teaches_its_short_forms() -> None:
    found = letter(
        "Svar på forespørgsel fra Venstre om Åben Hal\n\n1. Hvad er ÅHL?\n\nÅben Hal Lindeborg (ÅHL) er åben."
    )
    assert [each.short for each in learn(found.lines, found.pieces, found.metadata)] == ["ÅHL"]


@pytest.mark.parametrize(
    ("short", "words", "count"),
    [("SoS", "om Sammen om Sprog", 3), ("SSF", "Sundhedsforvaltningen", 1), ("XYZ", "Sammen om Sprog", None)],
)
def test_how_many_words_are_spelled_is_counted(short: str, words: str, count: int | None) -> None:
    assert spells(short, words.split()) == count


@pytest.mark.parametrize(
    "unit", ["Aa Bb (AB) ", "(", "AB (", "Aaaaaaaaaa ", "AB, ", "ABC står for ", "A" * 99 + " ", "Ab-\n"]
)
def test_long_letters_take_time_by_their_length(unit: str) -> None:
    def read(size: int) -> None:
        learnt(unit * (size // len(unit)), subject="Alle Andre Borgeres Bedste " * 20)

    assert grows_evenly(read, 50_000)

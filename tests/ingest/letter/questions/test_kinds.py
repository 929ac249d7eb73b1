"""How a question was answered."""

from __future__ import annotations

import pytest

from ingest.letter.questions.kinds import kind
from kb.model import Kind, Reference

DECLINED = [
    "Det kan ikke oplyses af hensyn til tavshedspligten.",
    "Forvaltningen ønsker ikke at kommentere sagen.",
    "Rådmanden ønsker ikke at svare på spørgsmålet.",
    "Forvaltningen har ikke mulighed for at besvare spørgsmålet.",
    "Forvaltningen er ikke i besiddelse af oplysninger herom.",
    "Oplysningerne er fortrolige.",
    "Antallet opgøres ikke særskilt. Det skyldes, at systemet ikke skelner.",
    "Der føres ikke statistik over dette.",
    "Kommunen registrerer ikke årsagen, og spørgsmålet kan derfor ikke besvares.",
    "Kommunen har ikke tal for det.",
    "Kommunen har ikke data på området, da opgaven ligger i regionen.",
]
ANSWERED = [
    "Det registreres ikke, men forvaltningen skønner, at det er hver tredje.",
    "Det opgøres ikke. I 2021 var der 14 sager.",
    "Nej, der er ikke planer om at lukke skolen.",
    "Der findes ikke en handicapplan.",
    "Gebyret kan ikke opkræves for børn.",
    "Skolen findes ikke længere.",
    "Der har siden 2019 været tre indsatser. De evalueres nu. Forvaltningen vender tilbage med resultatet.",
    "Nej. Busserne kører. Skolerne er åbne. Forvaltningen vender tilbage med resultatet.",
    "Ja. Kommunen kan ikke oplyse navne, og derfor vises de ikke.",
]
INTERIM = [
    "Spørgsmålet kan ikke besvares inden for fristen.",
    "Forvaltningen har ikke mulighed for at besvare spørgsmålet inden for fristen.",
    "Forvaltningen vender tilbage med et svar.",
    "Forvaltningen er ved at indhente tallene og vender tilbage inden den 1. maj 2022",
    "Det kan ikke besvares. Der er sat 2 mio. kr. af. Forvaltningen vender tilbage med et svar.",
    "Svaret eftersendes.",
]
REFERENCE = [
    "Se bilag 2.",
    "Der henvises til besvarelsen ovenfor.",
    "Jeg henviser til min besvarelse af 3. maj.",
]


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        *((text, Kind.DECLINED) for text in DECLINED),
        *((text, Kind.ANSWERED) for text in ANSWERED),
        *((text, Kind.INTERIM) for text in INTERIM),
        *((text, Kind.REFERENCE) for text in REFERENCE),
        ("", Kind.EMPTY),
    ],
)
def test_the_kind_of_an_answer_is_told_by_its_words(answer: str, expected: Kind) -> None:
    assert kind(answer, ()) is expected


def test_a_sentence_with_a_known_reference_alone_is_one() -> None:
    reference = Reference("svaret på spørgsmål 3", ("3",))
    assert kind("Jf. svaret på spørgsmål 3.", (reference,)) is Kind.REFERENCE


def test_a_long_answer_that_declines_something_is_one() -> None:
    assert kind("Navnet kan ikke oplyses. " + "Skolen er ny. " * 30, ()) is Kind.ANSWERED

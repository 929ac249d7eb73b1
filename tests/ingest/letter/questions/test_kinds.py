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


PROMISE, REFUSAL, POINTER = "Forvaltningen vender tilbage med et svar", "Det kan ikke oplyses", "Se bilag 2"
KNOWN = Reference("svaret på spørgsmål 3", ("3",))


def words(begin: str, count: int) -> str:
    """An answer that begins so and has so many words."""
    return begin + " a" * (count - len(begin.split()))


@pytest.mark.parametrize(
    ("begin", "most", "expected"),
    [
        (PROMISE, 150, Kind.INTERIM),
        (REFUSAL, 60, Kind.DECLINED),
        (POINTER, 25, Kind.REFERENCE),
    ],
)
def test_an_answer_of_more_words_says_something_itself(begin: str, most: int, expected: Kind) -> None:
    assert kind(words(begin, most), ()) is expected
    assert kind(words(begin, most + 1), ()) is Kind.ANSWERED


def test_an_answer_of_more_characters_says_something_itself() -> None:
    assert kind(PROMISE.ljust(3000, "r"), ()) is Kind.INTERIM
    assert kind(PROMISE.ljust(3001, "r"), ()) is Kind.ANSWERED


def test_what_refers_to_a_known_place_is_a_reference_if_it_says_no_more() -> None:
    text = "Svaret fremgår af svaret på spørgsmål 3"
    assert kind(words(text, 25), (KNOWN,)) is Kind.REFERENCE
    assert kind(words(text, 26), (KNOWN,)) is Kind.ANSWERED
    assert kind(words(text, 25), ()) is Kind.ANSWERED
    assert kind("Busserne kører, jf. svaret på spørgsmål 3.", (KNOWN,)) is Kind.ANSWERED


OUTCOME = "Forvaltningen vender tilbage med resultatet."


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (OUTCOME, Kind.INTERIM),
        (f"Busserne kører. Skolerne er åbne. {OUTCOME}", Kind.INTERIM),
        (f"Busserne kører. Skolerne er åbne. Det går. {OUTCOME}", Kind.ANSWERED),
        (f"Der kører 12 busser. {OUTCOME}", Kind.ANSWERED),
        (f"Det afgøres den 3. maj 2022. {OUTCOME}", Kind.INTERIM),  # a day is no figure that answers
        (f"Det afgøres ultimo 2022. {OUTCOME}", Kind.INTERIM),
        (f"Det følger af § 26. {OUTCOME}", Kind.INTERIM),
        (f"Der kører 12 busser. {OUTCOME} Et svar følger senere.", Kind.INTERIM),
    ],
)
def test_a_promise_beside_an_answer_only_ends_it(answer: str, expected: Kind) -> None:
    assert kind(answer, ()) is expected


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (f"{REFUSAL}.", Kind.DECLINED),
        (f"{REFUSAL}. Det skyldes loven.", Kind.DECLINED),
        (f"{REFUSAL}. Forvaltningen beklager. {REFUSAL} her.", Kind.DECLINED),
        (f"{REFUSAL}. Skolen er ny.", Kind.ANSWERED),
        (f"{REFUSAL}. Det skyldes loven. Skolen er ny.", Kind.ANSWERED),
        (f"{REFUSAL}, men skolen er ny.", Kind.ANSWERED),
        (f"{REFUSAL}. Der er 12.", Kind.ANSWERED),
        (f"{REFUSAL}, jf. § 12.", Kind.DECLINED),
        (f"Skolen er ny. {REFUSAL}.", Kind.ANSWERED),
    ],
)
def test_a_refusal_says_nothing_but_why(answer: str, expected: Kind) -> None:
    assert kind(answer, ()) is expected

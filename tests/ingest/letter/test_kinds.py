"""How a question was answered."""

from __future__ import annotations

import pytest

from ingest.letter.kinds import kind
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


PROMISES = """
Forvaltningen vender tilbage med tallene.
Forvaltningen vender tilbage når de er gjort op.
Forvaltningen vender tilbage så snart de er gjort op.
Forvaltningen vender tilbage senest i maj.
Forvaltningen vender tilbage inden sommer.
Forvaltningen vender tilbage snarest.
Forvaltningen vender tilbage hurtigst muligt.
Forvaltningen vender tilbage herom.
Forvaltningen vender tilbage om en uge.
Forvaltningen vender tilbage i maj.
Forvaltningen vender tilbage den 3. maj.
Forvaltningen vender tilbage til rådet.
Forvaltningen vender tilbage til byrådet.
Forvaltningen vil vende tilbage med tallene.
Vi vender så hurtigt vi kan tilbage med tallene.
Dette er et foreløbigt svar.
Her er et foreløbigt svar.
Det sendes som foreløbigt svar.
Det besvares foreløbigt.
Det besvares hermed foreløbigt.
Det har ikke kunnet besvares inden for fristen.
Det kan ikke svares på inden for ti dage.
Det kan ikke blive besvaret, før fristen er gået.
Et endeligt svar følger.
Et endeligt svar eftersendes.
Et endeligt svar sendes i maj.
Et endeligt svar fremsendes.
Et fyldestgørende svar følger.
Svar eftersendes.
Svar følger senere.
Svar følger snarest.
Svar følger hurtigst muligt.
Svaret vil blive eftersendt.
Spørgsmålet vil blive besvaret senere.
Spørgsmålet besvares senere.
Spørgsmålet besvares snarest.
Spørgsmålet besvares når tallene er der.
Spørgsmålet besvares særskilt.
Spørgsmålet besvares i en senere skrivelse.
""".strip().splitlines()
POINTERS = """
Der henvises til svaret ovenfor.
Jeg henviser til svaret ovenfor.
Vi henviser til svaret ovenfor.
Forvaltningen henviser til svaret ovenfor.
Jf. svaret ovenfor.
Jf svaret ovenfor.
Se svaret ovenfor.
Se venligst svaret ovenfor.
Se det svar.
Se de svar.
Se min besvarelse.
Se vores svar.
Se forvaltningens notat.
Se vedlagte bilag.
Se vedhæftede brev.
Se ovenstående svar.
Se svarene.
Se besvarelsen.
Se notatet.
Se brevet.
Se ovenfor.
Se svar af 3. maj, side 2.
""".strip().splitlines()
REFUSALS = """
Det kan ikke oplyses.
Det kan ikke besvares.
Det kan ikke opgøres.
Det kan ikke udleveres.
Det må ikke oplyses.
Forvaltningen kan ikke udtale sig.
Forvaltningen kan ikke kommentere det.
Forvaltningen kan ikke svare på det.
Forvaltningen vil ikke oplyse det.
Forvaltningen må ikke oplyse det.
Forvaltningen skal ikke oplyse det.
Forvaltningen ønsker ikke at oplyse det.
Forvaltningen kan desværre ikke oplyse det.
Forvaltningen kan derfor ikke oplyse det.
Forvaltningen kan imidlertid ikke oplyse det.
Forvaltningen kan p.t. ikke oplyse det.
Forvaltningen kan på nuværende tidspunkt ikke oplyse det.
Forvaltningen er ikke i besiddelse af tallene.
Forvaltningen har ikke mulighed for at oplyse det.
Forvaltningen har ikke grundlag for at svare.
Forvaltningen har ikke hjemmel for at give dem.
Forvaltningen har ikke oplysninger om det.
Forvaltningen har ikke viden om det.
Forvaltningen har ikke data for det.
Forvaltningen har ikke tal på det.
Forvaltningen har ikke data herom.
Forvaltningen har ikke adgang til oplysningerne.
Forvaltningen har ingen oplysninger om det.
Forvaltningen har ingen viden om det.
Forvaltningen har ingen data på det.
Forvaltningen har ingen tal over det.
Forvaltningen har ingen opgørelser herom.
Forvaltningen har ingen opgørelse over det.
Det registreres desværre ikke.
Det opgøres i dag ikke.
Det er ikke muligt at oplyse det.
Det er ikke opgjort.
Der findes ikke data.
Der føres i dag ikke opgørelser over det.
Der findes ikke et samlet overblik.
Der findes ikke oplysninger.
Der findes ikke tal.
Tallet er fortroligt.
Sagerne anses for fortrolige.
De er desværre alle fortrolige.
Sagen er omfattet af tavshedspligt.
Sagen er undtaget aktindsigt.
Sagen er undtaget fra aktindsigt.
På grund af tavshedspligt siger vi det ikke.
""".strip().splitlines()
REASONS = (
    "Dette skyldes loven.",
    "Det er fordi loven er ny.",
    "Det hænger sammen med loven.",
    "Vi beklager.",
)
BESIDES = ("men", "dog", "derimod", "til gengæld", "skønner", "vurderer", "anslår", "cirka")
TO_A_KNOWN_PLACE = """
Der henvises til spørgsmål 3.
Vi henviser til spørgsmål 3.
Jeg henviser til spørgsmål 3.
Forvaltningen henviser til spørgsmål 3.
Administrationen henviser til spørgsmål 3.
Jævnfør spørgsmål 3.
Jvf. spørgsmål 3.
Se spørgsmål 3.
Svaret fremgår af svaret på spørgsmål 3.
Det fremgår af svaret på spørgsmål 3.
Dette fremgår af besvarelsen af spørgsmål 3.
Spørgsmålet er besvaret i spørgsmål 3.
Spørgsmålet er besvaret under spørgsmål 3.
Spørgsmålet er besvaret ovenfor, spørgsmål 3.
Spørgsmålet er besvaret sammen med spørgsmål 3.
Samme svar som til spørgsmål 3.
""".strip().splitlines()


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        (PROMISES, Kind.INTERIM),
        (POINTERS, Kind.REFERENCE),
        (REFUSALS, Kind.DECLINED),
        ([f"{REFUSAL}. {reason}" for reason in REASONS], Kind.DECLINED),
        ([f"{REFUSAL} {besides} mere." for besides in BESIDES], Kind.ANSWERED),
    ],
)
def test_kinds_of_answers_are_worded_in_many_ways(answers: list[str], expected: Kind) -> None:
    assert [answer for answer in answers if kind(answer, ()) is not expected] == []


@pytest.mark.parametrize("answer", TO_A_KNOWN_PLACE)
def test_a_known_place_is_referred_to_in_many_ways(answer: str) -> None:
    assert kind(answer, (KNOWN,)) is Kind.REFERENCE
    assert kind(answer, ()) is Kind.ANSWERED

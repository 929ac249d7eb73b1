"""Words that lean on another answer."""

from __future__ import annotations

import pytest

from ingest.letter.kinds import kind
from ingest.letter.references.references import Numbers, find, leads_away, leads_nowhere
from kb.model import Kind, Reference, Remark
from kb.notes import Code
from tests.growth import grows_evenly

OWN = {str(n): f"brev.{n}" for n in range(1, 11)}


@pytest.mark.parametrize(
    ("answer", "text", "numbers"),
    [
        ("Der er ikke afsat midler jf. svaret til spørgsmål 6.", "jf. svaret til spørgsmål 6", "6"),
        ("Jf. Svarene på spørgsmål 5 – 7, så er det svært.", "Jf. Svarene på spørgsmål 5 – 7", "567"),
        (
            "Der henvises til besvarelsen af spørgsmål nr. 9.",
            "henvises til besvarelsen af spørgsmål nr. 9",
            "9",
        ),
        ("Jf. svarene på spørgsmål 1, 2 og 3.", "Jf. svarene på spørgsmål 1, 2 og 3", "123"),
        ("Jf. svarene på spørgsmål 1, 2, 3.", "Jf. svarene på spørgsmål 1, 2, 3", "123"),
        ("Jf. svarene på spørgsmål 1, 2, 3 er det dyrt.", "Jf. svarene på spørgsmål 1, 2, 3", "123"),
        ("(jf. svaret på spørgsmål 1, 2)", "jf. svaret på spørgsmål 1, 2", "12"),
        ("Jf. svaret på spørgsmål 1, 5 – 7 og 9, er", "Jf. svaret på spørgsmål 1, 5 – 7 og 9", "15679"),
        ("Jf. svarene på spørgsmål 1, 10 både er i drift", "Jf. svarene på spørgsmål 1", "1"),
        ("Jf. svaret på spørgsmål 1, 2,5 mio. kr. om", "Jf. svaret på spørgsmål 1", "1"),
        ("Jf. svaret på spørgsmål 3 og 12 mio. kr. mere", "Jf. svaret på spørgsmål 3", "3"),
        ("Se svaret på spørgsmål 2 og spørgsmål 7.", "Se svaret på spørgsmål 2 og spørgsmål 7", "27"),
        ("Der henvises også til svaret på spørgsmål 2.", "henvises også til svaret på spørgsmål 2", "2"),
        ("Vi henviser til sine svar på spm. nr. 1-3.", "henviser til sine svar på spm. nr. 1-3", "123"),
        ("Se spm. 4.", "Se spm. 4", "4"),
        ("Jvnf. svaret på spørgsmål 3 er", "Jvnf. svaret på spørgsmål 3", "3"),
        ("Der er samme svar som spørgsmål 3.", "samme svar som spørgsmål 3", "3"),
        ("I svar på spørgsmål 7 skriver vi", "svar på spørgsmål 7", "7"),
        ("Som nævnt under spørgsmål 4 er", "Som nævnt under spørgsmål 4", "4"),
        ("Det er dyrt, jf. pkt. 3.", "jf. pkt. 3", "3"),
        ("Jf. også svar 3.", "Jf. også svar 3", "3"),
        ("Se svaret på det andet spørgsmål.", "Se svaret på det andet spørgsmål", "2"),
        ("Se svar påspørgsmål 4.", "Se svar påspørgsmål 4", "4"),
        ("Svaret på Venstres spørgsmål 3 er nej.", "Svaret på Venstres spørgsmål 3", "3"),
    ],
)
def test_references_keep_their_words_and_lead_to_their_answers(answer: str, text: str, numbers: str) -> None:
    (found,) = find(answer, OWN)
    assert (found.text, found.numbers) == (text, tuple(numbers))
    assert found.qas == tuple(OWN[n] for n in numbers)
    assert found.reason is None


@pytest.mark.parametrize(
    "text",
    [
        "Som det fremgår af vores svar af 3. marts 2021 om busser",
        "vores svar af 18-11-2016",
        "Se vores svar af 28/12-2017",
        "Som det fremgår af svaret fra 2021 om skolebusser",
        "henvises til svaret på forespørgslen fra Enhedslisten om skolebusser",
        "Se vores tidligere svar om hjemløshed",
        "Se svaret i sag 21/001440-12",
        "det foreløbige svar på spørgsmål 2 i vores svar af 24. marts 2022 om trafik og støj på Ringvejen",
        "Jf. vores svar af 3. marts 2021 om busser, spørgsmål 4",
    ],
)
def test_another_letter_is_named_and_not_sought_here(text: str) -> None:
    (found,) = find(f"{text}, er det dyrt.", OWN)
    assert (found.text, found.qas, found.reason) == (text, (), Remark(Code.OTHER_LETTER))
    assert leads_away(found)


@pytest.mark.parametrize(
    "away",
    [
        "i vores svar af 3-3-2021",
        "i brevet af 3. marts 2021",
        "af 14. september 2023",
        "i forespørgslen fra Venstre",
        "i vores tidligere svar",
        "alm. del",
    ],
)
def test_a_question_of_another_letter_is_not_sought_here(away: str) -> None:
    (found,) = find(f"Jf. svaret på spørgsmål 2 {away}.", OWN)
    assert found.text.endswith(away)
    assert (found.numbers, found.qas) == (("2",), ())
    assert not leads_nowhere(found, {"1"})


@pytest.mark.parametrize(
    ("answer", "series"),
    [
        ("besvarelse af TRU alm. del spørgsmål nr. 3 af 14. september 2023", "TRU alm. del"),
        ("spørgsmål nr. 357 og nr. 358 (BUU alm. del)", "BUU alm. del"),
        ("i forlængelse af sit svar på Finansudvalgets og Socialudvalgs spørgsmål 4", "Socialudvalgs"),
        ("I opfølgning af regionsspørgsmål nr. 206/17", "regionsspørgsmål"),
    ],
)
def test_another_series_of_questions_is_told(answer: str, series: str) -> None:
    (found,) = find(answer, OWN)
    assert (found.qas, found.reason) == ((), Remark(Code.OTHER_SERIES, (series,)))


@pytest.mark.parametrize("here", ["i dette brev", "i denne besvarelse", "om busser", "til byrådet"])
def test_this_letter_is_not_another(here: str) -> None:
    assert find(f"Jf. svaret på spørgsmål 2 {here}.", OWN)[0].qas == ("brev.2",)


@pytest.mark.parametrize(
    "annex",
    ["jf. bilag 2", "fremgår af vedhæftede bilag", "Bilag 1", "jf. vedlagte brev", "Se bilaget"],
)
def test_an_annex_is_no_question(annex: str) -> None:
    (found,) = find(f"{annex} er det", OWN)
    assert (found.text, found.numbers, found.reason) == (annex, (), Remark(Code.ANNEX))


def test_what_is_not_there_is_told() -> None:
    assert find("Jf. svarene på spørgsmål 9, 15 og 16.", OWN) == (
        Reference(
            "Jf. svarene på spørgsmål 9, 15 og 16",
            ("9", "15", "16"),
            ("brev.9",),
            Remark(Code.LACKING, (("15", "16"),)),
        ),
    )


def test_a_reference_that_leads_nowhere_is_known() -> None:
    (found,) = find("Jf. svaret på spørgsmål 15.", OWN)
    assert leads_nowhere(found, OWN)


@pytest.mark.parametrize(
    ("answer", "itself", "qas", "reason"),
    [
        ("Se ovenfor.", "brev.3", ("brev.2",), None),
        ("Der henvises til svaret ovenfor.", "brev.3", ("brev.2",), None),
        ("Se foregående svar.", "brev.3", ("brev.2",), None),
        ("Som nævnt i svaret på det foregående spørgsmål er", "brev.3", ("brev.2",), None),
        ("Se svaret nedenfor.", "brev.3", ("brev.4",), None),
        ("Se svaret ovenfor.", "brev.1", (), Code.NONE_BEFORE),
        ("Se svaret nedenfor.", "brev.10", (), Code.NONE_AFTER),
        ("Se svaret ovenfor.", None, (), Code.NOT_NAMED),
    ],
)
def test_the_answer_above_is_the_one_before(
    answer: str, itself: str | None, qas: tuple[str, ...], reason: Code | None
) -> None:
    (found,) = find(answer, OWN, itself)
    assert (found.qas, found.reason) == (qas, reason and Remark(reason))


def test_an_answer_does_not_lean_on_itself() -> None:
    assert find("Svaret på spørgsmål 3 er nej, jf. svaret på spørgsmål 3.", OWN, "brev.3") == ()


@pytest.mark.parametrize(
    ("number", "qas"),
    [
        ("3", ("several",)),
        ("5", ("a", "b")),
        ("5b", ("b",)),
        ("6", ("one", "two")),
        ("7a", ("seven",)),
        ("077", ("padded",)),
        ("9", ()),
    ],
)
def test_numbers_lead_to_joint_answers_and_to_parts(number: str, qas: tuple[str, ...]) -> None:
    own = {"2-4": "several", "5a": "a", "5b": "b", "6.1": "one", "6.2": "two", "7": "seven", "77": "padded"}
    assert Numbers(own).seek(number) == qas


def test_numbers_of_any_length_are_read() -> None:
    assert find(f"Jf. svaret på spørgsmål 1 til {'9' * 5000}.", OWN)[0].numbers[0] == "1"


@pytest.mark.parametrize(
    "answer",
    [
        "jf. § 17, stk. 1",
        "jf. § 17, stk. 1, pkt. 3",
        "jf. afsnit 7.2",
        "jf. lovens bilag 1",
        "jf. pkt. 3 i dagsordenen",
        "1. Ja.\n2. Nej.\n3. Det er dyrt, jf. pkt. 2.",
        "Vi svarer på 3 breve om dagen.",
        "Vi har fået svar 3 gange.",
        "Spørgsmål 4: Hvorfor?",
        "80 pct. svarede ja til spørgsmål 4 i spørgeskemaet.",
        "Det svarer til underspørgsmål 2.",
        "Tak til Venstre for det foregående spørgsmål.",
    ],
)
def test_other_references_are_left_alone(answer: str) -> None:
    assert find(answer, OWN) == ()


@pytest.mark.parametrize(
    "unit",
    [
        "spørgsmål 1 ",
        "jf. svaret på det ",
        "jf. pkt. 3 ",
        "svar af 3. marts 2021 om busser ",
        " " * 999 + "og",
        "1, ",
    ],
)
def test_long_answers_take_time_by_their_length(unit: str) -> None:
    def read(size: int) -> None:
        find("jf. svaret på spørgsmål 1" + unit * (size // len(unit)), OWN)

    assert grows_evenly(read, 50_000)


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("", Kind.EMPTY),
        ("Der henvises til svaret på spørgsmål 2.", Kind.REFERENCE),
        ("Se svaret på spørgsmål 2.", Kind.REFERENCE),
        ("Der er 12 busser, jf. svaret på spørgsmål 2.", Kind.ANSWERED),
        ("Forvaltningen vender tilbage med et svar i maj.", Kind.INTERIM),
        ("Spørgsmålet kan ikke besvares inden for fristen.", Kind.INTERIM),
        ("Han vendte tilbage til arbejdet i maj.", Kind.ANSWERED),
    ],
)
def test_kinds_of_answers_are_told_apart(answer: str, expected: Kind) -> None:
    assert kind(answer, find(answer, OWN)) is expected

"""Words that lean on another answer, and how a question was answered."""

from __future__ import annotations

import pytest

from ingest.kinds import kind
from ingest.references import expand, find, leads_nowhere
from kb.model import Kind

OWN = {str(n): f"brev.{n}" for n in range(1, 11)}


@pytest.mark.parametrize(
    ("answer", "text", "numbers"),
    [
        ("Der er ikke afsat midler jf. svaret til spørgsmål 6.", "jf. svaret til spørgsmål 6", ("6",)),
        (
            "Jf. Svarene på spørgsmål 5 – 7, så er det svært.",
            "Jf. Svarene på spørgsmål 5 – 7",
            ("5", "6", "7"),
        ),
        (
            "Der henvises til besvarelsen af spørgsmål nr. 9.",
            "henvises til besvarelsen af spørgsmål nr. 9",
            ("9",),
        ),
        ("Jf. svarene på spørgsmål 1, 2 og 3.", "Jf. svarene på spørgsmål 1, 2 og 3", ("1", "2", "3")),
        ("Jf. svarene på spørgsmål 1, 2, 3.", "Jf. svarene på spørgsmål 1, 2, 3", ("1", "2", "3")),
        ("(jf. svaret på spørgsmål 1, 2)", "jf. svaret på spørgsmål 1, 2", ("1", "2")),
        (
            "Jf. svaret på spørgsmål 1, 5 – 7 og 9, er",
            "Jf. svaret på spørgsmål 1, 5 – 7 og 9",
            tuple("15679"),
        ),
        ("Jf. svarene på spørgsmål 1, 10 både er i drift", "Jf. svarene på spørgsmål 1", ("1",)),
        ("Jf. svaret på spørgsmål 1, 2,5 mio. kr. om", "Jf. svaret på spørgsmål 1", ("1",)),
        ("Se svaret på spørgsmål 2 og spørgsmål 7.", "Se svaret på spørgsmål 2 og spørgsmål 7", ("2", "7")),
    ],
)
def test_references_keep_their_words_and_lead_to_their_answers(
    answer: str, text: str, numbers: tuple[str, ...]
) -> None:
    (found,) = find(answer, OWN)
    assert (found.text, found.numbers) == (text, numbers)
    assert found.qas == tuple(OWN[n] for n in numbers)


def test_another_letter_is_named_and_not_sought_here() -> None:
    (found,) = find("Som det fremgår af vores svar af 3. marts 2021 om busser, er det dyrt.", OWN)
    assert found.text == "Som det fremgår af vores svar af 3. marts 2021 om busser"
    assert found.qas == ()


def test_a_question_of_another_letter_is_not_sought_here() -> None:
    found = find("Jf. svaret på spørgsmål 2 i vores svar af 3. marts 2021.", OWN)
    assert found[0].numbers == ("2",)
    assert found[0].qas == ()


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
def test_another_letter_may_be_named_in_many_ways(away: str) -> None:
    (found,) = find(f"Jf. svaret på spørgsmål 2 {away}.", OWN)
    assert found.text.endswith(away)
    assert found.qas == ()
    assert not leads_nowhere(found, {"1"})


@pytest.mark.parametrize("here", ["i dette brev", "i denne besvarelse", "om busser", "til byrådet"])
def test_this_letter_is_not_another(here: str) -> None:
    assert find(f"Jf. svaret på spørgsmål 2 {here}.", OWN)[0].qas == ("brev.2",)


def test_a_reference_that_leads_nowhere_is_known() -> None:
    (found,) = find("Jf. svaret på spørgsmål 15.", OWN)
    assert leads_nowhere(found, OWN)


def test_numbers_of_any_length_are_read() -> None:
    assert find(f"Jf. svaret på spørgsmål 1 til {'9' * 5000}.", OWN)[0].numbers[0] == "1"


@pytest.mark.parametrize("answer", ["jf. § 17, stk. 1", "jf. afsnit 7.2", "Vi svarer på 3 breve om dagen."])
def test_other_references_are_left_alone(answer: str) -> None:
    assert find(answer, OWN) == ()


def test_ranges_are_counted_out() -> None:
    assert expand("5 – 7 og 9") == ("5", "6", "7", "9")


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

"""References among all letters."""

from __future__ import annotations

from datetime import date

import pytest

from ingest.letter.references.references import find
from ingest.relations.resolve import KnownLetter, Letters, cycles, resolve
from kb.model import Reference
from web.showing.notes import english


def known(
    id: str, day: date | None, about: str, party: str = "Venstre", case: str | None = None, *numbers: str
) -> KnownLetter:
    title = f"Svar på 10-dages forespørgsel fra {party} om {about}"
    own = {number: f"{id}.{number}" for number in numbers or ("1", "2")}
    return KnownLetter(id, f"{id}.pdf", day, title, about, case, (party,), own)


HOME = known("home", date(2023, 5, 5), "skolebusser", "Enhedslisten")
LETTERS = Letters(
    [
        HOME,
        known("busses", date(2021, 3, 3), "skolebusser", "Enhedslisten", "21/001440-12"),
        known("homeless", date(2021, 3, 3), "hjemløshed", "Venstre", None, "1", "2-4", "9"),
        known("bikes", date(2022, 2, 2), "cykler og busser"),
        known("trains", date(2022, 2, 2), "cykler og tog"),
        known("sos", date(2020, 11, 17), "Sammen om Sprog"),
        known("roads", date(2019, 6, 1), "veje af 24. maj 2019"),
        known("roads-later", date(2024, 6, 1), "cykelveje"),
        known("list", date(2018, 1, 9), "havnen", "Lindeborglisten"),
    ]
)


def resolved(answer: str) -> Reference:
    (found,) = find(answer, HOME.numbers)
    return resolve(found, HOME, LETTERS)


@pytest.mark.parametrize(
    ("answer", "qas"),
    [
        ("Se vores svar af 17. november 2020.", ["sos.1", "sos.2"]),
        ("Se vores svar af 17-11-2020 om SoS.", ["sos.1", "sos.2"]),
        ("Se vores svar af 3. marts 2021 om hjemløse, spørgsmål 3.", ["homeless.2-4"]),
        ("Se svaret på spørgsmål 9 i vores svar af 3. marts 2021.", ["homeless.9"]),
        ("Se svaret fra 2021 om skolebusser.", ["busses.1", "busses.2"]),
        ("Se svaret på forespørgslen fra Enhedslisten om skolebusser.", ["busses.1", "busses.2"]),
        ("Se svaret i sag 21/001440-12.", ["busses.1", "busses.2"]),
        ("Se svaret på henvendelsen af 24. maj 2019 om veje.", ["roads.1", "roads.2"]),
        ("Se vores svar af 2. februar 2022 om cykler og tog.", ["trains.1", "trains.2"]),
        ("Se vores tidligere svar om havnen.", []),
        ("Se svaret på forespørgslen fra Lindeborglisten om havnen.", ["list.1", "list.2"]),
    ],
)
def test_a_letter_is_found_by_what_is_said_of_it(answer: str, qas: list[str]) -> None:
    assert list(resolved(answer).qas) == qas


REASONS = [
    ("Se vores svar af 4. marts 2021.", "no letter of 4. marts 2021"),
    ("Se vores svar af 3. marts 2021.", "several letters fit: busses.pdf, homeless.pdf"),
    (
        "Se svaret på spørgsmål 8 i vores svar af 17. november 2020.",
        "the letter of 17. november 2020 has no question 8",
    ),
    (
        "Se vores svar af 17. november 2020 om busser.",
        "the letter of 17. november 2020 is about something else",
    ),
    ("Se TRU alm. del spørgsmål 326 af 14. september 2023.", "another series of questions (TRU alm. del)"),
    ("Se svaret i sag 99/1234.", "no other letter of case 99/1234"),
    ("Se svaret fra 2021 om havnen.", "no letter fits"),
    ("Se svaret fra 2024 om cykelveje.", "no letter fits"),
    ("Se svaret på spørgsmål 2 i vores tidligere svar.", "names another letter"),
    ("Se vores svar af 5. maj 2023.", "names its own letter"),
    ("Se svaret på spørgsmål 77.", "this letter has no question 77"),
    ("Se bilag 1.", "an annex, not a question"),
]


@pytest.mark.parametrize(("answer", "reason"), REASONS)
def test_what_is_not_clear_is_told_and_not_guessed(answer: str, reason: str) -> None:
    found = resolved(answer)
    assert found.reason is not None
    assert (found.qas, english(found.reason)) == ((), reason)


def test_a_reference_is_resolved_again_when_letters_come() -> None:
    (before,) = find("Se vores svar af 1. juli 2022.", {})
    without = resolve(before, HOME, Letters([HOME]))
    now = resolve(without, HOME, Letters([HOME, known("new", date(2022, 7, 1), "busser")]))
    assert (now.qas, now.reason) == (("new.1", "new.2"), None)


def test_a_reference_within_its_letter_is_left_as_it_is() -> None:
    (found,) = find("Se svaret på spørgsmål 1.", HOME.numbers)
    assert resolve(found, HOME, LETTERS) is found


@pytest.mark.parametrize(
    ("links", "found"),
    [
        ({"a.1": ["a.2"], "a.2": ["a.1"]}, (("a.1", "a.2"),)),
        ({"a.1": ["a.2"], "a.2": ["a.1", "b.1"]}, ()),
        ({"a.1": ["a.2"], "a.2": ["b.1"]}, ()),
        ({"a.3": ["a.2"], "a.2": ["a.1"], "a.1": ["a.3"]}, (("a.1", "a.3", "a.2"),)),
        ({"a.1": ["a.1"]}, (("a.1",),)),
        ({"a.1": []}, ()),
    ],
)
def test_answers_that_only_lead_round_are_found(
    links: dict[str, list[str]], found: tuple[tuple[str, ...]]
) -> None:
    assert cycles(links) == found


def test_a_long_ring_is_walked() -> None:
    links = {f"a.{n}": [f"a.{(n + 1) % 20_000}"] for n in range(20_000)}
    assert [len(ring) for ring in cycles(links)] == [20_000]

"""The grammar of question numbers, in labels and in references."""

from __future__ import annotations

import re

import pytest

from ingest.letter.numbers import LIST, bare, expand, order, parents, together
from ingest.letter.references.references import find
from tests.ingest.letter.splits import TAIL, pairs

WRITTEN = [
    ("3", ("3",), "3"),
    ("2-4", ("2", "3", "4"), "2-4"),
    ("2 – 4", ("2", "3", "4"), "2-4"),
    ("2—4", ("2", "3", "4"), "2-4"),
    ("2 til 4", ("2", "3", "4"), "2-4"),
    ("2 til og med 4", ("2", "3", "4"), "2-4"),
    ("2 t.o.m. 4", ("2", "3", "4"), "2-4"),
    ("2 tom. 4", ("2", "3", "4"), "2-4"),
    ("2 og 3", ("2", "3"), "2-3"),
    ("2+3", ("2", "3"), "2-3"),
    ("2 & 3", ("2", "3"), "2-3"),
    ("2 samt 4", ("2", "4"), "2,4"),
    ("2, 3 og 4", ("2", "3", "4"), "2-4"),
    ("2, 3, og 4", ("2", "3", "4"), "2-4"),
    ("2, 5 og 7", ("2", "5", "7"), "2,5,7"),
    ("5 – 7 og 9", ("5", "6", "7", "9"), "5,6,7,9"),
    ("2 til spørgsmål nr. 4", ("2", "3", "4"), "2-4"),
    ("1a og 1b", ("1a", "1b"), "1a,1b"),
    ("1a og b", ("1a", "1b"), "1a,1b"),
    ("1 a, b og c", ("1a", "1b", "1c"), "1a,1b,1c"),
    ("1a-c", ("1a", "1b", "1c"), "1a,1b,1c"),
    ("1.1 og 1.2", ("1.1", "1.2"), "1.1,1.2"),
    ("1.2.3", ("1.2.3",), "1.2.3"),
    ("076", ("076",), "076"),
    ("206/17", ("206/17",), "206/17"),
    ("5 - 700", ("5", "700"), "5,700"),
    ("7 – 5", ("7", "5"), "7,5"),
]
"""How numbers are written, which they are, and what they are called together."""


@pytest.mark.parametrize(("text", "numbers", "name"), WRITTEN)
def test_numbers_are_read_together(text: str, numbers: tuple[str, ...], name: str) -> None:
    assert (expand(text), together(expand(text))) == (numbers, name)


@pytest.mark.parametrize(("text", "numbers", "name"), WRITTEN)
def test_a_name_for_several_numbers_says_which_they_are(
    text: str, numbers: tuple[str, ...], name: str
) -> None:
    assert expand(name) == numbers


@pytest.mark.parametrize(("text", "numbers", "name"), WRITTEN)
def test_a_label_may_hold_any_of_them(text: str, numbers: tuple[str, ...], name: str) -> None:
    found = pairs(f"Spørgsmål {text}:\nHvor ligger de?\n\nSvar:\nDe ligger ved havnen.{TAIL}")
    assert found == [(name, "Hvor ligger de?", "De ligger ved havnen.")]


@pytest.mark.parametrize(("text", "numbers", "name"), WRITTEN)
def test_a_reference_may_hold_any_of_them(text: str, numbers: tuple[str, ...], name: str) -> None:
    found = find(f"Jf. svaret på spørgsmål {text}.", {})
    assert [(reference.numbers, reference.text.endswith(text)) for reference in found] == [(numbers, True)]


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("2 til Eva", "2"),
        ("2 og tre", "2"),
        ("4 d. 3. maj", "4"),
        ("4 A. Holm", "4"),
        ("4 – E. Holm", "4"),
        ("5. 6. maj", "5"),
        ("12345", None),
    ],
)
def test_what_stands_behind_a_number_is_left_alone(text: str, held: str | None) -> None:
    match = re.match(LIST, text, re.IGNORECASE)
    assert (match and match["number"]) == held


def test_numbers_are_ordered_as_one_counts() -> None:
    numbers = ["1", "1.2", "1.10", "2", "2a", "2b", "10", "076"]
    assert sorted(numbers, key=order) == numbers


def test_a_number_is_part_of_those_above_it() -> None:
    assert {number: [*parents(number)] for number in ("1", "1a", "1.2", "1.2b")} == {
        "1": [],
        "1a": ["1"],
        "1.2": ["1"],
        "1.2b": ["1.2", "1"],
    }


def test_zeros_in_front_say_nothing() -> None:
    assert [bare(number) for number in ("076", "10", "0")] == ["76", "10", "0"]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("", ()),
        ("Bilag", ("bilag",)),
        ("og 2", ("og 2",)),
        ("b", ("b",)),
        ("2 3", ("2",)),
        ("2, 10a og b", ("2", "10a", "10b")),
        ("10a-c", ("10a", "10b", "10c")),
        ("1 A og B", ("1a", "1b")),
        ("1a-3", ("1a", "3")),
        ("1-3a", ("1", "3a")),
        ("1c-a", ("1c", "1a")),
        ("1a-10c", ("1a", "10c")),
        ("5-55", tuple(map(str, range(5, 56)))),
        ("5-56", ("5", "56")),
        ("5-5", ("5",)),
        ("2 og spm. 3", ("2", "3")),
        ("2 og nr. 3", ("2", "3")),
        ("2 og til spørgsmål 3", ("2", "3")),
        ("2 og svaret på spørgsmål 3", ("2", "3")),
        ("2 og af spørgsmålene 3", ("2", "3")),
        ("4 d. 3. maj", ("4",)),
        ("4 d.3", ("4",)),
        ("4 a.m.", ("4",)),
        ("4 A. Holm", ("4",)),
        ("4 – E. Holm", ("4",)),
        ("4 – Eva", ("4",)),
        ("4 – eva", ("4",)),
    ],
)
def test_all_numbers_and_nothing_else_are_counted_out(text: str, numbers: tuple[str, ...]) -> None:
    assert expand(text) == numbers


@pytest.mark.parametrize(
    ("numbers", "name"),
    [((), ""), (("2",), "2"), (("1a", "2"), "1a,2"), (("1", "2a"), "1,2a"), (("2", "3", "5"), "2,3,5")],
)
def test_numbers_that_do_not_follow_each_other_are_named_each(numbers: tuple[str, ...], name: str) -> None:
    assert together(numbers) == name


def test_long_numbers_behind_a_stroke_are_ordered_as_numbers() -> None:
    numbers = ["bilag", "206/17", "206/999", "206/2017", "207"]
    assert sorted(numbers, key=order) == numbers
    assert order("bilag") == (0, "bilag")


@pytest.mark.parametrize("number", ["1ab", "206/17", "a", "1.", ""])
def test_what_has_no_part_is_part_of_nothing(number: str) -> None:
    assert [*parents(number)] == []

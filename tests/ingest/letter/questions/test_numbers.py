"""The numbers of questions."""

from __future__ import annotations

import pytest

from ingest.letter.questions.numbers import expand, order, together


@pytest.mark.parametrize(
    ("text", "numbers", "name"),
    [
        ("3", ("3",), "3"),
        ("2-4", ("2", "3", "4"), "2-4"),
        ("2 – 4", ("2", "3", "4"), "2-4"),
        ("2 til 4", ("2", "3", "4"), "2-4"),
        ("2 og 3", ("2", "3"), "2-3"),
        ("2, 5 og 7", ("2", "5", "7"), "2,5,7"),
        ("1a og 1b", ("1a", "1b"), "1a,1b"),
        ("1.2", ("1.2",), "1.2"),
        ("076", ("076",), "076"),
        ("206/17", ("206/17",), "206/17"),
        ("5 - 700", ("5", "700"), "5,700"),
    ],
)
def test_numbers_are_read_together(text: str, numbers: tuple[str, ...], name: str) -> None:
    assert (expand(text), together(expand(text))) == (numbers, name)


def test_numbers_are_ordered_as_one_counts() -> None:
    numbers = ["1", "1.2", "1.10", "2", "2a", "2b", "10", "076"]
    assert sorted(numbers, key=order) == numbers

"""Colours as six hex digits."""

from __future__ import annotations

from collections import Counter

import pytest

from ingest.formats.colour import digits, from_hex, mostly, shared


@pytest.mark.parametrize(
    ("text", "colour"),
    [
        ("C00000", "c00000"),
        ("#c00", "cc0000"),
        ("000000", None),
        ("1a1a1a", None),
        ("auto", None),
        ("#ff000080", None),
        ("", None),
    ],
)
def test_a_colour_is_known_by_its_digits_and_black_is_none(text: str, colour: str | None) -> None:
    assert from_hex(text) == colour


def test_parts_beyond_the_scale_are_the_strongest() -> None:
    assert digits(1.5, -0.2, 0.5) == "ff0080"


def test_only_a_colour_that_all_have_is_shared() -> None:
    assert (shared(["c00000", "c00000"]), shared(["c00000", None]), shared([])) == ("c00000", None, None)


def test_a_bullet_of_another_colour_changes_nothing() -> None:
    assert mostly(Counter({"c00000": 40, None: 1}), 0.8) == "c00000"
    assert mostly(Counter({"c00000": 3, None: 2}), 0.8) is None

"""A text cleaned, and the way back to the text as it was given."""

from __future__ import annotations

import pytest

from index.encoder.encoded import OWN, Prompts, align, clean

TEXTS = [
    "",
    "bus",
    "  to  ord\n",
    "A\u030aben",
    "blå\u00adbær\0",
    "\u00ad \ud800x",
    "e\u0323\u0302",
    "\u0301a",
    "1.250 kr. 👍🏽",
]


def test_cleaning_keeps_what_is_seen() -> None:
    assert clean("½ m² – „ja“ \u00a0x") == "½ m² – „ja“ \u00a0x"


@pytest.mark.parametrize("text", TEXTS)
def test_an_aligned_text_is_the_cleaned_one(text: str) -> None:
    aligned = align(text)
    assert aligned.text == clean(text)
    assert len(aligned.places) == len(aligned.text)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("  bus", (2, 5)),
        ("A\u030aben", (0, 5)),
        ("bus\u00ad", (0, 4)),
        ("bus\n", (0, 3)),
        (" \0b\0us", (2, 6)),
    ],
)
def test_a_word_leads_back_to_the_given_text(text: str, place: tuple[int, int]) -> None:
    aligned = align(text)
    assert aligned.span(0, len(aligned.text)) == place


def test_white_space_has_no_place_of_its_own() -> None:
    aligned = align("to ord")
    assert aligned.span(2, 6) == (3, 6)
    assert aligned.span(2, 3) is None


def test_what_lies_before_the_text_has_no_place() -> None:
    assert align("bus").span(-7, 0) is None
    assert align("bus").span(-1, 3) == (0, 3)


def test_own_prompts_leave_the_identity_as_it_is() -> None:
    assert OWN.mark("model") == "model"
    assert Prompts("q: ", None).mark("model") != Prompts("", None).mark("model") != "model"

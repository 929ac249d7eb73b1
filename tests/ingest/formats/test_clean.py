"""Characters as a reader sees them."""

from __future__ import annotations

import pytest

from ingest.formats.clean import clean


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("ﬁnansiering af eﬀekt", "finansiering af effekt"),
        ("Fællesska\u00adber", "Fællesskaber"),
        ("ressour\u00ad", "ressour-"),
        ("ressour\u00ad\ncepersoner", "ressour-\ncepersoner"),
        ("1\u202f250\u00a0000\u2009kr.", "1 250 000 kr."),
        ("10\u2011dages", "10-dages"),
        ("Ga\u030aseby", "Gåseby"),
        ("\uf0b7 Skoler", "• Skoler"),
        ("5 \x96 7", "5 – 7"),
        ("Nej\x00.\x0c", "Nej."),
        ("\ufeffTil\u200b Byrådet", "Til Byrådet"),
    ],
)
def test_a_character_gets_the_form_a_reader_sees(raw: str, shown: str) -> None:
    assert clean(raw) == shown


@pytest.mark.parametrize("text", ["120 m² og ½ time", "CO₂", "2021¹", "”Ja” – nej…", "a\tb\nc"])
def test_what_means_something_stays(text: str) -> None:
    assert clean(text) == text


def test_cleaning_twice_changes_nothing() -> None:
    once = clean("ﬁn\u00ad\n10\u2011dages\u00a0a\u030a")
    assert clean(once) == once

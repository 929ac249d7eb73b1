"""The words that answer, marked in a text that stays as it is."""

from __future__ import annotations

from html import unescape
from re import findall, sub

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.web.showing.test_blocks import TEXTS, as_text
from web.showing.highlight import Span, marked

SUM = "Udgiften er:\n- skoler: 4,1 mio. kr.\n- busser: 3,9 mio. kr.\nI alt 8 mio. kr."
TABLE = "Skole\t2021\t2022\nØsterby\t3,8\t4,1"


def html(text: str, marks: list[Span]) -> str:
    return "\n".join(as_text(block) for block in marked(text, marks))


def lit(text: str, marks: list[Span]) -> list[str]:
    """What is marked, as a reader sees it."""
    return [unescape(part) for part in findall("<mark>(.*?)</mark>", html(text, marks))]


CASES = [
    ("Nej. Ruterne bliver.", [(5, 20)], ["Ruterne bliver."]),
    ("Nej. Ruterne bliver.", [(0, 4), (5, 20)], ["Nej.", "Ruterne bliver."]),
    (SUM, [(0, 12)], ["Udgiften er:"]),
    (SUM, [(13, 37)], ["skoler: 4,1 mio. kr."]),
    (SUM, [(0, 58)], ["Udgiften er:", "skoler: 4,1 mio. kr.", "busser: 3,9 mio. kr."]),
    (TABLE, [(16, 31)], ["Østerby", "3,8", "4,1"]),
    ("Et afsnit. ", [(10, 11)], []),
    ("Et afsnit.", [(3, 99)], ["afsnit."]),
    ("Et afsnit.", [(3, 8), (6, 10)], ["afsni", "t."]),
    ("R&D <b>", [(0, 3)], ["R&D"]),
]


@pytest.mark.parametrize(("text", "marks", "shown"), CASES)
def test_what_answers_is_marked(text: str, marks: list[Span], shown: list[str]) -> None:
    assert lit(text, marks) == shown


SPANS = st.lists(st.tuples(st.integers(0, 90), st.integers(0, 90)).map(lambda pair: (min(pair), max(pair))))


@given(text=st.one_of(st.sampled_from(TEXTS), st.text("ab &<\t\n-1.")), marks=SPANS)
def test_marking_changes_no_character(text: str, marks: list[Span]) -> None:
    assert unescape(sub("</?mark>", "", html(text, marks))) == text


def test_a_text_is_never_run() -> None:
    assert html("<script>", [(0, 8)]) == "<mark>&lt;script&gt;</mark>"

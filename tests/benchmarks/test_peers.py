"""What a peer found, as the QAs it belongs to."""

from __future__ import annotations

import sys

import pytest

from tests.benchmarks import peers
from tests.letters import BUSSES, letter

TEXT = (
    ("Svar om skolebusser", None),
    ("1. Hvor mange?\n\nDer er 12.", "a.1"),
    ("2. Hvad koster det?", "a.2"),
)


def place(words: str) -> tuple[int, int]:
    """Where words stand in TEXT."""
    start = peers.BETWEEN.join(stretch for stretch, _ in TEXT).index(words)
    return start, start + len(words)


@pytest.mark.parametrize(
    ("words", "qa"),
    [
        ("Svar om", None),
        ("Der er 12.", "a.1"),
        ("12.\n\n2. Hvad koster", "a.2"),
        ("busser\n\n1. Hvor mange?", "a.1"),
    ],
)
def test_a_cut_stands_for_the_qa_that_most_of_it_belongs_to(words: str, qa: str | None) -> None:
    assert peers.owner(TEXT, *place(words)) == qa


def test_a_whole_letter_says_which_qa_each_part_is_of() -> None:
    parts = {qa: text for text, qa in peers.whole(letter(BUSSES)) if qa}
    assert parts["busser.1"] == "1. Hvor mange elever kører i skolebus?\n\nDer kører 1.146 elever i skolebus."


def test_a_peer_does_not_suffer_from_finding_more_of_a_qa() -> None:
    assert peers._once(["a.1", None, "a.1", "a.2"]) == ["a.1", None, "a.2"]


def test_a_peer_answers_line_by_line() -> None:
    echo = "import sys\nfor line in sys.stdin: print(line, end='', flush=True)"
    with peers.speaking([sys.executable, "-c", echo]) as say:
        assert [say({"å": 1}), say([2])] == [{"å": 1}, [2]]

"""Which of a letter's numbered marks are its questions, told by numbers alone.

`3?` is a mark that asks, `3` one that does not, `3!` one that stands apart; those in brackets are expected.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.letter.questions.runs import ASKING, FALLING, NEXT, Mark, run, score

WEIGHT = 1


def mark(at: int, word: str) -> Mark:
    return Mark(at, word.strip("[]?!"), 0, ASKING if "?" in word else 0, apart="!" in word)


def marks(text: str) -> list[Mark]:
    return [mark(at, word) for at, word in enumerate(text.split())]


@pytest.mark.parametrize(
    "text",
    [
        "[1?] [2?] [3?]",
        "[1a?] [1b?] [2?]",
        "[1?] [2-4?] 3? [5?]",
        "1 2 3",  # no one asks
        "",
        # the run with the most steps from one number to the next
        "[1?] [2?] 7? [3?]",
        "[1?] 7? [2?] [3?]",
        "4? [1?] [2?] [3?]",
        "[1?] [2?] [9?]",
        "1? [1?] [2?]",
        "[1?] [1a?] [1b?] [1c?]",
        "9? 7? [7?] [8?]",
        "9? [8?]",
        # newest first
        "[9?] [8?] [7?]",
        "[9?] [8?] [7?] 8?",
        "[9?] [8?] [7?] 9?",
        "3? 2? [1?] [2?] [3?]",
        "3? 2? [1?] [2?] [3?] [4?]",
        # marks that do not ask, where the numbers need them
        "[1?] [2] [3?]",
        "[1?] [2] [3] [4?]",
        "[1] [2?] [3?]",
        "[1?] [2?] [3]",
        "[1?] [2?] [3] [4]",
        "[1?] [2-3] [4?]",
        "[0] [1?] 1 [2?] 2",
        # a list in an answer or in a question
        "[1?] 1 2 [2?] [3?]",
        "[1?] [2?] 1 2 3",
        "[1?] [2?] 1 2 [3?] 1 2 3 4",
        "[1?] [2?] 1 2 [3] [4?]",  # one that stops where the next question starts
        "[1?] [2?] 1 2 3 [5?]",
        "[2?] 1 [3?]",
        "[2?] 4 [3?]",
        "[2?] 3 [3?]",
        "[1?] 1 [2?]",
        "[1?] 1 [2] [3] [4?]",
        # one that stands apart from a list
        "[1?] 1 2 [3!] [4?]",
        "[1?] 1 [2!] [3!] [4?]",
        "[1?] 1! 2 [3!] [4?]",
        "[2?] 1 [3!] [4?]",
        "[1?] [3] 1 2 [4?]",
    ],
)
def test_a_run_of_numbers_tells_the_questions(text: str) -> None:
    expected = [at for at, word in enumerate(text.split()) if word.startswith("[")]
    assert [found.at for found in run(marks(text), WEIGHT)] == expected


@pytest.mark.parametrize(
    ("number", "before", "expected"),
    [
        ("2", "1", True),
        ("3", "1", False),
        ("1", "1", False),
        ("1", "2", False),
        ("1b", "1a", True),
        ("1a", "1b", False),
        ("1a", "1", True),
        ("2", "1b", True),
        ("5", "2-4", True),
        ("4", "2-4", False),
        ("6", "2-4", False),
        ("3-4", "2", True),
    ],
)
def test_a_number_follows_the_one_before_it(number: str, before: str, expected: bool) -> None:
    assert mark(1, number).follows(mark(0, before)) is expected


@pytest.mark.parametrize("text", ["1? 2? 3?", "3? 2? 1?"])
@pytest.mark.parametrize("weight", [0, 1, 5])
def test_a_run_scores_by_its_steps_up_or_down(text: str, weight: int) -> None:
    assert score(marks(text), weight) == 3 * (weight + ASKING) + 2 * NEXT


def test_a_gap_scores_nothing() -> None:
    assert score(marks("1? 2 4"), WEIGHT) == 3 * WEIGHT + ASKING + NEXT


def test_the_text_of_a_mark_may_begin_lines_below() -> None:
    assert (Mark(3, "1", 0).text_at, Mark(3, "1", 0, skip=2).text_at) == (3, 5)


NUMBERS = ("1", "2", "3", "4", "5", "6", "9", "1a", "1b", "2a", "2-4", "3-5")
WORDS = st.lists(st.sampled_from(NUMBERS), max_size=9)


@given(WORDS, st.data())
def test_no_run_of_rising_numbers_scores_better(words: list[str], data: st.DataObject) -> None:
    asking = [Mark(at, word, 0, data.draw(st.sampled_from((1, 3, ASKING)))) for at, word in enumerate(words)]
    best, falling = (max(map(value, rising(each)), default=0) for each in (asking, asking[::-1]))
    found = run(asking, WEIGHT)
    assert score(found, WEIGHT) >= best
    if falling <= best:
        assert found in rising(asking)
    if score(found, WEIGHT) > best:
        assert (len(found) >= FALLING, found[::-1] in rising(asking[::-1])) == (True, True)


def rising(all: Sequence[Mark]) -> list[list[Mark]]:
    """Every run of rising numbers."""

    def after(last: Mark | None, at: int) -> Iterator[list[Mark]]:
        yield []
        for place in range(at, len(all)):
            if last is None or all[place].order > last.last:
                yield from ([all[place], *rest] for rest in after(all[place], place + 1))

    return list(after(None, 0))


def value(found: Sequence[Mark]) -> int:
    steps = sum(two.follows(one) for one, two in pairwise(found))
    return NEXT * steps + sum(WEIGHT + each.worth for each in found)

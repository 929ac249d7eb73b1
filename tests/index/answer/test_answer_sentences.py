"""The sentences that answer are marked; the answer stays whole."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

import pytest

from index.answer.answer_sentences import marks
from index.passages import WINDOW_TOKENS, sentences, windows
from index.words.expand import Alternative, Query, QueryWord
from tests.fake import HashEncoder

LENGTH = HashEncoder().length
ANSWER = "Der er 12 skoler i byen. Driften af hallen koster 4 mio. kr. Vi vender tilbage."
LONG = "\n".join(
    f"Den {n}. hal ligger ved åen. Den bruges af skolerne om dagen. Om aftenen er der håndbold og gymnastik."
    for n in range(1, 40)
)


def query(*stems: str) -> Query:
    return Query(tuple(QueryWord(stem, (Alternative((f"w_{stem}",), 1.0),)) for stem in stems), ())


def marked(answer: str, *stems: str, window: int = 1, rare: Mapping[str, float] | None = None) -> list[str]:
    """The texts that are marked for a question of these stems, all equally rare unless told."""
    found = marks("", answer, window, query(*stems), LENGTH, lambda term: (rare or {}).get(term, 1.0))
    return [answer[start:end] for start, end in found]


def test_the_sentence_that_holds_the_questions_words_is_marked() -> None:
    assert marked(ANSWER, "hal", "kost") == ["Driften af hallen koster 4 mio. kr."]


def test_a_sentence_with_rarer_words_is_marked_rather_than_one_with_common_words() -> None:
    assert marked(ANSWER, "skol", "hal", rare={"w_skol": 0.1}) == ["Driften af hallen koster 4 mio. kr."]


def test_sentences_that_answer_alike_are_all_marked() -> None:
    assert marked("Skolen er gul. Det regner. Skolen er ny.", "skol") == ["Skolen er gul.", "Skolen er ny."]


def test_sentences_beside_each_other_are_marked_as_one() -> None:
    assert marked("Skolen er gul. Skolen er ny. Det regner.", "skol") == ["Skolen er gul. Skolen er ny."]


def test_paragraphs_are_marked_one_by_one() -> None:
    assert marked("Skolen er gul.\nSkolen er ny.", "skol") == ["Skolen er gul.", "Skolen er ny."]


def test_where_no_word_is_shared_the_nearest_window_is_marked() -> None:
    start, end = windows(LONG, LENGTH, WINDOW_TOKENS)[3]
    assert " ".join(marked(LONG, "zeppelin", window=4)).split() == LONG[start:end].split()


def test_only_the_nearest_window_is_marked() -> None:
    start, end = windows(LONG, LENGTH, WINDOW_TOKENS)[3]
    assert all(text in LONG[start:end] for text in marked(LONG, "håndbold", window=4))


def test_a_window_that_is_no_longer_there_is_the_last() -> None:
    assert marked(ANSWER, "skol", window=9) == marked(ANSWER, "skol")


@pytest.mark.parametrize("answer", [ANSWER, LONG, "  Ja.  ", "- Ja\n- Nej", "a" * 3000, "ord " * 900])
@pytest.mark.parametrize("stem", ["skol", "zeppelin"])
@pytest.mark.parametrize("window", [1, 3])
def test_marks_begin_and_end_with_sentences(answer: str, stem: str, window: int) -> None:
    ends = list(sentences(answer))
    found = marks("", answer, window, query(stem), LENGTH, lambda term: 1.0)
    assert {start for start, _ in found} <= {start for start, _ in ends}
    assert {end for _, end in found} <= {end for _, end in ends}


@pytest.mark.parametrize("answer", [ANSWER, LONG])
def test_marks_stand_in_order_and_do_not_touch(answer: str) -> None:
    found = marks("", answer, 1, query("skol"), LENGTH, lambda term: 1.0)
    assert all(one[1] < other[0] for one, other in pairwise(found))


@pytest.mark.parametrize("answer", ["", "   "])
def test_nothing_is_marked_where_nothing_is_said(answer: str) -> None:
    assert marked(answer, "skol") == []

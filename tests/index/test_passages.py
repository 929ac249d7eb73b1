"""Letters as the passages that are embedded."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.filters import facets
from index.passages import MARGIN_TOKENS, WINDOW_TOKENS, Passage, Span, head, passages, sentences, windows
from kb.ids import window_of
from kb.model import Letter
from tests.fake import HashEncoder
from tests.letters import FOOD, letter

ENCODER = HashEncoder(limit=256)
LENGTH = ENCODER.length
LONG = " ".join(f"Dette er sætning nummer {n} i et langt svar." for n in range(200))
LISTED = "\n".join(f"- Skole nummer {n} har {n * 7} elever\n- Den har {n} klasser." for n in range(90))
ENDLESS = "ord " * 900


def of(answer: str, question: str = "Hvor?") -> Letter:
    """A letter with one question."""
    own = letter()
    qa = replace(own.qas[0], question=question, answer=answer)
    return replace(own, qas=(qa,))


def read(own: Letter) -> list[Passage]:
    return list(passages(own, LENGTH, ENCODER.limit))


def cut(answer: str, most: int = WINDOW_TOKENS) -> list[str]:
    return [answer[start:end] for start, end in windows(answer, LENGTH, most)]


def split(own: Letter) -> tuple[list[Passage], list[Passage]]:
    """The small and the large passages."""
    found = read(own)
    return [p for p in found if not window_of(p.id)[2]], [p for p in found if window_of(p.id)[2]]


def test_a_short_answer_is_one_window_and_has_no_large_one() -> None:
    assert [passage.id for passage in read(letter())] == ["busser.1/1", "busser.2/1"]


def test_a_long_answer_has_large_windows_beside_the_small() -> None:
    small, large = split(of(LONG))
    assert len(small) > len(large) > 0


def test_the_small_windows_come_first_and_are_counted_from_1() -> None:
    small, large = split(of(LONG))
    ids = [f"busser.1/{n}" for n in range(1, len(small) + 1)]
    assert [p.id for p in read(of(LONG))] == ids + [f"busser.1/w{n}" for n in range(1, len(large) + 1)]


@pytest.mark.parametrize("answer", ["Ja.", LONG, LISTED, ENDLESS, "x" * 5000])
@pytest.mark.parametrize("question", ["Hvor?", "Hvad mener I om dette? " * 90])
def test_no_passage_is_longer_than_the_encoder_reads(answer: str, question: str) -> None:
    assert all(LENGTH(p.text) + MARGIN_TOKENS <= ENCODER.limit for p in read(of(answer, question)))


@pytest.mark.parametrize("answer", [LONG, LISTED, ENDLESS])
@pytest.mark.parametrize("most", [WINDOW_TOKENS, 150])
def test_no_window_is_longer_than_its_limit(answer: str, most: int) -> None:
    assert all(LENGTH(text) <= most for text in cut(answer, most))


@pytest.mark.parametrize("answer", ["Ja.", LONG, LISTED, ENDLESS])
@pytest.mark.parametrize("most", [WINDOW_TOKENS, 150])
def test_nothing_of_an_answer_is_lost(answer: str, most: int) -> None:
    assert " ".join(cut(answer, most)).split() == answer.split()


def test_a_word_without_end_is_cut_too() -> None:
    assert "".join(cut("x" * 5000)) == "x" * 5000


@pytest.mark.parametrize("most", [WINDOW_TOKENS, 150])
def test_a_sentence_that_is_dense_in_one_place_is_cut_small_enough(most: int) -> None:
    text = " ".join(["og"] * 100 + ["kommunalbestyrelsesmedlemmerne"] * 60 + ["så"] * 100)
    assert all(LENGTH(each) <= most for each in cut(text, most))


@given(st.text("ab1.!?:\n -–", max_size=400), st.integers(1, 12))
def test_windows_hold_every_sign_once_in_order(text: str, most: int) -> None:
    assert "".join("".join(cut(text, most)).split()) == "".join(text.split())


def test_an_answer_is_cut_between_sentences() -> None:
    assert {text[-1] for text in cut(LONG)} == {"."}


def test_windows_are_evenly_filled() -> None:
    nine = list(sentences(LONG))[:9]
    sizes = [LENGTH(text) for text in cut(LONG[: nine[-1][1]])]
    assert max(sizes) - min(sizes) <= LENGTH(LONG[slice(*nine[0])])


def test_a_question_without_an_answer_has_no_passage() -> None:
    assert {passage.qa for passage in read(letter(FOOD, "mad"))} == {"mad.1", "mad.2"}


def test_every_passage_says_what_letter_and_question_it_is_of() -> None:
    assert all(p.text.startswith("skolebusser\nHvor?\n") for p in read(of(LONG)))


def test_the_title_stands_in_where_there_is_no_subject() -> None:
    own = letter()
    own = replace(own, metadata=replace(own.metadata, subject=None))
    assert head(own, own.qas[0], LENGTH, 100).startswith("Svar på 10-dages forespørgsel fra Venstre")


@pytest.mark.parametrize("limit", [1, 10, 50])
def test_a_long_question_is_cut_for_the_encoder(limit: int) -> None:
    own = of("Ja.", "Hvad mener I om dette? " * 90)
    assert LENGTH(head(own, own.qas[0], LENGTH, limit)) <= limit


def test_words_are_carried_once_by_the_first_passage() -> None:
    first, *others = read(of(LONG))
    assert LONG in first.words
    assert {passage.words for passage in others} == {""}


def test_every_passage_can_be_filtered_by_what_its_answer_is() -> None:
    own = of(LONG)
    assert {passage.facets for passage in read(own)} == {facets(own, own.qas[0])}


@pytest.mark.parametrize("change", [{"text": "x"}, {"words": "x"}, {"facets": ("x",)}])
def test_the_digest_changes_with_what_is_searched(change: dict[str, object]) -> None:
    passage = read(letter())[0]
    assert replace(passage, **change).digest != passage.digest  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ja. Det er det.", ["Ja.", "Det er det."]),
        ("Fra kl. 12 koster det ca. 5 kr. Ja.", ["Fra kl. 12 koster det ca. 5 kr.", "Ja."]),
        ("a\n\n  b  \n", ["a", "b"]),
        ("Der er:\n- to\n- tre", ["Der er:", "- to", "- tre"]),
        ("f.eks. skoler", ["f.eks. skoler"]),
        (" \n ", []),
    ],
)
def test_sentences_are_found(text: str, expected: list[str]) -> None:
    found: list[Span] = list(sentences(text))
    assert [text[start:end] for start, end in found] == expected

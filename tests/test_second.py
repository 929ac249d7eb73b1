"""A second look at the best mixes both orders, and leaves the rest below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pytest

from index.fuse import ranked
from index.parts import without
from index.search import Finder
from index.second import LOOKED_AT, Tokens, looked_at
from tests.fake import HashEncoder
from tests.letters import BUSSES, FOOD, keep
from web.base import Base


@dataclass(frozen=True)
class Likes:
    """A second look that likes the passages with a word in them."""

    word: str

    def scores(self, question: str, passages: Sequence[str]) -> list[float]:
        """See Second."""
        return [float(self.word in passage) for passage in passages]


SCORES = {"a": 3.0, "b": 2.9, "c": 1.0}
TEXTS = {"a": "en hund", "b": "en kat", "c": "en hest"}


def test_what_is_liked_at_the_second_look_rises() -> None:
    assert ranked(looked_at(SCORES, Likes("kat"), "?", TEXTS)) == ["b", "a", "c"]


def test_the_first_look_still_counts() -> None:
    assert ranked(looked_at(SCORES, Likes("hest"), "?", TEXTS))[0] == "a"


def test_a_second_look_that_likes_all_alike_changes_no_order() -> None:
    assert ranked(looked_at(SCORES, Likes("en"), "?", TEXTS)) == ranked(SCORES)


def test_those_that_are_not_looked_at_stay_below_in_their_order() -> None:
    scores = {f"{n:03}": float(-n) for n in range(LOOKED_AT + 5)}
    order = ranked(looked_at(scores, Likes("nr. 7."), "?", {id: f"nr. {int(id)}." for id in scores}))
    assert order[0] == "007"
    assert order[LOOKED_AT:] == ranked(scores)[LOOKED_AT:]


def test_one_without_a_passage_stays_below() -> None:
    texts = {"b": "en kat", "c": "en hest"}
    assert ranked(looked_at(SCORES, Likes("kat"), "?", texts)) == ["b", "c", "a"]


@pytest.mark.parametrize("texts", [{}, {"a": "en hund"}])
def test_a_single_passage_is_not_looked_at_again(texts: dict[str, str]) -> None:
    assert looked_at(SCORES, Likes("hund"), "?", texts) == SCORES


def test_nothing_found_stays_nothing() -> None:
    assert looked_at({}, Likes("hund"), "?", {}) == {}


def test_token_vectors_tell_which_passage_holds_the_questions_words() -> None:
    first, second = Tokens(HashEncoder()).scores("skolebus", ["madspild i køkkenet", "en skolebus kører"])
    assert second > first


@pytest.mark.parametrize(("question", "passages"), [("", ["bus"]), ("bus", ["", "!"]), ("bus", [])])
def test_what_has_no_words_tells_nothing(question: str, passages: list[str]) -> None:
    assert Tokens(HashEncoder()).scores(question, passages) == [0.0] * len(passages)


def test_the_second_look_decides_among_the_best(base: Base) -> None:
    keep(base, busser=BUSSES, mad=FOOD)
    finder = Finder(base.store, base.backend, base.encoder, Likes("62 gram"))
    assert finder.ask("kommunen").found[0].qa.id == "mad.1"


def test_the_second_look_can_be_left_out(base: Base) -> None:
    keep(base, busser=BUSSES, mad=FOOD)
    bare, left_out = (
        Finder(base.store, base.backend, base.encoder, second, without("second"))
        for second in (None, Likes("62 gram"))
    )
    assert bare.ask("skolebus").found == left_out.ask("skolebus").found

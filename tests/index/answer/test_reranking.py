"""Reranking mixes both orders of the best, and leaves the rest below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from index.answer.candidates import Candidates
from index.answer.cross_encoder import CrossEncoderModel
from index.answer.fuse import ranked
from index.answer.reranking import (
    NONE,
    RERANKED,
    TOKENS,
    CrossEncoderReranker,
    Reranker,
    TokenReranker,
    load_reranker,
    reranked,
)
from index.answer.search import Finder
from index.question.prepare import Prepared, bare
from index.question.question import Question
from index.question.switches import Switches
from tests.fake import HashEncoder
from tests.index.encoder import tiny
from tests.letters import BUSSES, FOOD, keep
from web.service.base import Base


@dataclass(frozen=True)
class Likes:
    """A reranker that likes some QAs, and notes which it saw."""

    liked: Sequence[str]
    seen: list[str] = field(default_factory=list)

    def scores(self, question: Prepared, found: Candidates, qas: Sequence[str]) -> list[float]:
        """See Reranker."""
        self.seen.extend(qas)
        return [float(qa in self.liked) for qa in qas]


SCORES = {"a": 3.0, "b": 2.9, "c": 1.0}
MANY = {f"{n:03}": float(-n) for n in range(RERANKED + 5)}


def looked(scores: Mapping[str, float], reranker: Reranker) -> list[str]:
    """The order after reranking."""
    encoder = HashEncoder()
    question = Prepared("?", "?", bare("?", encoder.pieces), "?", encoder.question("?"))
    return ranked(reranked(scores, reranker, question, Candidates(scores, {}, {}, {}, {})))


def test_what_is_liked_at_the_second_look_rises() -> None:
    assert looked(SCORES, Likes("b")) == ["b", "a", "c"]


def test_the_first_look_still_counts() -> None:
    assert looked(SCORES, Likes("c"))[0] == "a"


@pytest.mark.parametrize("liked", ["", "abc"])
def test_a_second_look_that_likes_all_alike_changes_no_order(liked: str) -> None:
    assert looked(SCORES, Likes(liked)) == ["a", "b", "c"]


def test_only_the_best_are_reranked() -> None:
    reranker = Likes("")
    looked(MANY, reranker)
    assert reranker.seen == list(MANY)[:RERANKED]


def test_those_that_are_not_reranked_stay_below_in_their_order() -> None:
    order = looked(MANY, Likes(["001", f"{RERANKED + 3:03}"]))
    assert (order[0], order[RERANKED:]) == ("001", list(MANY)[RERANKED:])


@pytest.mark.parametrize("scores", [{}, {"a": 1.0}])
def test_fewer_than_two_are_not_reranked(scores: dict[str, float]) -> None:
    reranker = Likes("a")
    assert (looked(scores, reranker), reranker.seen) == ([*scores], [])


@pytest.fixture
def base(base: Base) -> Base:
    return keep(base, busser=BUSSES, mad=FOOD)


def scored(base: Base, reranker: Reranker, question: str) -> dict[str, float]:
    """QA -> score of a reranker."""
    asked = base.finder.prepared(Question(question))
    found = base.finder.candidates(asked)
    qas = sorted(found.dense)
    return dict(zip(qas, reranker.scores(asked, found, qas), strict=True))


def test_token_vectors_tell_which_answer_holds_the_questions_words(base: Base) -> None:
    scores = scored(base, TokenReranker(base.backend, base.encoder), "elever skolebus")
    assert max(scores, key=scores.__getitem__) == "busser.1"


def test_a_question_without_words_tells_nothing_by_tokens(base: Base) -> None:
    assert set(scored(base, TokenReranker(base.backend, base.encoder), "?").values()) == {0.0}


def test_an_answer_that_is_gone_tells_nothing_by_tokens(base: Base) -> None:
    asked = base.finder.prepared(Question("skolebus"))
    found = base.finder.candidates(asked)
    base.store.forget("busser")
    assert TokenReranker(base.backend, base.encoder).scores(asked, found, ["busser.1"]) == [0.0]


@pytest.fixture
def reading(base: Base, tmp_path: Path) -> CrossEncoderReranker:
    """A cross-encoder of chance weights."""
    return CrossEncoderReranker(
        base.store, base.encoder, CrossEncoderModel(str(tiny.cross_encoder(tmp_path / "model")))
    )


def test_a_cross_encoder_reads_what_answers_say(base: Base, reading: CrossEncoderReranker) -> None:
    expected = reading.model.scores("skole", ["madspild i køkkener\nHvor meget mad smides ud?\n"
        "Målinger viser et madspild på 62 gram pr. måltid."])  # fmt: skip
    assert scored(base, reading, "skole")["mad.1"] == pytest.approx(expected[0])


def test_an_answer_that_is_gone_does_not_stop_a_cross_encoder(
    base: Base, reading: CrossEncoderReranker
) -> None:
    asked = base.finder.prepared(Question("skole"))
    found = base.finder.candidates(asked)
    base.store.forget("busser")
    assert len(reading.scores(asked, found, ["busser.1", "mad.1"])) == 2


def test_an_answer_that_became_shorter_does_not_stop_a_cross_encoder(
    base: Base, reading: CrossEncoderReranker
) -> None:
    long = FOOD.replace("Målinger viser", "Målinger viser det samme som sidst. " * 40 + "Målinger viser")
    keep(base, mad=long)
    asked = base.finder.prepared(Question("måltid gram"))
    found = base.finder.candidates(asked)
    assert found.windows["mad.1"] > 1
    keep(base, mad=FOOD)
    assert len(reading.scores(asked, found, ["mad.1"])) == 1


def test_the_second_look_decides_among_the_best(base: Base) -> None:
    finder = Finder(base.store, base.backend, base.encoder, Likes(["mad.1"]))
    assert finder.ask(Question("kommunen")).found[0].qa.id == "mad.1"


def test_the_second_look_can_be_left_out(base: Base) -> None:
    reranker = Likes(["mad.1"])
    Finder(base.store, base.backend, base.encoder, reranker, Switches(reranking=False)).ask(
        Question("skolebus")
    )
    assert reranker.seen == []


def test_a_second_look_is_chosen_by_name(base: Base, tmp_path: Path) -> None:
    model = str(tiny.cross_encoder(tmp_path / "model"))
    kept = base.store, base.backend, base.encoder
    kinds = [type(load_reranker(name, *kept)) for name in (NONE, TOKENS, model)]
    assert kinds == [type(None), TokenReranker, CrossEncoderReranker]

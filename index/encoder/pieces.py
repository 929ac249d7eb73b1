"""A text as word pieces of an encoder's tokenizer."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from tokenizers import Tokenizer

from index.encoder.e5file import SPECIAL, UNKNOWN
from index.encoder.encoded import clean


class Pieces:
    """A tokenizer read from its file when it is first needed."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @cached_property
    def tokenizer(self) -> Tokenizer:
        """The tokenizer itself; it never cuts a text off."""
        tokenizer = Tokenizer.from_file(str(self.path))
        tokenizer.no_truncation()
        tokenizer.no_padding()
        return tokenizer

    @cached_property
    def unknown(self) -> int | None:
        """The token of what the tokenizer does not know, where it has one."""
        number: int | None = self.tokenizer.token_to_id(SPECIAL[UNKNOWN])
        return number

    def of(self, text: str) -> list[str]:
        """See Encoder.pieces."""
        tokens = self.tokenizer.encode(clean(text).lower(), add_special_tokens=False).tokens
        bare = (token.strip("▁Ġ").removeprefix("##") for token in tokens)
        return [piece for piece in bare if any(map(str.isalnum, piece))]

    def length(self, text: str) -> int:
        """See Encoder.length. What is unknown counts by its characters, which is never less."""
        encoding = self.tokenizer.encode(clean(text), add_special_tokens=False)
        return sum(
            len(token) if number == self.unknown else 1
            for number, token in zip(encoding.ids, encoding.tokens, strict=True)
        )

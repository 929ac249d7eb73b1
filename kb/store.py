"""The seam where letters are kept: what any store promises. `kb.sqlite` is the embedded one.

Whatever stands behind it belongs to one municipality; its name is part of every key.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from kb.model import QA, Letter, Metadata


@dataclass(frozen=True, slots=True)
class Source:
    """A file as it was read. `path` tells files apart, `name` is what users see."""

    path: str
    name: str
    media_type: str
    content: bytes
    sha256: str


@dataclass(frozen=True, slots=True)
class Summary:
    """A letter without its text. `qas` is how many questions it has."""

    id: str
    file: str
    metadata: Metadata
    qas: int


@dataclass(frozen=True, slots=True)
class State:
    """How much a store holds, and the version of its schema."""

    letters: int
    qas: int
    schema: int


class Store(Protocol):
    """Letters, their QAs and the bytes they came from."""

    def holds(self, path: str, sha256: str) -> bool:
        """Was exactly this content read last from this path – or, for a new path, from any other?"""

    def reserve(self, path: str, name: str) -> str:
        """The id a letter read from `path` has, or would get."""

    def put(self, source: Source, letters: Sequence[Letter]) -> None:
        """Keep the letters of a file, in place of what its path held before; all or nothing."""

    def letter(self, id: str) -> Letter:
        """One letter. Raises NotFound; raises Tampered where a text no longer equals its lines."""

    def qa(self, id: str) -> tuple[Letter, QA]:
        """One QA and the letter it stands in. Raises NotFound, or Tampered for this QA alone."""

    def outdated(self) -> list[str]:
        """The ids of letters that an earlier version read, by id."""

    def letters(self) -> Iterator[Letter]:
        """All letters, newest first; equal dates by id."""

    def summaries(self) -> list[Summary]:
        """All letters without their text, in the order of `letters`; cheap enough for a page."""

    def source(self, letter: str) -> Source:
        """The file a letter was read from. Raises NotFound, or Tampered if the bytes lost their digest."""

    def forget(self, letter: str) -> None:
        """Remove a letter, its passages and vectors, and its file if no other letter needs it."""

    def verify(self) -> Iterator[str]:
        """One line for each thing that is not as it was put."""

    def state(self) -> State:
        """How much is held."""

    def close(self) -> None:
        """Let go of files and connections."""

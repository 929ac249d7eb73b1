"""The seam where passages are searched: what any engine promises. `embedded` is the embedded one.

Fusion, Danish analysis and statuses stay outside it. Errors are `Unavailable` (try again) and
`Mismatch` (another encoder, dimension or content: trying again never helps).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from index.filters import Where
from index.vectors import Matrix, Vector
from kb.passages import Entry


@dataclass(frozen=True, slots=True)
class State:
    """How an index stands. `behind`: publishing has work to do.

    That is, dropped passages still stand in its files, or more came than are searched quickly beside them.
    """

    encoder: str
    dimension: int
    passages: int
    indexed: int
    qas: int
    behind: bool


class Backend(Protocol):
    """Passages of one municipality and one encoder, put under ids, searched by vector and by terms.

    The passages themselves are in the store (`kb.passages`): what is put or dropped there, or goes with its
    letter, is found or gone in the next search. Equal scores are ordered by row.
    """

    def put(self, entries: Sequence[Entry]) -> None:
        """Keep passages, in place of those with the same ids; joins the store's unit of work."""

    def drop(self, ids: Sequence[str]) -> None:
        """Remove passages by id; joins the store's unit of work."""

    def publish(self) -> None:
        """Take what was dropped out of the index's files, and many new passages into them, all at once."""

    def dense(self, vector: Vector, limit: int, where: Where = ()) -> list[tuple[int, float]]:
        """(row, inner product) of the nearest passages that `where` lets through, best first."""

    def lexical(self, terms: Sequence[str], limit: int, where: Where = ()) -> list[tuple[int, float]]:
        """(row, BM25) of passages that hold any of the terms and that `where` lets through, best first."""

    def matches(self, terms: Sequence[str], rows: Sequence[int]) -> Matrix:
        """What each term gives the QA of each row by BM25, (n, t); rows are of first passages."""

    def get(self, rows: Sequence[int]) -> tuple[list[int], list[str], Matrix]:
        """All passages of the QAs that rows belong to: their rows, ids and vectors (n, d)."""

    def known(self, terms: Sequence[str]) -> dict[str, int]:
        """Term -> how many passages hold it."""

    def vocabulary(self) -> Mapping[str, int]:
        """Every stem -> how many passages hold it."""

    def tokens(self, rows: Sequence[int]) -> dict[int, bytes]:
        """Row -> its token vectors, as they were put; rows without any are left out."""

    def size(self) -> int:
        """How many passages are searched by vector."""

    def state(self) -> State:
        """How the index stands. Raises Mismatch where it must be rebuilt."""

    def faults(self) -> list[str]:
        """One line for each thing that does not agree with the stored passages."""

    def close(self) -> None:
        """Let go of files and memory."""

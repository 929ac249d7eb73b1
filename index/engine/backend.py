"""The protocol of search engines for passages; `embedded` is the built-in one.

Fusion, Danish analysis and statuses are not part of an engine. Errors are `Unavailable` (try again) and
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
    """The state of an index. `passages` are stored, `indexed` are searched, `qas` have words.

    `behind`: publishing has work to do, as dropped passages are still in the files, or many new are not.
    `waiting` of the passages have no vector yet, and are searched by words alone.
    """

    encoder: str
    dimension: int
    passages: int
    indexed: int
    qas: int
    behind: bool
    waiting: int = 0


class Backend(Protocol):
    """An engine over the passages of one municipality and one encoder, searched by vector and by terms.

    The passages themselves are in the store (`kb.passages`): those put there are found, and those dropped
    there or forgotten with their letter are gone, in the next search. Equal scores are ordered by row. Search
    outside of units of work: what one of them put may still be undone.
    """

    def put(self, entries: Sequence[Entry]) -> None:
        """Store passages, replacing those with the same ids; joins the store's unit of work."""

    def drop(self, ids: Sequence[str]) -> None:
        """Remove passages by id; joins the store's unit of work."""

    def publish(self) -> None:
        """Remove dropped passages from the index's files and add many new ones, in one atomic swap."""

    def dense(self, vector: Vector, limit: int, where: Where = ()) -> list[tuple[int, float]]:
        """(row, inner product) of the nearest passages that pass `where`, best first; none that waits."""

    def lexical(self, terms: Sequence[str], limit: int, where: Where = ()) -> list[tuple[int, float]]:
        """(row, BM25) of passages that hold any of the terms and pass `where`, best first."""

    def matches(self, terms: Sequence[str], rows: Sequence[int]) -> Matrix:
        """The BM25 score (n, t) of each term in the QA of each row; rows must be of first passages."""

    def get(self, rows: Sequence[int]) -> tuple[list[int], list[str], Matrix]:
        """All passages of the QAs that rows belong to: their rows, ids and vectors (n, d).

        A passage that waits for its vector has zeros.
        """

    def known(self, terms: Sequence[str]) -> dict[str, int]:
        """Term -> the number of passages that hold it."""

    def vocabulary(self) -> Mapping[str, int]:
        """Every stem -> the number of passages that hold it."""

    def tokens(self, rows: Sequence[int]) -> dict[int, bytes]:
        """Row -> its packed token vectors; rows without any are left out."""

    def size(self) -> int:
        """The number of passages searched, by vector or by words alone."""

    def state(self) -> State:
        """The state of the index. Raises Mismatch if it must be rebuilt."""

    def faults(self) -> list[str]:
        """One line for each disagreement with the stored passages."""

    def close(self) -> None:
        """Release files and memory."""

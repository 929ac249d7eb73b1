"""An inverted index in memory: for every term its posting list, the passages that hold it.

A million passages of 20 terms each take 100 MB. Used for words and for facets.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.engine.dense import Rows

Mask = NDArray[np.bool_]
"""A boolean mask (n,) over rows."""

NO_ROWS: Rows = np.zeros(0, np.int64)

MOST = 255
"""Term frequencies are capped at this, to fit a byte."""


def places(rows: Rows, wanted: Rows) -> NDArray[np.int64]:
    """The positions in `rows` of those wanted rows that are there; both ascend."""
    at = np.searchsorted(rows, wanted)
    there = at < len(rows)
    return np.asarray(at[there][rows[at[there]] == wanted[there]])


@dataclass(frozen=True)
class Postings:
    """Posting lists with term frequencies.

    The posting list of term number t is `places[starts[t] : starts[t + 1]]`: ascending positions in `rows`.
    `counts`, with the same slice, are its frequencies there. `lengths`: total number of terms by row.
    """

    rows: Rows
    terms: tuple[str, ...]
    starts: NDArray[np.int64]
    places: NDArray[np.int32]
    counts: NDArray[np.uint8]
    lengths: NDArray[np.int32]

    @classmethod
    def build(cls, items: Iterable[tuple[int, Sequence[str]]]) -> Postings:
        """The postings of (row, terms) pairs by ascending row; a row may have no terms."""
        numbers: dict[str, int] = {}
        rows, lengths, sizes = array("q"), array("i"), array("i")
        ids, counts = array("i"), bytearray()
        for row, terms in items:
            tally = Counter(terms)
            rows.append(row)
            lengths.append(len(terms))
            sizes.append(len(tally))
            ids.extend([numbers.setdefault(term, len(numbers)) for term in tally])
            counts.extend([min(count, MOST) for count in tally.values()])
        return _sorted(
            np.array(rows, np.int64),
            tuple(numbers),
            np.array(ids, np.int32),
            np.repeat(np.arange(len(rows), dtype=np.int32), np.array(sizes, np.int32)),
            np.frombuffer(bytes(counts), np.uint8),
            np.array(lengths, np.int32),
        )

    def grown(self, keep: Mask, later: Postings) -> Postings:
        """New postings: of these the rows to keep, followed by those of later rows."""
        kept = keep[self.places]
        own = np.repeat(np.arange(len(self.terms), dtype=np.int32), np.diff(self.starts))[kept]
        new = list(dict.fromkeys((*self.terms, *later.terms)))
        numbers = {term: number for number, term in enumerate(new)}
        ids = np.array([numbers[term] for term in later.terms], np.int32)
        return _sorted(
            np.concatenate([self.rows[keep], later.rows]),
            tuple(new),
            np.concatenate([own, np.repeat(ids, np.diff(later.starts))]),
            np.concatenate(
                [(np.cumsum(keep, dtype=np.int32) - 1)[self.places[kept]], later.places + int(keep.sum())]
            ).astype(np.int32),
            np.concatenate([self.counts[kept], later.counts]),
            np.concatenate([self.lengths[keep], later.lengths]),
        )

    @classmethod
    def load(cls, path: Path) -> Postings:
        """Postings from a file."""
        with np.load(path, allow_pickle=False) as held:
            text = held["terms"].tobytes().decode()
            arrays = {name: held[name] for name in ("rows", "starts", "places", "counts", "lengths")}
        return cls(terms=tuple(text.split(" ")) if text else (), **arrays)

    def save(self, path: Path) -> None:
        """Write the postings to a file."""
        arrays = {name: value for name, value in vars(self).items() if isinstance(value, np.ndarray)}
        text = np.frombuffer(" ".join(self.terms).encode(), np.uint8)
        with path.open("wb") as file:
            np.savez(file, allow_pickle=False, terms=text, **arrays)

    @cached_property
    def numbers(self) -> dict[str, int]:
        """Term -> its number."""
        return {term: number for number, term in enumerate(self.terms)}

    @cached_property
    def length(self) -> int:
        """The total number of terms in all rows."""
        return int(self.lengths.sum(dtype=np.int64))

    def span(self, term: str) -> slice:
        """The slice of a term's posting list; empty for an unknown term."""
        number = self.numbers.get(term)
        return slice(0) if number is None else slice(self.starts[number], self.starts[number + 1])

    def holding(self, term: str, gone: Rows = NO_ROWS) -> int:
        """The number of rows that hold a term, without those gone."""
        span = self.span(term)
        held = int(span.stop - (span.start or 0))
        return held - len(places(self.rows[self.places[span]], gone)) if held and len(gone) else held

    def sizes(self, gone: Rows) -> NDArray[np.int64]:
        """The number of rows that hold each term, without those gone, (t,)."""
        went = places(self.rows, gone)
        if not len(went):
            return np.diff(self.starts)
        stays = np.ones(len(self.rows), np.bool_)
        stays[went] = False
        return np.diff(np.concatenate([[0], np.cumsum(stays[self.places])])[self.starts])

    def __contains__(self, row: int) -> bool:
        at = int(np.searchsorted(self.rows, row))
        return at < len(self.rows) and int(self.rows[at]) == row

    def agrees(self, row: int, terms: Sequence[str]) -> bool:
        """Does a row hold exactly these terms, equally often?"""
        place = int(np.searchsorted(self.rows, row))
        for term, times in Counter(terms).items():
            span = self.span(term)
            at = int(np.searchsorted(self.places[span], place))
            found = self.places[span][at : at + 1], self.counts[span][at : at + 1]
            if [part.tolist() for part in found] != [[place], [min(times, MOST)]]:
                return False
        return int(self.lengths[place]) == len(terms)

    def where(self, groups: Iterable[Iterable[str]]) -> Mask:
        """The rows that hold at least one term of every group."""
        chosen = np.ones(len(self.rows), np.bool_)
        for group in groups:
            any_of = np.zeros(len(self.rows), np.bool_)
            for term in group:
                any_of[self.places[self.span(term)]] = True
            chosen &= any_of
        return chosen


def _sorted(
    rows: Rows,
    terms: tuple[str, ...],
    ids: NDArray[np.int32],
    places: NDArray[np.int32],
    counts: NDArray[np.uint8],
    lengths: NDArray[np.int32],
) -> Postings:
    """Postings from single entries in order of place, grouped by term here; unused terms are dropped."""
    order = np.argsort(ids, kind="stable")  # stable, so that places ascend within each term
    sizes = np.bincount(ids, minlength=len(terms))
    held = tuple(term for term, size in zip(terms, sizes, strict=True) if size)
    starts = np.concatenate([[0], np.cumsum(sizes[sizes > 0])]).astype(np.int64)
    return Postings(rows, held, starts, places[order], counts[order], lengths)

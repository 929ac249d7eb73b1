"""The QAs that may answer a question, by their best passages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from index.engine.backend import Backend
from index.question.prepare import Prepared
from index.question.switches import ALL, Parts
from index.words.expand import Query
from kb.ids import window_of

CANDIDATES = 60
"""Passages taken from each list at first; doubled until there are QAs enough."""

AT_ONCE = 10_000
"""Passages fetched in one go; SQLite takes at most 32,766 values in a statement."""

SMALL_SHARE = 0.6
"""How much the best small window counts beside the best large one; docs/decisions/passages.md."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """QA id -> score: of all by meaning (cosine), of those that share words with it by BM25.

    `windows` is the number of a QA's best small window, `rows` are those of all of them, in
    order, and `matches` is what each of the question's terms gives it.
    """

    dense: Mapping[str, float]
    lexical: Mapping[str, float]
    windows: Mapping[str, int]
    rows: Mapping[str, tuple[int, ...]]
    matches: Mapping[str, Mapping[str, float]]


@dataclass(slots=True)
class _Best:
    """The best cosines of a QA's windows."""

    small: float = -1.0
    large: float = -1.0
    window: int = 1
    rows: dict[int, int] = field(default_factory=dict)

    def meet(self, row: int, number: int, is_large: bool, cosine: float) -> None:
        """One more of its windows."""
        if is_large:
            self.large = max(self.large, cosine)
            return
        self.rows[number] = row
        if cosine > self.small:
            self.small, self.window = cosine, number

    def score(self, parts: Parts) -> float:
        """A QA with one window is its own large one."""
        if self.large < -0.99 or not parts.whole:
            return self.small
        return SMALL_SHARE * self.small + (1 - SMALL_SHARE) * self.large


def candidates(backend: Backend, question: Prepared, limit: int, parts: Parts = ALL) -> Candidates:
    """The best QAs of either list, each with both its scores; at least `limit`, where there are."""
    terms = question.query.plain()
    depth = CANDIDATES
    while True:
        by_words = dict(backend.lexical(terms, depth, question.where)) if parts.words else {}
        by_meaning = dict(backend.dense(question.vector, depth, question.where)) if parts.meaning else {}
        found = _candidates(backend, question, sorted(by_words.keys() | by_meaning.keys()), parts)
        if len(found.dense) >= limit or max(len(by_words), len(by_meaning)) < depth:
            return found
        depth *= 2


def _candidates(backend: Backend, question: Prepared, rows: Sequence[int], parts: Parts) -> Candidates:
    best: dict[str, _Best] = {}
    for row, id, cosine in _cosines(backend, question, rows):
        qa, number, is_large = window_of(id)
        best.setdefault(qa, _Best()).meet(row, number, is_large, cosine)
    firsts = {qa: each.rows[1] for qa, each in best.items() if 1 in each.rows}
    matches = _matches(backend, question, firsts)
    return Candidates(
        {qa: each.score(parts) for qa, each in best.items()} if parts.meaning else dict.fromkeys(best, 0.0),
        _by_words(question, matches) if parts.words else {},
        {qa: each.window for qa, each in best.items()},
        {qa: tuple(row for _, row in sorted(each.rows.items())) for qa, each in best.items()},
        matches,
    )


def _matches(backend: Backend, question: Prepared, rows: Mapping[str, int]) -> dict[str, dict[str, float]]:
    """QA -> term of the question -> what it gives the QA; only those that it holds."""
    terms = question.query.plain()
    found = backend.matches(terms, list(rows.values()))
    return {
        qa: {terms[column]: float(own[column]) for column in np.flatnonzero(own)}
        for qa, own in zip(rows, found, strict=True)
    }


def _by_words(question: Prepared, matches: Mapping[str, Mapping[str, float]]) -> dict[str, float]:
    """Of QAs that share words with the question: each word by its best alternative, and all its pieces."""
    return {qa: _score(question.query, own) for qa, own in matches.items() if own}


def _score(query: Query, own: Mapping[str, float]) -> float:
    words = sum(word.best(lambda term: own.get(term, 0.0)) for word in query.words)
    return words + sum(own.get(piece, 0.0) for piece in query.pieces)


def _cosines(backend: Backend, question: Prepared, wanted: Sequence[int]) -> Iterator[tuple[int, str, float]]:
    """(row, passage id, cosine) of all passages of the QAs that these rows belong to."""
    for at in range(0, len(wanted), AT_ONCE):
        rows, ids, vectors = backend.get(wanted[at : at + AT_ONCE])
        if rows:
            yield from zip(rows, ids, map(float, vectors @ question.vector), strict=True)

"""Candidate retrieval: the QAs that may answer a question, with the scores of their best passages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field

import numpy as np

from index.engine.backend import Backend
from index.question.prepare import Prepared
from index.question.switches import ALL, Switches
from index.words.expand import Query
from kb.ids import window_of

CANDIDATES = 60
"""Passages first taken from each ranking; doubled until they give enough QAs."""

AT_ONCE = 10_000
"""Passages fetched at a time: SQLite allows at most 32,766 parameters in a statement."""

NO_COSINE = -0.99
"""A best cosine below this is still the initial -1: no window was met that has a vector."""

SMALL_SHARE = 0.6
"""Weight of the best small window, the large one has the rest; measured in docs/decisions/passages.md."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """The candidates, each field by QA id.

    `dense`: cosine, of all candidates but those whose passages wait for their vectors. `lexical`: BM25 score,
    of those that share words with the question.
    `windows`: number of the best small window, from 1. `rows`: index rows of all small windows, in order.
    `matches`: term of the question -> its BM25 score.
    """

    dense: Mapping[str, float]
    lexical: Mapping[str, float]
    windows: Mapping[str, int]
    rows: Mapping[str, tuple[int, ...]]
    matches: Mapping[str, Mapping[str, float]]

    @property
    def qas(self) -> Set[str]:
        """All candidates."""
        return self.windows.keys()


@dataclass(slots=True)
class _Best:
    """The best cosines so far among a QA's small and large windows."""

    small: float = -1.0
    large: float = -1.0
    window: int = 1
    rows: dict[int, int] = field(default_factory=dict)

    def meet(self, row: int, number: int, is_large: bool, cosine: float | None) -> None:
        """Add one window of the QA. `cosine` is None if it waits for its vector."""
        if not is_large:
            self.rows[number] = row
        if cosine is None:
            return
        if is_large:
            self.large = max(self.large, cosine)
        elif cosine > self.small:
            self.small, self.window = cosine, number

    @property
    def is_waiting(self) -> bool:
        """Have none of the QA's small windows a vector yet?"""
        return self.small < NO_COSINE

    def score(self, switches: Switches) -> float:
        """The dense score: the weighted mean of small and large, or small for a QA without large windows."""
        if self.large < NO_COSINE or not switches.whole:  # no large window was seen
            return self.small
        return SMALL_SHARE * self.small + (1 - SMALL_SHARE) * self.large


def candidates(backend: Backend, question: Prepared, limit: int, switches: Switches = ALL) -> Candidates:
    """The best QAs of the lexical and dense rankings, with both scores; at least `limit`, if there are."""
    terms = question.query.plain()
    depth = CANDIDATES
    while True:
        by_words = dict(backend.lexical(terms, depth, question.where)) if switches.words else {}
        by_meaning = dict(backend.dense(question.vector, depth, question.where)) if switches.meaning else {}
        found = _candidates(backend, question, sorted(by_words.keys() | by_meaning.keys()), switches)
        if len(found.qas) >= limit or max(len(by_words), len(by_meaning)) < depth:
            return found
        depth *= 2


def _candidates(backend: Backend, question: Prepared, rows: Sequence[int], switches: Switches) -> Candidates:
    best: dict[str, _Best] = {}
    for row, id, cosine in _cosines(backend, question, rows):
        qa, number, is_large = window_of(id)
        best.setdefault(qa, _Best()).meet(row, number, is_large, cosine)
    firsts = {qa: each.rows[1] for qa, each in best.items() if 1 in each.rows}
    matches = _matches(backend, question, firsts)
    return Candidates(
        {qa: each.score(switches) for qa, each in best.items() if not each.is_waiting}
        if switches.meaning
        else dict.fromkeys(best, 0.0),
        _by_words(question, matches) if switches.words else {},
        {qa: each.window for qa, each in best.items()},
        {qa: tuple(row for _, row in sorted(each.rows.items())) for qa, each in best.items()},
        matches,
    )


def _matches(backend: Backend, question: Prepared, rows: Mapping[str, int]) -> dict[str, dict[str, float]]:
    """QA -> term of the question -> its BM25 score; only terms that the QA holds."""
    terms = question.query.plain()
    found = backend.matches(terms, list(rows.values()))
    return {
        qa: {terms[column]: float(own[column]) for column in np.flatnonzero(own)}
        for qa, own in zip(rows, found, strict=True)
    }


def _by_words(question: Prepared, matches: Mapping[str, Mapping[str, float]]) -> dict[str, float]:
    """Lexical scores of QAs that share words with the question."""
    return {qa: _score(question.query, own) for qa, own in matches.items() if own}


def _score(query: Query, own: Mapping[str, float]) -> float:
    """The BM25 scores of a QA's terms summed: of each word the best alternative, and of all subwords."""
    words = sum(word.best(lambda term: own.get(term, 0.0)) for word in query.words)
    return words + sum(own.get(piece, 0.0) for piece in query.pieces)


def _cosines(
    backend: Backend, question: Prepared, wanted: Sequence[int]
) -> Iterator[tuple[int, str, float | None]]:
    """(row, passage id, cosine) of every passage of the QAs of these rows; None if it has no vector yet."""
    for at in range(0, len(wanted), AT_ONCE):
        rows, ids, vectors = backend.get(wanted[at : at + AT_ONCE])
        if rows:
            cosines = vectors @ question.vector
            yield from (
                (row, id, float(cosine) if own.any() else None)
                for row, id, cosine, own in zip(rows, ids, cosines, vectors, strict=True)
            )

"""The words that answer: the sentences of an answer that are nearest to the question."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from index import danish
from index.expand import Query
from index.passages import WINDOW_TOKENS, Length, Span, sentences, windows

CLEAR = 1.5
"""How many times the next sentence's words a sentence must have to be marked without it."""

Rarity = Callable[[str], float]
"""How much a term tells."""


def marks(answer: str, window: int, query: Query, length: Length, rarity: Rarity) -> tuple[Span, ...]:
    """Where the sentences stand that answer best: those of the nearest window, counted from 1.

    Where some of them clearly hold more of the question's words than the others, only those.
    """
    found = windows(answer, length, WINDOW_TOKENS)
    start, end = found[min(window, len(found)) - 1]
    inside = [span for span in sentences(answer) if span[0] < end and start < span[1]]
    scores = [_score(answer[at:to], query, rarity) for at, to in inside]
    return tuple(_joined(answer, list(_best(inside, scores))))


def _score(text: str, query: Query, rarity: Rarity) -> float:
    """How much of the question's words a sentence holds."""
    held = frozenset(danish.stems(text))
    return sum(word.best(lambda term: rarity(term) if term in held else 0.0) for word in query.words)


def _best(inside: Sequence[Span], scores: Sequence[float]) -> Iterator[Span]:
    most = max(scores, default=0.0)
    for span, score in zip(inside, scores, strict=True):
        if most == 0 or score * CLEAR >= most:
            yield span


def _joined(text: str, spans: Sequence[Span]) -> Iterator[Span]:
    """Neighbours in one paragraph as one."""
    joined: list[Span] = []
    for start, end in spans:
        if joined and not text[joined[-1][1] : start].strip(" "):
            joined[-1] = joined[-1][0], end
        else:
            joined.append((start, end))
    return iter(joined)

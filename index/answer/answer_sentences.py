"""The words that answer: the sentences of an answer that are nearest to the question."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from index.passages import WINDOW_TOKENS, Length, Span, sentences, windows
from index.words import danish
from index.words.expand import Query

CLEAR = 1.25
"""How many times the next sentence's words a sentence must have to be marked without it."""

NEAR = 1.2
"""What a sentence counts more that stands in the window nearest to the question."""

FIGURE = 1.3
"""What a sentence with a figure counts more where the question asks for one."""

MOST = 3
"""Sentences marked."""

_DIGIT = re.compile(r"\d")
_COUNTS = re.compile(
    r"\bhvor (?:mange|meget|lang|langt|længe|højt?|stort?|store|ofte|hurtigt|tit|gam\w+)\b"
    r"|\bhvornår\b|\bhvad koste\w*|\bpris\w*|\bantal\w*",
    re.IGNORECASE,
)
"""Questions for a figure."""

Rarity = Callable[[str], float]
"""How much a term tells."""


def marks(
    question: str, answer: str, window: int, query: Query, length: Length, rarity: Rarity
) -> tuple[Span, ...]:
    """Where the sentences stand that answer best, in order: those with most of the question's words.

    Those of the nearest window, counted from 1, count more; where none has any of the words, they are marked.
    """
    found = windows(answer, length, WINDOW_TOKENS)
    start, end = found[min(window, len(found)) - 1]
    counts = bool(_COUNTS.search(question))
    near = {span for span in sentences(answer) if span[0] < end and start < span[1]}
    scores = {
        said.span: _score(said, query, rarity)
        * (FIGURE if counts and said.has_figure else 1.0)
        * (NEAR if said.span in near else 1.0)
        for said in _said(answer)
    }
    most = max(scores.values(), default=0.0)
    if most == 0:
        return tuple(_joined(answer, sorted(near)))
    best = sorted(scores, key=lambda span: (-scores[span], span))[:MOST]
    return tuple(_joined(answer, sorted(span for span in best if scores[span] * CLEAR >= most)))


@dataclass(frozen=True, slots=True)
class _Said:
    """A sentence of an answer, its stems, and whether it has a figure."""

    span: Span
    held: frozenset[str]
    has_figure: bool


@lru_cache(maxsize=256)
def _said(answer: str) -> tuple[_Said, ...]:
    """The sentences of an answer; those of the last answers shown stay at hand."""
    spans = ((span, answer[slice(*span)]) for span in sentences(answer))
    return tuple(
        _Said(span, frozenset(danish.stems(text)), bool(_DIGIT.search(text))) for span, text in spans
    )


def _score(said: _Said, query: Query, rarity: Rarity) -> float:
    """How much of the question's words a sentence holds."""
    return sum(word.best(lambda term: rarity(term) if term in said.held else 0.0) for word in query.words)


def _joined(text: str, spans: Sequence[Span]) -> Iterator[Span]:
    """Neighbours in one paragraph as one."""
    joined: list[Span] = []
    for start, end in spans:
        if joined and not text[joined[-1][1] : start].strip(" "):
            joined[-1] = joined[-1][0], end
        else:
            joined.append((start, end))
    return iter(joined)

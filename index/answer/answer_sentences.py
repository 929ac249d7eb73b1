"""Answer highlighting: picks the sentences of an answer that share most with the question."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from index.passages import WINDOW_TOKENS, Length, Span, sentences, windows
from index.words import danish
from index.words.expand import Query

CLEAR = 1.25
"""A sentence is marked too unless the best one scores more than this many times as much."""

NEAR = 1.2
"""Factor on the score of a sentence in the QA's best window."""

FIGURE = 1.3
"""Factor on the score of a sentence with a figure, if the question asks for one."""

MOST = 3
"""Most sentences marked."""

_DIGIT = re.compile(r"\d")
_COUNTS = re.compile(
    r"\bhvor (?:mange|meget|lang|langt|længe|højt?|stort?|store|ofte|hurtigt|tit|gam\w+)\b"
    r"|\bhvornår\b|\bhvad koste\w*|\bpris\w*|\bantal\w*",
    re.IGNORECASE,
)
"""Questions that ask for a figure."""

Rarity = Callable[[str], float]
"""Term -> its weight; rare terms weigh more."""


def marks(
    question: str, answer: str, window: int, query: Query, length: Length, rarity: Rarity
) -> tuple[Span, ...]:
    """The spans of the sentences that hold most of the question's words, in order of position.

    `window` is the number of the QA's best window, from 1: its sentences score more, and all of them are
    marked if no sentence has any of the words.
    """
    found = windows(answer, length, WINDOW_TOKENS)
    start, end = found[min(window, len(found)) - 1]
    counts = bool(_COUNTS.search(question))
    near = {span for span in sentences(answer) if span[0] < end and start < span[1]}
    scores = {
        sentence.span: _score(sentence, query, rarity)
        * (FIGURE if counts and sentence.has_figure else 1.0)
        * (NEAR if sentence.span in near else 1.0)
        for sentence in _sentences(answer)
    }
    most = max(scores.values(), default=0.0)
    if most == 0:
        return tuple(_joined(answer, sorted(near)))
    best = sorted(scores, key=lambda span: (-scores[span], span))[:MOST]
    return tuple(_joined(answer, sorted(span for span in best if scores[span] * CLEAR >= most)))


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence of an answer, with its stems."""

    span: Span
    stems: frozenset[str]
    has_figure: bool


@lru_cache(maxsize=256)
def _sentences(answer: str) -> tuple[_Sentence, ...]:
    """The sentences of an answer, cached for the answers shown last."""
    spans = ((span, answer[slice(*span)]) for span in sentences(answer))
    return tuple(
        _Sentence(span, frozenset(danish.stems(text)), bool(_DIGIT.search(text))) for span, text in spans
    )


def _score(sentence: _Sentence, query: Query, rarity: Rarity) -> float:
    """The weight of the question's words that a sentence holds."""
    return sum(
        word.best(lambda term: rarity(term) if term in sentence.stems else 0.0) for word in query.words
    )


def _joined(text: str, spans: Sequence[Span]) -> Iterator[Span]:
    """Merge the spans of sentences that follow each other in the same paragraph."""
    joined: list[Span] = []
    for start, end in spans:
        if joined and not text[joined[-1][1] : start].strip(" "):
            joined[-1] = joined[-1][0], end
        else:
            joined.append((start, end))
    return iter(joined)

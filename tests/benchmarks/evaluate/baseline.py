"""Plain BM25, which every search must beat: whole words in lower case, no stems, no subwords.

For measuring alone; everything is in memory.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from index.answer import fuse
from index.evaluation import scores
from kb.model import Kind
from kb.store import Store

K1, B = 1.2, 0.75
"""How soon a word's repetition stops counting, and how much a text's length does: the usual values of Okapi
BM25 (Robertson and Zaragoza 2009)."""

PLAIN = "bm25"
"""Its name among the rankings."""

PAIRS = (("fused", PLAIN), *scores.PAIRS)
"""Rankings worth comparing, the plainest first."""

_WORD = re.compile(r"\w+")


def words(text: str) -> list[str]:
    """The words of a text, in lower case."""
    return _WORD.findall(text.lower())


class Bm25:
    """Texts by id, ranked by the words that they share with a question."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        counts = {id: Counter(words(text)) for id, text in texts.items()}
        self._ids = list(counts)
        lengths = np.array([count.total() for count in counts.values()], dtype=np.float64)
        self._norm = K1 * (1 - B + B * lengths / (lengths.mean() if lengths.any() else 1.0))
        self._postings = _postings(counts.values())

    def scores(self, question: str) -> dict[str, float]:
        """Text id -> score, of the texts that share a word with the question."""
        total = np.zeros(len(self._ids))
        for word in words(question):
            if word in self._postings:
                rows, times = self._postings[word]
                total[rows] += self._rarity(len(rows)) * times * (K1 + 1) / (times + self._norm[rows])
        return {self._ids[row]: float(total[row]) for row in np.flatnonzero(total)}

    def ranked(self, question: str) -> list[str]:
        """The ids of those, best first, equal scores by id."""
        return fuse.ranked(self.scores(question))

    def _rarity(self, held: int) -> float:
        """Inverse document frequency as Lucene has it: never below 0."""
        return float(np.log1p((len(self._ids) - held + 0.5) / (held + 0.5)))


Postings = dict[str, tuple[NDArray[np.intp], NDArray[np.float64]]]


def _postings(counts: Iterable[Counter[str]]) -> Postings:
    """Word -> the rows that hold it, and how often each does."""
    found: dict[str, list[tuple[int, int]]] = {}
    for row, count in enumerate(counts):
        for word, times in count.items():
            found.setdefault(word, []).append((row, times))
    return {
        word: (np.array([row for row, _ in held]), np.array([times for _, times in held], dtype=np.float64))
        for word, held in found.items()
    }


def rankings(store: Store) -> dict[str, Callable[[str], list[str]]]:
    """The baseline as `index.evaluation.evaluate.outcomes` takes it."""
    return {PLAIN: of_store(store).ranked}


def of_store(store: Store) -> Bm25:
    """The answered QAs of all letters: subject – else title –, question and answer."""
    return Bm25(
        {
            qa.id: "\n".join(
                filter(None, (letter.metadata.subject or letter.metadata.title, qa.question, qa.answer))
            )
            for letter in store.letters()
            for qa in letter.qas
            if qa.kind is not Kind.EMPTY
        }
    )

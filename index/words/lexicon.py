"""The words that the letters use, asked for what resembles a word: other spellings, compounds, parts.

Exhaustive, without a dictionary of mistakes: words of like length with the same first letter are compared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import TypeVar

from rapidfuzz import process
from rapidfuzz.distance import OSA

from index.words.danish import SPELT, WORD, stem
from kb.danish import ascii_typed

WIDTH = 32
"""Longest word that is compared letter by letter."""

SHORTEST = 4
"""Letters of the shortest word that may be misspelt, and of the shortest part looked for in compounds."""

TWO_FROM = 8
"""Letters from which on a word may hold two mistakes."""

PART = 3
"""Letters of the shortest part that a compound is split into: `bus`, `vej`."""

K = TypeVar("K")

LINKS = ("", "s", "e")
"""What stands between the parts of a Danish compound: `skole·bus`, `arbejds·plads`, `børne·have`."""

_DIGRAPHS = (("ae", "a"), ("oe", "o"), ("aa", "a"), ("æ", "a"), ("ø", "o"), ("å", "a"))


def skeleton(text: str) -> str:
    """The text with one letter for all that is written for it: `æ`, `ae` and `a` are `a`."""
    for written, bare in _DIGRAPHS:
        text = text.replace(written, bare)
    return text


def _typed(text: str, meant: str) -> bool:
    """May a word be typed like this? Who types one of æ, ø, å in a word types the others too."""
    return text != meant and (text.isascii() or ascii_typed(text) == ascii_typed(meant))


MOST_KEPT = 1000
"""Unknown words whose likes are remembered."""


class Lexicon:
    """The words of a vocabulary: term -> how many passages hold it."""

    def __init__(self, vocabulary: Mapping[str, int]) -> None:
        self.vocabulary = vocabulary
        self._same: dict[str, list[str]] = {}
        self._near: dict[str, list[tuple[int, str]]] = {}

    def count(self, bare: str) -> int:
        """How many passages hold a stem."""
        return self.vocabulary.get(WORD + bare, 0)

    def spelt(self, word: str) -> int:
        """How many passages hold a word as it is spelt."""
        return self.vocabulary.get(SPELT + word, 0)

    def same(self, word: str) -> list[str]:
        """Other words that may be typed like this, the likeliest first: `ændre`, `andre` for `aendre`."""
        return [each for each in self._alike(word) if self.spelt(each)]

    def near(self, word: str, most: int = 2) -> list[str]:
        """Words within one or two mistakes after the first letter, the nearest first, then the commonest."""
        return [each for mistakes, each in self._close(word) if mistakes <= most and self.spelt(each)]

    def same_stem(self, bare: str) -> list[str]:
        """As `same`, of stems."""
        return [each for each in self._alike(bare) if self.count(each)]

    def near_stem(self, bare: str, most: int = 2) -> list[str]:
        """As `near`, of stems."""
        return [each for mistakes, each in self._close(bare) if mistakes <= most and self.count(each)]

    def _alike(self, text: str) -> list[str]:
        if len(self._same) > MOST_KEPT:
            self._same.clear()
        if text not in self._same:
            found = (each for each in self._words.get(skeleton(text), ()) if _typed(text, each))
            self._same[text] = sorted(
                found, key=lambda each: (ascii_typed(each) != ascii_typed(text), *self._rank(each))
            )
        return self._same[text]

    def _close(self, text: str) -> list[tuple[int, str]]:
        if len(self._near) > MOST_KEPT:
            self._near.clear()
        if text not in self._near:
            self._near[text] = self._nearest(skeleton(text))
        return self._near[text]

    def _rank(self, word: str) -> tuple[int, str]:
        return -max(self.spelt(word), self.count(word)), word

    def ending(self, word: str) -> list[str]:
        """Compounds that end with a stem, the commonest first: `cykelparkering` for `parkering`."""
        if len(word) < SHORTEST:
            return []
        found = self._ending.get(word[-SHORTEST:], ())
        return self._commonest(each for each in found if each.endswith(word) and _adds(each, word))

    def starting(self, word: str) -> list[str]:
        """Compounds that begin with a stem, the commonest first: `parkeringsafgift` for `parkering`."""
        if len(word) < SHORTEST:
            return []
        found = self._starting.get(word[:SHORTEST], ())
        return self._commonest(each for each in found if each.startswith(word) and _adds(each, word))

    def parts(self, word: str) -> tuple[str, ...]:
        """The two stems of a compound that the letters know best; none if it is no compound of theirs."""
        best: tuple[int, int, tuple[str, ...]] = (0, 0, ())
        for at in range(PART, len(word) - PART + 1):
            right = stem(word[at:])
            last = self.count(right)
            for left in _unlinked(word[:at]) if last else ():
                best = max(best, (min(last, self.count(left)), at, (left, right)))
        return best[2]

    def _commonest(self, found: Iterable[str]) -> list[str]:
        return sorted(found, key=lambda each: (-self.count(each), each))

    def _nearest(self, bare: str) -> list[tuple[int, str]]:
        """(mistakes, word), by the optimal string alignment distance (Damerau 1964). See `near`."""
        mistakes = allowed(bare)
        if not mistakes or len(bare) + mistakes > WIDTH:
            return []
        lengths = range(len(bare) - mistakes, len(bare) + mistakes + 1)
        held = [each for length in lengths for each in self._buckets.get((bare[0], length), ())]
        found = process.extract(bare, held, scorer=OSA.distance, score_cutoff=mistakes, limit=None)
        ranked = sorted((far, *self._rank(word)) for each, far, _ in found for word in self._words[each])
        return [(int(far), word) for far, _, word in ranked]

    @cached_property
    def _words(self) -> dict[str, list[str]]:
        """Skeleton -> the words and stems, made of letters, that have it."""
        every = {term.removeprefix(SPELT).removeprefix(WORD) for term in self.vocabulary}
        words = [word for word in every if len(word) <= WIDTH and word.isalpha()]
        return _grouped(words, skeleton)

    @cached_property
    def _buckets(self) -> dict[tuple[str, int], list[str]]:
        """First letter and length -> the skeletons that have both."""
        return _grouped(self._words, lambda bare: (bare[0], len(bare)))

    @cached_property
    def _stems(self) -> list[str]:
        """The stems that may be compounds."""
        every = (term[len(WORD) :] for term in self.vocabulary if not term.startswith(SPELT))
        return [each for each in every if len(each) >= SHORTEST + PART and each.isalpha()]

    @cached_property
    def _ending(self) -> dict[str, list[str]]:
        return _grouped(self._stems, lambda each: each[-SHORTEST:])

    @cached_property
    def _starting(self) -> dict[str, list[str]]:
        return _grouped(self._stems, lambda each: each[:SHORTEST])


def allowed(bare: str) -> int:
    """How many mistakes a word may hold."""
    return 0 if len(bare) < SHORTEST else 2 if len(bare) >= TWO_FROM else 1


def _adds(compound: str, part: str) -> bool:
    return len(compound) >= len(part) + PART


def _unlinked(left: str) -> Iterator[str]:
    """The stems that a first part may be of: `arbejds` and `arbejd`, `børne` and `børn`."""
    for link in LINKS:
        if left.endswith(link) and len(left) - len(link) >= PART:
            yield stem(left.removesuffix(link))


def _grouped(words: Iterable[str], key: Callable[[str], K]) -> dict[K, list[str]]:
    """Key -> the words that have it."""
    found: dict[K, list[str]] = {}
    for word in words:
        found.setdefault(key(word), []).append(word)
    return found

"""The words that the letters use, asked for what resembles a word: other spellings, compounds, parts.

Exhaustive over the whole vocabulary, without a dictionary of mistakes: a few arrays of numbers over the
words, filtered by length and letters before any distance is measured.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

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

LINKS = ("", "s", "e")
"""What stands between the parts of a Danish compound: `skole·bus`, `arbejds·plads`, `børne·have`."""

_DIGRAPHS = (("ae", "a"), ("oe", "o"), ("aa", "a"), ("æ", "a"), ("ø", "o"), ("å", "a"))
_BITS = np.array([bin(n).count("1") for n in range(1 << 16)], np.uint8)


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
            found = (each for each in self._at(self._equal(skeleton(text))) if _typed(text, each))
            self._same[text] = sorted(
                found, key=lambda each: (ascii_typed(each) != ascii_typed(text), *self._rank(each))
            )
        return self._same[text]

    def _close(self, text: str) -> list[tuple[int, str]]:
        if len(self._near) > MOST_KEPT:
            self._near.clear()
        if text not in self._near:
            self._near[text] = list(self._nearest(skeleton(text)))
        return self._near[text]

    def _rank(self, word: str) -> tuple[int, str]:
        return -max(self.spelt(word), self.count(word)), word

    def ending(self, word: str) -> list[str]:
        """Compounds that end with a stem, the commonest first: `cykelparkering` for `parkering`."""
        if len(word) < SHORTEST:
            return []
        found = self._keyed(*self._tails, word[-SHORTEST:])
        return self._commonest(each for each in found if each.endswith(word) and _adds(each, word))

    def starting(self, word: str) -> list[str]:
        """Compounds that begin with a stem, the commonest first: `parkeringsafgift` for `parkering`."""
        if len(word) < SHORTEST:
            return []
        found = self._keyed(*self._heads, word[:SHORTEST])
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

    def _nearest(self, bare: str) -> Iterator[tuple[int, str]]:
        """See `near`."""
        mistakes = allowed(bare)
        if not mistakes or len(bare) + mistakes > WIDTH:
            return
        lengths = range(len(bare) - mistakes, len(bare) + mistakes + 1)
        mask = _masks(_matrix([bare]))[0]
        rows = np.concatenate([self._like(mask, bare[0], length, mistakes) for length in lengths])
        distances = _distances(bare, self._letters[rows], self._lengths[rows], mistakes)
        good = distances <= mistakes
        found = zip(distances[good].tolist(), self._at(rows[good]), strict=True)
        yield from ((d, word) for d, _, word in sorted((d, *self._rank(word)) for d, word in found))

    def _like(self, mask: np.uint32, head: str, length: int, mistakes: int) -> NDArray[Any]:
        """Rows with letters almost as those of a word: a mistake brings one, and loses one."""
        first, last = self._bucket(length, head)
        masks = self._masks[first:last]
        good = (_ones(masks & ~mask) <= mistakes) & (_ones(mask & ~masks) <= mistakes)
        return np.asarray(np.flatnonzero(good) + first)

    def _equal(self, bare: str) -> NDArray[Any]:
        if not 0 < len(bare) <= WIDTH:
            return np.zeros(0, np.int64)
        first, last = self._bucket(len(bare), bare[0])
        wanted = np.array([bare.encode("ascii", "replace")], f"S{WIDTH}")
        held = self._letters[first:last].view(f"S{WIDTH}").ravel()
        return np.asarray(np.flatnonzero(held == wanted) + first)

    def _at(self, rows: NDArray[Any]) -> Iterator[str]:
        return (self._words[row] for row in rows.tolist())

    def _bucket(self, length: int, head: str) -> tuple[int, int]:
        """The rows of a length and a first letter."""
        key = _bucket(length, *head.encode("ascii", "replace"))
        first, last = np.searchsorted(self._buckets, (key, key + 1)).tolist()
        return first, last

    @cached_property
    def _sorted(self) -> tuple[list[str], NDArray[Any]]:
        """Words and stems made of letters, the shortest skeleton first, and their skeletons' letters."""
        every = {term.removeprefix(SPELT).removeprefix(WORD) for term in self.vocabulary}
        words = [word for word in every if len(word) <= WIDTH and word.isalpha()]
        letters = _matrix(skeleton("\n".join(words)).split("\n") if words else [])
        order = np.argsort(_bucket(np.count_nonzero(letters, axis=1), letters[:, 0]), kind="stable")
        return [words[at] for at in order.tolist()], letters[order]

    @cached_property
    def _words(self) -> list[str]:
        return self._sorted[0]

    @cached_property
    def _letters(self) -> NDArray[Any]:
        return self._sorted[1]

    @cached_property
    def _lengths(self) -> NDArray[Any]:
        return np.asarray(np.count_nonzero(self._letters, axis=1))

    @cached_property
    def _buckets(self) -> NDArray[Any]:
        return np.asarray(_bucket(self._lengths, self._letters[:, 0]))

    @cached_property
    def _masks(self) -> NDArray[Any]:
        return _masks(self._letters)

    @cached_property
    def _stems(self) -> list[str]:
        """The stems that may be compounds."""
        every = (term[len(WORD) :] for term in self.vocabulary if not term.startswith(SPELT))
        return [each for each in every if len(each) >= SHORTEST + PART and each.isalpha()]

    @cached_property
    def _tails(self) -> tuple[NDArray[Any], NDArray[Any]]:
        return _ordered([each[-SHORTEST:] for each in self._stems])

    @cached_property
    def _heads(self) -> tuple[NDArray[Any], NDArray[Any]]:
        return _ordered([each[:SHORTEST] for each in self._stems])

    def _keyed(self, keys: NDArray[Any], order: NDArray[Any], text: str) -> list[str]:
        """The stems whose key is that of a text."""
        key = _keys([text])[0]
        first, last = np.searchsorted(keys, key), np.searchsorted(keys, key, side="right")
        return [self._stems[row] for row in order[first:last].tolist()]


def allowed(bare: str) -> int:
    """How many mistakes a word may hold."""
    return 0 if len(bare) < SHORTEST else 2 if len(bare) >= TWO_FROM else 1


def _bucket(length: Any, head: Any) -> Any:
    """One number for a length and a first letter."""
    return length * 256 + head


def _adds(compound: str, part: str) -> bool:
    return len(compound) >= len(part) + PART


def _unlinked(left: str) -> Iterator[str]:
    """The stems that a first part may be of: `arbejds` and `arbejd`, `børne` and `børn`."""
    for link in LINKS:
        if left.endswith(link) and len(left) - len(link) >= PART:
            yield stem(left.removesuffix(link))


def _keys(texts: Sequence[str]) -> NDArray[Any]:
    """Short texts as numbers that are equal where the texts are."""
    raw = np.array([text.encode("latin-1", "replace") for text in texts], f"S{SHORTEST}")
    return raw.view(np.dtype(np.uint32)).ravel() if len(texts) else np.zeros(0, np.uint32)


def _ordered(texts: Sequence[str]) -> tuple[NDArray[Any], NDArray[Any]]:
    """Keys in ascending order, and where each stood."""
    keys = _keys(texts)
    order = np.argsort(keys, kind="stable").astype(np.int32)
    return keys[order], order


def _matrix(words: Sequence[str]) -> NDArray[Any]:
    """(n, WIDTH) letters as bytes, filled up with zeros."""
    raw = np.array([word.encode("ascii", "replace") for word in words], f"S{WIDTH}")
    return raw.view(np.uint8).reshape(len(words), WIDTH)


def _masks(letters: NDArray[Any]) -> NDArray[Any]:
    """Which of 32 letters each word holds, as bits."""
    masks = np.zeros(len(letters), np.uint32)
    for column in letters.T:
        masks |= np.where(column, np.uint32(1) << (column.astype(np.uint32) & 31), 0).astype(np.uint32)
    return masks


def _ones(masks: NDArray[Any]) -> NDArray[Any]:
    return np.asarray(_BITS[masks & 0xFFFF] + _BITS[masks >> 16])


def _distances(word: str, letters: NDArray[Any], lengths: NDArray[Any], most: int) -> NDArray[Any]:
    """Mistakes between a word and each row: letters too many, too few, wrong, or two changed about.

    The optimal string alignment distance (Damerau 1964), a whole column of rows at a time, and only where
    `most` mistakes are not passed yet; what is more than that is only more.
    """
    codes = list(word.encode("ascii", "replace"))
    columns = [np.ascontiguousarray(letters[:, at]) for at in range(len(codes) + most)]
    far = np.full(len(letters), most + 1, np.uint8)
    before: list[NDArray[Any]] = []
    last = [np.full(len(letters), at, np.uint8) for at in range(len(columns) + 1)]
    for n, code in enumerate(codes, 1):
        now = [far] * len(last)
        now[0] = np.full(len(letters), n, np.uint8)
        for at in range(max(1, n - most), min(len(columns), n + most) + 1):
            column = columns[at - 1]
            cost = np.minimum(np.minimum(last[at], now[at - 1]) + 1, last[at - 1] + (column != code))
            if n > 1 and at > 1:
                turned = (column == codes[n - 2]) & (columns[at - 2] == code)
                cost = np.where(turned, np.minimum(cost, before[at - 2] + 1), cost)
            now[at] = cost.astype(np.uint8)
        before, last = last, now
    return np.asarray(np.array(last)[lengths, np.arange(len(letters))])

"""Near-duplicate letters: a draft and the letter that was sent, a scan and the digital letter.

A letter is sketched by MinHash (Broder, On the Resemblance and Containment of Documents, 1997) with one
permutation (Li, Owen and Zhang, One Permutation Hashing, 2012): of all shingles of its text, the smallest
hash in each of SLOTS slots. The share of equal slots estimates the similarity of two texts. A bit set of its
figures follows: if the same inquiry is answered in the same words a year later, only the figures differ.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from hashlib import blake2b

from kb.model import QA, Letter
from kb.text import SAME_QUESTION, question_likeness

SLOTS = 192
WIDTH = 4
"""Bytes of a hash: two different shingles collide with a chance of 1 in 4 billion."""

ROWS = 3
"""Slots per band. With 64 bands, letters 0.5 alike share one in 99.98 % of cases, 0.05 alike in 1 %."""

SHINGLE = 9
"""Characters per shingle: long enough to be specific, short enough that most survive OCR errors."""

ALIKE = 0.5
"""Two letters with at least this similarity may be the same letter."""

FIGURE_BITS = 1024
"""Bits for a letter's figures, one for each: with 100 figures, a new one has a chance of 10 % to collide."""

FIGURES = 0.6
"""Weight of the figures. Measured on 24 letters: drafts in which every seventh figure and every third answer
is another are 0.64 alike or more, scans with 1 % of characters wrong 0.79, both together 0.55; the same
letters with all figures changed 0.45 at most, and letters on one topic, years apart, below 0.05."""

MOST_COMPARED = 200
"""At most this many questions of each letter, none in the same words, are compared pairwise."""

_FIGURE = re.compile(r"\d[\d.,]*\d")
_YEAR = re.compile(r"(?:19|20)\d\d")
_NOT_TEXT = re.compile(r"[\W_]+")
_SENTENCE = re.compile(r"(?<=[.!?:]) +(?=[A-ZÆØÅ–•-])|\n+")
_SET_ALIKE = str.maketrans("–—‑“”„»«’\u00a0", '---"""""\' ')
_EMPTY = b"\xff" * WIDTH


@dataclass(frozen=True, slots=True)
class Change:
    """A question of two letters by its number in each, and the sentences that only one of them has."""

    number_a: str
    number_b: str
    only_a: tuple[str, ...]
    only_b: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Differences:
    """What differs between two letters. `only_a`, `only_b`: numbers of questions that only one has."""

    only_a: tuple[str, ...]
    only_b: tuple[str, ...]
    changed: tuple[Change, ...]


def sketch(letter: Letter) -> bytes:
    """SLOTS * WIDTH + FIGURE_BITS / 8 bytes for a letter's answers; with its questions if those are
    longer."""
    asked = "\n".join(qa.question for qa in letter.qas)
    text = "\n".join(dict.fromkeys(qa.answer for qa in letter.qas))
    text = text if len(text) >= len(asked) else f"{asked}\n{text}"
    return _words(text) + _figures(text)


def similar(a: bytes, b: bytes) -> float:
    """The similarity of two letters, 0 to 1, estimated from their sketches."""
    pairs = [pair for pair in zip(_slots(a), _slots(b), strict=True) if pair != (_EMPTY, _EMPTY)]
    words = sum(one == other for one, other in pairs) / len(pairs) if pairs else 0.0
    return words * (1 - FIGURES + FIGURES * _same_figures(a, b))


def bands(sketched: bytes) -> tuple[str, ...]:
    """Lookup keys of a letter (locality-sensitive hashing): similar letters almost surely share one."""
    slots = list(_slots(sketched))
    groups = (b"".join(slots[at : at + ROWS]) for at in range(0, SLOTS, ROWS))
    return tuple(f"{n}:{group.hex()}" for n, group in enumerate(groups) if group != _EMPTY * ROWS)


def differences(a: Letter, b: Letter) -> Differences:
    """What differs between two letters that are nearly one, question by question."""
    pairs = _paired(a.qas, b.qas)
    ours, theirs = {id(one) for one, _ in pairs}, {id(other) for _, other in pairs}
    changes = (_change(one, other) for one, other in pairs)
    return Differences(
        tuple(qa.number for qa in a.qas if id(qa) not in ours),
        tuple(qa.number for qa in b.qas if id(qa) not in theirs),
        tuple(change for change in changes if change.only_a or change.only_b),
    )


def _words(text: str) -> bytes:
    plain = _NOT_TEXT.sub(" ", text.casefold()).strip()
    least = [_EMPTY] * SLOTS
    for stretch in {plain[at : at + SHINGLE] for at in range(len(plain) - SHINGLE + 1)} or {plain}:
        slot, hashed = _hashed(stretch, SLOTS)
        least[slot] = min(least[slot], hashed)
    return b"".join(least) if plain else _EMPTY * SLOTS


def _figures(text: str) -> bytes:
    """A bit set with one bit for each figure, except years, which most letters of a time share."""
    bits = 0
    for figure in _FIGURE.findall(text):
        if not _YEAR.fullmatch(figure):
            bits |= 1 << _hashed(figure, FIGURE_BITS)[0]
    return bits.to_bytes(FIGURE_BITS // 8, "big")


def _hashed(text: str, places: int) -> tuple[int, bytes]:
    """(index below `places`, hash), from independent bytes of one digest."""
    hashed = blake2b(text.encode(), digest_size=2 * WIDTH).digest()
    return int.from_bytes(hashed[WIDTH:], "big") % places, hashed[:WIDTH]


def _slots(sketched: bytes) -> Iterator[bytes]:
    return (sketched[at : at + WIDTH] for at in range(0, SLOTS * WIDTH, WIDTH))


def _same_figures(a: bytes, b: bytes) -> float:
    """The share of the figures of the letter with fewer that the other has too; a draft may lack some."""
    one, other = (int.from_bytes(each[SLOTS * WIDTH :], "big") for each in (a, b))
    fewest = min(one.bit_count(), other.bit_count())
    return (one & other).bit_count() / fewest if fewest else 1.0


def _paired(ours: Sequence[QA], theirs: Sequence[QA]) -> list[tuple[QA, QA]]:
    """Pairs of the same question: first in the same words, then the most alike; ties: the same number."""
    left = dict(enumerate(theirs))
    worded: dict[str, list[int]] = {}
    for n, qa in left.items():
        worded.setdefault(_plain(qa.question), []).append(n)
    found: dict[int, QA] = {}
    for place, qa in enumerate(ours):
        if same := [n for n in worded.get(_plain(qa.question), []) if n in left]:
            found[place] = left.pop(next((n for n in same if theirs[n].number == qa.number), same[0]))
    for place in [n for n in range(len(ours)) if n not in found][:MOST_COMPARED]:
        if (like := _most_alike(ours[place], left)) is not None:
            found[place] = left.pop(like)
    return [(ours[place], found[place]) for place in sorted(found)]


def _most_alike(qa: QA, others: Mapping[int, QA]) -> int | None:
    """The key of the most similar question; None if none reaches SAME_QUESTION."""
    scored = [
        (question_likeness(qa.question, other.question), other.number == qa.number, -n)
        for n, other in list(others.items())[:MOST_COMPARED]
    ]
    best = max(scored, default=(0.0, False, 0))
    return -best[2] if best[0] >= SAME_QUESTION else None


def _change(a: QA, b: QA) -> Change:
    """The sentences of two answers to one question that only one of the answers has."""
    ours, theirs = (list(filter(None, _SENTENCE.split(qa.answer.strip()))) for qa in (a, b))
    matcher = SequenceMatcher(None, [*map(_plain, ours)], [*map(_plain, theirs)], autojunk=False)
    only_a, only_b = list[str](), list[str]()
    for what, a0, a1, b0, b1 in matcher.get_opcodes():
        if what != "equal":
            only_a += ours[a0:a1]
            only_b += theirs[b0:b1]
    return Change(a.number, b.number, tuple(only_a), tuple(only_b))


def _plain(text: str) -> str:
    """The text without typographic differences (dashes, quotes, blanks). Signs are kept: `-5` is not `5`."""
    return " ".join(text.translate(_SET_ALIKE).split())

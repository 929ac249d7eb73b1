"""Text that is gibberish: random letters, as a bad OCR layer or a font without a character map leaves."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.formats.ocr.repair import listed

WORD = re.compile(r"[^\W\d_]{3,}")
SHAPE = re.compile(r"(?:[A-ZÆØÅ]?[a-zæøåéüöä]+|[A-ZÆØÅ]+)")
VOWELS = frozenset("aeiouyæøåéüöä")
CLUSTER = re.compile(r"[^aeiouyæøåéüöä]{6}", re.IGNORECASE)
"""Six consonants in a row; Danish compounds have up to five (`angstskrig`)."""

ENOUGH = 20
"""A page is judged only if it has at least this many words."""

SHAPED, KNOWN = 0.6, 0.4
"""Of 379 pages and answers, .84 to 1 of the words have a word's shape (middle .98), and .6 to .97 are in the
list (.91); where three letters in ten are wrong, .52 to .61 and at most .24."""

FEW_VOWELS, MANY_CONTROLS = 0.2, 0.05
"""Of the letters of the same pages .32 to .40 are vowels."""

CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\ue000-\uf8ff\U000f0000-\U0010ffff]")
"""Control characters, and those of Unicode's private areas."""


def is_soup(words: Sequence[str]) -> bool:
    """Are most of a page's words gibberish? False where there are too few words to tell."""
    found = [word for text in words for word in WORD.findall(text)]
    if len(found) < ENOUGH:
        return False
    known = listed()
    shaped = sum(map(_shaped, found)) / len(found)
    meant = sum(word in known or word.lower() in known for word in found) / len(found)
    return shaped < SHAPED or (bool(known) and meant < KNOWN)


def looks_odd(text: str) -> bool:
    """Does a text have control characters, or hardly a vowel? If neither, its words need no closer look."""
    lowered = text.lower()
    letters, vowels = sum(map(str.isalpha, lowered)), sum(map(lowered.count, VOWELS))
    controls = len(CONTROLS.findall(text))
    return controls > MANY_CONTROLS * len(text) or vowels < FEW_VOWELS * letters


def _shaped(word: str) -> bool:
    whole = SHAPE.fullmatch(word) is not None and CLUSTER.search(word) is None
    return whole and any(letter in VOWELS for letter in word.lower())

"""Danish text as terms that are matched one by one: stems, and the encoder's own subwords.

Subwords match parts of compounds (`parkering` in `cykelparkering`) without a dictionary. Each kind
of term has a prefix of its own, so that they never meet.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

import snowballstemmer

Pieces = Callable[[str], list[str]]

_STOPWORDS = """
ad af alle alt anden at blev blive bliver da de dem den denne der deres det dette dig din disse dog du efter
eller en end er et for fra få får gør ham han har havde hende her hos hun hvad hvem hvilke hvilken hvilket
hvis hvor hvordan hvorfor hvornår i ikke ind jeg jer kan kunne lige man mange med meget men mig min mod må
ned noget nogle nu når og også om op os over på sig sin skal skulle som så til ud under var ved vi vil ville
vores være været
"""
STOPWORDS = frozenset(_STOPWORDS.split())
"""Words that say nothing about a topic; a question's `hvor mange` must not find every `hvor mange`."""

_WORD = re.compile(r"§\s?\d+(?:\s?[a-z]\b)?|\d[\d.,/-]*\d|\w+")
_FOLD = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "é": "e", "ü": "u", "ö": "oe", "ä": "ae"})
_stem = snowballstemmer.stemmer("danish").stemWord


def words(text: str) -> list[str]:
    """The words of a text in lower case; figures with their marks, `§ 83` as one."""
    return _WORD.findall(unicodedata.normalize("NFC", text).lower())


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The Snowball stem, with æ, ø, å written ae, oe, aa."""
    return str(_stem(word)).translate(_FOLD)


def fold(text: str) -> str:
    """A term as FTS5 keeps it whole: letters, digits and underscores only."""
    return re.sub(r"\W", "_", text)


def stems(text: str) -> list[str]:
    """The stems of the words that say something, in order, as terms."""
    return ["w_" + fold(stem(word)) for word in words(text) if word not in STOPWORDS]


def subwords(text: str, pieces: Pieces) -> list[str]:
    """The encoder's subwords of two or more characters of the words that say something, as terms."""
    content = " ".join(word for word in words(text) if word not in STOPWORDS)
    bare = (piece.lstrip("▁") for piece in pieces(content))
    return ["s_" + fold(piece) for piece in bare if len(piece) > 1]


def terms(text: str, pieces: Pieces) -> list[str]:
    """All terms of a text: its stems and its subwords."""
    return stems(text) + subwords(text, pieces)

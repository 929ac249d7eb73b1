"""Danish text as terms that are matched one by one: stems, whole figures, and the encoder's own subwords.

The terms of a text depend on that text alone, so that an index stays valid when other letters come. What
depends on the other letters (typing errors, compounds, abbreviations) is done to the question: see `expand`.
Subwords match parts of compounds (`parkering` in `cykelparkering`) without a dictionary. Each kind of term
has its own prefix, so that terms of different kinds never match.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

import snowballstemmer

from index.words import figures, irregular
from index.words.figures import Forms
from kb.danish import ascii_typed

Pieces = Callable[[str], list[str]]

WORD, SPELT, PIECE = "w_", "w__", "s_"
"""Prefixes of terms: stems and figures; words as they are spelt (to correct typing errors by); subwords."""

_STOPWORDS = """
ad af alle alt anden at blev blive bliver d da de dem den denne der deres det dette dig din disse dog du efter
eller en end er et for fra få får gør ham han har havde hende her hos hun hvad hvem hvilke hvilken hvilket
hvis hvor hvordan hvorfor hvornår i ikke ind jeg jer kan kunne lige man mange med meget men mig min mod må
ned noget nogle nu når og også om op os over på sig sin skal skulle som så til ud under var ved vi vil ville
vores være været
"""
TYPED = {ascii_typed(word): word for word in _STOPWORDS.split() if not word.isascii()}
"""Stopwords typed without æ, ø and å -> as they are spelt."""
STOPWORDS = frozenset(_STOPWORDS.split()) | TYPED.keys()
"""Words that carry no topic: the `hvor mange` of a question must not find every other `hvor mange`."""

SHORT = {
    "kr": "krone", "dkk": "krone", "pct": "procent", "mio": "million", "mia": "milliard", "tkr": "krone",
    "nr": "nummer", "mdr": "måned", "gns": "gennemsnit", "tlf": "telefon", "inkl": "inklusive",
    "ekskl": "eksklusive", "vedr": "vedrørende", "jf": "jævnfør", "ca": "cirka", "afd": "afdeling",
    "kvt": "kvartal", "jan": "januar", "feb": "februar", "apr": "april", "aug": "august", "sept": "september",
    "okt": "oktober", "nov": "november", "dec": "december",
}  # fmt: skip
"""Abbreviations that every Danish letter uses (Retskrivningsordbogen), and what they stand for."""

_TOKEN = re.compile(rf"{figures.ANY}|[^\W_]+(?:-[^\W_]+)*(?:['’]s\b)?")
_RUN = re.compile(r"[^\W_]+")
_HYPHENED = re.compile(r"[^\W_]+(?:-[^\W_]+)+")
_MARK = re.compile(r"\W")
_FIGURE = re.compile(r"[\d§]")
_ACCENT = re.compile("[\u0300-\u0309\u030b-\u036f]")
_LIKE = str.maketrans({"ä": "æ", "ö": "ø"})
_stem = snowballstemmer.stemmer("danish").stemWord


def normal(text: str) -> str:
    """The text in NFC and lower case, character by character, so that positions stay the same."""
    composed = unicodedata.normalize("NFC", text)
    lower = composed.lower()
    return lower if len(lower) == len(composed) else "".join(each.lower()[0] for each in composed)


def words(text: str) -> list[str]:
    """The words and figures of a text, in order, in lower case: `§ 83 a`, `2/2-2022`, `sfo-ordning` whole."""
    return _TOKEN.findall(normal(text))


def spans(text: str) -> Iterator[tuple[int, int]]:
    """Where the words and figures of a normal text stand."""
    return (match.span() for match in _TOKEN.finditer(text))


@lru_cache(maxsize=1 << 17)
def stem(word: str) -> str:
    """The stem of a word: what its inflections have in common. Without accents, and with `æ` for `ä`."""
    bare = _ACCENT.sub("", unicodedata.normalize("NFD", word.translate(_LIKE)))
    composed = unicodedata.normalize("NFC", bare)
    return str(_stem(irregular.base(SHORT.get(composed, composed))))


@lru_cache(maxsize=1 << 17)
def forms(token: str) -> Forms:
    """The ways to match a word or figure, best first: as a whole, else by all its parts. A stopword has
    none."""
    if token in STOPWORDS:
        return ()
    if _FIGURE.search(token) and (found := figures.forms(token)):
        return _prefixed(found)
    runs = _RUN.findall(re.sub(r"['’]s$", "", token))
    parts = tuple(stem(run) for run in runs if run not in STOPWORDS)
    if len(parts) < 2:
        return _prefixed((parts,)) if parts else ()
    return _prefixed(((stem("".join(runs)),), parts) if _HYPHENED.fullmatch(token) else (parts,))


def _prefixed(found: Forms) -> Forms:
    return tuple(tuple(WORD + each for each in form) for form in found)


@lru_cache(maxsize=1 << 17)
def _all(token: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(term for form in forms(token) for term in form))


def _said(text: str) -> list[str]:
    """The words of a text that are no stopwords."""
    return [word for word in words(text) if word not in STOPWORDS]


def stems(text: str) -> list[str]:
    """The stems and figures of a text as terms, in order, without stopwords."""
    return [term for word in _said(text) for term in _all(word)]


def subwords(text: str, pieces: Pieces) -> list[str]:
    """The encoder's subwords of at least two characters as terms, without stopwords."""
    return _subwords(_said(text), pieces)


def terms(text: str, pieces: Pieces) -> tuple[str, ...]:
    """All terms of a text: its stems and figures, its words as they are spelt, and its subwords."""
    said = _said(text)
    return (*(term for word in said for term in _all(word)), *_spelt(said), *_subwords(said, pieces))


def _spelt(said: Sequence[str]) -> list[str]:
    return [SPELT + word for word in dict.fromkeys(said) if word.isalpha()]


def _subwords(said: Sequence[str], pieces: Pieces) -> list[str]:
    bare = (_MARK.sub("_", piece.lstrip("▁")) for piece in pieces(" ".join(said)))
    return [PIECE + piece for piece in bare if len(piece) > 1]

"""Query expansion: other words that a question's words are matched by, given the vocabulary of the letters.

A word in the vocabulary is never changed. A word that is not in it may be one of its words typed without æ,
ø, å or with an error, or a compound of its words. An abbreviation and its full form stand for each other.
The index is not touched: only the question is expanded.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, permutations

from index.words import danish
from index.words.danish import STOPWORDS, TYPED, WORD, Pieces
from index.words.identity_key import IdentityKey
from index.words.lexicon import LINKS, Lexicon
from kb.danish import ascii_typed

SPELT = 1.0
"""Weight of another spelling of a word: `Aabenraa` for `Åbenrå`."""

MISSPELT = 0.8
"""Weight of the word that a misspelt one may be; docs/decisions/danish-words.md has the measurement."""

FULL = 0.9
"""Weight of an abbreviation for its full form, and of the full form for it."""

JOINED = 0.9
"""Weight of a compound for two words of the question: `skolebus` for `bus til skolen`."""

PARTED = 0.6
"""Weight of all parts together for a compound or a figure."""

WITHIN = 0.4
"""Weight of a compound that begins or ends with the word."""

CHOICES = 3
"""At most this many vocabulary words are tried for one unknown word."""

COMPOUNDS = 8
"""At most this many compounds are added for a word, at either end."""

CORRECTED = 12
"""At most this many unknown words of a question are corrected; a text in another language has only unknown
words."""

Abbreviations = Sequence[tuple[str, str]]
"""(short, full) forms."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """Terms that together stand for a word of the question. A passage must hold all of them. Weight 1 is the
    word itself."""

    terms: tuple[str, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class QueryWord:
    """A word or figure of the question (no stopword), and its alternatives, itself first."""

    text: str
    alternatives: tuple[Alternative, ...]

    def best(self, score: Callable[[str], float]) -> float:
        """The score of the best alternative: the mean over its terms, if each has one, times its weight."""
        return max((_score(each, score) for each in self.alternatives), default=0.0)


@dataclass(frozen=True, slots=True)
class Query:
    """A question as terms: its words, each with its alternatives, and the encoder's subwords."""

    words: tuple[QueryWord, ...]
    pieces: tuple[str, ...]

    def plain(self) -> list[str]:
        """All terms, each once, to find candidates by."""
        every = (term for word in self.words for each in word.alternatives for term in each.terms)
        return list(dict.fromkeys((*every, *self.pieces)))


@dataclass(frozen=True, slots=True)
class _Token:
    """A word of the question, its place, and words that it may be meant as, the likeliest first.

    `sure`: the word is not in the vocabulary and is no name, so the likeliest correction is taken.
    """

    text: str
    start: int
    end: int
    guesses: tuple[str, ...] = ()
    sure: bool = False

    @property
    def meant(self) -> str:
        """The word itself, or what is meant by it."""
        return self.guesses[0] if self.sure and self.guesses else self.text


def query(question: str, pieces: Pieces, vocabulary: Mapping[str, int], short: Abbreviations = ()) -> Query:
    """The question as terms, expanded with the vocabulary of the letters."""
    lexicon = lexicon_of(vocabulary)
    tokens = [token for token in _tokens(question, pieces, lexicon) if _says(token.text)]
    full, joined = _full(tokens, short), _joined(tokens, lexicon)
    words = (
        QueryWord(token.text, _kept((*_own(token, lexicon), *full.get(n, ()), *joined.get(n, ()))))
        for n, token in enumerate(tokens)
    )
    corrected = " ".join(token.meant for token in tokens)
    found = tuple(dict.fromkeys(danish.subwords(corrected, pieces)))
    return Query(tuple(word for word in words if word.alternatives), found)


def restored(question: str, pieces: Pieces, vocabulary: Mapping[str, int], short: Abbreviations = ()) -> str:
    """The question as its writer meant it: with æ, ø, å, without typing errors, not in capitals,
    abbreviations in full.

    Words in the vocabulary, and names, stay as they are.
    """
    quiet = _quiet(question, short)
    done, at = "", 0
    for token in _tokens(quiet, pieces, lexicon_of(vocabulary)):
        typed = quiet[token.start : token.end]
        done += quiet[at : token.start] + _written(typed, token.meant) + _explained(typed, quiet, short)
        at = token.end
    return done + quiet[at:]


@lru_cache(maxsize=4)
def _lexicon(vocabulary: IdentityKey[Mapping[str, int]]) -> Lexicon:
    return Lexicon(vocabulary.value)


def lexicon_of(vocabulary: Mapping[str, int]) -> Lexicon:
    """The lexicon of a vocabulary, made once while the vocabulary is the same object."""
    return _lexicon(IdentityKey(vocabulary))


def _tokens(question: str, pieces: Pieces, lexicon: Lexicon) -> list[_Token]:
    """The words and figures of a question, with what they may be."""
    text = danish.normal(question)
    bare = not set(text) & set("æøå")
    found: list[_Token] = []
    for start, end in danish.spans(text):
        word = text[start:end]
        if word in TYPED:
            found.append(_Token(word, start, end, (TYPED[word],), sure=True))
        elif not word.isalpha() or not _says(word):
            found.append(_Token(word, start, end))
        elif lexicon.count(danish.stem(word)):
            same = (each for each in lexicon.same(word) if bare or ascii_typed(each) == ascii_typed(word))
            found.append(_Token(word, start, end, tuple(islice(same, CHOICES))))
        elif sum(token.sure for token in found) < CORRECTED:
            guesses, sure = _guesses(word, pieces, lexicon, bare)
            found.append(_Token(word, start, end, guesses, sure and not _is_name(question, start)))
        else:
            found.append(_Token(word, start, end))
    return found


def _guesses(word: str, pieces: Pieces, lexicon: Lexicon, bare: bool) -> tuple[tuple[str, ...], bool]:
    """The words that an unknown word may be meant as, and whether it is surely misspelt.

    `bare`: the question has no æ, ø or å at all.
    """
    if same := _same(word, lexicon):
        return same, ascii_typed(same[0]) == word or (bare and len(pieces(word)) > 1)
    return _near(word, pieces, lexicon), True


def _same(word: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The words of the letters that an unknown word may be, typed without æ, ø, å."""
    bare = danish.stem(word)
    found = lexicon.same(word) or [_ended(word, bare, each) for each in lexicon.same_stem(bare)]
    return tuple(found[:CHOICES])


def _near(word: str, pieces: Pieces, lexicon: Lexicon) -> tuple[str, ...]:
    """Vocabulary words that a mistyped word may be.

    The encoder's tokenizer knows Danish: it cuts a mistyped word into more pieces than the correct one. In a
    compound of known words at most one mistake is assumed: `sportshal` is no `spørgsmål`.
    """
    bare, cut = danish.stem(word), len(pieces(word))
    most = 1 if lexicon.parts(bare) else 2
    likely = (each for each in lexicon.near(word, most) if each[0] == word[0] and len(pieces(each)) < cut)
    stems = (_ended(word, bare, each) for each in lexicon.near_stem(bare, most) if each[0] == word[0])
    found = tuple(islice(likely, CHOICES))
    return found or tuple(islice((each for each in stems if len(pieces(each)) < cut), CHOICES))


def _ended(word: str, bare: str, meant: str) -> str:
    """Another stem with the ending of a word: `hjemløs` is `hjemløse` for `hjemlose`."""
    return meant + (word.removeprefix(bare) if word.startswith(bare) else "")


def _is_name(question: str, start: int) -> bool:
    """Does a word have a capital, though it begins no sentence?"""
    before = question[:start].rstrip()
    shouted = not any(map(str.islower, question))
    return (
        question[start : start + 1].isupper() and not shouted and before[-1:] not in ("", ".", "?", "!", ":")
    )


def _says(word: str) -> bool:
    return word not in STOPWORDS


def _own(token: _Token, lexicon: Lexicon) -> Iterator[Alternative]:
    """What the word itself may be matched by."""
    for n, form in enumerate(danish.forms(token.text)):
        yield Alternative(form, PARTED if n else 1.0)
    for guess in token.guesses:
        weight = SPELT if ascii_typed(guess) == ascii_typed(token.text) else MISSPELT
        yield Alternative((WORD + danish.stem(guess),), weight)
    if token.text.isalpha():
        meant = danish.stem(token.meant)
        if parts := lexicon.parts(meant):
            yield Alternative(tuple(WORD + part for part in parts), PARTED)
        for found in (lexicon.ending(meant), lexicon.starting(meant)):
            yield from (Alternative((WORD + each,), WITHIN) for each in found[:COMPOUNDS])


def _kept(found: Sequence[Alternative]) -> tuple[Alternative, ...]:
    """Each alternative once, with its best weight, the heaviest first."""
    best: dict[tuple[str, ...], Alternative] = {}
    for each in found:
        if each.terms not in best or best[each.terms].weight < each.weight:
            best[each.terms] = each
    return tuple(sorted(best.values(), key=lambda each: -each.weight))


def _joined(tokens: Sequence[_Token], lexicon: Lexicon) -> dict[int, list[Alternative]]:
    """The place of a word -> known compounds of it and another word of the question."""
    found: dict[int, list[Alternative]] = {}
    words = [(n, danish.stem(token.meant)) for n, token in enumerate(tokens) if token.text.isalpha()]
    for (n, first), (m, last) in permutations(words[:20], 2):
        for link in LINKS:
            if lexicon.count(first + link + last):
                for place in (n, m):
                    found.setdefault(place, []).append(Alternative((WORD + first + link + last,), JOINED))
    return found


def _full(tokens: Sequence[_Token], short: Abbreviations) -> dict[int, list[Alternative]]:
    """The place of a word -> the full form of its abbreviation, or the abbreviation it is a word of."""
    found: dict[int, list[Alternative]] = {}
    stems = [danish.stem(token.meant) for token in tokens]
    for brief, full in short:
        words = tuple(danish.stem(word) for word in danish.words(full) if word not in STOPWORDS)
        for n, token in enumerate(tokens):
            if token.text == danish.normal(brief):
                found.setdefault(n, []).append(Alternative(tuple(WORD + word for word in words), FULL))
            if words and tuple(stems[n : n + len(words)]) == words:
                for place in range(n, n + len(words)):
                    term = WORD + danish.stem(danish.normal(brief))
                    found.setdefault(place, []).append(Alternative((term,), FULL))
    return found


def _quiet(typed: str, short: Abbreviations) -> str:
    """A question composed (NFC), and in lower case if it is all in capitals, except for its abbreviations."""
    question = unicodedata.normalize("NFC", typed)
    if any(map(str.islower, question)) or sum(map(str.isupper, question)) < 8:
        return question
    known = {brief.upper(): brief for brief, _ in short}
    return " ".join(known.get(word.strip("?.,"), word.lower()) for word in question.split(" "))


def _written(typed: str, meant: str) -> str:
    """The word that is meant, with capitals as typed."""
    if typed.lower() == meant:
        return typed
    return meant.upper() if typed.isupper() else meant.capitalize() if typed[:1].isupper() else meant


def _explained(typed: str, question: str, short: Abbreviations) -> str:
    """The full form of an abbreviation, in brackets, where the question does not hold it already."""
    text = danish.normal(question)
    full = [each for brief, each in short if typed == brief and danish.normal(each) not in text]
    return f" ({full[0]})" if full else ""


def _score(alternative: Alternative, score: Callable[[str], float]) -> float:
    scores = [score(term) for term in alternative.terms]
    return alternative.weight * sum(scores) / len(scores) if scores and all(scores) else 0.0

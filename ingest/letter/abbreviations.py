"""Short forms that a letter introduces: `Stærkere Læringsfællesskaber (SLF)`.

A short form is accepted only if the words beside it spell it: with their first letters and, because Danish
writes compounds as one word, with letters inside long words. The method is that of Schwartz and Hearst,
A Simple Algorithm for Identifying Abbreviation Definitions in Biomedical Text (2003).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kb.model import Abbreviation, Line, Metadata, Piece, Role
from kb.parties import BY_SHORT
from kb.text import SUSPENDED

LONGEST_FULL = 14
"""A full form has at most this many words: twice what a short form of seven letters needs."""

COMPOUND = 8
"""A word of at least this many letters may be a compound and give more than its first letter."""

SHORTEST_PART = 4
"""The last part of a compound has at least this many letters: `fælles`, not an ending."""

FUGUE = ("s", "e")
"""Letters that join the parts of a compound (German: Fugenelement): læring-s-fællesskab, børn-e-have."""

_CAPITAL = r"[A-ZÆØÅ](?<![\w-].)"
"""A capital that begins a word. The lookbehind comes last, so that the search can skip to capitals."""

_GOES_ON = r"[A-Za-zÆØÅæøå0-9&-]{0,6}[A-ZÆØÅ]"
_SHORT = rf"[A-ZÆØÅ]{_GOES_ON}"
_QUOTE = r"[\"“”„»«'’]?"
_CALLED = (
    r"(?:(?:i det følgende|herefter|fremover|også|senere|nu|i daglig tale|ofte|forkortet|kaldet|kaldes"
    r"|benævnt|omtalt som|omtales|som|til|og|forkortelsen?:?) ){1,4}"
)
_IN_BRACKETS = re.compile(
    rf"\( ?(?:{_CALLED})?{_QUOTE}(?P<short>{_SHORT}){_QUOTE} ?[),;]".replace(" ", r"\s")
)
_CALLS_IT = re.compile(rf" {_CALLED}{_QUOTE}(?P<short>{_SHORT})(?![\w-])".replace(" ", r"\s"))
_BETWEEN_COMMAS = re.compile(
    r", (?:eller )?(?P<short>[A-ZÆØÅ]{3,8})(?=[,.;)]| (?:og|er|har|som)\b)".replace(" ", r"\s")
)
_BEFORE_BRACKETS = re.compile(
    rf"(?P<short>{_CAPITAL}{_GOES_ON}) "
    r"\((?:dvs\. |forkortelse (?:af|for) |står for )?(?P<full>[^()\d\n]{5,120})\)".replace(" ", r"\s")
)
_STANDS_FOR = re.compile(
    rf"(?P<short>{_CAPITAL}{_GOES_ON}),? (?:der |som )?(?:er (?:en )?forkortelse (?:af|for)|står for)"
    r" (?P<full>[^().,;:\d\n]{5,120})".replace(" ", r"\s")
)
_USED = re.compile(r"[A-ZÆØÅ](?<![\w.&-].)(?:[A-ZÆØÅ]{1,7}|[a-zæøå&]{1,2}[A-ZÆØÅ])(?![\w&-]|\.\w)")
_TOKEN = re.compile(rf"{_CAPITAL}[A-ZÆØÅ](?!\w)")
_ROMAN = re.compile(r"[IVX]+")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_BOUNDARY = re.compile(r"[.!?:;()\n\d]")
_SMALL = frozenset(
    re.findall(r"\w+", "af at de den der det en et for fra i med mod og om på samt som til under ved")
)


@dataclass(frozen=True, slots=True)
class _Text:
    """The words of a letter as one text. Part n begins at `starts[n]` and is from line `lines[n]`."""

    text: str
    starts: tuple[int, ...]
    lines: tuple[int, ...]

    def line(self, at: int) -> int:
        return self.lines[max(0, bisect_right(self.starts, at) - 1)]


@dataclass(frozen=True, slots=True)
class _Fit:
    """How well words spell a short form: letters from inside words, words skipped, words. Less is better."""

    inside: int
    passed: int
    words: int

    @property
    def cost(self) -> tuple[int, int, int]:
        return self.inside, self.passed, self.words


def learn(
    lines: Sequence[Line], pieces: Iterable[Piece], metadata: Metadata | None = None
) -> tuple[Abbreviation, ...]:
    """The short forms that a letter introduces, or uses for words of its subject, in order of their lines.

    `pieces` are those of the letter; furniture is ignored.
    """
    text = _running(lines, pieces)
    found: dict[str, Abbreviation] = {}
    for short, full, at in (*_introduced(text.text), *_of_title(text.text, metadata or Metadata())):
        if short not in found and _is_believed(short, full):
            found[short] = Abbreviation(short, " ".join(full.split()), text.line(at))
    return tuple(sorted(found.values(), key=lambda each: (each.line, each.short)))


def spells(short: str, words: Sequence[str], strict: bool = False) -> int | None:
    """How many of the last words a short form stands for: `SLF` for two, `Stærkere Læringsfællesskaber`.

    None if it does not fit. `strict`: letters inside a word count only where a part of a compound may begin.
    """
    letters = tuple(char for char in short.casefold() if char.isalnum())
    last = tuple(words[-LONGEST_FULL:])
    fits = (
        fit
        for first in range(len(last))
        if last[first][:1].casefold() == letters[0] and (fit := _fit(letters, last[first:], strict))
    )
    best = min(fits, key=lambda fit: fit.cost, default=None)
    return best.words if best else None


def _running(lines: Sequence[Line], pieces: Iterable[Piece]) -> _Text:
    """The letter without furniture, hyphenated words rejoined, one paragraph per line."""
    text, starts, places = "", [0], [0]
    made: list[str] = []
    for piece in pieces:
        raw = lines[piece.line].text[piece.start : piece.end]
        part = " ".join(raw.split())
        if piece.role is Role.FURNITURE or not part:
            continue
        head = made[-1] if made else ""
        between = "" if not made else "\n" if _opens(lines[piece.line], piece, part) else " "
        if head[-1:] == "-" and head[-2:-1].isalpha() and part[0].islower():
            # `børne-` / `og ungeområdet` keeps its hyphen; `kom-` / `munen` was broken at the line end.
            between = " " if part.split()[0].strip(",") in SUSPENDED else ""
            made[-1] = head if between else head[:-1]
        made.append(between + part)
        places.append(piece.line)
    at = 0
    for part in made:
        starts.append(at)
        at += len(part)
    text = "".join(made)
    return _Text(text, tuple(starts), tuple(places))


def _opens(line: Line, piece: Piece, part: str) -> bool:
    """Does a paragraph begin here? Text that begins in lower case continues the paragraph before it."""
    return line.opens and piece.start == 0 and not part[0].islower() and part[0] != "("


def _introduced(text: str) -> Iterator[tuple[str, str, int]]:
    """(short form, full form, position in the text). The full form may stand on either side."""
    used = Counter(_TOKEN.findall(text))
    for pattern in (_IN_BRACKETS, _CALLS_IT, _BETWEEN_COMMAS):
        for match in pattern.finditer(text):
            full = _before(text, match.start(), match["short"], exact=pattern is _BETWEEN_COMMAS)
            if full and not (
                pattern is _IN_BRACKETS and _is_person(match["short"], full, used[match["short"]])
            ):
                yield match["short"], full, match.start("short")
    for pattern in (_BEFORE_BRACKETS, _STANDS_FOR):
        for match in pattern.finditer(text):
            if full := _behind(match["short"], match["full"], whole=pattern is _BEFORE_BRACKETS):
                yield match["short"], full, match.start("short")


def _before(text: str, at: int, short: str, exact: bool) -> str | None:
    """The words before `at` that a short form stands for. `exact`: only their first letters count."""
    clause = text[max(0, at - 40 * LONGEST_FULL) : at].rstrip()
    clause = clause[max((match.end() for match in _BOUNDARY.finditer(clause)), default=0) :]
    words = list(_WORD.finditer(clause))
    # The last word must stand right before the short form, with nothing but quotation marks between.
    if not words or words[-1].end() != len(clause.rstrip(" \"“”„»«'’,")):
        return None
    names = [word.group() for word in words]
    count = spells(short, names)
    if count is None or (exact and not _by_initials(short, names[-count:])):
        return None
    first = len(words) - count
    if not _by_initials(short, names[first:]) and first > 1 and _goes_with(names[first - 1], names[first]):
        first -= 1
    return clause[words[first].start() : words[-1].end()]


def _goes_with(before: str, word: str) -> bool:
    """Does the word before belong to the name? `Danmarks` does in `Danmarks Evalueringsinstitut (EVA)`."""
    return before[0].isupper() and word[0].isupper() and before.casefold() not in _SMALL


def _behind(short: str, full: str, whole: bool) -> str | None:
    """The words that a short form stands for: all of `full`, or the shortest beginning of it that fits."""
    words = list(_WORD.finditer(full))[:LONGEST_FULL]
    names = [word.group() for word in words]
    for count in [len(names)] if whole else range(1, len(names) + 1):
        if spells(short, names[:count]) == count:
            return full[words[0].start() : words[count - 1].end()]
    return None


def _by_initials(short: str, words: Sequence[str]) -> bool:
    """Do the first letters of the words spell the short form, with or without those of small words?"""
    letters = tuple(char for char in short.casefold() if char.isalnum())
    fit = _fit(letters, tuple(words), False)
    return fit is not None and not fit.inside


def _of_title(text: str, metadata: Metadata) -> Iterator[tuple[str, str, int]]:
    """Short forms that a letter uses without explanation for the name of its subject or department."""
    sources = [each for each in (metadata.subject or metadata.title, metadata.department) if each]
    # Reversed, so that the first place of each short form overwrites the later ones.
    for short, at in {match.group(): match.start() for match in reversed(list(_USED.finditer(text)))}.items():
        full = next((full for source in sources if (full := _named(short, source))), None)
        if full:
            yield short, _as_written(full, text), at


def _named(short: str, source: str) -> str | None:
    """The words of `source` that a short form stands for: capitalised, as names are, or one long compound."""
    words = list(_WORD.finditer(source))
    names = [word.group() for word in words]
    for end in range(1, len(words) + 1):
        count = spells(short, names[:end], strict=True)
        if count and _is_name(short, names[end - count : end]):
            return source[words[end - count].start() : words[end - 1].end()]
    return None


def _is_name(short: str, words: Sequence[str]) -> bool:
    """Are the words a name? A short form of two letters needs words that begin with these two letters."""
    content = [word for word in words if word.casefold() not in _SMALL]
    if len(content) == 1:
        return len(short) > 2 and content[0] != short
    capitals = all(word[0].isupper() for word in content)
    return capitals and (len(short) > 2 or _by_initials(short, words))


def _as_written(full: str, text: str) -> str:
    """The full form; if it is all capitals, as the letter writes it elsewhere in lower case."""
    if not full.isupper():
        return full
    written = re.finditer(re.escape(full), text, re.IGNORECASE)
    return next((match.group() for match in written if not match.group().isupper()), full)


def _is_believed(short: str, full: str) -> bool:
    """Is it a short form, and not a Roman numeral or a politician's party, as in `Eva Holm (SF)`?"""
    if _ROMAN.fullmatch(short) or short.casefold() == full.casefold():
        return False
    return BY_SHORT.get(short, full) == full


def _is_person(short: str, full: str, times: int) -> bool:
    """Could these be a person and their initials? Two letters, capitalised words, and never used again."""
    return len(short) == 2 and times < 2 and all(word[0].isupper() for word in full.split())


@lru_cache(maxsize=4096)
def _fit(letters: tuple[str, ...], words: tuple[str, ...], strict: bool) -> _Fit | None:
    """The best way in which all the words together spell all the letters; None if there is none.

    Every word gives its first letter, and a long one may also give letters from inside. Small words may be
    skipped, and one lower-case word in a capitalised name: `Individuelt Planlagt job med Støtte`.
    """
    if not words:
        return None if letters else _Fit(0, 0, 0)
    word, rest = words[0].casefold(), words[1:]
    ways = []
    for taken, inside in _given(word, letters, strict):
        if fit := _fit(letters[taken:], rest, strict):
            ways.append(_Fit(fit.inside + inside, fit.passed, fit.words + 1))
    if word in _SMALL or (words[0].islower() and rest and rest[-1][0].isupper()):
        passed = 0 if word in _SMALL else 1
        if (fit := _fit(letters, rest, strict)) and fit.passed + passed <= 1 and fit.words:
            ways.append(_Fit(fit.inside, fit.passed + passed, fit.words + 1))
    return min((fit for fit in ways), key=lambda fit: fit.cost, default=None)


def _given(word: str, letters: tuple[str, ...], strict: bool) -> Iterator[tuple[int, int]]:
    """The ways in which a word may give letters: (number of letters, number of them from inside the word)."""
    if not letters or word[0] != letters[0]:
        return
    yield 1, 0
    at = 1
    for taken, letter in enumerate(letters[1:], 2) if len(word) >= COMPOUND else ():
        at = _inside(word, letter, at, strict) + 1
        if not at:
            return
        yield taken, taken - 1


def _inside(word: str, letter: str, at: int, strict: bool) -> int:
    """The next position of a letter in a word, or -1. `strict`: only where a part of a compound may begin."""
    place = word.find(letter, at)
    while strict and place >= 0 and not _begins_part(word, place):
        place = word.find(letter, place + 1)
    return place


def _begins_part(word: str, at: int) -> bool:
    return at >= 2 and word[at - 1] in FUGUE and len(word) - at >= SHORTEST_PART

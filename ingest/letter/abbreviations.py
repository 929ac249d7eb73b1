"""Short forms that a letter introduces: `Stærkere Læringsfællesskaber (SLF)`.

A short form is believed only if the words beside it spell it: with their first letters, and with letters from
within long words, for Danish writes compounds as one word. The way of looking is that of Schwartz and Hearst,
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
"""Words looked at for a full form: twice what a short form of seven letters needs."""

COMPOUND = 8
"""Letters of a word that may be a compound, and give more than its first letter."""

SHORTEST_PART = 4
"""Letters of a compound's part: `fælles`, not an ending."""

FUGUE = ("s", "e")
"""Letters that join the parts of a compound: læring-s-fællesskab, børn-e-have."""

_CAPITAL = r"[A-ZÆØÅ](?<![\w-].)"
"""A capital that opens a word. What stands before it is looked at last, for a search to go by capitals."""

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
    """The words of a letter as one text, and the line on which each stretch of it begins."""

    text: str
    starts: tuple[int, ...]
    lines: tuple[int, ...]

    def line(self, at: int) -> int:
        return self.lines[max(0, bisect_right(self.starts, at) - 1)]


@dataclass(frozen=True, slots=True)
class _Fit:
    """How well words spell a short form: fewer letters from within words, words passed over, and words."""

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

    `pieces` are those of the letter; what is furniture introduces nothing.
    """
    text = _running(lines, pieces)
    found: dict[str, Abbreviation] = {}
    for short, full, at in (*_introduced(text.text), *_of_title(text.text, metadata or Metadata())):
        if short not in found and _is_believed(short, full):
            found[short] = Abbreviation(short, " ".join(full.split()), text.line(at))
    return tuple(sorted(found.values(), key=lambda each: (each.line, each.short)))


def spells(short: str, words: Sequence[str], strict: bool = False) -> int | None:
    """How many of the last words a short form stands for: `SLF`, of `Stærkere Læringsfællesskaber`.

    `strict`: letters from within a word only where a compound's part may begin.
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
    """The letter without furniture, words broken at line ends whole, each paragraph on a line of its own."""
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
    """Does a paragraph begin here? One that begins in lower case goes on."""
    return line.opens and piece.start == 0 and not part[0].islower() and part[0] != "("


def _introduced(text: str) -> Iterator[tuple[str, str, int]]:
    """Short form, full form, and where: with the full form before it, or behind it."""
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
    """The words before a place that a short form stands for. `exact`: with their first letters alone."""
    clause = text[max(0, at - 40 * LONGEST_FULL) : at].rstrip()
    clause = clause[max((match.end() for match in _BOUNDARY.finditer(clause)), default=0) :]
    words = list(_WORD.finditer(clause))
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
    """Is the word before part of the name? `Danmarks Evalueringsinstitut (EVA)`."""
    return before[0].isupper() and word[0].isupper() and before.casefold() not in _SMALL


def _behind(short: str, full: str, whole: bool) -> str | None:
    """The words of a text that a short form stands for: the whole text, or its beginning."""
    words = list(_WORD.finditer(full))[:LONGEST_FULL]
    names = [word.group() for word in words]
    for count in [len(names)] if whole else range(1, len(names) + 1):
        if spells(short, names[:count]) == count:
            return full[words[0].start() : words[count - 1].end()]
    return None


def _by_initials(short: str, words: Sequence[str]) -> bool:
    """Do the first letters of the words alone spell it, small words in or out?"""
    letters = tuple(char for char in short.casefold() if char.isalnum())
    fit = _fit(letters, tuple(words), False)
    return fit is not None and not fit.inside


def _of_title(text: str, metadata: Metadata) -> Iterator[tuple[str, str, int]]:
    """Short forms that a letter uses without a word for what its subject or department is called in full."""
    sources = [each for each in (metadata.subject or metadata.title, metadata.department) if each]
    for short, at in {match.group(): match.start() for match in reversed(list(_USED.finditer(text)))}.items():
        full = next((full for source in sources if (full := _named(short, source))), None)
        if full:
            yield short, _as_written(full, text), at


def _named(short: str, source: str) -> str | None:
    """The words of a name that a short form stands for: in capitals, as names are, or one long compound."""
    words = list(_WORD.finditer(source))
    names = [word.group() for word in words]
    for end in range(1, len(words) + 1):
        count = spells(short, names[:end], strict=True)
        if count and _is_name(short, names[end - count : end]):
            return source[words[end - count].start() : words[end - 1].end()]
    return None


def _is_name(short: str, words: Sequence[str]) -> bool:
    """Are they a name? Of a short form of two letters, words that begin with them; never the form itself."""
    content = [word for word in words if word.casefold() not in _SMALL]
    if len(content) == 1:
        return len(short) > 2 and content[0] != short
    capitals = all(word[0].isupper() for word in content)
    return capitals and (len(short) > 2 or _by_initials(short, words))


def _as_written(full: str, text: str) -> str:
    """A department in capitals, as the letter writes it elsewhere."""
    if not full.isupper():
        return full
    written = re.finditer(re.escape(full), text, re.IGNORECASE)
    return next((match.group() for match in written if not match.group().isupper()), full)


def _is_believed(short: str, full: str) -> bool:
    """Not a number in Roman letters, not a party behind a politician."""
    if _ROMAN.fullmatch(short) or short.casefold() == full.casefold():
        return False
    return BY_SHORT.get(short, full) == full


def _is_person(short: str, full: str, times: int) -> bool:
    """Could they be a name and its initials? Two letters, words in capitals, and never used again."""
    return len(short) == 2 and times < 2 and all(word[0].isupper() for word in full.split())


@lru_cache(maxsize=4096)
def _fit(letters: tuple[str, ...], words: tuple[str, ...], strict: bool) -> _Fit | None:
    """How the words, all of them, spell the letters, all of them; None: they do not.

    Every word gives its first letter, and long ones also letters from within. Small words may be passed over,
    and one in lower case in a name of capitals: `Individuelt Planlagt job med Støtte`.
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
    """How many of the letters a word may give, and how many of them come from within it."""
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
    """Where a letter next stands in a word, -1 for nowhere; strictly where a part of a compound may begin."""
    place = word.find(letter, at)
    while strict and place >= 0 and not _begins_part(word, place):
        place = word.find(letter, place + 1)
    return place


def _begins_part(word: str, at: int) -> bool:
    return at >= 2 and word[at - 1] in FUGUE and len(word) - at >= SHORTEST_PART

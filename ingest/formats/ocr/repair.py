"""Corrects OCR errors where only one reading is possible.

Letters are corrected by a word list: a word that is not in the list is corrected if undoing one typical
confusion (a for å, o for ø …) gives exactly one word that is. Punctuation is corrected by what stands beside
it. Without a word list no letter is changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import replace
from functools import cache
from pathlib import Path

from ingest.formats.ocr import addresses
from ingest.formats.ocr.words import Seen, Segment

LIST = Path("/usr/share/dict/danish")
"""Debian's wdanish: 313,000 words with their inflections. It is under the GPL, and so no part of this."""

FREQUENT = (
    "på så få får må når går står år også både åben måned måneder måde mål område områder råd byråd rådmand"
    " for før først føre søge søger ønsker børn børnene større øvrige øget løbende møde spørgsmål høj højere"
    " er være været lære ældre næste læse læring pædagogisk tæt længere træffe særlig særligt væsentlig"
    " af at de den der det en et fra i med mellem men og om som til ved vi har"
)
OFTEN = frozenset(FREQUENT.split())
"""Frequent words, added to any list: alone they are too few to be a list."""

CONFUSED = (
    *(("a", "å"), ("å", "a"), ("ä", "æ"), ("ae", "æ"), ("ce", "æ"), ("aa", "å"), ("á", "å"), ("à", "å")),
    *(("o", "ø"), ("ø", "o"), ("ö", "ø"), ("0", "ø"), ("0", "o"), ("6", "ø"), ("oe", "ø"), ("é", "ø")),
    *(("e", "æ"), ("æ", "e"), ("q", "ø"), ("g", "ø"), ("c", "e")),
)
"""Typical confusions: (what OCR reads, what is meant)."""

SHORTEST = 3
"""The least letters of a word that is corrected. Too many shorter words differ by one letter only."""

LETTERS = re.compile(r"[^\W_]+")
DASHES = re.compile(r"([-–—])[-–—….]*")
YEARS = re.compile(r"(?<=\d)—(?=\d)")
SECTION = re.compile(r"(\(?)(?:&|\$|8&|&8|\$8)")
NUMBER = re.compile(r"\d.*")
PARAGRAPH = re.compile(r"\d{1,3}\)\S?")
LAW = re.compile(r"(?:lov\w*|\w+lov(?:en|ens|s)?|bekendtgørels\w*|jf\.|efter|medfør)", re.IGNORECASE)
ODD = re.compile(r"\d%[\d»/]|\d/[24]\b|\b[kcdm]?m[?'*°»][.,;:)]")
"""What `2½`, `1¼` and `m²` are often read as. It cannot be told from this what was printed."""

ODD_UNIT = re.compile(r"\(?[kcdm]?m[sZåf'*°»][.,;:)]*")
DOUBT = 0.5
FIGURE = re.compile(r"\d[\d.,]*")
CELL = re.compile(r"\d[\d.]*,\d+\.")
NUMBERED = re.compile(r"(\d{1,2})\.\s[A-ZÆØÅ]")
COMMA = re.compile(r"\d{1,2}[,;:]")
GREETING = re.compile(r"(?:hilsen|hilsner)[,.]?", re.IGNORECASE)
STROKES = frozenset(("I", "l", "|", "i", "É", "il", "Il", "J", "f"))
"""What OCR makes of the `/` between two names below a greeting, alone on its line."""

YEAR = re.compile(r"(?:19|20)\d\d")
COUNT = re.compile(r"\d+")


def vocabulary(texts: Iterable[str]) -> frozenset[str]:
    """The words taken as correct: those of the list, and those in the file's digital text."""
    known = listed()
    return known.union(*(LETTERS.findall(text) for text in texts)) if known else known


@cache
def listed() -> frozenset[str]:
    """The words of the list; empty where it is not installed."""
    try:
        words = LIST.read_text("utf-8").split()
    except (OSError, UnicodeDecodeError):
        return frozenset()
    return OFTEN.union(words)


def mended(lines: Sequence[Segment], known: frozenset[str]) -> list[Segment]:
    """Lines with their words corrected. A possible half of a word, at a line's end or start, is left as it
    is."""
    broken = any(line.words and line.words[-1].text.endswith("-") for line in lines)
    numbers = {int(found[1]) for line in lines if (found := NUMBERED.match(_text(line)))}
    named = addresses.domains(_text(line) for line in lines)
    signed = False
    new: list[Segment] = []
    for line in (_addressed(line, named) for line in lines):
        stroke = signed and len(line.words) == 1 and line.words[0].text in STROKES
        told = (replace(line.words[0], text="/"),) if stroke else tuple(_line(line.words, broken, known))
        new.append(replace(line, words=_pointed(told, numbers)))
        signed = signed or any(GREETING.fullmatch(word.text) for word in line.words)
    return new


def _addressed(line: Segment, named: frozenset[str]) -> Segment:
    """A line with its mail addresses mended, and with what may be misread without a trace as unsure."""
    texts = [word.text for word in line.words]
    told: list[Seen] = []
    for place, word in enumerate(line.words):
        text = addresses.mended(word.text, texts[:place], named)
        before, after = texts[:place], "".join(texts[place + 1 : place + 2])
        odd = addresses.is_doubtful(text, before, after) or ODD.search(text) or _odd_unit(before, text)
        told.append(
            replace(word, text=text, confidence=min(word.confidence, DOUBT) if odd else word.confidence)
        )
    return replace(line, words=tuple(told))


def _odd_unit(before: Sequence[str], text: str) -> bool:
    """Is it a metre behind a figure, with something that may have been its power?"""
    return bool(before) and before[-1][-1:].isdigit() and ODD_UNIT.fullmatch(text) is not None


def _pointed(words: tuple[Seen, ...], numbers: Set[int]) -> tuple[Seen, ...]:
    """`5, Hvor` with the point of its number, where the page has number 4 or 6."""
    if len(words) < 2 or not COMMA.fullmatch(words[0].text) or not words[1].text[:1].isupper():
        return words
    number = int(words[0].text[:-1])
    if number in numbers or not numbers & {number - 1, number + 1}:
        return words
    return (replace(words[0], text=f"{number}."), *words[1:])


def _text(line: Segment) -> str:
    return " ".join(word.text for word in line.words)


def _line(words: Sequence[Seen], broken: bool, known: frozenset[str]) -> Iterator[Seen]:
    texts = [word.text for word in words]
    for place, word in enumerate(words):
        text = _mark(texts, place)
        half = (broken and not place) or text.endswith("-")
        mended = text if half or text != word.text else _word(text, known)
        yield from _parted(replace(word, text=mended), not place and not half, known)


def _parted(word: Seen, first: bool, known: frozenset[str]) -> Iterator[Seen]:
    """A word, or the two words that were read as one: with `i` at its end, or `Ialt` at the start of a
    line."""
    text = word.text
    if _ends_with_i(text, known):
        yield from _split(word, len(text) - 1)
    elif first and _starts_with_i(text, known):
        yield from _split(replace(word, text="I" + text[1:]), 1)
    else:
        yield word


def _ends_with_i(text: str, known: frozenset[str]) -> bool:
    """Is it a word or a figure that the word `i` was joined to?"""
    if not text.islower() or not text.endswith("i") or _is_known(text, known):
        return False
    return len(text) > 2 and (text[:-1] in known or FIGURE.fullmatch(text[:-1]) is not None)


def _starts_with_i(text: str, known: frozenset[str]) -> bool:
    rest = text[1:]
    return text[0] in "lI" and rest.islower() and rest in known and not _is_known(text.lower(), known)


def _split(word: Seen, at: int) -> Iterator[Seen]:
    """The two words of which one was read."""
    box, home, part = word.upright, word.home, at / len(word.text)
    x, there = box.x0 + part * (box.x1 - box.x0), home.x0 + part * (home.x1 - home.x0)
    yield replace(word, text=word.text[:at], upright=replace(box, x1=x), home=replace(home, x1=there))
    yield replace(
        word, text=word.text[at:], read="", upright=replace(box, x0=x), home=replace(home, x0=there)
    )


def _mark(texts: Sequence[str], place: int) -> str:
    """A word with its punctuation corrected by what stands beside it."""
    text = texts[place]
    before = texts[place - 1] if place else ""
    after, then = ([*texts[place + 1 : place + 3], "", ""])[:2]
    if dash := DASHES.fullmatch(text):
        return dash[1].replace("—", "–")
    if (found := SECTION.fullmatch(text)) and NUMBER.fullmatch(after):
        return found[1] + "§"
    if found and not after and LAW.fullmatch(before):
        return found[1] + "§"
    if text == "(8" and PARAGRAPH.fullmatch(after):
        return "(§"
    if text in ("8", "S") and NUMBER.fullmatch(after) and LAW.fullmatch(before):
        return "§"
    if text in ("l", "I", "|") and before.lower() == "side" and after == "af" and COUNT.fullmatch(then):
        return "1"
    if len(texts) == 1 and CELL.fullmatch(text):
        return text[:-1]
    if text == "|" or (text == "l" and not COUNT.search(before) and after):
        return "I"
    if text == "1" and YEAR.fullmatch(after) and then[:1].islower() and (not before or before[-1] in ".:"):
        return "I"
    return YEARS.sub("–", text)


def _word(text: str, known: frozenset[str]) -> str:
    """A word with its letters corrected, where the list allows only one word."""
    found = LETTERS.search(text)
    if not found or len(found[0]) < SHORTEST or not found[0].islower() or _is_known(found[0], known):
        return text
    if LETTERS.search(text, found.end()):
        return text
    meant = {other for other in _confusions(found[0]) if other in known}
    return text[: found.start()] + meant.pop() + text[found.end() :] if len(meant) == 1 else text


def _is_known(word: str, known: frozenset[str]) -> bool:
    return not known or word in known


def _confusions(word: str) -> Iterator[str]:
    """The words that undoing one confusion gives: at each single place, or at all places."""
    for read, meant in CONFUSED:
        places = [place.start() for place in re.finditer(read, word)]
        yield from (word[:place] + meant + word[place + len(read) :] for place in places)
        if len(places) > 1:
            yield word.replace(read, meant)

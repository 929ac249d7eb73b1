"""Words read off pictures: made into fragments, as digital pages have them, and later found again in the
lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from ingest.formats.clean import clean
from ingest.formats.ocr.picture import Read, Sheet
from ingest.formats.page.drawn import Fragment
from kb.model import Box, Line, Word

TALL, LOW, DEEP = 0.72, 0.52, 0.21
"""Heights in type sizes of capitals and figures, of letters like x, and of descenders, in Arial. Other
common faces have up to a tenth less; their type comes out a point too small, which changes no line."""

HANGING = frozenset("gjpqyQ,;()[]/|§ç@")
RISING = frozenset("bdfhijkltåáéèöäüßÅ()[]/|§'’”\"!?&%@")

APART = 1.5
"""A gap of this many type sizes lies between two columns, whose baselines may differ."""

ENOUGH = 3
"""A baseline is taken from at least this many words; one or two may be a figure and a letter with a
descender."""

LEVEL = 0.35
"""The baselines of one line's parts differ by at most this many type sizes. What the engine calls one line
may be two lines side by side."""

SAME_SIZE = 0.11
"""Sizes that differ by less than this share are taken as one, because they are measured on pixels. So 11 and
12 points are one size."""

BOLD = 1.18
"""Type is bold if its strokes are this many times as wide as most of the file's. Bold was 1.24 to 1.5 times,
other type up to 1.1."""

SPACE = 0.3
"""The width of a space in type sizes."""

NOISE = 0.3
"""Marks without a letter or figure below this confidence are dust."""

GHOST, LOW_GHOST, EMBLEM = 0.4, 0.62, 3.0
"""Words of at most this share of the usual height are the tips of letters below; the second share is for
words of low confidence. Words of low confidence that are this many times as high as usual are pictures."""

UNSURE, SURE = 0.6, 0.85

MEANT = frozenset("§&$%")
"""Marks that are kept even at low confidence: dust is not read as these, and Tesseract's Danish often reads
§ as another of them."""

LONGEST_HYPHEN = 0.4
"""In type sizes. A hyphen has 0.25 to 0.33, a dash 0.5 and more."""

STROKE = 1.3
"""A vertical stroke higher than this many line heights is a table's rule."""

LONG_DASH, RULE = 1.5, 12.0
"""A dash is at least this many times wider than high; from the second value on it is a drawn line."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A word off a picture: as it was read, its place on the straightened page, and its place on the page as
    shown.

    `text` is the corrected word, or the word as it was read.
    """

    text: str
    read: str
    upright: Box
    home: Box
    confidence: float
    stroke: float = 0.0


@dataclass(frozen=True, slots=True)
class Segment:
    """Words on one baseline, and their type size in points."""

    words: tuple[Seen, ...]
    y: float
    size: float
    bold: bool = False

    @property
    def letters(self) -> int:
        return sum(len(word.text) for word in self.words)

    def fragments(self) -> Iterator[Fragment]:
        """The words and the spaces between them."""
        for word, after in zip(self.words, [*self.words[1:], None], strict=True):
            yield Fragment(word.text, word.upright.x0, word.upright.x1, self.y, self.size, self.bold)
            if after is not None:
                end = after.upright.x0
                start = max(end - SPACE * self.size, min(word.upright.x1, end))
                yield Fragment(" ", start, end, self.y, self.size, self.bold)


def segments(reads: Iterable[Read], sheet: Sheet) -> list[Segment]:
    """The words of a page in lines; where a line goes over a wide gap, its parts."""
    lines: dict[int, list[Read]] = {}
    for read in reads:
        if text := clean(read.text).strip():
            lines.setdefault(read.line, []).append(replace(read, text=text))
    high = median([read.bottom - read.top for line in lines.values() for read in line] or [0.0])
    return [segment for line in lines.values() for segment in _cut(_without_noise(line, high), sheet)]


def _without_noise(line: Sequence[Read], high: float) -> list[Read]:
    """A line without words that are really dust, drawn rules, coats of arms or the tips of letters below."""
    real = [read for read in line if not _ghost(read, high) and not _emblem(read, high)]
    around = [None, *real, None]
    return [
        read
        for before, read, after in zip(around, real, around[2:], strict=False)
        if _says(read) or (_dash(read) and not _rule(read)) or _is_i(before, read, after, high)
    ]


def _is_i(before: Read | None, read: Read, after: Read | None, high: float) -> bool:
    """Is a vertical stroke the Danish word `I` at the start of a sentence, and no table rule?"""
    starts = before is None or before.text[-1] in ".:?!"
    near = after is not None and after.left - read.right < high
    return read.text == "|" and starts and near and read.bottom - read.top < STROKE * high


def _ghost(read: Read, high: float) -> bool:
    if read.confidence >= SURE or not any(letter.isalnum() or letter in MEANT for letter in read.text):
        return False
    part = LOW_GHOST if read.confidence < UNSURE and len(read.text) > 1 else GHOST
    return read.bottom - read.top < part * high


def _emblem(read: Read, high: float) -> bool:
    return read.confidence < UNSURE and read.bottom - read.top > EMBLEM * high


def _says(read: Read) -> bool:
    sure = read.confidence > NOISE and not set(read.text) <= set("|_¦-–—")
    return sure or any(letter.isalnum() or letter in MEANT for letter in read.text)


def _dash(read: Read) -> bool:
    return read.right - read.left >= LONG_DASH * (read.bottom - read.top)


def _rule(read: Read) -> bool:
    return read.right - read.left > RULE * (read.bottom - read.top)


def _cut(line: Sequence[Read], sheet: Sheet) -> Iterator[Segment]:
    """A line cut at its wide gaps. Parts of one or two words get the baseline of the whole line, if theirs
    is near it."""
    if not line:
        return
    seen = [_seen(read, sheet) for read in line]
    size = _line_size(seen)
    words = [_measured(word, size) for word in seen]
    foot = _line_foot(words, size)
    for part in _parts(words, size):
        own = _line_size(part)
        own_foot = _line_foot(part, own)
        few = len(part) < ENOUGH and abs(own_foot - foot) <= LEVEL * size
        yield Segment(tuple(part), foot if few else own_foot, size if few else own)


def _measured(word: Seen, size: float) -> Seen:
    """A hyphen that stands alone and is as long as a dash, as a dash."""
    long = word.upright.x1 - word.upright.x0 >= LONGEST_HYPHEN * size
    return replace(word, text="–") if word.text == "-" and long else word


def _parts(words: Sequence[Seen], size: float) -> Iterator[list[Seen]]:
    start = 0
    for place, (one, other) in enumerate(pairwise(words), 1):
        if other.upright.x0 - one.upright.x1 > APART * size:
            yield list(words[start:place])
            start = place
    yield list(words[start:])


def _line_size(words: Sequence[Seen]) -> float:
    """The type size of most words; marks have none of their own."""
    named = [word for word in words if any(map(str.isalnum, word.text))]
    return median(_size(word) for word in named or words)


def _line_foot(words: Sequence[Seen], size: float) -> float:
    """The baseline of most words; words without descenders show it best."""
    named = [word for word in words if any(map(str.isalnum, word.text))] or words
    level = [word for word in named if not _hangs(word.text)] or named
    return median(_foot(word, size) for word in level)


def _seen(read: Read, sheet: Sheet) -> Seen:
    box = sheet.upright(read)
    return Seen(read.text, read.text, box, sheet.home(box), read.confidence, read.stroke / sheet.scale)


def _hangs(text: str) -> bool:
    return any(letter in HANGING for letter in text)


def _size(word: Seen) -> float:
    """A word's type size, from its height and what its letters' heights are."""
    rises = any(letter in RISING or letter.isupper() or letter.isdigit() for letter in word.text)
    high = (TALL if rises else LOW) + DEEP * _hangs(word.text)
    return (word.upright.y1 - word.upright.y0) / high


def _foot(word: Seen, size: float) -> float:
    """Where its baseline is."""
    return word.upright.y0 + (DEEP * size if _hangs(word.text) else 0.0)


def settled(pages: Iterable[list[Segment]]) -> list[list[Segment]]:
    """The lines of all pages, with sizes rounded to the few that most letters have, and with bold told by
    stroke width."""
    pages = list(pages)
    every = [segment for page in pages for segment in page]
    usual = _usual_sizes(every)
    strokes = [_stroke(segment) for segment in every for _ in range(segment.letters)]
    heavy = BOLD * median(strokes or [1.0])
    return [
        [replace(s, size=_nearest(s.size, usual), bold=_stroke(s) >= heavy) for s in page] for page in pages
    ]


def _stroke(segment: Segment) -> float:
    """How wide the strokes of a line are, in type sizes."""
    named = [word.stroke for word in segment.words if any(map(str.isalnum, word.text))]
    return median(named or [0.0]) / max(segment.size, 0.1)


def _usual_sizes(segments: Iterable[Segment]) -> list[float]:
    letters: Counter[float] = Counter()
    for segment in segments:
        letters[round(segment.size * 4) / 4] += segment.letters
    usual: list[float] = []
    for size in sorted(letters, key=lambda size: (-letters[size], size)):
        if not any(abs(size - other) <= SAME_SIZE * other for other in usual):
            usual.append(size)
    return usual


def _nearest(size: float, usual: Sequence[float]) -> float:
    return min(usual, key=lambda other: abs(other - size))


def placed(line: Line, words: Sequence[Seen]) -> Line:
    """A line with the places of its words, and with the text as it was read where it was corrected."""
    found: list[tuple[Word, str]] = []
    free = [word for word in words if _inside(word.upright, line.box)]
    start = 0
    for token in line.text.split():
        start = line.text.index(token, start)
        if word := _of(token, free):
            free.remove(word)
            found.append((Word(start, start + len(token), word.home, round(word.confidence, 2)), word.read))
        start += len(token)
    return replace(line, words=tuple(word for word, _ in found), printed=_printed(line.text, found))


def _of(token: str, free: Sequence[Seen]) -> Seen | None:
    """The word that a token of a line was."""
    return next((word for word in free if word.text == token), None)


def _inside(word: Box, line: Box | None) -> bool:
    if line is None:
        return False
    x, y = (word.x0 + word.x1) / 2, (word.y0 + word.y1) / 2
    return line.x0 <= x <= line.x1 and line.y0 <= y <= line.y1


def _printed(text: str, found: Iterable[tuple[Word, str]]) -> str | None:
    """The line as it was read; None if nothing in it was mended."""
    printed, at = "", 0
    for word, read in found:
        printed += text[at : word.start] + read
        at = word.end
    printed += text[at:]
    return re.sub(" +", " ", printed).strip(" ") if printed != text else None

"""From fragments to stretches: words set in a row, with spaces where the print has them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from ingest.clean import clean
from ingest.pdf_drawn import Fragment, Rule
from ingest.pdf_stretch import BASELINE, BULLET, Stretch

TWICE = 0.1
"""Within so many type sizes the same text is the same ink, drawn again to look bold."""

WIDE = 1.0
"""A gap of a type size, over and above a drawn space, parts columns and table cells."""

EVEN = 0.1
"""The spaces of a justified line differ by less, as a part of their width."""

EDGE = 1.0
"""Points by which text may reach over a rule."""

WORD_GAP, WORD_GAP_SPELLED = 0.15, 0.25
"""Gaps that are spaces, in type sizes. A printed space is 0.25 to 0.3, kerning below 0.1. Where the
file draws its spaces as characters, only a whole space's width is one."""

SPACED_OUT = 4
"""So many single letters in a row, without a drawn space, are a word set wide."""

SPELLED = 15
"""Letters per drawn space, above which a page does not draw its spaces. Danish text has about 6."""

SMALLER = 0.87
RAISED, LOWERED, BESIDE, MARK = 0.65, 0.35, 0.25, 6
"""Super- and subscripts: smaller type, how far up, down and aside of their word, and how many letters."""

BULLET_GAP, BULLET_WIDER = 0.5, 1.3
"""The white after a bullet that hangs: in type sizes, and beside the line's other spaces."""

FOOTNOTE_RISE = 0.15
SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
MOSTLY = 0.8


def stretches(fragments: Sequence[Fragment], rules: Iterable[Rule] = ()) -> list[Stretch]:
    """The stretches of a page, from the top down. Rules down the page part cells, however near."""
    seen = once(fragments)
    gap = _word_gap(seen)
    posts = [rule for rule in rules if not rule.across]
    parts = (part for row in _rows(seen) for part in _parts(row, posts))
    inked = (part for part in parts if not all(fragment.blank for fragment in part))
    return [stretch for part in inked if (stretch := _stretch(part, gap)).text]


def once(fragments: Iterable[Fragment]) -> list[Fragment]:
    """Fragments without those drawn again on the same spot; what was drawn twice is bold."""
    kept: list[Fragment] = []
    places: dict[tuple[str, int, int], int] = {}
    for fragment in fragments:
        again = next((places[key] for key in _near(fragment) if key in places), None)
        if again is None or fragment.blank:
            places[_place(fragment)] = len(kept)
            kept.append(fragment)
        elif _same_spot(kept[again], fragment):
            kept[again] = _bold(kept[again])
        else:
            kept.append(fragment)
    return kept


def _place(fragment: Fragment) -> tuple[str, int, int]:
    grid = max(TWICE * fragment.size, 0.01)
    return fragment.text, round(fragment.x0 / grid), round(fragment.y / grid)


def _near(fragment: Fragment) -> Iterator[tuple[str, int, int]]:
    text, x, y = _place(fragment)
    return ((text, x + right, y + up) for right in (0, -1, 1) for up in (0, -1, 1))


def _same_spot(one: Fragment, other: Fragment) -> bool:
    reach = TWICE * one.size
    return abs(one.x0 - other.x0) <= reach and abs(one.y - other.y) <= reach


def _bold(f: Fragment) -> Fragment:
    return replace(f, bold=True)


def _word_gap(fragments: Sequence[Fragment]) -> float:
    """From which gap on two fragments are two words, in type sizes."""
    letters = sum(len(fragment.text) for fragment in fragments if not fragment.blank)
    spaces = sum(fragment.blank for fragment in fragments)
    return WORD_GAP_SPELLED if spaces * SPELLED >= letters else WORD_GAP


def _rows(fragments: Iterable[Fragment]) -> list[list[Fragment]]:
    """Fragments by baseline, from the top down; super- and subscripts with the word they stand at."""
    rows: list[list[Fragment]] = []
    for fragment in sorted(fragments, key=lambda f: (-f.y, f.x0)):
        if rows and rows[-1][0].y - fragment.y <= BASELINE * fragment.size:
            rows[-1].append(fragment)
        else:
            rows.append([fragment])
    return [sorted(row, key=lambda f: f.x0) for row in _scripts_home(rows) if row]


def _scripts_home(rows: list[list[Fragment]]) -> list[list[Fragment]]:
    """Moves super- and subscripts from rows of their own to the row of their word."""
    for number, row in enumerate(rows):
        around = [other for other in rows[max(0, number - 3) : number + 4] if other is not row]
        largest = max((word.size for other in around for word in other), default=0.0)
        for mark in [f for f in row if f.size <= SMALLER * largest and len(f.text) <= MARK and not f.blank]:
            home = next((other for other in around for word in other if _belongs(mark, word)), None)
            if home is not None:
                row.remove(mark)
                home.append(_raised(mark, home[0].y))
    return rows


def _belongs(mark: Fragment, word: Fragment) -> bool:
    if word.blank or mark.size > SMALLER * word.size:
        return False
    up = (mark.y - word.y) / word.size
    aside = max(mark.x0 - word.x1, word.x0 - mark.x1) / word.size
    return -LOWERED <= up <= RAISED and -BESIDE <= aside <= BESIDE


def _raised(mark: Fragment, y: float) -> Fragment:
    rise = mark.rise + mark.y - y
    return replace(mark, y=y, rise=rise)


def _parts(row: Sequence[Fragment], posts: Sequence[Rule]) -> Iterator[list[Fragment]]:
    """A row cut at its wide gaps. The wide spaces of a justified line are none."""
    gaps = _gaps(row)
    words = [gap for gap in gaps if gap.space]
    stretched = {gap.end for pair in pairwise(words) if pair[0].even(pair[1]) for gap in pair}
    start = 0
    for gap in gaps:
        if gap.parts(posts) or (gap.wide and gap.end not in stretched):
            yield list(row[start : gap.end])
            start = gap.end
    yield list(row[start:])


@dataclass(frozen=True, slots=True)
class Gap:
    """The white between two words of a row; `space` is the width of the widest space drawn in it.

    `end` is the place of the word after it in its row.
    """

    last: Fragment
    next: Fragment
    space: float
    end: int

    @property
    def width(self) -> float:
        return self.next.x0 - self.last.x1

    @property
    def wide(self) -> bool:
        return self.width - self.space > WIDE * max(self.last.size, self.next.size)

    def even(self, other: Gap) -> bool:
        """Are both as wide as each other, as the spaces of a line stretched to the column's width are?"""
        return abs(self.width - other.width) < EVEN * self.width

    def parts(self, posts: Iterable[Rule]) -> bool:
        """Does a rule down the page stand in it?"""
        left, right, y = self.last.x1, self.next.x0, self.last.y + self.last.size / 4
        return any(left - EDGE <= p.x0 <= right + EDGE and p.y0 <= y <= p.y1 for p in posts)


def _gaps(row: Sequence[Fragment]) -> list[Gap]:
    gaps: list[Gap] = []
    last, space = None, 0.0
    for place, fragment in enumerate(row):
        if fragment.blank:
            space = max(space, fragment.x1 - fragment.x0)
            continue
        if last is not None:
            gaps.append(Gap(last, fragment, space, place))
        last, space = fragment, 0.0
    return gaps


def _stretch(part: Sequence[Fragment], gap: float) -> Stretch:
    words = [fragment for fragment in part if not fragment.blank]
    letters = sum(len(word.text) for word in words)
    size = _main_size(words)
    base = next(word.y for word in words if word.size == size)
    bold = sum(len(word.text) for word in words if word.bold) >= MOSTLY * letters
    gap = max(gap, _letter_gap(part))
    text = " ".join(clean(_text(part, gap, size)).split())
    between = [g for g in _gaps(part) if g.space or g.width > gap * g.next.size]
    x0, x1 = words[0].x0, max(word.x1 for word in words)
    word = (between[0].last.x1 if between else x1) - x0
    item = _set_apart(text, between)
    return Stretch(text, x0, x1, base, size, bold, item, turned=words[0].turned, word=word)


def _main_size(words: Sequence[Fragment]) -> float:
    """The type size of most letters, the larger one of two."""
    sizes: Counter[float] = Counter()
    for word in words:
        sizes[word.size] += len(word.text)
    return max(sizes, key=lambda size: (sizes[size], size))


def _letter_gap(part: Sequence[Fragment]) -> float:
    """In a line set letter by letter, T I L S Y N, the gap that letters keep, and half as much again."""
    single = all(len(fragment.text) == 1 and fragment.text.isalpha() for fragment in part)
    if not single or len(part) < SPACED_OUT:
        return 0.0
    return 1.5 * median(gap.width / gap.next.size for gap in _gaps(part))


def _set_apart(text: str, between: Sequence[Gap]) -> bool:
    """Does the text hang behind its bullet, further off than its words stand from each other?"""
    if not between or not BULLET.fullmatch(text.partition(" ")[0]):
        return False
    first, others = between[0].width, [gap.width for gap in between[1:]]
    return first > max(BULLET_GAP * between[0].next.size, BULLET_WIDER * max(others, default=0.0))


def _text(part: Sequence[Fragment], gap: float, size: float) -> str:
    """The words of a row, with spaces where one is drawn or the gap is as wide as one."""
    text, last, drawn = "", None, False
    for fragment in part:
        if fragment.blank:
            drawn = True
            continue
        between = fragment.x0 - last.x1 if last else 0.0
        text += " " * (last is not None and (drawn or between > gap * min(last.size, fragment.size)))
        text += _as_script(fragment, size)
        last, drawn = fragment, False
    return text


def _as_script(fragment: Fragment, size: float) -> str:
    """A raised number as superscript digits: a footnote mark after a year must not become part of it."""
    small = fragment.size <= SMALLER * size and fragment.rise > FOOTNOTE_RISE * size
    raised = small and fragment.text.isdecimal()
    return fragment.text.translate(SUPERSCRIPTS) if raised else fragment.text

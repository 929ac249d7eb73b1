"""Fragments to stretches: words in a row, with spaces where the print has them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from math import floor
from operator import attrgetter
from statistics import median
from typing import NamedTuple

from ingest.formats.clean import clean
from ingest.formats.colour import mostly
from ingest.formats.page import initials
from ingest.formats.page.drawn import SPACE, TAKEN, Fragment, Rule, new
from ingest.formats.page.scripts import as_script, scripts_home, with_fractions
from ingest.formats.page.stretch import BASELINE, BULLET, Stretch

TWICE = 0.1
"""The same text drawn again within this distance, in type sizes, is fake bold: one text, not two."""

SQUARE = 4
"""The size of the squares of the lookup grid, in type sizes. In smaller squares a text more often lies in
two of them; larger ones hold more equal words to compare."""

WIDE = 1.0
"""A gap this much wider than a drawn space, in type sizes, separates columns and table cells."""

EVEN = 0.1
"""The spaces of a justified line differ by less than this share of their width."""

THINNEST = 0.01
"""Points. The least width of a drawn space, for fonts that give it none."""

EDGE = 1.0
"""Text may reach over a rule by this many points."""

WORD_GAP, WORD_GAP_SPELLED = 0.15, 0.25
"""Gaps from this width on are spaces, in type sizes. A printed space is 0.25 to 0.3, kerning below 0.1. The
second value is for files that draw their spaces as characters: there only a gap of a whole space's width is
one."""

SPACED_OUT = 4
"""At least this many single letters in a row, without a drawn space, are a letter-spaced word."""

SPELLED = 15
"""A page with more letters than this for each drawn space does not draw its spaces. Danish text has about
6."""

BULLET_GAP, BULLET_WIDER = 0.5, 1.3
"""The least white after a hanging bullet: in type sizes, and relative to the line's other spaces."""

MOSTLY = 0.8

Row = Sequence[Fragment]


def stretches(fragments: Sequence[Fragment], rules: Iterable[Rule] = ()) -> list[Stretch]:
    """The stretches of a page, from the top down. A vertical rule separates cells, however near they
    stand."""
    if not fragments:
        return []
    seen = initials.joined(once(fragments))
    gap = _word_gap(seen)
    posts = [rule for rule in rules if not rule.across]
    parts = (part for row in _rows(seen) for part in _parts(row, posts))
    return [stretch for part, gaps in parts if (stretch := _stretch(part, gaps, gap)).text]


def once(fragments: Iterable[Fragment]) -> list[Fragment]:
    """Fragments without those that are drawn again on the same spot. Text that was drawn twice is bold."""
    fragments = list(fragments)
    times = Counter([fragment.text for fragment in fragments])
    several = {text for text, count in times.items() if count > 1} - {SPACE, TAKEN}
    kept: list[Fragment] = []
    places: dict[tuple[str, int, int], list[int]] = {}
    for fragment in fragments:
        if fragment.text in several:
            spots = _spots(fragment)
            met = (at for spot in spots for at in places.get(spot, ()))
            again = next((at for at in met if _same_spot(kept[at], fragment)), None)
            if again is not None:
                kept[again] = kept[again]._replace(bold=True)
                continue
            places.setdefault(spots[0], []).append(len(kept))
        kept.append(fragment)
    return kept


def _spots(f: Fragment) -> list[tuple[str, int, int]]:
    """The squares of the lookup grid in which the same text could stand, its own first."""
    side = SQUARE * max(round(f.size), 1)
    x, y, reach = f.x0 / side, f.y / side, TWICE * f.size / side
    left, right, foot, top = floor(x - reach), floor(x + reach), floor(y - reach), floor(y + reach)
    if left == right and foot == top:
        return [(f.text, left, foot)]
    own = (f.text, floor(x), floor(y))
    around = {(f.text, across, up) for across in (left, right) for up in (foot, top)}
    return [own, *(around - {own})]


def _same_spot(one: Fragment, other: Fragment) -> bool:
    reach = TWICE * one.size
    return abs(one.x0 - other.x0) <= reach and abs(one.y - other.y) <= reach


def _word_gap(fragments: Sequence[Fragment]) -> float:
    """The gap from which on two fragments are two words, in type sizes."""
    lengths = [len(fragment.text) for fragment in fragments if not fragment.blank]
    spaces = len(fragments) - len(lengths)
    return WORD_GAP_SPELLED if spaces * SPELLED >= sum(lengths) else WORD_GAP


def _rows(fragments: Iterable[Fragment]) -> list[list[Fragment]]:
    """Fragments grouped by baseline, from the top down; superscripts and subscripts are with their word."""
    rows: list[list[Fragment]] = []
    top = 0.0
    along = sorted(fragments, key=attrgetter("x0"))
    for fragment in sorted(along, key=attrgetter("y"), reverse=True):
        if rows and top - fragment.y <= BASELINE * fragment.size:
            rows[-1].append(fragment)
        else:
            rows.append([fragment])
            top = fragment.y
    return [with_fractions(sorted(row, key=attrgetter("x0"))) for row in scripts_home(rows) if row]


def _parts(row: Row, posts: Sequence[Rule]) -> Iterator[tuple[Row, list[Gap]]]:
    """A row cut at its wide gaps, each part with the gaps in it. The wide spaces of a justified line do not
    cut."""
    gaps = _gaps(row)
    start, within = 0, list[Gap]()
    wide = {gap.end for gap in gaps if gap.width > gap.space + THINNEST and gap.wide}
    wide = wide - _stretched(gaps) if wide else wide
    for gap in gaps if wide or posts else ():
        if gap.end in wide or (posts and gap.parts(posts)):
            yield row[start : gap.end], within
            start, within = gap.end, []
        else:
            within.append(gap)
    if not wide and not posts:
        within = gaps
    if gaps or any(not fragment.blank for fragment in row):
        yield row[start:], within


class Gap(NamedTuple):
    """The white between two words of a row; `space` is the width of the widest space drawn in it.

    `end` is the place of the word after it in its row.
    """

    last: Fragment
    next: Fragment
    space: float
    end: int
    width: float

    @property
    def wide(self) -> bool:
        return self.width - self.space > WIDE * max(self.last.size, self.next.size)

    def even(self, other: Gap) -> bool:
        """Are both equally wide, as the spaces of a justified line are?"""
        return abs(self.width - other.width) < EVEN * self.width

    def parts(self, posts: Iterable[Rule]) -> bool:
        """Does a rule down the page stand in it?"""
        left, right, y = self.last.x1, self.next.x0, self.last.y + self.last.size / 4
        return any(left - EDGE <= p.x0 <= right + EDGE and p.y0 <= y <= p.y1 for p in posts)


def _gaps(row: Sequence[Fragment]) -> list[Gap]:
    gaps: list[Gap] = []
    last, space, taken = None, 0.0, 0.0
    for place, fragment in enumerate(row):
        if fragment.text == TAKEN:
            taken += fragment.x1 - fragment.x0
            continue
        if fragment.text == SPACE:
            space = max(space, fragment.x1 - fragment.x0, THINNEST)
            continue
        if last is not None:
            gaps.append(new(Gap, (last, fragment, space, place, fragment.x0 - last.x1 - taken)))
        last, space, taken = fragment, 0.0, 0.0
    return gaps


def _stretched(gaps: Sequence[Gap]) -> set[int]:
    """The ends of gaps that justification has stretched: drawn spaces as wide as their neighbours."""
    words = [gap for gap in gaps if gap.space]
    return {gap.end for one, two in pairwise(words) if one.even(two) for gap in (one, two)}


def _stretch(part: Sequence[Fragment], gaps: Sequence[Gap], gap: float) -> Stretch:
    words = [fragment for fragment in part if not fragment.blank]
    letters = sum([len(word.text) for word in words])
    size = _main_size(words)
    base = next(word.y for word in words if word.size == size)
    bold = sum([len(word.text) for word in words if word.bold]) >= MOSTLY * letters
    italic = sum([len(word.text) for word in words if word.italic]) >= MOSTLY * letters
    colour = _colour(words)
    gap = max(gap, _letter_gap(part, gaps))
    between = [g for g in gaps if g.space or g.width > gap * g.next.size]
    text = " ".join(clean(_text(words[0], gaps, gap, size)).split())
    x0, x1 = words[0].x0, max([word.x1 for word in words])
    word = (between[0].last.x1 if between else x1) - x0
    item = _set_apart(text, between)
    turned = words[0].turned
    return Stretch(
        text, x0, x1, base, size, bold, item, turned=turned, word=word, italic=italic, colour=colour
    )


def _colour(words: Sequence[Fragment]) -> str | None:
    """The colour of most of the letters."""
    if len({word.colour for word in words}) == 1:
        return words[0].colour
    colours: Counter[str | None] = Counter()
    for word in words:
        colours[word.colour] += len(word.text)
    return mostly(colours, MOSTLY)


def _main_size(words: Sequence[Fragment]) -> float:
    """The type size of most letters; of two equally frequent sizes the larger."""
    if len({word.size for word in words}) == 1:
        return words[0].size
    sizes: Counter[float] = Counter()
    for word in words:
        sizes[word.size] += len(word.text)
    return max(sizes, key=lambda size: (sizes[size], size))


def _letter_gap(part: Sequence[Fragment], gaps: Sequence[Gap]) -> float:
    """In a letter-spaced line (T I L S Y N): one and a half times the gap between its letters."""
    if len(part) < SPACED_OUT or not all(len(f.text) == 1 and f.text.isalpha() for f in part):
        return 0.0
    return 1.5 * median(gap.width / gap.next.size for gap in gaps)


def _set_apart(text: str, between: Sequence[Gap]) -> bool:
    """Does the text stand further from its bullet than its words from each other?"""
    if not between or not BULLET.fullmatch(text.partition(" ")[0]):
        return False
    first, others = between[0].width, [gap.width for gap in between[1:]]
    return first > max(BULLET_GAP * between[0].next.size, BULLET_WIDER * max(others, default=0.0))


def _text(first: Fragment, gaps: Iterable[Gap], gap: float, size: float) -> str:
    """The words of a row, with a space where one is drawn or where the gap is as wide as a space."""
    texts = [as_script(first, size)]
    for g in gaps:
        if g.space or g.width > gap * min(g.last.size, g.next.size):
            texts.append(SPACE)
        texts.append(as_script(g.next, size, texts[-1]))
    return "".join(texts)

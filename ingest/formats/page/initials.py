"""Initials: a large first letter beside the first lines of a text, joined to its word."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.formats.page.drawn import SPACE, Fragment

LARGE = 1.6
"""An initial is at least this many times as large as the text beside it."""

LOWEST = 0.25
"""The first line stands at least this share of the initial's size above the initial's baseline."""

CAPITAL = 0.75
"""The height of a capital, at most, in type sizes."""

BESIDE = 1.2
"""The text stands at most this many of its type sizes right of the initial."""

SHIFT = 0.12
"""A first line that starts this many type sizes right of the next begins with a space."""

MOST = 100
"""A page with more single large capitals has no initials, but letters that are drawn one by one. Each is
compared with all text of its page."""

QUOTES = "»«”\"'„“"


def joined(fragments: Sequence[Fragment]) -> list[Fragment]:
    """The fragments of a page, with each initial set in the size and on the baseline of its first line."""
    found = list(fragments)
    smallest = min((f.size for f in fragments if not f.blank), default=0.0)
    places = [
        at for at, f in enumerate(fragments) if f.size >= LARGE * smallest and not f.blank and _may_be(f)
    ]
    if len(places) > MOST:
        return found
    for at in places:
        initial = fragments[at]
        lines = _lines_beside(initial, fragments)
        if len(lines) > 1 and lines[0].y - initial.y >= LOWEST * initial.size:
            found[at : at + 1] = [_set(initial, lines, fragments)]
            if _is_word(initial, lines, fragments):
                found.append(found[at]._replace(text=SPACE, x0=initial.x1, x1=lines[0].x0))
    return found


def _may_be(f: Fragment) -> bool:
    letter = f.text.strip(QUOTES)
    return len(letter) == 1 and letter.isupper() and len(f.text) <= 2


def _lines_beside(initial: Fragment, fragments: Sequence[Fragment]) -> list[Fragment]:
    """The first words of the lines beside an initial, from the top down."""
    top = initial.y + CAPITAL * initial.size
    near = [
        f
        for f in fragments
        if not f.blank
        and f.turned == initial.turned
        and f.size * LARGE <= initial.size
        and initial.y - f.size / 4 <= f.y <= top
        and -f.size / 4 <= f.x0 - initial.x1 <= BESIDE * f.size
    ]
    first: dict[int, Fragment] = {}
    for f in sorted(near, key=lambda f: f.x0):
        first.setdefault(round(f.y), f)
    return sorted(first.values(), key=lambda f: -f.y)


def _set(initial: Fragment, lines: Sequence[Fragment], fragments: Sequence[Fragment]) -> Fragment:
    first = lines[0]
    right = initial.x1 if _is_word(initial, lines, fragments) else max(first.x0, initial.x0)
    return initial._replace(y=first.y, size=first.size, x1=right, rise=0.0, bold=first.bold)


def _is_word(initial: Fragment, lines: Sequence[Fragment], fragments: Sequence[Fragment]) -> bool:
    """Is the initial a word by itself, as the Danish `I`?"""
    first, second = lines[:2]
    small = first.text[:1].islower() or (first.text.isupper() and len(first.text) > 1)
    spaced = any(
        f.text == SPACE and f.y == first.y and initial.x0 < f.x0 <= first.x0 and f.turned == first.turned
        for f in fragments
    )
    return spaced or not small or first.x0 - second.x0 >= SHIFT * first.size

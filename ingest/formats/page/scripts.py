"""Raised and lowered figures – powers, footnote marks, formulas, fractions –, put with their word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingest.formats.page.drawn import SPACE, Fragment

SMALLER = 0.87
RAISED, LOWERED, BESIDE, MARK = 0.65, 0.35, 0.25, 6
"""Superscripts and subscripts: how far up, down and beside their word in type sizes, and how many letters at
most."""

FOOTNOTE_RISE = 0.15
SUPERSCRIPTS = str.maketrans("0123456789-−+", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁻⁺")
SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
RAISED_MARKS = frozenset("0123456789-−+,.)*")
"""What may be raised together with a figure."""

SLASHES = ("/", "\u2044", "\u2215")
VULGAR = {
    **{"1/2": "½", "1/3": "⅓", "2/3": "⅔", "1/4": "¼", "3/4": "¾", "1/5": "⅕", "2/5": "⅖", "3/5": "⅗"},
    **{"4/5": "⅘", "1/6": "⅙", "5/6": "⅚", "1/8": "⅛", "3/8": "⅜", "5/8": "⅝", "7/8": "⅞"},
}
"""The fractions that are one character."""

STACKED, OVER = 0.5, 0.5
"""Two figures are a fraction if they share this part of their width, and one stands this many type sizes
above the other."""


def scripts_home(rows: list[list[Fragment]]) -> list[list[Fragment]]:
    """Moves super- and subscripts from rows of their own to the row of their word."""
    smallest = [min([fragment.size for fragment in row]) for row in rows]
    sizes = [max([fragment.size for fragment in row]) for row in rows]
    if min(smallest) > SMALLER * max(sizes):
        return rows
    for number, row in enumerate(rows):
        near = range(max(0, number - 3), min(len(rows), number + 4))
        largest = max((sizes[n] for n in near if n != number), default=0.0)
        if smallest[number] > SMALLER * largest:
            continue
        around = [rows[n] for n in near if n != number]
        for mark in [f for f in row if f.size <= SMALLER * largest and len(f.text) <= MARK and not f.blank]:
            home = next((other for other in around for word in other if _belongs(mark, word)), None)
            if home is not None:
                row.remove(mark)
                home.append(_raised(mark, home[0].y))
    return rows


def _belongs(mark: Fragment, word: Fragment) -> bool:
    if word.blank or not word.size or mark.size > SMALLER * word.size:
        return False
    up = (mark.y - word.y) / word.size
    aside = max(mark.x0 - word.x1, word.x0 - mark.x1) / word.size
    return -LOWERED <= up <= RAISED and -BESIDE <= aside <= BESIDE


def _raised(mark: Fragment, y: float) -> Fragment:
    return mark._replace(y=y, rise=mark.rise + mark.y - y)


def with_fractions(row: Sequence[Fragment]) -> list[Fragment]:
    """A row, from left to right, with each fraction that is built of raised and lowered figures as one."""
    size = max(fragment.size for fragment in row)
    if min(fragment.size for fragment in row) > SMALLER * size:
        return list(row)
    told: list[Fragment] = []
    at = 0
    while at < len(row):
        for parts in (row[at : at + 2], row[at : at + 3]):
            if (found := _fraction(parts, size)) is not None:
                told += _placed(found, told[-1] if told else None)
                at += len(parts)
                break
        else:
            told.append(row[at])
            at += 1
    return told


def _fraction(parts: Sequence[Fragment], size: float) -> Fragment | None:
    """The fraction that two figures one over the other make, or two with a stroke between."""
    top, bottom = parts[0], parts[-1]
    figures = all(f.text.isdecimal() and 0 < f.size <= SMALLER * size for f in (top, bottom))
    if not figures or len(parts) < 2:
        return None
    if len(parts) == 2:
        top, bottom = sorted(parts, key=lambda f: -f.y - f.rise)
        both = min(top.x1, bottom.x1) - max(top.x0, bottom.x0)
        over = top.y + top.rise - bottom.y - bottom.rise
        if both < STACKED * min(top.x1 - top.x0, bottom.x1 - bottom.x0) or over < OVER * top.size:
            return None
    elif parts[1].text not in SLASHES or top.rise <= FOOTNOTE_RISE * size:
        return None
    plain = f"{top.text}/{bottom.text}"
    left, right = min(f.x0 for f in parts), max(f.x1 for f in parts)
    return top._replace(text=VULGAR.get(plain, plain), x0=left, x1=right, size=size, rise=0.0)


def _placed(fraction: Fragment, before: Fragment | None) -> Iterator[Fragment]:
    """A fraction, with a space before it where it would else be read as part of a figure."""
    if before is not None and before.text[-1:].isdecimal() and fraction.text[0].isdecimal():
        yield fraction._replace(text=SPACE, x0=before.x1, x1=fraction.x0)
    yield fraction


def as_script(fragment: Fragment, size: float, before: str = "") -> str:
    """A raised figure as superscript, and a lowered one behind a figure as subscript: else it would become
    part of that. `before` is what stands before it."""
    text, off = fragment.text, FOOTNOTE_RISE * size
    if fragment.size > SMALLER * size or abs(fragment.rise) <= off or not any(map(str.isdecimal, text)):
        return text
    if fragment.rise > 0:
        return text.translate(SUPERSCRIPTS) if RAISED_MARKS.issuperset(text) else text
    return text.translate(SUBSCRIPTS) if text.isdecimal() and before[-1:].isdecimal() else text

"""The numbers of questions: `2`, `1a`, `1.2`, `076`, `206/17`, and several together: `2-4`."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from ingest.letter.markers import AND, ONE

Order = tuple[int, str]

WIDEST = 50
"""A wider `5 – 700` is no range of questions."""

_ONE = re.compile(ONE, re.IGNORECASE)
_RANGE = re.compile(r"\s*(?:[-–—]|til\b)", re.IGNORECASE)
_AND = re.compile(AND, re.IGNORECASE)


@lru_cache(maxsize=4096)
def expand(text: str) -> tuple[str, ...]:
    """`2-4 og 7` -> 2, 3, 4, 7."""
    found: list[str] = []
    at, spans = 0, False
    while match := _ONE.match(text, at):
        number = match.group().casefold()
        found += _between(found[-1], number) if spans and found else [number]
        joint = _AND.match(text, match.end())
        if not joint:
            break
        spans = _RANGE.match(joint.group()) is not None
        at = joint.end()
    return tuple(dict.fromkeys(found)) or (text.casefold(),)


def _between(first: str, last: str) -> list[str]:
    """The numbers after the first, up to the last, of a range; the last alone where it is none."""
    if first.isdigit() and last.isdigit() and 0 < int(last) - int(first) <= WIDEST:
        return [str(n) for n in range(int(first) + 1, int(last) + 1)]
    return [last]


def together(numbers: tuple[str, ...]) -> str:
    """One name for several numbers: `2-4`, or `2,5` where some lie between."""
    if len(numbers) < 2:
        return "".join(numbers)
    rising = all(_follows(one, two) for one, two in pairwise(numbers))
    return f"{numbers[0]}-{numbers[-1]}" if rising else ",".join(numbers)


def _follows(one: str, two: str) -> bool:
    return one.isdigit() and two.isdigit() and int(two) == int(one) + 1


@lru_cache(maxsize=4096)
def order(number: str) -> Order:
    """2 < 2a < 2b < 10, and 1.2 < 1.10."""
    digits = re.match(r"\d+", number)
    if not digits:
        return 0, number
    rest = re.sub(r"\d+", lambda part: part.group().zfill(4), number[digits.end() :])
    return int(digits.group()), rest


def bare(number: str) -> str:
    """A number as others refer to it: `076` is 76."""
    return number.lstrip("0") or number

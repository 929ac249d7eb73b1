"""The one grammar of question numbers, for labels and for references.

One number is `2`, `076`, `206/17`, `1.2`, `1a` or `1 a`. Several are `2-4`, `2 til og med 4`, `2, 3 og 4`,
`1a-c`. The patterns are for `re.IGNORECASE` and contain no literal blank, as callers may replace blanks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

Order = tuple[int, str]

WIDEST = 50
"""A range with a greater difference, such as `5 – 700`, is not a range of questions."""

_GAP = r"\s{0,9}"
_THROUGH = r"(?:[-–—]|(?:til(?:\s{1,3}og\s{1,3}med)?|t\.?\s?o\.?\s?m\.?)(?=[\s\d]))"
_AND = rf"(?:[&+]|(?:,{_GAP})?(?:og|samt|eller)(?=\s|\d))"
_AGAIN = (
    r"(?:(?:(?:svaret\s{1,3})?(?:til|på|af)\s{1,3})?spørgsmål(?:ene)?\s{0,3}|spm\.?\s{0,3})?"
    r"(?:nr\.?\s{0,3})?(?:(?-i:[A-ZÆØÅ]{1,2})\s)?"
)
"""Words that may be repeated before each of several numbers: `spørgsmål 2 og spørgsmål nr. 3`."""

_PART = r"(?:(?-i:[a-h])(?!\w|\.\s?\d|\.\w)|(?-i:[A-H])(?![\w.]))"
"""The letter of a question's part, as in `4 d`, but not in `4 d. 3. maj` or `4 A. Holm`."""

_SINGLE = rf"\d{{1,4}}(?!\d)(?:/\d{{2,4}}|(?:\.\d{{1,2}}){{1,3}}(?!\.?\d)|[a-zæøå](?!\w)|\s{_PART})?"
ONE = rf"{_SINGLE}(?:(?<=[^\W\d_]){_GAP}(?:{_THROUGH}|{_AND}|,){_GAP}{_PART}){{0,7}}"
"""One number, with the letters of its other parts: `1a og b`."""


def listed(one: str = ONE, after_comma: str = "") -> str:
    """A pattern for one number or several. `after_comma`: what must follow a number after a comma."""
    another = rf"{_GAP}{_AGAIN}{one}"
    return rf"{one}(?:{_GAP}(?:{_THROUGH}|{_AND}){another}|{_GAP},{another}{after_comma}){{0,60}}"


LIST = rf"(?P<number>{listed()})"

_NEXT = re.compile(
    rf"(?P<join>{_GAP}(?:(?P<through>{_THROUGH})|{_AND}|,){_GAP})?{_AGAIN}"
    rf"(?:(?P<number>{_SINGLE})|(?P<part>{_PART}))",
    re.IGNORECASE,
)
_PARENT = re.compile(r"(\d+(?:\.\d+)*)(?:\.\d+|[a-zæøå])")


@lru_cache(maxsize=4096)
def expand(text: str) -> tuple[str, ...]:
    """Each of several numbers, in order: `2-4 og 7` -> 2, 3, 4, 7; `1a og b` -> 1a, 1b.

    A text that is not a number is returned as it is, in lower case; an empty text gives ().
    """
    if letters := re.fullmatch(r"([a-h])-([a-h])", text.casefold()):
        return tuple(chr(n) for n in range(ord(letters[1]), ord(letters[2]) + 1))
    found: list[str] = []
    at = 0
    while match := _NEXT.match(text, at):
        if bool(match["join"]) != bool(found) or not (found or match["number"]):
            break
        at = match.end()
        number = _plain(match["number"]) if match["number"] else found[-1][:-1] + match["part"].casefold()
        if (
            match["through"]
            and number.isdigit()
            and len(number) == 2
            and found[-1].isdigit()
            and int(number) < int(found[-1])
        ):
            found[-1] += f"-{number}"  # the year, in `112-19`
            continue
        found += _between(found[-1], number) if match["through"] else [number]
    return tuple(dict.fromkeys(found)) or (text.casefold(),) * bool(text)


def _plain(number: str) -> str:
    return "".join(number.split()).casefold()


def _between(first: str, last: str) -> list[str]:
    """The numbers of a range after its first, up to its last; only the last if it is not a range."""
    if first.isdigit() and last.isdigit() and 0 < int(last) - int(first) <= WIDEST:
        return [str(n) for n in range(int(first) + 1, int(last) + 1)]
    if first[:-1] == last[:-1] and "a" <= first[-1] < last[-1] <= "z":
        return [first[:-1] + chr(n) for n in range(ord(first[-1]) + 1, ord(last[-1]) + 1)]
    return [last]


def together(numbers: tuple[str, ...]) -> str:
    """One name for several numbers: `2-4` if they are consecutive, else `2,5`."""
    if len(numbers) < 2:
        return "".join(numbers)
    rising = all(_follows(one, two) for one, two in pairwise(numbers))
    return f"{numbers[0]}-{numbers[-1]}" if rising else ",".join(numbers)


def _follows(one: str, two: str) -> bool:
    if len(one) == len(two) == 1 and one.isalpha() and two.isalpha():
        return ord(two) == ord(one) + 1
    return one.isdigit() and two.isdigit() and int(two) == int(one) + 1


@lru_cache(maxsize=4096)
def order(number: str) -> Order:
    """A sort key for numbers: 2 < 2a < 2b < 10, and 1.2 < 1.10."""
    digits = re.match(r"\d+", number)
    if not digits:
        return 0, number
    rest = re.sub(r"\d+", lambda part: part.group().zfill(4), number[digits.end() :])
    return int(digits.group()), rest


def bare(number: str) -> str:
    """A number without leading zeros, as other letters refer to it: 076 -> 76."""
    return number.lstrip("0") or number


def parents(number: str) -> Iterator[str]:
    """The questions that a question is part of, the nearest first: `1.2b` -> 1.2, 1; `1a` -> 1."""
    while match := _PARENT.fullmatch(number):
        number = match[1]
        yield number

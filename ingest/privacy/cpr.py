"""CPR numbers, as they are written: where they stand in a text.

A false alarm costs a keeper a look; a missed number cannot be taken back. So whatever looks like a CPR
number and begins with a date of birth counts as one, unless a label right before it says that it is
something else. Modulus 11 can confirm a number and never clears one: numbers given since October 2007 may
fail it.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

WEIGHTS = (4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
"""Modulus 11 of the CPR office, "Personnummeret i CPR-systemet"."""

CENTURIES = (
    ("0123", 99, 1900), ("49", 36, 2000), ("49", 99, 1900), ("5678", 57, 2000), ("5678", 99, 1800),
)  # fmt: skip
"""(seventh digits, highest two-digit year, century of birth), from the same page."""

REPLACEMENT = 60
"""Added to the day in numbers for people who have no CPR number, as the CPR office advises."""

UNSEEN = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
DASHES = "\u2212\u2043_"
"""What stands for a hyphen beside Unicode's dashes: minus, hyphen bullet, and `_` in file names."""

_D = "[0-9OolI]"
"""A digit, or a letter that is read off a picture in its place."""

_MISREAD = {"0": "[0Oo]", "1": "[1lI]"}
_APART = r"[^0-9A-Za-z]{0,4}"
"""What may stand between the digits of a known number."""

_HYPHEN = r"[ \t\n]{0,3}-{1,2}[ \t\n]{0,3}"
_DATE = rf"{_D}{{2}}(?P<between>[./ -]?){_D}{{2}}(?P=between){_D}{{2}}|{_D}{{4}} {_D}{{2}}"

HYPHENATED = re.compile(rf"(?=(?<![0-9])(?P<number>(?:{_DATE}){_HYPHEN}{_D}{{4}})(?![0-9]))")
PLAIN = re.compile(
    rf"(?=(?<![0-9])(?P<number>{_D}{{6}}[ \t\n]{{0,3}}{_D}{{4}}"
    rf"|(?<![0-9]{{2}} )(?:(?:{_D}{{2}} ){{2}}|{_D}{{4}} ){_D}{{2}} {_D}{{4}}(?! [0-9]{{2}}))"
    r"(?![0-9])(?![.,][0-9]{1,2}(?![0-9]))(?!-[0-9]))"
)
DOUBTFUL = re.compile(
    rf"(?=(?<![0-9])(?P<number>{_D}{{2}}(?P<between>[./-]){_D}{{2}}(?P=between){_D}{{2}}[ \t\n]{{1,3}}"
    rf"{_D}{{4}}|{_D}{{6}} ?[./:] ?{_D}{{4}}|(?:{_D}[ \t]){{9}}{_D})(?![0-9])(?![ \t][0-9](?![0-9])))"
)
"""Forms that are mostly a date and a time, a case number and its year, or a row of figures. They count as a
CPR number only if they are labelled so, or confirmed by modulus 11."""

MISTYPED = re.compile(r"(?=(?<![0-9])(?P<number>[0-9]{5,7}[ \n.-]{0,3}[0-9]{3,5})(?![0-9]))")
"""Mistyped numbers behind a label: a digit too many or too few, or an impossible date."""

FEWEST_REAL = 7
"""Of the ten characters at least this many must be real digits; with fewer it is a word."""

LABEL = re.compile(
    r"(?:\bcpr|\bc\.p\.r|\bperson-?n(?:um(?:me)?)?r|\bpers\.? ?nr)"
    r"(?:[^0-9\n]{0,30}|[^0-9\n]{0,20}\n[^0-9\n]{0,10})$"
)
"""A label that announces a CPR number on the same line or the next."""

_NR = r"[ .-]*(?:nr|nummer(?:et)?|numre|id)\b"
_ACCOUNT = r"\b(?:konto(?:en)?|kto|reg|registrerings|giro|iban|bank|nemkonto)(?:[ .-]*(?:nr|nummer))?\b"
_CASE = rf"\b(?:sags?|j|journal|dok|dokument|akt|esdh|acadre|reference|ref|brev|løbe){_NR}"
_BARE_CASE = r"\b(?:sag|journal|dokument|reference|ref)\b"
_PHONE = r"\b(?:tlf|telefon|mobil|fax)(?:[ .-]*(?:nr|nummer))?\b"
_OTHER = (
    r"\b(?:ean|gln|cvr|isbn|issn|kr|dkk|kroner)\b(?:[ .-]*(?:nr|nummer)\b)?"
    r"|\b(?:ean|gln|cvr|se|ordre|faktura|bilags?|kunde|kontrakt|projekt|udbuds|vare|matrikel|matr|bfe|lokations"
    rf"|rekvisitions?|måler|installations|serie|aftale|stel){_NR}"
)
_PRODUCTION = rf"\b(?:p|produktionsenheds?|p-enheds?)(?:{_NR}|\b)"
_GAP = r"[ .:,#(=\t-]*(?:er )?"
_LISTED = r"(?:[0-9 -]{6,16}(?:,|;|/|og|samt|eller) ?)*$"
_BRANCH = rf"(?:[0-9]{{4}}[ ,-]*(?:{_ACCOUNT}{_GAP})?)?$"
"""The four digits of a bank's branch, before an account number."""

PHONE = re.compile(rf"{_PHONE}{_GAP}$")
ACCOUNT = re.compile(rf"{_ACCOUNT}{_GAP}{_BRANCH}")
CASE = re.compile(rf"{_CASE}{_GAP}$")
CASES = re.compile(rf"(?:{_CASE}|{_BARE_CASE}){_GAP}{_LISTED}")
OTHERS = re.compile(rf"(?:{_ACCOUNT}|{_OTHER}){_GAP}{_LISTED}")
PRODUCTION = re.compile(rf"{_PRODUCTION}{_GAP}{_LISTED}")
PRODUCTION_STARTS = "1"
"""Production units have ten digits too, and all their numbers begin like this."""

AMOUNT = re.compile(r"(?:,-|\s?(?:(?:kr|kroner|mio|dkk|eur|m2|stk)\b|mia\.|%|m²))")
ADDRESS = re.compile(r"://|www\.|@|\.[a-z]{2,3}/|[?&]\w+=")
WORD_BEFORE, WORD_AFTER = re.compile(r"(?:\b|-)[a-zæøå]{3,}$"), re.compile(r"[a-zæøå]{3,}\b")
"""A word that is joined to the number because its space was lost; a code of letters and digits is none."""

DELIBERATE = re.compile(r"(?<![0-9a-z-])[0-9]{6}-[0-9]{4}(?![0-9a-z-])", re.IGNORECASE)
"""The form that a person gives a CPR number; time stamps and ids of programs have no hyphen, or more of
them."""

LOOKED_BACK = 60

MARK = "█"
"""Replaces a digit that was taken out."""


@dataclass(frozen=True, slots=True)
class Cpr:
    """A CPR number in a text, from its first digit to past its last. `confirmed`: by modulus 11."""

    start: int
    end: int
    confirmed: bool


def find(text: str) -> tuple[Cpr, ...]:
    """The CPR numbers in a text, in order; none overlaps another."""
    seen, places = _seen(text)
    found: list[Cpr] = []
    taken = [False] * len(seen)
    for start, end in sorted(_candidates(seen), key=lambda span: span[0]):
        if not any(taken[start:end]):
            taken[start:end] = [True] * (end - start)
            found.append(Cpr(places[start], places[end - 1] + 1, confirmed(digits(seen[start:end]))))
    return tuple(found)


def deliberate(text: str) -> str:
    """The numbers in what a program wrote that are surely meant as CPR numbers, one a line.

    They have a hyphen in the right place, or a label before them. A time stamp (`1709821234`) has neither,
    and begins with a date of birth by chance.
    """
    seen, _ = _seen(text)
    lowered = seen.lower()
    hyphenated = {match.start(): match[0] for match in DELIBERATE.finditer(seen) if _dated(match[0])}
    labelled = {
        start: seen[start:end] for start, end in _candidates(seen) if _labelled(lowered, start)
    }  # fmt: skip
    return "\n".join((hyphenated | labelled).values())


def known(text: str, numbers: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Where the digits of given numbers stand in a text, however they are written, also inside longer
    numbers."""
    row = digits(text)
    here = [number for number in numbers if number in row]
    seen, places = _seen(text) if here else ("", [])
    for number in here:
        for match in re.finditer(_APART.join(_MISREAD.get(figure, figure) for figure in number), seen):
            yield places[match.start()], places[match.end() - 1] + 1


def masked(text: str, numbers: Iterable[str] = ()) -> str:
    """The text with a mark in the place of each digit of its CPR numbers, and of the given ones."""
    return struck(text, [*((cpr.start, cpr.end) for cpr in find(text)), *known(text, numbers)])


def struck(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with a mark in place of each digit in the spans [start, end); its length stays the same."""
    inside = {at for start, end in spans for at in range(start, end)}
    return "".join(MARK if at in inside and digit(char) else char for at, char in enumerate(text))


def digits(text: str) -> str:
    """The digits of a written number; letters that OCR confuses with digits count as those."""
    return "".join(figure for char in text if (figure := digit(char)))


def digit(char: str) -> str:
    """The digit that a character is, or was misread as; empty: none."""
    if char in "Oo":
        return "0"
    if char in "lI":
        return "1"
    value = unicodedata.decimal(char, None)
    return "" if value is None else str(value)


def confirmed(number: str) -> bool:
    """Do ten digits satisfy modulus 11, as nearly all numbers given before October 2007 do?"""
    total = sum(weight * int(figure) for weight, figure in zip(WEIGHTS, number, strict=False))
    return len(number) == len(WEIGHTS) and total % 11 == 0 and int(number[:2]) <= 31


def born(number: str) -> bool:
    """Do ten digits begin with a date of birth? The seventh says in which century."""
    day, month, year = int(number[:2]), int(number[2:4]), int(number[4:6])
    day -= REPLACEMENT if day > REPLACEMENT else 0
    century = next(base for sevenths, last, base in CENTURIES if number[6] in sevenths and year <= last)
    return 1 <= month <= 12 and 1 <= day <= monthrange(century + year, month)[1]


def _seen(text: str) -> tuple[str, list[int]]:
    """The text with one form of each digit, dash and space, and where in the text each character stands."""
    places = [at for at, char in enumerate(text) if char not in UNSEEN]
    return "".join(_form(text[at]) for at in places), places


def _form(char: str) -> str:
    if char.isascii() and (char.isalnum() or char in "\t\n -."):
        return char
    if char == "İ":  # the one letter that is two in lower case
        return "i"
    if (value := unicodedata.decimal(char, None)) is not None:
        return str(value)
    if unicodedata.category(char) == "Pd" or char in DASHES:
        return "-"
    if char == "|":
        return "\t"
    if char.isspace():
        return "\n" if char in "\r\f\v\u2028\u2029" else " "
    return "." if char in "·∙．" else char


def _candidates(seen: str) -> Iterator[tuple[int, int]]:
    """Spans of possible CPR numbers; of those that begin at one place the surest form first."""
    lowered = seen.lower()
    for form, is_one in ((HYPHENATED, _hyphenated), (PLAIN, _plain), (DOUBTFUL, _doubtful)):
        for match in form.finditer(seen):
            start, end = match.span("number")
            if _dated(seen[start:end]) and (_labelled(lowered, start) or is_one(lowered, start, end)):
                yield start, end
    for match in MISTYPED.finditer(seen):
        start, end = match.span("number")
        if 9 <= len(digits(match["number"])) <= 11 and _labelled(lowered, start):
            yield start, end


def _dated(written: str) -> bool:
    real = sum(char.isdigit() for char in written)
    return real >= FEWEST_REAL and born(digits(written))


def _hyphenated(text: str, start: int, end: int) -> bool:
    """`010190-1234` is one unless an account or case is announced, or it is part of a longer number."""
    before = _before(text, start)
    if ACCOUNT.search(before):
        return False
    part = re.search(r"[0-9]-$", before) or (before[-1:].isalnum() and re.match(r"-\w", text[end : end + 2]))
    return confirmed(digits(text[start:end])) or not (CASE.search(before) or part)


def _plain(text: str, start: int, end: int) -> bool:
    """Ten digits in a row, or with spaces, are one unless something says what else they are."""
    before = _before(text, start)
    if _glued(text, start, end) or AMOUNT.match(text, end) or ADDRESS.search(_token(text, start, end)):
        return False
    if _is_other(before, text[start:end]):
        return False
    return confirmed(digits(text[start:end])) or not CASES.search(before)


def _doubtful(text: str, start: int, end: int) -> bool:
    """A date and a figure are one only if they satisfy modulus 11 and nothing else is said of them."""
    before = _before(text, start)
    is_case = CASES.search(before) is not None
    return confirmed(digits(text[start:end])) and not is_case and not _is_other(before, text[start:end])


def _is_other(before: str, number: str) -> bool:
    """Does a label announce an account, a telephone, an amount or the like?"""
    if number.startswith(PRODUCTION_STARTS) and PRODUCTION.search(before):
        return True
    return any(label.search(before) for label in (ACCOUNT, PHONE, OTHERS))


def _labelled(text: str, start: int) -> bool:
    """Does a label before it say that it is a CPR number?"""
    return LABEL.search(text, max(0, start - LOOKED_BACK), start) is not None


def _before(text: str, start: int) -> str:
    """What stands before a place on its line."""
    return text[max(0, start - LOOKED_BACK) : start].rpartition("\n")[2]


def _glued(text: str, start: int, end: int) -> bool:
    """Is it part of a longer number, or of a code?"""
    before, after = text[max(0, start - LOOKED_BACK) : start], text[end : end + LOOKED_BACK]
    if re.search(r"[0-9][-./,:]$", before):
        return True
    open_before = not before[-1:].isalnum() or WORD_BEFORE.search(before)
    return not (open_before and (not after[:1].isalnum() or WORD_AFTER.match(after)))


def _token(text: str, start: int, end: int) -> str:
    """What stands around a place up to white space."""
    before = re.split(r"\s", text[max(0, start - LOOKED_BACK) : start])[-1]
    return before + "\0" + re.split(r"\s", text[end : end + LOOKED_BACK], maxsplit=1)[0]

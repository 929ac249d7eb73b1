"""Figures as officials write them: dates, quarters, amounts, shares, paragraphs and case numbers as one term.

Different ways to write the same figure give the same term: `d. 2. februar 2022`, `2/2-2022` and `2022-02-02`;
`1,2 mio.` and `1.200.000`; `§ 83a` and `paragraf 83 a`. Everything is in lower case.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from kb.danish import MONTHS

Forms = tuple[tuple[str, ...], ...]
"""The ways to match a token, best first: as a whole, else by all its parts."""

_ORDER = {"første": 1, "andet": 2, "anden": 2, "tredje": 3, "fjerde": 4}
_TIMES = {"mia": 10**9, "milliard": 10**9, "mio": 10**6, "million": 10**6, "t": 1000}

_MONTH = rf"(?:{'|'.join(name[:3] for name in MONTHS)})[a-z]*\.?"
_YEAR = r"(?:19|20)\d\d"
_NUMBER = r"(?:\d{1,3}(?:[. \u00a0\u202f]\d{3})+(?!\d)(?:,\d+)?|\d+(?:[.,:]\d+)*)(?![^\W_])"
_LARGE = r"(?:mia|mio|milliard(?:er)?|million(?:er)?|tusind|t\.?\s?kr)\b"
_LETTER = r"(?:[a-z]|\s[a-hj-z](?!\.\w))?\b"
"""The letter of a paragraph; ` i` after it is a word: `§ 83 i serviceloven`."""

PATTERNS = {
    "iso": rf"({_YEAR})-(\d\d)-(\d\d)(?!\d)",
    "named": rf"(\d{{1,2}})\.?\s?({_MONTH})\s({_YEAR})(?!\d)",
    "digits": rf"(\d{{1,2}})[./-](\d{{1,2}})[\s./-]\s?({_YEAR}|(?<=-)\d\d)(?![\d/]|[.,-]\d)",
    "period": rf"([1-4](?=\.)|{'|'.join(_ORDER)})\.?\s(kvartal|kvt\.?|halvår)\s(?:i\s)?({_YEAR})(?!\d)",
    "quarter": rf"q([1-4])\s?[-/]?\s?({_YEAR})(?!\d)",
    "years": rf"({_YEAR})\s?[/–-]\s?({_YEAR}|\d\d)(?![\d/]|[.,-]\d)",
    "paragraph": (
        rf"(?:§|\bparagraf(?:fen)?\s)\s?(\d+{_LETTER})(?:,?\s?stk\.?\s?(\d+))?(?:,?\s?nr\.?\s?(\d+))?"
    ),
    "paragraphs": rf"§§\s?(\d+{_LETTER}(?:\s?(?:,|-|–|og|eller|til)\s?\d+{_LETTER})*)",
    "journal": r"\d\d\.\d\d\.\d\d-[a-zæøå]\d\d-\d+-\d\d",
    "case": r"(?:\d{2}|\d{4})[/-]\d{4,}(?:-\d+)?(?![\d/]|[.,]\d)",
    "share": rf"({_NUMBER})\s?(?:%|pct\b\.?|procent(?:point)?\b)",
    "amount": rf"({_NUMBER})\s?({_LARGE})(?:\.(?!\w))?",
    "number": _NUMBER,
}
"""Kind of figure -> how it is written. The first that fits counts."""

ANY = "|".join(re.sub(r"(?<!\\)\((?!\?)", "(?:", pattern) for pattern in PATTERNS.values())
"""All of them, without groups."""

_COMPILED = {kind: re.compile(pattern) for kind, pattern in PATTERNS.items()}


def forms(token: str) -> Forms:
    """The ways to match a figure; empty if the token is no figure."""
    for kind, pattern in _COMPILED.items():
        if (match := pattern.fullmatch(token)) and (found := _READERS[kind](match)):
            return found
    return ()


def _number(text: str) -> Decimal | None:
    """A number with its thousands and decimals as Danes write them; None for clock times and the like."""
    if re.fullmatch(r"\d{1,3}(?:[. \u00a0\u202f]\d{3})+(?:,\d+)?|\d+(?:,\d+)?", text):
        return Decimal(re.sub(r"[. \u00a0\u202f]", "", text).replace(",", "."))
    return None


def _plain(text: str) -> str:
    """A number as a term: `1.200` and `1200`, `2,50` and `2,5` are one."""
    value = _number(text)
    return re.sub(r"\W", "_", text if value is None else _written(value))


def _written(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _date(year: str, month: int, day: int) -> Forms:
    """The day as one term, else month and year."""
    full = year if len(year) == 4 else f"20{year}"
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return ()
    return ((f"{full}_{month:02}_{day:02}",), (MONTHS[month - 1], full))


def _named(match: re.Match[str]) -> Forms:
    month = next((n for n, name in enumerate(MONTHS, 1) if name.startswith(match[2].rstrip(".")[:3])), 0)
    return _date(match[3], month, int(match[1]))


def _period(match: re.Match[str]) -> Forms:
    number = _ORDER.get(match[1]) or int(match[1])
    half = match[2] == "halvår"
    return ((f"{match[3]}_{'h' if half else 'q'}{number}",), ("halvår" if half else "kvartal", match[3]))


def _years(match: re.Match[str]) -> Forms:
    last = match[2] if len(match[2]) == 4 else match[1][:2] + match[2]
    return ((f"{match[1]}_{last}",), (match[1], last)) if match[1] < last else ()


def _paragraph(match: re.Match[str]) -> Forms:
    """The paragraph with its stykke and nummer, else with less."""
    found = ["par" + re.sub(r"\s", "", match[1])]
    for name, number in (("stk", match[2]), ("nr", match[3])):
        if number:
            found.append(f"{found[-1]}_{name}{number}")
    return tuple((each,) for each in reversed(found))


def _paragraphs(match: re.Match[str]) -> Forms:
    return (tuple("par" + re.sub(r"\s", "", each) for each in re.findall(rf"\d+{_LETTER}", match[1])),)


def _case(match: re.Match[str]) -> Forms:
    """The document in its case, else the case; zeros in front say nothing."""
    parts = [part.lstrip("0") or "0" for part in re.split(r"[/-]", match[0])]
    return (("_".join(parts),), ("_".join(parts[:2]),)) if len(parts) > 2 else (("_".join(parts),),)


def _share(match: re.Match[str]) -> Forms:
    return ((_plain(match[1]) + "pct",), (_plain(match[1]), "procent"))


def _amount(match: re.Match[str]) -> Forms:
    value = _number(match[1])
    unit = next(unit for unit in sorted(_TIMES, key=len, reverse=True) if match[2].startswith(unit))
    return ((_written(value * _TIMES[unit]),), (_plain(match[1]),)) if value is not None else ()


_READERS: dict[str, Callable[[re.Match[str]], Forms]] = {
    "iso": lambda m: _date(m[1], int(m[2]), int(m[3])),
    "named": _named,
    "digits": lambda m: _date(m[3], int(m[2]), int(m[1])),
    "period": _period,
    "quarter": lambda m: ((f"{m[2]}_q{m[1]}",), ("kvartal", m[2])),
    "years": _years,
    "paragraph": _paragraph,
    "paragraphs": _paragraphs,
    "journal": lambda m: ((re.sub(r"\W", "_", m[0]),),),
    "case": _case,
    "share": _share,
    "amount": _amount,
    "number": lambda m: ((_plain(m[0]),),),
}

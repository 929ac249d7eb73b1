"""The case number of a letter: which number has most evidence.

A number is a case number by what it looks like, by the label before it, and by where it stands; none of
these is enough alone. Each piece of evidence has a weight: see `LABELS`, `SHAPES` and `PLACES`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.dates import dates
from ingest.furniture.sidebar import CASE, DOCUMENT, NUMBER, REF
from ingest.letter.header.entries import Entry, Reader
from ingest.letter.header.labels import LABELLED

VALUE = re.compile(
    r"\d+/\d+(?:\s\d{1,3})+(?=\s*$)|[\w./-]*\d(?:[\w./-]*\w)?(?:\s*-\s*\d+)*(?![\w/])|\d+\s*-\s*\d+"
)
"""What may stand behind a label as a case number: it has a digit, and perhaps blanks around a hyphen."""

_PLAN = r"\d\d\.\d\d\.\d\d-[A-ZÆØÅ]\d\d-\d+-\d\d"
_PREFIX = r"[A-ZÆØÅ]{1,5}-?\d{4}-\d{3,6}"
_NO_MONTH = r"(?!(?:0\d|1[0-2])[-/](?:19|20)\d\d(?!\d))"
_NO_PERIOD = r"(?!\d{4}[-/](?:19|20)\d\d(?!\d))"
_BY_YEAR = rf"\d{{2}}/\d{{3,7}}|{_NO_PERIOD}(?:19|20)\d\d[-/]\d{{3,7}}|\d{{2}}-\d{{4,7}}"
_YEAR = rf"{_NO_MONTH}(?:{_BY_YEAR})(?:-\d{{1,3}})?"
_LONG = r"(?=[\d-]*\d{3})\d{1,2}(?:-\d{1,4}){3,5}"
SHAPES = {"plan": (3, re.compile(rf"{_PLAN}|{_PREFIX}|{_LONG}")), "year": (2, re.compile(_YEAR))}
"""Weights of what a number looks like: one of the numbering plan KLE, as `00.13.06-G01-3-18`, or with letters
before the year; a year and a number, as `21/44821` or `2021-44821`, but not the years of a budget."""

_BARE = re.compile(rf"(?<![\w./-])(?:{_PLAN}|{_PREFIX}|{_LONG}|{_YEAR})(?![\w/]|[.-]\w|,\d)")
LABELS = {
    "case": (4, re.compile(rf"(?:{CASE})", re.IGNORECASE)),
    "ref": (3, re.compile(rf"(?:{REF})", re.IGNORECASE)),
    "document": (1, re.compile(rf"(?:{DOCUMENT}|brev{NUMBER})", re.IGNORECASE)),
    "number": (2, re.compile(rf"(?:[^\W\d]{{1,12}}\.?{NUMBER}|id)", re.IGNORECASE)),
}
"""Weights of the labels: one for cases; one for whatever the writer refers to; one for the letter itself,
which has its own number in some programs; one that says only that it is a number: `Lb.nr.`, `ID-nr.`"""

_BEFORE = re.compile(
    rf"(?<![^\W_])(?P<label>{'|'.join(shape.pattern for _, shape in LABELS.values())})[.:]*\s*$",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    rf"(?:(?:deres|jeres|din|dit)\s+(?:{CASE}|{REF})"
    r"|(?:tlf|telefon|tel|mobil|fax|cvr|ean|kontonr|matr|lov|§|lokalplan|bekendtgørelse)\W*(?:\w{1,12})?)\W*$",
    re.IGNORECASE,
)
"""What stands before a number that is something else, or another's."""

PLACES = {"front": 1, "subject": 1, "alone": 1, "dated": 1, "again": 1, "sentence": -2}
"""Weights of where a number stands: before the text or beside it; at the end of a subject; with nothing else
around it, or in brackets; on the line of a date or the next; on several lines. What a sentence tells may be
another letter's number."""

ENOUGH = 4
"""The least weight of a case number."""

_SENTENCE = re.compile(r".{40}[.:?!]$|.*\b(?:har|er|vi|jeg|du|blev|skal|kan)\b")
_ENCLOSED = re.compile(r"\(\)|\[\]")
_DASH_OR_DIGITS = (re.compile(r"[-–]"), re.compile(r"\d{1,6}"))


@dataclass(frozen=True, slots=True)
class Candidate:
    """A number, the lines of it and its label, and how much speaks for it."""

    text: str
    lines: tuple[int, ...]
    weight: int


def case(reader: Reader) -> str | None:
    """The case number with most evidence, the first of equals; None if none has enough."""
    found = list(_labelled(reader, "case")) or [*_labelled(reader, "ref"), *_in_text(reader)]
    best = max(found, key=lambda each: each.weight, default=None)
    if best is None or best.weight < ENOUGH:
        return None
    reader.used |= set(best.lines)
    return _gone_on(reader, best.text)


def _labelled(reader: Reader, name: str) -> Iterator[Candidate]:
    """Numbers of any look that stand behind a label at the start of a line, or in a column behind labels."""
    weight = LABELS[name][0] + PLACES["front"]
    if column := reader.column(name, VALUE):
        yield Candidate(column, (), weight)
    for each in reader.each(name, reader.around, VALUE):
        yield Candidate(each.text, each.lines, weight)


def _in_text(reader: Reader) -> Iterator[Candidate]:
    """Numbers that look like case numbers, wherever they stand."""
    texts = [reader.lines[index].text for index in sorted({*reader.head, *reader.furniture, *reader.tail})]
    for at, (index, text) in enumerate(reader.around):
        for match in _BARE.finditer(text):
            # The label may end the line above: `vores sag` / `21/44821`.
            before = text[: match.start()] or (reader.around[at - 1][1] if at else "")
            if _OTHERS.search(before):
                continue
            number = match.group()
            evidence = {
                "front": index in reader.furniture or index in reader.head,
                "subject": LABELLED["title"].match(text) is not None and match.end() == len(text),
                "alone": number == text
                or _ENCLOSED.fullmatch(before[-1:] + text[match.end() : match.end() + 1]),
                "dated": _dated(reader.lines[index].text) or (at > 0 and _dated(reader.around[at - 1][1])),
                "again": sum(number in each for each in texts) > 1,
                "sentence": _SENTENCE.match(text) is not None,
            }
            look = next(weight for weight, shape in SHAPES.values() if shape.fullmatch(number))
            place = sum(PLACES[where] for where, so in evidence.items() if so)
            lines = () if evidence["sentence"] else (index,)
            yield Candidate(number, lines, look + place + _label(before))


def _dated(text: str) -> bool:
    return next(dates(text), None) is not None


def _label(before: str) -> int:
    """The weight of the label that the text before a number ends in."""
    match = _BEFORE.search(before)
    if not match:
        return 0
    return next(weight for weight, shape in LABELS.values() if shape.fullmatch(match["label"]))


def _gone_on(reader: Reader, number: str) -> str:
    """The case number with the rest of it, if it is split over three lines: `409`, `-`, `16`."""
    around: Sequence[Entry] = reader.around
    at = next((n for n, (_, text) in enumerate(around) if text == number), None)
    rest = around[at + 1 : at + 3] if at is not None else ()
    fits = [shape.fullmatch(text) for shape, (_, text) in zip(_DASH_OR_DIGITS, rest, strict=False)]
    if len(fits) < 2 or not all(fits):
        return number
    reader.used |= {index for index, _ in rest}
    return " ".join([number, *(text for _, text in rest)])

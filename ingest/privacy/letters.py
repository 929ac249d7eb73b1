"""Finds CPR numbers in a letter. A finding says where a number stands, and never repeats it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import accumulate, chain

from ingest.privacy.cpr import digits, find
from kb.model import Letter, Role

__all__ = ["Finding", "Place", "fields", "find", "in_field", "number", "of_letter"]

LABELS = {"case": "sagsnr. "}
"""The label that stood before a field in the letter; it says that the value is no CPR number."""


@dataclass(frozen=True, slots=True)
class Place:
    """Characters [start, end) of a line, or of a field that is no line.

    `line` is the index into `Letter.lines`; `page` and `number` are the line's own.
    """

    start: int
    end: int
    line: int | None = None
    page: int | None = None
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """Where a CPR number stands in a letter. One that is broken over lines has several places.

    `field` is `line`, `printed` (as read off the picture), `file`, a field of the metadata, `note`,
    `abbreviation` or `reference`.
    """

    field: str
    places: tuple[Place, ...]
    confirmed: bool

    def __str__(self) -> str:
        first = self.places[0]
        at = f"page {first.page}, line {first.number}" if first.page else f"line {first.number}"
        return at if first.line is not None else self.field


def of_letter(letter: Letter) -> tuple[Finding, ...]:
    """Where a letter holds CPR numbers: in its lines, its name, what was read from it, and what was noted."""
    return (*_in_lines(letter), *_in_printed(letter), *_in_fields(letter))


def number(letter: Letter, finding: Finding) -> str:
    """The digits of a number that stands in lines, needed to remove it; empty for other findings."""
    standing = [(letter.lines[place.line], place) for place in finding.places if place.line is not None]
    texts = [line.printed or "" if finding.field == "printed" else line.text for line, _ in standing]
    return "".join(
        digits(text[place.start : place.end]) for text, (_, place) in zip(texts, standing, strict=True)
    )


def _in_lines(letter: Letter) -> Iterator[Finding]:
    """Numbers in the lines: first in all lines in order, then in each text without the furniture between its
    lines."""
    covered: set[tuple[int | None, int]] = set()
    for stream in _streams(letter):
        for finding in _in_stream(letter, stream):
            own = {(place.line, at) for place in finding.places for at in range(place.start, place.end)}
            if not own <= covered:
                covered |= own
                yield finding


def _streams(letter: Letter) -> Iterator[Sequence[int]]:
    furniture = {piece.line for piece in letter.pieces if piece.role is Role.FURNITURE}
    yield range(len(letter.lines))
    yield [index for index in range(len(letter.lines)) if index not in furniture]
    parts: dict[tuple[str, Role], dict[int, None]] = {}
    for piece in letter.pieces:
        if piece.qa and piece.role in (Role.QUESTION, Role.ANSWER):
            parts.setdefault((piece.qa, piece.role), {})[piece.line] = None
    yield from (list(part) for part in parts.values())


def _in_stream(letter: Letter, stream: Sequence[int]) -> Iterator[Finding]:
    """The numbers in lines read one after the other."""
    texts = [letter.lines[index].text for index in stream]
    starts = list(accumulate((len(text) + 1 for text in texts), initial=0))
    for cpr in find("\n".join(texts)):
        first, last = bisect_right(starts, cpr.start) - 1, bisect_right(starts, cpr.end - 1) - 1
        places = tuple(
            _place(letter, stream[n], max(0, cpr.start - starts[n]), min(len(texts[n]), cpr.end - starts[n]))
            for n in range(first, last + 1)
        )
        yield Finding("line", places, cpr.confirmed)


def _place(letter: Letter, index: int, start: int, end: int) -> Place:
    line = letter.lines[index]
    return Place(start, end, index, line.page, line.number)


def _in_printed(letter: Letter) -> Iterator[Finding]:
    """What the lines held before they were mended, where that is a number too."""
    for index, line in enumerate(letter.lines):
        for cpr in find(line.printed or ""):
            yield Finding("printed", (_place(letter, index, cpr.start, cpr.end),), cpr.confirmed)


def _in_fields(letter: Letter) -> Iterator[Finding]:
    for field, text in fields(letter):
        for start, end, is_so in in_field(field, text):
            yield Finding(field, (Place(start, end),), is_so)


def in_field(field: str, text: str) -> list[tuple[int, int, bool]]:
    """Where a field holds CPR numbers, and whether they are confirmed; a field has its label beside it."""
    label = LABELS.get(field, "")
    found = ((cpr.start - len(label), cpr.end - len(label), cpr.confirmed) for cpr in find(label + text))
    return [each for each in found if each[0] >= 0]


def fields(letter: Letter) -> Iterator[tuple[str, str]]:
    """All other texts of a letter, each with the name of its field."""
    yield "file", letter.file
    for field, value in asdict(letter.metadata).items():
        values = value if isinstance(value, tuple) else (value,)
        yield from ((field, each) for each in values if isinstance(each, str))
    yield from (("note", part) for note in letter.notes for part in note.parts if isinstance(part, str))
    for abbreviation in letter.abbreviations:
        yield from (("abbreviation", text) for text in (abbreviation.short, abbreviation.full))
    for reference in chain.from_iterable(qa.references for qa in letter.qas):
        parts = reference.reason.parts if reference.reason else ()
        yield from (("reference", part) for part in (reference.text, *parts) if isinstance(part, str))

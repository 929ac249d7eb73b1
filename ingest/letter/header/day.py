"""The date of a letter: of the dates in its head and foot, the latest of those with most evidence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from ingest.dates import dates, parse_date, parse_date_line
from ingest.letter.header.entries import Entry, Reader

_DAY = re.compile(r"(?:.{0,20}\bden\s+|d\.\s*)?\d{1,4}\s*[-./\s].{0,20}\d{2}", re.IGNORECASE)
_OTHER_DATE = re.compile(r".*(?:frist|senest|modtaget|stillet|indsendt|inden)\b[^\d]*|.*:\s*", re.IGNORECASE)
"""A line after which a date alone is not the letter's: `Svar bedes sendt senest`."""

_SENTENCE = re.compile(r"\b(?:har|er|vi|jeg|du|blev|skal|kan|vil|havde|var|der)\b|[?!]")
_OTHERS = re.compile(
    r"frist|senest|modtag|stillet|indsend|indlever|inden\b|\bfør\b|spørgsmål|forespørg|henvend|skrivelse|\bbrev\b|\bmail\b|\bmøde|møde[rts]?\b"
    r"|\bpr\.|budget|regnskab|periode|gælde|valgt|ikraft|spørgetid|protokol|referat|\b(?:af|fra|til|om)\s*$",
    re.IGNORECASE,
)
"""What a line says of a date that is not the letter's: of the inquiry, a meeting, a deadline."""

_CUT = re.compile(r"(?:^|(?<=\s))\d{1,2}\.$")
"""The first half of a date, at the end of a line."""

_ANSWERED = re.compile(
    r"(?:\bsvar(?:et|ene)?\s+(?:af|den)"
    r"|\b(?:svar|besvarelse|notat|brev)(?:et|ene|n)?\s+(?:er|blev)?\s*(?:\w+\s+)?(?:ud|over|frem|af)?(?:sendt|givet)\b[^.:]{0,60}?"
    r"|(?:^|[.,:;]\s+)besvaret|\bbesvares\b[^.:]{0,40}?)\s*(?:den|d\.)?\s*$",
    re.IGNORECASE,
)
"""What a sentence says before the date of the answer: `Forvaltningens svar af`, `Svaret er sendt til`."""

_LOGGED = re.compile(
    r"\s*[:–-]\s*(?:Svar|Besvarelse)\w*\s+(?:er\s+)?(?:\w*sendt|afgivet|givet)", re.IGNORECASE
)
"""What a list of events says behind the date: `26. januar 2017: Besvarelse udsendt`."""

_MEETING = re.compile(r"(?:møde|spørgetid)\w*\s+(?:\w+\s+)?(?:den|d\.)?\s*$", re.IGNORECASE)

EVIDENCE = {"answered": 5, "label": 3, "alone": 3, "said": 3, "beside": 2, "meeting": 2, "minutes": 1}
"""Weights: behind `Svardato:`; behind `Dato:`; alone on a line; in a sentence on the answer; in a line that
says nothing of other dates, as `3. maj 2021, sag 21/448`; behind `Mødedato:`; in a title, of a meeting."""

LONGEST = 120
"""A line with more characters is running text, and its date may be anything's."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A date, its lines, and how much speaks for it."""

    day: date
    lines: tuple[int, ...]
    weight: int


def day(reader: Reader) -> date | None:
    """The letter's own date: the latest of those with most evidence, as the question's is earlier."""
    labelled = reader.labelled("answered", _DAY)
    if labelled and (answered := parse_date(labelled)):
        return answered
    for entries in (reader.front, reader.around):
        found = list(_candidates(reader, entries))
        best = [each for each in found if each.weight == max(other.weight for other in found)]
        if best:
            reader.used |= {index for each in best for index in each.lines}
            return max(each.day for each in best)
    return None


def _candidates(reader: Reader, entries: Sequence[Entry]) -> Iterator[Candidate]:
    column = reader.columns.get("date")
    for each in [*([column] if column else []), *reader.each("date", entries, _DAY)]:
        if found := parse_date(each.text):
            yield Candidate(found, each.lines, EVIDENCE["label"])
    for each in reader.each("meeting", entries, _DAY):
        if found := parse_date(each.text):
            yield Candidate(found, each.lines, EVIDENCE["meeting"])
    for (_, above), (index, text) in pairwise([(-1, ""), *entries]):
        if (cut := _CUT.search(above)) and (found := parse_date_line(f"{cut.group()} {text}")):
            yield Candidate(found, (index,), EVIDENCE["beside"])
        elif (found := parse_date_line(text)) and not _OTHER_DATE.fullmatch(above):
            yield Candidate(found, (index,), EVIDENCE["alone"])
        elif not found:
            within = _within(reader, index, text)
            yield from (each for each in within if not each.lines or not _OTHER_DATE.fullmatch(above))


def _within(reader: Reader, index: int, text: str) -> Iterator[Candidate]:
    """The dates in a line that says more. Only the first of a short line stands beside what else it says."""
    for n, (start, end, found) in enumerate(dates(text)):
        before = text[:start]
        if _ANSWERED.search(before) or _LOGGED.match(text, end):
            yield Candidate(found, (), EVIDENCE["said"])
        elif _MEETING.search(before) and index in reader.head and len(text) <= LONGEST:
            yield Candidate(found, (), EVIDENCE["minutes"])
        elif n == 0 and not text.startswith(":", end) and _beside(reader, index, text):
            yield Candidate(found, (index,), EVIDENCE["beside"])


def _beside(reader: Reader, index: int, text: str) -> bool:
    """Does the line only name what a head or foot names, as a place, a unit or a case number?"""
    parts = re.split(r",\s", text)
    placed = index in reader.head or index in reader.furniture or any(map(parse_date_line, parts))
    return placed and len(text) <= LONGEST and not _OTHERS.search(text) and not _SENTENCE.search(text)

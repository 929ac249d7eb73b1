"""Words in an answer that lean on another answer: `jf. svaret til spørgsmål 6`."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping

from ingest.markers import MONTHS
from kb.model import Reference

_NUMBER = r"\d{1,4}(?:[a-zæøå]\b)?"
_AND = r"(?:–|-|,?\s*(?:og|til|samt|eller)\b)\s*(?:nr\.?\s*|spørgsmål\s+)?"
_COMMA = r",\s*(?:nr\.?\s*|spørgsmål\s+)?"
_ENDS = r"\s*(?:$|[.;:!?)]|,(?!\d)|(?:–|-|og|samt|eller)\s)"
_LIST = rf"{_NUMBER}(?:\s*{_AND}{_NUMBER}|\s*{_COMMA}{_NUMBER}(?={_ENDS}))*"
"""`1, 2 og 3`, `5 – 7`. A comma goes on with the list only if the number behind it ends something or more
numbers follow: in `på spørgsmål 1, 15 både er i drift` a sentence goes on."""

_DATE = rf"\d{{1,2}}(?:\.\s*(?:{MONTHS})\s+\d{{4}}|[-./]\d{{1,2}}[-./](?:\d{{4}}|\d{{2}}))"
_LEAD = (
    r"(?:(?:jf\.?|jvf\.?|jævnfør|jvnf\.?|se|henvises?|(?:som\s+)?(?:det\s+)?(?:fremgår|fremgik)|nævnt|beskrevet|oplyst)"
    r"\s+(?:der\s+)?(?:også\s+)?(?:i\s+øvrigt\s+)?(?:(?:til|af|i)\s+)?)?"
)
_LETTER = (
    r"(?:svar(?:et)?|besvarelse|svarbrev(?:et)?|brev(?:et)?|notat(?:et)?)\s+(?:af|fra|den|dateret)\s+(?:den\s+|d\.\s*)?"
    rf"{_DATE}(?:\s+(?:om|vedrørende)\s+(?:(?!(?:er|blev|bliver|var|har|havde|indgår)\b)[^\s.,;:()]+\s*)+)?"
)
_NAMED = (
    r"(?:10-dages\s*)?(?:forespørgs\w+|henvendelse\w*|svar(?:et)?|svarbrev\w*|brev(?:et)?|besvarelsen?"
    r"|notat(?:et)?)"
)
_AWAY = (
    rf"\s+(?:(?:i|fra)\s+(?:\w+\s+)?{_LETTER}|(?:af|fra|den)\s+(?:den\s+|d\.\s*)?{_DATE}"
    rf"|(?:i|fra|til)\s+(?:\w+\s+){{0,2}}?(?:tidligere|seneste|forrige|sidste|anden|andet)\s+{_NAMED}\b"
    rf"|(?:i|fra|til)\s+(?:\w+\s+){{0,2}}?{_NAMED}\s+(?:om|fra|vedrørende)\s+[^\s.,;:()]+"
    r"|\(?(?:\w+\s+)?alm\.?\s?del\b\)?)"
)
"""Words that name another letter behind a question's number."""

_TO_QUESTION = re.compile(
    rf"{_LEAD}(?:(?:det|de|ovenstående|vores|mit|forvaltningens|foreløbige)\s+)*"
    r"(?:svare(?:t|ne)|svar|besvarelsen?(?:rne)?)\s+(?:til|på|af|under)\s+(?:spørgsmål(?:ene)?|spm\.?)\s+"
    rf"(?:nr\.?\s*)?(?P<numbers>{_LIST})"
    rf"(?P<away>{_AWAY})?",
    re.IGNORECASE,
)
_TO_LETTER = re.compile(
    rf"{_LEAD}(?:(?:vores|forvaltningens|vort|det|tidligere)\s+)*{_LETTER}", re.IGNORECASE
)
_LEADS_AWAY = re.compile(rf"{_AWAY}$", re.IGNORECASE)
_RANGE = re.compile(r"(\d{1,4})\s*(?:–|-|til)\s*(?:nr\.?\s*|spørgsmål\s+)?(\d{1,4})")
_SINGLE = re.compile(_NUMBER)
WIDEST_RANGE = 50
"""A wider `5 – 700` is no range of questions."""


def find(answer: str, own: Mapping[str, str]) -> tuple[Reference, ...]:
    """The references of an answer, in order. `own` is number -> QA id of the same letter.

    A reference is resolved in its own letter, unless its words name another letter.
    """
    return tuple(_references(answer, own))


def leads_nowhere(reference: Reference, own: Container[str]) -> bool:
    """Does it name questions of its own letter, none of which is there?"""
    away = _LEADS_AWAY.search(reference.text) is not None
    return bool(reference.numbers) and not away and not any(number in own for number in reference.numbers)


def _references(answer: str, own: Mapping[str, str]) -> Iterator[Reference]:
    """In order; of two that overlap, the one that starts first."""
    found = [match for pattern in (_TO_QUESTION, _TO_LETTER) for match in pattern.finditer(answer)]
    at = 0
    for match in sorted(found, key=lambda match: match.start()):
        if match.start() >= at:
            yield _reference(match, own)
            at = match.end()


def _reference(match: re.Match[str], own: Mapping[str, str]) -> Reference:
    text = match.group().strip()
    if match.re is _TO_LETTER:
        return Reference(text)
    numbers = expand(match["numbers"])
    return Reference(text, numbers, () if match["away"] else tuple(own[n] for n in numbers if n in own))


def expand(numbers: str) -> tuple[str, ...]:
    """`5 – 7 og 9` -> 5, 6, 7, 9."""
    found: list[str] = []
    at = 0
    while match := _SINGLE.search(numbers, at):
        span = _RANGE.match(numbers, match.start())
        if span and 0 <= int(span[2]) - int(span[1]) <= WIDEST_RANGE:
            found += [str(n) for n in range(int(span[1]), int(span[2]) + 1)]
            at = span.end()
        else:
            found.append(match.group().lower())
            at = match.end()
    return tuple(dict.fromkeys(found))

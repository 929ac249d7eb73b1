"""Words in an answer that lean on another answer: `jf. svaret til spørgsmål 6`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ingest.markers import MONTHS
from kb.model import Reference

_LIST = r"\d+[a-zæøå]?(?:\s*(?:–|-|,|og|til|samt)\s*(?:nr\.?\s*|spørgsmål\s+)?\d+[a-zæøå]?)*"
_LEAD = (
    r"(?:(?:jf\.?|jvf\.?|jævnfør|jvnf\.?|se|henvises?|(?:som\s+)?(?:det\s+)?(?:fremgår|fremgik)|nævnt|beskrevet|oplyst)"
    r"\s+(?:der\s+)?(?:også\s+)?(?:i\s+øvrigt\s+)?(?:(?:til|af|i)\s+)?)?"
)
_LETTER = (
    r"(?:svar(?:et)?|besvarelse|svarbrev(?:et)?|brev(?:et)?|notat(?:et)?)\s+(?:af|fra|den|dateret)\s+(?:den\s+|d\.\s*)?"
    rf"\d{{1,2}}\.\s*(?:{MONTHS})\s+\d{{4}}(?:\s+(?:om|vedrørende)\s+(?:(?!(?:er|blev|bliver|var|har|havde|indgår)\b)[^\s.,;:()]+\s*)+)?"
)
_TO_QUESTION = re.compile(
    rf"{_LEAD}(?:(?:det|de|ovenstående|vores|mit|forvaltningens|foreløbige)\s+)*"
    r"(?:svare(?:t|ne)|svar|besvarelsen?(?:rne)?)\s+(?:til|på|af|under)\s+(?:spørgsmål(?:ene)?|spm\.?)\s+"
    rf"(?:nr\.?\s*)?(?P<numbers>{_LIST})"
    rf"(?P<away>\s+(?:i|fra)\s+(?:\w+\s+)?{_LETTER})?",
    re.IGNORECASE,
)
_TO_LETTER = re.compile(
    rf"{_LEAD}(?:(?:vores|forvaltningens|vort|det|tidligere)\s+)*{_LETTER}", re.IGNORECASE
)
_RANGE = re.compile(r"(\d+)\s*(?:–|-|til)\s*(?:nr\.?\s*|spørgsmål\s+)?(\d+)")
_SINGLE = re.compile(r"\d+[a-zæøå]?")
WIDEST_RANGE = 50
"""A wider `5 – 700` is no range of questions."""


def find(answer: str, own: Mapping[str, str]) -> tuple[Reference, ...]:
    """The references of an answer, in order. `own` is number -> QA id of the same letter.

    A reference is resolved in its own letter, unless its words name another letter.
    """
    return tuple(_references(answer, own))


def _references(answer: str, own: Mapping[str, str]) -> Iterator[Reference]:
    at = 0
    while match := _next(answer, at):
        yield _reference(match, own)
        at = match.end()


def _next(answer: str, at: int) -> re.Match[str] | None:
    """The reference that starts first."""
    found = [match for pattern in (_TO_QUESTION, _TO_LETTER) if (match := pattern.search(answer, at))]
    return min(found, key=lambda match: match.start(), default=None)


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

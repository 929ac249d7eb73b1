"""Words in an answer that lean on another answer: `jf. svaret til spørgsmål 6`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ingest.markers import MONTHS
from kb.model import Reference

_LIST = r"\d+[a-zæøå]?(?:\s*(?:–|-|,|og|til|samt)\s*(?:nr\.?\s*|spørgsmål\s+)?\d+[a-zæøå]?)*"
_TO_QUESTION = re.compile(
    r"(?:(?:jf\.?|jvf\.?|jævnfør|jvnf\.?|se|henvises?(?:\s+der)?(?:\s+også)?(?:\s+i\s+øvrigt)?\s+til"
    r"|fremgår\s+af|nævnt\s+i|beskrevet\s+i|oplyst\s+i|ved)\s+)?"
    r"(?:(?:også|ovenstående|vores|mit|forvaltningens)\s+)*"
    r"(?:svare(?:t|ne)|svar|besvarelsen?(?:rne)?)\s+(?:til|på|af|under)\s+(?:spørgsmål(?:ene)?|spm\.?)\s+"
    rf"(?:nr\.?\s*)?(?P<numbers>{_LIST})",
    re.IGNORECASE,
)
_TO_LETTER = re.compile(
    r"(?:(?:jf\.?|se|fremgår\s+af|henvises?\s+til|af)\s+)?(?:(?:vores|forvaltningens|vort|det|tidligere)\s+)*"
    r"(?:svar(?:et)?|besvarelse|brev|notat)\s+(?:af|fra|den|dateret)\s+(?:den\s+|d\.\s*)?"
    rf"\d{{1,2}}\.\s*(?:{MONTHS})\s+\d{{4}}(?:\s+(?:om|på|til|fra)\s+[^.,;:()]+)?",
    re.IGNORECASE,
)
_RANGE = re.compile(r"(\d+)\s*(?:–|-|til)\s*(?:nr\.?\s*|spørgsmål\s+)?(\d+)")
_SINGLE = re.compile(r"\d+[a-zæøå]?")
WIDEST_RANGE = 50
"""A wider `5 – 700` is no range of questions."""


def find(answer: str, own: Mapping[str, str]) -> tuple[Reference, ...]:
    """The references of an answer, in order. `own` is number -> QA id of the same letter.

    A reference is resolved in its own letter, unless the words go on to name another letter.
    """
    return tuple(_references(answer, own))


def _references(answer: str, own: Mapping[str, str]) -> Iterator[Reference]:
    elsewhere = [match.span() for match in _TO_LETTER.finditer(answer)]
    found = [
        (match.start(), _to_question(match, own, answer)) for match in _TO_QUESTION.finditer(answer)
    ]
    found += [(start, Reference(answer[start:end].strip())) for start, end in elsewhere]
    for _, reference in sorted(found, key=lambda pair: pair[0]):
        yield reference


def _to_question(match: re.Match[str], own: Mapping[str, str], answer: str) -> Reference:
    numbers = expand(match["numbers"])
    away = re.match(r"\s*(?:\([^)]*\)\s*)?(?:i|af|fra)\s+(?:den\s+|vores\s+|brev|svar|\d)", answer[match.end() :])
    qas = () if away else tuple(own[n] for n in numbers if n in own)
    return Reference(match.group().strip(), numbers, qas)


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

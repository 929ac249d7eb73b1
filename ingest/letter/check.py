"""Looks at a split letter as a careful reader would, and notes what does not add up.

It knows nothing of how the letter was split: only the lines, what became of them, and the questions.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from ingest.letter import sisters
from ingest.letter.markers import GREETING
from ingest.letter.numbers import expand
from kb.model import QA, Line, Note, Piece, Role
from kb.notes import Code
from kb.text import ENDS, is_bullet
from kb.verbatim import by_qa

LABEL = re.compile(
    r"\s*(?:[:–]\s|(?:[\w-]{2,30}\s+){0,2}(?:Svar|SVAR|svar|Sv\.|Besvarelse)\b[^.?!\n]{0,25}:|Ad\s+\d"
    r"|(?:Spørgsmål|Spm\.?)\s+\d{1,3}\s*[:.]|[^.:?!]{3,60}\s(?:svarer|oplyser|bemærker):)"
)
"""A label left at the start of an answer."""

ASKED = re.compile(
    r"\s*(?:Spørgsmål|Spm\.?|SPØRGSMÅL)\s*(?:nr\.?\s*)?(?P<number>\d{1,3}[a-z]?)\s*(?:[:.–-]|$)"
)
NUMBERED = re.compile(r"\s*(?P<number>\d{1,3})[.)]\s")
COUNTED = ["to", "tre", "fire", "fem", "seks", "syv", "otte", "ni", "ti", "elleve", "tolv"]  # from 2 on
SAID = re.compile(
    rf"\b(?:følgende|nedenstående|disse|de|stillet|med|på)\s+(?P<count>\d{{1,2}}|{'|'.join(COUNTED)})\s+(?:skriftlige\s+|konkrete\s+)?spørgsmål\b",
    re.IGNORECASE,
)
"""`har stillet følgende fem spørgsmål`: how many a letter says that it answers."""

LONGEST_HEADING = 90
LONGEST_CLOSING = 170
"""Characters of a paragraph before the greeting that speaks of the letter; an answer's last one is longer."""


def check(
    lines: Sequence[Line],
    pieces: Sequence[Piece],
    qas: Sequence[QA],
    aside: Collection[int],
) -> Iterator[Note]:
    """What a keeper should look at. `aside`: indexes of lines in annexes and footnotes."""
    if not any(qa.answer for qa in qas):
        return
    roles = _roles(pieces)
    first, last = _reach(roles)
    yield from _left(lines, roles, range(first, last + 1), aside)
    yield from _behind(lines, roles, last, aside)
    yield from _announced(lines, first, qas)
    yield from _rows(lines, roles)
    missing = _missing([qa.number for qa in qas])
    own = by_qa(pieces)
    before = [at for at in range(first) if roles[at] == {Role.REMAINDER} and at not in aside]
    if (at := sisters.above(lines, before, sisters.common_look(lines, own, qas))) is not None:
        yield Note(Code.TEXT_OF_NO_QUESTION, (1,), lines[at].page, lines[at].number)
    odd = [*sisters.compare(lines, own, qas), *((code, qa) for qa in qas for code in _qa(qa, missing))]
    for code, qa in dict.fromkeys(odd):
        line = lines[min((piece.line for piece in own.get(qa.id, ())), default=first)]
        yield Note(code, (qa.number,), line.page, line.number, qa.id)


def _roles(pieces: Sequence[Piece]) -> dict[int, set[str]]:
    """Line -> the roles of its pieces, where those of QAs are `qa`."""
    roles: dict[int, set[str]] = defaultdict(set)
    for piece in pieces:
        roles[piece.line].add("qa" if piece.qa else piece.role)
    return roles


def _reach(roles: dict[int, set[str]]) -> tuple[int, int]:
    """The first and the last line of a QA."""
    own = [line for line, all_roles in roles.items() if "qa" in all_roles]
    return min(own), max(own)


def _left(
    lines: Sequence[Line], roles: dict[int, set[str]], places: range, aside: Collection[int]
) -> Iterator[Note]:
    """Lines between the questions that belong to none: but headings, and what leads to an answer, may."""
    left = [
        at
        for at in places
        if roles[at] == {Role.REMAINDER} and at not in aside and _says_something(lines[at].text)
    ]
    if left:
        line = lines[left[0]]
        yield Note(Code.TEXT_OF_NO_QUESTION, (len(left),), line.page, line.number)


def _says_something(text: str) -> bool:
    text = text.strip()
    if GREETING.match(text) or text.endswith(":"):
        return False
    return (
        "?" in text
        or len(text) > LONGEST_HEADING
        or (ENDS.search(text) is not None and len(text.split()) > 3)
    )


def _behind(
    lines: Sequence[Line], roles: dict[int, set[str]], last: int, aside: Collection[int]
) -> Iterator[Note]:
    """What still asks behind the last answer and before the greeting, or is long for closing words."""
    size = 0
    for at in range(last + 1, len(lines)):
        text = lines[at].text
        if GREETING.match(text):
            return
        if roles[at] != {Role.REMAINDER} or at in aside:
            continue
        size = len(text) + size * (not lines[at].opens)
        if ASKED.match(text) or text.rstrip().endswith("?") or size > LONGEST_CLOSING:
            yield Note(Code.TEXT_OF_NO_QUESTION, (1,), lines[at].page, lines[at].number)
            return


def _announced(lines: Sequence[Line], first: int, qas: Sequence[QA]) -> Iterator[Note]:
    """Does the letter say before its questions how many there are, and are there others?"""
    said = SAID.search(" ".join(line.text for line in lines[: first + 1]))
    if not said:
        return
    count = int(said["count"]) if said["count"].isdigit() else COUNTED.index(said["count"].casefold()) + 2
    found = sum(len(expand(qa.number)) for qa in qas)
    if found < count:
        yield Note(Code.NUMBERS_MISSING, (tuple(str(n) for n in range(found + 1, count + 1)),))


def _rows(lines: Sequence[Line], roles: dict[int, set[str]]) -> Iterator[Note]:
    """Does a table ask in rows that are no questions, while others of its rows are?"""
    rows: dict[int, set[str]] = defaultdict(set)
    asks: set[int] = set()
    for at, line in enumerate(lines):
        if line.row is not None:
            rows[line.row] |= roles[at]
            if "?" in line.text:
                asks.add(line.row)
    found = [row for row in asks if "qa" in rows[row]]
    if found and len(found) < len(asks):
        yield Note(Code.TABLE_ROWS_MISSED, (len(asks), len(found)))


def _missing(numbers: Sequence[str]) -> frozenset[int]:
    """The whole numbers that lack between others."""
    whole = [int(n) for number in numbers for n in expand(number) if n.isdigit()]
    return frozenset(n for one, two in pairwise(whole) if two - one > 1 for n in range(one + 1, two))


def _qa(qa: QA, missing: frozenset[int]) -> Iterator[Code]:
    """What is odd about a QA alone."""
    paragraphs = qa.answer.split("\n")
    if LABEL.match(qa.answer):
        yield Code.ANSWER_STARTS_WITH_LABEL
    elif len(paragraphs) > 1 and paragraphs[0].rstrip().endswith("?") and not is_bullet(paragraphs[1]):
        yield Code.ANSWER_STARTS_WITH_QUESTION
    if any(_asks_again(paragraph, missing) for paragraph in paragraphs[1:]):
        yield Code.QUESTION_IN_ANSWER


def _asks_again(paragraph: str, missing: frozenset[int]) -> bool:
    """Does a paragraph of an answer look like a question that was missed?"""
    if ASKED.match(paragraph):
        return True
    match = NUMBERED.match(paragraph)
    return (
        match is not None
        and paragraph.rstrip().endswith("?")
        and (int(match["number"]) in missing or not missing)
    )

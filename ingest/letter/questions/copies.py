"""The copy of a question that a letter prints before its answer, where the questions stand in a list too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from ingest.letter.markers import UNNUMBERED_LABEL
from ingest.letter.questions.blocks import Block
from ingest.letter.questions.labels import Opener
from ingest.letter.questions.openers import content

SHORTEST = 25
"""A shortened copy has at least this many letters and digits; less may agree by chance."""


@dataclass(frozen=True, slots=True)
class Copy:
    """Where a copy starts and ends, as (block, character), and whether it is the whole question."""

    start: tuple[int, int]
    end: tuple[int, int]
    whole: bool


@lru_cache(maxsize=4096)
def squashed(text: str) -> str:
    """The letters and digits of a text in lower case, to compare copies that are set differently."""
    return "".join(letter.lower()[:1] for letter in text if letter.isalnum())


def starts_with_copy(blocks: Sequence[Block], answer: Opener, question: Opener) -> bool:
    """Does the text of an answer start as the question does?"""
    at, start = content(blocks, answer)
    first, begin = content(blocks, question)
    if at >= len(blocks) or first >= len(blocks):
        return False
    one, two = squashed(blocks[at].text[start:]), squashed(blocks[first].text[begin:])
    shorter = min(len(one), len(two))
    return shorter > 0 and one[:shorter] == two[:shorter] and (shorter >= SHORTEST or len(one) == len(two))


def copied(blocks: Sequence[Block], answer: Opener, stop: int, question: str) -> Copy | None:
    """The copy of a question (squashed) at the start of an answer: the whole question, or its beginning."""
    first, start = content(blocks, answer)
    if first >= stop or not question:
        return None
    if label := UNNUMBERED_LABEL.match(blocks[first].text, start):
        start = label.end()
    if end := _end(blocks, first, start, stop, question):
        return Copy((first, start), end, whole=True)
    beginning = squashed(blocks[first].text[start:])
    if len(beginning) >= SHORTEST and question.startswith(beginning):
        return Copy((first, start), (first, len(blocks[first].text)), whole=False)
    return None


def _end(blocks: Sequence[Block], first: int, start: int, stop: int, question: str) -> tuple[int, int] | None:
    """The end of a text that repeats the whole question letter by letter; None at the first difference."""
    seen = 0
    for at in range(first, stop):
        text = blocks[at].text
        for place in range(start if at == first else 0, len(text)):
            if not text[place].isalnum():
                continue
            if text[place].lower()[:1] != question[seen]:
                return None
            seen += 1
            if seen == len(question):
                return at, _behind(text, place + 1)
    return None


def _behind(text: str, at: int) -> int:
    """The index after the punctuation that follows at `at`."""
    while at < len(text) and not text[at].isspace() and not text[at].isalnum():
        at += 1
    return at

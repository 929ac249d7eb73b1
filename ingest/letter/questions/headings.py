"""Theme headings between questions: a short bold paragraph between an answer and the next question."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import replace

from ingest.letter.body import Body
from ingest.letter.questions.pairs import Pair
from kb.text import ENDS, is_bullet, is_row

LONGEST = 80
"""A heading has at most this many characters; a line of a letter has about 90."""


def taken_off(body: Body, found: Iterable[Pair], starts: Iterable[int]) -> list[Pair]:
    """The pairs, each answer without the heading of the next question. `starts`: the questions' positions."""
    following = frozenset(starts)
    return [_without(body, each, following) for each in found]


def _without(body: Body, found: Pair, following: frozenset[int]) -> Pair:
    if len(found.answer) < 2:
        return found
    last = _position(body, found.answer[-1].line)
    first = last  # of the answer's last paragraph, which may be a heading
    while first and not body.opens(first):
        first -= 1
    if last + 1 not in following or not _is_heading(body, first, last + 1):
        return found
    heading = body.index(first)
    answer = tuple(span for span in found.answer if span.line < heading)
    # An answer that is bold throughout has no heading that could be told from it.
    said = any(not body.line(_position(body, span.line)).bold for span in answer)
    return replace(found, answer=answer) if said else found


def _position(body: Body, index: int) -> int:
    return bisect_left(body.rows, index, key=lambda row: row[0])


def _is_heading(body: Body, first: int, end: int) -> bool:
    """Is the paragraph bold and short, and not a sentence, bullet or table row?"""
    text = body.words(first, end)
    if not all(body.line(at).bold for at in range(first, end)) or len(text) > LONGEST:
        return False
    return not (ENDS.search(text) or is_bullet(text) or is_row(body.text(first)))

"""Theme headings between questions: what stands in bold between an answer and the next question."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import replace

from ingest.letter.body import Body
from ingest.letter.questions.pairs import Pair
from kb.text import ENDS, is_bullet, is_row

LONGEST = 80
"""Characters of a heading; a line of a letter has some 90."""


def taken_off(body: Body, found: Iterable[Pair], starts: Iterable[int]) -> list[Pair]:
    """The questions, their answers without the heading of the one after; `starts` are those of questions."""
    following = frozenset(starts)
    return [_without(body, each, following) for each in found]


def _without(body: Body, found: Pair, following: frozenset[int]) -> Pair:
    if len(found.answer) < 2:
        return found
    last = _position(body, found.answer[-1].line)
    first = last
    while first and not body.opens(first):
        first -= 1
    if last + 1 not in following or not _is_heading(body, first, last + 1):
        return found
    heading = body.index(first)
    answer = tuple(span for span in found.answer if span.line < heading)
    said = any(not body.line(_position(body, span.line)).bold for span in answer)
    return replace(found, answer=answer) if said else found


def _position(body: Body, index: int) -> int:
    return bisect_left(body.rows, index, key=lambda row: row[0])


def _is_heading(body: Body, first: int, end: int) -> bool:
    """Is the paragraph bold, short and no sentence?"""
    text = body.words(first, end)
    if not all(body.line(at).bold for at in range(first, end)) or len(text) > LONGEST:
        return False
    return not (ENDS.search(text) or is_bullet(text) or is_row(body.text(first)))

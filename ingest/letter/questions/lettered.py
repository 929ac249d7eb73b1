"""Questions whose lettered parts are answered one by one: `1. Støj`, `a) Hvor højt?`, `b) Hvornår?`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.letter.body import Body
from ingest.letter.markers import A_PAREN
from ingest.letter.questions.ends import question_end
from ingest.letter.questions.marks import asks, stops
from ingest.letter.questions.pairs import answered, pair
from ingest.letter.questions.runs import ASKING, Mark

FEWEST = 2


def parted(body: Body, questions: Sequence[Mark], end: int) -> tuple[list[Mark], list[int]]:
    """The questions and the positions of headings. Parts with their own answers become questions 1a, 1b."""
    found: list[Mark] = []
    headings: list[int] = []
    for mark, stop in zip(questions, stops(questions, end), strict=True):
        parts = _parts(body, mark, stop)
        if parts and not _has_own(body, mark, parts[0].at):
            headings.append(mark.at)
            found += parts
        else:
            found += [mark, *parts]
    headings += [mark.at for mark in _headings(body, found)]
    # `Spørgsmål nr.` / `3: a) Hvor højt?` is both a heading and the first part, which is kept.
    asked = {mark.at for mark in found if mark.skip}
    return [mark for mark in found if mark.at not in headings or mark.at in asked], headings


def _parts(body: Body, mark: Mark, stop: int) -> list[Mark]:
    """The parts of a question, if they run a, b, c and each has an answer of its own; else none."""
    if not mark.number.isdigit():
        return []
    parts = list(_marks(body, mark, stop))
    letters = [part.number[-1] for part in parts]
    rising = letters == [chr(ord("a") + n) for n in range(len(letters))]
    return parts if len(parts) >= FEWEST and rising and all(answered(body, parts, stop)) else []


def _marks(body: Body, mark: Mark, stop: int) -> Iterator[Mark]:
    for at in range(mark.text_at, stop):
        start = mark.text_from if at == mark.text_at else 0
        match = A_PAREN.pattern.match(body.text(at), start)
        if not match or not (body.opens(at) or body.line(at).bold or start):
            continue
        part = Mark(at, mark.number + match["number"], match.end(), ASKING)
        if asks(body, part):
            yield replace(part, at=mark.at, skip=at - mark.at) if start else part


def _has_own(body: Body, mark: Mark, stop: int) -> bool:
    """Does the question itself ask, before its parts?"""
    return "?" in body.words(mark.text_at, min(question_end(body, mark, stop), stop), mark.text_from)


def _headings(body: Body, marks: Sequence[Mark]) -> list[Mark]:
    """Marks that are only headings of the next ones: `1. Støj` before `1.1 Hvor højt?`."""
    return [
        mark
        for mark, after in pairwise(marks)
        if len(after.number) > len(mark.number)
        and after.order[0] == mark.order[0]
        and not mark.order[1]
        and not pair(body, mark, after.at).answer
        and not _has_own(body, mark, after.at)
    ]

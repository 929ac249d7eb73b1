"""Finds the places where questions may start, for one way of numbering them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.letter.body import Body
from ingest.letter.markers import A_PAREN, ASKED_BY, COMMITTEE, GOES_ON, LABEL_HEAD, Family
from ingest.letter.questions.runs import ANSWERED, ASKING, Mark
from kb.text import ENDS, is_row

ANOTHER_INDENT = 5.0
"""A line whose left edge is more than this many points from that of the mark before it is of another list."""

LONGEST_HEADING = 80
"""A heading before questions in parts (`1. Støj` / `a) Hvor højt?`) has at most this many characters."""


@dataclass(frozen=True, slots=True)
class Passed:
    """A place that looks like a question but was rejected, and why."""

    number: str
    at: int
    why: str


Labelled = Callable[[Mark, int], bool]
"""A function that tells whether a mark has an answer label before a position."""


def find(body: Body, family: Family, labelled: Labelled) -> tuple[list[Mark], list[Passed]]:
    """All marks of a family, and the places that only look like marks."""
    marks: list[Mark] = []
    passed: list[Passed] = []
    for mark in _matches(body, family):
        if mark.skip or _stands_free(body, mark):
            marks.append(_weighed(body, family, past_askers(body, mark)))
        else:
            passed.append(Passed(mark.number, mark.at, "stands inside a paragraph"))
    return _with_answered(_set_apart(body, marks), labelled, len(body)), passed


def _matches(body: Body, family: Family) -> Iterator[Mark]:
    at = 0
    while at < len(body):
        mark = _on_two_lines(body, family, at) if family.label and at + 1 < len(body) else None
        if mark is None and (match := family.pattern.match(body.text(at), body.unquoted(at))):
            mark = Mark(at, match["number"], match.end())
        if mark:
            yield mark
        at = mark.text_at + 1 if mark else at + 1


def _on_two_lines(body: Body, family: Family, at: int) -> Mark | None:
    """The mark of a label that starts on line `at` and has its number on the next line; None without one."""
    text, below = body.text(at), body.line(at + 1)
    if LABEL_HEAD.fullmatch(text):
        whole = f"{text.strip()} {below.text}"
        match = family.pattern.match(whole)
        lost = len(whole) - len(below.text)
    elif body.opens(at) and COMMITTEE.fullmatch(text):
        match, lost = GOES_ON.fullmatch(below.text) and family.pattern.match(below.text), 0
    else:
        return None
    # A number already on the first line makes it a label of one line.
    if not match or match.start("number") < lost:
        return None
    return Mark(at, match["number"], match.end() - lost, skip=1)


def past_askers(body: Body, mark: Mark) -> Mark:
    """The mark, its text starting after the lines between number and question that say who asks."""
    at, start = body.content(mark.text_at, mark.text_from)
    headed = at < len(body) - 1 and body.text(at)[start:].startswith("Spørgsmål om ")
    first = at + 1 if headed and ASKED_BY.fullmatch(body.text(at + 1)) else at
    end = first
    while end < len(body) - 1 and ASKED_BY.fullmatch(body.text(end), start if end == at else 0):
        end += 1
    return replace(mark, skip=end - mark.at, text_from=0) if end > first else mark


def _stands_free(body: Body, mark: Mark) -> bool:
    """Does a new paragraph start at the mark? Always at `Spørgsmål 6:`, not at a wrapped `spørgsmål 6.`."""
    line = body.line(mark.at)
    if body.opens(mark.at) or line.bold or is_row(line.text):
        return True
    label = line.text[: mark.text_from]
    if line.text[:1].isupper():
        return mark.text_from == len(line.text) or ":" in label or label[:2] == "Ad"
    ended = mark.at > 0 and ENDS.search(body.text(mark.at - 1)) is not None
    return line.text[mark.text_from :][:1].isupper() and (ended or asks(body, mark))


def _weighed(body: Body, family: Family, mark: Mark) -> Mark:
    sure = family.label or body.line(mark.at).bold or asks(body, mark)
    return replace(mark, worth=ASKING if sure else 0)


def asks(body: Body, mark: Mark) -> bool:
    """Does the paragraph after a mark ask something, or is it the heading of questions in parts?"""
    at, start = body.content(mark.text_at, mark.text_from)
    if at >= len(body):
        return False
    end = body.paragraph_end(at)
    return body.asks(at, start) or (
        end < len(body)
        and len(body.words(at, end, start)) <= LONGEST_HEADING
        and (part := A_PAREN.pattern.match(body.text(end))) is not None
        and part["number"] == "a"
        and body.asks(end, part.end())
    )


def _set_apart(body: Body, marks: Sequence[Mark]) -> list[Mark]:
    """The marks, each with `apart` set."""
    return [
        replace(mark, apart=_is_apart(body, before, mark)) if before else mark
        for before, mark in zip([None, *marks], marks, strict=False)
    ]


def _is_apart(body: Body, before: Mark, mark: Mark) -> bool:
    one, two = body.line(before.at), body.line(mark.at)
    if body.paragraph_end(before.at) < mark.at or one.bold != two.bold:
        return True
    if one.box and two.box and one.page == two.page:
        return abs(one.box.x0 - two.box.x0) > ANOTHER_INDENT
    return False


def _with_answered(marks: Sequence[Mark], labelled: Labelled, end: int) -> list[Mark]:
    """The marks, with a worth for those that do not ask but have an answer label after them.

    Marks between a question and its answer label get none: they are a list within the question.
    """
    found, waiting = [], False
    for mark, stop in zip(marks, stops(marks, end), strict=True):
        answered = labelled(mark, stop)
        if answered and not mark.worth and not waiting:
            mark = replace(mark, worth=ANSWERED)
        waiting = not answered and (waiting or mark.worth > 0)
        found.append(mark)
    return found


def stops(marks: Sequence[Mark], end: int) -> list[int]:
    """The position where the text after each mark ends: at the next mark, or at `end` for the last one."""
    return [mark.at for mark in marks[1:]] + [end] * bool(marks)

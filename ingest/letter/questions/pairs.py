"""One question and its answer: from its mark to the next one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.letter.body import Body, Stretch, answer_label, following
from ingest.letter.markers import AFTERWORD, ASKS, GLUED_ANSWER, SPEAKER
from ingest.letter.numbers import together
from ingest.letter.questions.marks import stops
from ingest.letter.questions.runs import Mark
from kb.text import is_bullet

BACKGROUND = 4
"""Lines after a first paragraph that asks nothing, among which the question may still come."""

LONGEST_QUOTE = 40
"""Lines. A quotation mark that is not closed within so many was none."""

QUOTES = {"”": "”", "“": "”“", '"': '"', "»": "«", "„": "“”"}


@dataclass(frozen=True, slots=True)
class Found:
    """A question and its answer as stretches of lines; `labels` hold the number and the answer label.

    `number` is as printed, `2-4` where several are answered together; `numbers` are the single ones. A letter
    of several askers may have a number twice.
    """

    number: str
    labels: tuple[Stretch, ...]
    question: tuple[Stretch, ...]
    answer: tuple[Stretch, ...]
    numbers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """An answer label: the position of its line, and the characters [start, end) that it has there."""

    at: int
    start: int
    end: int


def pair(body: Body, mark: Mark, stop: int) -> Found:
    """A question and its answer."""
    label = label_after(body, mark, stop)
    if label is None:
        end = question_end(body, mark, stop)
        question = asked(body, mark, end)
        return _found(mark, *_answer(body, mark, end, stop, question))
    question = asked(body, mark, label.at, label.start)
    answer = body.stretches(label.at, stop, label.end)
    labels = (*head(body, mark), body.stretch(label.at, label.start, label.end))
    return _found(mark, labels, question, answer)


def asked(body: Body, mark: Mark, end: int, to: int | None = None) -> tuple[Stretch, ...]:
    """The question up to a position, `to` within its line, without the `> ` of a mail that is quoted."""
    question = body.stretches(mark.text_at, end, mark.text_from, to)
    if not body.unquoted(mark.at):
        return question
    starts = {body.index(at): body.unquoted(at) for at in range(mark.text_at, min(end + 1, len(body)))}
    cut = (replace(each, start=max(each.start, starts[each.line])) for each in question)
    return tuple(each for each in cut if each.end > each.start)


def answer_only(body: Body, mark: Mark, stop: int) -> Found:
    """An answer whose question stands in another file, or in front of its answer label."""
    at, start = body.content(mark.text_at, mark.text_from)
    if at >= stop or body.asks(at, start):
        return pair(body, mark, stop)
    return _found(mark, head(body, mark), (), body.stretches(mark.text_at, stop, mark.text_from))


def _answer(
    body: Body, mark: Mark, at: int, stop: int, question: tuple[Stretch, ...]
) -> tuple[tuple[Stretch, ...], tuple[Stretch, ...], tuple[Stretch, ...]]:
    """Labels, question, and what stands behind it without an answer label, if that answers it."""
    labels = head(body, mark)
    if at < stop and AFTERWORD.match(body.text(at)):
        return labels, question, ()
    if at < stop and SPEAKER.fullmatch(body.text(at)):
        return (*labels, body.stretch(at)), question, body.stretches(at + 1, stop)
    return labels, question, body.stretches(at, stop)


def _found(
    mark: Mark, labels: tuple[Stretch, ...], question: tuple[Stretch, ...], answer: tuple[Stretch, ...]
) -> Found:
    return Found(together(mark.numbers), labels, question, answer, mark.numbers)


def head(body: Body, mark: Mark) -> tuple[Stretch, ...]:
    """The label of a mark itself, which may stand on two lines."""
    return body.stretches(mark.at, mark.text_at, 0, mark.text_from)


def label_after(body: Body, mark: Mark, stop: int) -> Place | None:
    """The first answer label behind a mark."""
    first = mark.text_at
    alone = following(body.answers, first + 1, stop)
    glued = following(body.glued, first, stop)
    while glued < min(alone, stop):
        if match := GLUED_ANSWER.search(body.text(glued), mark.text_from if glued == first else 0):
            return Place(glued, match.start(), match.end())
        glued = following(body.glued, glued + 1, stop)
    label = answer_label(body.text(alone)) if alone < stop else None
    return Place(alone, 0, label.end()) if label else None


def answered(body: Body, marks: Sequence[Mark], end: int) -> list[bool]:
    """Has each mark before the end an answer?"""
    marks = [mark for mark in marks if mark.at < end]
    return [bool(pair(body, mark, stop).answer) for mark, stop in zip(marks, stops(marks, end), strict=True)]


def question_end(body: Body, mark: Mark, stop: int) -> int:
    """Where a question without an answer label ends: with its bold lines or its quote, else its paragraph."""
    first, start = body.content(mark.text_at, mark.text_from)
    if first >= stop:
        return stop
    if quoted := _quote_end(body, first, start, stop):
        return quoted
    end = min(body.paragraph_end(first), stop)
    if quoted := _quoted_end(body, mark.at, stop):
        return quoted
    if body.line(first).bold:
        bold_end = first
        while bold_end < stop and body.line(bold_end).bold:
            bold_end += 1
        if bold_end < stop or end == stop:
            return bold_end
    return _asked_end(body, first, end, stop, start)


def _quoted_end(body: Body, at: int, stop: int) -> int | None:
    """The position behind the lines of a quoted mail that start here, if its answer stands below."""
    end = next((n for n in range(at, stop) if not body.unquoted(n)), stop)
    return end if at < end < stop else None


def _quote_end(body: Body, first: int, start: int, stop: int) -> int | None:
    """The position behind a quote that the question is."""
    text = body.text(first)[start:].lstrip()
    closing = QUOTES.get(text[:1])
    if not closing:
        return None
    for at in range(first, min(stop, first + LONGEST_QUOTE)):
        line = (text[1:] if at == first else body.text(at)).rstrip(" .:")
        if line.endswith(tuple(closing)):
            return at + 1
    return None


def _asked_end(body: Body, first: int, end: int, stop: int, start: int) -> int:
    """A question goes on over paragraphs that ask: after its background, or in parts `a) …?`."""
    asked = ASKS.search(body.words(first, end, start)) is not None
    reach = at = end
    while at < stop and (reach > end or asked or at < end + BACKGROUND):
        after = min(body.paragraph_end(at), stop)
        text = body.words(at, after)
        if text.endswith("?") and (not asked or is_bullet(text)):
            reach = after
        elif asked or reach > end:
            break
        at = after
    return reach if reach < stop else end

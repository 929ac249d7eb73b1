"""One question and its answer: from its mark to the next one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.letter.body import Body, LineSpan
from ingest.letter.markers import AFTERWORD, SPEAKER
from ingest.letter.numbers import together
from ingest.letter.questions.ends import asked, label_after, question_end
from ingest.letter.questions.marks import stops
from ingest.letter.questions.runs import Mark


@dataclass(frozen=True, slots=True)
class Pair:
    """A question and its answer as spans of lines; `labels` hold the number and the answer label.

    `number` is as printed, `2-4` where several are answered together; `numbers` are the single ones. A letter
    of several askers may have a number twice.
    """

    number: str
    labels: tuple[LineSpan, ...]
    question: tuple[LineSpan, ...]
    answer: tuple[LineSpan, ...]
    numbers: tuple[str, ...] = ()


def pair(body: Body, mark: Mark, stop: int) -> Pair:
    """The question and the answer between a mark and `stop`."""
    label = label_after(body, mark, stop)
    if label is None:
        end = question_end(body, mark, stop)
        question = asked(body, mark, end)
        return _found(mark, *_answer(body, mark, end, stop, question))
    question = asked(body, mark, label.at, label.start)
    answer = body.spans(label.at, stop, label.end)
    labels = (*head(body, mark), body.span(label.at, label.start, label.end))
    return _found(mark, labels, question, answer)


def answer_only(body: Body, mark: Mark, stop: int) -> Pair:
    """An answer whose question stands in another file, or with its question if that is repeated here."""
    at, start = body.content(mark.text_at, mark.text_from)
    if at >= stop or body.asks(at, start):
        return pair(body, mark, stop)
    return _found(mark, head(body, mark), (), body.spans(mark.text_at, stop, mark.text_from))


def _answer(
    body: Body, mark: Mark, at: int, stop: int, question: tuple[LineSpan, ...]
) -> tuple[tuple[LineSpan, ...], tuple[LineSpan, ...], tuple[LineSpan, ...]]:
    """(labels, question, answer), where the answer is the text from `at` on and has no answer label."""
    labels = head(body, mark)
    # 1. `Svarfrist: 3. maj` after a question is not an answer.
    if at < stop and AFTERWORD.match(body.text(at)):
        return labels, question, ()
    # 2. In minutes, a line with the speaker takes the place of the answer label: `Borgmesteren (Eva Holm):`
    if at < stop and SPEAKER.fullmatch(body.text(at)):
        return (*labels, body.span(at)), question, body.spans(at + 1, stop)
    # 3. Otherwise everything after the question answers it.
    return labels, question, body.spans(at, stop)


def _found(
    mark: Mark, labels: tuple[LineSpan, ...], question: tuple[LineSpan, ...], answer: tuple[LineSpan, ...]
) -> Pair:
    return Pair(together(mark.numbers), labels, question, answer, mark.numbers)


def head(body: Body, mark: Mark) -> tuple[LineSpan, ...]:
    """The spans of a mark's own label, which may take two lines."""
    return body.spans(mark.at, mark.text_at, 0, mark.text_from)


def answered(body: Body, marks: Sequence[Mark], end: int) -> list[bool]:
    """For each mark before `end`: does it have an answer?"""
    marks = [mark for mark in marks if mark.at < end]
    return [bool(pair(body, mark, stop).answer) for mark, stop in zip(marks, stops(marks, end), strict=True)]

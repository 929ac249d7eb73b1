"""Builds questions with their answers from marks, where an answer names its question or several questions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ingest.letter.body import Body, LineSpan, answer_label
from ingest.letter.markers import SPEAKER, TOGETHER
from ingest.letter.numbers import bare, order, together
from ingest.letter.questions.ends import AnswerLabel, label_after, question_end
from ingest.letter.questions.marks import stops
from ingest.letter.questions.pairs import Pair, head, pair
from ingest.letter.questions.questions_first import Copy, copied, squashed
from ingest.letter.questions.runs import Mark


@dataclass(slots=True)
class _Group:
    """The questions that are answered together, and the marks of their answers."""

    numbers: set[str]
    questions: list[Mark] = field(default_factory=list)
    answers: list[Mark] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _TextEnds:
    """`after`: the mark's position -> where its text ends. `questions`: positions of all questions."""

    after: Mapping[int, int]
    questions: frozenset[int]

    def of(self, mark: Mark) -> int:
        return self.after[mark.at]


def assemble(
    body: Body, questions: Sequence[Mark], answers: Sequence[Mark], end: int, breaks: Sequence[int] = ()
) -> list[Pair]:
    """Each question with its answer: the text after it, or after the answer marks that name its number.

    `breaks` are positions of headings, at which an answer ends.
    """
    answers = sorted([*answers, *_for_all_above(body, questions, end)], key=lambda mark: mark.at)
    groups = _groups(questions, answers)
    used = [mark for group in groups for mark in group.answers]
    places = sorted({mark.at for mark in (*questions, *used)} | set(breaks) | {end})
    ends = _TextEnds(dict(pairwise(places)), frozenset(mark.at for mark in questions))
    return [
        _group(body, group, ends) if group.answers else pair(body, group.questions[0], _end(group, ends))
        for group in groups
    ]


def _end(group: _Group, ends: _TextEnds) -> int:
    return ends.of(group.questions[0])


def _for_all_above(body: Body, questions: Sequence[Mark], end: int) -> Iterator[Mark]:
    """A mark for each `Samlet svar:` that answers all questions above it that have no answer yet."""
    waiting: list[str] = []
    for mark, stop in zip(questions, stops(questions, end), strict=True):
        waiting += mark.numbers
        label = label_after(body, mark, stop)
        if label and len(waiting) > 1 and TOGETHER.match(body.text(label.at), label.start):
            yield Mark(label.at, " og ".join(waiting), label.end)
        if label or question_end(body, mark, stop) < stop:
            waiting = []


def _groups(questions: Iterable[Mark], answers: Iterable[Mark]) -> list[_Group]:
    """The questions in reading order, grouped where one answer names several of them."""
    groups = [_Group({bare(n) for n in mark.numbers}, [mark]) for mark in questions]
    for mark in answers:
        named = {bare(number) for number in mark.numbers}
        # Only questions before the answer count: it cannot answer a later one.
        own = [group for group in groups if group.numbers & named and group.questions[0].at < mark.at]
        if not own:
            continue
        for other in own[1:]:
            own[0].numbers |= other.numbers
            own[0].questions += other.questions
            own[0].answers += other.answers
            groups.remove(other)
        own[0].answers.append(mark)
    return groups


def _group(body: Body, group: _Group, ends: _TextEnds) -> Pair:
    asked = [_question(body, mark, group, ends) for mark in group.questions]
    whole = squashed("".join(_text(body, question) for question, _ in asked))
    labels = [s for mark in (*group.questions, *group.answers) for s in head(body, mark)]
    question = [s for spans, _ in asked for s in spans]
    answer = [s for _, spans in asked for s in spans]
    for mark in group.answers:
        copy, label = _before(body, mark, ends.of(mark), whole)
        labels += [body.span(label.at, label.start, label.end)] if label else []
        if copy and copy.whole and len(group.questions) == 1:
            question = list(body.spans(mark.text_at, copy.at, mark.text_from, copy.end))
        answer += _answer(body, mark, ends.of(mark), copy, label)
    numbers = tuple(sorted({n for mark in group.questions for n in mark.numbers}, key=order))
    return Pair(together(numbers), _in_order(labels), tuple(question), _in_order(answer), numbers)


def _in_order(spans: Iterable[LineSpan]) -> tuple[LineSpan, ...]:
    return tuple(sorted(set(spans), key=lambda s: (s.line, s.start)))


def _text(body: Body, spans: Iterable[LineSpan]) -> str:
    """The text of spans, run together."""
    texts = {index: line.text for index, line in body.rows}
    return "".join(texts[s.line][s.start : s.end] for s in spans)


def _question(
    body: Body, mark: Mark, group: _Group, ends: _TextEnds
) -> tuple[tuple[LineSpan, ...], tuple[LineSpan, ...]]:
    """The spans of a question whose answer has a mark, and of a labelled answer that stands before that mark.

    Text between the last question of a list and the answers may introduce all answers, not one question.
    """
    stop = ends.of(mark)
    own = any(answer.at == stop for answer in group.answers)
    if label := label_after(body, mark, stop):
        question = body.spans(mark.text_at, label.at, mark.text_from, label.start)
        return question, body.spans(label.at, stop, label.end) if own else ()
    asked = question_end(body, mark, stop)
    end = asked
    if own or stop in ends.questions:
        end = _without_introduction(body, asked, stop)
    return body.spans(mark.text_at, end, mark.text_from), ()


def _without_introduction(body: Body, asked: int, stop: int) -> int:
    """The end of a question with its background, before a last paragraph `Forvaltningen kan oplyse:`."""
    last = [at for at, _ in body.paragraphs(asked, stop)][-1:]
    if last and body.words(last[0], stop).endswith(":") and not body.asks(last[0]):
        return last[0]
    return stop


def _before(body: Body, mark: Mark, stop: int, question: str) -> tuple[Copy | None, AnswerLabel | None]:
    """The copy of the question and the answer label that may stand between an answer's mark and its text."""
    copy = copied(body, mark, stop, question)
    at, start = body.content(*((copy.at, copy.end) if copy else (mark.text_at, mark.text_from)))
    if at < stop and (match := answer_label(body.text(at)[start:])):
        return copy, AnswerLabel(at, start, start + match.end())
    # In minutes, a line with the speaker stands for the answer label: `Borgmesteren (Eva Holm):`
    if at < stop and not start and SPEAKER.fullmatch(body.text(at)):
        return copy, AnswerLabel(at, 0, len(body.text(at)))
    # A question repeated in other words is no copy, but ends at the answer label after it.
    later = None if copy or at >= stop or not body.asks(at, start) else label_after(body, mark, stop)
    return copy, later


def _answer(
    body: Body, mark: Mark, stop: int, copy: Copy | None, label: AnswerLabel | None
) -> tuple[LineSpan, ...]:
    if label:
        return body.spans(label.at, stop, label.end)
    if copy:
        return body.spans(copy.at, stop, copy.end)
    return body.spans(mark.text_at, stop, mark.text_from)

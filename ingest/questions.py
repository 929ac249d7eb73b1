"""Lines to questions and answers.

One way of marking questions is chosen for the whole letter: the one whose numbers run best. Lines that
ask, or are followed by an answer label, are questions first; a numbered line that does neither is one only
where the numbers need it. So a numbered list inside an answer stays in its answer.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from ingest.markers import (
    ANSWER,
    ASKS,
    FAMILIES,
    GLUED_ANSWER,
    GREETING,
    UNNUMBERED_LABEL,
    Family,
)
from ingest.runs import ANSWERED, ASKING, Mark, run, score
from kb.model import Line
from kb.text import is_bullet

BACKGROUND = 4
"""Lines after a first paragraph that asks nothing, among which the question may still come."""

LONGEST_QUESTION = 900
"""Characters. An unnumbered paragraph longer than this is no question, whatever it ends with."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """The characters [start, end) of a line, by its index."""

    line: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Found:
    """A question and its answer as stretches of lines; `labels` hold the number and the answer label."""

    number: str
    labels: tuple[Stretch, ...]
    question: tuple[Stretch, ...]
    answer: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Split:
    """All questions of a letter, and how they were marked. `head` and `tail` are what stands around them."""

    family: str | None
    found: tuple[Found, ...] = ()
    head: tuple[int, ...] = ()
    tail: tuple[int, ...] = ()


@dataclass(slots=True)
class _Body:
    """The lines of a letter without furniture: (index in the letter, line)."""

    rows: list[tuple[int, Line]] = field(default_factory=list)

    def text(self, at: int) -> str:
        return self.rows[at][1].text

    def greetings(self) -> list[int]:
        return [at for at in range(len(self.rows)) if GREETING.match(self.text(at))]

    def paragraph_end(self, at: int) -> int:
        """The position after the paragraph that starts at `at`: where the source opens the next one."""
        end = at + 1
        while end < len(self.rows) and not self._new_paragraph(end):
            end += 1
        return end

    def _new_paragraph(self, at: int) -> bool:
        line, before = self.rows[at][1], self.rows[at - 1][1]
        continues = line.page != before.page and line.text[:1].islower()
        return (line.opens and not continues) or ANSWER.match(line.text) is not None

    def stretch(self, at: int, start: int = 0, end: int | None = None) -> Stretch:
        index, line = self.rows[at]
        return Stretch(index, start, len(line.text) if end is None else end)

    def stretches(self, first: int, last: int, start: int = 0) -> Iterator[Stretch]:
        """Positions first to last (exclusive), the first from character `start`."""
        for at in range(first, last):
            yield self.stretch(at, start if at == first else 0)


def split(lines: Sequence[Line], furniture: frozenset[int] = frozenset()) -> Split:
    """Find the questions and answers of a letter among the lines that are not furniture."""
    body = _Body([(i, line) for i, line in enumerate(lines) if i not in furniture and line.text.strip()])
    family, marks = _choose(body)
    if not marks:
        return Split(None, head=tuple(i for i, _ in body.rows))
    end = _letter_end(body, marks[-1].at)
    found = [_cut(body, mark, stop) for mark, stop in zip(marks, _stops(marks, end), strict=True)]
    return Split(
        family,
        tuple(found),
        head=tuple(i for i, _ in body.rows[: marks[0].at]),
        tail=tuple(i for i, _ in body.rows[end:]),
    )


def _choose(body: _Body) -> tuple[str | None, list[Mark]]:
    """The family whose numbers run best, else questions without numbers."""
    runs = [(f, run(_of_the_letter(body, _marks(body, f)), f.weight)) for f in FAMILIES]
    scored = [(score(marks, family.weight), family, marks) for family, marks in runs if marks]
    if scored:
        _, family, marks = max(scored, key=lambda run: run[0])
        return family.name, marks
    if marks := _unnumbered(body):
        return "unnumbered", marks
    return None, []


def _marks(body: _Body, family: Family) -> list[Mark]:
    """Every line that the family could mean."""
    marks = []
    for at, (_, line) in enumerate(body.rows):
        match = family.pattern.match(line.text)
        if match and (line.opens or line.bold or _labels(line.text, match)):
            asks = family.weight > 1 or line.bold or _asks(body, at, match.end())
            marks.append(Mark(at, match["number"].casefold(), match.end(), ASKING if asks else 0))
    return _with_answered(body, marks)


def _with_answered(body: _Body, marks: Sequence[Mark]) -> list[Mark]:
    """The marks, with the worth of those that do not ask but have an answer label behind them.

    Not of those between a question and its own label: they are a list in the question.
    """
    found, waiting = [], False
    for mark, stop in zip(marks, _stops(marks, len(body.rows)), strict=True):
        labelled = _answer_label(body, mark, stop) is not None
        if labelled and not mark.worth and not waiting:
            mark = replace(mark, worth=ANSWERED)
        waiting = not labelled and (waiting or mark.worth > 0)
        found.append(mark)
    return found


def _stops(marks: Sequence[Mark], end: int) -> list[int]:
    """Where the text behind each mark stops: at the next one, the last at the end."""
    return [mark.at for mark in marks[1:]] + [end] * bool(marks)


def _labels(text: str, match: re.Match[str]) -> bool:
    """Is it a label even in the middle of a paragraph? `Spørgsmål 6:` is, a wrapped `spørgsmål 6.` is not."""
    return text[:1].isupper() and (match.end() == len(text) or ":" in match.group())


def _asks(body: _Body, at: int, start: int) -> bool:
    """Does the paragraph at this position ask something?"""
    last = body.paragraph_end(at)
    text = " ".join([body.text(at)[start:], *(body.text(i) for i in range(at + 1, last))])
    return ASKS.search(text.strip()) is not None


def _of_the_letter(body: _Body, marks: Sequence[Mark]) -> list[Mark]:
    """The marks up to the greeting that ends the letter, without those of an inquiry that stands before it.

    A greeting ends the letter if nothing asks after it, or if the numbers start again, as in an annex. Where
    an answer quotes a greeting, the numbers go on behind it.
    """
    greetings, end = body.greetings(), len(body.rows)
    asking = [mark for mark in marks if mark.worth]
    first = 0
    for mark, after in zip(asking, [*asking[1:], None], strict=False):
        stop = _next(greetings, mark.at, end)
        if after and (after.at < stop or mark.order < after.order):
            continue
        own = [m for m in marks if first <= m.at < stop]
        later = [m for m in marks if stop <= m.at]
        if after is None or not _is_inquiry(body, own, stop, later, _next(greetings, after.at, end)):
            return own
        first = stop
    return [mark for mark in marks if mark.at >= first]


def _next(places: Sequence[int], at: int, end: int) -> int:
    """The first of rising places from here on."""
    place = bisect_left(places, at)
    return places[place] if place < len(places) else end


def _is_inquiry(body: _Body, marks: Sequence[Mark], end: int, later: Sequence[Mark], stop: int) -> bool:
    """Are these questions without answers, and have those that come later some?

    Behind the last question of an inquiry may stand when an answer is wished for.
    """
    answers = _answers(body, marks, end)
    return not any(answers[:-1] or answers) and sum(answers) < sum(_answers(body, later, stop))


def _answers(body: _Body, marks: Sequence[Mark], end: int) -> list[bool]:
    """Has each mark before the end an answer?"""
    marks = [mark for mark in marks if mark.at < end]
    stops = _stops(marks, end)
    return [bool(_cut(body, mark, stop).answer) for mark, stop in zip(marks, stops, strict=True)]


def _unnumbered(body: _Body) -> list[Mark]:
    """Questions without numbers: labelled `Spørgsmål:`, or paragraphs that end with a question mark."""
    labelled = [
        (at, match.end())
        for at, (_, line) in enumerate(body.rows)
        if (match := UNNUMBERED_LABEL.match(line.text))
    ]
    starts = labelled or [(at, 0) for at in _question_paragraphs(body)]
    return [Mark(at, str(n), start, ASKING) for n, (at, start) in enumerate(starts, 1)]


def _question_paragraphs(body: _Body) -> Iterator[int]:
    at = 0
    while at < len(body.rows):
        end = body.paragraph_end(at)
        text = " ".join(body.text(i) for i in range(at, end)).rstrip('"”’» ')
        if text.endswith("?") and len(text) <= LONGEST_QUESTION and text[:1].isupper():
            yield at
        at = end


def _letter_end(body: _Body, last_mark: int) -> int:
    """Where the last answer ends: at the greeting, or with the letter."""
    after = range(last_mark + 1, len(body.rows))
    return next((at for at in after if GREETING.match(body.text(at))), len(body.rows))


def _cut(body: _Body, mark: Mark, stop: int) -> Found:
    """One question and its answer, from its mark to the next."""
    label = body.stretch(mark.at, 0, mark.text_from)
    labels = (label,) if label.end > label.start else ()
    answer_label = _answer_label(body, mark, stop)
    if answer_label is None:
        end = _question_end(body, mark, stop)
        question = tuple(body.stretches(mark.at, end, mark.text_from))
        return Found(mark.number, labels, question, tuple(body.stretches(end, stop)))
    at, start, answer_from = answer_label
    question = tuple(body.stretches(mark.at, at, mark.text_from))
    if start > 0:
        first = mark.text_from if at == mark.at else 0
        question = (*question, body.stretch(at, first, start))
    answer = tuple(s for s in body.stretches(at, stop, answer_from) if s.end > s.start)
    return Found(mark.number, (*labels, body.stretch(at, start, answer_from)), question, answer)


def _answer_label(body: _Body, mark: Mark, stop: int) -> tuple[int, int, int] | None:
    """The first answer label of a question: position, where the label starts, where the answer starts."""
    for at in range(mark.at, stop):
        text = body.text(at)
        if at > mark.at and (match := ANSWER.match(text)):
            return at, 0, match.end()
        if match := GLUED_ANSWER.search(text, mark.text_from if at == mark.at else 0):
            return at, match.start(), match.end()
    return None


def _question_end(body: _Body, mark: Mark, stop: int) -> int:
    """Where a question without an answer label ends: with its bold lines, else with its paragraph."""
    first = mark.at
    if not body.text(first)[mark.text_from :].strip() and first + 1 < stop:
        first += 1
    end = min(body.paragraph_end(first), stop)
    if body.rows[first][1].bold:
        bold_end = first
        while bold_end < stop and body.rows[bold_end][1].bold:
            bold_end += 1
        if bold_end < stop or end == stop:
            return bold_end
    return _asked_end(body, first, end, stop)


def _asked_end(body: _Body, first: int, end: int, stop: int) -> int:
    """A question goes on over paragraphs that ask: after its background, or in parts `a) …?`."""
    asked = ASKS.search(_paragraph_text(body, first, end)) is not None
    reach = at = end
    while at < stop and (reach > end or asked or at < end + BACKGROUND):
        after = min(body.paragraph_end(at), stop)
        text = _paragraph_text(body, at, after)
        if text.endswith("?") and (not asked or is_bullet(text)):
            reach = after
        elif asked or reach > end:
            break
        at = after
    return reach if reach < stop else end


def _paragraph_text(body: _Body, first: int, last: int) -> str:
    return " ".join(body.text(at) for at in range(first, last)).strip()

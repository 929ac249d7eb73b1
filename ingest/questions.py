"""Lines to questions and answers.

One way of marking questions is chosen for the whole letter: the one whose numbers run best. So a
numbered list inside an answer stays in its answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ingest.markers import (
    ANSWER,
    ASKS,
    FAMILIES,
    GLUED_ANSWER,
    GREETING,
    UNNUMBERED_LABEL,
    Family,
)
from kb.model import Line

ASKING = 4
"""What it is worth for a marked line to ask something; more than any run of list numbers."""

NEXT = 2
"""What it is worth for a number to follow its predecessor by one."""

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


@dataclass(frozen=True, slots=True)
class _Mark:
    """A place where a question may start: position in the body, number, and where its text begins."""

    at: int
    number: str
    text_from: int
    asks: bool


@dataclass(slots=True)
class _Body:
    """The lines of a letter without furniture: (index in the letter, line)."""

    rows: list[tuple[int, Line]] = field(default_factory=list)

    def text(self, at: int) -> str:
        return self.rows[at][1].text

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
    stops = [mark.at for mark in marks[1:]] + [end]
    found = [_cut(body, mark, stop) for mark, stop in zip(marks, stops, strict=True)]
    return Split(
        family,
        tuple(found),
        head=tuple(i for i, _ in body.rows[: marks[0].at]),
        tail=tuple(i for i, _ in body.rows[end:]),
    )


def _choose(body: _Body) -> tuple[str | None, list[_Mark]]:
    """The family whose numbers run best, else questions without numbers."""
    runs = [(family, _best_run(_marks(body, family), family.weight)) for family in FAMILIES]
    scored = [(score, family, marks) for family, (score, marks) in runs if any(m.asks for m in marks)]
    if scored:
        _, family, marks = max(scored, key=lambda run: run[0])
        return family.name, marks
    if marks := _unnumbered(body):
        return "unnumbered", marks
    return None, []


def _marks(body: _Body, family: Family) -> list[_Mark]:
    """Every line that the family could mean."""
    marks = []
    for at, (_, line) in enumerate(body.rows):
        match = family.pattern.match(line.text)
        if match and (line.opens or line.bold or _labels(line.text, match)):
            asks = family.weight > 1 or line.bold or _asks(body, at, match.end())
            marks.append(_Mark(at, match["number"].lower(), match.end(), asks))
    return marks


def _labels(text: str, match: re.Match[str]) -> bool:
    """Is it a label even in the middle of a paragraph? `Spørgsmål 6:` is, a wrapped `spørgsmål 6.` is not."""
    return text[:1].isupper() and (match.end() == len(text) or ":" in match.group())


def _asks(body: _Body, at: int, start: int) -> bool:
    """Does the paragraph at this position ask something?"""
    last = body.paragraph_end(at)
    text = " ".join([body.text(at)[start:], *(body.text(i) for i in range(at + 1, last))])
    return ASKS.search(text.strip()) is not None


def _order(number: str) -> tuple[int, str]:
    """2 < 2a < 2b < 10."""
    digits = number.rstrip("abcdefghijklmnopqrstuvwxyzæøå")
    return int(digits), number[len(digits) :]


def _best_run(marks: list[_Mark], weight: int) -> tuple[int, list[_Mark]]:
    """The best-scoring run of rising numbers (longest increasing subsequence with weights)."""
    best: list[tuple[int, int | None]] = []
    for i, mark in enumerate(marks):
        own = weight + (ASKING if mark.asks else 0)
        score, link = own, None
        for j in range(i):
            step = _step(marks[j].number, mark.number)
            if step and best[j][0] + own + step - 1 > score:
                score, link = best[j][0] + own + step - 1, j
        best.append((score, link))
    if not best:
        return 0, []
    at: int | None = max(range(len(best)), key=lambda i: best[i][0])
    score, run = best[at or 0][0], []
    while at is not None:
        run.append(marks[at])
        at = best[at][1]
    return score, run[::-1]


def _step(before: str, number: str) -> int:
    """0: does not rise; 1: rises with a gap; more: follows directly."""
    a, b = _order(before), _order(number)
    if b <= a:
        return 0
    return 1 + NEXT if b[0] - a[0] <= 1 else 1


def _unnumbered(body: _Body) -> list[_Mark]:
    """Questions without numbers: labelled `Spørgsmål:`, or paragraphs that end with a question mark."""
    labelled = [
        (at, match.end())
        for at, (_, line) in enumerate(body.rows)
        if (match := UNNUMBERED_LABEL.match(line.text))
    ]
    starts = labelled or [(at, 0) for at in _question_paragraphs(body)]
    return [_Mark(at, str(n), start, asks=True) for n, (at, start) in enumerate(starts, 1)]


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


def _cut(body: _Body, mark: _Mark, stop: int) -> Found:
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


def _answer_label(body: _Body, mark: _Mark, stop: int) -> tuple[int, int, int] | None:
    """The first answer label of a question: position, where the label starts, where the answer starts."""
    for at in range(mark.at, stop):
        text = body.text(at)
        if at > mark.at and (match := ANSWER.match(text)):
            return at, 0, match.end()
        if match := GLUED_ANSWER.search(text, mark.text_from if at == mark.at else 0):
            return at, match.start(), match.end()
    return None


def _question_end(body: _Body, mark: _Mark, stop: int) -> int:
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
    return end

"""Splits a letter's lines into questions and answers: the best reading of the letter, as spans of lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ingest.letter.body import Body, LineSpan
from ingest.letter.numbers import LIST, order, together
from ingest.letter.questions.asked import Place
from ingest.letter.questions.blocks import Block, blocks
from ingest.letter.questions.copies import copied, squashed
from ingest.letter.questions.evidence import worth
from ingest.letter.questions.labels import Opener
from ingest.letter.questions.openers import openers
from ingest.letter.questions.parts import Parts
from ingest.letter.questions.reading import readings
from ingest.letter.questions.steps import Reading, Turn
from kb.model import Line

__all__ = ["LineSpan", "Pair", "Split", "split"]

LEAST = 1.5
"""What a question with its answer is worth at least in a reading that is not doubtful."""

LEAST_END = 0.8
"""By how much the ends of a question and its answer are better than any other, if they are not doubtful."""

LEAST_MARGIN = 0.7
"""By how much a reading is better than any other, if it is not doubtful."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A question and its answer as spans of lines; `labels` hold the number and the answer label.

    `number` is as printed, `2-4` where several are answered together; `numbers` are the single ones. A letter
    of several askers may have a number twice. `uncertain`: it could begin or end elsewhere nearly as well.
    """

    number: str
    labels: tuple[LineSpan, ...]
    question: tuple[LineSpan, ...]
    answer: tuple[LineSpan, ...]
    numbers: tuple[str, ...] = ()
    uncertain: bool = False


@dataclass(frozen=True, slots=True)
class Split:
    """The questions of a letter. `head` and `tail` are the indexes of the lines before and after them.

    `way` names the forms of its questions; None if nothing asks. `doubtful`: little speaks for the reading;
    `otherwise` is how many questions the next best has.
    """

    way: str | None
    found: tuple[Pair, ...] = ()
    head: tuple[int, ...] = ()
    tail: tuple[int, ...] = ()
    doubtful: bool = False
    otherwise: int = 0


def split(lines: Sequence[Line], furniture: frozenset[int] = frozenset()) -> Split:
    """Find the questions and answers of a letter among the lines that are not furniture."""
    body = Body.of(lines, furniture)
    best, other = chosen(blocks(body))
    if best is None:
        return Split(None, head=tuple(i for i, _ in body.rows))
    return replace(
        _split(body, *best),
        doubtful=_is_doubtful(best[0], other[0] if other else None),
        otherwise=sum(len(turn.asked) for turn in other[0].turns) if other else 0,
    )


Ordered = tuple[Reading, Sequence[Block]]
"""A reading, and the blocks in the order in which it takes them."""


def chosen(parted: Sequence[Block]) -> tuple[Ordered | None, Ordered | None]:
    """The best reading of a letter and the next best that finds other questions; None where nothing asks."""
    found = sorted(read(parted), key=lambda each: -each[0].score)
    if not found or found[0][0].score <= 0:
        return None, None
    best, asked = found[0], _asked_at(found[0][0])
    return best, next((each for each in found[1:] if _asked_at(each[0]) != asked and each[0].score > 0), None)


def _asked_at(reading: Reading) -> list[int]:
    return [opener.at for turn in reading.turns for opener in turn.asked]


def _is_doubtful(best: Reading, other: Reading | None) -> bool:
    """Does little speak for each of the questions, or nearly as much for others?"""
    margin = best.score - other.score if other else best.score
    return best.score < LEAST * len(best.turns) or margin < LEAST_MARGIN


def read(parted: Sequence[Block], parts: type[Parts] = Parts) -> list[Ordered]:
    """The readings of a letter's blocks, each with the blocks in the order in which it takes them."""
    may = openers(parted)
    found: list[Ordered] = [(reading, parted) for reading in readings(parts(parted, may), may)]
    if turned := _turned(parted, may):
        may = openers(turned)
        extra = ("turned",)
        found += [
            (replace(each, score=each.score + worth(extra), names=each.names + extra), turned)
            for each in readings(parts(turned, may), may)
        ]
    return found


def _turned(parted: Sequence[Block], may: Sequence[Opener]) -> Sequence[Block]:
    """The blocks, those behind the first greeting first, if numbered answers stand before it; else none."""
    stop = next((at for at, block in enumerate(parted) if block.greets), None)
    if stop is None or not any(opener.form == "named" and opener.at < stop for opener in may):
        return ()
    return (*parted[stop:], *parted[:stop])


def _split(body: Body, reading: Reading, parted: Sequence[Block]) -> Split:
    pairs = _numbered([_pair(parted, turn) for turn in reading.turns])
    if (
        len(pairs) == 1
        and reading.turns[0].asked
        and not reading.turns[0].asked[0].numbers
        and (number := _headed(parted[: reading.first]))
    ):
        pairs = [replace(pairs[0], number=number, numbers=(number,))]
    ways = dict.fromkeys(opener.form for turn in reading.turns for opener in turn.asked)
    used = {span.line for pair in pairs for span in (*pair.labels, *pair.question, *pair.answer)}
    first, last = min(used), max(used)
    return Split(
        ", ".join(ways) or "answers",
        tuple(pairs),
        head=tuple(i for i, _ in body.rows if i < first or (i == first and len(body.rows) == 1)),
        tail=tuple(i for i, _ in body.rows if i > last or (i == first and len(body.rows) == 1)),
    )


HEADING = re.compile(
    rf"(?:\s*(?:Besvarelse\s+af|(?:Endeligt\s+|Foreløbigt\s+)?Svar\s+på)\s+(?:[\w.]+\s+){{0,4}}?|.*\b)spørgsmål\s+(?:nr\.?\s*)?"
    rf"{LIST}(?!\w)",
    re.IGNORECASE | re.DOTALL,
)


def _headed(head: Sequence[Block]) -> str | None:
    """The number of a letter's only question, from a heading or a sentence that introduces it."""
    found = (HEADING.match(block.text) for block in head)
    return next((match["number"] for match in found if match), None)


def _numbered(pairs: Sequence[Pair]) -> list[Pair]:
    """The pairs, those without a number counted in reading order."""
    found: list[Pair] = []
    count = 0
    taken = {pair.number for pair in pairs}
    for pair in pairs:
        count += 1
        if pair.numbers:
            found.append(pair)
            continue
        while str(count) in taken and len(taken) > 1:
            count += 1
        number = str(count)
        found.append(replace(pair, number=number, numbers=(number,)))
    return found


def _pair(parted: Sequence[Block], turn: Turn) -> Pair:
    labels: list[LineSpan] = []
    question: list[LineSpan] = []
    for opener, place in zip(turn.asked, turn.questions, strict=False):
        labels += _label(parted, opener, place)
        question += _asked(parted, opener, place)
        if opener.again:
            labels += parted[opener.again[0]].cut(opener.again[1])[0]
    text = squashed("".join(_text(parted, place) for place in turn.questions))
    answer: list[LineSpan] = []
    for label, place in turn.answers:
        if label is None:
            answer += _spans(parted, place)
            continue
        labels += parted[label.at].cut(label.end)[0]
        copy = copied(parted, label, place[2], text)
        if copy is None:
            answer += _spans(parted, place)
            continue
        own = _between(parted, copy.start, copy.end)
        if copy.whole and len(turn.asked) == 1:
            question = own
        else:
            labels += own
        start = max(copy.end, place[:2])
        if start > copy.end:  # a second label stands behind the copy
            labels += _between(parted, copy.end, start)
        answer += _spans(parted, (*start, place[2]))
    numbers = tuple(sorted({n for opener in turn.asked for n in opener.numbers}, key=order))
    if len(turn.asked) == 1:
        numbers = turn.asked[0].numbers
    shown = [opener.number for opener in turn.asked if opener.number]
    number = shown[0] if len(turn.asked) == 1 and shown else together(numbers)
    if not turn.asked and turn.answers and turn.answers[0][0]:
        numbers = turn.answers[0][0].numbers
        number = together(numbers)
    uncertain = turn.margin < LEAST_END
    return Pair(number, _merged(labels), _merged(question, keep=True), _merged(answer), numbers, uncertain)


def _asked(parted: Sequence[Block], opener: Opener, place: Place) -> list[LineSpan]:
    """The spans of a question, without the label of a part behind what leads to it."""
    if opener.again and place[0] < opener.again[0]:
        at, end = opener.again
        return [*_spans(parted, (place[0], place[1], at)), *_spans(parted, (at, end, place[2]))]
    return _spans(parted, (place[0], max(place[1], opener.again[1]) if opener.again else place[1], place[2]))


def _label(parted: Sequence[Block], opener: Opener, place: Place) -> list[LineSpan]:
    """The spans of a label, and what stands between it and the question: who asks, or a theme."""
    found = list(parted[opener.at].cut(opener.end)[0])
    if place[0] > opener.at:
        found += _between(parted, (opener.at, opener.end), place[:2])
    return found


def _spans(parted: Sequence[Block], place: Place) -> list[LineSpan]:
    first, start, end = place
    return _between(parted, (first, start), (end, 0))


def _between(parted: Sequence[Block], start: tuple[int, int], end: tuple[int, int]) -> list[LineSpan]:
    found: list[LineSpan] = []
    for at in range(start[0], min(end[0] + 1, len(parted))):
        block = parted[at]
        if at == end[0]:
            if not end[1]:
                break
            spans, _ = block.cut(end[1])
        else:
            spans = block.spans
        if at == start[0] and start[1]:
            behind = block.cut(start[1])[1]
            spans = (
                tuple(s for s in behind if s.line != spans[-1].line or s.start < spans[-1].end)
                if at == end[0]
                else behind
            )
        found += spans
    return found


def _text(parted: Sequence[Block], place: Place) -> str:
    return " ".join(
        block.text[place[1] if at == place[0] else 0 :]
        for at, block in enumerate(parted[place[0] : place[2]], place[0])
    )


def _merged(spans: Iterable[LineSpan], keep: bool = False) -> tuple[LineSpan, ...]:
    """The spans in the letter's order, those of one line with only white space between them as one."""
    found: list[LineSpan] = []
    for span in spans if keep else sorted(set(spans), key=lambda s: (s.line, s.start)):
        if found and found[-1].line == span.line and 0 <= span.start - found[-1].end <= 3:
            found[-1] = LineSpan(span.line, found[-1].start, span.end)
        else:
            found.append(span)
    return tuple(found)

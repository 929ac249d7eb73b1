"""The best reading of a whole letter: which blocks open questions and answers, by a dynamic programme."""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from ingest.letter.numbers import bare, parents
from ingest.letter.questions.evidence import worth
from ingest.letter.questions.labels import Opener
from ingest.letter.questions.parts import SURE, End, Parts
from ingest.letter.questions.steps import Names, Reading, Step, Turn

MOST, FAR = 3, 50.0
"""So many readings are kept, none that is worth so much less than the best."""

MOST_PASSED = -10.0
"""What may be left between two openers that follow each other, at worst."""

MOST_COUNTED = 10
"""Questions without an answer that count as evidence."""

MOST_WAITING = 60
"""Questions that wait for answers further down."""

FEW = 2
"""So few questions are seldom a list that is answered below."""

KEPT = 4
"""Steps to one opener that are kept."""

BACK = 80
"""An opener may follow one of so many before it."""

ANEW = frozenset({"step:series", "step:again", "step:down", "form:change", "follow-up"})
"""Evidence after which no answer is to a question before."""


def readings(parts: Parts, openers: Sequence[Opener]) -> list[Reading]:
    """The readings of a letter by where it ends, the best first; empty if nothing asks."""
    steps: list[list[Step]] = []
    for at, opener in enumerate(openers):
        found = _Best()
        for step in _first(parts, opener):
            found.add(step)
        for place in range(at - 1, max(-1, at - BACK - 1), -1):
            if openers[place].at < opener.at:
                if parts.passed(openers[place].at, opener.at) < MOST_PASSED:
                    break
                for before in steps[place]:
                    for step in _after(parts, before, opener):
                        found.add(step)
        steps.append(found.steps())
    ended = sorted(
        (
            step
            for at, names in parts.ends()
            for each in _before(openers, steps, at)
            for before in each
            for step in _ended(parts, before, at, names)
        ),
        key=lambda step: -step.score,
    )
    kept: dict[tuple[int, ...], Step] = {}  # the best step for each set of questions
    margins: dict[int, float] = {}
    for step in ended:
        best = kept.setdefault(_asked(step), step)
        if best is not step and _last(best) != _last(step):
            margins.setdefault(id(best), best.score - step.score)
        if len(kept) > MOST or step.score < ended[0].score - FAR:
            break
    return [_reading(parts, step, margins.get(id(step), SURE)) for step in [*kept.values()][:MOST]]


def _last(step: Step) -> int:
    """Where the last answer ends."""
    assert step.end
    return step.end.at


def _before(openers: Sequence[Opener], steps: list[list[Step]], at: int) -> list[list[Step]]:
    """The steps to the openers near an end of the questions."""
    place = bisect_left(openers, at, key=lambda opener: opener.at)
    return steps[max(0, place - BACK) : place]


def _asked(step: Step | None) -> tuple[int, ...]:
    """The blocks at which the questions of a reading start."""
    found: list[int] = []
    while step:
        if step.opener and not step.opener.answers:
            found.append(step.opener.at)
        step = step.before
    return tuple(found)


class _Best:
    """The best steps to an opener, one for each question that has waited longest."""

    def __init__(self) -> None:
        self._best: dict[tuple[int, bool], Step] = {}

    def add(self, step: Step) -> None:
        opener = step.waiting[0].opener if step.waiting else None
        key = opener.at if opener else -1, step.apart
        known = self._best.get(key)
        if known is None or step.score > known.score:
            self._best[key] = step

    def steps(self) -> list[Step]:
        return sorted(self._best.values(), key=lambda step: -step.score)[:KEPT]


def _first(parts: Parts, opener: Opener) -> Iterator[Step]:
    """The step to the first opener of a letter."""
    names = parts.head(opener.at)
    if not opener.answers:
        names += (*parts.marked(opener), *parts.numbered(None, opener)[0])
        yield Step(worth(names), names, opener)
    elif opener.numbers and opener.sure:
        names += ("answers only", "answer:named")
        yield Step(worth(names), names, opener, apart=True)


def _after(parts: Parts, before: Step, opener: Opener) -> Iterator[Step]:
    """The steps from one opener to a later one."""
    assert before.opener
    if not opener.answers:
        asked = before.asked if before.opener.answers else before
        names, way = parts.numbered(asked.opener if asked else None, opener, before.way)
        if before.apart and "step:series" not in names:
            names += ("form:change",)
        names += parts.marked(opener)
        if before.opener.answers:
            unanswered = _waiting(before, "unanswered:apart") if before.apart else ()
            for end in parts.answer_ends(before.opener, before.apart, opener.at):
                yield _step(
                    before, (*names, *unanswered), end, opener, asked=None if before.apart else asked, way=way
                )
            return
        late = _waiting(before, "left waiting")
        for end in parts.own_answer(before.opener, opener.at):
            yield _step(before, names + late, end, opener, asked=before, way=way, own=True)
        anew = not ANEW.isdisjoint(names)
        for end in parts.waits(before.opener, opener.at):
            waiting = (*before.waiting[-MOST_WAITING:], before)
            if anew:
                names += ("repeated:waits",) * sum(map(parts.is_repeated, _openers(waiting)))
                waiting = ()
            yield _step(before, (*names, "unanswered"), end, opener, asked=before, way=way, waiting=waiting)
    elif before.opener.answers:
        yield from _next_answer(parts, before, opener)
    else:
        yield from _answer(parts, before, opener)


def _answer(parts: Parts, before: Step, opener: Opener) -> Iterator[Step]:
    """The steps from a question to an answer with a label: of it, of all that wait, or of the first."""
    assert before.opener
    all_waiting = (*before.waiting, before)
    if not opener.numbers:
        if before.opener.form == "part" and before.waiting and not opener.together:
            return  # parts that have no answers of their own belong to their question
        names = parts.answer_label(opener)
        if before.waiting:
            names += ("answer:together",) if opener.together else ("answer:several",) * len(before.waiting)
            names += ("answered:late",) * len(before.waiting)
            if all_waiting[0].before is not None and not opener.together:
                names += ("several:mixed",)  # others have answers of their own
            listed = ("answer:list",) if parts.lists(opener, all_waiting[0].opener) else ()
            names += () if opener.together else listed
        for end in parts.labelled(before.opener, opener.at):
            yield _step(before, names, end, opener, asked=before, way=before.way, to=all_waiting)
            if before.waiting and not opener.together:
                lost = ("unanswered",) * len(before.waiting)
                names = (*parts.answer_label(opener), "answer:last", *lost, *listed)
                yield _step(before, names, end, opener, asked=before, way=before.way, to=(before,))
        return
    named = {bare(number) for number in opener.numbers}
    if not before.waiting and opener.sure and named & _names(before):
        names = ("answered", "answer:named")
        for end in parts.labelled(before.opener, opener.at):
            yield _step(before, names, end, opener, asked=before, way=before.way, to=(before,))
    rest = _rest(all_waiting, named, opener.sure)
    if rest is not None and (opener.sure or len(all_waiting) > 1):
        answered, left = rest
        if any(each.form == "part" and named & {*parents(each.number)} for each in _openers(all_waiting)):
            return  # the parts of a question that is answered belong to it
        few = () if opener.sure or len(all_waiting) > FEW else ("answer:few",)
        names = (
            parts.apart(opener, _openers(answered))
            + few
            + ("answered:late",) * (len(answered) - (before in answered))
        )
        for end in parts.waits(before.opener, opener.at):
            yield _step(
                before,
                (*names, *(() if before in answered else ("unanswered",))),
                end,
                opener,
                waiting=left,
                apart=True,
                asked=before,
                to=answered,
            )


def _step(
    before: Step,
    names: Names,
    end: End,
    opener: Opener | None,
    waiting: tuple[Step, ...] = (),
    apart: bool = False,
    asked: Step | None = None,
    way: int = 0,
    own: bool = False,
    to: tuple[Step, ...] = (),
) -> Step:
    score = before.score + worth(names) + end.score
    return Step(score, names, opener, before, end, waiting, apart, asked, way, own, to)


def _next_answer(parts: Parts, before: Step, opener: Opener) -> Iterator[Step]:
    """The steps from an answer to another, to a later one of the questions that all stand before them."""
    if not before.apart or not opener.numbers or before.opener is None:
        return
    if before.asked is None:
        names: Names = (
            ("answer:named",) if opener.sure and opener.key > before.opener.last else ("answer:other",)
        )
        for end in parts.answer_ends(before.opener, before.apart, opener.at):
            yield _step(before, names, end, opener, apart=True)
        return
    rest = _rest(before.waiting, {bare(number) for number in opener.numbers}, opener.sure)
    if rest is None:
        return
    answered, left = rest
    names = parts.apart(opener, _openers(answered)) + ("answered:late",) * len(answered)
    names += ("look:other",) if opener.form != before.opener.form else ()
    for end in parts.answer_ends(before.opener, before.apart, opener.at):
        yield _step(before, names, end, opener, waiting=left, apart=True, asked=before.asked, to=answered)


def _openers(steps: Iterable[Step]) -> Iterator[Opener]:
    return (step.opener for step in steps if step.opener)


def _waiting(step: Step, name: str) -> Names:
    """The evidence of each question that waits still, up to a bound."""
    return (name,) * min(MOST_COUNTED, len(step.waiting))


def _names(step: Step) -> set[str]:
    """The numbers by which an answer may name a question; without any, its place among those that wait."""
    assert step.opener
    return {bare(number) for number in step.opener.numbers} or {str(len(step.waiting) + 1)}


def _rest(
    waiting: Sequence[Step], named: set[str], sure: bool
) -> tuple[tuple[Step, ...], tuple[Step, ...]] | None:
    """The waiting questions that are named, and those behind the last of them; None if none is named."""
    numbered = any(opener.numbers for opener in _openers(waiting))
    places = [
        at
        for at, step in enumerate(waiting)
        if named & _names(step) and (not numbered or (step.opener and step.opener.numbers))
    ]
    if not places:
        return None
    # A mere number names a question only by its own number, and answers them in turn.
    first = waiting[0].opener
    if not sure and (places[0] != 0 or first is None or not first.numbers):
        return None
    first_left = places[0] + 1 if sure and len(places) > 1 else places[-1] + 1  # `Ad 2 og 5`, and then `Ad 3`
    left = tuple(waiting[at] for at in range(first_left, len(waiting)) if at not in places)
    return tuple(waiting[at] for at in places), left


def _ended(parts: Parts, before: Step, at: int, names: Names) -> Iterator[Step]:
    """The steps to an end of the questions."""
    assert before.opener
    if before.opener.answers:
        lost = _waiting(before, "unanswered:apart")
        for end in parts.answer_ends(before.opener, before.apart, at, final=True):
            yield _step(before, (*names, *lost), end, None, waiting=before.waiting)
        return
    late = _waiting(before, "left waiting")
    for end in parts.own_answer(before.opener, at, final=True):
        yield _step(before, names + late, end, None, own=True)
    for end in parts.waits(before.opener, at):
        yield _step(before, (*names, "unanswered"), end, None, waiting=(*before.waiting, before))


def _reading(parts: Parts, last: Step, margin: float) -> Reading:
    steps = [last]
    while steps[-1].before:
        steps.append(steps[-1].before)
    steps.reverse()
    turns: dict[int, Turn] = {}
    order: list[Turn] = []
    for step, after in itertools.pairwise(steps):
        assert step.opener
        assert after.end
        if step.opener.answers:
            start = parts.answer_start(step.opener, step.apart)
            turn = _turn_of(step, turns, order)
            turn.answers.append((step.opener, (*start, after.end.at)))
            turn.margin = min(turn.margin, after.end.margin)
            continue
        asked = after.end.question
        turn = Turn([step.opener], [asked] if asked else [], margin=after.end.margin)
        turns[step.opener.at] = turn
        order.append(turn)
        if after.own and asked:
            turn.answers.append((None, (asked[2], 0, after.end.at)))
    names = tuple(
        name for step in steps for name in (*step.names, *(parts.evidence(step.end) if step.end else ()))
    )
    order[-1].margin = min(order[-1].margin, margin)
    first = steps[0].opener
    assert first
    assert last.end
    return Reading(last.score, names, tuple(order), first.at, last.end.at)


def _turn_of(step: Step, turns: dict[int, Turn], order: list[Turn]) -> Turn:
    """The turn of an answer; those of several questions become one."""
    if not step.to:
        turn = Turn([], [])
        order.append(turn)
        return turn
    first, *others = (turns[opener.at] for opener in _openers(step.to))
    for other in others:
        first.asked += other.asked
        first.questions += other.questions
        first.answers += other.answers
        order.remove(other)
    turns.update((opener.at, first) for opener in _openers(step.to))
    return first

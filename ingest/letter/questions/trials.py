"""Tries each way of numbering on a letter: which marks are questions, and how well their numbers run."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.letter.body import Body, following
from ingest.letter.markers import A_PAREN, NAMED_ANSWER, NUMBERED, UNNUMBERED_LABEL, Family
from ingest.letter.numbers import LIST, bare
from ingest.letter.questions import marks, questions_first
from ingest.letter.questions.ends import label_after
from ingest.letter.questions.marks import Passed
from ingest.letter.questions.pairs import answered
from ingest.letter.questions.runs import ASKING, Mark, run, score

LABEL = "Spørgsmål:"
ANSWERS_ONLY = NAMED_ANSWER.name
WEIGHT = {family.name: family.weight for family in (*NUMBERED, A_PAREN, NAMED_ANSWER)} | {LABEL: 3}

HEADING = re.compile(
    rf"\s*(?:Besvarelse\s+af|(?:Endeligt\s+|Foreløbigt\s+)?Svar\s+på)\s+(?:[\w.]+\s+){{0,4}}?spørgsmål\s+(?:nr\.?\s*)?"
    rf"{LIST}(?!\w)",
    re.IGNORECASE,
)
QUOTED = '"”“’»« '
FEWEST_REPEATED = 2
"""At least this many series, and questions in each, where several askers number theirs from 1."""


@dataclass(frozen=True, slots=True)
class Trial:
    """The result of one way of numbering. `answers`: marks of answers apart from their questions."""

    name: str
    score: int
    questions: tuple[Mark, ...] = ()
    answers: tuple[Mark, ...] = ()
    passed: tuple[Passed, ...] = ()


def numbered(body: Body) -> list[Trial]:
    """All ways of numbering, the best score first; those that find no question come last."""
    named, _ = _found(body, NAMED_ANSWER)
    trials = [_trial(body, family, named) for family in NUMBERED]
    if not any(trial.questions for trial in trials):
        trials.append(_trial(body, A_PAREN, named))
    trials.append(_labelled(body))
    trials = _without_parts(body, _with_lists(body, trials))
    trials.append(_answers_only(named, trials))
    return sorted(trials, key=lambda trial: -trial.score)


def _found(body: Body, family: Family) -> tuple[list[Mark], list[Passed]]:
    return marks.find(body, family, lambda mark, stop: label_after(body, mark, stop) is not None)


def _trial(body: Body, family: Family, named: Sequence[Mark]) -> Trial:
    """The questions of one family: numbered once, numbered again at the answers, or in several series."""
    found, passed = _found(body, family)
    own = of_the_letter(body, found)

    def best(some: Sequence[Mark]) -> list[Mark]:
        return run(some, family.weight)

    answers: list[Mark] = []
    if twice := questions_first.again(body, own, best):
        questions, answers = twice
    else:
        questions = _series(body, own, family) or best(own)
    if family.label:
        questions = _with_stray(body, own, questions, answers)
    worth = score(questions, family.weight)
    passed += _left_over(found, own, questions, answers)
    answers += [mark for mark in named if questions and mark.at > questions[0].at]
    return Trial(family.name, worth, tuple(questions), tuple(_in_order(answers)), tuple(passed))


def _in_order(answers: Sequence[Mark]) -> list[Mark]:
    """Marks in reading order, at most one per position."""
    return sorted({mark.at: mark for mark in answers}.values(), key=lambda mark: mark.at)


def _left_over(
    found: Sequence[Mark], own: Sequence[Mark], questions: Sequence[Mark], answers: Sequence[Mark]
) -> list[Passed]:
    """The marks that were not accepted, and why."""
    taken = {mark.at for mark in (*questions, *answers)}
    inside = {mark.at for mark in own}
    return [Passed(mark.number, mark.at, _why(mark, inside)) for mark in found if mark.at not in taken]


def _why(mark: Mark, inside: set[int]) -> str:
    if mark.at not in inside:
        return "stands before the letter or behind its greeting"
    return "its number does not fit the others" if mark.worth else "asks nothing, and no number is missing"


def _series(body: Body, found: Sequence[Mark], family: Family) -> list[Mark]:
    """The questions of several askers, each series numbered from 1, all answered; empty if there are none."""
    laps: list[list[Mark]] = []  # a lap: marks up to where the numbers start again
    for mark in found:
        if mark.worth and (not laps or mark.order <= laps[-1][-1].order):
            laps.append([])
        if mark.worth:
            laps[-1].append(mark)
    if len(laps) < FEWEST_REPEATED or not all(_is_whole(lap) for lap in laps):
        return []
    every = [mark for lap in laps for mark in lap]
    return every if all(answered(body, every, len(body))) else []


def _is_whole(lap: Sequence[Mark]) -> bool:
    """Is it numbered from 1 without gaps?"""
    numbers = [mark.order[0] for mark in lap]
    return len(lap) >= FEWEST_REPEATED and numbers == [*range(1, len(lap) + 1)]


def _with_stray(
    body: Body, found: Sequence[Mark], questions: Sequence[Mark], answers: Sequence[Mark]
) -> list[Mark]:
    """The questions, and labelled ones such as `Spørgsmål 7:` whose numbers do not fit into the run."""
    taken = {mark.at for mark in (*questions, *answers)}
    numbers = {n for mark in questions for n in mark.numbers}
    stray = [
        mark
        for mark in found
        if mark.at not in taken
        and not answers
        and (numbers.isdisjoint(mark.numbers) or marks.asks(body, mark))
    ]
    return sorted([*questions, *stray], key=lambda mark: mark.at)


def _labelled(body: Body) -> Trial:
    """Questions with the label `Spørgsmål:`, numbered in reading order."""
    labels = [(at, UNNUMBERED_LABEL.match(body.text(at))) for at in range(len(body))]
    places = [(at, label.end()) for at, label in labels if label]
    found = [Mark(at, str(n), end, ASKING) for n, (at, end) in enumerate(places, 1)]
    if len(found) == 1:
        found = _paragraphs(body, found[0]) or [replace(found[0], number=_headed(body, found[0].at))]
    found = [marks.past_askers(body, mark) for mark in found]
    return Trial(LABEL, score(found, WEIGHT[LABEL]), tuple(found))


def _paragraphs(body: Body, label: Mark) -> list[Mark]:
    """The paragraphs after a single label, if several of them ask and no answer follows; else none."""
    at, start = body.content(label.text_at, label.text_from)
    if label_after(body, label, len(body)):
        return []
    places: list[int] = []
    while at < len(body) and body.words(at, end := body.paragraph_end(at), start).rstrip(QUOTED).endswith(
        "?"
    ):
        places.append(at)
        at, start = end, 0
    own = [Mark(at, str(n), 0, ASKING) for n, at in enumerate(places[1:], 2)]
    return [label, *own] if own and (at >= len(body) or body.greets(at)) else []


def _headed(body: Body, end: int) -> str:
    """The number of a letter's only question, from the heading `Besvarelse af spørgsmål 64`; else 1."""
    headings = (HEADING.match(body.text(at)) for at in range(end))
    return next((heading["number"] for heading in headings if heading), "1")


def _with_lists(body: Body, trials: Sequence[Trial]) -> list[Trial]:
    """The trials; one family that lists the questions is combined with another that numbers the answers."""
    return [_answered_elsewhere(body, trial, trials) for trial in trials]


def _answered_elsewhere(body: Body, trial: Trial, trials: Sequence[Trial]) -> Trial:
    for other in trials:
        if other.name in (trial.name, LABEL) or not other.questions or not trial.questions or other.answers:
            continue
        later, first = other.questions, other.questions[0].at
        if trial.questions[-1].at < first and _lists(body, trial, other):
            return replace(trial, answers=tuple(later), score=trial.score + other.score)
    return trial


def _lists(body: Body, trial: Trial, other: Trial) -> bool:
    """Does one trial hold unanswered questions, and the other the same numbers, mostly without questions?"""
    same = {bare(n) for m in trial.questions for n in m.numbers} == {
        bare(n) for m in other.questions for n in m.numbers
    }
    if not same or any(answered(body, trial.questions, other.questions[0].at)[:-1]):
        return False
    asking = [
        m for m in other.questions if marks.asks(body, m) or label_after(body, m, _stop(other, m, body))
    ]
    return len(asking) * 2 < len(other.questions)


def _stop(trial: Trial, mark: Mark, body: Body) -> int:
    return next((other.at for other in trial.questions if other.at > mark.at), len(body))


def _without_parts(body: Body, trials: Sequence[Trial]) -> list[Trial]:
    """The trials; one that found only parts of another's labelled questions gets score 0 and no questions."""
    labels = [trial for trial in trials if trial.questions and WEIGHT[trial.name] > 2]
    return [
        replace(trial, score=0, questions=(), passed=(*trial.passed, *_parts(trial)))
        if any(_is_inside(body, outer, trial) for outer in labels if outer.name != trial.name)
        else trial
        for trial in trials
    ]


def _parts(trial: Trial) -> list[Passed]:
    return [Passed(mark.number, mark.at, "is a part of a labelled question") for mark in trial.questions]


def _is_inside(body: Body, outer: Trial, inner: Trial) -> bool:
    """Are all marks of the inner trial parts of the outer trial's questions or answers?"""
    if not inner.questions or WEIGHT[inner.name] > 2 or inner.questions[0].at < outer.questions[0].at:
        return False
    if outer.name == LABEL and (inner.answers or len(outer.questions) == 1):
        # A single `Spørgsmål:` without `Svar:` is a heading over the numbered questions, which win.
        label = label_after(body, outer.questions[0], len(body))
        if inner.answers or not label:
            return False
    for mark in outer.questions:
        stop = _stop(outer, mark, body)
        label = label_after(body, mark, stop)
        own = [m for m in inner.questions if mark.at <= m.at < stop]
        before = [m for m in own if not label or m.at < label.at]
        if before and len(before) < len(own):
            return False
        if before and any(answered(body, before, label.at if label else stop)[:-1]):
            return False
    return True


def _answers_only(named: Sequence[Mark], trials: Sequence[Trial]) -> Trial:
    """The answers to questions in another file; used only if no trial found questions."""
    if any(trial.questions for trial in trials):
        return Trial(ANSWERS_ONLY, 0)
    questions = run(named, NAMED_ANSWER.weight)
    return Trial(ANSWERS_ONLY, score(questions, NAMED_ANSWER.weight), tuple(questions))


def of_the_letter(body: Body, found: Sequence[Mark]) -> list[Mark]:
    """The marks up to the greeting that ends the letter, without those of an inquiry printed before it.

    A greeting ends the letter if no question follows it, or if the numbers start again, as in an annex. If
    the numbers continue after a greeting, an answer only quotes it.
    """
    greetings, end = body.greetings, len(body)
    asking = [mark for mark in found if mark.worth]
    first = 0
    for mark, after in zip(asking, [*asking[1:], None], strict=False):
        stop = following(greetings, mark.at, end)
        if after and (after.at < stop or mark.order < after.order):
            continue
        own = [m for m in found if first <= m.at < stop]
        later = [m for m in found if stop <= m.at]
        if after is None or not _is_inquiry(body, own, stop, later, following(greetings, after.at, end)):
            return own
        first = stop
    return [mark for mark in found if mark.at >= first]


def _is_inquiry(body: Body, own: Sequence[Mark], end: int, later: Sequence[Mark], stop: int) -> bool:
    """Are these questions unanswered, while later ones have answers? Then they are the inquiry itself."""
    answers = answered(body, own, end)
    # The last of several is not counted: the text after it may be the wish for an answer by some date.
    return not any(answers[:-1] or answers) and sum(answers) < sum(answered(body, later, stop))

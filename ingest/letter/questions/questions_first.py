"""Letters that list all questions first, and then repeat each number with its answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ingest.letter.body import Body
from ingest.letter.markers import UNNUMBERED_LABEL
from ingest.letter.questions.ends import label_after, question_end
from ingest.letter.questions.pairs import answered
from ingest.letter.questions.runs import Mark

TRIED = 8
"""At most this many places are tried at which the numbers may start again."""

FEWEST, ENOUGH = 2, 3
"""A list has at least FEWEST questions. If fewer than ENOUGH, no text may follow it before the answers."""

SHORTEST_COPY = 25
"""A shortened copy of a question has at least this many letters and digits; less may agree by chance."""


@dataclass(frozen=True, slots=True)
class Copy:
    """Where the copy of a question in front of its answer ends, and whether it is the whole question."""

    at: int
    end: int
    whole: bool


def squashed(text: str) -> str:
    """The letters and digits of a text in lower case, to compare copies that are set differently."""
    return "".join(letter.lower()[:1] for letter in text if letter.isalnum())


def again(
    body: Body, marks: Sequence[Mark], best: Callable[[Sequence[Mark]], list[Mark]]
) -> list[list[Mark]]:
    """[questions, answers] of a letter that uses its numbers twice; empty if it does not.

    `best` finds the run of questions among marks.
    """
    run = best(marks)
    places = [mark for mark in marks if run and mark.order == run[0].order][1 : TRIED + 1]
    for place in places:
        questions = best([mark for mark in marks if mark.at < place.at])
        answers = _same(questions, [mark for mark in marks if mark.at >= place.at])
        if answers and _are_unanswered(body, questions, place.at):
            return [questions, answers]
    return []


def _same(questions: Sequence[Mark], later: Sequence[Mark]) -> list[Mark]:
    """The later marks with the questions' numbers, in the same order; empty if any number is missing."""
    found: list[Mark] = []
    for mark in later:
        if len(found) < len(questions) and mark.numbers == questions[len(found)].numbers:
            found.append(mark)
    return found if len(found) == len(questions) >= FEWEST else []


def _are_unanswered(body: Body, questions: Sequence[Mark], end: int) -> bool:
    """Do the questions of a list have no answers before `end`?"""
    if any(answered(body, questions, end)[:-1]):
        return False
    # Text after the last question may introduce the answers; only a short list must have none.
    last = questions[-1]
    return len(questions) >= ENOUGH or (
        label_after(body, last, end) is not None or question_end(body, last, end) == end
    )


def copied(body: Body, mark: Mark, stop: int, question: str) -> Copy | None:
    """The copy of a question (squashed) after an answer's mark: the whole question, or its beginning."""
    at, start = body.content(mark.text_at, mark.text_from)
    if at >= stop or not question:
        return None
    if label := UNNUMBERED_LABEL.match(body.text(at), start):
        start = label.end()
    if end := _end_of(body, at, start, stop, question):
        return end
    last = min(body.paragraph_end(at), stop)
    paragraph = squashed(body.words(at, last, start))
    if len(paragraph) >= SHORTEST_COPY and question.startswith(paragraph):
        return Copy(last - 1, len(body.text(last - 1)), whole=False)
    return None


def _end_of(body: Body, first: int, start: int, stop: int, question: str) -> Copy | None:
    """The end of a text that repeats the whole question letter by letter; None at the first difference."""
    seen = 0
    for at in range(first, stop):
        text = body.text(at)
        for place in range(start if at == first else 0, len(text)):
            if not text[place].isalnum():
                continue
            if text[place].lower()[:1] != question[seen]:
                return None
            seen += 1
            if seen == len(question):
                return Copy(at, _behind(text, place + 1), whole=True)
    return None


def _behind(text: str, at: int) -> int:
    """The index after the punctuation that follows at `at`."""
    while at < len(text) and not text[at].isspace() and not text[at].isalnum():
        at += 1
    return at

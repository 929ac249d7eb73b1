"""Letters that have all questions first, and each number again with its answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ingest.letter.body import Body
from ingest.letter.markers import UNNUMBERED_LABEL
from ingest.letter.questions.ends import label_after, question_end
from ingest.letter.questions.pairs import answered
from ingest.letter.questions.runs import Mark

TRIED = 8
"""Places tried at which the numbers may start again."""

FEWEST, ENOUGH = 2, 3
"""A list of fewer questions is none; of fewer than enough, nothing may stand before the answers."""

SHORTEST_COPY = 25
"""Letters and digits of a paragraph that is taken for the shortened copy of a question."""


@dataclass(frozen=True, slots=True)
class Copy:
    """Where the copy of a question in front of its answer ends, and whether it is the whole question."""

    at: int
    end: int
    whole: bool


def squashed(text: str) -> str:
    """The letters and digits of a text, in small letters: what two copies of it have in common."""
    return "".join(letter.lower()[:1] for letter in text if letter.isalnum())


def again(
    body: Body, marks: Sequence[Mark], best: Callable[[Sequence[Mark]], list[Mark]]
) -> list[list[Mark]]:
    """The questions and the answers of a letter that counts twice; empty where it does not.

    `best` finds the run of questions among marks.
    """
    run = best(marks)
    places = [mark for mark in marks if run and mark.order == run[0].order][1 : TRIED + 1]
    for place in places:
        questions = best([mark for mark in marks if mark.at < place.at])
        answers = _same(questions, [mark for mark in marks if mark.at >= place.at])
        if answers and _waits(body, questions, place.at):
            return [questions, answers]
    return []


def _same(questions: Sequence[Mark], later: Sequence[Mark]) -> list[Mark]:
    """The marks that have the questions' numbers again, in their order; empty unless all do."""
    found: list[Mark] = []
    for mark in later:
        if len(found) < len(questions) and mark.numbers == questions[len(found)].numbers:
            found.append(mark)
    return found if len(found) == len(questions) >= FEWEST else []


def _waits(body: Body, questions: Sequence[Mark], end: int) -> bool:
    """Has none of the questions an answer right behind it?"""
    if any(answered(body, questions, end)[:-1]):
        return False
    last = questions[-1]
    return len(questions) >= ENOUGH or (
        label_after(body, last, end) is not None or question_end(body, last, end) == end
    )


def copied(body: Body, mark: Mark, stop: int, question: str) -> Copy | None:
    """The copy of a question (squashed) behind a mark: whole, or its first paragraph cut short."""
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
    """Where a text that begins as the question does has said all of it."""
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
    """Behind the punctuation that follows."""
    while at < len(text) and not text[at].isspace() and not text[at].isalnum():
        at += 1
    return at

"""Questions without numbers: bold ones, one in quotation marks, or plain paragraphs that ask."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ingest.letter.body import Body, answer_label
from ingest.letter.markers import GLUED_ANSWER, INTRODUCES, RECOMMENDS
from ingest.letter.numbers import ONE
from ingest.letter.questions.ends import QUOTES
from ingest.letter.questions.runs import ASKING, Mark, score
from ingest.letter.questions.trials import Trial

LONGEST_QUESTION = 900
"""Characters. An unnumbered paragraph longer than this is no question, whatever it ends with."""

WEIGHT = 1
NUMBER = re.compile(rf"\bspørgsmål\s*(?:nr\.?\s*)?(?P<number>{ONE})", re.IGNORECASE)
"""The number that an introducing sentence gives its question."""


def tried(body: Body) -> list[Trial]:
    """The most reliable way of marking that finds questions without numbers, as a list of one; else empty."""
    for name, marks in (
        ("quoted question", _quoted(body)),
        ("bold questions", _bold(body)),
        ("paragraphs that ask", _marks(_before_greeting(body, list(_asking(body))), body)),
    ):
        if marks:
            return [Trial(name, score(marks, WEIGHT), tuple(marks))]
    return []


def _quoted(body: Body) -> list[Mark]:
    """The question in quotation marks after `stillet mig følgende spørgsmål`."""
    paragraphs = list(body.paragraphs(0, len(body)))
    for (one, two), (first, last) in pairwise(paragraphs):
        said, text = body.words(one, two), body.words(first, last)
        if INTRODUCES.search(said) and text[:1] in QUOTES and len(text) <= LONGEST_QUESTION:
            number = NUMBER.search(said)
            return [Mark(first, number["number"] if number else "1", 0, ASKING)]
    return []


def _bold(body: Body) -> list[Mark]:
    """Bold paragraphs that ask; none if there is only one, which may be a title."""
    bold = [at for at, _ in body.paragraphs(0, len(body)) if body.line(at).bold]
    places = [at for at in bold if body.asks(at) and _starts(body.text(at))]
    return _marks(_before_greeting(body, places), body) if len(places) > 1 else []


def _asking(body: Body) -> Iterator[int]:
    """Paragraphs that end with a question mark, also before an answer label that lost its line break."""
    for at, end in body.paragraphs(0, len(body)):
        text = body.words(at, end)
        glued = GLUED_ANSWER.search(text)
        asked = (text[: glued.start()] if glued else text).rstrip('"”’»“ ')
        if asked.endswith("?") and len(asked) <= LONGEST_QUESTION and _starts(text[body.unquoted(at) :]):
            yield at


def _starts(text: str) -> bool:
    """Does the text start with a capital, and not with an answer label or a recommendation `At 1)`?"""
    return text.lstrip("\"”“»'„")[:1].isupper() and not (answer_label(text) or RECOMMENDS.match(text))


def _before_greeting(body: Body, places: Sequence[int]) -> Iterator[int]:
    """The positions before the first greeting that follows the first of them."""
    found = places
    stop = next((at for at in range(found[0] if found else 0, len(body)) if body.greets(at)), len(body))
    return (at for at in found if at < stop)


def _marks(places: Iterator[int], body: Body) -> list[Mark]:
    return [Mark(at, str(n), body.unquoted(at), ASKING) for n, at in enumerate(places, 1)]

"""Where a question ends, where its answer begins, and where the last answer ends."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ingest.furniture.running import DATE_LINE
from ingest.furniture.sidebar import label
from ingest.letter.body import Body, LineSpan, answer_label, following
from ingest.letter.markers import ASKS, GLUED_ANSWER
from ingest.letter.questions.runs import Mark
from kb.text import ENDS, is_bullet

SAYS = frozenset({"number", "date", "name", "phone", "mail", "direct", "unit"})
"""Kinds of labels that say something of the letter, not of its subject."""

BACKGROUND = 4
"""Lines after a first paragraph that asks nothing, among which the question may still come."""

LONGEST_QUOTE = 40
"""Lines. A quotation mark that is not closed within so many was none."""

QUOTES = {"”": "”", "“": "”“", '"': '"', "»": "«", "„": "“”"}


@dataclass(frozen=True, slots=True)
class AnswerLabel:
    """An answer label: the position of its line, and the characters [start, end) that it has there."""

    at: int
    start: int
    end: int


def label_after(body: Body, mark: Mark, stop: int) -> AnswerLabel | None:
    """The first answer label behind a mark."""
    first = mark.text_at
    alone = following(body.answers, first + 1, stop)
    glued = following(body.glued, first, stop)
    while glued < min(alone, stop):
        if match := GLUED_ANSWER.search(body.text(glued), mark.text_from if glued == first else 0):
            return AnswerLabel(glued, match.start(), match.end())
        glued = following(body.glued, glued + 1, stop)
    match = answer_label(body.text(alone)) if alone < stop else None
    return AnswerLabel(alone, 0, match.end()) if match else None


def question_end(body: Body, mark: Mark, stop: int) -> int:
    """Where a question without an answer label ends: with its bold lines or its quote, else its paragraph."""
    first, start = body.content(mark.text_at, mark.text_from)
    if first >= stop:
        return stop
    if quoted := _quote_end(body, first, start, stop):
        return quoted
    end = min(body.paragraph_end(first), stop)
    if quoted := _quoted_end(body, mark.at, stop):
        return quoted
    if body.line(first).bold:
        bold_end = first
        while bold_end < stop and body.line(bold_end).bold:
            bold_end += 1
        if bold_end < stop or end == stop:
            return bold_end
    return _asked_end(body, first, end, stop, start)


def asked(body: Body, mark: Mark, end: int, to: int | None = None) -> tuple[LineSpan, ...]:
    """The question up to a position, `to` within its line, without the `> ` of a mail that is quoted."""
    question = body.spans(mark.text_at, end, mark.text_from, to)
    if not body.unquoted(mark.at):
        return question
    starts = {body.index(at): body.unquoted(at) for at in range(mark.text_at, min(end + 1, len(body)))}
    cut = (replace(each, start=max(each.start, starts[each.line])) for each in question)
    return tuple(each for each in cut if each.end > each.start)


def end(body: Body, last: int) -> int:
    """The position behind the answer to the last mark: the greeting or the letter's end.

    A date and a case number in front of the greeting are the letter's, not the answer's.
    """
    stop = next((at for at in range(last + 1, len(body)) if body.greets(at)), len(body))
    at, labels = stop, 0
    while at > last + 2 and (said := _says(body.text(at - 1))):
        at, labels = at - 1, labels + (said == "label")
    return at if labels or _is_dated(body, at, stop) else stop


def _says(text: str) -> str | None:
    """Is the line a label with its value, or a date alone?"""
    if (found := label(text)) and found.kind in SAYS and not found.owes:
        return "label"
    return "date" if DATE_LINE.fullmatch(text.strip()) else None


def _is_dated(body: Body, at: int, stop: int) -> bool:
    """Is it a date alone between an answer that has ended and the greeting?"""
    return stop - at == 1 and stop < len(body) and ENDS.search(body.text(at - 1)) is not None


def _quoted_end(body: Body, at: int, stop: int) -> int | None:
    """The position behind the lines of a quoted mail that start here, if its answer stands below."""
    end = next((n for n in range(at, stop) if not body.unquoted(n)), stop)
    return end if at < end < stop else None


def _quote_end(body: Body, first: int, start: int, stop: int) -> int | None:
    """The position behind a quote that the question is."""
    text = body.text(first)[start:].lstrip()
    closing = QUOTES.get(text[:1])
    if not closing:
        return None
    for at in range(first, min(stop, first + LONGEST_QUOTE)):
        line = (text[1:] if at == first else body.text(at)).rstrip(" .:")
        if line.endswith(tuple(closing)):
            return at + 1
    return None


def _asked_end(body: Body, first: int, end: int, stop: int, start: int) -> int:
    """A question goes on over paragraphs that ask: after its background, or in parts `a) …?`."""
    asked = ASKS.search(body.words(first, end, start)) is not None
    reach = at = end
    while at < stop and (reach > end or asked or at < end + BACKGROUND):
        after = min(body.paragraph_end(at), stop)
        text = body.words(at, after)
        if text.endswith("?") and (not asked or is_bullet(text)):
            reach = after
        elif asked or reach > end:
            break
        at = after
    return reach if reach < stop else end

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
"""Kinds of labels that are about the letter itself, not about what it discusses."""

BACKGROUND = 4
"""If the first paragraph asks nothing, the question may still come within this many lines after it."""

LONGEST_QUOTE = 40
"""A quotation mark that is not closed within this many lines is ignored."""

QUOTES = {"”": "”", "“": "”“", '"': '"', "»": "«", "„": "“”"}


@dataclass(frozen=True, slots=True)
class AnswerLabel:
    """An answer label: the position of its line, and the characters [start, end) that it has there."""

    at: int
    start: int
    end: int


def label_after(body: Body, mark: Mark, stop: int) -> AnswerLabel | None:
    """The first answer label after a mark and before `stop`; None without one."""
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
    """The position after a question without an answer label."""
    first, start = body.content(mark.text_at, mark.text_from)
    if first >= stop:
        return stop
    # 1. A question in quotation marks ends where they close: `»Hvor mange …?«`
    if quoted := _quote_end(body, first, start, stop):
        return quoted
    end = min(body.paragraph_end(first), stop)
    # 2. A question in a quoted mail ends with its last line that starts with `> `.
    if quoted := _mail_end(body, mark.at, stop):
        return quoted
    # 3. A bold question ends with its bold lines, if anything that is not bold follows.
    if body.line(first).bold:
        bold_end = first
        while bold_end < stop and body.line(bold_end).bold:
            bold_end += 1
        if bold_end < stop or end == stop:
            return bold_end
    # 4. Any other question ends with its last paragraph that asks.
    return _asked_end(body, first, end, stop, start)


def asked(body: Body, mark: Mark, end: int, to: int | None = None) -> tuple[LineSpan, ...]:
    """The question up to line `end`, and in it up to character `to`, without the `> ` of a quoted mail."""
    question = body.spans(mark.text_at, end, mark.text_from, to)
    if not body.unquoted(mark.at):
        return question
    starts = {body.index(at): body.unquoted(at) for at in range(mark.text_at, min(end + 1, len(body)))}
    cut = (replace(each, start=max(each.start, starts[each.line])) for each in question)
    return tuple(each for each in cut if each.end > each.start)


def end(body: Body, last: int) -> int:
    """The position after the answer to the last mark: the greeting or the letter's end.

    A date and a case number right before the greeting belong to the letter, not to the answer.
    """
    stop = next((at for at in range(last + 1, len(body)) if body.greets(at)), len(body))
    at, labels = stop, 0
    # The mark's line and the one after it are always kept: an answer has at least one line.
    while at > last + 2 and (said := _says(body.text(at - 1))):
        at, labels = at - 1, labels + (said == "label")
    return at if labels or _is_dated(body, at, stop) else stop


def _says(text: str) -> str | None:
    """What a line says of the letter: "label" (`Sagsnr.: 21/345`), "date" for a date alone, or None."""
    if (found := label(text)) and found.kind in SAYS and not found.owes:
        return "label"
    return "date" if DATE_LINE.fullmatch(text.strip()) else None


def _is_dated(body: Body, at: int, stop: int) -> bool:
    """Is it a date alone between an answer that has ended and the greeting?"""
    return stop - at == 1 and stop < len(body) and ENDS.search(body.text(at - 1)) is not None


def _mail_end(body: Body, at: int, stop: int) -> int | None:
    """The position after the lines of a quoted mail that start here; None if nothing follows them."""
    end = next((n for n in range(at, stop) if not body.unquoted(n)), stop)
    return end if at < end < stop else None


def _quote_end(body: Body, first: int, start: int, stop: int) -> int | None:
    """The position after a question in quotation marks; None if it has none, or they are not closed."""
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
    """The position after the last paragraph that asks: a question after its background, or parts `a) …?`."""
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

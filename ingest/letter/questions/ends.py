"""Where a letter's last answer ends."""

from __future__ import annotations

from ingest.furniture.running import DATE_LINE
from ingest.furniture.sidebar import label
from ingest.letter.body import Body
from kb.text import ENDS

SAYS = frozenset({"number", "date", "name", "phone", "mail", "direct", "unit"})
"""Kinds of labels that say something of the letter, not of its subject."""


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

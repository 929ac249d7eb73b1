"""A question as it is asked, before anything is understood of it."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from index.filters import ANY, Filters
from kb.errors import BadQuestion

LONGEST_QUESTION = 1000
"""Characters."""

LIMIT = 5
"""Answers to a question, unless told."""


@dataclass(frozen=True, slots=True)
class Question:
    """What a visitor asks, and how it is to be answered.

    `text` has at least one and at most LONGEST_QUESTION characters once it is `plain`. The answer has at most
    `limit` QAs (1 or more), each of which passes `filters`. `before` are the questions of the earlier turns,
    oldest first. `ignored` are filters that are not to be read out of the question's words.
    """

    text: str
    limit: int = LIMIT
    filters: Filters = ANY
    before: tuple[str, ...] = ()
    ignored: Filters = ANY


def plain(text: str) -> str:
    """A text on one line, composed (NFC), without NUL and halves of surrogate pairs."""
    readable = text.encode("utf-8", "ignore").decode().replace("\0", " ")
    return " ".join(unicodedata.normalize("NFC", readable).split())


def checked(text: str) -> str:
    """The plain text of a question. Raises BadQuestion where there is none, or too much of it."""
    asked = plain(text)
    if not asked:
        raise BadQuestion("expected a question, found none; write it in plain Danish")
    if len(asked) > LONGEST_QUESTION:
        raise BadQuestion(
            f"expected a question of at most {LONGEST_QUESTION:,} characters, found {len(asked):,};"
            " shorten it"
        )
    return asked

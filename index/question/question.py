"""A question as the user asks it."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from index.filters import ANY, Filters
from kb.errors import BadQuestion

LONGEST_QUESTION = 1000
"""Most characters of a question."""

LIMIT = 5
"""Default number of QAs in an answer."""


@dataclass(frozen=True, slots=True)
class Question:
    """What a user asks, and how it is to be answered.

    `text` has at least one and at most LONGEST_QUESTION characters once it is `plain`. The answer has at most
    `limit` QAs (1 or more), each of which passes `filters`. `before` are the questions of earlier turns,
    oldest first. `ignored` are filters that must not be read out of the question's words.
    """

    text: str
    limit: int = LIMIT
    filters: Filters = ANY
    before: tuple[str, ...] = ()
    ignored: Filters = ANY


def plain(text: str) -> str:
    """A text on one line, in Unicode NFC, without NUL and lone surrogates."""
    readable = text.encode("utf-8", "ignore").decode().replace("\0", " ")
    return " ".join(unicodedata.normalize("NFC", readable).split())


def checked(text: str) -> str:
    """The plain text of a question. Raises BadQuestion if it is empty or too long."""
    asked = plain(text)
    if not asked:
        raise BadQuestion("expected a question, found none; write it in plain Danish")
    if len(asked) > LONGEST_QUESTION:
        raise BadQuestion(
            f"expected a question of at most {LONGEST_QUESTION:,} characters, found {len(asked):,};"
            " shorten it"
        )
    return asked

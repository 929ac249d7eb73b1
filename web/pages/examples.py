"""Example questions for the empty page, taken from the letters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.errors import Tampered
from kb.model import Kind, Letter
from kb.store import Store

SHORT = 110
"""Most characters of an example question."""

STEM = 5
"""Words are compared by this many first letters: `hjemløse` matches `hjemløshed`."""

TRIED = 4
"""Number of the newest letters from which examples are taken."""


def examples(store: Store, count: int) -> list[str]:
    """Short questions with final answers, taken from the letters in turn."""
    asked = [_short(letter) for letter in _readable(store)]
    depth = max(map(len, asked), default=0)
    taken = [questions[i] for i in range(depth) for questions in asked if i < len(questions)]
    return taken[:count]


def _readable(store: Store) -> Iterator[Letter]:
    """The newest letters, without those that fail verification."""
    for summary in store.summaries()[:TRIED]:
        try:
            yield store.letter(summary.id)
        except Tampered:
            continue


def _short(letter: Letter) -> list[str]:
    """A letter's short questions; those that name its subject, and so make sense on their own, come first."""
    answered = (qa.question for qa in letter.qas if qa.kind is Kind.ANSWERED)
    short = [question for question in answered if len(question) <= SHORT and "\n" not in question]
    topic = {word[:STEM] for word in _long_words(letter.metadata.subject or "")}
    return sorted(short, key=lambda question: topic.isdisjoint(w[:STEM] for w in _long_words(question)))


def _long_words(text: str) -> list[str]:
    return [word for word in re.findall(r"\w+", text.lower()) if len(word) >= STEM]

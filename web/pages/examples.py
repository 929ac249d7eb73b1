"""Something to ask, from the letters themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.errors import Tampered
from kb.model import Kind, Letter
from kb.store import Store

SHORT = 110
"""Characters of a question that still makes a good example."""

STEM = 5
"""Letters of a word that are compared: `hjemløse` names `hjemløshed`."""

TRIED = 4
"""Letters looked into for examples."""


def examples(store: Store, count: int) -> list[str]:
    """Short questions that were answered, from as many letters as there are."""
    asked = [_short(letter) for letter in _readable(store)]
    depth = max(map(len, asked), default=0)
    taken = [questions[i] for i in range(depth) for questions in asked if i < len(questions)]
    return taken[:count]


def _readable(store: Store) -> Iterator[Letter]:
    """The newest letters; one that cannot be shown does not hide the others."""
    for summary in store.summaries()[:TRIED]:
        try:
            yield store.letter(summary.id)
        except Tampered:
            continue


def _short(letter: Letter) -> list[str]:
    """A letter's short questions, those first that name its subject and so make sense on their own."""
    answered = (qa.question for qa in letter.qas if qa.kind is Kind.ANSWERED)
    short = [question for question in answered if len(question) <= SHORT and "\n" not in question]
    topic = {word[:STEM] for word in _long_words(letter.metadata.subject or "")}
    return sorted(short, key=lambda question: topic.isdisjoint(w[:STEM] for w in _long_words(question)))


def _long_words(text: str) -> list[str]:
    return [word for word in re.findall(r"\w+", text.lower()) if len(word) >= STEM]

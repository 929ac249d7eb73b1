"""Finds the answers that another one leans on: those it refers to, and a later answer to an interim one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.answer.answer import Lean, Why
from kb.errors import NotFound, Tampered
from kb.model import QA, Kind, Letter
from kb.store import Store
from kb.text import SAME_QUESTION, question_likeness

_REPLACES = re.compile(r"\b(?:endelig\w*|erstat\w+|som (?:lovet|varslet|aftalt))\b", re.IGNORECASE)
"""Words by which an answer says that it replaces an interim one."""

MOST_NAMED = 3
"""A reference to more answers than this means a whole letter: they are not shown, only linked."""


def leans(store: Store, letter: Letter, qa: QA) -> Iterator[Lean]:
    """The later answer if this one is interim, then the answers that it refers to, in their order."""
    seen = {qa.id}
    if qa.kind is Kind.INTERIM:
        later = _later_answer(store, letter, qa)
        if later:
            seen.add(later.qa.id)
            yield later
    for reference in qa.references:
        if len(reference.qas) <= MOST_NAMED:
            for id in reference.qas:
                if id not in seen and (found := _read(store, id)) and not _is_replaced(*found, letter):
                    seen.add(id)
                    yield Lean(Why.REFERENCE, found[1], found[0])


def _is_replaced(letter: Letter, qa: QA, by: Letter) -> bool:
    """Is the referenced answer (`letter`, `qa`) an interim one, replaced by the later letter `by`?"""
    return qa.kind is Kind.INTERIM and _is_later(by, letter)


def _later_answer(store: Store, letter: Letter, qa: QA) -> Lean | None:
    """The newest final answer to an interim one in a later letter; else the newest interim answer."""
    later: Lean | None = None
    for id in store.leaning_on(qa.id):  # the oldest first, so that a newer answer replaces an older one
        found = _read(store, id)
        if not found or not _is_later(found[0], letter) or not _answers_anew(found[1], qa):
            continue
        if later is None or later.qa.kind is Kind.INTERIM or found[1].kind is Kind.ANSWERED:
            later = Lean(Why.LATER, found[1], found[0])
    return later


def _answers_anew(later: QA, interim: QA) -> bool:
    """Is a later QA an answer to the same question: is the question repeated, or does the answer say so?"""
    asked = question_likeness(later.question, interim.question) >= SAME_QUESTION
    anew = asked or bool(_REPLACES.search(later.answer))
    return later.kind in (Kind.ANSWERED, Kind.INTERIM) and anew


def _is_later(one: Letter, other: Letter) -> bool:
    days = one.metadata.date, other.metadata.date
    return bool(days[0] and days[1] and days[0] > days[1])


def _read(store: Store, id: str) -> tuple[Letter, QA] | None:
    """A QA and its letter; None if it was removed, is held back, or fails verification."""
    try:
        return store.qa(id)
    except (NotFound, Tampered):
        return None

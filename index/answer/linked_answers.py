"""Answers that another one needs: what it refers to, and the final answer to an interim one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.answer.answer import Lean, Why
from index.words import danish
from kb.errors import NotFound, Tampered
from kb.model import QA, Kind, Letter
from kb.store import Store

SAME_QUESTION = 0.5
"""Least share of the shorter question's words that a question asked again has: chosen by eye."""

_REPLACES = re.compile(r"\b(?:endelig\w*|erstat\w+|som (?:lovet|varslet|aftalt))\b", re.IGNORECASE)
"""Words of an answer that takes an interim one's place."""

MOST_NAMED = 3
"""A reference that names more answers than this is to a letter as a whole: it stays a link."""


def leans(store: Store, letter: Letter, qa: QA) -> Iterator[Lean]:
    """The final answer, where this one is interim; then the answers that it refers to, in its order."""
    seen = {qa.id}
    if qa.kind is Kind.INTERIM:
        later = _final(store, letter, qa)
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
    """Is an answer that a letter refers to the interim one that it replaces?"""
    return qa.kind is Kind.INTERIM and _is_later(by, letter)


def _final(store: Store, letter: Letter, qa: QA) -> Lean | None:
    """The newest answer in a later letter that refers to an interim one; interim too where none is final."""
    later: Lean | None = None
    for id in store.leaning_on(qa.id):
        found = _read(store, id)
        if not found or not _is_later(found[0], letter) or not _answers_anew(found[1], qa):
            continue
        if later is None or later.qa.kind is Kind.INTERIM or found[1].kind is Kind.ANSWERED:
            later = Lean(Why.LATER, found[1], found[0])
    return later


def _answers_anew(later: QA, interim: QA) -> bool:
    """Does an answer of a later letter answer the question again, or say that it does?"""
    one, other = (frozenset(danish.stems(qa.question)) for qa in (later, interim))
    shared = len(one & other) / min(len(one), len(other)) if one and other else 0.0
    anew = shared >= SAME_QUESTION or bool(_REPLACES.search(later.answer))
    return later.kind in (Kind.ANSWERED, Kind.INTERIM) and anew


def _is_later(one: Letter, other: Letter) -> bool:
    days = one.metadata.date, other.metadata.date
    return bool(days[0] and days[1] and days[0] > days[1])


def _read(store: Store, id: str) -> tuple[Letter, QA] | None:
    """A QA and its letter; None where it is gone, held back, or not what was read."""
    try:
        return store.qa(id)
    except (NotFound, Tampered):
        return None

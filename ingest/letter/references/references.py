"""References from one answer to another: `jf. svaret til spørgsmål 6`."""

from __future__ import annotations

from collections.abc import Container, Mapping
from functools import cached_property

from ingest.letter.numbers import bare, expand, parents
from ingest.letter.references.mentions import Mention, mentions
from kb.model import Reference, Remark
from kb.notes import Code


class Numbers:
    """The questions of a letter by their numbers. `own` is number -> QA id, in the letter's order."""

    def __init__(self, own: Mapping[str, str]) -> None:
        self.own = own

    def seek(self, number: str) -> tuple[str, ...]:
        """The ids of the QAs that answer a question number; empty if there are none."""
        # 1. The number itself; 2. a QA for several (`2-4` for 3); 3. its parts (1a, 1b for 1); 4. its whole.
        if number in self.own:
            return (self.own[number],)
        wanted = _bare(number)
        above = (self._whole[parent] for parent in parents(wanted) if parent in self._whole)
        found = self._whole.get(wanted) or self._parts.get(wanted) or next(above, [])
        return tuple(dict.fromkeys(found))

    def beside(self, qa: str, step: int) -> tuple[str, ...]:
        """The QA before (`step` -1) or after (1) another, as a tuple of one; empty if there is none."""
        at = self._order.index(qa) + step if qa in self._order else -1
        return self._order[at : at + 1] if at >= 0 else ()

    @cached_property
    def _order(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.own.values()))

    @cached_property
    def _whole(self) -> dict[str, list[str]]:
        """Every answered number -> its QAs; `2-4` counts as 2, 3 and 4."""
        found: dict[str, list[str]] = {}
        for key, qa in self.own.items():
            for name in expand(key):
                found.setdefault(_bare(name), []).append(qa)
        return found

    @cached_property
    def _parts(self) -> dict[str, list[str]]:
        """A question -> the QAs of its parts: 1 -> those of 1a and 1b."""
        found: dict[str, list[str]] = {}
        for name, qas in self._whole.items():
            for parent in parents(name):
                found.setdefault(parent, []).extend(qas)
        return found


def find(answer: str, own: Mapping[str, str], itself: str | None = None) -> tuple[Reference, ...]:
    """The references of an answer, in order. `own` is number -> QA id of the same letter, in its order.

    A reference is resolved in its own letter, unless its words name another letter. `itself` is the id of the
    answer's QA: a reference to nothing but itself is none.
    """
    numbers = Numbers(own)
    found = (_resolved(mention, answer, numbers, itself) for mention in mentions(answer))
    return tuple(reference for reference in found if reference)


def leads_nowhere(reference: Reference, own: Container[str]) -> bool:
    """Does it name questions of its own letter that do not exist?"""
    return bool(reference.numbers) and not reference.qas and not leads_away(reference)


def leads_away(reference: Reference) -> bool:
    """Do its words name another letter?"""
    reasons = (mention.reason for mention in mentions(reference.text))
    return any(reason and reason.code in (Code.OTHER_LETTER, Code.OTHER_SERIES) for reason in reasons)


def _bare(number: str) -> str:
    return bare(number).casefold()


def _resolved(mention: Mention, answer: str, own: Numbers, itself: str | None) -> Reference | None:
    """The reference for a mention; None if it names only its own question, or vaguely one that is missing."""
    text, numbers = answer[mention.start : mention.end].strip(), expand(mention.numbers)
    if mention.step:
        return _neighbour(text, mention.step, own, itself)
    if mention.reason:
        return Reference(text, numbers, reason=mention.reason)
    sought = {number: own.seek(number) for number in numbers}
    found = dict.fromkeys(qa for qas in sought.values() for qa in qas)
    others = tuple(qa for qa in found if qa != itself)
    missing = tuple(number for number, qas in sought.items() if not qas)
    if (found and not others and not missing) or (mention.bare and not others):
        return None
    reason = Remark(Code.LACKING, (missing,)) if missing else None
    return Reference(text, numbers, others, reason)


def _neighbour(text: str, step: int, own: Numbers, itself: str | None) -> Reference:
    """`svaret ovenfor`: the answer before this one."""
    if itself is None:
        return Reference(text, reason=Remark(Code.NOT_NAMED))
    qas = own.beside(itself, step)
    none = Remark(Code.NONE_BEFORE if step < 0 else Code.NONE_AFTER)
    return Reference(text, qas=qas, reason=None if qas else none)

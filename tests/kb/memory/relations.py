"""How letters relate, in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from kb.errors import NotFound
from kb.model import Kind, Letter, Reference
from kb.relations import MOST_LETTERS, QuestionText, Referring, Verdict
from tests.kb.memory.tables import Keeper

Shown = Callable[[], Mapping[str, Letter]]
"""The letters that are shown, by id."""


class MemoryLinks:
    """A `kb.relations.Links`."""

    def __init__(self, keeper: Keeper, shown: Shown) -> None:
        self._keeper, self._shown = keeper, shown

    def numbers(self) -> dict[str, dict[str, str]]:
        return {
            id: {qa.number: qa.id for qa in reversed(each.qas)}
            for id, each in sorted(self._shown().items())
            if each.qas
        }

    def referring(self) -> list[Referring]:
        found = [
            Referring(qa.id, id, qa.kind, qa.references)
            for id, each in self._shown().items()
            for qa in each.qas
            if qa.references
        ]
        return sorted(found, key=lambda each: each.qa)

    def asked_again(self) -> Iterator[tuple[QuestionText, QuestionText]]:
        letters = [each for each in self._shown().values() if each.metadata.case and each.metadata.date]
        for case in sorted({str(each.metadata.case) for each in letters}):
            own = [each for each in letters if each.metadata.case == case]
            pairs = [
                (
                    QuestionText(one.id, early.id, one.question),
                    QuestionText(other.id, late.id, other.question),
                )
                for early in own
                for late in own
                if str(early.metadata.date) < str(late.metadata.date)
                for one in early.qas
                for other in late.qas
                if (one.kind, other.kind) == (Kind.INTERIM, Kind.ANSWERED)
            ]
            if len(own) <= MOST_LETTERS:
                yield from sorted(pairs, key=lambda pair: (pair[0].qa, pair[1].qa))

    def put(
        self, links: Mapping[str, tuple[str, Sequence[Reference]]], leans: Iterable[tuple[str, str, str]]
    ) -> None:
        with self._keeper.unit_of_work() as tables:
            tables.links = {qa: (letter, tuple(found)) for qa, (letter, found) in links.items()}
            tables.leans = {(qa, target): letter for qa, target, letter in leans}


class MemoryLikeness:
    """A `kb.relations.Likeness`."""

    def __init__(self, keeper: Keeper, shown: Shown) -> None:
        self._keeper, self._shown = keeper, shown

    def put(self, letter: str, sketch: bytes, bands: Iterable[str]) -> None:
        with self._keeper.unit_of_work() as tables:
            tables.sketches[letter] = sketch, frozenset(bands)

    def unsketched(self) -> list[str]:
        sketches = self._keeper.tables.sketches
        return sorted(id for id, each in self._shown().items() if each.qas and id not in sketches)

    def pairs(self, letter: str | None = None) -> list[tuple[str, bytes, str, bytes]]:
        shown = self._shown()
        found = [(id, *own) for id, own in sorted(self._keeper.tables.sketches.items()) if id in shown]
        return [
            (one, sketch, other, other_sketch)
            for at, (one, sketch, bands) in enumerate(found)
            for other, other_sketch, other_bands in found[at + 1 :]
            if bands & other_bands and letter in (None, one, other)
        ]

    def verdicts(self) -> list[Verdict]:
        return [Verdict(*pair, preferred) for pair, preferred in sorted(self._keeper.tables.verdicts.items())]

    def decide(self, one: str, other: str, preferred: str | None) -> None:
        one, other = sorted((one, other))
        with self._keeper.unit_of_work() as tables:
            for letter in (one, other):
                if letter not in self._shown():
                    raise NotFound(f"{letter}: no such letter; `svarbasen letters` lists them")
            tables.verdicts[one, other] = preferred

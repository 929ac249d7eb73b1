"""Filters on answers by party, department, year, kind and letter, and the facets they match exactly."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256

from kb.model import QA, Kind, Letter

Where = tuple[tuple[str, ...], ...]
"""Groups of facets: a passage passes if it has at least one facet of every group."""


@dataclass(frozen=True, slots=True)
class Filters:
    """The filters of a search. An empty field lets everything through; values of a field are alternatives."""

    parties: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    kinds: tuple[Kind, ...] = ()
    letters: tuple[str, ...] = ()

    def where(self) -> Where:
        """The filters as groups of facets."""
        groups = (
            named("party", self.parties),
            named("department", self.departments),
            named("year", map(str, self.years)),
            named("kind", (kind.value for kind in self.kinds)),
            named("letter", self.letters),
        )
        return tuple(found for group in groups if (found := tuple(group)))

    def __bool__(self) -> bool:
        return bool(self.where())


ANY = Filters()


def facets(letter: Letter, qa: QA) -> tuple[str, ...]:
    """The facets of a QA's passages."""
    says = letter.metadata
    return (
        *named("party", says.parties),
        *named("department", (says.department,) if says.department else ()),
        *named("year", (str(says.date.year),) if says.date else ()),
        *named("kind", (qa.kind.value,)),
        *named("letter", (letter.id,)),
    )


def named(field: str, values: Iterable[str]) -> Iterator[str]:
    """The facets for values of a field: hashes that ignore case and white space."""
    for value in values:
        plain = " ".join(value.casefold().split())
        yield f"{field}_{sha256(plain.encode()).hexdigest()[:12]}"

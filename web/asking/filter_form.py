"""The form in which filters of a search are chosen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index.filters import Filters
from web.asking.facets import Known
from web.asking.filters import DANISH
from web.showing.wording import KINDS


@dataclass(frozen=True, slots=True)
class Option:
    """One value of a filter."""

    value: str
    text: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Group:
    """A group of options for one filter; `name` is its URL parameter."""

    name: str
    label: str
    options: tuple[Option, ...]


def groups(there: Known, chosen: Filters) -> list[Group]:
    """The groups that have several options, or a chosen one."""
    if not there.letters:
        return []
    years = sorted({*there.years, *chosen.years}, reverse=True)
    kinds = tuple(Option(slug, KINDS[kind], kind in chosen.kinds) for slug, kind in DANISH.kinds.items())
    letters = tuple(
        Option(id, f"Kun brevet om {there.letters.get(id, id)}", chosen=True) for id in chosen.letters
    )
    found = (
        Group(DANISH.letter, "Brev", letters),
        _group(DANISH.party, "Spurgt af", there.parties, chosen.parties),
        _group(DANISH.department, "Afdeling", there.departments, chosen.departments),
        _group(DANISH.year, "År", map(str, years), tuple(map(str, chosen.years))),
        Group(DANISH.kind, "Slags svar", kinds),
    )
    return [each for each in found if len(each.options) > 1 or any(one.chosen for one in each.options)]


def summed_up(groups: Iterable[Group]) -> str:
    """The chosen options in words, for the summary line of the folded form."""
    return ", ".join(one.text for group in groups for one in group.options if one.chosen)


def _group(name: str, label: str, values: Iterable[str], chosen: Sequence[str]) -> Group:
    return Group(name, label, tuple(Option(value, value, value in chosen) for value in values))

"""Reads filters from URL parameters, and writes them as such."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, TypeVar

from index.filters import ANY, Filters
from kb import parties
from kb.model import Kind
from web.asking.facets import Known, plain
from web.showing import present
from web.showing.errors import Refused
from web.showing.wording import KINDS

T = TypeVar("T")

Pair = tuple[str, str]
"""A URL parameter: name and value."""

YEARS = re.compile(r"((?:19|20)\d\d)(?:\s*[-–]\s*((?:19|20)\d\d))?")
"""`2022`, or `2019-2021`."""

RUN = 3
"""This many consecutive years or more are written as a range."""


@dataclass(frozen=True, slots=True)
class Words:
    """The names of the URL parameters of filters, and of the kinds of answers, in one language."""

    party: str
    department: str
    year: str
    kind: str
    letter: str
    without: str
    kinds: Mapping[str, Kind]

    @property
    def names(self) -> frozenset[str]:
        """The names of all parameters."""
        return frozenset((self.party, self.department, self.year, self.kind, self.letter, self.without))


DANISH = Words(
    *("parti", "afdeling", "aar", "slags", "brev", "uden"),
    {
        "besvaret": Kind.ANSWERED,
        "foreloebigt": Kind.INTERIM,
        "henvisning": Kind.REFERENCE,
        "afvist": Kind.DECLINED,
    },
)
ENGLISH = Words(
    *("party", "department", "year", "kind", "letter", "without"), {kind.value: kind for kind in KINDS}
)


@dataclass(frozen=True, slots=True)
class Narrowed:
    """The filters, those not to be read out of the question, and a Danish sentence per bad value."""

    filters: Filters = ANY
    ignored: Filters = ANY
    wrong: tuple[str, ...] = ()


def read(pairs: Sequence[Pair], words: Words, there: Known) -> Narrowed:
    """Read the filters of a URL. Ignored filters are taken as they are, even if no letter has the value."""
    filters, wrong = _filters(pairs, words, there)
    spared = [value.partition(":") for name, value in pairs if name == words.without]
    ignored, _ = _filters([(name.strip(), value) for name, _, value in spared], words, None)
    return Narrowed(filters, ignored, wrong)


def _filters(pairs: Sequence[Pair], words: Words, there: Known | None) -> tuple[Filters, tuple[str, ...]]:
    """The filters, and a sentence for each bad value; without `there`, any name and year is valid."""
    wrong: list[str] = []

    def each(name: str, read: Callable[[str], Sequence[T]]) -> tuple[T, ...]:
        found: list[T] = []
        for value in (value.strip() for key, value in pairs if key == name and value.strip()):
            try:
                found += read(value)
            except Refused as error:
                wrong.append(str(error))
        return tuple(dict.fromkeys(found))

    filters = Filters(
        each(words.party, lambda value: [_party(value, there)]),
        each(words.department, lambda value: [_department(value, there)]),
        each(words.year, lambda value: _years(value, there)),
        each(words.kind, lambda value: [_kind(value, words)]),
        each(words.letter, lambda value: [_letter(value, there)]),
    )
    return filters, tuple(wrong)


def _party(value: str, there: Known | None) -> str:
    """A party given by any of its names, as the letters write it."""
    if there is None:
        return value
    names = dict(parties.called(there.parties)) | {party: party for party in there.parties}
    return _named(value, "partiet", names, there.parties)


def _department(value: str, there: Known | None) -> str:
    if there is None:
        return value
    return _named(value, "afdelingen", {name: name for name in there.departments}, there.departments)


def _named(value: str, sort: str, names: Mapping[str, str], known: Sequence[str]) -> str:
    found = {plain(name): meant for name, meant in names.items()}.get(plain(value))
    if found is None:
        knows = f"Den kender {present.listing(known)}." if known else "Ingen af dens breve nævner nogen."
        raise Refused(f"Basen kender ikke {sort} »{value}«. {knows}")
    return found


def _years(value: str, there: Known | None) -> Sequence[int]:
    found = YEARS.fullmatch(value)
    if not found:
        raise Refused(f"År skrives som 2022 eller 2019-2021, ikke »{value}«.")
    first, last = sorted((int(found[1]), int(found[2] or found[1])))
    wanted = range(first, last + 1)
    if there and not set(wanted) & set(there.years):
        has = (
            f"Den har breve fra {present.spans(there.years)}."
            if there.years
            else "Ingen af dens breve har en dato."
        )
        raise Refused(f"Basen har ingen breve fra {present.spans(wanted)}. {has}")
    return wanted


def _kind(value: str, words: Words) -> Kind:
    if value not in words.kinds:
        raise Refused(f"Slags svar er {_either(list(words.kinds))}, ikke »{value}«.")
    return words.kinds[value]


def _either(words: Sequence[str]) -> str:
    return f"{', '.join(words[:-1])} eller {words[-1]}"


def _letter(value: str, there: Known | None) -> str:
    if there and value not in there.letters:
        raise Refused(f"Basen har ikke brevet »{value}«. Måske er det taget ud.")
    return value


def pairs(filters: Filters, words: Words = DANISH) -> tuple[Pair, ...]:
    """Filters as URL parameters: the inverse of `read`."""
    slugs = {kind: slug for slug, kind in words.kinds.items()}
    return (
        *((words.party, party) for party in filters.parties),
        *((words.department, department) for department in filters.departments),
        *(
            (words.year, f"{run[0]}-{run[-1]}" if len(run) > 1 else f"{run[0]}")
            for run in _runs(filters.years)
        ),
        *((words.kind, slugs[kind]) for kind in filters.kinds if kind in slugs),
        *((words.letter, letter) for letter in filters.letters),
    )


def _runs(years: Iterable[int]) -> list[list[int]]:
    """The years in order, with RUN or more consecutive ones grouped."""
    runs: list[list[int]] = []
    for year in sorted(set(years)):
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return [part for run in runs for part in ([run] if len(run) >= RUN else [[year] for year in run])]


def ones(filters: Filters) -> list[Filters]:
    """Each value as a Filters of its own; consecutive years are one."""
    return [
        *(Filters(parties=(party,)) for party in filters.parties),
        *(Filters(departments=(department,)) for department in filters.departments),
        *(Filters(years=tuple(run)) for run in _runs(filters.years)),
        *(Filters(kinds=(kind,)) for kind in filters.kinds),
        *(Filters(letters=(letter,)) for letter in filters.letters),
    ]


def plus(filters: Filters, more: Filters) -> Filters:
    """The union of two filters, field by field."""
    return Filters(
        **{name: tuple(dict.fromkeys((*mine, *other))) for name, mine, other in _both(filters, more)}
    )


def minus(filters: Filters, less: Filters) -> Filters:
    """The values of the first filters that the second lack."""
    return Filters(
        **{
            name: tuple(value for value in mine if value not in other)
            for name, mine, other in _both(filters, less)
        }
    )


def _both(one: Filters, other: Filters) -> Iterable[tuple[str, tuple[Any, ...], tuple[Any, ...]]]:
    for each in fields(Filters):
        yield each.name, getattr(one, each.name), getattr(other, each.name)

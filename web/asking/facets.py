"""The facets that searches can be filtered by, collected from the metadata of the letters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from index.filters import Filters
from kb.store import Summary
from web.showing import present
from web.showing.wording import KINDS


@dataclass(frozen=True, slots=True)
class Known:
    """The facet values of all letters; `letters` is id -> topic."""

    parties: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    letters: Mapping[str, str] = field(default_factory=dict)


def known_of(letters: Iterable[Summary]) -> Known:
    """The facet values of these letters: names by alphabet, years newest first."""
    letters = list(letters)
    says = [letter.metadata for letter in letters]
    return Known(
        by_alphabet(party for each in says for party in each.parties),
        by_alphabet(each.department for each in says if each.department),
        tuple(sorted({each.date.year for each in says if each.date}, reverse=True)),
        {letter.id: _topic(letter) for letter in letters},
    )


def _topic(letter: Summary) -> str:
    """The topic of a letter, with its year, since the same topic comes again in other years."""
    says = letter.metadata
    topic = says.subject or present.heading(says, letter.file)
    return f"{topic}, {says.date.year}" if says.date else topic


def by_alphabet(names: Iterable[str]) -> tuple[str, ...]:
    """The names in Danish order, each once; of names that differ only in case, the one in lower case."""
    once = {plain(name): name for name in sorted(names)}  # the last stays, and capitals sort first
    return tuple(once[key] for key in sorted(once, key=_danish))


def plain(name: str) -> str:
    """A name for comparison: without case and extra white space."""
    return " ".join(name.casefold().split())


def _danish(name: str) -> str:
    """A sort key that puts æ, ø and å last."""
    return name.casefold().translate({ord("æ"): "{", ord("ø"): "|", ord("å"): "}"})


def said(one: Filters, there: Known) -> str:
    """A single filter in words: `Parti: Enhedslisten`."""
    said = (
        *(f"Parti: {party}" for party in one.parties),
        *(f"Afdeling: {department}" for department in one.departments),
        *([f"År: {present.spans(one.years)}"] if one.years else []),
        *(f"Slags: {KINDS.get(kind, kind.value)}" for kind in one.kinds),
        *(f"Brev: {there.letters.get(letter, letter)}" for letter in one.letters),
    )
    return ", ".join(said)

"""What a search can be narrowed to: what the letters say of themselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from index.filters import Filters
from kb.store import Summary
from web.showing import present
from web.showing.wording import KINDS


@dataclass(frozen=True, slots=True)
class Known:
    """What the letters can be narrowed to; `letters` is id -> what the letter is about."""

    parties: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    letters: Mapping[str, str] = field(default_factory=dict)


def known_of(letters: Iterable[Summary]) -> Known:
    """What these letters can be narrowed to: names by alphabet, years newest first."""
    letters = list(letters)
    says = [letter.metadata for letter in letters]
    return Known(
        by_alphabet(party for each in says for party in each.parties),
        by_alphabet(each.department for each in says if each.department),
        tuple(sorted({each.date.year for each in says if each.date}, reverse=True)),
        {letter.id: _topic(letter) for letter in letters},
    )


def _topic(letter: Summary) -> str:
    """What a letter is about, with its year: the same is asked again in other years."""
    says = letter.metadata
    topic = says.subject or present.heading(says, letter.file)
    return f"{topic}, {says.date.year}" if says.date else topic


def by_alphabet(names: Iterable[str]) -> tuple[str, ...]:
    """Each name once, æ, ø and å last; of names that differ in case alone, one in small letters."""
    once = {plain(name): name for name in sorted(names)}  # the last stays, and capitals sort first
    return tuple(once[key] for key in sorted(once, key=_danish))


def plain(name: str) -> str:
    """A name as it is compared."""
    return " ".join(name.casefold().split())


def _danish(name: str) -> str:
    """A sort key that puts æ, ø and å last."""
    return name.casefold().translate({ord("æ"): "{", ord("ø"): "|", ord("å"): "}"})


def said(one: Filters, there: Known) -> str:
    """A filter by itself in words: `Parti: Enhedslisten`."""
    said = (
        *(f"Parti: {party}" for party in one.parties),
        *(f"Afdeling: {department}" for department in one.departments),
        *([f"År: {present.spans(one.years)}"] if one.years else []),
        *(f"Slags: {KINDS.get(kind, kind.value)}" for kind in one.kinds),
        *(f"Brev: {there.letters.get(letter, letter)}" for letter in one.letters),
    )
    return ", ".join(said)

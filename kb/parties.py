"""The parties of Danish, Greenlandic and Faroese politics: their names in letters, and their letters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Party:
    """A party. `names` are what else it is called, `short` its short names and the letters of its lists.

    A short name is one where a party is expected: `Eva Holm (A)`. In running text it may be a word.
    """

    name: str
    names: tuple[str, ...] = ()
    short: tuple[str, ...] = ()

    @property
    def called(self) -> tuple[str, ...]:
        """All that it is called."""
        return (self.name, *self.names, *self.short)


PARTIES = (
    Party("Socialdemokratiet", ("Socialdemokraterne", "Socialdemokrater", "Socialdemokratiske"), ("A", "S")),
    Party("Radikale Venstre", ("Det Radikale Venstre", "De Radikale", "Radikale"), ("RV", "B", "R")),
    Party(
        "Det Konservative Folkeparti",
        ("Konservative Folkeparti", "De Konservative", "Det Konservative", "Konservative"),
        ("C", "K", "KF"),
    ),
    Party("Nye Borgerlige", (), ("NB", "D")),
    Party("Socialistisk Folkeparti", ("SF", "SF'erne"), ("SF", "F")),
    Party("Liberal Alliance", (), ("LA", "I")),
    Party("Moderaterne", (), ("M",)),
    Party("Dansk Folkeparti", (), ("DF", "O")),
    Party("Kristendemokraterne", (), ("KD",)),
    Party("Venstre", (), ("V",)),
    Party("Danmarksdemokraterne", (), ("DD", "Æ")),
    Party(
        "Enhedslisten",
        ("Enhedslisten De Rød-Grønne", "Enhedslisten De Rød Grønne", "Enhedslisten – De Rød-Grønne"),
        ("EL", "Ø"),
    ),
    Party("Alternativet", (), ("ALT", "Å")),
    Party("Frie Grønne"),
    Party("Borgernes Parti"),
    Party("Slesvigsk Parti", ("Schleswigsche Partei",)),
    Party("Inuit Ataqatigiit", (), ("IA",)),
    Party("Siumut"),
    Party("Naleraq", ("Partii Naleraq",)),
    Party("Demokraatit"),
    Party("Atassut"),
    Party("Javnaðarflokkurin"),
    Party("Sambandsflokkurin"),
    Party("Fólkaflokkurin"),
    Party("Tjóðveldi"),
)
"""Local lists are not among them; a letter's title names them as they stand."""

BY_NAME = {name: party.name for party in PARTIES for name in (party.name, *party.names)}
BY_SHORT = {short: party.name for party in PARTIES for short in party.short}

WORDS = frozenset({"venstre", "radikale", "alternativet", "konservative", "moderaterne"})
"""Names that are ordinary words too; written small, they are taken for those."""

UNMISTAKABLE = frozenset({"sf", "df"})
"""Short names that are no word however they are written; `el` and `la` are."""

PRONOUN = "I"
"""A list's letter that means `you` in a question."""


def party_pattern(others: Iterable[str] = ()) -> re.Pattern[str]:
    """Any name of a party in running text, or one of the others, as group 1, the longest that fits."""
    names = sorted({*BY_NAME, *others}, key=lambda name: (-len(name), name))
    return re.compile(rf"(?<!\w)({'|'.join(map(re.escape, names))})(?:['’]?s)?(?!\w)")


def called(parties: Iterable[str]) -> Iterator[tuple[str, str]]:
    """(name, party as the letters write it), of every party that they name."""
    for party in parties:
        for known in PARTIES:
            if party.casefold() in map(str.casefold, known.called):
                yield from ((name, party) for name in known.called)
        yield party, party


def others(parties: Iterable[str]) -> Iterator[str]:
    """The names of the parties that are not among these."""
    written = {party.casefold() for party in parties}
    for known in PARTIES:
        if written.isdisjoint(map(str.casefold, known.called)):
            yield from known.called


def meant(name: str, written: str) -> bool:
    """Whether a name as it is written means the party, and not an ordinary word."""
    if name == PRONOUN:
        return False
    if name.isupper() and name.casefold() not in UNMISTAKABLE:
        return written == name
    return written[0].isupper() or name.casefold() not in WORDS

"""What people call the parties of Danish councils."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

NAMES: Mapping[str, tuple[str, ...]] = {
    "Socialdemokratiet": ("Socialdemokraterne", "Socialdemokrater", "A", "S"),
    "Radikale Venstre": ("Det Radikale Venstre", "De Radikale", "Radikale", "RV", "B"),
    "Det Konservative Folkeparti": (
        "Konservative Folkeparti",
        "De Konservative",
        "Det Konservative",
        "Konservative",
        "C",
        "K",
    ),
    "Nye Borgerlige": ("NB", "D"),
    "Socialistisk Folkeparti": ("SF'erne", "SF", "F"),
    "Liberal Alliance": ("LA",),
    "Moderaterne": ("M",),
    "Dansk Folkeparti": ("DF", "O"),
    "Kristendemokraterne": ("KD",),
    "Venstre": ("V",),
    "Danmarksdemokraterne": ("DD", "Æ"),
    "Enhedslisten": ("Enhedslisten – De Rød-Grønne", "EL", "Ø"),
    "Alternativet": ("ALT", "Å"),
}
"""Party -> other names, short names and list letters. `I` is left out: in a question it means `you`."""

WORDS = frozenset({"venstre", "radikale", "alternativet", "konservative", "moderaterne"})
"""Names that are ordinary words too; written small, they are taken for those."""

UNMISTAKABLE = frozenset({"sf", "df"})
"""Short names that are no word however they are written; `el` and `la` are."""


def called(parties: Iterable[str]) -> Iterator[tuple[str, str]]:
    """(name, party as the letters write it), of every party that they name."""
    for party in parties:
        for names in _all_names():
            if party.casefold() in map(str.casefold, names):
                yield from ((name, party) for name in names)
        yield party, party


def others(parties: Iterable[str]) -> Iterator[str]:
    """The names of the parties that are not among these."""
    written = {party.casefold() for party in parties}
    for names in _all_names():
        if written.isdisjoint(map(str.casefold, names)):
            yield from names


def _all_names() -> list[tuple[str, ...]]:
    return [(full, *short) for full, short in NAMES.items()]


def meant(name: str, written: str) -> bool:
    """Whether a name as it is written means the party, and not an ordinary word."""
    if name.isupper() and name.casefold() not in UNMISTAKABLE:
        return written == name
    return written[0].isupper() or name.casefold() not in WORDS

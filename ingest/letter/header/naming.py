"""How letters name parties: by name, by the letter of their list, or as a local list."""

from __future__ import annotations

import re

from kb.parties import BY_NAME, BY_SHORT, party_pattern

_NAMES = BY_NAME | {name.upper(): party for name, party in BY_NAME.items()}
_BY_TEXT = BY_SHORT | _NAMES
PARTY = party_pattern(_NAMES)
_SHORT = "|".join(sorted(BY_SHORT, key=lambda short: (-len(short), short)))
GROUP = re.compile(r"\b[Dd]en\s(socialdemokratiske|konservative|radikale)(?=\s\w*gruppe)")
"""A party by its adjective: `Den socialdemokratiske byrådsgruppe`."""

_NAME = r"(?<!\w)[A-ZÆØÅ][\w.'’-]{0,30}"
PERSON = rf"{_NAME}(?:\s+(?:{_NAME}|de|von|van|af|la)){{1,5}}"
ASKING = r"(?:10-dages\s?|ti-dages\s?)?(?:spørgsmål|forespørgsl|forespørgsel|henvendelse|spm)\w*\.?"

_BY_LETTER = (
    re.compile(rf"{_NAME},?\s*\((?:(?:liste|begge|alle)\s+)?({_SHORT})\)"),
    re.compile(rf"{_NAME},?\s*\((?:{PARTY.pattern})\)"),
    re.compile(rf"{PERSON},\s+({_SHORT})(?=\s*(?:$|\n|,| og\s))"),
    re.compile(rf"{PERSON},\s+(?:{PARTY.pattern})"),
    re.compile(rf"(?:[Mm]edlem\s+\(|(?<!\w)[Ll]iste\s)({_SHORT})(?!\w)"),
    re.compile(
        rf"(?<![\w(])({_SHORT})(?:(?:['’]?s)\s+(?:\w*gruppe|{ASKING}|medlem)|['’-](?:s\s+)?gruppen\b)"
    ),
)
"""A party by its letter, where no ordinary word can stand: `Eva Holm (S)`, `Eva Holm, V`, `DF's gruppe`."""

_LETTERS = re.compile(
    rf"\b(?:fra|af)\s+((?:{_SHORT})(?:(?:,\s*|\s+og\s+)(?:{_SHORT}))*)(?=\s+(?:om|til|vedr|ang)|[,.:]|\s*$)"
)
_BRACKETS = re.compile(
    rf"\((?=[^)]*(?:[A-ZÆØÅ]{{2}}|[ÆØÅ]))((?:{_SHORT})(?:(?:,\s*|/|\s+og\s+)(?:{_SHORT}))+)\)"
)
"""Letters after `fra`: `spørgsmål fra C, SF og V om`; several in brackets: `jeres (DF og V) spørgsmål`."""

LISTLIKE = re.compile(
    r"(?i:list(?:en|er|e)?|parti(?:et)?|bevægelsen?|foreningen?|forum)\b"
    r"|\b(?:Byens?|Borgernes?|Frie|Lokal\w*|Fælles\w*|Tvær\w*|Uafhængig\w*|Sammen|Folkets|Nye?t?)\b"
)
"""Words in the names of local lists: `Byens Bedste`. Other names of two words are people's."""

LIST = re.compile(r"(?<!\w)[A-ZÆØÅ][\w-]*(?:listen|partiet)(?!\w)")
_FROM = re.compile(
    rf"\b{ASKING}(?:\s+\w+){{0,2}}?\s+(?:fra|(?:stillet|rejst|indsendt|fremsat)\s+af)\s+(?P<from>.{{1,200}}?)"
    r"(?:\s+(?:om|til|vedr\.?|vedrørende|angående|ang\.|af)\s|[:.]?\s*$)",
    re.DOTALL | re.IGNORECASE,
)
_AND = re.compile(r"(?<!-),| og (?<!- og )")
"""Separates askers, but no name such as `Kultur- og Fritidsudvalget`, `Børne-, Unge- og Skoleudvalget`."""

COMMITTEE = re.compile(
    r"(?i:udvalg|byråd(?:et)?\b|kommunalbestyrelse|regionsråd|borgerrepræsentation|magistrat|råd(?:et)?\b|bestyrelse|ministeri"
    r"|sekretariat|forvaltning|direktion|administration)"
)
"""Who asks without being a party."""


def named(text: str) -> list[str]:
    """The parties in a text, by name and by letter, in order."""
    found = [(match.start(1), _NAMES[match[1]]) for match in PARTY.finditer(text)]
    found += [(match.start(), _NAMES[match[1].capitalize()]) for match in GROUP.finditer(text)]
    for match in (*_LETTERS.finditer(text), *_BRACKETS.finditer(text)):
        found += [
            (match.start(1) + each.start(), BY_SHORT[each.group()])
            for each in re.finditer(r"\w+", match[1])
            if each.group() in BY_SHORT
        ]
    found += _letters(text)
    return [party for _, party in sorted(found)]


def alone(text: str) -> list[str]:
    """The parties of an asker that may be but a letter: `Ø`, `SF`; else as `named`."""
    short = text.strip(" .()")
    return [BY_SHORT[short]] if short in BY_SHORT else named(text)


def by_letter(text: str) -> list[str]:
    """The parties that a person's letter tells: `Eva Holm (S)`."""
    return [party for _, party in sorted(_letters(text))]


def _letters(text: str) -> list[tuple[int, str]]:
    return [
        (match.start(1), _BY_TEXT[match[1]]) for pattern in _BY_LETTER for match in pattern.finditer(text)
    ]


def asker(title: str) -> str:
    """What stands after `spørgsmål fra` in a title."""
    match = _FROM.search(title)
    return match["from"] if match else ""


def local(text: str, like: bool = False) -> list[str]:
    """Askers that are neither known parties nor committees nor people: local lists, as they stand.

    `like`: only those that are called as lists are; else any of one word.
    """
    found = asker(text)
    if not found[:1].isupper() or COMMITTEE.search(found) or _LETTERS.search(f"fra {found}"):
        return []
    names = (re.sub(r"\s\d.*", "", name.strip()) for name in _AND.split(found))
    fits = LISTLIKE.search if like else lambda name: " " not in name or LISTLIKE.search(name)
    return [name for name in names if name and not named(name) and fits(name)]


def ends_named(text: str) -> bool:
    """Does the last of several askers have a party? If not, the line may go on: `Eva Holm (V), Ib`."""
    return bool(alone(_AND.split(text)[-1]))


def people(text: str) -> list[str]:
    """The people among askers of whom nothing tells a party: `Ib Dam` in `Eva Holm (V) og Ib Dam`.

    One that stands before another's letter may share it: `Eva Holm og Ib Dam (V)`.
    """
    parts = [part.strip(" .") for part in _AND.split(text)]
    last = max((n for n, part in enumerate(parts) if named(part)), default=-1)
    return [part for part in parts[last + 1 :] if re.fullmatch(PERSON, part) and not COMMITTEE.search(part)]

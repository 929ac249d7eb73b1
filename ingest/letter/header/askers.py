"""The parties that asked: what a letter says of its askers, the surest evidence first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from kb.parties import BY_NAME, BY_SHORT, party_pattern

_NAMES = BY_NAME | {name.upper(): party for name, party in BY_NAME.items()}
_PARTY = party_pattern(_NAMES)
_SHORT = "|".join(sorted(BY_SHORT, key=lambda short: (-len(short), short)))
_NAME = r"(?<!\w)[A-ZÆØÅ][\w.'’-]{0,30}"
_PERSON = rf"{_NAME}(?:\s+(?:{_NAME}|de|von|van|af|la)){{1,5}}"
_ASKING = r"(?:10-dages\s?|ti-dages\s?)?(?:spørgsmål|forespørgsl|forespørgsel|henvendelse|spm)\w*\.?"

_BY_LETTER = (
    re.compile(rf"{_NAME},?\s*\((?:(?:liste|begge|alle)\s+)?({_SHORT})\)"),
    re.compile(rf"{_PERSON},\s+({_SHORT})(?=\s*(?:$|\n|,| og\s))"),
    re.compile(
        rf"(?<![\w(])({_SHORT})(?:(?:['’]?s)\s+(?:\w*gruppe|{_ASKING}|medlem)|['’-](?:s\s+)?gruppen\b)"
    ),
)
"""A party by its letter, where no ordinary word can stand: `Eva Holm (S)`, `Eva Holm, V`, `DF's gruppe`."""

_LETTERS = re.compile(
    rf"\b(?:fra|af)\s+((?:{_SHORT})(?:(?:,\s*|\s+og\s+)(?:{_SHORT}))*)(?=\s+(?:om|til|vedr|ang)|[,.:]|\s*$)"
)
"""Letters after `fra`: `spørgsmål fra C, SF og V om`."""

_FROM = re.compile(
    rf"\b{_ASKING}(?:\s+\w+){{0,2}}?\s+(?:fra|af)\s+(?P<from>.{{1,200}}?)(?:\s+(?:om|til|vedr\.?|vedrørende|angående|ang\.|af)\s|[:.]?\s*$)",
    re.DOTALL | re.IGNORECASE,
)
_AND = re.compile(r"(?<!-),| og (?<!- og )")
"""Separates askers, but no name such as `Kultur- og Fritidsudvalget`, `Børne-, Unge- og Skoleudvalget`."""

_COMMITTEE = re.compile(
    r"(?i:udvalg|byråd(?:et)?\b|kommunalbestyrelse|regionsråd|borgerrepræsentation|magistrat|råd(?:et)?\b|bestyrelse|ministeri"
    r"|sekretariat|forvaltning|direktion|administration)"
)
"""Who asks without being a party."""

_LISTLIKE = re.compile(
    r"(?i:list(?:en|er|e)?|parti(?:et)?|bevægelsen?|foreningen?|forum)\b"
    r"|\b(?:Byens?|Borgernes?|Frie|Lokal\w*|Fælles\w*|Tvær\w*|Uafhængig\w*|Sammen|Folkets|Nye?t?)\b"
)
"""Words in the names of local lists: `Byens Bedste`. Other names of two words are people's."""

_ASKED = re.compile(
    r"(?:efter\s+ønske\s+fra|(?:ikke)?medlem\s+af\s+udvalget(?:\s+\(MFU\))?|(?:stillet|rejst|indsendt|fremsat)\s+af"
    rf"|på\s+vegne\s+af|^\s*Af:?|^\s*(?:Spørger|Spørgere|Stiller|Forespørger|Forslagsstiller):?|{_ASKING}(?:\s+\w+)?\s+fra)"
    r"(?P<askers>(?:[^.\n]|(?<=\b[A-ZÆØÅ])\.|\n(?=[^\n]{1,60}\([A-ZÆØÅ]{1,3}\)\s*(?:\n|$))){1,300})",
    re.IGNORECASE | re.MULTILINE,
)
_HEADING = re.compile(
    rf"(?!.*\b(?:er|har|blev)\b)\s*(?:{_ASKING})[^?]{{0,50}}?(?:\b(?:fra|af)\b|\()[^?]{{1,80}}|[^?.]{{2,60}}\s+(?:spørger|spørgsmål)\s*:\s*",
    re.IGNORECASE,
)
"""The heading above one asker's questions: `Spørgsmål fra Venstre`, `Venstre spørger:`."""

_ASKS = re.compile(
    r"(?i:spørg|spurgt|stille|bedt|beder|anmod|henvend|fremsen|ønske|vegne|gruppe|\bmail\b|rejst|kære)|^\s*(?:Til|Att)\b"
)
_MEMBER = re.compile(
    rf"(?:\S*(?i:medlem|rådmand|borgmester|formand)\b.{{0,40}}?\s)?{_PERSON}[\s,(]*|(?:i|på)\s[A-ZÆØÅ].{{1,40}}"
)
"""What stands beside a party in an address: a member, or a place as in `Radikale Venstre i Lindeborg`."""

LONGEST_MEMBER = 120
"""A member in an address has at most this many characters."""

LONGEST_TITLE = 500
"""Of a longer title, so many characters are looked at."""

_NOT_ASKERS = re.compile(r"\s*(?:Kopi|Cc|Bcc|Fra|Afsender|Orientering)\b", re.IGNORECASE)
"""A line that names others than the askers."""


def parties(title: str | None, head: str, lines: Sequence[str] = (), tail: str = "") -> tuple[str, ...]:
    """The parties that asked, in the order in which they are named.

    `head` and `tail` are what stands before and after the questions, a paragraph a line; `lines` all lines.
    """
    title = (title or "")[:LONGEST_TITLE]
    head = "\n".join(line for line in head.split("\n") if not _NOT_ASKERS.match(line))
    headings = [text for text in lines if len(text) <= 120 and _HEADING.fullmatch(text)]
    if found := _unique([*_named(title), *_local(title), *_each(headings)]):
        return found
    askers = [match["askers"] for match in _ASKED.finditer(f"{head}\n{tail}")]
    if found := _unique(_each(askers)):
        return found
    if _COMMITTEE.search(_from(title)):
        return ()
    return _unique(_by_letter(head)) or _unique(_each(filter(_says_who_asks, head.split("\n"))))


def _unique(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def _each(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        yield from _named(text)
        yield from _local(text)


def _says_who_asks(paragraph: str) -> bool:
    """Does the paragraph say who asks? A party alone does, or a member: `Byrådsmedlem Eva Holm, Venstre`."""
    rest = re.sub(r",|\bog\b", " ", _PARTY.sub("", paragraph)).strip(" .:()")
    member = len(rest) <= LONGEST_MEMBER and _MEMBER.fullmatch(rest) is not None
    return not rest or member or _ASKS.search(paragraph) is not None


def _named(text: str) -> list[str]:
    """The parties in a text, by name and by letter, in order."""
    found = [(match.start(1), _NAMES[match[1]]) for match in _PARTY.finditer(text)]
    for match in _LETTERS.finditer(text):
        found += [
            (match.start(1) + each.start(), BY_SHORT[each.group()])
            for each in re.finditer(r"\w+", match[1])
            if each.group() in BY_SHORT
        ]
    found += _letters(text)
    return [party for _, party in sorted(found)]


def _by_letter(text: str) -> list[str]:
    return [party for _, party in sorted(_letters(text))]


def _letters(text: str) -> list[tuple[int, str]]:
    return [
        (match.start(1), BY_SHORT[match[1]]) for pattern in _BY_LETTER for match in pattern.finditer(text)
    ]


def _from(title: str) -> str:
    """What stands after `spørgsmål fra` in a title."""
    match = _FROM.search(title)
    return match["from"] if match else ""


def _local(text: str) -> list[str]:
    """Askers that are neither known parties nor committees nor people: local lists, as they stand."""
    asker = _from(text)
    if not asker[:1].isupper() or _COMMITTEE.search(asker) or _LETTERS.search(f"fra {asker}"):
        return []
    names = (name.strip() for name in _AND.split(asker))
    return [
        name for name in names if name and not _named(name) and (" " not in name or _LISTLIKE.search(name))
    ]

"""The parties that asked: those that a letter names where askers are named, the surest places first.

Each place has a weight, see `PLACES`, and the askers are those of the heaviest places. A party that is only
spoken of is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.dates import dates
from ingest.letter.header.naming import (
    ASKING,
    COMMITTEE,
    GROUP,
    LIST,
    LISTLIKE,
    PARTY,
    PERSON,
    alone,
    asker,
    by_letter,
    ends_named,
    local,
    named,
    people,
)
from ingest.letter.header.recipient import MAILBOX

_SUBJECT = re.compile(r"(?<=.)\s(?:om|vedr\.?|vedrørende|angående|ang\.)\s.*", re.DOTALL)
"""What a title says of what is asked; a party in it is spoken of."""

_CLAUSE = re.compile(
    r",?\s(?:om|at|hvor\w*|hvad|hvilke\w*|vedr\.?|vedrørende|angående|stille\w*|spurgt|bedt|rejst)\s.*",
    re.DOTALL,
)
"""What somebody asks, behind who asks."""

_SAID = re.compile(
    r"(?:efter\s+ønske\s+fra|(?:ikke)?medlem\s+af\s+udvalget(?:\s+\(MFU\))?|(?:stillet|rejst|indsendt|fremsat)\s+af"
    rf"|på\s+vegne\s+af|^\s*Af:?|^\s*(?:Spørger|Spørgere|Stiller|Forespørger|Forslagsstiller):?|{ASKING}(?:\s+\w+)?\s+fra)"
    r"(?P<askers>(?:[^.\n]|(?<=\b[A-ZÆØÅ])\.|\n(?=[^\n]{1,60}\([A-ZÆØÅ]{1,3}\)\s*(?:\n|$))){1,300})",
    re.IGNORECASE | re.MULTILINE,
)
_LABELS = (
    re.compile(
        rf"\W*(?:\d{{1,3}}[.):]\s*)?{ASKING}\s*(?:nr\.?\s*)?[\dA-Z]{{0,4}}[.:]?\s*(?:[-–(]\s*(?:fra\b|(?:stillet\s+)?af\b)?|fra\b|(?:stillet\s+)?af\b)\s*"
        r"(?P<asker>[^?:»\"]{1,100}?)\s*(?:[:»\"]|$)",
        re.IGNORECASE,
    ),
    re.compile(
        r"\s*(?:(?:stillet|rejst|indsendt|fremsat)\s+af|Spørgsmålsstiller|Spørgere?|Stiller"
        r"|Forespørger|Forslagsstiller)\b[:\t ]+(?P<asker>[^?:]{1,100}?)[.\s]*$",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\W*(?:\d{{1,3}}[.):]\s*)?(?P<asker>[A-ZÆØÅ][^?:.]{{1,100}}?)\s+(?:spørger|spurgte|{ASKING})(?:\s+supplerende)?\s*:",
        re.DOTALL,
    ),
)
"""The label of one asker's questions: `Spørgsmål fra Venstre`, `Spm. 12 (Ø):`, `Stillet af SF`."""

_SPEAKER = re.compile(r"\W*(?:\d{1,3}[.):]\s*)?(?P<asker>[A-ZÆØÅ][^?:]{1,100}?)\s*:\s")
"""Who speaks, as minutes have it: `Eva Holm (V): Hvornår åbner skolen?`"""

_BEGINS = re.compile(rf"\W*(?:{ASKING}\s*(?:nr\.?\s*)?(?:\d|:)|\d{{1,3}}\s?[.):]|[a-z][.)])", re.IGNORECASE)
_ASKS = re.compile(
    r"(?i:spørg|spurgt|stille|bedt|beder|anmod|henvend|fremsen|ønske|vegne|gruppe|\bmail\b|rejst|kære|skrev)|^\s*(?:Til|Att)\b"
)
_COUNCIL = r"(?i:byråd|kommunalbestyrelse|regionsråd|borgerrepræsentation|folketing)\w*"
_MEMBER = re.compile(
    rf"(?:\S*(?i:medlem|rådmand|borgmester|formand)\b.{{0,40}}?\s)?{PERSON}[\s,(]*|(?:i|på)\s[A-ZÆØÅ].{{1,40}}"
    rf"|(?:{PERSON},?\s+)?(?i:\w*medlem)(?:\s(?:af|i)\s(?:{_COUNCIL}|\w*udvalg\w*))?(?:\s(?:{PERSON}|for))?"
    rf"|(?:{PERSON}\s)?(?:{_COUNCIL})?(?i:gruppen?)|[A-ZÆØÅ][\w-]+"
)
"""What stands beside a party in an address: a member, a group, or a place as in `Venstre i Lindeborg`."""

_HAS_ASKED = re.compile(
    rf"{PARTY.pattern}\b[^.,]{{0,80}}?\s(?:har|bad|skrev)\s.{{0,80}}?\b(?:spurgt|stillet|bedt|anmodet|om\b|til\b)"
)
_ADDRESSED = re.compile(r"\W*(?:Til|Att|Modtagere?|Sendt?\stil)\b[.:]*\s*")
_BESIDE = re.compile(r"\(\s*\)|,\s[A-ZÆØÅ]{1,3}$|,|\bog\b|\([A-ZÆØÅ]{1,3}\)|\bListe\s[A-ZÆØÅ]\b")
_OFFICE = re.compile(r"(?i:rådmand|borgmester|(?:\budvalgs|\b)formand)\b")
_HOLDER = re.compile(rf"{_OFFICE.pattern}(?:\sfor\s.{{3,40}}?)?,?\s{PERSON}\s*\([^)]*\)")
"""Somebody in office with their party: named, but not as an asker."""

_OURS = re.compile(rf"\b(?:[Vv]i|[Jj]eg)\b(?:\s+\w+){{0,2}}\s+i\s+(?:{PARTY.pattern})")
"""A party that the writer is of: `Vi har i Enhedslisten undret os`."""

_OTHERS = re.compile(r"\s*(?:Kopi|Cc|Bcc|Afsender|Orientering)\b", re.IGNORECASE)
_SENTENCES = re.compile(r"\n|(?:(?<=[a-zæøå]{4}\.)|(?<=\)\.))\s(?=[A-ZÆØÅ])")
_COPY = re.compile(r"\bkopi\b|\borienter", re.IGNORECASE)
_BY = re.compile(rf"v/\s?(?:[a-zæøå]+\s)?{PERSON}")
_GROUP = re.compile(r"[A-ZÆØÅ][^\d:?!.]{2,60}")
_MEMBERS = re.compile(r"medlem|gruppe", re.IGNORECASE)
_SOMEBODY = re.compile(rf"(?:(?i:hr|fru)\.?\s)?{PERSON}")
_SENDER = re.compile(r"\s*(?:Fra|From)\s*[:\t]")
"""Who writes: in the first mail who answers, in one that is quoted below it who asks."""

LONGEST_MEMBER, LONGEST_TITLE, LONGEST_HEADING = 120, 500, 60
"""How many characters a member in an address, a title, and a heading with only an asker's name may have."""

LINES_OF_QUESTION, LINES_OF_INTRODUCTION = 4, 15
"""What a speaker says is a question if one of so many lines has a question mark; a letter's first lines."""

PLACES = {
    "label": 5,
    "title": 5,
    "said": 4,
    "address": 3,
    "asks": 3,
    "quoted": 2,
    "letter": 2,
    "subject": 1,
    "office": 1,
}
"""Weights of the places: a question's label or heading; the title before its subject; behind words as `efter
ønske fra`; an address; a sentence on asking; a mail that is quoted; a member's letter in the head;
the title's subject; the address of somebody who holds an office, and so may be the one to answer."""


@dataclass(frozen=True, slots=True)
class Naming:
    """A place where askers are named: its weight, the parties, and whether people are named beside them."""

    weight: int
    parties: tuple[str, ...]
    unnamed: bool = False


def askers(
    title: str | None, head: str, lines: Sequence[str] = (), tail: str = "", top: Sequence[str] | None = None
) -> tuple[tuple[str, ...], bool]:
    """The parties that asked, in the order in which they are named, and whether people asked beside them.

    `head` and `tail` are what stands before and after the questions, a paragraph a line; `lines` all lines,
    `top` those before the questions.
    """
    top = head.split("\n") if top is None else top
    places = list(_places((title or "")[:LONGEST_TITLE], head, lines, tail, top))
    heaviest = max((place.weight for place in places if place.parties), default=0)
    best = [place for place in places if place.weight == heaviest]
    found = tuple(dict.fromkeys(party for place in best for party in place.parties))
    return found, any(place.unnamed for place in best)


def _places(title: str, head: str, lines: Sequence[str], tail: str, top: Sequence[str]) -> Iterator[Naming]:
    before = _SUBJECT.sub("", title)
    yield Naming(PLACES["title"], (*named(before), *local(title)), bool(people(asker(title))))
    yield Naming(PLACES["subject"], tuple(named(title)))
    yield from _labels(lines)
    text = "\n".join(line for line in f"{head}\n{tail}".split("\n") if not _OTHERS.match(line))
    for match in _SAID.finditer(text):
        said = _CLAUSE.sub("", match["askers"])
        lists = local(f"spørgsmål fra {said.strip()}", like=True)
        yield Naming(PLACES["said"], (*named(said), *lists), bool(people(said)))
    if not COMMITTEE.search(asker(title)) or re.search(r"\bmøde|spørgetid", asker(title)):
        yield from _addresses([*top, *filter(_ADDRESSED.match, tail.split("\n"))])
        yield from _sentences(head)
        # The split may take an introduction for an answer.
        for match in filter(None, map(_HAS_ASKED.match, lines[:LINES_OF_INTRODUCTION])):
            yield Naming(PLACES["letter"], tuple(named(match.group())))
        yield from _quoted(lines, tail)


def _labels(lines: Sequence[str]) -> Iterator[Naming]:
    """The labels and headings of one asker's questions."""
    for at, text in enumerate(lines):
        above, below = lines[at - 1] if at else "", lines[at + 1] if at + 1 < len(lines) else ""
        matches = (label.match(text) for label in _LABELS)
        if match := next(filter(None, matches), None):
            who = match["asker"]
            yield _label(text, who if "(" in who else who.rstrip(")"))
        elif (match := _SPEAKER.match(text)) and "?" in " ".join(lines[at : at + LINES_OF_QUESTION]):
            if named(match["asker"]) and _is_address(match["asker"]):
                yield Naming(PLACES["label"], tuple(named(match["asker"])))
        elif _BEGINS.match(below) and not any(dates(below)) and _is_heading(text) and not _is_heading(above):
            yield Naming(PLACES["label"], tuple(named(text)))


def _label(text: str, who: str) -> Naming:
    if (len(who) <= 3 or _is_address(who)) and ends_named(who):
        return Naming(PLACES["label"], tuple(alone(who)))
    unnamed = re.fullmatch(PERSON, who) is not None and not _OFFICE.search(who)
    return Naming(PLACES["label"], tuple(local(text, like=True)), unnamed)


def _is_heading(text: str) -> bool:
    short = len(text) <= LONGEST_HEADING and not re.match(r"\W*(?:Til|Att)\b", text)
    return short and bool(named(text)) and _is_address(text)


def _addresses(top: Sequence[str]) -> Iterator[Naming]:
    """Who is addressed; of several mails, also who wrote the one that is answered."""
    for above, line in pairwise(["", *_others_out(top)]):
        group = _BY.match(line) and _GROUP.fullmatch(above) and not named(above)
        if group and (LISTLIKE.search(above) or _MEMBERS.search(line)):
            yield Naming(PLACES["address"], (above,))
        if _is_address(line) and not line.endswith(".") and not above.endswith("Radikale"):
            office = _OFFICE.search(line) and not PARTY.match(line)
            member = _MEMBERS.search(line) or _SOMEBODY.fullmatch(above)
            lists = LIST.findall(line) if member else ()
            yield Naming(PLACES["office" if office else "address"], (*named(line), *lists))


def _sentences(head: str) -> Iterator[Naming]:
    """Who is said to have asked."""
    for line in _others_out(_SENTENCES.split(head)):
        if not _is_address(line) and not _COPY.search(line):
            said = _HOLDER.sub("", line)
            yield Naming(PLACES["letter"], tuple(by_letter(said)))
            if _ASKS.search(said):
                yield Naming(PLACES["asks"], tuple(named(_CLAUSE.sub("", said))))


def _quoted(lines: Sequence[str], tail: str) -> Iterator[Naming]:
    """What a mail that is answered says of who wrote it."""
    senders = [at for at, line in enumerate(lines) if _SENDER.match(line)]
    for line in _others_out(lines[senders[1] :] if len(senders) > 1 else ()):
        yield Naming(PLACES["quoted"], tuple(named(line) if _is_address(line) else by_letter(line)))
    for line in tail.split("\n"):
        if _MEMBERS.search(line) and _is_address(line):
            yield Naming(PLACES["quoted"], tuple(named(line)))
    for line in lines:
        for match in _OURS.finditer(line):
            yield Naming(PLACES["quoted"], tuple(named(match.group())))


def _others_out(lines: Sequence[str]) -> Iterator[str]:
    """The lines without those that name others than askers, and without `Fra:` of a mail that is answered."""
    senders = 0
    for line in lines:
        senders += _SENDER.match(line) is not None
        if not _OTHERS.match(line) and not (senders == 1 and _SENDER.match(line)):
            yield _SENDER.sub("", line)


def _is_address(text: str) -> bool:
    """Is the text only who somebody is: a party, a member, a group? `Byrådsmedlem Eva Holm, Venstre`."""
    text = _ADDRESSED.sub("", MAILBOX.sub("", text))
    beside = _BESIDE.sub(" ", GROUP.sub("", LIST.sub("", PARTY.sub("", text))))
    rest = " ".join(beside.split()).strip(" .:()v/")
    return not rest or (len(rest) <= LONGEST_MEMBER and _MEMBER.fullmatch(rest) is not None)

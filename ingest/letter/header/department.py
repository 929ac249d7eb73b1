"""The department that a letter is from, by what its name looks like and where it stands.

A name needs evidence of both kinds; each piece of evidence has a weight in the tables below.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.furniture.sidebar import ADDRESS, MUNICIPALITY
from ingest.letter.body import greeting
from ingest.letter.header.entries import Entry, Reader
from ingest.letter.header.labels import ANY, SPACED
from ingest.letter.header.recipient import COUNCIL, MEMBER
from kb.parties import BY_NAME
from kb.text import is_bullet

_UNIT = re.compile(
    r"\w*(?:forvaltning|afdeling|cent(?:er|re?t)|sekretariat|stab|kontor|styrelse|direktorat|departement|ministeri|enhed|sektion"
    r"|team|tjeneste|service|område|institut|myndighed|forsyning|administration|beredskab|bibliotek|naalakkersuisoqarfi)"
    r"(?:e?n|e?t|k|um|s)?",
    re.IGNORECASE,
)
"""A word that means a unit of an administration: `Skoleafdelingen`, `Center`, `Jobcenter`."""

_AREA = re.compile(
    r"(?:social|sundhed|omsorg|ældre|senior|handicap|psykiatri|børn|unge|ungdom|familie|dagtilbud|dagpleje|skole|folkeskole|læring"
    r"|uddannelse|undervisning|pædagog|kultur|fritid|idræt|bibliotek|borger|beskæftigelse|job|arbejdsmarked|erhverv|turisme|vækst"
    r"|tekni|miljø|natur|klima|energi|vand|spildevand|affald|genbrug|forsyning|vej|trafik|park|grøn|mobilitet|kollektiv|byg|by|plan"
    r"|land|ejendom|bolig|havn|kyst|økonomi|budget|regnskab|finans|indkøb|udbud|løn|personale|hr|it|digital|data|jura|juridisk"
    r"|politi|ledelse|strategi|udvikling|region|kommun|analyse|organisation|sekretariat|stab|direktion|administra|intern|fælles"
    r"|central|beredskab|sikkerhed|integration|myndighed|visitation|tandpleje|hjælpemiddel|rehabilitering|træning|forebyggelse"
    r"|hjemmepleje|sygepleje|pleje|bosted|velfærd|voksne|udsatte|rusmiddel|misbrug|ydelse|kontrol|opkrævning|tilsyn|drift|anlæg"
    r"|projekt|arkiv|valg|demokrati|innovation|forhold|medborger|mennesker|specialundervisning|virksomhed|logistik|rådgivning"
    r"|bæredygtig|godstrafik|hospital|patient|medicin)\w*",
    re.IGNORECASE,
)
"""A word for what Danish administrations deal with, as the chapters of the numbering plan KLE name it."""

_SMALL = frozenset(("og", "for", "af", "samt", "med", "under", "den", "det", "de", "&"))
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|&")
_SHAPE = re.compile(r"[A-ZÆØÅ][^\d:?!()@\"”»;]{1,69}")
_GENERAL = re.compile(
    r"(?:kommune|forvaltning|administration|afdeling|center|sekretariat|myndighed|område|enhed|kontor|styrelse|ministeri)(?:e?n|e?t|um)?",
    re.IGNORECASE,
)
"""What an administration calls itself: a name needs more than this one word."""

_NO_NAME = re.compile(
    r"\b\w*(?:spørgsmål|spørgsmålene|svar|besvarelse|forespørgsel|notat|bilag|brev|journal|dagsorden|referat|indstilling|hilsen)\b"
    r"|\b(?:vedr|cvr|ean|sags|sendt|kære|kopi|att|side|rådhus\w*|regionshus\w*|udvalg\w*|\w+udvalget|i|på|ved|om|til|fra|hvad|hvor\w*|er|har|kan|skal|vil|ikke)\b",
    re.IGNORECASE,
)
"""Words that no name of a department has: kinds of documents, addresses, sentences and other prepositions."""

_OFFICE = re.compile(
    r"[^\W\d]*(?:chef|leder|direktør|konsulent|medarbejder|sekretær|fuldmægtig|ingeniør|jurist|planlægger|koordinator|rådmand)\b",
    re.IGNORECASE,
)
_MENU = re.compile(
    r"(?:(?:Borger|Erhverv|Politik|Menu|Søg|Forside|Selvbetjening|Kontakt|Nyheder|Job|Om\s+kommunen|Log\s+(?:ind|på))"
    r"[\s|>/,·•-]*)+",
    re.IGNORECASE,
)
"""The menu of a municipality's website, which stands below the municipality's name as a department may."""

_SAYS = re.compile(
    r"(?P<unit>[A-ZÆØÅ][^.,:;?!]{3,60}?)\s+(?:har\s+(?:modtaget|fået)|kan\s+(?:hertil\s+)?oplyse|oplyser|svarer|fremsender|besvarer|skal\s+hermed)\b"
)
"""A sentence in which the sender names itself: `Jobcenter Nordhavn har modtaget …`."""

ENOUGH = 3
"""The least weight of a name. See `_look` and `_Place` for what counts."""

FOOT = 10
"""At most this many entries under the greeting are looked at."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words that may name a department, their line, and how much speaks for them."""

    index: int
    text: str
    weight: int


def department(reader: Reader, title: Sequence[int] = (), recipient: str | None = None) -> str | None:
    """The department; of the units in a block, as `BØRN OG UNGE` / `Strategi og Udvikling`, the first.

    `title` is the index of the line where the title begins: what follows it is hardly a letterhead. The
    recipient is none.
    """
    found = [
        each
        for each in candidates(reader, title)
        if each.weight >= ENOUGH and each.text not in (recipient or "")
    ]
    if not found:
        return None
    best = max(found, key=lambda each: each.weight)
    at = found.index(best)
    while at and found[at - 1].index in (found[at].index, found[at].index - 1):
        at -= 1
    reader.used.add(found[at].index)
    return _gone_on(reader, found[at])


def _gone_on(reader: Reader, found: Candidate) -> str:
    """The name, with the next line if it is unfinished: `SOCIAL OG` / `BESKÆFTIGELSE`."""
    text = found.text
    for index in range(found.index + 1, len(reader.lines)):
        if not re.search(r"(?i:\bog|&|,|-)$", text):
            break
        text = f"{text} {reader.lines[index].text.strip()}"
        reader.used.add(index)
    return text


def candidates(reader: Reader, title: Sequence[int] = ()) -> Iterator[Candidate]:
    """What may name a department, in the order of the letter."""
    yield from _labelled(reader)
    beside, end = {*reader.furniture}, _sentence(reader)
    top = {index for index in reader.head if index < (title[0] if title else end)} - beside
    front = [entry for entry in reader.front if entry[0] in beside or entry[0] < end]
    yield from _in_block(front, beside, top)
    foot = _foot(reader)
    yield from _in_block(foot, beside, {index for index, _ in foot})
    for index, text in reader.front:
        if (match := _SAYS.match(text)) and (weight := _look(match["unit"])) and _UNIT.search(match["unit"]):
            yield Candidate(index, match["unit"], weight)


def _labelled(reader: Reader) -> Iterator[Candidate]:
    """What stands behind a label; behind `Fra:` or `Udarbejdet af:` a person may stand."""
    if text := reader.labelled("department"):
        at = next((i for i, each in reader.around if text in each), -1)
        yield Candidate(at, text, ENOUGH + 1 + (_look(text) or 0))
    for name in ("sender", "officer"):
        for value in reader.each(name, reader.around):
            if (look := _look(value.text) or 0) >= 2:
                yield Candidate(value.lines[-1], value.text, look + 2)


def _in_block(entries: Sequence[Entry], beside: set[int], top: set[int]) -> Iterator[Candidate]:
    """The candidates in a block: the head of the letter, or what stands under the signature."""
    for at, (index, text) in enumerate(entries):
        around = [each for _, each in entries[max(0, at - 1) : at + 2] if each != text]
        for name in _names(text):
            if (look := _look(name)) is None:
                continue
            # `Afdelingschef, Plan og Byg` and `Eva Holm, Plan og Byg` name the unit of whoever signs.
            weight = look + (2 if name != text else 0) + (index in beside) + (at == 0 or index in top)
            weight += 2 * any(MUNICIPALITY.fullmatch(each.title()) for each in around)
            weight += any(_is_address(each) for each in around)
            yield Candidate(index, name, weight)


def _names(text: str) -> Iterator[str]:
    """The line, or what stands behind an office or a person in it."""
    before, comma, behind = text.partition(", ")
    if comma and (_OFFICE.search(before) or len(before.split()) in (2, 3)) and _look(behind):
        yield behind
    else:
        yield text


def _look(text: str) -> int | None:
    """How much a text looks like a department's name; None if it cannot be one."""
    if not _SHAPE.fullmatch(text) or text.endswith(".") or is_bullet(text) or _NO_NAME.search(text):
        return None
    if _MENU.fullmatch(text) or ANY.match(text) or SPACED.fullmatch(text) or _GENERAL.fullmatch(text):
        return None
    if COUNCIL.fullmatch(text) or MEMBER.fullmatch(text) or _OFFICE.search(text) or text in BY_NAME:
        return None
    if _is_address(text) or MUNICIPALITY.fullmatch(text.title()):
        return None
    words = [word for word in _WORD.findall(text) if word.casefold() not in _SMALL]
    units = sum(_UNIT.fullmatch(word) is not None for word in words)
    areas = sum(_AREA.fullmatch(word) is not None or _UNIT.fullmatch(word) is not None for word in words)
    small = any(word[0].islower() for word in words)
    capitals = text.isupper()
    listed = re.search(r"(?i:\sog\s|\s&\s)", text) is not None and (capitals or not small)
    return (
        3 * (units > 0)
        + (2 if areas == len(words) else 0)
        + (1 if listed else 0)
        + (1 if capitals and len(text) > 3 else 0)
        - (2 if small and not units else 0)
    )


def _is_address(text: str) -> bool:
    return any(pattern.fullmatch(text) for pattern in ADDRESS if pattern is not MUNICIPALITY)


def _sentence(reader: Reader) -> int:
    """The index of the first line of running text."""
    return next(
        (i for i in reader.head if re.search(r".{40}[.:?]$", reader.lines[i].text)), len(reader.lines)
    )


def _foot(reader: Reader) -> list[Entry]:
    """What stands under the greeting."""
    texts = [reader.lines[i].text.strip() for i in reader.tail]
    at = next((n for n in range(len(texts)) if greeting(texts, n)), None)
    if at is None:
        return []
    return reader.entries(reader.tail[at + greeting(texts, at) :])[:FOOT]

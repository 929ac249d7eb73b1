"""The department that a letter is from, by what its name looks like and where it stands.

A name needs evidence of both kinds. Each piece of evidence has a weight: see `LOOKS` and `STANDS`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.dates import dates, parse_date_line
from ingest.furniture.sidebar import ADDRESS, CASE, MUNICIPALITY
from ingest.letter.body import greeting
from ingest.letter.header.entries import Entry, Reader
from ingest.letter.header.labels import ANY, SPACED
from ingest.letter.header.recipient import COUNCIL, MAILBOX, MEMBER
from kb.model import Letter, Role
from kb.parties import BY_NAME
from kb.text import is_bullet

_UNIT = re.compile(
    r"\w*(?:forvaltning|afdeling|cent(?:er|re?t)|sekretariat|stab|kontor|styrelse|direktorat|departement|ministeri|enhed|sektion"
    r"|team|tjeneste|service|område|institut|myndighed|forsyning|administration|beredskab|bibliotek|naalakkersuisoqarfi)"
    r"(?:e?n|e?t|k|um|s)?",
    re.IGNORECASE,
)
"""A word that means a unit of an administration: `Skoleafdelingen`, `Center`, `Jobcenter`."""

_AREAS = """
administration affald analyse anlæg arbejdsmarked arkiv beredskab beskyttelse beskæftigelse bibliotek
bolig borger bosted budget by byg bygge byggeri bæredygtig børn central dagpleje dagtilbud data demokrati
digital direktion drift ejendom energi erhverv familie finans folkeskole forebyggelse foreningsliv forhold
forsyning fritid fælles genbrug godstrafik grøn handicap havn hjemmepleje hjælpemiddel hospital hr idræt
indkøb indsats innovation integration intern it job jura juridisk klima kollektiv kommunal kommune kontrol
kultur kyst land landdistrikt landskab landsby ledelse liv logistik lokalsamfund læring løn medborger medicin
mennesker miljø misbrug mobilitet museum musik myndighed natur omsorg opgave opkrævning organisation park
patient personale plan planlægning pleje politik politisk projekt psykiatri pædagog region regnskab
rehabilitering rusmiddel rådgivning sag samarbejde sekretariat senior sikkerhed skole social
specialundervisning spildevand stab strategi sundhed sygepleje tandpleje teknik teknisk tilpasning tilsyn
trafik træning turisme udbud uddannelse udsatte udvikling undervisning ungdom unge valg vand vedligehold
vej velfærd virksomhed visitation voksne vækst ydelse ældre økonomi
"""
"""What Danish administrations deal with, as the chapters of the numbering plan KLE name it."""

_STEM = f"(?:{'|'.join(sorted(_AREAS.split(), key=len, reverse=True))})"
_AREA = re.compile(
    rf"{_STEM}(?:[se]?{_STEM})*(?:e|er|r|t|s|es|al|ale|hed|ing|isering|mæssige?)?", re.IGNORECASE
)
"""A word for such an area, or a compound of several: `Byudvikling`, but not `Skolebusser` or `Havnen`."""

_SMALL = frozenset(("og", "for", "af", "samt", "med", "under", "den", "det", "de", "&"))
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|&")
_SHAPE = re.compile(r"[A-ZÆØÅ][^\d:?!()@\"”»;]{1,69}")
_GENERAL = re.compile(
    r"(?:kommune|forvaltning|administration|(?:magistrats)?afdeling|cent(?:er|r)|myndighed|område|enhed|kontor|styrelse|ministeri)(?:e?n|e?t|um)?",
    re.IGNORECASE,
)
"""What an administration calls itself: a name needs more than this one word."""

_NO_NAME = re.compile(
    r"\b\w*(?:spørgsmål|spørgsmålene|spørgetid|svar|besvarelse|forespørgsel|notat|bilag|brev|journal|dagsorden|referat|indstilling"
    r"|hilsen|adresse|post|print|mail|åbningstid\w*|telefontid\w*|baggrund|indledning|resumé|konklusion|sagsfremstilling)\b"
    r"|\b(?:offentlig|fortrolig|åben|åbent|lukket|intern|internt|emne|dokument|kladde|udkast)t?\b"
    r"|\b(?:vedr|cvr|ean|sags|sendt|kære|kopi|att|side|rådhus\w*|regionshus\w*|udvalg\w*|\w+udvalget|\w*medlem\w*|hej|i|på|ved|om|til|fra|hvad|hvor\w*|er|har|kan|skal|vil|ikke)\b",
    re.IGNORECASE,
)
"""Words that no name of a department has: kinds of documents, addresses, sentences and other prepositions."""

_OFFICE = re.compile(
    r"[^\W\d]*(?:chef|leder|direktør|konsulent|medarbejder|sekretær|fuldmægtig|ingeniør|borgmester|formand|inspektør|jurist|planlægger|koordinator|rådmand)\b",
    re.IGNORECASE,
)
_PERSON = re.compile(r"[A-ZÆØÅ][\w.'’]+(?:[ -][A-ZÆØÅ][\w.'’]*){1,3}")
_BRACKET = re.compile(r"(?P<person>[^()]+?)\s\((?P<unit>[A-ZÆØÅ][^()]{4,})\)")
"""A unit in brackets behind a person: `Eva Holm (Plan og Byg)`."""

_ASIDE = re.compile(rf"\s+(?:{CASE})\.?:?\s\d.*|\s+(?i:side)\s\d.*|(?i:side\s\d.*)|\s+v/\s.*")
"""A case number, a page number or a person behind a name."""

_NUMBER = re.compile(rf"(?i:(?:{CASE})[.:]*\s)?[\w./-]*\d[\w./-]*")
_ORDINAL = re.compile(r"\b\d{1,2}\.\s(?=\w*(?:afdeling|kontor|forvaltning))", re.IGNORECASE)
"""A number in a name: `Magistratens 3. Afdeling`."""

_SHORT_FORM = re.compile(r"\s*\([A-ZÆØÅ]{2,8}\)$")
"""A short form behind a name: `Center for Børn og Unge (CBU)`."""

_MENU = re.compile(
    r"(?:(?:Borger|Erhverv|Politik|Menu|Søg|Forside|Selvbetjening|Kontakt|Nyheder|Job|Om\s+kommunen|Log\s+(?:ind|på))"
    r"[\s|>/,·•-]*)+",
    re.IGNORECASE,
)
"""The menu of a municipality's website, which stands below the municipality's name as a department may."""

_SAYS = re.compile(
    r"(?P<unit>[A-ZÆØÅ][^.,:;?!]{3,60}?)\s+(?:har\s+(?:modtaget|fået|følgende)|kan\s+(?:hertil\s+)?(?:oplyse|svare|meddele)|oplyser|svarer|fremsender|besvarer|skal\s+hermed)\b"
)
"""A sentence in which the sender names itself: `Jobcenter Nordhavn har modtaget …`."""

_MADE_BY = re.compile(
    r"(?i:\b(?:svar|besvarelse|notat)\w*\s+er\s(?:[^.]{0,60}\s)?|^\s*)(?i:udarbejdet|afgivet|skrevet|udsendt|besvaret)\s"
    r"(?:[^.]|\d\.){0,60}?af\s(?P<unit>[A-ZÆØÅ][^.,:;?!]{3,60}?)(?=[.,:;]|$|\s(?:til|den|ved|i)\s)|(?P<whose>[A-ZÆØÅ][^.,:;?!]{3,60})s\s(?:svar|besvarelse)\b"
)
"""A sentence that says who wrote: `Svaret er udarbejdet af Natur og Klima`, `Miljøafdelingens svar`."""

_UNIT_OF = re.compile(r".*\b(?:hermed|med|er|i|af|på)\s(?=[A-ZÆØÅ])")
"""What stands before the name in `fremsendes hermed Miljøafdelingens besvarelse`."""

_HALF = re.compile(r"[A-ZÆØÅ][\w,-]*-\sog$")
"""The first half of a name, at the end of a line: `Social- og`."""

_AGENT = re.compile(r"[A-ZÆØÅ][a-zæøå]+(?:er|log|ant|ent|ør|ist|mand|gog)")
"""What somebody does, as a signature says it: `Gartner`, `Biolog`."""

LOOKS = {"unit": 3, "areas": 2, "half areas": 1, "listed": 1, "capitals": 1, "small": -2}
"""Weights of what a name looks like: a word for a unit; nothing but words for areas, or half of them; `og`
between capitalised words; all capitals. A word in lower case, but none for a unit, speaks against it."""

STANDS = {"label": 4, "office": 2, "sender": 2, "municipality": 2, "letterhead": 1, "beside": 1, "address": 1}
"""Weights of where a name stands: behind `Afdeling:`; in a line with an office, person or municipality;
behind `Fra:`; by the municipality's name; above the title or under the signature; beside the text; by an
address."""

ENOUGH = 3
"""The least weight of a name. Set on the letters in `tests/ingest/letter/header/clerks.txt`."""

LONGEST_LINE = 150
"""A line with more characters is running text."""

MOST_FEET = 10
"""Greetings from the start and from the end of a letter under which a unit is looked for."""

FOOT = 6
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
    """The name, with the lines before and after it if it is unfinished: `SOCIAL OG` / `BESKÆFTIGELSE`."""
    text = found.text
    if found.index > 0 and re.search(r"\sfor$", above := reader.lines[found.index - 1].text.strip()):
        text = f"{above} {text}" if _UNIT.match(above) else text
    for index in range(found.index + 1, len(reader.lines)):
        below = reader.lines[index].text.strip()
        whole = reader.lines[index - 1].text.strip().endswith(found.text)
        if not re.search(r"(?i:\bog|&|,|-)$", text) and not (whole and re.match(r"og\s\S+\W?$", below)):
            break
        text = f"{text} {below}".rstrip(".")
        reader.used.add(index)
    return text


def of_letter(letter: Letter) -> list[Candidate]:
    """What in the head and foot of a letter may name a department, whatever its weight."""
    own = [piece.line for piece in letter.pieces if piece.qa]
    beside = {piece.line for piece in letter.pieces if piece.role is Role.FURNITURE}
    places = [index for index in range(len(letter.lines)) if index not in beside]
    first, last = (min(own), max(own)) if own else (len(letter.lines), -1)
    head = [index for index in places if index < first]
    tail = [index for index in places if index > last]
    title = letter.metadata.title or ""
    begins = [index for index in head if title and title.startswith(letter.lines[index].text.strip())]
    return list(candidates(Reader(letter.lines, head, tail, sorted(beside)), begins[:1]))


def candidates(reader: Reader, title: Sequence[int] = ()) -> Iterator[Candidate]:
    """What may name a department, in the order of the letter."""
    yield from _labelled(reader)
    beside, end = {*reader.furniture}, _sentence(reader)
    top = {index for index in reader.head if index < (title[0] if title else end)} - beside
    front = [entry for entry in reader.front if entry[0] in beside or entry[0] < end]
    yield from _in_block(front, beside, top)
    for foot in _feet(reader):
        yield from _in_block(foot, beside, {index for index, _ in foot})
    # Under the last answer units also stand that have answered but one question: anything else goes before.
    for each in _in_block(reader.entries(reader.tail[-FOOT:]), beside, set()):
        yield replace(each, weight=min(each.weight, ENOUGH))
    yield from _in_sentences(reader)


def _labelled(reader: Reader) -> Iterator[Candidate]:
    """What stands behind a label; behind `Fra:` or `Udarbejdet af:` a person may stand."""
    if text := reader.labelled("department"):
        at = next((i for i, each in reader.around if text in each), -1)
        yield Candidate(at, text, STANDS["label"] + (_look(text) or 0))
    behind = [
        (value.text, value.lines[-1])
        for name in ("sender", "officer")
        for value in reader.each(name, reader.front)
    ]
    for before, places in (("Fra ", reader.front), ("På vegne af ", reader.around)):
        behind += [(text.removeprefix(before), at) for at, text in places if text.startswith(before)]
    for text, index in behind:
        for name in _names(MAILBOX.sub("", text).rstrip(".")):
            if (look := _look(name) or 0) >= LOOKS["areas"]:
                yield Candidate(index, name, look + STANDS["sender"])


def _in_sentences(reader: Reader) -> Iterator[Candidate]:
    """The units that sentences name as those who answer; one before the answers may only lead to them."""
    front = {*reader.head, *reader.furniture}
    own = front | {*reader.tail}
    for index, line in enumerate(reader.lines):
        half = _HALF.search(reader.lines[index - 1].text) if index else None
        text = f"{half.group()} {line.text}" if half and not line.opens else line.text
        match = _SAYS.match(text) if index in own or text.endswith(":") else None
        if match and (weight := _look(match["unit"])) and _UNIT.search(match["unit"]):
            yield Candidate(index, match["unit"], weight)
        if index in front and (match := _MADE_BY.search(text)):
            unit = match["unit"] or _UNIT_OF.sub("", match["whose"])
            if (weight := _look(unit)) and (match["unit"] or _UNIT.search(unit)):
                yield Candidate(index, unit, weight + STANDS["sender"])


def _in_block(entries: Sequence[Entry], beside: set[int], top: set[int]) -> Iterator[Candidate]:
    """The candidates in a block: the head of the letter, or what stands under the signature."""
    entries = [(index, text) for index, text in entries if len(text) <= LONGEST_LINE]
    for at, (index, text) in enumerate(entries):
        around = [each for _, each in entries[max(0, at - 1) : at + 2] if each != text]
        for name in _names(text):
            if (look := _look(name)) is None:
                continue
            stands = {
                "office": name != text and (MUNICIPALITY.search(text) is not None or not any(dates(text))),
                "beside": index in beside,
                "letterhead": at == 0 or index in top,
                "municipality": any(MUNICIPALITY.fullmatch(each.title()) for each in around),
                "address": any(_is_address(each) for each in around),
            }
            weight = look + sum(STANDS[where] for where, so in stands.items() if so)
            yield Candidate(index, name, weight)


def _names(text: str) -> Iterator[str]:
    """The line, or what stands in it beside an office, a person, a date, or the municipality's address."""
    text = _ASIDE.sub("", _SHORT_FORM.sub("", text)).rstrip(" –-,·•|")
    if (match := _BRACKET.fullmatch(text)) and _PERSON.fullmatch(match["person"]):
        yield _first(match["unit"])
        return
    parts = [part for part in re.split(r",\s+|\s+[-–]\s+", text) if part]
    others = [each for each in parts if not _is_beside(each)]
    if not others:
        return
    before, *behind = others
    person = _PERSON.fullmatch(before) and (_look(before) or 0) < LOOKS["areas"]
    does = _AGENT.fullmatch(before) is not None and (_look(before) or 0) < LOOKS["areas"]
    if behind and (_OFFICE.search(before) or person or does) and _look(", ".join(behind)):
        others = behind
    yield _first(", ".join(others) if len(others) < len(parts) else text)


def _is_beside(text: str) -> bool:
    """Is it an address, the municipality, a date or a case number, which stand beside a department's name?"""
    if _is_address(text) or MUNICIPALITY.fullmatch(text.title()):
        return True
    return parse_date_line(text) is not None or _NUMBER.fullmatch(text) is not None


def _first(text: str) -> str:
    """The first of several units: `Teknik og Miljø, Vej og Park`, but all of `Teknik, Miljø og Klima`."""
    at = 0
    while (at := text.find(", ", at + 1)) > 0:
        before = text[:at]
        if re.search(r"\s(?:og|&)\s", before) or _UNIT.fullmatch(before.split()[-1]):
            return before
    return text


def _look(text: str) -> int | None:
    """How much a text looks like a department's name; None if it cannot be one."""
    text = _ORDINAL.sub("", text)
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
    looks = {
        "unit": units > 0,
        "areas": areas == len(words),
        "half areas": len(words) > areas >= len(words) / 2,
        "listed": listed,
        "capitals": capitals and len(text) > 3,
        "small": small and not units,
    }
    return sum(LOOKS[what] for what, so in looks.items() if so)


def _is_address(text: str) -> bool:
    return any(pattern.fullmatch(text) for pattern in ADDRESS if pattern is not MUNICIPALITY)


def _sentence(reader: Reader) -> int:
    """The index of the first line of running text."""
    return next(
        (i for i in reader.head if re.search(r".{40}\D[.:?]$", reader.lines[i].text)), len(reader.lines)
    )


def _feet(reader: Reader) -> Iterator[list[Entry]]:
    """What stands under each greeting: of the letter, and of a mail above the questions that it answers."""
    texts = [line.text.strip() for line in reader.lines]
    ends = [at + size for at in range(len(texts)) if (size := greeting(texts, at))]
    for end in dict.fromkeys((*ends[:MOST_FEET], *ends[-MOST_FEET:])):
        yield reader.entries(range(end, min(end + FOOT, len(texts))))

"""The sidebar of a letter (department, address, case number, officer), recognised by its labels.

In plain text a sidebar can stand anywhere, even between the halves of a hyphenated word. So it is recognised
by its own text, never by what stands around it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.furniture.running import DATE_LINE, is_page_mark
from kb.model import Box, Line

SYSTEM = r"(?:esdh|acadre|e-?doc|sbsys|f2|workzone|captia|getorganized|public\s?360|nova|kmd|emn)"
"""Programs in which Danish administrations keep their cases; letters name them beside the number."""

NUMBER = r"[.-]?\s?(?:nr|nummer|id)"
CASE = (
    rf"(?:(?:kommunens|forvaltningens|regionens|ministeriets|vores|vor|arkiv|dokument|kle|{SYSTEM})[\s/-]{{0,2}})?"
    rf"(?:sags?{NUMBER}|sagsreference|sags?|journal{NUMBER}|journal|jr?\.?\s?nr)"
    rf"(?:\.?\s+i\s+{SYSTEM})?|(?:vores|vor)\s+ref(?:erence)?|{SYSTEM}(?:{NUMBER})?"
)
REF = r"ref(?:erence)?"
"""A reference: a case number, or who wrote the letter."""

DOCUMENT = rf"(?:dok|dokument|akt)(?:[.-]?\s?(?:nr|id|nummer))(?:\.?\s+i\s+{SYSTEM})?|dok"
OFFICER = (
    r"sags\s?beh(?:andlere?)?|sagsansvarlig|sagsinitialer|initialer|kontaktperson"
    r"|(?:(?:svar\s+)?(?:udarbejdet|behandlet|besvaret|skrevet|forfattet|afgivet)|afsendt|udsendt|redigeret)\s+af|redaktion|forfatter"
)
DIRECT = r"direkte\s(?:telefon|tlf|nummer|nr)"
REGISTER = r"cvr(?:[.-]?\s?nr)?|ean(?:[.-]?\s?(?:nr|nummer))?|ean-?lokationsnr"
PHONE = r"telefon|tlf|tel|mobil|fax|hovednummer"
MAIL = r"(?:direkte\s)?(?:e-?mail|mail|e-?post)"
WEBSITE = r"web|hjemmeside"
UNIT = r"forvaltning|afsender|enhed|kontor|afdeling|adresse"

LABEL = re.compile(
    rf"(?P<word>(?P<number>{CASE}|{DOCUMENT}|{REGISTER})|(?P<ref>{REF})|(?P<name>{OFFICER})|(?P<direct>{DIRECT})"
    rf"|(?P<phone>{PHONE})|(?P<mail>{MAIL})|(?P<web>{WEBSITE})|(?P<date>dato)|(?P<unit>{UNIT}))"
    r"(?P<mark>\.?:|\.|(?=\s|$))\s*(?P<value>.*)",
    re.IGNORECASE,
)

DIGITS = re.compile(r"(?=(?:\D*\d){2})[A-ZÆØÅ\d\s./+()–-]{2,30}")
CALL = re.compile(r"(?:\+45\s*)?(?:\d[\s.]?){7}\d")
ADDRESS_OF_MAIL = re.compile(r"\S+@\S+|\[email.protected\]")
NAME = re.compile(
    r"[A-ZÆØÅ][\w.'’-]*(?:\s(?:[A-ZÆØÅ][\w.'’-]*|af|de|von|van|el|al)){1,4}|[A-ZÆØÅ]{2,8}|[a-zæøå]{2,5}"
)
PHRASE = re.compile(r"[A-ZÆØÅ][^.?!:]{1,38}")

WEB = re.compile(r"(?:https?://|www\.)\S+|[\w-]+\.dk")

VALUES = {
    "number": DIGITS,
    "ref": re.compile(rf"{DIGITS.pattern}|{NAME.pattern}"),
    "name": NAME,
    "direct": CALL,
    "phone": CALL,
    "mail": ADDRESS_OF_MAIL,
    "web": WEB,
    "date": DATE_LINE,
    "unit": PHRASE,
}
"""What the value of a label looks like, where it stands on a line of its own."""

TELLING = frozenset({"number", "ref", "name", "direct"})
"""A sidebar has at least one label of these kinds. A telephone number and an address alone may be part of an
answer."""

POSTCODE = re.compile(r"(?:DK-?)?\d{4}\s[A-ZÆØÅ][\w.-]+(?:\s[\w.-]+){0,3}")
ROAD = (
    "vej|gade|gyde|all[eé]|plads|torv|stræde|boulevard|park|bakke|kaj|gård|vænge|toft|lund|vang|brygge|havn"
)
STREET = re.compile(
    rf"(?=[A-ZÆØÅ])(?:[\w.-]+\s){{0,3}}[\w.-]*(?i:{ROAD})(?:e?n|e?t)?\s\d{{1,3}}\s?[A-Z]?(?:,.{{0,20}})?"
)
MUNICIPALITY = re.compile(r"(?:[A-ZÆØÅ][\w-]+\s){1,3}Kommune|Region\s[A-ZÆØÅ]\w+")
ADDRESS = (POSTCODE, STREET, MUNICIPALITY, WEB, CALL, ADDRESS_OF_MAIL)

DEPARTMENT = re.compile(
    r"(?=.{5,45}$)(?!(?:SVAR|SPØRGSMÅL|BESVARELSE|NOTAT|BILAG)\b)[A-ZÆØÅ][A-ZÆØÅ,&/ -]+[A-ZÆØÅ]"
)
"""A line in capitals, which opens a sidebar."""

LONGEST = 45
HIGHEST = 8
"""The most letters of a sidebar's line, and the most lines above its first label."""

FEWEST_LABELS, FEWEST_WITH_ADDRESS = 2, 3
NEAR = 10.0


@dataclass(frozen=True, slots=True)
class Label:
    """A label: its word, the kind of its value, and whether the value stands on a later line."""

    word: str
    kind: str
    owes: bool


def label(text: str) -> Label | None:
    """The label that a line starts with, as `Sag: 21/001440-12` or `Sagsbehandler:` do."""
    found = LABEL.fullmatch(text.strip()) if len(text) <= LONGEST else None
    if not found:
        return None
    kind = next(kind for kind in VALUES if found[kind])
    value = found["value"]
    fits = not value or VALUES[kind].fullmatch(value) or (found["mark"].endswith(":") and _short(value))
    return Label(found["word"].lower(), kind, not value) if fits else None


def counts_as_sidebar(texts: Sequence[str]) -> bool:
    """Do these lines, read as one column, make a sidebar or the running header above one?"""
    labels = [found for text in texts if (found := label(text))]
    enough = bool(labels) and _enough(labels, _addresses(texts))
    return enough or any(is_page_mark(text) for text in texts)


def sidebar(lines: Sequence[Line]) -> set[int]:
    """Indexes of the lines that stand in sidebars."""
    seen = [index for index, line in enumerate(lines) if line.text.strip()]
    texts = [lines[index].text.strip() for index in seen]
    found: set[int] = set()
    for start, end, enough in _blocks(texts):
        top = _top(texts, [lines[index].opens for index in seen], start)
        if enough or _apart(lines, seen, top, end):
            found.update(_column(lines, seen, top, end))
    return found


def _enough(labels: Sequence[Label], addresses: int) -> bool:
    """Do labels and addresses together make a sidebar? A list of case numbers does not."""
    if not any(found.kind in TELLING for found in labels):
        return False
    words = len({found.word for found in labels})
    return words >= FEWEST_LABELS or words + addresses >= FEWEST_WITH_ADDRESS


def _blocks(texts: Sequence[str]) -> Iterator[tuple[int, int, bool]]:
    """Runs of labels with their values as [start, end), each with whether it is enough for a sidebar."""
    start = 0
    while start < len(texts):
        end, labels = _block_end(texts, start)
        if labels:
            yield start, end, _enough(labels, _addresses(texts[max(0, start - HIGHEST) : start]))
        start = max(end, start + 1)


def _block_end(texts: Sequence[str], start: int) -> tuple[int, list[Label]]:
    """Where the block that starts with a label at `start` ends, and its labels."""
    labels: list[Label] = []
    owed: list[str] = []
    for number in range(start, len(texts)):
        text = texts[number]
        if found := label(text):
            labels.append(found)
            owed += [found.kind] * found.owes
        elif owed and VALUES[owed[0]].fullmatch(text) and _short(text):
            owed.pop(0)
        elif not labels or not _is_address(text):
            return number, labels
    return len(texts), labels


def _top(texts: Sequence[str], opens: Sequence[bool], start: int) -> int:
    """The first line of the sidebar whose first label stands at `start`."""
    top = start
    for number in range(start - 1, max(-1, start - 1 - HIGHEST), -1):
        text = texts[number]
        if DEPARTMENT.fullmatch(text):
            top = number
            continue
        if DEPARTMENT.fullmatch(texts[top]) or not _heads(text):
            break
        if _is_address(text) or (top == number + 1 and not opens[top] and top < start):
            top = number
    return top


def _heads(text: str) -> bool:
    """Could the line stand above a sidebar's labels: a unit, a street, a place?"""
    return _is_address(text) or (_short(text) and text[:1].isupper() and not text.endswith("-"))


def _short(text: str) -> bool:
    return len(text) <= LONGEST and not re.search(r"[.?!,;]$", text)


def _addresses(texts: Sequence[str]) -> int:
    return sum(_is_address(text) for text in texts)


def _is_address(text: str) -> bool:
    return len(text) <= LONGEST and any(pattern.fullmatch(text) for pattern in ADDRESS)


def _column(lines: Sequence[Line], seen: Sequence[int], top: int, end: int) -> set[int]:
    """The block, and where lines have places, its neighbours in a column apart from the text."""
    block = set(seen[top:end])
    boxes = [box for index in block if (box := lines[index].box)]
    if len(boxes) < len(block):
        return block
    page, place = lines[seen[top]].page, _around(boxes)
    body = _widest(lines, page)
    for step, number in ((-1, top - 1), (1, end)):
        while 0 <= number < len(seen) and _in_column(lines[seen[number]], page, place, body):
            block.add(seen[number])
            number += step
    return block


def _apart(lines: Sequence[Line], seen: Sequence[int], top: int, end: int) -> bool:
    """Does the block stand beside the body, in smaller type? Then one label is enough."""
    block = [lines[index] for index in seen[top:end]]
    if not all(line.box for line in block):
        return False
    body = max((line for line in lines if line.page == block[0].page and line.box), key=_width)
    place = _around([line.box for line in block if line.box])
    smaller = all((line.size or 0) < (body.size or 0) for line in block)
    return smaller and body.box is not None and (place.x0 >= body.box.x1 or place.x1 <= body.box.x0)


def _width(line: Line) -> float:
    return line.box.x1 - line.box.x0 if line.box else 0.0


def _around(boxes: Sequence[Box]) -> Box:
    low = min(box.x0 for box in boxes), min(box.y0 for box in boxes)
    return Box(*low, max(box.x1 for box in boxes), max(box.y1 for box in boxes))


def _widest(lines: Sequence[Line], page: int | None) -> Box:
    boxes = [line.box for line in lines if line.page == page and line.box]
    return max(boxes, key=lambda box: box.x1 - box.x0)


def _in_column(line: Line, page: int | None, place: Box, body: Box) -> bool:
    """Does the line stand in the sidebar's column, beside the body?"""
    box = line.box
    if box is None or line.page != page or not (place.x0 >= body.x1 or place.x1 <= body.x0):
        return False
    return box.x0 >= place.x0 - NEAR and (box.x0 >= body.x1 or box.x1 <= body.x0)

"""Lines to metadata: what a letter says of itself around its questions.

Labels and value shapes as seen in Danish municipal and ministerial letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from ingest.markers import GREETING, MONTHS
from kb.model import Line, Metadata
from kb.text import join_lines, squeeze

MONTH_NUMBERS = {name: n % 12 + 1 for n, name in enumerate(MONTHS.split("|")[:12])} | {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "okt": 10,
    "nov": 11, "dec": 12,
}  # fmt: skip

PARTIES = {
    "Socialdemokratiet": ("Socialdemokratiet", "Socialdemokraterne", "Socialdemokratiets"),
    "Venstre": ("Venstre", "Venstres"),
    "Det Konservative Folkeparti": ("Det Konservative Folkeparti", "Konservative", "De Konservative"),
    "Socialistisk Folkeparti": ("Socialistisk Folkeparti", "SF"),
    "Enhedslisten": ("Enhedslisten", "Enhedslisten De Rød-Grønne", "Enhedslisten De Rød Grønne"),
    "Radikale Venstre": ("Radikale Venstre", "Det Radikale Venstre", "De Radikale"),
    "Dansk Folkeparti": ("Dansk Folkeparti",),
    "Liberal Alliance": ("Liberal Alliance",),
    "Alternativet": ("Alternativet",),
    "Moderaterne": ("Moderaterne",),
    "Danmarksdemokraterne": ("Danmarksdemokraterne",),
    "Nye Borgerlige": ("Nye Borgerlige",),
    "Kristendemokraterne": ("Kristendemokraterne",),
    "Frie Grønne": ("Frie Grønne",),
    "Borgernes Parti": ("Borgernes Parti",),
}
"""Parties with the names they go by; local lists are taken from the title as they stand."""

_NAMES = sorted(
    ((alias, party) for party, aliases in PARTIES.items() for alias in aliases), key=lambda p: -len(p[0])
)
_PARTY = re.compile(r"(?<!\w)(" + "|".join(re.escape(alias) for alias, _ in _NAMES) + r")(?:['’]?s)?(?!\w)")

_WORDED = re.compile(rf"(?:d\.|den)?\s*(\d{{1,2}})\.?\s*({MONTHS})\.?\s+(\d{{4}})", re.IGNORECASE)
_NUMERIC = re.compile(r"(\d{1,2})\s*[-./]\s*(\d{1,2})\s*[-./]\s*(\d{4}|\d{2})(?!\d)")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?!\d)")

_LABELS = {
    "date": r"D\s?a\s?t\s?o|Dokumentdato|Brevdato",
    "case": r"Sag|Sags?\s?\.?\s?nr|Sagsnummer|Sagsid|Kommunens\s+sagsnr|J\.?\s?nr|Journal\s?nr|Journalnummer",
    "officer": r"Sagsbehandlere?|Sagsbeh|Sagsinitialer|Kontaktperson",
    "department": r"Forvaltning|Afdeling|Magistratsafdeling|Enhed|Kontor",
    "title": r"Emne|Vedr|Vedrørende|Angående|Ang",
    "recipient": r"Til|Modtager",
}
_LABELLED = {
    name: re.compile(rf"\s*(?:{label})(?:\.:|:|\.|\s*$|(?=\s))\s*(?P<value>.*)$", re.IGNORECASE)
    for name, label in _LABELS.items()
}
_ANY_LABEL = re.compile(
    r"\s*(?:Direkte\s+\w[\w-]*|Telefon|Tlf|E-?mail|Mail|Web|EAN|CVR|"
    + "|".join(_LABELS.values())
    + r")[.:]*\s*(?:$|.*:)",
    re.IGNORECASE,
)
_CASE_VALUE = re.compile(r"[\w./-]*\d[\w./-]*(?:\s*-\s*\d+)*")
_TITLE = re.compile(
    r"\s*(?:Svar(?:brev)?\s+(?:på|til|vedr|af|om)|Besvarelse\s+af|Foreløbigt\s+svar|Endeligt\s+svar|Supplerende\s+svar"
    r"|(?:10|ti)-dages\s?(?:forespørgsel|spørgsmål)|Forespørgsel\s|Spørgsmål\s+(?:fra|til|om)\s)",
    re.IGNORECASE,
)
_ADDRESSED = re.compile(r"\s*(?:Til|Modtager)\s+(?P<rest>[^\s:.].*)$", re.IGNORECASE)
_SENTENCE = re.compile(
    r"[^A-ZÆØÅ]|.*[?!:]|.*\b(?:er|var|har|havde|hører|kan|skal|vil|bliver|blev|får|fik|kommer|findes|bruges)\b"
)
"""What follows `Til` in a sentence, not in an address: a small letter, a question, a verb."""

_SMALL_WORDS = frozenset(("i", "og", "for", "af", "på", "ved", "det", "den", "de", "til", "samt"))
LONGEST_RECIPIENT = 80
"""Characters behind a `Til` without a colon; a name with its committee takes half."""

_FILE_NAME = re.compile(r"Microsoft\s+\w+\s+-|.*\.\w{2,5}$|.*[\\_]", re.IGNORECASE)
_NO_TITLE = re.compile(r"(?:untitled|uden titel|unavngivet|skabelon|powerpoint)\b", re.IGNORECASE)
_ABOUT = re.compile(r"\b(?:om|vedr\.|vedrørende|angående)\s+(?P<subject>.+)$", re.IGNORECASE | re.DOTALL)
_SHEET_ABOUT = re.compile(r"følgende\s+spørgsmål\s+(?:om|vedrørende)\s+(?P<subject>[^:]+):", re.IGNORECASE)
_FROM = re.compile(r"\bfra\s+(?P<from>.+?)\s+(?:om|vedr\.|vedrørende|angående|af)\s", re.DOTALL)
_NAME = re.compile(r"[A-ZÆØÅ][\w.'’-]*(?:\s+(?:[A-ZÆØÅ][\w.'’-]*|de|von|van|af|la)){1,5}")
_CAPITALS = re.compile(r"[A-ZÆØÅ][A-ZÆØÅ ,.&/-]{3,}")
_NO_DEPARTMENT = ("CVR", "EAN", "SVAR", "NOTAT", "BILAG")
_OFFICE = re.compile(
    r"\s*\S*(?:rådmand|direktør|borgmester|chef|leder|konsulent|formand|byrådsmedlem|sekretær)\b", re.I
)


@dataclass(slots=True)
class _Reader:
    """The lines to read from, and which of them turned out to be metadata."""

    lines: Sequence[Line]
    head: Sequence[int]
    tail: Sequence[int]
    furniture: Sequence[int]
    used: set[int] = field(default_factory=set)

    def labelled(self, name: str, places: Iterable[int], value: re.Pattern[str] | None = None) -> str | None:
        """The value behind a label, on the same line or alone on the next."""
        order = list(places)
        for at, index in enumerate(order):
            match = _LABELLED[name].match(self.lines[index].text)
            if not match:
                continue
            if found := _valued(match["value"], value):
                self.used.add(index)
                return found
            if not match["value"].strip() and at + 1 < len(order):
                after = order[at + 1]
                text = self.lines[after].text.strip()
                if not _ANY_LABEL.match(text) and (found := _valued(text, value)):
                    self.used |= {index, after}
                    return found
        return None


def _valued(text: str, pattern: re.Pattern[str] | None) -> str | None:
    """The text if it is a value: not empty, and of the shape asked for."""
    text = text.strip()
    if pattern is None:
        return text or None
    match = pattern.match(text)
    return match.group().strip() if match else None


def read(
    lines: Sequence[Line],
    head: Sequence[int],
    tail: Sequence[int],
    furniture: Iterable[int],
    named: str | None = None,
) -> tuple[Metadata, frozenset[int]]:
    """Metadata of a letter, and the indexes of the lines that it stands on.

    `head` are the lines before the first question, `tail` those after the last answer, both all lines where
    there is none. `named` is the title the file itself has, for a letter that does not say one.
    """
    reader = _Reader(lines, head, tail, sorted(furniture))
    around = sorted({*reader.head, *reader.furniture, *reader.tail})
    title = _title(reader) or _property(named)
    opening = join_lines((lines[i], lines[i].text) for i in head)
    metadata = Metadata(
        title=title,
        subject=_subject(title, opening),
        date=_date(reader, around),
        case=reader.labelled("case", around, _CASE_VALUE),
        officer=reader.labelled("officer", around),
        department=_department(reader),
        recipient=_recipient(reader),
        parties=_parties(title, [lines[i].text for i in head]),
        signers=_signers(reader),
    )
    return metadata, frozenset(reader.used)


def parse_date(text: str) -> date | None:
    """The first date in a text: `2. februar 2022`, `d. 2. feb. 2022`, `28/12-2017`, `24-08-2020`."""
    if match := _WORDED.search(text):
        return _day(int(match[3]), MONTH_NUMBERS.get(match[2].casefold(), 0), int(match[1]))
    if match := _ISO.search(text):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    if match := _NUMERIC.search(text):
        year = int(match[3])
        return _day(year if year > 99 else 2000 + year, int(match[2]), int(match[1]))
    return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _alone(text: str) -> date | None:
    """The date, if the line holds nothing else (but a town: `Aarhus, den 2. februar 2022`)."""
    rest = re.sub(r"^\s*(?:[A-ZÆØÅ]\w+,?\s+)?(?=den\b|d\.)", "", text.strip(), flags=re.IGNORECASE)
    for shape in (_WORDED, _ISO, _NUMERIC):
        if shape.fullmatch(rest.strip(" .,")):
            return parse_date(rest)
    return None


def _date(reader: _Reader, around: Sequence[int]) -> date | None:
    for index in around:
        match = _LABELLED["date"].match(reader.lines[index].text)
        if match and (found := parse_date(match["value"])):
            reader.used.add(index)
            return found
    for index in around:
        if found := _alone(reader.lines[index].text):
            reader.used.add(index)
            return found
    return None


def _title(reader: _Reader) -> str | None:
    """The line that says what the letter is, whole, else the first bold paragraph of its head."""
    starts = [i for i in reader.head if _TITLE.match(reader.lines[i].text)]
    if not starts and (labelled := reader.labelled("title", reader.head)):
        return labelled
    starts = starts or [i for i in reader.head if reader.lines[i].bold][:1]
    if not starts:
        return None
    block = _paragraph(reader, starts[0])
    reader.used |= set(block)
    return join_lines((reader.lines[i], reader.lines[i].text) for i in block)


def _property(named: str | None) -> str | None:
    """A file's own title, if someone wrote it: several words, no file name, no default of a program."""
    title = squeeze(named or "")
    if " " not in title or _FILE_NAME.match(title) or _NO_TITLE.match(title):
        return None
    return title


def _recipient(reader: _Reader) -> str | None:
    """Who the letter is for. `Til budgettet hører havnen.` is a sentence, not an address."""
    return reader.labelled("recipient", [i for i in reader.head if not _is_sentence(reader.lines[i].text)])


def _is_sentence(text: str) -> bool:
    """Does a line begin with `Til` as sentences do? With a full stop, names have no words but small ones."""
    match = _ADDRESSED.match(text)
    if not match:
        return False
    rest = match["rest"].strip()
    long = len(rest) > LONGEST_RECIPIENT
    lower = {word for word in rest.rstrip(".").split() if word[0].islower()} if rest.endswith(".") else set()
    return long or _SENTENCE.match(rest) is not None or not lower <= _SMALL_WORDS


def _paragraph(reader: _Reader, start: int) -> list[int]:
    """The head lines that belong to the paragraph which starts here; a bold one ends with its bold."""
    block, bold = [start], reader.lines[start].bold
    for index in reader.head[reader.head.index(start) + 1 :]:
        line = reader.lines[index]
        if line.opens or line.bold != bold:
            break
        block.append(index)
    return block


def _subject(title: str | None, opening: str) -> str | None:
    """What the letter is about: behind the title's `om`, else behind `følgende spørgsmål om`."""
    if title and (match := _ABOUT.search(title)):
        return match["subject"].strip()
    if match := _SHEET_ABOUT.search(opening):
        return match["subject"].strip()
    return None


def _department(reader: _Reader) -> str | None:
    """A line in capitals beside the letter, a labelled one, or what stands under the municipality's name."""
    for places in (reader.furniture, reader.head):
        capitals = [i for i in places if _is_capitals(reader.lines[i].text)]
        if capitals:
            return _joined_capitals(reader, capitals)
    if labelled := reader.labelled("department", [*reader.head, *reader.furniture]):
        return labelled
    return _below_municipality(reader)


def _is_capitals(text: str) -> bool:
    return _CAPITALS.fullmatch(text.strip()) is not None and not text.startswith(_NO_DEPARTMENT)


def _joined_capitals(reader: _Reader, capitals: Sequence[int]) -> str:
    """The first line in capitals, with the next where it cannot end: `SOCIAL OG` / `BESKÆFTIGELSE`."""
    text, used = "", []
    for index in capitals:
        text = f"{text} {reader.lines[index].text.strip()}".strip()
        used.append(index)
        if not text.endswith((" OG", ",", "-", "&")):
            break
    reader.used |= set(used)
    return text


def _below_municipality(reader: _Reader) -> str | None:
    for here, below in zip(reader.head, reader.head[1:], strict=False):
        text = reader.lines[below].text.strip()
        if re.fullmatch(r"\S+ Kommune", reader.lines[here].text.strip()) and _is_unit(text):
            reader.used |= {here, below}
            return text
    return None


def _is_unit(text: str) -> bool:
    """Could the line be a department's name? No digits, no label, short."""
    return bool(text) and len(text) < 60 and not re.search(r"[\d:]", text) and not text.startswith("Til ")


def _parties(title: str | None, head: Sequence[str]) -> tuple[str, ...]:
    """Asking parties: named in the title, else as `fra … om` in it, else anywhere in the head."""
    if found := _party_names(title or ""):
        return found
    if title and (match := _FROM.search(title)) and match["from"][:1].isupper():
        return tuple(name.strip() for name in re.split(r",| og ", match["from"]) if name.strip())
    return _party_names("\n".join(head))


def _party_names(text: str) -> tuple[str, ...]:
    aliases = dict(_NAMES)
    return tuple(dict.fromkeys(aliases[match[1]] for match in _PARTY.finditer(text)))


def _signers(reader: _Reader) -> tuple[str, ...]:
    """Names under the greeting, on lines of their own or parted by a slash; offices are passed over."""
    lines = [(i, reader.lines[i].text.strip()) for i in reader.tail]
    start = next((n for n, (_, text) in enumerate(lines) if GREETING.match(text)), None)
    if start is None:
        return ()
    names: list[str] = []
    reader.used.add(lines[start][0])
    for index, text in lines[start + 1 :]:
        parts = [part.strip(" ,") for part in re.split(r"/|\t|\s{3,}", text) if part.strip(" ,")]
        people = [name for part in parts for name in (part.split(",")[0].strip(),) if _NAME.fullmatch(name)]
        if not people and parts and not _OFFICE.match(text):
            break
        names += people
        reader.used.add(index)
    return tuple(dict.fromkeys(names))

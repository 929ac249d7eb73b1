"""Reads a letter's metadata from the lines around its questions.

Labels and value shapes are those seen in Danish municipal and ministerial letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from ingest.dates import parse_date, parse_date_line
from ingest.letter.header import askers, people
from ingest.letter.header.labels import ANY, LABELLED, SPACED, Value, columns, known, plain, valued
from kb.model import Line, Metadata
from kb.text import is_bullet, join_lines, squeeze

_DAY = re.compile(r"(?:.{0,20}\bden\s+|d\.\s*)?\d{1,4}\s*[-./\s].{0,20}\d{2}", re.IGNORECASE)

_CASE_VALUE = re.compile(r"\d+/\d+(?:\s\d{1,3})+(?=\s*$)|[\w./-]*\d(?:[\w./-]*\w)?(?:\s*-\s*\d+)*(?![\w/])")
_DASH_OR_DIGITS = (re.compile(r"[-–]"), re.compile(r"\d{1,6}"))
_CASE_ALONE = re.compile(r"\s*(?:\d{4}-\d{3,6}|\d{2}/\d{4,6})(?:-\d{1,3})?\s*")
"""A case number without a label, on the line after the date: `2021-012345`."""
_TITLE = re.compile(
    r"\s*(?:Svar(?:brev)?\s+(?:på|til|vedr|af|om)|Besvarelse\s+af|Foreløbigt\s+svar|Endeligt\s+svar|Supplerende\s+svar"
    r"|(?:10|ti)-dages\s?(?:forespørgsel|spørgsmål)|Forespørgsel\s|Spørgsmål\s+(?:fra|til|om)\s)",
    re.IGNORECASE,
)
_ADDRESSED = re.compile(r"\s*(?:Til|Modtager)\s+(?P<rest>[^\s:.].*)$", re.IGNORECASE)
_SENTENCE = re.compile(
    r"(?!(?:byråd|borgmester|rådmand|udvalg|medlem)\w*(?:\s|$))[^A-ZÆØÅ]|.*[?!:]|.*\b(?:er|var|har|havde|hører|kan|skal|vil|bliver|blev|får|fik|kommer|findes|bruges)\b"
)
"""The text after `Til` in a sentence, not an address: it starts in lower case, asks, or has a verb."""

_SMALL_WORDS = frozenset(("i", "og", "for", "af", "på", "ved", "det", "den", "de", "til", "samt"))
LONGEST_RECIPIENT = 80
"""A recipient after `Til` without a colon has at most this many characters; a name and committee half."""

_FILE_NAME = re.compile(r"Microsoft\s+\w+\s+-|.*\.\w{2,5}$|.*[\\_]", re.IGNORECASE)
_NO_TITLE = re.compile(r"(?:untitled|uden titel|unavngivet|skabelon|powerpoint)\b", re.IGNORECASE)
_ABOUT = re.compile(r"\b(?:om|vedr\.|vedrørende|angående)\s+(?P<subject>.+)$", re.IGNORECASE | re.DOTALL)
_SHEET_ABOUT = re.compile(
    r"følgende\s+spørgsmål\s+(?:om|vedrørende)\s+(?P<subject>[^:]{1,300}):", re.IGNORECASE
)
_CAPITALS = re.compile(r"[A-ZÆØÅ][A-ZÆØÅ ,.&/-]{3,}")
_MUNICIPALITY = re.compile(r"\S+ Kommune", re.IGNORECASE)
_MENU = re.compile(
    r"(?:(?:Borger|Erhverv|Politik|Menu|Søg|Forside|Selvbetjening|Kontakt|Nyheder|Job|Om\s+kommunen|Log\s+(?:ind|på))"
    r"[\s|>/,·•-]*)+",
    re.IGNORECASE,
)
"""The menu of a municipality's website, which stands below the municipality's name as a department may."""

_NO_DEPARTMENT = ("CVR", "EAN", "SVAR", "NOTAT", "BILAG", "JOURNAL", "SAGS")


@dataclass(slots=True)
class _Reader:
    """The lines to read from; `used` collects the indexes of those that turn out to be metadata."""

    lines: Sequence[Line]
    head: Sequence[int]
    tail: Sequence[int]
    furniture: Sequence[int]
    columns: Mapping[str, Value] = field(default_factory=dict)
    used: set[int] = field(default_factory=set)

    @property
    def around(self) -> list[int]:
        """All lines that belong to no question or answer, in order."""
        return sorted({*self.head, *self.furniture, *self.tail})

    def text(self, index: int) -> str:
        return plain(self.lines[index].text)

    def labelled(self, name: str, places: Iterable[int], value: re.Pattern[str] | None = None) -> str | None:
        """The value of a label: in a column of values, on the same line, or alone on the next line."""
        if column := self.column(name, value):
            return column
        order = list(places)
        for at, index in enumerate(order):
            match = LABELLED[name].match(self.text(index))
            if not match:
                continue
            if found := valued(match["value"], value):
                self.used.add(index)
                return found
            if not match["value"].strip() and at + 1 < len(order):
                text = self.text(order[at + 1]).strip()
                if not ANY.match(text) and (found := valued(text, value)):
                    self.used |= {index, order[at + 1]}
                    return found
        return None

    def column(self, name: str, value: re.Pattern[str] | None = None) -> str | None:
        """The value of a label from a column of values that follows a column of labels."""
        if found := known(name, self.columns, value):
            self.used |= set(found.lines)
            return found.text
        return None


def read(
    lines: Sequence[Line],
    head: Sequence[int],
    tail: Sequence[int],
    furniture: Iterable[int],
    named: str | None = None,
) -> tuple[Metadata, frozenset[int]]:
    """Metadata of a letter, and the indexes of the lines that it stands on.

    `head` are the lines before the first question, `tail` those after the last answer; without questions,
    both are all lines. `named` is the title in the file's own properties, for a letter that has none.
    """
    reader = _Reader(lines, head, tail, sorted(furniture))
    around = reader.around
    reader.columns = columns([(i, lines[i].text) for i in around])
    title = _title(reader) or _property(named)
    opening = _paragraphs(lines, head)
    signers, signed = people.signers([(i, lines[i].text) for i in tail])
    reader.used |= signed
    metadata = Metadata(
        title=title,
        subject=_subject(title, opening),
        date=_date(reader, around),
        case=_case(reader, around),
        officer=reader.labelled("officer", around) or _initials(reader, around),
        department=_department(reader),
        recipient=_recipient(reader),
        parties=askers.parties(title, opening, [line.text for line in lines], _paragraphs(lines, tail)),
        signers=signers,
    )
    return metadata, frozenset(reader.used)


def _paragraphs(lines: Sequence[Line], places: Iterable[int]) -> str:
    return join_lines((lines[i], lines[i].text) for i in places)


def _date(reader: _Reader, around: Sequence[int]) -> date | None:
    if (labelled := reader.labelled("date", around, _DAY)) and (found := parse_date(labelled)):
        return found
    for index in around:
        if found := parse_date_line(reader.lines[index].text):
            reader.used.add(index)
            return found
    return None


def _case(reader: _Reader, around: Sequence[int]) -> str | None:
    """The case number: after a label, perhaps over several lines, or on the line after the date."""
    if labelled := reader.labelled("case", around, _CASE_VALUE):
        return _gone_on(reader, around, labelled)
    for here, below in pairwise(reader.head):
        text = reader.lines[below].text
        if parse_date_line(reader.lines[here].text) and _CASE_ALONE.fullmatch(text):
            reader.used.add(below)
            return text.strip()
    return None


def _gone_on(reader: _Reader, around: Sequence[int], number: str) -> str:
    """The case number with the rest of it, if it is split over three lines: `409`, `-`, `16`."""
    at = next((n for n, i in enumerate(around) if reader.lines[i].text.strip() == number), None)
    if at is None:
        return number
    rest = around[at + 1 : at + 3]
    if [_DASH_OR_DIGITS[n].fullmatch(reader.lines[i].text.strip()) is None for n, i in enumerate(rest)] != [
        False
    ] * 2:
        return number
    reader.used |= set(rest)
    return " ".join([number, *(reader.lines[i].text.strip() for i in rest)])


def _initials(reader: _Reader, around: Sequence[int]) -> str | None:
    """The officer's initials before a journal number: `NMJ/ J.nr. 2009-5158`."""
    matches = (LABELLED["case"].match(reader.lines[index].text) for index in around)
    return next((match["initials"] for match in matches if match and match["initials"]), None)


def _title(reader: _Reader) -> str | None:
    """The paragraph that starts like `Svar på …`, else a labelled title, else the first bold paragraph."""
    starts = [i for i in reader.head if _TITLE.match(reader.lines[i].text)]
    if not starts and (labelled := reader.labelled("title", [*reader.head, *reader.furniture])):
        return labelled
    starts = starts or [i for i in reader.head if reader.lines[i].bold][:1]
    if not starts:
        return None
    block = _paragraph(reader, starts[0])
    reader.used |= set(block)
    return join_lines((reader.lines[i], reader.lines[i].text) for i in block)


def _property(named: str | None) -> str | None:
    """The title in a file's properties, if a person wrote it: several words, no file name, no default."""
    title = squeeze(named or "")
    if " " not in title or _FILE_NAME.match(title) or _NO_TITLE.match(title):
        return None
    return title


def _recipient(reader: _Reader) -> str | None:
    """Who the letter is addressed to. `Til budgettet hører havnen.` is a sentence, not an address."""
    places = [*reader.head, *reader.furniture]
    return reader.labelled("recipient", [i for i in places if not _is_sentence(reader.lines[i].text)])


def _is_sentence(text: str) -> bool:
    """Does a line that begins with `Til` continue as a sentence, not as an address?"""
    match = _ADDRESSED.match(text)
    if not match:
        return False
    rest = match["rest"].strip()
    long = len(rest) > LONGEST_RECIPIENT
    # With a full stop, an address has no lower-case words but small ones: `Til Udvalget for By og Land.`
    lower = {word for word in rest.rstrip(".").split() if word[0].islower()} if rest.endswith(".") else set()
    return long or _SENTENCE.match(rest) is not None or not lower <= _SMALL_WORDS


def _paragraph(reader: _Reader, start: int) -> list[int]:
    """The head lines of the paragraph that starts here; it also ends where bold type starts or ends."""
    block, bold = [start], reader.lines[start].bold
    for index in reader.head[reader.head.index(start) + 1 :]:
        line = reader.lines[index]
        if line.opens or line.bold != bold:
            break
        block.append(index)
    return block


def _subject(title: str | None, opening: str) -> str | None:
    """What the letter is about: the text after `om` in the title, else after `følgende spørgsmål om`."""
    if title and (match := _ABOUT.search(title)):
        return match["subject"].strip()
    if match := _SHEET_ABOUT.search(opening):
        return match["subject"].strip()
    return None


def _department(reader: _Reader) -> str | None:
    """The department: a line in capitals, a value with a label, or the line below the municipality's name."""
    for places in (reader.furniture, reader.head):  # furniture first: a column beside the letter names it
        capitals = [i for i in places if _is_capitals(reader.lines[i].text)]
        if capitals:
            return _joined_capitals(reader, capitals)
    if labelled := reader.labelled("department", [*reader.head, *reader.furniture]):
        return labelled
    return _below_municipality(reader)


def _is_capitals(text: str) -> bool:
    capitals = _CAPITALS.fullmatch(text.strip()) is not None and SPACED.fullmatch(text.strip()) is None
    capitals = capitals and _MENU.fullmatch(text.strip()) is None
    return capitals and not text.startswith(_NO_DEPARTMENT) and not text.rstrip().endswith("KOMMUNE")


def _joined_capitals(reader: _Reader, capitals: Sequence[int]) -> str:
    """The first line in capitals, plus the next one if it is unfinished: `SOCIAL OG` / `BESKÆFTIGELSE`."""
    text, used = "", []
    for index in capitals:
        text = f"{text} {reader.lines[index].text.strip()}".strip()
        used.append(index)
        if not text.endswith((" OG", ",", "-", "&")):
            break
    reader.used |= set(used)
    return text


def _below_municipality(reader: _Reader) -> str | None:
    around = [index for index in reader.around if index not in reader.tail]
    for here, below in pairwise(around):
        text = reader.lines[below].text.strip()
        if _MUNICIPALITY.fullmatch(reader.lines[here].text.strip()) and _is_unit(text):
            reader.used |= {here, below}
            return text
    return None


def _is_unit(text: str) -> bool:
    """Could the line be a department's name? It is short and has no digit, label, bullet or website menu."""
    if not text or len(text) >= 60 or is_bullet(text) or _MENU.fullmatch(text):
        return False
    return not re.search(r"[\d:]", text) and not text.startswith("Til ")

"""Reads a letter's metadata from the lines around its questions.

Labels and value shapes are those seen in Danish municipal, regional and ministerial letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from ingest.dates import parse_date, parse_date_line
from ingest.letter.header import askers, department, people, recipient
from ingest.letter.header.entries import Entry, Reader, flat
from ingest.letter.header.labels import LABELLED, OFFICERS, SIDE
from kb.model import Line, Metadata
from kb.text import join_lines, squeeze

_DAY = re.compile(r"(?:.{0,20}\bden\s+|d\.\s*)?\d{1,4}\s*[-./\s].{0,20}\d{2}", re.IGNORECASE)
_OTHER_DATE = re.compile(r".*(?:frist|senest|modtaget|stillet|indsendt|inden)\b[^\d]*|.*:\s*", re.IGNORECASE)
"""A line after which a date alone is not the letter's: `Svar bedes sendt senest`."""

_CASE_VALUE = re.compile(r"\d+/\d+(?:\s\d{1,3})+(?=\s*$)|[\w./-]*\d(?:[\w./-]*\w)?(?:\s*-\s*\d+)*(?![\w/])")
_DASH_OR_DIGITS = (re.compile(r"[-–]"), re.compile(r"\d{1,6}"))
_CASE_BELOW_DATE = re.compile(r"\s*(?:\d{4}-\d{3,6}|\d{2}/\d{4,6})(?:-\d{1,3})?\s*")
_CASE_ALONE = re.compile(
    r"\d{2}/\d{4,6}(?:-\d{1,3})?|[A-Z]{2,4}-\d{4}-\d{4,6}|\d\d\.\d\d\.\d\d-[A-Z]\d\d-\d+-\d\d"
    r"|(?=.*\d{3})\d{1,2}(?:-\d{1,4}){3,5}"
)
"""A case number without a label: `2021-012345` on the line after the date; elsewhere in shapes that nothing
else has, such as that of the numbering plan KLE, `00.13.06-G01-3-18`."""

_TITLE = re.compile(
    r"\s*(?:Svar(?:brev)?\s+(?:på|til|vedr|af|om)|Besvarelse\s+af|Foreløbigt\s+svar|Endeligt\s+svar|Supplerende\s+svar"
    r"|(?:10|ti)-dages\s?(?:forespørgsel|spørgsmål)|Forespørgsel\s|Spørgsmål\s+(?:fra|til|om)\s)",
    re.IGNORECASE,
)
_TITLE_WITHIN = re.compile(
    r"(?!Kære\b)[A-ZÆØÅ].{0,60}?(?:spørgsmål|forespørgsel|forespørgsler|henvendelse|besvarelse|svar)\s.{0,100}?\b(?:om|til|vedr\.?|vedrørende)\s.{3,150}[^.:?]",
    re.DOTALL,
)
"""A paragraph that is a title although it begins otherwise: `Venstres spørgsmål om havnen`."""

_OF_ONE = re.compile(r"\s*Spørgsmål\s+fra\s", re.IGNORECASE)
_HEADING = re.compile(r"[A-ZÆØÅ][^.:?!\t@]{7,90}")
_NO_HEADING = re.compile(
    r"(?:Kære|Til|Att|Kopi|Sendt|Side|Fra|Notat|Svar|Besvarelse|Bilag)\b|\w*spørgsmål\s*$", re.IGNORECASE
)
"""A line alone before the letter's text is a title, but not one that says whom it is sent to."""

_FILE_NAME = re.compile(r"Microsoft\s+\w+\s+-|.*\.\w{2,5}$|.*[\\_]", re.IGNORECASE)
_NO_TITLE = re.compile(r"(?:untitled|uden titel|unavngivet|skabelon|powerpoint)\b", re.IGNORECASE)
_ABOUT = re.compile(r"\b(?:om|vedr\.|vedrørende|angående)\s+(?P<subject>.+)$", re.IGNORECASE | re.DOTALL)
_ABOUT_ASKED = re.compile(
    rf"(?:spørgsmål|forespørgsel|henvendelse).*?{_ABOUT.pattern}", re.IGNORECASE | re.DOTALL
)
_ABOUT_TO = re.compile(r"\bspørgsmål(?:ene)?\s+til\s+(?P<subject>.+)$", re.IGNORECASE | re.DOTALL)
_SUBJECTS = (_ABOUT_ASKED, _ABOUT, _ABOUT_TO)
_SHEET_ABOUT = re.compile(
    r"følgende\s+spørgsmål\s+(?:om|vedrørende)\s+(?P<subject>[^:]{1,300}):", re.IGNORECASE
)

MOST_PARAGRAPHS, LONGEST_TITLE = 30, 330
"""A title that does not begin as one is one of the first paragraphs, and has at most so many characters."""

_SPEAKS_OF_QUESTIONS = re.compile(r"(?i:spørgsmål|forespørg|svar|henvendelse)")


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
    if lines and not head and (parts := flat(lines[0].text)):
        return read([replace(lines[0], text=part) for part in parts], range(len(parts)), (), ())[
            0
        ], frozenset()
    reader = Reader(lines, head, tail, sorted(furniture))
    day, case = _date(reader), _case(reader)
    starts = [i for i in head if _TITLE.match(lines[i].text)]
    addressed = recipient.recipient(reader, starts[0] if starts else len(lines))
    unit = department.department(reader, starts[:1], addressed)
    title = _title(reader) or _property(named)
    opening = _paragraphs(lines, head)
    closing, printed = _paragraphs(lines, tail), "\n".join(text for _, text in reader.front)
    signers, signed = people.signers([(i, lines[i].text) for i in tail])
    reader.used |= signed
    metadata = Metadata(
        title=title,
        subject=_subject(title, opening),
        date=day,
        case=case,
        officer=_officer(reader, unit),
        department=unit,
        recipient=addressed,
        parties=askers.parties(
            title, f"Til: {addressed or ''}\n{opening}\n{printed}", [line.text for line in lines], closing
        ),
        signers=signers,
    )
    return metadata, frozenset(reader.used)


def _paragraphs(lines: Sequence[Line], places: Iterable[int]) -> str:
    return join_lines((lines[i], lines[i].text) for i in places)


def _date(reader: Reader) -> date | None:
    """The letter's own date. Of several, the question's is earlier: the latest is the letter's."""
    if (labelled := reader.labelled("answered", _DAY)) and (found := parse_date(labelled)):
        return found
    for entries in (reader.front, reader.around):
        if days := _days(reader, entries):
            reader.used |= {index for _, places in days for index in places}
            return max(day for day, _ in days)
    return parse_date(reader.labelled("meeting", _DAY) or "")


def _days(reader: Reader, entries: Sequence[Entry]) -> list[tuple[date, tuple[int, ...]]]:
    """The dates in the entries with a label or alone, each with the indexes of its lines."""
    column = reader.columns.get("date")
    labelled = [*([column] if column else []), *reader.each("date", entries, _DAY)]
    found = [(day, each.lines) for each in labelled if (day := parse_date(each.text))]
    for (_, above), (index, text) in pairwise([(-1, ""), *entries]):
        if not _OTHER_DATE.fullmatch(above) and (day := parse_date_line(text)):
            found.append((day, (index,)))
    return found


def _case(reader: Reader) -> str | None:
    """The case number: after a label, perhaps over several lines, or alone in a shape of its own."""
    if labelled := reader.labelled("case", _CASE_VALUE) or reader.labelled("ref", _CASE_VALUE):
        return _gone_on(reader, labelled)
    for (_, above), (index, text) in pairwise([(-1, ""), *reader.front]):
        dated = parse_date_line(above) and _CASE_BELOW_DATE.fullmatch(text)
        if dated or _CASE_ALONE.fullmatch(text):
            reader.used.add(index)
            return text
    return None


def _gone_on(reader: Reader, number: str) -> str:
    """The case number with the rest of it, if it is split over three lines: `409`, `-`, `16`."""
    at = next((n for n, (_, text) in enumerate(reader.around) if text == number), None)
    rest = reader.around[at + 1 : at + 3] if at is not None else []
    fits = [shape.fullmatch(text) for shape, (_, text) in zip(_DASH_OR_DIGITS, rest, strict=False)]
    if len(fits) < 2 or not all(fits):
        return number
    reader.used |= {index for index, _ in rest}
    return " ".join([number, *(text for _, text in rest)])


def _officer(reader: Reader, unit: str | None) -> str | None:
    """Who handles the case: behind a label, as a reference, or by initials: `NMJ/ J.nr. 2009-5158`."""
    found = reader.labelled("officer", OFFICERS) or reader.labelled("ref", OFFICERS)
    if found and found not in (unit or ""):
        return found
    matches = (LABELLED["case"].match(text) for _, text in reader.around)
    return next((match["initials"] for match in matches if match and match["initials"]), None)


def _title(reader: Reader) -> str | None:
    """The title: what begins as one, behind a label, a paragraph about questions, in bold, or alone."""
    starts = [i for i in reader.head if _TITLE.match(reader.lines[i].text)][:MOST_PARAGRAPHS]
    # Of several, the one that says what it is about: `10-dages forespørgsel` alone does not.
    starts.sort(key=lambda i: _ABOUT.search(_paragraphs(reader.lines, _paragraph(reader, i))) is None)
    says = (
        bool(starts) and _ABOUT.search(_paragraphs(reader.lines, _paragraph(reader, starts[0]))) is not None
    )
    if not says and (labelled := next(reader.each("title", reader.front), None)):
        reader.used |= set(labelled.lines)
        return labelled.text
    # `Spørgsmål fra Venstre` may be the heading above one group's questions, below the letter's title.
    heading = _heading(reader) if not starts or _OF_ONE.match(reader.lines[starts[0]].text) else []
    block = heading if not starts or (heading and heading[0] < starts[0]) else _paragraph(reader, starts[0])
    reader.used |= set(block)
    return join_lines((reader.lines[i], reader.lines[i].text) for i in block) or None


def _heading(reader: Reader) -> list[int]:
    """The lines of a title that does not begin as one. Lines already known as something else are none."""
    opening = [i for i in reader.head if reader.lines[i].opens and i not in reader.used][:MOST_PARAGRAPHS]
    blocks = [_paragraph(reader, i) for i in opening]
    texts = [join_lines((reader.lines[i], reader.lines[i].text) for i in block) for block in blocks]
    named = (block for block, text in zip(blocks, texts, strict=True) if _is_title(text))
    bold = (_paragraph(reader, i) for i in reader.head if reader.lines[i].bold and i not in reader.used)
    return next(named, None) or next(bold, None) or _alone(reader, blocks, texts)


def _is_title(text: str) -> bool:
    return len(text) <= LONGEST_TITLE and _TITLE_WITHIN.fullmatch(text) is not None


def _alone(reader: Reader, blocks: Sequence[list[int]], texts: Sequence[str]) -> list[int]:
    """The last line that stands alone between an address and the letter's first sentence; empty if none."""
    found: list[int] = []
    for block, text in zip(blocks, texts, strict=True):
        if text.endswith((".", ":", "?")):
            break
        if len(block) == 1 and _HEADING.fullmatch(text) and not _NO_HEADING.match(text):
            found = block
    return found if reader.used & {*reader.head} else []


def _property(named: str | None) -> str | None:
    """The title in a file's properties, if a person wrote it: several words, no file name, no default."""
    title = squeeze(named or "")
    if " " not in title or _FILE_NAME.match(title) or _NO_TITLE.match(title):
        return None
    return title


def _paragraph(reader: Reader, start: int) -> list[int]:
    """The head lines of the paragraph that starts here; it ends where bold type or a label starts."""
    block, bold = [start], reader.lines[start].bold
    for index in reader.head[reader.head.index(start) + 1 :]:
        line = reader.lines[index]
        if line.opens or line.bold != bold or index in reader.used or SIDE.match(line.text):
            break
        block.append(index)
    return block


def _subject(title: str | None, opening: str) -> str | None:
    """What the letter is about: the text after `om` in the title, else after `følgende spørgsmål om`.

    A title that speaks of no question is the subject itself.
    """
    if title and (match := next(filter(None, (each.search(title) for each in _SUBJECTS)), None)):
        return match["subject"].strip()
    if match := _SHEET_ABOUT.search(opening):
        return match["subject"].strip()
    return title if title and not _SPEAKS_OF_QUESTIONS.search(title) else None

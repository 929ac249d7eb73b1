"""Reads a letter's metadata from the lines around its questions.

Labels and value shapes are those seen in Danish municipal, regional and ministerial letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence, Set
from dataclasses import replace

from ingest.dates import dates
from ingest.letter.header import askers, case, day, department, people, recipient
from ingest.letter.header.entries import Reader, flat
from ingest.letter.header.labels import LABELLED, OFFICERS, SIDE
from kb.model import Line, Metadata, Note
from kb.notes import Code
from kb.text import join_lines, squeeze

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

_RUNNING = re.compile(
    r".{40}\D[.:]$|\?|^\W*(?:\d{1,3}|[a-zA-Z]|[IVX]{1,5})[.)]\s|^(?:Spørgsmål|Spm\.?|Nr\.|Ad|Svar)\W*\d",
    re.IGNORECASE,
)
_ENDS = re.compile(r"[.:?!]$")
LONGEST_OPENING, LAST = 25, 2
"""A letter's opening ends where a sentence or a question stands, at the latest after so many lines."""

MOST_PARAGRAPHS, LONGEST_TITLE = 30, 330
"""A title that does not begin as one is one of the first paragraphs, and has at most so many characters."""

MOST_READ = 1000
"""Lines from the start and from the end of a letter, in which all that it says of itself stands."""

BLANKS = "    "
"""What stands for a longer run of white space: as many as set two entries of a line apart, and few enough for
patterns that try each."""

_BLANK = re.compile(r"\s{5,}")

_SPEAKS_OF_QUESTIONS = re.compile(r"(?i:spørgsmål|forespørg|svar|henvendelse)")


def read(
    lines: Sequence[Line],
    head: Sequence[int],
    tail: Sequence[int],
    furniture: Iterable[int],
    named: str | None = None,
) -> tuple[Metadata, frozenset[int], tuple[Note, ...]]:
    """Metadata of a letter, the indexes of the lines that it stands on, and what to check in it.

    `head` are the lines before the first question, `tail` those after the last answer; without questions,
    both are all lines. `named` is the title in the file's own properties, for a letter that has none.
    """
    if lines and not head and (parts := flat(lines[0].text)):
        one, _, notes = read([replace(lines[0], text=part) for part in parts], range(len(parts)), (), ())
        return one, frozenset(), notes
    if len(lines) > 2 * MOST_READ:
        kept = [*range(MOST_READ), *range(len(lines) - MOST_READ, len(lines))]
        place = {index: n for n, index in enumerate(kept)}
        above, below, beside_them = (
            [place[i] for i in each if i in place] for each in (head, tail, furniture)
        )
        one, used, notes = read([lines[i] for i in kept], above, below, beside_them, named)
        return one, frozenset(kept[n] for n in used), notes
    lines = [replace(line, text=_BLANK.sub(BLANKS, line.text)) for line in lines]
    furniture = sorted(furniture)
    head = _opening(lines, head, {*tail, *furniture})
    last = range(max(len(lines) - LAST, 0), len(lines))
    known = {*head, *furniture}
    tail = sorted({*tail, *(i for i in last if i not in known and not _ENDS.search(lines[i].text))})
    reader = Reader(lines, head, tail, furniture)
    date, number = day.day(reader), case.case(reader)
    starts = [i for i in head if _TITLE.match(lines[i].text)]
    addressed = recipient.recipient(reader, starts[0] if starts else len(lines))
    unit = department.department(reader, starts[:1], addressed)
    title = _title(reader) or _property(named)
    opening = _paragraphs(lines, head)
    beside = _paragraphs(lines, sorted({*furniture}.difference(head)))
    signers, signed = people.signers([(i, lines[i].text) for i in tail])
    reader.used |= signed
    found, others = askers.askers(
        title,
        f"{opening}\n{beside}",
        [line.text for line in lines],
        _paragraphs(lines, tail),
        [f"Til: {addressed or ''}", *(text for _, text in reader.front)],
    )
    metadata = Metadata(
        title=title,
        subject=_subject(title, opening),
        date=date,
        case=number,
        officer=_officer(reader, unit),
        department=unit,
        recipient=addressed,
        parties=found,
        signers=signers,
    )
    notes = (Note(Code.ASKERS_UNNAMED, (found,)),) if found and others else ()
    return metadata, frozenset(reader.used), notes


def _opening(lines: Sequence[Line], head: Sequence[int], others: Set[int]) -> list[int]:
    """The head, with the lines above the first running text, though a question is said to begin in them."""
    running = (i for i, line in enumerate(lines) if _RUNNING.search(line.text) and not any(dates(line.text)))
    first = next(running, len(lines))
    return sorted({*head, *(i for i in range(min(first, LONGEST_OPENING)) if i not in others)})


def _paragraphs(lines: Sequence[Line], places: Iterable[int]) -> str:
    return join_lines((lines[i], lines[i].text) for i in places)


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

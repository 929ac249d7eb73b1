"""Letters, answers and citations as dicts: the one presentation behind HTML, JSON and the command line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from typing import TypedDict
from urllib.parse import quote

from index.answer.answer import Answer, Found, Lean
from index.filters import Filters
from kb.citation import cite
from kb.danish import danish_date
from kb.ids import suffix
from kb.model import QA, Citation, Letter, Metadata, Reference
from web.showing.doubts import doubts
from web.showing.notes import NoteDict, english, note_dict, placed


class ReferenceDict(TypedDict):
    """A reference to other answers. `qas` are their ids; `reason` says why none, or not all, were found."""

    text: str
    numbers: list[str]
    qas: list[str]
    reason: str | None


class QADict(TypedDict):
    """One question with its answer. `pages` is empty in formats without pages."""

    id: str
    number: str
    question: str
    answer: str
    kind: str
    pages: list[int]
    references: list[ReferenceDict]


class LetterDict(TypedDict):
    """A letter with all its QAs. A field that the letter does not state is None, or an empty list.

    `codes` are the `notes` in the same order, as codes with values.
    """

    id: str
    file: str
    title: str | None
    subject: str | None
    date: str | None
    department: str | None
    case: str | None
    officer: str | None
    recipient: str | None
    parties: list[str]
    signers: list[str]
    pages: int | None
    notes: list[str]
    codes: list[NoteDict]
    qas: list[QADict]


class CitationDict(TypedDict):
    """A citation of a QA. `text` is the whole citation in Danish, `url` the QA's permalink."""

    text: str
    title: str | None
    date: str | None
    case: str | None
    parties: list[str]
    pages: list[int]
    url: str


class LeanDict(TypedDict):
    """An answer that another one leans on. `why`: by `reference`, or as a `later` answer to its question.

    `notes` and `codes` as in `PassageDict`.
    """

    why: str
    qa: str
    letter: str
    number: str
    question: str
    answer: str
    citation: CitationDict
    notes: list[str]
    codes: list[NoteDict]


class PassageDict(TypedDict):
    """A found QA, word for word, with its citation.

    `marks` are the spans of `answer` to highlight, as [start, end] in Unicode code points, in order.
    `notes` are doubts about how it was read, those about its letter as a whole last; `codes` are the same.
    """

    qa: str
    letter: str
    file: str
    number: str
    question: str
    answer: str
    score: float
    citation: CitationDict
    marks: list[list[int]]
    leans: list[LeanDict]
    notes: list[str]
    codes: list[NoteDict]


class FiltersDict(TypedDict):
    """The filters of a search. An empty list lets everything through; values of a list are alternatives."""

    parties: list[str]
    departments: list[str]
    years: list[int]
    kinds: list[str]
    letters: list[str]


class AnswerDict(TypedDict):
    """The answer to a question. `passages` are the best QAs, best first, whatever the status.

    `id` is any JSON value that the caller gave the question. `searched` is the question as searched: without
    its filters, and with the topic of earlier turns if it follows up on them. `filters` are all that were
    applied, `understood` those of them that were read out of the conversation.
    """

    id: object
    question: str
    status: str
    reason: str
    ms: float
    passages: list[PassageDict]
    searched: str
    filters: FiltersDict
    understood: FiltersDict


def letter_dict(letter: Letter) -> LetterDict:
    """A letter as a dict."""
    says = letter.metadata
    return {
        "id": letter.id,
        "file": letter.file,
        "title": says.title,
        "subject": says.subject,
        "date": _iso(says.date),
        "department": says.department,
        "case": says.case,
        "officer": says.officer,
        "recipient": says.recipient,
        "parties": list(says.parties),
        "signers": list(says.signers),
        "pages": letter.pages,
        "notes": list(map(placed, letter.notes)),
        "codes": list(map(note_dict, letter.notes)),
        "qas": [qa_dict(letter, qa) for qa in letter.qas],
    }


def qa_dict(letter: Letter, qa: QA) -> QADict:
    """A QA as a dict."""
    return {
        "id": qa.id,
        "number": qa.number,
        "question": qa.question,
        "answer": qa.answer,
        "kind": qa.kind.value,
        "pages": list(cite(letter, qa.id).pages),
        "references": [_reference(reference) for reference in qa.references],
    }


def answer_dict(answer: Answer, id: object = None) -> AnswerDict:
    """An answer as a dict. `id` identifies the question in a batch."""
    return {
        "id": id,
        "question": answer.question,
        "status": answer.status.value,
        "reason": answer.reason,
        "ms": round(answer.ms, 1),
        "passages": [passage_dict(found) for found in answer.found],
        "searched": answer.searched or answer.question,
        "filters": filters_dict(answer.filters),
        "understood": filters_dict(answer.understood),
    }


def filters_dict(filters: Filters) -> FiltersDict:
    """Filters as a dict."""
    return {
        "parties": list(filters.parties),
        "departments": list(filters.departments),
        "years": list(filters.years),
        "kinds": [kind.value for kind in filters.kinds],
        "letters": list(filters.letters),
    }


def passage_dict(found: Found) -> PassageDict:
    """A found QA as a dict."""
    letter, qa = found.letter, found.qa
    told = doubts(letter, qa).all
    return {
        "qa": qa.id,
        "letter": letter.id,
        "file": letter.file,
        "number": qa.number,
        "question": qa.question,
        "answer": qa.answer,
        "score": round(found.hit.score, 4),
        "citation": citation_dict(letter, qa),
        "marks": [list(mark) for mark in found.marks],
        "leans": [lean_dict(lean) for lean in found.leans],
        "notes": list(map(placed, told)),
        "codes": list(map(note_dict, told)),
    }


def lean_dict(lean: Lean) -> LeanDict:
    """An answer that another one leans on, as a dict."""
    told = doubts(lean.letter, lean.qa).all
    return {
        "why": lean.why.value,
        "qa": lean.qa.id,
        "letter": lean.letter.id,
        "number": lean.qa.number,
        "question": lean.qa.question,
        "answer": lean.qa.answer,
        "citation": citation_dict(lean.letter, lean.qa),
        "notes": list(map(placed, told)),
        "codes": list(map(note_dict, told)),
    }


def citation_dict(letter: Letter, qa: QA) -> CitationDict:
    """The citation of a QA as a dict."""
    says, where = letter.metadata, cite(letter, qa.id)
    return {
        "text": citation_text(letter, qa, where),
        "title": says.title,
        "date": _iso(says.date),
        "case": says.case,
        "parties": list(says.parties),
        "pages": list(where.pages),
        "url": qa_url(letter.id, qa.id),
    }


def citation_text(letter: Letter, qa: QA, where: Citation) -> str:
    """`Svar på … om …, spørgsmål 4, 2. februar 2022, sag 21/001440-12, side 1–2`; missing parts left out."""
    says, title = letter.metadata, heading(letter.metadata, letter.file)
    unnamed = [party for party in says.parties if party.casefold() not in title.casefold()]
    parts = (
        title,
        f"forespørgsel fra {listing(unnamed)}" if unnamed else "",
        f"spørgsmål {qa.number}" if qa.number else "",
        danish_date(says.date) if says.date else "",
        f"sag {says.case}" if says.case else "",
        place(where),
    )
    return ", ".join(part for part in parts if part)


def heading(says: Metadata, file: str) -> str:
    """The heading of a letter: its title, else its subject, else its file name."""
    return says.title or (f"Brev om {says.subject}" if says.subject else file)


def place(where: Citation) -> str:
    """`side 1–2`, or `afsnit 12–15` in formats without pages; empty if neither is known."""
    if where.pages:
        return f"side {spans(where.pages)}"
    paragraphs = [n for page, first, last in where.lines if page is None for n in range(first, last + 1)]
    return f"afsnit {spans(paragraphs)}" if paragraphs else ""


def spans(numbers: Iterable[int]) -> str:
    """Numbers with runs joined: 1, 2, 3, 5 is `1–3 og 5`."""
    ordered = sorted(set(numbers))
    # within a run, number minus position is constant
    runs = [[n for _, n in run] for _, run in groupby(enumerate(ordered), key=lambda pair: pair[1] - pair[0])]
    return listing([f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs])


def listing(words: Sequence[str]) -> str:
    """A list in Danish: `a, b og c`."""
    return " og ".join(part for part in (", ".join(words[:-1]), *words[-1:]) if part)


def letter_url(letter: str) -> str:
    """The URL of a letter's page."""
    return f"/breve/{quote(letter, safe='')}"


def notes_url(letter: str) -> str:
    """The URL of a letter's notes, on its page."""
    return f"{letter_url(letter)}#bemaerkninger"


def source_url(letter: str) -> str:
    """The URL of the file a letter was read from."""
    return f"{letter_url(letter)}/kilde"


def qa_url(letter: str, qa: str) -> str:
    """The URL of a QA, its permalink."""
    return f"{letter_url(letter)}/{quote(suffix(qa), safe='')}"


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _reference(reference: Reference) -> ReferenceDict:
    return {
        "text": reference.text,
        "numbers": list(reference.numbers),
        "qas": list(reference.qas),
        "reason": english(reference.reason) if reference.reason else None,
    }

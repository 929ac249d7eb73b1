"""Lines to a letter: furniture off, metadata, questions and answers, and notes on what is doubtful."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from ingest import header, layout, questions, references
from ingest.document import Document
from ingest.kinds import kind
from ingest.questions import Found, Split, Stretch
from kb.model import QA, Kind, Letter, Line, Metadata, Note, Piece, Reference, Role
from kb.text import READING, digest
from kb.verbatim import texts

FIRST_PAGE = re.compile(r"^\s*Side\s+1\s*(?:af|/)\s*\d+\s*$", re.IGNORECASE)
"""What the first page of a letter says at its head or foot; a second one begins a second letter."""


def parse(document: Document, file: str, id: str) -> Letter:
    """The letter in a document. `file` is the name users see, `id` the letter's id."""
    lines = document.lines
    furniture = document.furniture | layout.furniture(lines)
    split = questions.split(lines, furniture)
    tail = split.tail if split.found else split.head
    metadata, metadata_lines = header.read(lines, split.head, tail, furniture, document.title)
    ids = [f"{id}.{found.number}" for found in split.found]
    pieces = tuple(_pieces(lines, split, ids, metadata_lines, furniture))
    qas = _qas(lines, pieces, split, ids)
    notes = tuple(dict.fromkeys((*document.notes, *_notes(metadata, split, qas, lines))))
    return Letter(id, file, metadata, document.pages, lines, pieces, qas, notes, READING)


def _pieces(
    lines: Sequence[Line],
    split: Split,
    ids: Sequence[str],
    metadata: frozenset[int],
    furniture: frozenset[int],
) -> Iterator[Piece]:
    """Every character of every line, once, in reading order."""
    by_line: dict[int, list[Piece]] = {}
    for found, id in zip(split.found, ids, strict=True):
        for piece in _qa_pieces(found, id):
            by_line.setdefault(piece.line, []).append(piece)
    for index, line in enumerate(lines):
        own = sorted(by_line.get(index, []), key=lambda p: p.start)
        if index in metadata and not own:
            own = [Piece(Role.METADATA, index, 0, len(line.text))]
        rest = Role.FURNITURE if index in furniture else Role.REMAINDER
        yield from _filled(own, index, len(line.text), rest)


def _qa_pieces(found: Found, id: str) -> Iterator[Piece]:
    """A QA's own stretches. Its number and answer label are metadata: they say what stands behind them."""
    roles: tuple[tuple[Role, tuple[Stretch, ...]], ...] = (
        (Role.METADATA, found.labels),
        (Role.QUESTION, found.question),
        (Role.ANSWER, found.answer),
    )
    for role, stretches in roles:
        for s in stretches:
            if s.end > s.start:
                yield Piece(role, s.line, s.start, s.end, id)


def _filled(pieces: Iterable[Piece], line: int, length: int, rest: Role) -> Iterator[Piece]:
    """The pieces of a line, with what lies between them as `rest`."""
    at = 0
    for piece in pieces:
        if piece.start > at:
            yield Piece(rest, line, at, piece.start)
        yield piece
        at = piece.end
    if at < length:
        yield Piece(rest, line, at, length)


def _qas(lines: Sequence[Line], pieces: Sequence[Piece], split: Split, ids: Sequence[str]) -> tuple[QA, ...]:
    own = {found.number: id for found, id in zip(split.found, ids, strict=True)}
    by_qa: dict[str | None, list[Piece]] = {}
    for piece in pieces:
        by_qa.setdefault(piece.qa, []).append(piece)
    return tuple(
        _qa(id, found.number, *texts(lines, by_qa.get(id, []), id), own)
        for found, id in zip(split.found, ids, strict=True)
    )


def _qa(id: str, number: str, question: str, answer: str, own: dict[str, str]) -> QA:
    leans_on = tuple(_not_itself(reference, id) for reference in references.find(answer, own))
    return QA(
        id, number, question, answer, kind(answer, leans_on), digest(question, answer), references=leans_on
    )


def _not_itself(reference: Reference, id: str) -> Reference:
    return Reference(reference.text, reference.numbers, tuple(qa for qa in reference.qas if qa != id))


def _notes(metadata: Metadata, split: Split, qas: Sequence[QA], lines: Sequence[Line]) -> Iterator[Note]:
    """What a keeper should look at."""
    if not qas:
        yield Note("no questions found; the whole letter is kept as remainder")
    elif all(qa.kind is Kind.EMPTY for qa in qas):
        yield Note("inquiry only: no answers in the file")
    else:
        numbers = [qa.number for qa in qas]
        for found, qa in zip(split.found, qas, strict=True):
            yield from _qa_notes(found, qa, numbers, lines)
        yield from _gaps(numbers)
    if sum(FIRST_PAGE.search(line.text) is not None for line in lines) > 1:
        yield Note("page numbers start again, pages are counted through: two letters in one file?")
    missing = [name for name in ("title", "date", "case", "department") if not getattr(metadata, name)]
    if missing:
        yield Note(f"not found in the letter: {', '.join(missing)}")


def _qa_notes(found: Found, qa: QA, numbers: Sequence[str], lines: Sequence[Line]) -> Iterator[Note]:
    first = lines[(found.question or found.labels)[0].line]
    if not qa.question:
        yield Note(f"question {qa.number} has no text", first.page, first.number)
    if qa.kind is Kind.EMPTY:
        yield Note(f"question {qa.number} has no answer", first.page, first.number)
    for reference in qa.references:
        if references.leads_nowhere(reference, numbers):
            yield Note(
                f"question {qa.number}: nothing found for “{reference.text}”", first.page, first.number
            )


def _gaps(numbers: Sequence[str]) -> Iterator[Note]:
    whole = [int(n) for n in numbers if n.isdigit()]
    for before, after in pairwise(whole):
        if after - before > 1:
            yield Note(f"the numbering jumps from {before} to {after}")

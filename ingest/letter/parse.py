"""Builds a letter from lines: furniture removed, metadata, questions and answers found, doubts noted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.document import Document
from ingest.furniture import furniture as layout
from ingest.letter import abbreviations, annex, check, cut
from ingest.letter.header import header
from ingest.letter.kinds import kind
from ingest.letter.numbers import bare
from ingest.letter.questions import split as questions
from ingest.letter.questions.split import LineSpan, Pair, Split
from ingest.letter.references import references
from kb.ids import letter_id, moved, qa_ids
from kb.model import QA, Kind, Letter, Line, Metadata, Note, Piece, Role
from kb.notes import Code
from kb.text import READING, digest
from kb.verbatim import by_qa, texts


def letters(document: Document, file: str, id: str) -> tuple[Letter, ...]:
    """The letters in a document, in order: ids `id`, `id_2`, `id_3`.

    A part without questions belongs to the letter before it, or to the first letter if none is before it.
    """
    found: list[_Part] = []
    for part in map(_part, cut.parts(document)):
        if found and not (part.split.found and found[-1].split.found):
            found[-1] = _part(cut.joined(found[-1].document, part.document))
        else:
            found.append(part)
    return tuple(_letter(part, file, letter_id(id, n)) for n, part in enumerate(found, 1))


def named(letters: Sequence[Letter], id: str, file: str) -> tuple[Letter, ...]:
    """The letters of a file with its id and name put in, which need not be known when they are parsed."""
    return tuple(_named(letter, letter_id(id, n), file) for n, letter in enumerate(letters, 1))


def _named(letter: Letter, id: str, file: str) -> Letter:
    return replace(
        letter,
        id=id,
        file=file,
        pieces=tuple(
            replace(piece, qa=moved(piece.qa, id)) if piece.qa else piece for piece in letter.pieces
        ),
        qas=tuple(
            replace(
                qa,
                id=moved(qa.id, id),
                references=tuple(
                    replace(r, qas=tuple(moved(each, id) for each in r.qas)) for r in qa.references
                ),
            )
            for qa in letter.qas
        ),
        notes=tuple(
            replace(note, qa=moved(note.qa, id)) if note.qa is not None else note for note in letter.notes
        ),
    )


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a file, split. `aside` are its lines that are in an annex."""

    document: Document
    furniture: frozenset[int]
    aside: frozenset[int]
    split: Split


def _part(document: Document) -> _Part:
    furniture = document.furniture | layout.furniture(document.lines)
    aside = annex.annex(document.lines, furniture)
    return _Part(document, furniture, aside, questions.split(document.lines, furniture | aside))


def _letter(part: _Part, file: str, id: str) -> Letter:
    """A part as a letter. `file` is the name users see, `id` the letter's id."""
    document, furniture, split = part.document, part.furniture, part.split
    lines = document.lines
    tail = split.tail if split.found else split.head
    metadata, metadata_lines, doubtful = header.read(lines, split.head, tail, furniture, document.title)
    ids = list(qa_ids(id, [found.number for found in split.found]))
    pieces = tuple(_pieces(lines, split, ids, metadata_lines, furniture))
    qas = _qas(lines, pieces, split, ids)
    doubts = check.check(lines, pieces, qas, part.aside)
    notes = (
        *document.notes,
        *annex.notes(lines, part.aside),
        *_notes(metadata, split, qas, lines),
        *doubtful,
        *doubts,
    )
    notes = tuple(dict.fromkeys(notes))
    short = abbreviations.learn(lines, pieces, metadata)
    return Letter(id, file, metadata, document.pages, lines, pieces, qas, notes, short, READING)


def _pieces(
    lines: Sequence[Line],
    split: Split,
    ids: Sequence[str],
    metadata: frozenset[int],
    furniture: frozenset[int],
) -> Iterator[Piece]:
    """Pieces that cover every character of every line exactly once, in reading order."""
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


def _qa_pieces(found: Pair, id: str) -> Iterator[Piece]:
    """The pieces of a QA. Its number and answer label are metadata: they say what the text after them is."""
    roles: tuple[tuple[Role, tuple[LineSpan, ...]], ...] = (
        (Role.METADATA, found.labels),
        (Role.QUESTION, found.question),
        (Role.ANSWER, found.answer),
    )
    for role, spans in roles:
        for s in spans:
            if s.end > s.start:
                yield Piece(role, s.line, s.start, s.end, id)


def _filled(pieces: Iterable[Piece], line: int, length: int, rest: Role) -> Iterator[Piece]:
    """The pieces of a line, and the gaps between them as pieces with the role `rest`."""
    at = 0
    for piece in pieces:
        if piece.start > at:
            yield Piece(rest, line, at, piece.start)
        yield piece
        at = piece.end
    if at < length:
        yield Piece(rest, line, at, length)


def _qas(lines: Sequence[Line], pieces: Sequence[Piece], split: Split, ids: Sequence[str]) -> tuple[QA, ...]:
    own: dict[str, str] = {}
    for found, id in zip(split.found, ids, strict=True):
        # `2-4` as printed, each of 2, 3, 4, and 076 also as 76: answers refer to questions in all these ways.
        for number in (found.number, *found.numbers, *map(bare, found.numbers)):
            own.setdefault(number, id)
    pieces_of = by_qa(pieces)
    return tuple(
        _qa(id, found.number, *texts(lines, pieces_of.get(id, []), id), own)
        for found, id in zip(split.found, ids, strict=True)
    )


def _qa(id: str, number: str, question: str, answer: str, own: dict[str, str]) -> QA:
    leans_on = references.find(answer, own, id)
    return QA(
        id, number, question, answer, kind(answer, leans_on), digest(question, answer), references=leans_on
    )


def _notes(metadata: Metadata, split: Split, qas: Sequence[QA], lines: Sequence[Line]) -> Iterator[Note]:
    """What a person should check in the letter."""
    if not qas:
        yield Note(Code.NO_QUESTIONS)
    elif all(qa.kind is Kind.EMPTY for qa in qas):
        yield Note(Code.INQUIRY_ONLY)
    else:
        numbers = [qa.number for qa in qas]
        for found, qa in zip(split.found, qas, strict=True):
            yield from _qa_notes(found, qa, numbers, lines)
        yield from _gaps([number for found in split.found for number in found.numbers])
        yield from _repeated(numbers)
        if split.doubtful:
            yield Note(Code.SPLIT_UNCERTAIN, (split.otherwise,))
    missing = tuple(name for name in ("title", "date", "case", "department") if not getattr(metadata, name))
    if missing:
        yield Note(Code.NOT_FOUND, (missing,))


def _qa_notes(found: Pair, qa: QA, numbers: Sequence[str], lines: Sequence[Line]) -> Iterator[Note]:
    first = lines[(found.question or found.labels)[0].line]
    place = first.page, first.number, qa.id
    if not qa.question:
        yield Note(Code.QUESTION_WITHOUT_TEXT, (qa.number,), *place)
    if found.uncertain:
        yield Note(Code.QUESTION_UNCERTAIN, (qa.number,), *place)
    if qa.kind is Kind.EMPTY:
        yield Note(Code.QUESTION_WITHOUT_ANSWER, (qa.number,), *place)
    for reference in qa.references:
        if references.leads_nowhere(reference, numbers):
            yield Note(Code.REFERENCE_LEADS_NOWHERE, (qa.number, reference.text), *place)


def _repeated(numbers: Sequence[str]) -> Iterator[Note]:
    """A note for each number that comes again, unless all start again, as those of another asker do."""
    seen: set[str] = set()
    for before, number in pairwise(("", *numbers)):
        if number == numbers[0] != before:
            seen.clear()
        if number in seen:
            yield Note(Code.NUMBER_REPEATED, (number,))
        seen.add(number)


def _gaps(numbers: Sequence[str]) -> Iterator[Note]:
    whole = [int(n) for n in numbers if n.isdigit()]
    for before, after in pairwise(whole):
        if after - before > 1:
            yield Note(Code.NUMBERS_SKIPPED, (before, after))

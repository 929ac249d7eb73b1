"""Nouns to rows and back."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable
from dataclasses import asdict, astuple
from datetime import date

from kb.model import QA, Box, Kind, Letter, Line, Metadata, Note, Piece, Reference, Role
from kb.store import Summary

Row = dict[str, object]


def letter_row(letter: Letter, path: str) -> Row:
    """The letter's own row, without lines, pieces and QAs."""
    meta = letter.metadata
    return {
        "id": letter.id,
        "path": path,
        "title": meta.title,
        "subject": meta.subject,
        "date": meta.date.isoformat() if meta.date else None,
        "department": meta.department,
        "case_number": meta.case,
        "officer": meta.officer,
        "recipient": meta.recipient,
        "parties": _json(meta.parties),
        "signers": _json(meta.signers),
        "pages": letter.pages,
        "notes": _json([asdict(note) for note in letter.notes]),
        "reading": letter.reading,
    }


def line_row(letter: str, seq: int, line: Line) -> Row:
    """A line's row."""
    return {
        "letter": letter,
        "seq": seq,
        "text": line.text,
        "page": line.page,
        "number": line.number,
        "opens": line.opens,
        "bold": line.bold,
        "size": line.size,
        "box": _json(astuple(line.box)) if line.box else None,
    }


def piece_row(letter: str, seq: int, piece: Piece) -> Row:
    """A piece's row."""
    return {
        "letter": letter,
        "seq": seq,
        "role": piece.role.value,
        "line": piece.line,
        "first": piece.start,
        "last": piece.end,
        "qa": piece.qa,
    }


def qa_row(letter: str, seq: int, qa: QA) -> Row:
    """A QA's row."""
    return {
        "id": qa.id,
        "letter": letter,
        "seq": seq,
        "number": qa.number,
        "question": qa.question,
        "answer": qa.answer,
        "kind": qa.kind.value,
        "digest": qa.digest,
        "refs": _json([asdict(reference) for reference in qa.references]),
    }


def digest(letter: Letter) -> str:
    """SHA-256 over all that is kept of a letter."""
    parts = (
        [letter_row(letter, "")],
        [line_row(letter.id, seq, line) for seq, line in enumerate(letter.lines)],
        [piece_row(letter.id, seq, piece) for seq, piece in enumerate(letter.pieces)],
        [qa_row(letter.id, seq, qa) for seq, qa in enumerate(letter.qas)],
    )
    return hashlib.sha256(_json(parts).encode()).hexdigest()


def to_letter(
    row: sqlite3.Row,
    lines: Iterable[sqlite3.Row],
    pieces: Iterable[sqlite3.Row],
    qas: Iterable[sqlite3.Row],
) -> Letter:
    """A letter from its rows; `row` also has the file's `name`."""
    return Letter(
        id=row["id"],
        file=row["name"],
        metadata=_metadata(row),
        pages=row["pages"],
        lines=tuple(_line(r) for r in lines),
        pieces=tuple(Piece(Role(r["role"]), r["line"], r["first"], r["last"], r["qa"]) for r in pieces),
        qas=tuple(_qa(r) for r in qas),
        notes=tuple(Note(**note) for note in json.loads(row["notes"])),
        reading=row["reading"],
    )


def to_summary(row: sqlite3.Row) -> Summary:
    """A summary from a letter's row, which also has the file's `name` and the number of `qas`."""
    return Summary(row["id"], row["name"], _metadata(row), row["qas"])


def _metadata(row: sqlite3.Row) -> Metadata:
    return Metadata(
        title=row["title"],
        subject=row["subject"],
        date=date.fromisoformat(row["date"]) if row["date"] else None,
        department=row["department"],
        case=row["case_number"],
        officer=row["officer"],
        recipient=row["recipient"],
        parties=tuple(json.loads(row["parties"])),
        signers=tuple(json.loads(row["signers"])),
    )


def _line(row: sqlite3.Row) -> Line:
    box = Box(*json.loads(row["box"])) if row["box"] else None
    return Line(
        row["text"], row["page"], row["number"], bool(row["opens"]), bool(row["bold"]), row["size"], box
    )


def _qa(row: sqlite3.Row) -> QA:
    return QA(
        id=row["id"],
        number=row["number"],
        question=row["question"],
        answer=row["answer"],
        kind=Kind(row["kind"]),
        digest=row["digest"],
        references=tuple(_reference(r) for r in json.loads(row["refs"])),
    )


def _reference(values: dict[str, object]) -> Reference:
    numbers, qas = values["numbers"], values["qas"]
    assert isinstance(numbers, list) and isinstance(qas, list)
    return Reference(str(values["text"]), tuple(numbers), tuple(qas))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)

"""Nouns to rows and back."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable
from dataclasses import astuple
from datetime import date
from typing import Any

from kb.dossier import dossier
from kb.model import (
    QA,
    Abbreviation,
    Box,
    Kind,
    Letter,
    Line,
    Metadata,
    Note,
    Piece,
    Reference,
    Remark,
    Role,
    Word,
)
from kb.notes import Code, Value
from kb.store import Summary

Row = dict[str, object]

NEWER = ("italic", "colour", "row")
"""What earlier versions did not keep of a line. A digest is over it only where there is something, so that
those of letters from before still hold: redacted letters are never read again."""


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
        "notes": _json([_note_row(note) for note in letter.notes]),
        "abbreviations": _json([astuple(each) for each in letter.abbreviations]),
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
        "words": _json([astuple(word) for word in line.words]) if line.words else None,
        "printed": line.printed,
        "italic": line.italic,
        "colour": line.colour,
        "row": line.row,
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
        "refs": references_json(qa.references),
    }


def references_json(references: Iterable[Reference]) -> str:
    """References as they are kept."""
    return _json([_reference_row(reference) for reference in references])


def _reference_row(reference: Reference) -> Row:
    reason = reference.reason and _remark_row(reference.reason)
    return {"text": reference.text, "numbers": reference.numbers, "qas": reference.qas, "reason": reason}


def _note_row(note: Note) -> Row:
    told = _remark_row(note)
    row = {**(told if isinstance(told, dict) else {"text": told}), "page": note.page, "line": note.line}
    # only where there is one, so that the digests of letters from earlier versions hold
    return row if note.qa is None else {**row, "qa": note.qa}


def _remark_row(remark: Remark) -> Row | Value:
    """A code with its values; a text of an earlier version as that kept it, so that digests hold."""
    if remark.code is Code.TEXT:
        return remark.values[0]
    return {"code": remark.code.value, "values": list(remark.values)}


def references(text: str) -> tuple[Reference, ...]:
    """References as they were kept."""
    return tuple(
        Reference(r["text"], tuple(r["numbers"]), tuple(r["qas"]), _reason(r.get("reason")))
        for r in json.loads(text)
    )


def _reason(kept: Any) -> Remark | None:
    return None if kept is None else Remark(*_remark(kept))


def _note(kept: Any) -> Note:
    return Note(*_remark(kept.get("text", kept)), kept["page"], kept["line"], kept.get("qa"))


def _remark(kept: Any) -> tuple[Code, tuple[Value, ...]]:
    """A code and its values, as they are kept, or as an earlier version kept a text."""
    if isinstance(kept, str):
        return Code.TEXT, (kept,)
    values = (tuple(value) if isinstance(value, list) else value for value in kept["values"])
    return Code(kept["code"]), tuple(values)


def digest(letter: Letter) -> str:
    """SHA-256 over all that is kept of a letter."""
    parts = (
        [letter_row(letter, "")],
        [_told(line_row(letter.id, seq, line)) for seq, line in enumerate(letter.lines)],
        [piece_row(letter.id, seq, piece) for seq, piece in enumerate(letter.pieces)],
        [qa_row(letter.id, seq, qa) for seq, qa in enumerate(letter.qas)],
    )
    return hashlib.sha256(_json(parts).encode()).hexdigest()


def _told(row: Row) -> Row:
    return {name: value for name, value in row.items() if name not in NEWER or value not in (None, False)}


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
        notes=tuple(map(_note, json.loads(row["notes"]))),
        abbreviations=_abbreviations(row["abbreviations"]),
        reading=row["reading"],
    )


def to_summary(row: sqlite3.Row) -> Summary:
    """A summary from a letter's row, which also has the file's `name` and how many `qas` are `answered`."""
    return Summary(row["id"], row["name"], _metadata(row), row["qas"], row["answered"], dossier(row["path"]))


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
    return Line(
        row["text"],
        row["page"],
        row["number"],
        bool(row["opens"]),
        bool(row["bold"]),
        row["size"],
        _box(row["box"]) if row["box"] else None,
        tuple(_word(*values) for values in json.loads(row["words"])) if row["words"] else (),
        row["printed"],
        bool(row["italic"]),
        row["colour"],
        row["row"],
    )


def _box(text: str) -> Box:
    """A box as it was kept, `[1, 2.5, 3, 4]`; a letter has hundreds, and JSON is slower to read."""
    return Box(*(float(each) if "." in each or "e" in each else int(each) for each in text[1:-1].split(",")))


def _word(start: int, end: int, box: list[float], confidence: float) -> Word:
    return Word(start, end, Box(*box), confidence)


def _qa(row: sqlite3.Row) -> QA:
    return QA(
        id=row["id"],
        number=row["number"],
        question=row["question"],
        answer=row["answer"],
        kind=Kind(row["kind"]),
        digest=row["digest"],
        references=references(row["refs"]),
    )


def short_forms(text: str) -> list[tuple[str, str]]:
    """(short form, full form) of the abbreviations of a row."""
    return [(each.short, each.full) for each in _abbreviations(text)]


def _abbreviations(text: str) -> tuple[Abbreviation, ...]:
    return tuple(Abbreviation(*each) for each in json.loads(text))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)

"""Letters of one question, made by hand: for tests of what keeps them."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

from kb.model import QA, Box, Kind, Letter, Line, Metadata, Note, Piece, Reference, Remark, Role
from kb.notes import Code
from kb.passages import Entry
from kb.store import Source
from kb.text import READING, digest


def source(content: bytes = b"1. Hvor?\n\nHer.", path: str = "/breve/vej.txt") -> Source:
    return Source(path, Path(path).name, "text/plain", content, hashlib.sha256(content).hexdigest())


def letter(id: str = "vej", answer: str = "Her.", day: date | None = date(2022, 2, 2)) -> Letter:
    refers = Reference("jf.", ("2",), (), Remark(Code.LACKING, (("2",),)))
    qa = QA(f"{id}.1", "1", "Hvor?", answer, Kind.ANSWERED, digest("Hvor?", answer), (refers,))
    return Letter(
        id=id,
        file=f"{id}.txt",
        metadata=Metadata(title="Svar om veje", date=day, parties=("Venstre",), signers=("Eva Holm",)),
        pages=1,
        lines=(
            Line("1. Hvor?", 1, 1, bold=True, size=11.0, box=Box(1, 2, 3, 4)),
            Line(answer, 1, 3, italic=True, colour="c00000", row=1),
        ),
        pieces=(
            Piece(Role.METADATA, 0, 0, 3, f"{id}.1"),
            Piece(Role.QUESTION, 0, 3, 8, f"{id}.1"),
            Piece(Role.ANSWER, 1, 0, len(answer), f"{id}.1"),
        ),
        qas=(qa,),
        notes=(
            Note(Code.NUMBERS_SKIPPED, (1, 3), 1, 2),
            Note(Code.NOT_FOUND, (("case",),)),
            Note(Code.QUESTION_IN_ANSWER, ("1",), 1, 3, f"{id}.1"),
        ),
        reading=READING,
    )


def entry(letter: str = "vej", window: int = 1, terms: tuple[str, ...] = ("w_vej",)) -> Entry:
    """A passage of its question; the first one carries the terms."""
    qa = f"{letter}.1"
    vector = bytes(4 * (window - 1)) + b"\0\0\x80\x3f" + bytes(4 * (3 - window))
    own = terms if window == 1 else ()
    return Entry(f"{qa}/{window}", letter, qa, "d", own, vector, (f"letter_{letter}",), b"t" * window)

"""Proves that a shown text is what the source says; checked each time it is shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kb.model import QA, Letter, Line, Piece, Role
from kb.text import READING, digest, join


def texts(lines: Sequence[Line], pieces: Sequence[Piece], qa: str) -> tuple[str, str]:
    """The question and the answer of a QA, made from its lines."""
    question, answer = (
        join(lines, [p for p in pieces if p.qa == qa and p.role is role])
        for role in (Role.QUESTION, Role.ANSWER)
    )
    return question, answer


def faults(letter: Letter, only: str | None = None) -> list[str]:
    """One line for each QA – or for `only` one – whose stored text, lines and digest do not agree."""
    own = by_qa(letter.pieces)  # once: a long letter has thousands of QAs
    return [
        f"{letter.file}: question {qa.number} ({qa.id}) no longer equals the lines it was read from"
        for qa in letter.qas
        if only in (None, qa.id) and not _intact(letter, qa, own.get(qa.id, ()))
    ]


def by_qa(pieces: Iterable[Piece]) -> dict[str | None, list[Piece]]:
    """The pieces of each QA, in order; those of none under None."""
    found: dict[str | None, list[Piece]] = {}
    for piece in pieces:
        found.setdefault(piece.qa, []).append(piece)
    return found


def outdated(letter: Letter) -> bool:
    """Was the letter read by an earlier version of reading, which made a different text?"""
    return letter.reading != READING


def _intact(letter: Letter, qa: QA, pieces: Sequence[Piece]) -> bool:
    shown = (qa.question, qa.answer)
    if digest(*shown) != qa.digest:
        return False
    return outdated(letter) or texts(letter.lines, pieces, qa.id) == shown


def uncovered(letter: Letter) -> list[str]:
    """One line for each stretch of source text that has no role, or more than one."""
    spans: dict[int, list[tuple[int, int]]] = {}
    for piece in letter.pieces:
        spans.setdefault(piece.line, []).append((piece.start, piece.end))
    return [
        f"{letter.file}: page {line.page}, line {line.number}, characters {start}–{end}"
        for index, line in enumerate(letter.lines)
        for start, end in _seams(sorted(spans.get(index, [])), len(line.text))
    ]


def _seams(spans: list[tuple[int, int]], length: int) -> list[tuple[int, int]]:
    """The gaps and overlaps of spans that should cover [0, length) exactly."""
    ends = [0, *(end for _, end in spans)]
    starts = [*(start for start, _ in spans), length]
    return [(end, start) for end, start in zip(ends, starts, strict=True) if end != start]

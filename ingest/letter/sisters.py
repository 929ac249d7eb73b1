"""What sets a letter's questions and answers apart from one another: a sign that one was split wrongly."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from statistics import median

from ingest.letter.markers import TOGETHER, is_asking
from ingest.letter.numbers import expand
from kb.model import QA, Line, Piece, Role
from kb.notes import Code
from kb.text import ENDS

FEWEST = 2
"""Questions that may agree in something."""

SHORT_QUESTION = 60
MUCH_LONGER, LONG = 8, 2500
"""An answer is much longer if it has so many times the characters of the median, and at least LONG."""

LONGEST_LABEL = 60
FEWEST_WORDS = 3
"""Words of a line inside an answer that is set as the questions are."""

MARK = re.compile(r"\s*([-–—•▪●◦*·])\s")
SAID = re.compile(r"\s*([^:.?!\n\d]{2,40}:|[^.?!:\n\d]{2,60}(?=\n))")
"""What may be a label at the start of an answer: words before a colon, or a line without an end."""

Look = tuple[bool, bool, str | None, str]
"""Bold, italic, colour, and the mark of a list."""


def compare(
    lines: Sequence[Line], own: Mapping[str | None, Sequence[Piece]], qas: Sequence[QA]
) -> Iterator[tuple[Code, QA]]:
    """What is odd about a QA beside the others. `own`: the pieces of each QA."""
    sizes = [len(qa.answer) for qa in qas if qa.answer]
    asking = 2 * sum(is_asking(qa.question) for qa in qas) > len(qas)
    labels = Counter(label for qa in qas if (label := _label(qa.answer)))
    look = common_look(lines, own, qas)
    running = [qa for qa in qas if _runs_on(lines, own.get(qa.id, ()))]
    for qa in qas:
        pieces = own.get(qa.id, ())
        if asking and len(qas) >= FEWEST and _is_heading(qa.question):
            yield Code.QUESTION_IS_HEADING, qa
        elif qa.question and not is_asking(qa.question) and not _labels(pieces):
            yield Code.QUESTION_WITHOUT_MARK, qa
        if labels[_label(qa.answer)] >= FEWEST:
            yield Code.ANSWER_STARTS_WITH_LABEL, qa
        if len(sizes) > FEWEST and len(qa.answer) > max(LONG, MUCH_LONGER * median(sizes)):
            yield Code.ANSWER_MUCH_LONGER, qa
        if look and _holds(lines, pieces, look):
            yield Code.QUESTION_IN_ANSWER, qa
        if qa in running and 2 * len(running) <= len(qas):
            yield Code.QUESTION_UNCERTAIN, qa
        if _shares(lines, pieces, qa):
            yield Code.ANSWERED_TOGETHER, qa


def _is_heading(question: str) -> bool:
    return bool(question) and not (
        is_asking(question) or len(question) > SHORT_QUESTION or ENDS.search(question)
    )


def _labels(pieces: Sequence[Piece]) -> list[Piece]:
    return [piece for piece in pieces if piece.role == Role.METADATA]


def _label(answer: str) -> str:
    """The words at the start of an answer that may be its label; empty without any."""
    match = SAID.match(answer)
    return match[1] if match and len(match[1]) <= LONGEST_LABEL else ""


def _look(lines: Sequence[Line], pieces: Sequence[Piece]) -> Look | None:
    """How the first line of a question is set."""
    first = next((piece for piece in pieces if piece.role == Role.QUESTION), None)
    return _set(lines[first.line]) if first else None


def _set(line: Line) -> Look:
    mark = MARK.match(line.text)
    return line.bold, line.italic, line.colour, mark[1] if mark else ""


def common_look(
    lines: Sequence[Line], own: Mapping[str | None, Sequence[Piece]], qas: Sequence[QA]
) -> Look | None:
    """How all questions are set, if not as plain text."""
    looks = [_look(lines, own.get(qa.id, ())) for qa in qas]
    first = looks[0] if looks else None
    same = len(looks) >= FEWEST and first is not None and all(look == first for look in looks)
    return first if same and first and any(first) else None


def _holds(lines: Sequence[Line], pieces: Sequence[Piece], look: Look) -> bool:
    """Does one line of an answer, and no more, look as the questions do, and say as much as one?"""
    answer = sorted({piece.line for piece in pieces if piece.role == Role.ANSWER})
    alike = [at for at in answer if lines[at].opens and lines[at].row is None and _set(lines[at]) == look]
    plain = [at for at in answer if _set(lines[at]) != look]
    return len(alike) == 1 and bool(plain) and len(lines[alike[0]].text.split()) >= FEWEST_WORDS


def above(lines: Sequence[Line], places: Sequence[int], look: Look | None) -> int | None:
    """The first of some lines that is a sentence and is set as all questions are."""
    return next(
        (
            at
            for at in places
            if look
            and lines[at].opens
            and _set(lines[at]) == look
            and ENDS.search(lines[at].text)
            and len(lines[at].text.split()) > FEWEST_WORDS
        ),
        None,
    )


def _runs_on(lines: Sequence[Line], pieces: Sequence[Piece]) -> bool:
    """Does the answer begin on the question's last line, with no label between?"""
    asked = [piece for piece in pieces if piece.role == Role.QUESTION]
    answer = [piece for piece in pieces if piece.role == Role.ANSWER]
    if not asked or not answer:
        return False
    last, first = max(asked, key=lambda p: (p.line, p.start)), min(answer, key=lambda p: (p.line, p.start))
    between = (p for p in _labels(pieces) if p.line == last.line and p.start >= last.end)
    return last.line == first.line and not any(between) and lines[last.line].row is None


def _shares(lines: Sequence[Line], pieces: Sequence[Piece], qa: QA) -> bool:
    """Have several questions one answer whose label neither counts them nor says that it is to them all?"""
    if len(expand(qa.number)) < FEWEST:
        return False
    asked = max(
        ((piece.line, piece.start) for piece in pieces if piece.role == Role.QUESTION), default=(0, 0)
    )
    behind = (piece for piece in _labels(pieces) if (piece.line, piece.start) > asked)
    said = " ".join(lines[piece.line].text[piece.start : piece.end] for piece in behind)
    return not re.search(r"\d", said) and not TOGETHER.match(said)

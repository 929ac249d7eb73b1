"""Where a QA stands in its letter."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from kb.model import Citation, Letter, Piece, Role
from kb.verbatim import by_qa

CITED = frozenset({Role.QUESTION, Role.ANSWER})

_last: tuple[Sequence[Piece], dict[str | None, list[Piece]]] = ((), {})
"""The pieces of the letter asked about last, by QA: a page asks about each QA of a letter in turn."""


def cite(letter: Letter, qa: str) -> Citation:
    """Pages and first/last lines of a QA's question and answer, page by page."""
    lines = [letter.lines[p.line] for p in pieces(letter, qa) if p.role in CITED]
    by_page = [
        (page, [line.number for line in group]) for page, group in groupby(lines, key=lambda line: line.page)
    ]
    pages = tuple(dict.fromkeys(page for page, _ in by_page if page is not None))
    return Citation(pages, tuple((page, min(numbers), max(numbers)) for page, numbers in by_page))


def pieces(letter: Letter, qa: str) -> Sequence[Piece]:
    """The pieces of a QA, in order. Sorted out once for a letter: a long one has thousands of QAs."""
    global _last
    sorted_out = _last  # read once: other threads may replace it
    if sorted_out[0] is not letter.pieces:
        _last = sorted_out = letter.pieces, by_qa(letter.pieces)
    return sorted_out[1].get(qa, ())

"""Where a QA stands in its letter."""

from __future__ import annotations

from itertools import groupby

from kb.model import Citation, Letter, Role

CITED = frozenset({Role.QUESTION, Role.ANSWER})


def cite(letter: Letter, qa: str) -> Citation:
    """Pages and first/last lines of a QA's question and answer, page by page."""
    lines = [letter.lines[p.line] for p in letter.pieces if p.qa == qa and p.role in CITED]
    by_page = [
        (page, [line.number for line in group]) for page, group in groupby(lines, key=lambda line: line.page)
    ]
    pages = tuple(dict.fromkeys(page for page, _ in by_page if page is not None))
    return Citation(pages, tuple((page, min(numbers), max(numbers)) for page, numbers in by_page))

"""Coverage: counts the characters of a letter by page and by role."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from kb.model import Letter, Role


@dataclass(frozen=True, slots=True)
class PageCoverage:
    """Characters of a page: `total` of all its lines, and `roles` of the pieces with each role."""

    page: int | None
    total: int
    roles: dict[Role, int]


def by_page(letter: Letter) -> list[PageCoverage]:
    """The coverage of each page, in order; a format without pages has one page, None."""
    totals: Counter[int | None] = Counter()
    roles: dict[int | None, Counter[Role]] = {}
    for line in letter.lines:
        totals[line.page] += len(line.text)
    for piece in letter.pieces:
        page = letter.lines[piece.line].page
        roles.setdefault(page, Counter())[piece.role] += piece.end - piece.start
    return [
        PageCoverage(page, totals[page], {role: roles.get(page, Counter())[role] for role in Role})
        for page in sorted(totals, key=lambda page: page or 0)
    ]

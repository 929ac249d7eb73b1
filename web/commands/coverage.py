"""Coverage: which role every character of a letter got."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from kb.model import Letter, Role


@dataclass(frozen=True, slots=True)
class PageCoverage:
    """The characters of one page by role. `total` counts its lines, `roles` the pieces of them."""

    page: int | None
    total: int
    roles: dict[Role, int]


def by_page(letter: Letter) -> list[PageCoverage]:
    """Each page of a letter, in order; formats without pages are one."""
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

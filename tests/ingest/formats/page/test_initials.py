"""Initials beside their text."""

from __future__ import annotations

from ingest.formats.page.drawn import Fragment
from ingest.formats.page.initials import MOST, joined

TEXT = [Fragment("vor", 92.0, 110.0, 712.0, 10.0), Fragment("mange", 92.0, 120.0, 700.0, 10.0)]


def test_a_large_capital_belongs_to_the_line_beside_it() -> None:
    first = joined([Fragment("H", 72.0, 90.0, 698.0, 30.0), *TEXT])[0]
    assert (first.y, first.size) == (712.0, 10.0)


def test_letters_that_are_drawn_one_by_one_are_no_initials() -> None:
    letters = [Fragment("H", 72.0, 90.0, 698.0 - n, 30.0) for n in range(MOST + 1)]
    assert joined([*letters, *TEXT]) == [*letters, *TEXT]

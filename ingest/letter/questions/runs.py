"""Chooses a letter's questions among numbered marks (a weighted longest increasing subsequence)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.letter.numbers import Order, expand, order

ASKING = 4
"""Score of a mark whose text asks something."""

ANSWERED = 3
"""Score of a mark whose text does not ask, but has an answer label after it."""

NEXT = 2
"""Score of a number that is one more than the number before it."""

FALLING = 3
"""A list of a year's questions starts with the newest. A descending run of fewer numbers may be chance."""

End = tuple[int, int | None]
"""Score of a run, and the index of its last mark in the list of marks."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A place where a question or answer may start: position in the body, number, where its text begins.

    The text begins `skip` lines below, at character `text_from`. `worth` is above 0 if the mark alone shows a
    question, whatever surrounds it. `apart`: text lies between it and the mark before, or their
    looks differ.
    """

    at: int
    number: str
    text_from: int
    worth: int = 0
    skip: int = 0
    apart: bool = False

    @property
    def text_at(self) -> int:
        return self.at + self.skip

    @property
    def numbers(self) -> tuple[str, ...]:
        return expand(self.number)

    @property
    def order(self) -> Order:
        return order(self.numbers[0])

    @property
    def last(self) -> Order:
        return order(self.numbers[-1])

    def follows(self, other: Mark) -> bool:
        """Is its number the next after the other's, such as 3 after 2, or 2b after 2a?"""
        return self.order > other.last and self.order[0] - other.last[0] <= 1


def run(marks: Sequence[Mark], weight: int) -> list[Mark]:
    """The questions: the best run of sure marks, and unsure marks that fill gaps in its numbers."""
    asking = [mark for mark in marks if mark.worth]
    sure = _best(asking, weight)
    falling = _best(asking[::-1], weight)
    if len(falling) >= FALLING and _score(falling, weight) > _score(sure, weight):
        return falling[::-1]
    return _filled(marks, sure, weight) if sure else []


def score(marks: Sequence[Mark], weight: int) -> int:
    """The score of a run, up or down: NEXT for each step of one, plus weight and worth of each mark."""
    return max(_score(marks, weight), _score(marks[::-1], weight))


def _score(marks: Sequence[Mark], weight: int) -> int:
    steps = sum(NEXT for before, mark in pairwise(marks) if mark.follows(before))
    return steps + sum(weight + mark.worth for mark in marks)


def _best(marks: Sequence[Mark], weight: int) -> list[Mark]:
    """The best-scoring run of ascending numbers (weighted longest increasing subsequence)."""
    links: list[int | None] = []
    ends = _RunEnds()
    for place, mark in enumerate(marks):
        before, link = ends.before(mark)
        links.append(link)
        ends.add(mark, (before + weight + mark.worth, place))
    found, end = [], ends.best()
    while end is not None:
        found.append(marks[end])
        end = links[end]
    return found[::-1]


class _RunEnds:
    """The best runs so far, by their last number. `_orders` and `_ends` are parallel and ascending: a run is
    kept only if no run with a lower last number scores as much (a Pareto front)."""

    def __init__(self) -> None:
        self._orders: list[Order] = []
        self._ends: list[End] = []
        self._by_number: dict[int, dict[str, End]] = {}

    def before(self, mark: Mark) -> End:
        """The best run that a mark can continue; its score includes NEXT if the mark's number is the next."""
        place = bisect_left(self._orders, mark.order)
        best = self._ends[place - 1] if place else (0, None)
        number, letter = mark.order
        near = list(self._by_number.get(number - 1, {}).values())
        near += [end for other, end in self._by_number.get(number, {}).items() if other < letter]
        return max([(gained + NEXT, at) for gained, at in near] + [best], key=lambda end: end[0])

    def add(self, mark: Mark, end: End) -> None:
        """Adds a run that ends with this mark."""
        number, letter = mark.last
        known = self._by_number.setdefault(number, {})
        known[letter] = max(end, known.get(letter, end), key=lambda end: end[0])
        after = bisect_right(self._orders, mark.last)
        if after and self._ends[after - 1][0] >= end[0]:
            return
        first = last = bisect_left(self._orders, mark.last)
        while last < len(self._ends) and self._ends[last][0] <= end[0]:
            last += 1
        self._orders[first:last], self._ends[first:last] = [mark.last], [end]

    def best(self) -> int | None:
        """The index of the last mark of the best run; None if there are no runs."""
        return self._ends[-1][1] if self._ends else None


def _filled(marks: Sequence[Mark], sure: Sequence[Mark], weight: int) -> list[Mark]:
    """A run of sure marks, completed with unsure marks that fill gaps before, between and after them."""
    found: list[Mark] = []
    rest = iter(marks)
    for before, after in pairwise([None, *sure, None]):
        between = []
        for mark in rest:
            if mark is after:
                break
            between.append(mark)
        found += _best(_wanted(between, before, after), weight)
        found += [after] if after else []
    return found


def _wanted(between: Sequence[Mark], before: Mark | None, after: Mark | None) -> list[Mark]:
    """Marks between two questions that do not ask, but whose numbers fit; not a list that restarts at 1.

    Exception: a list that runs on into the missing numbers, up to the next question, contains the missing
    questions: after `2. Hvor?`, a list 1 to 2, then `3. Antal busser`, before `4. Hvornår?`.
    """
    low = before.last if before else (-1, "")
    pieces = _pieces([mark for mark in between if not mark.worth])
    wanted = [mark for piece in pieces if piece[0].order > low for mark in piece]
    if not wanted and after:
        wanted = [mark for piece in pieces if after.follows(piece[-1]) for mark in piece]
    return [mark for mark in wanted if low < mark.order and (after is None or mark.order < after.order)]


def _pieces(marks: Sequence[Mark]) -> list[list[Mark]]:
    """Marks in groups of consecutive numbers, such as the items of one list.

    A mark that stands apart starts a new group if the items of the group before it do not stand apart.
    """
    pieces: list[list[Mark]] = []
    for mark in marks:
        if pieces and mark.follows(pieces[-1][-1]) and not (mark.apart and _is_close(pieces[-1])):
            pieces[-1].append(mark)
        else:
            pieces.append([mark])
    return pieces


def _is_close(piece: Sequence[Mark]) -> bool:
    return len(piece) > 1 and not any(mark.apart for mark in piece[1:])

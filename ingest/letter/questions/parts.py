"""The evidence for how a question is answered, and for where an answer ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ingest.letter.markers import AFTERWORD, is_asking
from ingest.letter.questions.asked import Asked, Key, Place
from ingest.letter.questions.blocks import Block
from ingest.letter.questions.closing import NUMBERED, TOLD
from ingest.letter.questions.copies import starts_with_copy
from ingest.letter.questions.evidence import worth
from ingest.letter.questions.labels import Opener
from ingest.letter.questions.openers import content
from ingest.letter.questions.scene import Names
from kb.text import ENDS

SURE = 99.0
"""The margin of what could end in one way only."""

MOST_EDGES = 14
"""Blocks of a question without a label on its answer."""

MOST_HEADINGS = 3
"""Headings between an answer and the next question."""

FARTHEST_LABEL = 8
"""Blocks from an answer's first label to its second."""


class End(NamedTuple):
    """How the text of an opener may end before a later one: at block `at`, with evidence for it.

    `question`: (first block, its first character, end block), where the text is a question's. `left` and
    `between`: the blocks [first, end) that an answer holds, and those in neither question nor answer.
    `margin`: by how much it is worth more than the next best end.
    """

    at: int
    score: float
    names: Names
    question: Place | None = None
    left: tuple[int, int] = (0, 0)
    between: tuple[int, int] = (0, 0)
    margin: float = SURE


class Parts(Asked):
    """The evidence for each way in which what an opener opens may end."""

    def __init__(self, blocks: Sequence[Block], openers: Sequence[Opener]) -> None:
        super().__init__(blocks, openers)
        self._edges: dict[Key, list[tuple[float, Names, Place, int]]] = {}
        self._waits: dict[Key, list[int]] = {}
        self._own: dict[tuple[int, int, tuple[int, int] | None, int, bool], tuple[End, ...]] = {}
        self._ends: dict[tuple[int, bool], tuple[tuple[int, Names], ...]] = {}

    def own_answer(self, opener: Opener, to: int, final: bool = False) -> tuple[End, ...]:
        """A question that is answered by the text behind it, without a label."""
        key = opener.at, opener.end, opener.again, to, final
        if key not in self._own:
            self._own[key] = self._own_answer(opener, to, final)
        return self._own[key]

    def _own_answer(self, opener: Opener, to: int, final: bool) -> tuple[End, ...]:
        edges = self._edged(opener)
        best: tuple[float, int, int, Names] | None = None
        totals: list[float] = []
        for end, tail in self.answer_tails(to, final):
            behind = worth(tail) + self._cost[end]
            for place in _reaching(edges, end - 1):
                holds = self._holds(edges[place][2][2], 0, end)
                total = edges[place][0] + behind + worth(holds)
                totals.append(total)
                if best is None or total > best[0]:
                    best = total, end, place, (*tail, *holds)
        if best is None:
            return ()
        total, end, place, names = best
        _, said, where, _ = edges[place]
        return (End(end, total, (*said, *names), where, (where[2], end), margin=_margin(totals)),)

    def _edged(self, opener: Opener) -> list[tuple[float, Names, Place, int]]:
        """The ends of a question before an answer without a label: what each is worth, its evidence, where it
        is, and which of the ends before it is worth most."""
        key = opener.at, opener.end, opener.again
        if key not in self._edges:
            found: list[tuple[float, Names, Place, int]] = []
            for _, said, place in self._places(opener)[:MOST_EDGES]:
                if place[2] >= len(self.blocks) or AFTERWORD.match(self.blocks[place[2]].text):
                    break
                names = (*said, *self._edge(place), "answered")
                before = found[-1][3] if found else 0
                most = len(found) - 1 if found and found[-1][0] > found[before][0] else before
                found.append((worth(names) - self._cost[place[2]], names, place, most))
            self._edges[key] = found
        return self._edges[key]

    def _holds(self, first: int, start: int, end: int) -> Names:
        """What speaks for blocks [first, end), from character `start`, as an answer."""
        block = self.blocks[first]
        return ("answer:bold",) if end == first + 1 and block.style[0] and block.row is None else ()

    def evidence(self, end: End) -> Names:
        """All that speaks for an end and against what it leaves."""
        held = (*self._left[end.left[0] : end.left[1]], *self._between[end.between[0] : end.between[1]])
        return (*end.names, *(name for names in held for name in names))

    def labelled(self, opener: Opener, to: int) -> tuple[End, ...]:
        """A question up to the label of its answer."""
        for score, said, place in self._places(opener):
            if place[2] == to:
                return (End(to, score, said, place),)
        if self._start(opener)[0] >= to:
            empty = ("question:empty",)
            return (End(to, worth(empty), empty, (to, 0, to)),)
        return ()

    def waits(self, opener: Opener, to: int) -> tuple[End, ...]:
        """A question whose answer does not stand before what opens next."""
        places = self._places(opener)
        key = opener.at, opener.end, opener.again
        if key not in self._waits:
            most: list[int] = []
            for at, (score, _, place) in enumerate(places):
                value = score - self._between_cost[place[2]]
                best = most[-1] if most else at
                most.append(at if value > places[best][0] - self._between_cost[places[best][2][2]] else best)
            self._waits[key] = most
        if not places or places[0][2][2] > to:
            return ()
        at = self._waits[key][min(to - places[0][2][2], len(places) - 1)]
        score, said, place = places[at]
        total = score + self._between_cost[to] - self._between_cost[place[2]]
        return (End(place[2], total, said, place, between=(place[2], to)),)

    def answer_tails(self, to: int, final: bool = False) -> tuple[tuple[int, Names], ...]:
        """Where an answer may end before what opens at `to`: there, or before headings of what comes next."""
        if (to, final) in self._ends:
            return self._ends[to, final]
        found: list[tuple[int, Names]] = []
        names: Names = ()
        at = to
        while True:
            last = self.blocks[at - 1] if at else None
            told = last is not None and TOLD.match(last.text) is not None
            heads = last is not None and not last.greets
            label = at - 1 in self._labels and not self._series[at - 1]
            heads = heads and (told or (not final and not label and self._heads(at - 1, to)))
            ends = final and not heads and last is not None and self._is_section(at - 1)
            found.append(
                (at, (*names, "heading:kept") if heads else (*names, "heading:last") if ends else names)
            )
            if not heads or to - at >= MOST_HEADINGS:
                break
            assert last
            at -= 1
            names += ("heading",)
            if told:
                names += ("heading:told",)
            elif self._series[at]:
                names += ("heading:series",)
            elif self._stands_out(last):
                names += ("heading:bold",)
        self._ends[to, final] = tuple(found)
        return self._ends[to, final]

    def _heads(self, at: int, to: int) -> bool:
        """Is the block a heading of what opens at `to`: by its looks, or as `2. Gas` over `2.1`?"""
        block = self.blocks[at]
        number = NUMBERED.match(block.text)
        over = number is not None and any(
            each.startswith(f"{number[1]}.") for numbers in self._numbers_at[to] for each in numbers
        )
        return block.is_heading or self._series[at] or (over and not ENDS.search(block.text))

    def answer_start(self, opener: Opener, apart: bool) -> tuple[int, int]:
        """Where the text of an answer starts: (block, character). One that stands apart may repeat its
        question, and then has a second label."""
        if apart:
            for at in range(opener.at + 1, min(opener.at + FARTHEST_LABEL, len(self.blocks))):
                if at in self._answers and self._repeats(opener, at):
                    return at, self._ends_of_label[at]
                if at in self._labels or at in self._named or self.blocks[at].greets:
                    break
        return opener.at, opener.end

    def _repeats(self, opener: Opener, to: int) -> bool:
        """Does a question, or what looks like one, stand between an answer's first label and its second?"""
        own = self.blocks[opener.at].text[opener.end :].strip()
        return (not own and to == opener.at + 1) or any(
            block.ends_asking or is_asking(block.text) for block in self.blocks[opener.at : to]
        )

    def answer_ends(self, opener: Opener, apart: bool, to: int, final: bool = False) -> Iterator[End]:
        """The text of an answer with a label, up to what opens next."""
        best: tuple[float, int, Names] | None = None
        totals: list[float] = []
        first, start = self.answer_start(opener, apart)
        for end, names in self.answer_tails(to, final):
            if end <= first:
                continue
            empty = end == first + 1 and start >= len(self.blocks[first].text)
            names += ("answer:empty",) if empty else self._holds(first, start, end)
            total = worth(names) + self._cost[end] - self._cost[first + 1]
            totals.append(total)
            if best is None or total > best[0]:
                best = total, end, names
        if best:
            total, end, names = best
            yield End(end, total, names, left=(first + 1, end), margin=_margin(totals))

    def answer_label(self, opener: Opener) -> Names:
        """What speaks for an answer's label without a number."""
        kind = {"prefix": "answer:prefix", "unmarked": "answer:unmarked"}.get(opener.form, "answer:label")
        return "answered", kind

    def is_repeated(self, opener: Opener) -> bool:
        """Is the question asked again further down?"""
        return self._start(opener)[0] in self._repeated

    def lists(self, label: Opener, first: Opener | None) -> bool:
        """Do numbers that start as those of the questions stand right behind an answer's label?"""
        if first is None or not first.numbers:
            return False
        start, _ = content(self.blocks, label)
        return start in self._labels or (start, first.numbers) in self._numbered

    def apart(self, opener: Opener, answered: Iterable[Opener]) -> Names:
        """What speaks for an answer that names its questions, which stand before all answers."""
        names: Names = ("answered", "answer:apart")
        names += ("answer:named",) if opener.sure else ("answer:number",)
        block = self.blocks[opener.at]
        if any(
            self.is_repeated(asked) and starts_with_copy(self.blocks, opener, asked) for asked in answered
        ):
            return (*names, "answer:copy")
        if not opener.sure and (
            block.ends_asking or (opener.at + 1 < len(self.blocks) and self.blocks[opener.at + 1].inner)
        ):
            names += ("answer:asks",)
        return names if block.opens else (*names, "closed")


def _margin(totals: Sequence[float]) -> float:
    """By how much the best is better than the next."""
    best, *others = sorted(totals, reverse=True)
    return best - others[0] if others else SURE


def _reaching(edges: Sequence[tuple[float, Names, Place, int]], last: int) -> list[int]:
    """The question's ends to be tried where the answer's last block is `last`: the last end, as its answer is
    one block, and the best of those before."""
    if not edges or edges[0][2][2] > last:
        return []
    place = min(last - edges[0][2][2], len(edges) - 1)
    best = edges[place][3]
    if place < last - edges[0][2][2] and edges[place][0] > edges[best][0]:
        best = place
    return [place] if best == place else [best, place]

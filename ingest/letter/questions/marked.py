"""The evidence for where questions start: their marks and numbers, and what stands around them all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.letter.numbers import bare
from ingest.letter.questions.blocks import Block
from ingest.letter.questions.closing import NUMBERED, closes
from ingest.letter.questions.forms import PARENTS
from ingest.letter.questions.labels import Opener
from ingest.letter.questions.scene import FOLLOWS_UP, Names, Scene

INDENT = 5.0
"""Points between the left edges of two lists."""

MOST_COUNTED = 4
"""Evidence of what stands before or behind all questions counts at most this many times."""

MOST_CLOSING = 6
"""Blocks that may close a letter."""

MOST_ENDS = 8
"""Greetings, and headings, at which the questions may end: the last of them."""

WITH_PARTS = PARENTS | {"cell"}

LOWEST = re.compile(r"(?:^a|0001)$")
"""The last part of a number's key that is a first one: `1a`, `3.1`."""


class Marked(Scene):
    """The evidence for each place at which a question may start, and at which all may end."""

    def __init__(self, blocks: Sequence[Block], openers: Sequence[Opener]) -> None:
        super().__init__(blocks, openers)
        # By identity: hashing an opener takes longer than what is kept.
        self._marks: dict[int, Names] = {}
        self._steps: dict[tuple[int, int, int], tuple[Names, int]] = {}

    def marked(self, opener: Opener) -> Names:
        """How the opener is marked."""
        if id(opener) not in self._marks:
            self._marks[id(opener)] = self._marked(opener)
        return self._marks[id(opener)]

    def _marked(self, opener: Opener) -> Names:
        block = self.blocks[opener.at]
        names: Names = (f"form:{opener.form}",)
        above = self.blocks[opener.at - 1] if opener.at else block
        if (
            opener.at
            and any(block.style)
            and above.style == block.style
            and above.row is None
            and not above.is_heading
        ):
            names += ("style:above",)
        if opener.numbers and block.row is None and opener.end >= len(block.text):
            names += ("label:alone",)
        if opener.again:
            asks = any(each.ends_asking for each in self.blocks[opener.at : opener.again[0]])
            names += ("lead:asks" if asks else "lead:label" if opener.sure else "lead",)
        if block.role == "question":
            names += ("role:question",)
        if opener.numbers and self._answers_named.issuperset(map(bare, opener.numbers)):
            names += ("number:named",)
        elif opener.numbers and self._last_of[opener.form, opener.numbers] > opener.at:
            names += ("number:twice",)
        return names if block.opens else (*names, "closed")

    def numbered(self, before: Opener | None, opener: Opener, way: int = 0) -> tuple[Names, int]:
        """How number and looks go on from the question before, and whether numbers rise (1) or fall (-1)."""
        key = id(before), id(opener), way
        if key not in self._steps:
            self._steps[key] = self._counted(before, opener, way)
        return self._steps[key]

    def _counted(self, before: Opener | None, opener: Opener, way: int) -> tuple[Names, int]:
        if before is None:
            low = not opener.numbers or opener.key == (1, "") or LOWEST.search(opener.key[1]) is not None
            return (("first:one",) if low else ("first:high",)), 0
        names, way = self._step(before, opener, way)
        one, two = self.blocks[before.at], self.blocks[opener.at]
        same = one.style == two.style and (one.row is None) == (two.row is None)
        names += ("look:same" if same else "look:other",)
        if one.left is not None and two.left is not None and abs(one.left - two.left) > INDENT:
            names += ("indent",)
        return names, way

    def _step(self, before: Opener, opener: Opener, way: int) -> tuple[Names, int]:
        if FOLLOWS_UP.match(self.blocks[opener.at].text):
            return ("follow-up",), 0
        series = opener.at > 0 and any(self._series[max(before.at + 1, opener.at - 2) : opener.at])
        forms = {before.form, opener.form}
        alike = len(forms) == 1 or ("part" in forms and not forms.isdisjoint(WITH_PARTS))
        names: Names = () if alike else ("form:change",)
        if not before.numbers or not opener.numbers:
            return (*names, "step:none"), way
        if opener.key > before.last:
            one, two = before.last, opener.key
            if bool(one[1]) != bool(two[1]) and one[0] != two[0] and "part" not in (before.form, opener.form):
                return (*names, "step:level"), way
            if "part" in (before.form, opener.form) and two[0] - one[0] <= 1:
                return (*names, "step:part"), way
            if two[0] - one[0] <= 1 and way >= 0:
                return (*names, "step:next"), 1
            return (*names, "step:gap" if two[0] - one[0] <= 3 else "step:far"), way
        if series and (opener.key[0] == 1 or opener.key <= before.last):
            return (*names, "step:series"), 0
        if opener.key[0] == before.key[0] - 1 and way <= 0 and opener.key[0] > 0 and not opener.key[1]:
            return (*names, "step:falling"), -1
        return (*names, "step:again" if opener.key[0] == 1 else "step:down"), 0

    def head(self, at: int) -> Names:
        """What asks before the first question."""
        asks = min(MOST_COUNTED, self._asking[at])
        look = min(MOST_COUNTED, self._looked[at])
        return (
            *("head:asks",) * asks,
            *("head:label",) * min(MOST_COUNTED, self._labelled[at]),
            *("head:look",) * look,
        )

    def ends(self) -> Iterator[tuple[int, Names]]:
        """The blocks at which the questions may end, with what stands behind them."""
        size = len(self.blocks)
        greets = [at for at in range(1, size) if self.blocks[at].greets]
        for at in [*greets[-MOST_ENDS:], size]:
            names: Names = ("end:greeting" if at < size else "end:letter",)
            names += self._tail(at)
            yield at, names
            closing, signed = at, True
            while (
                closing > 1
                and at - closing < MOST_CLOSING
                and not self.blocks[closing - 1].greets
                and (
                    said := ("end:heading",)
                    if self._is_section(closing - 1)
                    else closes(self.blocks, closing - 1, signed)
                )
            ):
                closing -= 1
                signed = signed and said == ("end:name",)
                names += (*said, "closing:more") if "closing" in said and "closing" in names else said
                yield closing, names
        table = next((at for at in range(size - 1, 0, -1) if self.blocks[at - 1].row is not None), size)
        if table < size and self.blocks[table - 1].role == "answer":
            yield table, ("end:table", *self._tail(table))
        for at in [at for at in range(1, size) if self._is_section(at)][-MOST_ENDS:]:
            yield at, ("end:section", *self._tail(at))

    def _tail(self, at: int) -> Names:
        """What asks behind the last answer."""
        asks = min(MOST_COUNTED, self._asking[-1] - self._asking[at])
        return ("tail:asks",) * asks + ("tail:label",) * min(
            MOST_COUNTED, self._labelled[-1] - self._labelled[at]
        )

    def _is_section(self, at: int) -> bool:
        """Is the block a heading, by its looks or its number?"""
        block = self.blocks[at]
        return self._is_head(at) and (self._stands_out(block) or NUMBERED.match(block.text) is not None)

    def passed(self, first: int, last: int) -> float:
        """What the blocks between two are worth, if they open nothing."""
        return self._cost[last] - self._cost[first + 1]

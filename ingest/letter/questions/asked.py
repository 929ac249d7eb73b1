"""The evidence for where a question ends."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.letter.markers import ASKED_BY, is_asking
from ingest.letter.questions.blocks import Block
from ingest.letter.questions.evidence import worth
from ingest.letter.questions.forms import VALUE, WORD
from ingest.letter.questions.labels import Opener
from ingest.letter.questions.marked import Marked
from ingest.letter.questions.openers import content
from ingest.letter.questions.scene import TELLS, Names
from kb.text import is_bullet

Place = tuple[int, int, int]
"""Where a question stands: its first block, its first character in it, and the block at which it ends."""

Key = tuple[int, int, tuple[int, int] | None]
"""What tells one opener of questions from another."""

LONGEST_QUESTION = 25
"""Blocks."""

LONG = 700
"""Characters of a question from which on it is long."""

MOST_FORM = 10
"""Cells of a form above a question."""

LONGEST_THEME = 80

UNTHEMED = frozenset({"bold", "italic", "coloured", "plain", "quoted", "bullet", "cell"})
"""Forms of questions that have no label, and so no theme behind it."""

QUOTES = {"”": "”", "“": "”“", '"': '"', "»": "«", "„": "“”", "'": "'", "’": "’"}
UNNUMBERED = re.compile(rf"\s*{WORD}\s*:?\s*", re.IGNORECASE)


@dataclass(slots=True)
class Way:
    """A question that starts at block `at`, character `start`, and the evidence for its blocks so far.

    `again`: the block and character where the label of its first part ends. `labelled`: its first block has a
    label of its own.
    """

    at: int
    start: int
    names: Names
    again: tuple[int, int] | None = None
    labelled: bool = False
    score: float = 0.0
    size: int = 0
    asked: bool = False


class Asked(Marked):
    """The evidence for each place at which a question may end."""

    def __init__(self, blocks: Sequence[Block], openers: Sequence[Opener]) -> None:
        super().__init__(blocks, openers)
        self._questions: dict[Key, list[tuple[float, Names, Place]]] = {}

    def _places(self, opener: Opener) -> list[tuple[float, Names, Place]]:
        """The ends of a question: at [n] the best reading of it as n + 1 blocks from its first on."""
        key = opener.at, opener.end, opener.again
        if key not in self._questions:
            self._questions[key] = list(self._ended(opener))
        return self._questions[key]

    def _start(self, opener: Opener) -> tuple[int, int]:
        """Where the text of an opener starts: (block, character)."""
        at, start = content(self.blocks, opener)
        if opener.form in ("bold", "italic", "coloured", "plain", "quoted"):
            return at, start
        if (
            at + 1 < len(self.blocks)
            and self.blocks[at].text[start:].startswith("Spørgsmål om ")
            and ASKED_BY.fullmatch(self.blocks[at + 1].text)
        ):
            at, start = at + 1, 0
        if opener.numbers and (at, start) != (opener.at, opener.end):
            # `Spørgsmål nr. 47` heads a form, whose rows say who asks and when, before `Spørgsmål:`
            for below in range(at, min(at + MOST_FORM, len(self.blocks) - 1)):
                text = self.blocks[below].text
                if UNNUMBERED.fullmatch(text):
                    at, start = below + 1, 0
                    break
                if below > at and (label := UNNUMBERED.match(text)) and ":" in label.group():
                    at, start = below, label.end()
                    break
                if self.blocks[below].row is None:
                    break
        while at + 1 < len(self.blocks) and ASKED_BY.fullmatch(self.blocks[at].text, start):
            at, start = at + 1, 0
        return at, start

    def _ended(self, opener: Opener) -> Iterator[tuple[float, Names, Place]]:
        blocks = self.blocks
        first, start = self._start(opener)
        size = len(blocks)
        if first >= size:
            return
        themed = self._is_theme(opener, first, start)
        least = opener.again[0] if opener.again else 0
        labelled = first > opener.at and not start and first in self._labels
        ways = [Way(first, start, ("theme:kept",) if themed else (), opener.again, labelled)]
        if themed:
            asks = ("theme:asks",) if _asks(blocks, first + 1) else ()
            ways.append(Way(first + 1, 0, ("theme", *asks), opener.again))
        for end in range(first + 1, min(size, first + LONGEST_QUESTION) + 1):
            if end - 1 > first and self._stops_question(opener, end - 1):
                return
            best: tuple[float, Names, Place] | None = None
            for way in ways:
                if end <= way.at:
                    continue
                self._grow(way, end - 1)
                if end <= least:
                    continue
                whole = self._whole(way, end)
                score = way.score + worth(whole)
                if best is None or score > best[0]:
                    best = score, (*way.names, *whole), (way.at, way.start, end)
            if best:
                yield best
            if blocks[end - 1].greets:
                return

    def _stops_question(self, opener: Opener, at: int) -> bool:
        """Can no question that starts before go on over this block?"""
        block, before = self.blocks[at], self.blocks[at - 1]
        own = opener.again[0] if opener.again else opener.at
        if opener.form == "part" and at > own and at in self._parts:
            return True  # the next part
        if block.greets or at in self._labels or at in self._answers or at in self._named:
            return True
        one = self.blocks[self._start(opener)[0]]
        if block.row != one.row and (one.row is not None or block.row is not None):
            return True
        return before.row is not None and block.row == before.row and at - 1 > opener.at

    def _is_theme(self, opener: Opener, first: int, start: int) -> bool:
        if first + 1 >= len(self.blocks) or opener.form in UNTHEMED:
            return False
        text = self.blocks[first].text[start:]
        heading = (
            first == opener.at
            and len(text) <= LONGEST_THEME
            and not text.rstrip().endswith((".", "?", "!", ":", ";", ","))
        )
        after = self.blocks[first + 1]
        return (
            heading
            and first + 1 not in self._numbers
            and not is_asking(text)
            and after.opens
            and not after.greets
            and first + 1 not in self._answers
            and after.row is None
        )

    def _grow(self, way: Way, at: int) -> None:
        """Take one more block into a question."""
        block = self.blocks[at]
        way.size += len(block.text) - (way.start if at == way.at else 0)
        way.asked = way.asked or block.ends_asking
        names: Names = ("repeated",) if at in self._repeated else ()
        if at == way.at:
            way.score = worth(way.names)
            if way.labelled:
                names += ("question:label",)
        else:
            if not block.inner:
                told = TELLS.search(block.text) is not None
                more = "asks more" if block.ends_asking else "told" if told else "more"
                names += (f"question:{more}",)
            if block.style != self.blocks[way.at].style:
                names += ("question:mixed",)
            if at in self._numbers:
                names += ("question:numbered",)
        way.names += names
        way.score += worth(names)

    def _whole(self, way: Way, end: int) -> Names:
        """What speaks for blocks up to `end` as a whole question."""
        first, last = self.blocks[way.at], self.blocks[end - 1]
        words = is_asking(first.text[way.start :])
        names: Names = ()
        if end == way.at + 1 and first.is_heading and not way.asked and not words:
            names += ("asks:heading",)
        if last.ends_asking:
            names += ("asks:end",)
        elif way.asked and not last.inner:
            names += ("asks:before",)
        elif way.asked or words or (end - 1 > way.at and is_asking(last.text)):
            names += ("asks:words",)
        else:
            names += ("asks:not",)
        return (*names, "question:long") if way.size > LONG else names

    def _edge(self, place: Place) -> Iterator[str]:
        """What speaks for the end of a question without a label behind it."""
        at, start, end = place
        last = self.blocks[end - 1]
        quote = QUOTES.get(self.blocks[at].text[start : start + 1])
        if quote:
            closed = re.sub(r"[\s.]*(?:\([^()]{1,60}\))?[\s.]*$", "", last.text).endswith(tuple(quote))
            yield "edge:quote" if closed else "quote:open"
        if end >= len(self.blocks):
            return
        after = self.blocks[end]
        if after.row is not None and after.row == last.row:
            yield "edge:cell"
            if after.role == "answer":
                yield "edge:role"
        elif (
            last.row is not None
            and last.column
            and not (end > 1 and VALUE.fullmatch(self.blocks[end - 2].text))
        ):
            yield "edge:row"
        elif after.style != last.style and after.row is None:
            yield "edge:style"
        if after.inner:
            yield "edge:inner"
        elif after.ends_asking:
            yield "edge:part" if is_bullet(after.text) else "edge:asks"
        elif last.text.endswith(":") and is_bullet(after.text):
            yield "edge:colon"
        if after.text[:1].islower() and not is_bullet(after.text):
            yield "edge:lower"


def _asks(blocks: Sequence[Block], at: int) -> bool:
    return at < len(blocks) and (
        blocks[at].ends_asking
        or is_asking(blocks[at].text)
        or (at + 1 < len(blocks) and blocks[at + 1].inner)
    )

"""The evidence for where a question ends."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.letter.markers import ASKED_BY, ASKS
from ingest.letter.questions.blocks import Block
from ingest.letter.questions.evidence import worth
from ingest.letter.questions.forms import WORD
from ingest.letter.questions.marked import Marked
from ingest.letter.questions.openers import Opener, content
from ingest.letter.questions.scene import Names
from kb.text import is_bullet

Place = tuple[int, int, int]
"""Where a question stands: its first block, its first character in it, and the block at which it ends."""

Key = tuple[int, int, tuple[int, int] | None]
"""What tells one opener of questions from another."""

LONGEST_QUESTION = 25
"""Blocks."""

LONG = 700
"""Characters of a question from which on it is long."""

LONGEST_THEME = 80

UNTHEMED = frozenset({"bold", "italic", "coloured", "plain", "quoted", "bullet", "cell"})
"""Forms of questions that have no label, and so no theme behind it."""

QUOTES = {"”": "”", "“": "”“", '"': '"', "»": "«", "„": "“”", "'": "'", "’": "’"}
UNNUMBERED = re.compile(rf"\s*{WORD}\s*:?\s*", re.IGNORECASE)


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
        if (
            opener.numbers
            and (at, start) != (opener.at, opener.end)
            and at + 1 < len(self.blocks)
            and UNNUMBERED.fullmatch(self.blocks[at].text)
        ):
            at, start = at + 1, 0
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
        least = opener.again[0] + 1 if opener.again else 0
        variants: list[tuple[Names, int, int]] = [(("theme:kept",) if themed else (), first, start)]
        if themed:
            variants.append((("theme", *(("theme:asks",) if _asks(blocks, first + 1) else ())), first + 1, 0))
        for end in range(first + 1, min(size, first + LONGEST_QUESTION) + 1):
            last = blocks[end - 1]
            if end - 1 > first and self._stops_question(opener, end - 1):
                return
            best: tuple[float, Names, Place] | None = None
            for names, at, character in variants:
                if end <= max(at, least - 1):
                    continue
                said = (*names, *self._says(at, character, end))
                score = worth(said)
                if best is None or score > best[0]:
                    best = score, said, (at, character, end)
            if best:
                yield best
            if last.greets:
                return

    def _stops_question(self, opener: Opener, at: int) -> bool:
        """Can no question that starts before go on over this block?"""
        block, before = self.blocks[at], self.blocks[at - 1]
        if block.greets or at in self._labels or at in self._answers or at in self._named:
            return True
        one = self.blocks[self._start(opener)[0]]
        if block.row != one.row and (one.row is not None or block.row is not None):
            return True
        return before.row is not None and block.row == before.row and at - 1 > opener.at

    def _is_theme(self, opener: Opener, first: int, start: int) -> bool:
        if first + 1 >= len(self.blocks) or opener.form in (
            "bold",
            "italic",
            "coloured",
            "plain",
            "quoted",
            "bullet",
            "cell",
        ):
            return False
        text = self.blocks[first].text[start:]
        heading = (
            first == opener.at
            and len(text) <= 80
            and not text.rstrip().endswith((".", "?", "!", ":", ";", ","))
        )
        after = self.blocks[first + 1]
        return (
            heading
            and first + 1 not in self._numbers
            and not ASKS.search(text)
            and after.opens
            and not after.greets
            and first + 1 not in self._answers
            and after.row is None
        )

    def _says(self, at: int, character: int, end: int) -> Iterator[str]:
        """What speaks for blocks [at, end) as a question."""
        blocks = self.blocks
        if at in self._repeated:
            yield "repeated"
        size, style = 0, blocks[at].style
        asked = False
        for n in range(at, end):
            block = blocks[n]
            size += len(block.text) - (character if n == at else 0)
            asked = asked or block.ends_asking
            if n > at and not block.inner:
                yield "question:asks more" if block.ends_asking else "question:more"
            if n > at and block.style != style:
                yield "question:mixed"
            if n > at and n in self._numbers:
                yield "question:numbered"
        if (
            end == at + 1
            and blocks[at].is_heading
            and not asked
            and not ASKS.search(blocks[at].text[character:])
        ):
            yield "asks:heading"
        if blocks[end - 1].ends_asking:
            yield "asks:end"
        elif asked and not blocks[end - 1].inner:
            yield "asks:before"
        elif (
            asked
            or ASKS.search(blocks[at].text[character:])
            or (end - 1 > at and ASKS.search(blocks[end - 1].text))
        ):
            yield "asks:words"
        else:
            yield "asks:not"
        if size > LONG:
            yield "question:long"

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
        elif last.row is not None and last.column:
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
        or ASKS.search(blocks[at].text) is not None
        or (at + 1 < len(blocks) and blocks[at + 1].inner)
    )

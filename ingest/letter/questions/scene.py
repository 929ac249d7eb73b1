"""A letter's blocks, and what is known of each in any reading: what it costs to leave it in an answer."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from ingest.letter.markers import AFTERWORD, SERIES
from ingest.letter.numbers import bare
from ingest.letter.questions.blocks import Block, Style
from ingest.letter.questions.copies import SHORTEST, squashed
from ingest.letter.questions.evidence import worth
from ingest.letter.questions.forms import AGAIN, WORD
from ingest.letter.questions.labels import Opener
from ingest.letter.questions.openers import content
from kb.parties import party_pattern
from kb.text import is_bullet

Names = tuple[str, ...]
"""Evidence."""

SHORTEST_SAME = 10
"""Letters and digits of a question that is asked again as a whole."""

MOST_SEEN = 300
"""Questions with which those before are compared."""

QUOTED_MAIL = 4
"""Blocks from `Mailen lød:` to the greeting of the mail."""

FEWEST_ALIKE = 2
"""Questions that are set alike."""

LARGER = 0.5
"""Points by which the type of a heading is larger at least."""

QUESTION_ONLY = re.compile(r"^\s*(?:[^»”\"“„:?]{0,60}:|\(?\w{1,4}[.)])\s*")
"""A number or a few words before a question."""

TELLS = re.compile(
    r"\b(?:besvare[sr]|besvaret|svare[sr]|svaret|svarene|besvarelsen|[\w-]+s\s+svar|oplyser|bemærker|henvise[rs])\b",
    re.IGNORECASE,
)
"""Words of a paragraph that tells of the answers."""

LONGEST_NUMBERED = 70
CHAPTER = re.compile(r"\s*(?:\d{1,2}(?:\.\d{1,2})?|[IVX]{1,4})[.)]?\s+[A-ZÆØÅ][^.?!:;,]+")
"""`4. Videre proces`"""

FOLLOWS_UP = re.compile(rf"\s*{AGAIN}{WORD}", re.IGNORECASE)
PARTY = party_pattern()


class Scene:
    """The blocks, and facts about them."""

    def __init__(self, blocks: Sequence[Block], openers: Sequence[Opener]) -> None:
        self.blocks = blocks
        self._labels = {o.at for o in openers if o.sure and not o.answers and o.form != "part"}
        self._ends_of_label = {o.at: o.end for o in openers if o.sure and o.answers and o.form != "named"}
        self._says_so = {o.at for o in openers if o.form == "says"}
        self._answers = set(self._ends_of_label)
        self._numbered = {(o.at, o.numbers) for o in openers if o.answers and not o.sure}
        self._numbers_at: dict[int, set[tuple[str, ...]]] = defaultdict(set)
        for opener in openers:
            self._numbers_at[opener.at].add(opener.numbers)
        self._numbers = {o.at for o in openers if o.numbers and not o.answers and o.form != "bullet"}
        self._parts = {o.at for o in openers if o.form == "part"}
        self._named = {o.at for o in openers if o.form == "named"}
        self._answers_named = {bare(n) for o in openers if o.form == "named" for n in o.numbers}
        self._last_of: dict[tuple[str, tuple[str, ...]], int] = {(o.form, o.numbers): o.at for o in openers}
        self._look = _common_look(blocks)
        self._looked = _counts(
            block.style == self._look and block.opens and block.row is None for block in blocks
        )
        self._series = [_is_series(block) for block in blocks]
        self._left = [self._left_at(at) for at in range(len(blocks))]
        self._cost = _sums(self._left)
        self._between = [self._between_at(at) for at in range(len(blocks))]
        self._between_cost = _sums(self._between)
        self._repeated = _repeated(blocks, _numbers(blocks, openers))
        self._asking = _counts(
            block.ends_asking and block.opens and at not in self._repeated for at, block in enumerate(blocks)
        )
        self._labelled = _counts(
            (at in self._labels and at not in self._repeated and at + 1 not in self._repeated)
            or at in self._named
            for at in range(len(blocks))
        )
        sizes = sorted(block.size for block in blocks if block.size)
        self._size = sizes[len(sizes) // 2] if sizes else 0.0

    def _stands_out(self, block: Block) -> bool:
        """Is it bold, or set in larger type than most of the letter?"""
        return block.style[0] or (block.size is not None and block.size > self._size + LARGER)

    def _is_head(self, at: int) -> bool:
        """Is the block a heading: short, no sentence, and no item of a list?"""
        block = self.blocks[at]
        if block.is_heading:
            return True
        if not block.opens or len(block.text) > LONGEST_NUMBERED or not CHAPTER.fullmatch(block.text):
            return False
        beside = (*self.blocks[max(0, at - 1) : at], *self.blocks[at + 1 : at + 2])
        return block.row is None and not any(is_bullet(each.text) for each in beside)

    def _left_at(self, at: int) -> Names:
        """What speaks against a block inside an answer."""
        block = self.blocks[at]
        names: Names = ()
        if at in self._labels:
            names += ("left:label",)
        elif at in self._answers:
            names += ("left:says",) if at in self._says_so else ("left:answer",)
        elif at in self._named:
            names += ("left:named",)
        if block.greets:  # of a mail that is quoted?
            quoted = any(each.text.endswith(":") for each in self.blocks[max(0, at - QUOTED_MAIL) : at])
            names += ("left:greeting quoted" if quoted else "left:greeting",)
        if self._series[at]:
            names += ("left:series",)
        if block.style == self._look and block.opens and block.row is None and not self._is_head(at):
            names += ("left:look",)
        if block.ends_asking:
            goes_on = at + 1 < len(self.blocks) and self.blocks[at + 1].inner
            run_on = goes_on and not self.blocks[at + 1].ends_asking
            kind = "inner" if block.inner or not block.opens else "run on" if run_on else "asks"
            names += (f"left:{kind}",)
        return names

    def _between_at(self, at: int) -> Names:
        """What speaks against a block that stands between a question and its answer, or behind a question."""
        block = self.blocks[at]
        leads = (
            block.text.endswith(":") or self._series[at] or AFTERWORD.match(block.text) or self._is_head(at)
        )
        told = TELLS.search(block.text) is not None
        kind = (
            "between:inner"
            if block.inner
            else "between:intro"
            if leads
            else "between:told"
            if told
            else "between"
        )
        # A label alone may head the answers to a list of questions: `Svar`
        heads = self._ends_of_label.get(at, 0) >= len(block.text)
        return (kind,) if heads else (kind, *self._left[at])


def _common_look(blocks: Sequence[Block]) -> Style | None:
    """How most of what asks is set, if not as plain text; else None."""
    looks = Counter(
        block.style for block in blocks if block.ends_asking and not block.inner and block.row is None
    )
    look, times = looks.most_common(1)[0] if looks else ((False, False, None, False), 0)
    return look if any(look) and times >= FEWEST_ALIKE and 3 * times > 2 * looks.total() else None


def _numbers(blocks: Sequence[Block], openers: Sequence[Opener]) -> Mapping[int, frozenset[str]]:
    """Block -> the numbers that its text may have, by a label before it or on a line of its own above it."""
    found: dict[int, frozenset[str]] = defaultdict(frozenset)
    for opener in openers:
        at, _ = content(blocks, opener)
        found[at] |= {bare(number) for number in opener.numbers}
    return found


def _repeated(blocks: Sequence[Block], numbers: Mapping[int, frozenset[str]]) -> frozenset[int]:
    """The blocks that ask what a later block asks again in the same words, and not under another number."""
    seen: list[tuple[str, frozenset[str]]] = []
    same: dict[str, list[frozenset[str]]] = defaultdict(list)
    found: set[int] = set()

    def again(at: int, plain: str, asked: str) -> bool:
        own = numbers.get(at, frozenset())
        later = [theirs for text, theirs in seen[-MOST_SEEN:] if text in plain]
        return any(not own or not theirs or own & theirs for theirs in (*later, *same[asked]))

    for at in range(len(blocks) - 1, -1, -1):
        text = blocks[at].text
        if "?" not in text:
            continue
        asked = squashed(QUESTION_ONLY.sub("", text))
        if again(at, squashed(text), asked):
            found.add(at)
        if len(asked) >= SHORTEST:
            seen.append((asked, numbers.get(at, frozenset())))
        if len(asked) >= SHORTEST_SAME:
            same[asked].append(numbers.get(at, frozenset()))
    return frozenset(found)


def _sums(each: Iterable[Names]) -> list[float]:
    """[n]: what the first n are worth together."""
    found = [0.0]
    for names in each:
        found.append(found[-1] + worth(names))
    return found


def _counts(true: Iterable[bool]) -> list[int]:
    """[n]: how many of the first n are true."""
    found = [0]
    for each in true:
        found.append(found[-1] + each)
    return found


def _is_series(block: Block) -> bool:
    """Is it the heading of the next asker's questions, or of questions asked later?"""
    text = block.text
    if len(text) > 100 or not block.opens or block.row is not None or "?" in text:
        return False
    if SERIES.fullmatch(text) or (FOLLOWS_UP.match(text) and not text.endswith(".")):
        return True
    short = len(text.split()) <= 6 and not text.endswith((".", "?", "!", ","))
    return short and PARTY.search(text) is not None

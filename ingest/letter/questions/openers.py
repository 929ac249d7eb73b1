"""What a block may open: a question or an answer, by its label, its number, its looks, or because it asks."""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.letter.markers import ANSWER, RECOMMENDS, is_asking
from ingest.letter.numbers import expand, order
from ingest.letter.questions.blocks import Block
from ingest.letter.questions.forms import (
    ALONE,
    ASKING_PERSON,
    BULLET,
    FORMS,
    ITEM,
    LEADS_TO_QUOTE,
    NUMERAL,
    PARENTS,
    PREFIX,
    SAYS,
    TOLD_BY,
    VALUE,
    WHOLLY_QUOTED,
    WORDED,
)
from ingest.letter.questions.labels import Opener, answers, numbered
from kb.text import is_bullet

FEWEST_PREFIXED = 2
"""A short text before a colon is taken for a label if it starts at least this many blocks right behind a
question."""

LONGEST_LEAD = 3
"""Blocks between a question's number and its first part."""


def openers(blocks: Sequence[Block]) -> list[Opener]:
    """All that the blocks may open, in reading order."""
    labels, asking, counting = _recurring(blocks), _asking_prefixes(blocks), _counting_words(blocks)
    found: list[Opener] = []
    parent: Opener | None = None
    for at, block in enumerate(blocks):
        if block.greets or block.inner:
            continue
        own = list(_opened(blocks, at, parent))
        behind = at > 0 and (blocks[at - 1].ends_asking or blocks[at - 1].inner)
        if not behind and TOLD_BY.fullmatch(block.text) and not SAYS.match(block.text):
            own = [opener for opener in own if opener.form != "says"]  # it leads to a list in an answer
        if (match := PREFIX.match(block.text)) and match[1] in asking and not any(o.sure for o in own):
            own = [Opener(at, "bare", match.end(), sure=True)]
        if (
            not any(opener.answers and opener.sure for opener in own)
            and (match := _prefix(block))
            and match[1] in labels
        ):
            own.append(Opener(at, "prefix", match.end(), answers=True))
        match = WORDED.match(block.text)
        if match and match["word"] in counting and not any(opener.sure for opener in own):
            own = [_worded(at, match, answers=counting[match["word"]])]
        parent = next(
            (
                opener
                for opener in own
                if opener.form in PARENTS
                and opener.numbers
                and (opener.numbers[0].isdigit() or opener.form == "roman")
                and not opener.answers
            ),
            parent,
        )
        found += own
    return sorted([*found, *_led_in(blocks, found)], key=lambda opener: opener.at)


def content(blocks: Sequence[Block], opener: Opener) -> tuple[int, int]:
    """Where the text behind an opener's label starts: (block, character)."""
    return (opener.at, opener.end) if opener.end < len(blocks[opener.at].text) else (opener.at + 1, 0)


def _led_in(blocks: Sequence[Block], openers: Sequence[Opener]) -> Iterator[Opener]:
    """For each first part `a)` behind the number of its question: the part with what leads to it."""
    for place, part in enumerate(openers):
        if part.form != "part" or not part.number.endswith("a"):
            continue
        for parent in reversed(openers[:place]):
            if parent.at < part.at - LONGEST_LEAD:
                break
            if parent.numbers == (part.number[:-1],) and not parent.answers and parent.at < part.at:
                yield replace(part, at=parent.at, end=parent.end, again=(part.at, part.end), sure=parent.sure)
                break


def _recurring(blocks: Sequence[Block]) -> frozenset[str]:
    """Texts before a colon, or alone on a line, that start several blocks right behind a question: `NØ:`."""
    seen: Counter[str] = Counter()
    for before, block in itertools.pairwise(blocks):
        if (before.ends_asking or before.inner) and block.opens and (match := _prefix(block)):
            seen[match[1]] += 1
    return frozenset(text for text, times in seen.items() if times >= FEWEST_PREFIXED)


def _prefix(block: Block) -> re.Match[str] | None:
    """What may be a label at the start of a block: a few words before a colon, or alone on a line."""
    return PREFIX.match(block.text) or (ALONE.fullmatch(block.text) if block.row is None else None)


def _counting_words(blocks: Sequence[Block]) -> dict[str, bool]:
    """Words that count up through the letter, and whether they mark answers: `Ønske 1:`, or `S1.` and `A1.`

    Those of questions stand before what asks; those of answers right behind it.
    """
    found: dict[str, list[tuple[int, re.Match[str]]]] = defaultdict(list)
    for at, block in enumerate(blocks):
        if block.opens and block.row is None and not block.inner and (match := WORDED.match(block.text)):
            found[match["word"]].append((at, match))
    marks: dict[str, bool] = {}
    for word, places in found.items():
        numbers = [int(match["number"]) for _, match in places]
        if len(numbers) < FEWEST_PREFIXED or numbers != [*range(numbers[0], numbers[0] + len(numbers))]:
            continue
        texts = [content(blocks, _worded(at, match)) for at, match in places]
        asks = sum(n < len(blocks) and is_asking(blocks[n].text[start:]) for n, start in texts)
        behind = sum(at > 0 and (blocks[at - 1].ends_asking or blocks[at - 1].inner) for at, _ in places)
        if 2 * asks > len(places):
            marks[word] = False
        elif 2 * behind > len(places):
            marks[word] = True
    return marks


def _worded(at: int, match: re.Match[str], answers: bool = False) -> Opener:
    """What a label that counts up opens."""
    number = match["number"]
    form = "named" if answers else "label"
    return Opener(at, form, match.end(), "", (number,), order(number), order(number), answers, sure=True)


def _asking_prefixes(blocks: Sequence[Block]) -> frozenset[str]:
    """Texts before a colon that start several blocks, most of which ask: `Radikale Venstre:`."""
    seen: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for at, block in enumerate(blocks):
        if (
            block.opens
            and not block.inner
            and (match := PREFIX.match(block.text))
            and match.end() < len(block.text)
        ):
            seen[match[1]] += 1
            rest = block.text[match.end() :]
            asked[match[1]] += (
                is_asking(rest) or block.ends_asking or (at + 1 < len(blocks) and blocks[at + 1].inner)
            )
    return frozenset(
        text for text, times in seen.items() if times >= FEWEST_PREFIXED and 2 * asked[text] > times
    )


def _opened(blocks: Sequence[Block], at: int, parent: Opener | None) -> Iterator[Opener]:
    block = blocks[at]
    text = block.text
    if RECOMMENDS.match(text):
        return
    yield from answers(text, at)
    if (mark := BULLET.match(text)) and not block.row:
        behind = answers(text[mark.end() :], at)
        yield from (replace(each, end=each.end + mark.end()) for each in behind if each.form == "answer")
    told = False
    if block.role == "number" or _numbers_row(blocks, at):
        match = VALUE.fullmatch(text)
        if match:
            numbers = expand(match["number"])
            asked = Opener(at, "cell", len(text), "", numbers, order(numbers[0]), order(numbers[-1]))
            yield from (asked, replace(asked, answers=True))
        return
    if (
        block.row is not None
        and at
        and blocks[at - 1].row == block.row
        and (VALUE.fullmatch(blocks[at - 1].text) or NUMERAL.fullmatch(blocks[at - 1].text))
    ):
        return  # the question of the number before it
    for form in FORMS:
        match = form.pattern.match(text)
        if not match:
            continue
        if (
            form.name == "bare"
            and match.end() >= len(text)
            and at + 1 < len(blocks)
            and ITEM.match(blocks[at + 1].text)
        ):
            told = True  # a heading over numbered questions
            break
        if form.name in ("roman", "letter", "bullet") or block.opens or _free(block, match.end()):
            rest = (
                blocks[at + 1].text
                if match.end() >= len(text) and at + 1 < len(blocks)
                else text[match.end() :]
            )
            below = blocks[at + 1].text if at + 1 < len(blocks) else ""
            led = at + 1 < len(blocks) and ANSWER.match(blocks[at + 1].text) is not None
            weak = (form.name == "bullet" and not led) or form.name == "spaced"
            if form.sure or not weak or is_asking(rest) or block.ends_asking:
                yield from numbered(form, match, at, text, below, parent)
                told = True
                if form.name == "spaced":
                    break
        if form.sure:
            break
    if (
        not told
        and (match := LEADS_TO_QUOTE.match(text))
        and block.opens
        and (block.ends_asking or is_asking(text))
    ):
        yield Opener(at, "quoted", match.end())
        told = True
    if not told and WHOLLY_QUOTED.fullmatch(text) and block.opens:
        yield Opener(at, "quoted")
        told = True
    if not told and (match := ASKING_PERSON.match(text)):
        yield Opener(at, "bare", match.end(), sure=is_asking(text[match.end() :]))
        told = True
    if (
        not told
        and at
        and block.opens
        and block.row is None
        and (blocks[at - 1].row is None or any(block.style))
        and blocks[at - 1].style != block.style
        and not block.is_heading
        and not is_bullet(text)
    ):
        told = True
        yield Opener(at, looks(block))
    if not told and (
        block.role == "question"
        or (block.opens and _starts_sentence(text) and (block.ends_asking or asks(blocks, at)))
    ):
        yield Opener(at, looks(block))


def _numbers_row(blocks: Sequence[Block], at: int) -> bool:
    """Is it a number in the first cell of a row, and what it counts in the next?"""
    block, after = blocks[at], blocks[at + 1] if at + 1 < len(blocks) else None
    if block.row is None or block.column or not after or after.row != block.row:
        return False
    return VALUE.fullmatch(block.text) is not None


def _free(block: Block, end: int) -> bool:
    return block.text[end:][:1].isupper() or end >= len(block.text)


def _starts_sentence(text: str) -> bool:
    return text.lstrip("\"”“»'„(")[:1].isupper()


def asks(blocks: Sequence[Block], at: int) -> bool:
    """Does the block ask, in words that need no question mark or with one right behind in its paragraph?"""
    if blocks[at].ends_asking or is_asking(blocks[at].text):
        return True
    return at + 1 < len(blocks) and blocks[at + 1].inner and asks(blocks, at + 1)


def looks(block: Block) -> str:
    """The form of a question without a label or number, by its looks."""
    bold, italic, colour, _ = block.style
    if block.row is not None:
        return "cell"
    if block.text[:1] in '"”“»„':
        return "quoted"
    return "bold" if bold else "italic" if italic else "coloured" if colour else "plain"

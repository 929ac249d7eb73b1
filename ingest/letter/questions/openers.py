"""What a block may open: a question or an answer, by its label, its number, its looks, or because it asks."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.letter.markers import ANSWER, ASKS, NAMED_ANSWER, RECOMMENDS, SPEAKER, TOGETHER
from ingest.letter.numbers import Order, expand, order
from ingest.letter.questions.blocks import Block
from ingest.letter.questions.forms import (
    ASKING_PERSON,
    BRACKETED,
    COUNTED,
    DOTTED,
    FORMS,
    ITEM,
    LEADS_TO_QUOTE,
    NAMED,
    NAMED_COUNTED,
    PART,
    PREFIX,
    SAYS,
    TOLD_BY,
    VALUE,
    WHOLLY_QUOTED,
    WORDLESS,
    Form,
)
from kb.text import is_bullet

FEWEST_PREFIXED = 2
"""A short text before a colon is taken for a label if it starts at least this many blocks right behind a
question."""

LONGEST_LEAD = 3
"""Blocks between a question's number and its first part."""


@dataclass(frozen=True, slots=True)
class Opener:
    """What the block at index `at` may open: a question, or (`answers`) an answer.

    `end`: the characters of its label. `numbers`: as printed and one by one; empty where the label has none.
    `key` orders the numbers of one form. `together`: the label answers all questions that wait.
    `again`: the block and character where a second label ends, that of the part `a)` behind a lead-in.
    """

    at: int
    form: str
    end: int = 0
    number: str = ""
    numbers: tuple[str, ...] = ()
    key: Order = (0, "")
    last: Order = (0, "")
    answers: bool = False
    together: bool = False
    sure: bool = False
    again: tuple[int, int] | None = None


def openers(blocks: Sequence[Block]) -> list[Opener]:
    """All that the blocks may open, in reading order."""
    labels, asking = _recurring(blocks), _asking_prefixes(blocks)
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
            and (match := PREFIX.match(block.text))
            and match[1] in labels
        ):
            own.append(Opener(at, "prefix", match.end(), answers=True))
        parent = next(
            (
                opener
                for opener in own
                if opener.form in ("label", "nr", "paren", "dot", "counted")
                and opener.numbers
                and opener.numbers[0].isdigit()
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
    """Texts before a colon that start several blocks, each right behind a question: `NØ:`."""
    seen: Counter[str] = Counter()
    for before, block in itertools.pairwise(blocks):
        if (before.ends_asking or before.inner) and block.opens and (match := PREFIX.match(block.text)):
            seen[match[1]] += 1
    return frozenset(text for text, times in seen.items() if times >= FEWEST_PREFIXED)


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
                _asks(rest) or block.ends_asking or (at + 1 < len(blocks) and blocks[at + 1].inner)
            )
    return frozenset(
        text for text, times in seen.items() if times >= FEWEST_PREFIXED and 2 * asked[text] > times
    )


def _opened(blocks: Sequence[Block], at: int, parent: Opener | None) -> Iterator[Opener]:
    block = blocks[at]
    text = block.text
    if RECOMMENDS.match(text):
        return
    yield from _answers(text, at)
    told = False
    if block.role == "number" or _numbers_row(blocks, at):
        match = VALUE.fullmatch(text)
        if match:
            numbers = expand(match["number"])
            yield Opener(at, "cell", len(text), "", numbers, order(numbers[0]), order(numbers[-1]))
        return
    if (
        block.row is not None
        and at
        and blocks[at - 1].row == block.row
        and VALUE.fullmatch(blocks[at - 1].text)
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
            if form.sure or form.name != "bullet" or led or _asks(rest):
                yield from _numbered(form, match, at, text, below, parent)
                told = True
        if form.sure:
            break
    if (
        not told
        and (match := LEADS_TO_QUOTE.match(text))
        and block.opens
        and (block.ends_asking or _asks(text))
    ):
        yield Opener(at, "quoted", match.end())
        told = True
    if not told and WHOLLY_QUOTED.fullmatch(text) and block.opens:
        yield Opener(at, "quoted")
        told = True
    if not told and (match := ASKING_PERSON.match(text)):
        yield Opener(at, "bare", match.end(), sure=_asks(text[match.end() :]))
        told = True
    if (
        not told
        and at
        and block.opens
        and block.row is None
        and blocks[at - 1].row is None
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
    """Is it a number in the first cell of a row, and does the next cell ask?"""
    block, after = blocks[at], blocks[at + 1] if at + 1 < len(blocks) else None
    if block.row is None or block.column or not after or after.row != block.row:
        return False
    return VALUE.fullmatch(block.text) is not None and asks(blocks, at + 1)


def _free(block: Block, end: int) -> bool:
    return block.text[end:][:1].isupper() or end >= len(block.text)


def _starts_sentence(text: str) -> bool:
    return text.lstrip("\"”“»'„(")[:1].isupper()


def asks(blocks: Sequence[Block], at: int) -> bool:
    """Does the block ask, in words that need no question mark or with one right behind in its paragraph?"""
    if blocks[at].ends_asking or _asks(blocks[at].text):
        return True
    return at + 1 < len(blocks) and blocks[at + 1].inner and asks(blocks, at + 1)


def _asks(text: str) -> bool:
    return ASKS.search(text) is not None


def looks(block: Block) -> str:
    """The form of a question without a label or number, by its looks."""
    bold, italic, colour, _ = block.style
    if block.row is not None:
        return "cell"
    if block.text[:1] in '"”“»„':
        return "quoted"
    return "bold" if bold else "italic" if italic else "coloured" if colour else "plain"


def _numbered(
    form: Form, match: re.Match[str], at: int, text: str, below: str, parent: Opener | None
) -> Iterator[Opener]:
    named = match.groupdict()
    number = named.get("number") or ""
    if word := named.get("word"):
        number = str(COUNTED.index(word.casefold()) + 1)
    if not number:
        yield Opener(at, form.name, match.end(), sure=form.sure)
        return
    if form.name in ("letter", "paren") and parent and number.islower() and number.isalpha():
        part = parent.numbers[0] + number
        yield Opener(at, "part", match.end(), part, (part,), order(part), order(part))
        return
    numbers, key, last = _counted(form.name, number)
    yield Opener(at, form.name, match.end(), _shown(number, numbers), numbers, key, last, sure=form.sure)
    if number.isdigit() and (behind := PART.match(text, match.end())):
        first = number + behind["number"]
        yield Opener(at, "part", behind.end(), first, (first,), order(first), order(first), sure=form.sure)
    if form.name != "label" or not _asks(text[match.end() :] or below):
        yield Opener(at, form.name, match.end(), _shown(number, numbers), numbers, key, last, answers=True)


def _shown(number: str, numbers: tuple[str, ...]) -> str:
    return number if len(numbers) == 1 and not number[:1].isdigit() else ""


def _counted(form: str, number: str) -> tuple[tuple[str, ...], Order, Order]:
    """The single numbers, and the first and last as keys that count up."""
    if not number[:1].isdigit():
        value = (
            _roman(number)
            if form == "roman" or (len(number) > 1 and form == "label")
            else ord(number.casefold()) - 96
        )
        if form == "label" and len(number) == 1 and number in "IVX":
            value = _roman(number)
        return (number,), (value, ""), (value, "")
    numbers = expand(number)
    return numbers, order(numbers[0]), order(numbers[-1])


def _roman(number: str) -> int:
    values = [{"I": 1, "V": 5, "X": 10}[letter] for letter in number]
    return sum(-one if one < two else one for one, two in zip(values, [*values[1:], 0], strict=True))


def _answers(text: str, at: int) -> Iterator[Opener]:
    """What an answer label opens."""
    for pattern in (DOTTED, NAMED_ANSWER, NAMED, NAMED_COUNTED):
        if match := pattern.match(text):
            named = match.groupdict()
            number = (named.get("number") or "").replace(".", "" if pattern is DOTTED else ".") or str(
                COUNTED.index((named.get("word") or "").casefold()) + 1
            )
            numbers, key, last = _counted("roman" if number[:1] in "IVX" else "named", number)
            yield Opener(at, "named", match.end(), "", numbers, key, last, answers=True, sure=True)
            if not WORDLESS.match(text):
                return
            break
    if match := WORDLESS.match(text):
        yield Opener(at, "unmarked", match.end(), answers=True)
        return
    for form, pattern in (
        ("answer", ANSWER),
        ("answer", BRACKETED),
        ("says", SAYS),
        ("says", TOLD_BY),
        ("answer", SPEAKER),
    ):
        match = pattern.fullmatch(text) if pattern is TOLD_BY else pattern.match(text)
        if match and (":" in match.group() or (text[:1].isupper() and match.end() == len(text))):
            yield Opener(
                at, form, match.end(), answers=True, sure=True, together=TOGETHER.match(text) is not None
            )
            return
    if TOGETHER.match(text) and len(text) < 90:
        yield Opener(at, "answer", len(text), answers=True, together=True)

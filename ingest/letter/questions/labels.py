"""What a label opens: the number of a question, or of an answer, and the words around it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.letter.markers import ANSWER, NAMED_ANSWER, SPEAKER, TOGETHER, is_asking
from ingest.letter.numbers import Order, expand, order
from ingest.letter.questions.forms import (
    BRACKETED,
    COUNTED,
    DOTTED,
    LETTERS,
    NAMED,
    NAMED_COUNTED,
    OTHER,
    PART,
    SAYS,
    TOLD_BY,
    WORDLESS,
    Form,
)


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


def numbered(
    form: Form, match: re.Match[str], at: int, text: str, below: str, parent: Opener | None
) -> Iterator[Opener]:
    named = match.groupdict()
    number = named.get("number") or ""
    if word := named.get("word"):
        number = str(_counting(word))
    if not number:
        yield Opener(at, form.name, match.end(), sure=form.sure)
        return
    if form.name in ("letter", "paren") and parent and number.islower() and number.isalpha():
        part, key = parent.numbers[0] + number, (parent.key[0], parent.key[1] + number)
        yield Opener(at, "part", match.end(), part, (part,), key, key)
        if form.name == "paren":
            return
    numbers, key, last = _counted(form.name, number)
    yield Opener(at, form.name, match.end(), _shown(number, numbers), numbers, key, last, sure=form.sure)
    if number.isdigit() and (behind := PART.match(text, match.end())):
        first = number + behind["number"]
        yield Opener(at, "part", behind.end(), first, (first,), order(first), order(first), sure=form.sure)
    if form.name != "label" or not is_asking(text[match.end() :] or below):
        yield Opener(at, form.name, match.end(), _shown(number, numbers), numbers, key, last, answers=True)


def _counting(word: str) -> int:
    """The number that an ordinal names."""
    return COUNTED.index(word.casefold().replace(OTHER, "andet")) + 1


def _shown(number: str, numbers: tuple[str, ...]) -> str:
    return number if len(numbers) == 1 and not number[:1].isdigit() else ""


def _counted(form: str, number: str) -> tuple[tuple[str, ...], Order, Order]:
    """The single numbers, and the first and last as keys that count up."""
    if LETTERS.fullmatch(number):
        letters = [ord(letter.casefold()) - 96 for letter in re.findall(r"\b[A-Ha-h]\b", number)]
        if not re.search(r"[,\s](?:og|samt)\s", number):
            letters = [*range(letters[0], letters[-1] + 1)]
        found = tuple(chr((64 if number[0].isupper() else 96) + letter) for letter in letters)
        return found or (number,), (letters[0], ""), (letters[-1], "")
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


def answers(text: str, at: int) -> Iterator[Opener]:
    """What an answer label opens."""
    for pattern in (DOTTED, NAMED_ANSWER, NAMED, NAMED_COUNTED):
        if match := pattern.match(text):
            named = match.groupdict()
            number = re.sub(r"[.)]" if pattern is DOTTED else r"^$", "", named.get("number") or "") or str(
                _counting(named.get("word") or "")
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

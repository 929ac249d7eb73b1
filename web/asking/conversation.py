"""Reads a conversation from a URL, which holds all its questions.

`/?q=first&parti=Venstre&q=second&aar=2022&alene=1`: parameters belong to the question before them, and those
before the first question belong to the first. A form sends its fields in this order by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, urlencode

from index.filters import ANY, Filters
from index.question.question import Question
from web.asking import filters as narrow
from web.asking import question
from web.asking.facets import Known
from web.asking.filters import DANISH, Narrowed, Pair
from web.showing.errors import Refused

QUESTION, ALONE = "q", "alene"
"""The parameters of a question, and of asking it without the earlier turns."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of a conversation, with its filters, and those not to be read out of its words (`ignored`).

    `alone`: it does not follow up on earlier turns. `wrong`: a Danish sentence for each invalid filter.
    """

    words: str
    filters: Filters = ANY
    ignored: Filters = ANY
    alone: bool = False
    wrong: tuple[str, ...] = ()

    @property
    def stands(self) -> bool:
        """Can it be asked? One that cannot is left out of the conversation's other URLs."""
        return not self.wrong and question.readable(self.words)

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """Its URL parameters, in order."""
        spared = tuple((DANISH.without, f"{name}:{value}") for name, value in narrow.pairs(self.ignored))
        alone = ((ALONE, "1"),) if self.alone else ()
        return ((QUESTION, question.one_line(self.words)), *narrow.pairs(self.filters), *spared, *alone)

    @property
    def part(self) -> str:
        """Its part of the URL's query string."""
        return urlencode(self.pairs)

    def by_itself(self, alone: bool = True) -> Asked:
        """The same question, asked without the earlier turns, or with them again."""
        return replace(self, alone=alone)

    def without(self, one: Filters, read_out: Filters) -> Asked:
        """The same question without a filter that was given, or is among those `read_out` of the words."""
        spared = narrow.minus(one, narrow.minus(one, read_out))
        return replace(
            self, filters=narrow.minus(self.filters, one), ignored=narrow.plus(self.ignored, spared)
        )


def conversation(query: bytes, known: Callable[[], Known], most: int) -> tuple[list[Asked], bool, Filters]:
    """The last `most` questions of a query string, whether there were more, and filters for the next."""
    pairs = parse_qsl(query.decode("utf-8", "replace"), keep_blank_values=True, errors="replace")
    starts = [at for at, (name, _) in enumerate(pairs) if name == QUESTION]
    if not starts:
        return [], False, _read("", pairs, known).filters
    ends = [*starts[1:], len(pairs)]
    heads = [pairs[: starts[0]], *([] for _ in starts[1:])]
    stretches = [
        (pairs[start][1], head + pairs[start + 1 : end])
        for head, start, end in zip(heads, starts, ends, strict=True)
    ]
    asked = [_read(words, rest, known) for words, rest in stretches[-most:]]
    return asked, len(stretches) > most, asked[-1].filters


def _read(words: str, pairs: Sequence[Pair], known: Callable[[], Known]) -> Asked:
    given = [(name, value) for name, value in pairs if value.strip()]
    names = {name for name, _ in given}
    found = narrow.read(given, DANISH, known()) if names & DANISH.names else Narrowed()
    return Asked(words, found.filters, found.ignored, ALONE in names, found.wrong)


def question_of(asked: Sequence[Asked]) -> Question:
    """The last question with the earlier turns it may follow up on. Raises Refused listing what is wrong."""
    last = asked[-1]
    text = question.read(last.words)
    if last.wrong:
        raise Refused(" ".join(last.wrong))
    return Question(text, filters=last.filters, before=_before(asked), ignored=last.ignored)


def _before(asked: Sequence[Asked]) -> tuple[str, ...]:
    """The earlier turns that the last question may follow up on, oldest first."""
    alone = [at for at, each in enumerate(asked) if each.alone]
    return tuple(question.one_line(each.words) for each in asked[max(alone, default=0) : -1] if each.stands)

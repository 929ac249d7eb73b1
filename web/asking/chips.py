"""The filters of a search as removable chips."""

from __future__ import annotations

from dataclasses import dataclass

from index.answer.answer import Answer
from index.filters import Filters
from web.asking import filters
from web.asking.conversation import Asked
from web.asking.facets import Known, said


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter in words. `again`: the URL part without it. `understood`: it was read out of the question."""

    text: str
    again: str
    understood: bool


def chips(asked: Asked, answer: Answer, there: Known) -> tuple[Chip, ...]:
    """The filters that were applied: first those given, then those read out of the question."""
    found = [
        Chip(
            said(one, there),
            asked.without(one, _read_out(asked, answer)).part,
            understood=bool(filters.minus(one, asked.filters)),
        )
        for one in filters.ones(answer.filters)
    ]
    return tuple(sorted(found, key=lambda chip: chip.understood))


def everywhere(asked: Asked, answer: Answer) -> str:
    """The URL part that asks without any filter."""
    return asked.without(filters.plus(asked.filters, answer.filters), _read_out(asked, answer)).part


def _read_out(asked: Asked, answer: Answer) -> Filters:
    return filters.plus(answer.understood, filters.minus(answer.filters, asked.filters))

"""Summarises outcomes: the measures of each ranking, the gains between rankings, the shares of statuses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

import numpy as np

from index.answer.answer import Status
from index.evaluation.evaluate import SHOWN, Outcome
from index.evaluation.measures import MEASURES, Interval, intervals

PAIRS = (("fused", "lexical"), ("fused", "dense"), (SHOWN, "fused"))
"""Rankings to compare, as (expected to be better, baseline)."""

Figures = Mapping[str, Interval]
"""Name of a measure -> its mean, or its mean difference."""


@dataclass(frozen=True, slots=True)
class Gain:
    """The paired differences between the rankings `ours` and `theirs` over the same questions."""

    ours: str
    theirs: str
    figures: Figures


def values(result: Outcome, mode: str) -> list[float]:
    """All MEASURES of one question, in their order."""
    ranks, right = result.places[mode], len(result.asked.answers)
    return [measure(ranks, right) for measure in MEASURES.values()]


def scores(results: Sequence[Outcome]) -> dict[str, Figures]:
    """Ranking -> its measures over these outcomes, which are to be answerable; empty without outcomes."""
    known, width = modes(results), len(MEASURES)
    rows = [[value for mode in known for value in values(result, mode)] for result in results]
    found = intervals(rows) if rows else []
    return {
        mode: dict(zip(MEASURES, found[n * width : (n + 1) * width], strict=True))
        for n, mode in enumerate(known)
    }


def gained(pairs: Sequence[tuple[Outcome, Outcome]], ours: str, theirs: str) -> Figures:
    """The mean gain of the first outcome (ranking `ours`) of each pair over the second (ranking `theirs`)."""
    rows = [
        [one - other for one, other in zip(values(mine, ours), values(yours, theirs), strict=True)]
        for mine, yours in pairs
    ]
    return dict(zip(MEASURES, intervals(np.reshape(rows, (-1, len(MEASURES)))), strict=True))


def gains(results: Sequence[Outcome], pairs: Iterable[tuple[str, str]] = PAIRS) -> Iterator[Gain]:
    """Compare those pairs of rankings that all outcomes have."""
    known, same = modes(results), [(result, result) for result in results]
    return (
        Gain(ours, theirs, gained(same, ours, theirs))
        for ours, theirs in pairs
        if ours in known and theirs in known
    )


def modes(results: Sequence[Outcome]) -> list[str]:
    """The rankings that all outcomes have, in the order of the first one."""
    first = results[0].places if results else {}
    return [mode for mode in first if all(mode in result.places for result in results)]


def shares(results: Sequence[Outcome]) -> dict[Status, float]:
    """The share of each status among the outcomes; all 0 if there are none."""
    return {
        status: fmean(result.status is status for result in results) if results else 0.0 for status in Status
    }

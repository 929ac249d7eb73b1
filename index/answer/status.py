"""Decides the status of an answer: a logistic regression on the signals of the first QA, and two thresholds.

The numbers are fitted by `python -m tests.benchmarks.thresholds`; docs/decisions/statuses.md has the
measurement, on questions that the fit did not see.
"""

from __future__ import annotations

from dataclasses import astuple
from math import exp

from index.answer.answer import Signals, Status

WEIGHTS = Signals(
    similarity=8.004,
    lead=-14.898,
    margin=0.272,
    coverage=1.193,
    weakest=9.357,
    nearness=-3.350,
    unknown=-1.195,
    agreement=-0.116,
    length=2.000,
)
"""The weight of each signal in the regression."""

BIAS = -11.566

ANSWER_FROM = 0.581
"""Least confidence for ANSWER: three in four answerable questions reach it."""

NEAR_FROM = 0.312
"""Least confidence for NEAR: 3 % of the answerable questions fall below it."""


def confidence(signals: Signals) -> float:
    """The estimated probability, from 0 to 1, that the first QA answers the question."""
    found = sum(weight * value for weight, value in zip(astuple(WEIGHTS), astuple(signals), strict=True))
    return 1 / (1 + exp(-(found + BIAS)))


def status(signals: Signals) -> Status:
    """The status of an answer whose first QA has these signals."""
    value = confidence(signals)
    if value >= ANSWER_FROM:
        return Status.ANSWER
    return Status.NEAR if value >= NEAR_FROM else Status.NOTHING

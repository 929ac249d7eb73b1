"""The numbers in index/status.py: `python -m tests.benchmarks.thresholds DATA QUESTIONS`.

Fits how much the question's words count beside the meaning, and where an answer begins, on one half
of the questions (by the parity of a checksum of their ids); reports on the other half.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from zlib import crc32

import numpy as np

from index import evaluate
from index.evaluate import Outcome
from web.base import open_base

KEPT = 0.90
"""Share of the right first passages that shall be called an answer."""

LOST = 0.03
"""Share of the answerable questions that may be told that nothing was found."""


def main() -> None:
    """Fit, and print the constants and what they do."""
    arguments = argparse.ArgumentParser(prog="python -m tests.benchmarks.thresholds", description=__doc__)
    arguments.add_argument("data", type=Path)
    arguments.add_argument("questions", type=Path)
    chosen = arguments.parse_args()
    base = open_base(chosen.data)
    results = evaluate.outcomes(base.finder, evaluate.read(chosen.questions, base.store))
    fitted, held_back = (
        [result for result in results if crc32(result.asked.id.encode()) % 2 == half] for half in (0, 1)
    )
    weight = words_weight(fitted)
    answer_from, near_from = thresholds(fitted, weight)
    print(f"WORDS_WEIGHT = {weight:.3f}\nANSWER_FROM = {answer_from:.3f}\nNEAR_FROM = {near_from:.3f}\n")
    for title, half in (("fitted", fitted), ("held back", held_back)):
        for line in report(title, half, weight, answer_from, near_from):
            print(line)


def words_weight(results: Sequence[Outcome]) -> float:
    """Coverage's coefficient over similarity's, in a logistic fit of `the first passage is right`."""
    from sklearn.linear_model import LogisticRegression

    signals = np.array([_signals(result) for result in results])
    scale = signals.std(axis=0)
    fit = LogisticRegression().fit((signals - signals.mean(axis=0)) / scale, right(results))
    similarity, coverage = fit.coef_[0] / scale
    return float(coverage / similarity)


def thresholds(results: Sequence[Outcome], weight: float) -> tuple[float, float]:
    """Where answers begin, and where nothing ends."""
    confident = confidence(results, weight)
    answerable = np.array([bool(result.asked.answers) for result in results])
    return (
        float(np.quantile(confident[right(results)], 1 - KEPT)),
        float(np.quantile(confident[answerable], LOST)),
    )


def confidence(results: Sequence[Outcome], weight: float) -> np.ndarray:
    """Similarity and weighted coverage of each result's first passage, (n,)."""
    return np.array([similarity + weight * coverage for similarity, coverage in map(_signals, results)])


def _signals(result: Outcome) -> tuple[float, float]:
    """Similarity and coverage; 0 where nothing was found."""
    return result.signals.get("similarity", 0.0), result.signals.get("coverage", 0.0)


def right(results: Sequence[Outcome]) -> np.ndarray:
    """Is the first passage the right one? (n,) of bool."""
    return np.array([result.ranks["shown"] == 1 for result in results])


def report(
    title: str, results: Sequence[Outcome], weight: float, answer_from: float, near_from: float
) -> Iterator[str]:
    """The share of each status, for right first passages and for each kind of question without answers."""
    groups = {
        "first passage right": right(results),
        "answerable": np.array([bool(result.asked.answers) for result in results]),
        "near": np.array([result.asked.kind == "near" for result in results]),
        "far": np.array([result.asked.kind == "far" for result in results]),
    }
    confident = confidence(results, weight)
    for name, chosen in groups.items():
        own = confident[chosen]
        answered, nothing = float((own >= answer_from).mean()), float((own < near_from).mean())
        yield (
            f"{title:10} {name:20} n={chosen.sum():<4} answer {answered:6.1%}"
            f"  near {1 - answered - nothing:6.1%}  nothing {nothing:6.1%}"
        )


if __name__ == "__main__":
    main()

"""Fits `index.answer.status`: `python -m tests.benchmarks.thresholds DATA QUESTIONS… --held QUESTIONS`.

Fits what each signal counts on all questions but the held ones; the thresholds are chosen on probabilities
by cross-validation, where no letter's questions are judged by a fit that saw them. Reports on the held ones,
with what single signals would do; `--plot FOLDER` draws how far the probability can be trusted there.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.answer.answer import Signals
from index.evaluation import evaluate
from index.evaluation.evaluate import Outcome
from kb.ids import letter_of
from tests.benchmarks import calibrate
from tests.benchmarks.calibrate import Weights
from tests.benchmarks.evaluate import plots, refusal
from web.service.base import Base, open_base

LOST = 0.03
"""Share of the answerable questions that may be told that nothing was found."""

KEPT = 0.75
"""Share of the answerable questions that shall be called answered."""

NAMES = tuple(field.name for field in fields(Signals))
LOSSES = (0.03, 0.05, 0.10, 0.20, 0.30)


def main() -> None:
    """Fit, print the constants, and what they do to questions that the fit did not see."""
    arguments = argparse.ArgumentParser(prog="python -m tests.benchmarks.thresholds", description=__doc__)
    arguments.add_argument("data", type=Path)
    arguments.add_argument("questions", type=Path, nargs="+")
    arguments.add_argument("--held", type=Path, required=True, help="questions that the fit does not see")
    arguments.add_argument("--plot", type=Path, help="a folder for the plots, which need matplotlib")
    chosen = arguments.parse_args()
    base = open_base(chosen.data)
    seen = [outcome for path in chosen.questions for outcome in asked(base, path)]
    held = asked(base, chosen.held)
    weights = calibrate.fit(matrix(seen, NAMES), answerable(seen))
    crossed = cross_validated(seen, NAMES)
    answer_from, near_from = (float(np.quantile(crossed[answerable(seen)], q)) for q in (1 - KEPT, LOST))
    for line in constants(weights, answer_from, near_from):
        print(line)
    print()
    for line in (*report(seen, held, weights), *statuses(held, weights, answer_from, near_from)):
        print(line)
    if chosen.plot:
        draw(chosen.plot, judged(held, weights))


def asked(base: Base, path: Path) -> list[Outcome]:
    """What came of the questions of a file, for which anything was found."""
    found = (evaluate.shown(base.finder, each) for each in evaluate.read(path, base.store))
    return [outcome for outcome in found if outcome.signals]


def matrix(outcomes: Sequence[Outcome], names: Sequence[str]) -> NDArray[np.float64]:
    """The named signals, (n, k)."""
    return np.array([[outcome.signals[name] for name in names] for outcome in outcomes])


def answerable(outcomes: Sequence[Outcome]) -> NDArray[np.bool_]:
    """Does a letter answer it? (n,)"""
    return np.array([bool(outcome.asked.answers) for outcome in outcomes])


def cross_validated(outcomes: Sequence[Outcome], names: Sequence[str]) -> NDArray[np.float64]:
    """The probability of each by a fit that saw no question of the letter it found, (n,)."""
    letters = [letter_of(outcome.best or "") for outcome in outcomes]
    return calibrate.held_out(matrix(outcomes, names), answerable(outcomes), letters)


def judged(outcomes: Sequence[Outcome], weights: Weights) -> list[Outcome]:
    """The outcomes with the confidence that these weights give."""
    confident = weights.probabilities(matrix(outcomes, NAMES))
    return [replace(each, confidence=float(p)) for each, p in zip(outcomes, confident, strict=True)]


def constants(weights: Weights, answer_from: float, near_from: float) -> Iterator[str]:
    """What stands in index/answer/status.py."""
    yield "WEIGHTS = Signals("
    for name, weight in zip(NAMES, weights.weights, strict=True):
        yield f"    {name}={weight:.3f},"
    yield ")"
    yield f"BIAS = {weights.bias:.3f}"
    yield f"ANSWER_FROM = {answer_from:.3f}"
    yield f"NEAR_FROM = {near_from:.3f}"


def report(seen: Sequence[Outcome], held: Sequence[Outcome], weights: Weights) -> Iterator[str]:
    """How well answerable questions are told from others: the area under the curve, and points on it."""
    yield f"{'':34}{'AUC':>6}  not called answered, losing " + " ".join(f"{loss:>6.0%}" for loss in LOSSES)
    rows = {
        "cross-validated, all signals": (seen, cross_validated(seen, NAMES)),
        "cross-validated, similarity": (seen, cross_validated(seen, NAMES[:1])),
        "held out, all signals": (held, weights.probabilities(matrix(held, NAMES))),
        "held out, similarity": (held, matrix(held, NAMES[:1])[:, 0]),
    }
    for title, (outcomes, confident) in rows.items():
        for kind in ("near", "far"):
            own = np.array([outcome.asked.kind == kind for outcome in outcomes])
            yield _row(f"{title}: {kind}", confident[answerable(outcomes)], confident[own])
    trust = refusal.trust(judged(held, weights))
    if trust:
        yield f"held out: calibration error {trust.error:.3f}, Brier score {trust.brier:.3f}"


def _row(title: str, kept: NDArray[np.float64], refused: NDArray[np.float64]) -> str:
    curve = refusal.curve(kept, refused)
    points = " ".join(f"{refusal.at(curve, loss).refused:>6.1%}" for loss in LOSSES)
    return f"{title:34}{refusal.auc(kept, refused):>6.3f}  {'':27} {points}"


def statuses(
    held: Sequence[Outcome], weights: Weights, answer_from: float, near_from: float
) -> Iterator[str]:
    """The share of each status among the held questions."""
    confident = weights.probabilities(matrix(held, NAMES))
    kinds = np.array([outcome.asked.kind for outcome in held])
    right = np.array([outcome.ranks["shown"] == 1 for outcome in held])
    groups = {
        "first passage right": right,
        "answerable": answerable(held),
        "near": kinds == "near",
        "far": kinds == "far",
    }
    for title, group in groups.items():
        own = confident[group]
        answer, nothing = float((own >= answer_from).mean()), float((own < near_from).mean())
        yield (
            f"held out: {title:22} n={group.sum():<4} answer {answer:6.1%}"
            f"  near {1 - answer - nothing:6.1%}  nothing {nothing:6.1%}"
        )


def draw(folder: Path, outcomes: Sequence[Outcome]) -> None:
    """The plots of an evaluation, of these outcomes."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, figure in plots.plots(outcomes).items():
        plots.save(folder, name, figure)


if __name__ == "__main__":
    main()

"""Refusals and an ablation as tables for the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from index.evaluation.evaluate import Outcome
from index.evaluation.measures import MEASURES
from tests.benchmarks.evaluate.ablate import Ablated
from tests.benchmarks.evaluate.baseline import PAIRS
from tests.benchmarks.evaluate.refusal import LOSS, refusals, trust
from web.commands import evaluation
from web.commands.evaluation import NAME, WIDE, changes, heads, measured


def table(results: Sequence[Outcome]) -> Iterator[str]:
    """What `svarbasen evaluate` prints, beside plain BM25, and how well questions without an answer are
    told."""
    yield from evaluation.table(results, PAIRS)
    yield from refused(results)


def refused(results: Sequence[Outcome]) -> Iterator[str]:
    """How each kind of question that no letter answers is told apart; nothing where all or none are such."""
    found = refusals(results)
    if found:
        yield ""
        points = f"{'as given':>21}  {f'losing {LOSS:.0%}':>21}"
        yield f"{'not called answered':{NAME}}{'n':>5}  {'AUC':>5}  {points}"
    for kind, it in found.items():
        points = "  ".join(
            f"{point.refused:>6.1%} (lost {point.lost:6.1%})" for point in (it.given, it.allowed)
        )
        yield f"{kind:{NAME}}{it.questions:>5}  {it.auc:5.3f}  {points}"
    if found and (worth := trust(results)):
        yield f"as a probability: calibration error {worth.error:.3f}, Brier score {worth.brier:.3f}"


def ablation_heading() -> str:
    """Above the rows of an ablation."""
    return f"{'search':{NAME}}{heads():{WIDE * len(MEASURES)}}answered  wrongly    AUC"


def ablation_row(row: Ablated) -> str:
    """One search: figures with all parts, differences without one."""
    shown = measured(row.figures) if row.part is None else changes(row.change)
    told = f"{row.answered:8.1%} {row.wrongly:8.1%}  " + ("    –" if row.auc is None else f"{row.auc:5.3f}")
    name = "all parts" if row.part is None else f"without {row.part}"
    return f"{name:{NAME}}{shown:{WIDE * len(MEASURES)}}{told}"

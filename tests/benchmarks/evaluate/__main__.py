"""How well the search finds and refuses: `python -m tests.benchmarks.evaluate DATA QUESTIONS`.

Prints what `svarbasen evaluate` prints, with plain BM25 beside it, and how well questions that no letter
answers are told apart. `--report DIR` writes a page in Danish, plots (SVG and PNG) and each question's
outcome; `--ablation` also asks without each part of the search.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import fields
from pathlib import Path

from index.answer.search import Finder
from index.evaluation import evaluate, results
from index.evaluation.evaluate import GoldQuestion, Outcome
from index.question.switches import Switches
from tests.benchmarks.evaluate import baseline, page, plots, tables
from tests.benchmarks.evaluate.ablate import Ablated, ablation
from web.service.base import Base, open_base

RESULTS, PAGE = "results.jsonl", "index.html"
"""In the folder of a report, beside the plots."""


def main() -> None:
    """Ask all questions and print the tables."""
    arguments = argparse.ArgumentParser(prog="python -m tests.benchmarks.evaluate", description=__doc__)
    arguments.add_argument("data", type=Path)
    arguments.add_argument("questions", type=Path)
    arguments.add_argument("--report", type=Path, help="a folder for a page, plots and outcomes")
    arguments.add_argument("--ablation", action="store_true", help="also ask without each part; slow")
    arguments.add_argument("--second-look", help="`tokens`, or a cross-encoder's name or folder")
    chosen = arguments.parse_args()
    with closing(open_base(chosen.data)) as opened:
        base = opened.looking_twice(chosen.second_look) if chosen.second_look else opened
        asked = evaluate.read(chosen.questions, base.store)
        outcomes = evaluate.outcomes(base.finder, asked, others=baseline.rankings(base.store))
        for line in tables.table(outcomes):
            print(line)
        ablated = list(told_ablation(base, asked)) if chosen.ablation else []
    if chosen.report:
        report(chosen.report, chosen.questions.name, outcomes, ablated)
        print(f"\n{chosen.report / PAGE}")


def told_ablation(base: Base, asked: Sequence[GoldQuestion]) -> Iterator[Ablated]:
    """The rows of an ablation, printed as they come."""
    reranker = base.finding.configured.reranker

    def finder_with(switches: Switches) -> Finder:
        return Finder(base.store, base.backend, base.encoder, reranker, switches)

    names = [field.name for field in fields(Switches) if field.name != "reranking" or reranker]
    print(f"\n{tables.ablation_heading()}")
    for row in ablation(finder_with, names, asked):
        print(tables.ablation_row(row), flush=True)
        yield row


def report(folder: Path, name: str, outcomes: Sequence[Outcome], ablated: Sequence[Ablated] = ()) -> None:
    """The page with its plots, and the outcomes it was made from."""
    folder.mkdir(parents=True, exist_ok=True)
    drawings = {plot: plots.save(folder, plot, figure) for plot, figure in plots.plots(outcomes).items()}
    (folder / PAGE).write_bytes(page.page(name, outcomes, drawings, ablated).encode("utf-8", "replace"))
    (folder / RESULTS).write_bytes(results.encoded(outcomes))


if __name__ == "__main__":
    main()

"""Commands that measure: how well questions with known answers find them, and what two runs differ in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import click

from kb.errors import SvarbasenError
from web.commands.options import cli, data_option, existing, progress
from web.evaluation import tables
from web.service.base import Base

if TYPE_CHECKING:
    from index.evaluation.ablate import Ablated
    from index.evaluation.evaluate import Asked, Outcome

RESULTS, PAGE = "results.jsonl", "index.html"
"""In the folder of a report, beside the plots."""

file_argument = click.Path(path_type=Path, dir_okay=False)


@cli.command("evaluate", with_appcontext=False)
@click.argument("questions", type=file_argument)
@click.option(
    "--report",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write a page, plots (SVG and PNG) and each question's outcome to this folder.",
)
@click.option(
    "--json", "rows", type=file_argument, help="Write a line of JSON a question to this file, for `compare`."
)
@click.option("--second-look", help="Take a second look: `tokens`, or a cross-encoder's name or folder.")
@click.option("--ablation", is_flag=True, help="Also ask without each part of the search; slow.")
@data_option
def evaluate_command(
    questions: Path,
    report: Path | None,
    rows: Path | None,
    second_look: str | None,
    ablation: bool,
    data: Path,
) -> None:
    """Measure how well questions with known answers find them, and what is refused."""
    from index.evaluation import evaluate, results

    plots = _plots() if report else None
    with existing(data) as opened:
        base = opened.looking_twice(second_look) if second_look else opened
        asked = evaluate.read(questions, base.store)
        with progress("Asking") as asking:
            outcomes = evaluate.outcomes(base.finder, asked, asking)
        for told in tables.table(outcomes):
            click.echo(told)
        ablated = list(_ablation(base, asked)) if ablation else []
    if rows:
        rows.parent.mkdir(parents=True, exist_ok=True)
        rows.write_bytes(results.encoded(outcomes))
    if report and plots:
        _report(report, questions.name, outcomes, ablated, plots)
        click.echo(f"\n{report / PAGE}")


def _plots() -> ModuleType:
    """The module that draws. Raises before anything is asked where it has nothing to draw with."""
    try:
        from web.evaluation import plots
    except ModuleNotFoundError as error:
        raise SvarbasenError(
            f"--report: expected {error.name} to draw with, found none; run: pip install 'svarbasen[report]'"
        ) from error
    return plots


def _ablation(base: Base, asked: Sequence[Asked]) -> Iterator[Ablated]:
    """The rows of an ablation, told as they come."""
    from index.answer.search import Finder
    from index.evaluation import ablate
    from index.question.switches import ALL, Parts, without

    second = base.finding.configured.second

    def finder_with(left_out: str | None) -> Finder:
        parts = without(left_out) if left_out else ALL
        return Finder(base.store, base.backend, base.encoder, second, parts)

    names = [field.name for field in fields(Parts) if field.name != "second" or second]
    click.echo(f"\n{tables.ablation_heading()}")
    with progress("Asking again") as asking:
        for row in ablate.ablation(finder_with, names, asked, asking):
            click.echo(tables.ablation_row(row))
            yield row


def _report(
    folder: Path, name: str, outcomes: Sequence[Outcome], ablated: Sequence[Ablated], plots: ModuleType
) -> None:
    """The page with its plots, and the outcomes it was made from."""
    from index.evaluation import results
    from web.evaluation.page import page

    folder.mkdir(parents=True, exist_ok=True)
    drawings = {plot: plots.save(folder, plot, figure) for plot, figure in plots.plots(outcomes).items()}
    (folder / PAGE).write_bytes(page(name, outcomes, drawings, ablated).encode("utf-8", "replace"))
    (folder / RESULTS).write_bytes(results.encoded(outcomes))


@cli.command("compare", with_appcontext=False)
@click.argument("old", type=file_argument)
@click.argument("new", type=file_argument)
@click.option(
    "--mode", default="shown", show_default=True, help="The ranking to compare, as `evaluate` names it."
)
def compare_command(old: Path, new: Path, mode: str) -> None:
    """Say what changed between two runs of `evaluate --json`, question by question."""
    from index.evaluation import compare, results

    for told in tables.comparison(compare.compare(results.read(old), results.read(new), mode)):
        click.echo(told)

"""The commands `evaluate`, which measures the search, and `compare`, which compares two such runs."""

from __future__ import annotations

from pathlib import Path

import click

from web.commands import evaluation
from web.commands.options import cli, data_option, existing, progress

file_argument = click.Path(path_type=Path, dir_okay=False)


@cli.command("evaluate", with_appcontext=False)
@click.argument("questions", type=file_argument)
@click.option(
    "--json", "rows", type=file_argument, help="Write a line of JSON a question to this file, for `compare`."
)
@click.option("--second-look", help="Take a second look: `tokens`, or a cross-encoder's name or folder.")
@data_option
def evaluate_command(questions: Path, rows: Path | None, second_look: str | None, data: Path) -> None:
    """Measure how well questions with known answers find them, and which status they get."""
    from index.evaluation import evaluate, results

    with existing(data) as opened:
        base = opened.looking_twice(second_look) if second_look else opened
        asked = evaluate.read(questions, base.store)
        with progress("Asking") as asking:
            outcomes = evaluate.outcomes(base.finder, asked, asking)
    for told in evaluation.table(outcomes):
        click.echo(told)
    if rows:
        rows.parent.mkdir(parents=True, exist_ok=True)
        rows.write_bytes(results.encoded(outcomes))


@cli.command("compare", with_appcontext=False)
@click.argument("old", type=file_argument)
@click.argument("new", type=file_argument)
@click.option(
    "--mode", default="shown", show_default=True, help="The ranking to compare, as `evaluate` names it."
)
def compare_command(old: Path, new: Path, mode: str) -> None:
    """Say what changed between two runs of `evaluate --json`, question by question."""
    from index.evaluation import compare, results

    for told in evaluation.comparison(compare.compare(results.read(old), results.read(new), mode)):
        click.echo(told)

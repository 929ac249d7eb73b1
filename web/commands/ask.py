"""The command `svarbasen ask`: one question, or a batch from a file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from index.question.question import LIMIT, Question
from kb.store import Store
from web.asking import filters as narrow
from web.asking.facets import known_of
from web.asking.filters import ENGLISH, Narrowed
from web.commands import batch, report
from web.commands.options import cli, data_option, existing, line
from web.showing import present

NARROWING = {
    ENGLISH.party: "Only answers to this party; any of its names.",
    ENGLISH.department: "Only answers of this department.",
    ENGLISH.year: "Only letters of this year, or of years: 2019-2021.",
    ENGLISH.kind: f"Only answers that are {', '.join(ENGLISH.kinds)}.",
    ENGLISH.letter: "Only answers in this letter, by its id.",
    ENGLISH.without: "Do not read this filter out of the question: party:Venstre.",
}


def narrowing(command: Any) -> Any:
    """Add the filter options to a command; each may be given several times."""
    for name, told in reversed(NARROWING.items()):  # the option added last comes first in --help
        command = click.option(f"--{name}", name, multiple=True, help=told)(command)
    return command


@cli.command("ask", with_appcontext=False)
@click.argument("question", required=False)
@click.option("--batch", "rows", type=click.Path(path_type=Path, dir_okay=False), help='Rows {"id", "text"}.')
@click.option("--json", "as_json", is_flag=True, help="Print the answer as one line of JSON.")
@click.option(
    "--limit", type=click.IntRange(1, 100), default=LIMIT, show_default=True, help="Passages shown."
)
@click.option("--before", multiple=True, help="A question of an earlier turn, oldest first.")
@narrowing
@data_option
def ask_command(
    question: str | None,
    rows: Path | None,
    as_json: bool,
    limit: int,
    before: tuple[str, ...],
    data: Path,
    **filters: tuple[str, ...],
) -> None:
    """Ask one question, or each question of a file."""
    if (question is None) == (rows is None):
        raise click.UsageError("expected either a QUESTION or --batch FILE")
    with existing(data) as base:
        if rows is not None:
            for answer in batch.answers(base.finding, batch.read(rows), limit):
                line(answer)
            return
        narrowed = _narrowed(base.store, filters)
        asked = Question(question or "", limit, narrowed.filters, before, narrowed.ignored)
        found = base.finder.ask(asked)
        answer = present.answer_dict(found)
    if as_json:
        line(answer)
    else:
        click.echo(report.answer_text(answer))


def _narrowed(store: Store, filters: dict[str, tuple[str, ...]]) -> Narrowed:
    """The filters from the options. Raises UsageError listing everything that is wrong."""
    found = narrow.read(list(_pairs(filters)), ENGLISH, known_of(store.summaries()))
    if found.wrong:
        raise click.UsageError(" ".join(found.wrong))
    return found


def _pairs(filters: dict[str, tuple[str, ...]]) -> Iterator[tuple[str, str]]:
    return ((name, value) for name, values in filters.items() for value in values)

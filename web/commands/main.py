"""The `svarbasen` command. The shapes of its JSON output are a contract, described in docs/contract.md."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NoReturn

import click

from index.question.question import Question
from kb import config
from kb.errors import NotFound, SvarbasenError
from web.commands import ask, keep, measure, report
from web.commands.options import cli, data_option, existing, line, opened, progress
from web.service.base import BULK, Base
from web.service.intake import Failed, Outcome, PassedOver, intake, rehearse
from web.showing import present

__all__ = ["ask", "cli", "keep", "main", "measure"]

HOST, PORT, THREADS = "127.0.0.1", 8080, 8


def main() -> None:
    """Run the command; a SvarbasenError or OSError is printed as one line, with exit status 1."""
    try:
        cli.main(prog_name="svarbasen")
    except SvarbasenError as error:
        _fail(str(error))
    except OSError as error:
        _fail(f"{error.filename}: {error.strerror}" if error.filename else str(error))


def _fail(told: str) -> NoReturn:
    click.echo(f"svarbasen: {told}", err=True)
    sys.exit(1)


def _intake(base: Base, paths: Sequence[Path]) -> list[Outcome]:
    with progress("Reading") as reading, progress("Embedding") as embedding:
        return intake(base, paths, reading, embedding)


@cli.command("ingest", with_appcontext=False)
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path, readable=False))
@click.option("--dry-run", is_flag=True, help="Say what would become of each file, and keep nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print the outcome as one line of JSON.")
@data_option
def ingest_command(paths: tuple[Path, ...], dry_run: bool, as_json: bool, data: Path) -> None:
    """Read letters: files, or folders with everything below them."""
    if dry_run:
        with _rehearsed(data) as base, progress("Reading") as reading:
            outcomes, pairs = rehearse(base, paths, reading)
    else:
        with opened(data, BULK) as base:
            outcomes = _intake(base, paths)
            pairs = base.relations.pairs()
    of_these = report.among(pairs, outcomes)
    if as_json:
        for outcome in outcomes if not dry_run else ():
            if isinstance(outcome, PassedOver):
                click.echo(report.passed_over(outcome.file), err=True)
        line((report.rehearsal_dict if dry_run else report.outcomes_dict)(outcomes, of_these))
    else:
        for row in report.outcomes_text(outcomes, of_these, rehearsed=dry_run):
            click.echo(row)
    if any(isinstance(outcome, Failed) for outcome in outcomes):
        sys.exit(1)


@contextmanager
def _rehearsed(data: Path) -> Iterator[Base]:
    """The knowledge base of a folder; if there is none, an empty temporary one."""
    if config.load(data).database.exists():
        with opened(data) as base:
            yield base
    else:
        with tempfile.TemporaryDirectory() as nothing, opened(Path(nothing)) as base:
            yield base


@cli.command("letters", with_appcontext=False)
@click.option("--json", "as_json", is_flag=True, help="Print a line of JSON a letter, with its questions.")
@data_option
def letters_command(as_json: bool, data: Path) -> None:
    """List the letters, newest first."""
    with existing(data) as base:
        for letter in base.store.letters():
            if as_json:
                line(present.letter_dict(letter))
            else:
                click.echo(report.letter_text(letter))


@cli.command("forget", with_appcontext=False)
@click.argument("letters", metavar="LETTER…", nargs=-1, required=True)
@data_option
def forget_command(letters: tuple[str, ...], data: Path) -> None:
    """Remove letters by id: their text, vectors and files."""
    missing: list[NotFound] = []
    with existing(data) as base:
        for letter in letters:
            try:
                base.forget(letter)
                click.echo(f"{letter}: forgotten")
            except NotFound as error:
                missing.append(error)
    if missing:
        raise NotFound("; ".join(map(str, missing)))


@cli.command("rebuild", with_appcontext=False)
@data_option
def rebuild_command(data: Path) -> None:
    """Make the index anew from the stored letters, with the configured encoder."""
    with existing(data, BULK) as base, progress("Embedding") as embedding:
        made = base.rebuild(embedding)
        state = base.backend.state()
    click.echo(f"{state.indexed} passages indexed, {made} of them embedded anew, with {state.encoder}")


@cli.command("verify", with_appcontext=False)
@data_option
def verify_command(data: Path) -> None:
    """Check that every text equals its source lines, every file its digest, and the index the letters."""
    with existing(data) as base:
        faults = base.verify()
        state = base.store.state()
    for fault in faults:
        click.echo(fault, err=True)
    if faults:
        sys.exit(1)
    click.echo(f"{state.letters} letters with {state.qas} questions are as they were read")


@cli.command("serve", with_appcontext=False)
@click.option("--host", default=HOST, show_default=True)
@click.option("--port", type=click.IntRange(0, 65535), default=PORT, show_default=True)
@click.option("--threads", type=click.IntRange(1, 64), default=THREADS, show_default=True)
@data_option
def serve_command(host: str, port: int, threads: int, data: Path) -> None:
    """Serve the web pages and the JSON."""
    from web.serve import serve

    with opened(data) as base:
        serve(base, host, port, threads)


@cli.command("demo", with_appcontext=False)
@click.option("--host", default=HOST, show_default=True)
@click.option("--port", type=click.IntRange(0, 65535), default=PORT, show_default=True)
@click.option("--no-serve", is_flag=True, help="Stop after the first answer.")
@click.option(
    "--data",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("svarbasen-demo"),
    show_default=True,
    help="The folder of the demo; not that of a knowledge base of your own.",
)
def demo_command(host: str, port: int, no_serve: bool, data: Path) -> None:
    """Write sample letters of an invented municipality, read them, ask one question and serve."""
    from web.commands.demo import QUESTION, prepare
    from web.serve import serve

    with closing(prepare(data)) as base:
        outcomes = _intake(base, [data / "letters"])
        for row in report.outcomes_text(outcomes):
            click.echo(row)
        click.echo(f"\n{QUESTION}\n")
        click.echo(report.answer_text(present.answer_dict(base.finder.ask(Question(QUESTION)))))
        if not no_serve:
            serve(base, host, port, THREADS)


if __name__ == "__main__":
    main()

"""Commands to maintain a knowledge base: inspect letters, and decide about held letters and duplicates."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from ingest import files
from ingest.letter.parse import named
from ingest.sandbox.readers import Readers
from kb.errors import NotFound
from kb.model import Letter
from web.commands import report, show
from web.commands.options import cli, data_option, existing, line
from web.service.base import Base
from web.showing import present


@cli.command("show", with_appcontext=False)
@click.argument("letter")
@click.option("--coverage", is_flag=True, help="Count where every character went, by page.")
@click.option("--pieces", is_flag=True, help="Print every stretch of text with its place and role.")
@click.option("--explain", is_flag=True, help="Say why these lines were taken as questions.")
@click.option("--json", "as_json", is_flag=True, help="Print a line of JSON a letter.")
@data_option
def show_command(letter: str, coverage: bool, pieces: bool, explain: bool, as_json: bool, data: Path) -> None:
    """Show a letter by its id, or the letters in a FILE that need not be in the knowledge base."""
    found = _in_file(Path(letter)) if Path(letter).is_file() else _kept(data, letter)
    for each in found:
        if as_json:
            line(present.letter_dict(each))
            continue
        click.echo(f"{each.id} ({each.file})")
        parts = (
            (show.coverage_lines, coverage),
            (show.piece_lines, pieces),
            (show.explanation_lines, explain),
            (show.letter_lines, not (coverage or pieces or explain)),
        )
        for lines, wanted in parts:
            for row in lines(each) if wanted else ():
                click.echo(row)


def _in_file(path: Path) -> tuple[Letter, ...]:
    file = files.shown(path)
    with Readers(1) as readers:
        return named(readers.read(files.load(path, file), file).letters, path.stem, path.name)


def _kept(data: Path, id: str) -> tuple[Letter, ...]:
    """A letter of the knowledge base, also one that is held back. Raises NotFound."""
    with existing(data) as base:
        if id not in {held.id for held in base.store.held()}:
            return (base.store.letter(id),)
        return tuple(each for each in base.store.of_file(id)[1] if each.id == id)


@cli.command("abbreviations", with_appcontext=False)
@click.option("--json", "as_json", is_flag=True, help="Print a line of JSON an abbreviation.")
@data_option
def abbreviations_command(as_json: bool, data: Path) -> None:
    """List the short forms that letters introduce, each with the letters that taught it."""
    with existing(data) as base:
        for (short, full), taught_by in _taught(base.store.letters()):
            if as_json:
                line({"short": short, "full": full, "letters": taught_by})
            else:
                click.echo(f"{short}  {full} ({', '.join(taught_by)})")


def _taught(letters: Iterable[Letter]) -> list[tuple[tuple[str, str], list[str]]]:
    found: dict[tuple[str, str], list[str]] = {}
    for letter in letters:
        for each in letter.abbreviations:
            found.setdefault((each.short, each.full), []).append(letter.id)
    return sorted(found.items())


@cli.command("held", with_appcontext=False)
@click.option("--json", "as_json", is_flag=True, help="Print a line of JSON a letter.")
@data_option
def held_command(as_json: bool, data: Path) -> None:
    """List the letters that are held back because a CPR number seems to stand in them."""
    with existing(data) as base:
        for held in base.store.held():
            if as_json:
                line({"id": held.id, "file": held.file, "places": list(held.places)})
            else:
                click.echo(f"{held.id}  {held.file}: {'; '.join(held.places)}")


@cli.command("release", with_appcontext=False)
@click.argument("letters", metavar="LETTER…", nargs=-1, required=True)
@data_option
def release_command(letters: tuple[str, ...], data: Path) -> None:
    """Show letters that were held back: what stands in them are no CPR numbers, or may be seen."""
    with existing(data) as base:
        for letter in letters:
            _check_held(base, letter)
            base.release(letter)
            click.echo(f"{letter}: released")


@cli.command("redact", with_appcontext=False)
@click.argument("letters", metavar="LETTER…", nargs=-1, required=True)
@data_option
def redact_command(letters: tuple[str, ...], data: Path) -> None:
    """Take CPR numbers out of letters and their stored files for good, and show what is left."""
    with existing(data) as base:
        for letter in letters:
            count = base.redact(letter)
            click.echo(f"{letter}: {count} {'place' if count == 1 else 'places'} redacted")


def _check_held(base: Base, letter: str) -> None:
    if letter not in {held.id for held in base.store.held()}:
        raise NotFound(f"{letter}: expected a letter that is held back; `svarbasen held` lists them")


@cli.command("duplicates", with_appcontext=False)
@click.option("--all", "all_", is_flag=True, help="Also those that were decided.")
@click.option("--differences", is_flag=True, help="Show what only one of the two says.")
@click.option("--json", "as_json", is_flag=True, help="Print a line of JSON a pair.")
@data_option
def duplicates_command(all_: bool, differences: bool, as_json: bool, data: Path) -> None:
    """List letters that look alike: draft and final, scan and digital copy. `decide` is what to do then."""
    with existing(data) as base:
        for pair in base.relations.pairs():
            if pair.verdict and not all_:
                continue
            if as_json:
                line(report.pair_dict(pair))
                continue
            click.echo(report.pair_text(pair))
            if differences:
                for row in list(report.differences_text(pair, base.relations.differences(pair))) or [
                    "the same text"
                ]:
                    click.echo(f"    {row}")


@cli.command("decide", with_appcontext=False)
@click.argument("one")
@click.argument("other")
@click.option("--prefer", help="The letter that is searched; the other one is only shown, with a link to it.")
@click.option("--both", is_flag=True, help="Both are letters of their own.")
@data_option
def decide_command(one: str, other: str, prefer: str | None, both: bool, data: Path) -> None:
    """Decide about two letters that look alike."""
    if (prefer is None) != both or (prefer and prefer not in (one, other)) or one == other:
        raise click.UsageError("expected two letters, and either --prefer with one of them or --both")
    with existing(data) as base:
        base.decide(one, other, prefer)
    click.echo(f"{one}, {other}: {f'{prefer} is searched' if prefer else 'both are searched'}")

"""Shared by all commands: the command group, the --data option, opening the base, and printing."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import click
from flask.cli import AppGroup

from kb import config
from kb.errors import NotFound
from web.service.base import SERVING, Base, open_base

DATA = Path("svarbasen-data")

cli = AppGroup(name="svarbasen", help="Official answers to council inquiries: read letters, ask, serve.")

data_option = click.option(
    "--data",
    type=click.Path(path_type=Path, file_okay=False),
    default=DATA,
    envvar="SVARBASEN_DATA",
    show_default=True,
    help="The folder of the knowledge base.",
)


@contextmanager
def opened(data: Path, threads: int = SERVING) -> Iterator[Base]:
    """The knowledge base of a folder, closed at the end; created if there is none."""
    with closing(open_base(data, threads=threads)) as base:
        yield base


@contextmanager
def existing(data: Path, threads: int = SERVING) -> Iterator[Base]:
    """As `opened`, but raises NotFound if the folder has no knowledge base, as with a mistyped name."""
    if not config.load(data).database.exists():
        raise NotFound(f"{data}: no knowledge base here; run `svarbasen ingest` first")
    with opened(data, threads) as base:
        yield base


def line(value: object) -> None:
    """Print one line of JSON; escaped to ASCII if it holds lone surrogates, which UTF-8 cannot encode."""
    text = json.dumps(value, ensure_ascii=False)
    click.echo(text if text == text.encode("utf-8", "ignore").decode() else json.dumps(value))


@contextmanager
def progress(label: str) -> Iterator[Callable[[int, int], None]]:
    """A progress bar on standard error; hidden if that is not a terminal. Gives a function (done, total)."""
    with click.progressbar(length=1, label=label, file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:

        def show(done: int, total: int) -> None:
            bar.length = max(total, 1)
            bar.update(done - bar.pos)

        yield show

"""What all commands share: the group, the data folder, and how values are printed."""

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
    """The knowledge base of a folder, made if it is not there."""
    with closing(open_base(data, threads=threads)) as base:
        yield base


@contextmanager
def existing(data: Path, threads: int = SERVING) -> Iterator[Base]:
    """As `opened`, but a mistyped folder is not made a knowledge base."""
    if not config.load(data).database.exists():
        raise NotFound(f"{data}: no knowledge base here; run `svarbasen ingest` first")
    with opened(data, threads) as base:
        yield base


def line(value: object) -> None:
    """One line of JSON; in ASCII where it holds what UTF-8 cannot, as half a surrogate pair."""
    text = json.dumps(value, ensure_ascii=False)
    click.echo(text if text == text.encode("utf-8", "ignore").decode() else json.dumps(value))


@contextmanager
def progress(label: str) -> Iterator[Callable[[int, int], None]]:
    """A progress bar on a terminal, on standard error; nothing elsewhere."""
    with click.progressbar(length=1, label=label, file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:

        def show(done: int, total: int) -> None:
            bar.length = max(total, 1)
            bar.update(done - bar.pos)

        yield show

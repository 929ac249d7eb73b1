"""Shared by all commands: the command group, the --data option, opening the base, and printing."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path

import click
from flask.cli import AppGroup

from kb import config
from kb.errors import NotFound
from web.service.base import SERVING, Base, open_base

DATA = Path("svarbasen-data")

LINE_SECONDS = 10.0
"""Seconds between two lines of progress where standard error is no terminal; short work prints none."""

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
    """Progress on standard error: a bar on a terminal, else lines. Gives a function (done, total)."""
    with _bar(label) if sys.stderr.isatty() else nullcontext(Lines(label)) as show:
        yield show


@contextmanager
def _bar(label: str) -> Iterator[Callable[[int, int], None]]:
    with click.progressbar(length=1, label=label, file=sys.stderr) as bar:

        def show(done: int, total: int) -> None:
            bar.length = max(total, 1)
            bar.update(done - bar.pos)

        yield show


@dataclass
class Lines:
    """Progress as lines: `Embedding: 640 of 20,000, about 12 minutes left`. `clock` gives seconds."""

    label: str
    clock: Callable[[], float] = time.monotonic
    _total: int = 0
    _began: float = field(init=False)
    _called: float = field(init=False)
    _said: float = field(init=False)

    def __post_init__(self) -> None:
        self._began = self._called = self._said = self.clock()

    def __call__(self, done: int, total: int) -> None:
        now = self.clock()
        if total != self._total:  # another task, whose pace is not known yet
            self._began, self._total = self._called, total
        self._called = now
        if now - self._said >= LINE_SECONDS:
            left = round((now - self._began) * (total - done) / max(done, 1) / 60)
            about = f"about {left} minute{'s' * (left > 1)} left" if left else "less than a minute left"
            click.echo(f"{self.label}: {done:,} of {total:,}, {about}", err=True)
            self._said = now

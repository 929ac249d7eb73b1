"""Opens the store and the engines: the only module that names the classes behind their protocols."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from index.engine.backend import Backend
from index.engine.embedded import Embedded
from kb.config import Config
from kb.passages import Passages
from kb.sqlite.letters import SqliteStore
from kb.store import Store

Engines = Callable[[Passages], Backend]
"""Opens the engine that searches these passages."""


def open_store(settings: Config) -> Store:
    """The store of letters, passages and relations; created if there is none."""
    return SqliteStore.open(settings.database, settings.municipality)


def engines(settings: Config) -> Engines:
    """A factory of engines, for the passages of any encoder."""
    return partial(Embedded, parent=settings.index)

"""What stands behind the seams: the only module that names the classes which keep and search."""

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
"""Opens the engine that searches some passages."""


def open_store(settings: Config) -> Store:
    """Where letters, passages and relations are kept; made if it is not there."""
    return SqliteStore.open(settings.database, settings.municipality)


def engines(settings: Config) -> Engines:
    """What opens an engine for the passages of any encoder."""
    return partial(Embedded, parent=settings.index)

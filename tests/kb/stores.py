"""The stores that are held to what any store promises. A third one is one more line here."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from kb.sqlite.letters import SqliteStore
from kb.store import Store
from tests.kb.memory.letters import MemoryStore, Place

Open = Callable[[str], Store]
"""Opens the store of a municipality, in one place with the others."""


def _memory(_: Path) -> Open:
    place: Place = {}
    return lambda municipality: MemoryStore.open(place, municipality)


STORES: dict[str, Callable[[Path], Open]] = {
    "sqlite": lambda folder: lambda municipality: SqliteStore.open(folder / "kb.sqlite", municipality),
    "memory": _memory,
}

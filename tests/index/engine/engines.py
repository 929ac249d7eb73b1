"""The engines that are held to what any engine promises, each over each store."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path
from zlib import crc32

from index.engine.backend import Backend
from index.engine.embedded import Embedded
from kb.passages import Entry, Passages
from kb.store import Store
from tests.benchmarks.synthetic import DIMENSION, Chance
from tests.index.engine.brute_force import BruteForce
from tests.kb.bare import letter, source
from tests.kb.stores import STORES, Open
from tests.test_documents import example
from web.service.seams import Engines


def engine(name: str, folder: Path) -> Engines:
    """What opens an engine whose files, if it has any, are in a folder."""
    opened: dict[str, Engines] = {
        "embedded": lambda passages: Embedded(passages, folder),
        "brute force": BruteForce,
        "the documents' example": example("adding-an-engine.md", "class Exact")["Exact"],
    }
    return opened[name]


ENGINES = ("embedded", "brute force", "the documents' example")
PAIRS = list(product(STORES, ENGINES))
"""(store, engine)."""


@dataclass(frozen=True)
class Base:
    """A knowledge base of passages alone."""

    open_store: Open
    engines: Engines
    encoder: str = "e"

    @property
    def store(self) -> Store:
        return self.open_store("")

    @property
    def passages(self) -> Passages:
        return self.store.passages(self.encoder, DIMENSION)

    def opened(self) -> Backend:
        """An engine of its own, as another process has."""
        return self.engines(self.passages)

    def add(self, engine: Backend, id: str, **changed: object) -> list[Entry]:
        """A letter with a few passages, put but not published."""
        made = Chance(crc32(id.encode())).entries(id)
        entries = [replace(entry, **changed) for entry in made]  # type: ignore[arg-type]
        with self.store.unit_of_work():
            self.store.put(source(id.encode(), f"/{id}.txt"), [letter(id)])
            engine.put(entries)
        return entries

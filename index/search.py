"""A question in plain Danish to an answer: candidates by meaning and by words, fused, judged."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from index import fuse, lexical
from index.answer import Answer, Found, Hit, Status
from index.backend import Backend
from index.encode import Encoder
from index.filters import ANY, Filters
from index.status import Signals, coverage, status
from index.vectors import Vector
from kb.errors import BadQuestion, NotFound, Tampered
from kb.model import Kind
from kb.store import Store

CANDIDATES = 100
"""Passages taken from each list at first; doubled until there are QAs enough."""

AT_ONCE = 10_000
"""Passages fetched in one go; SQLite takes at most 32,766 values in a statement."""

LONGEST_QUESTION = 1000
"""Characters."""

UNFINISHED = {
    Kind.INTERIM: "har kun et foreløbigt svar",
    Kind.REFERENCE: "henviser til et andet svar",
    Kind.DECLINED: "svarer, at spørgsmålet ikke kan eller skal besvares",
}
"""Kinds of answers that do not answer by themselves, and what is said of them."""

NO_LETTERS = "Der er ingen svarbreve at søge i endnu."
NO_ANSWERS = "Der er svarbreve i basen, men ingen af dem har svar, der kan søges i endnu."

_log = logging.getLogger("svarbasen")


@dataclass(frozen=True, slots=True)
class Candidates:
    """QA id -> score: of all by meaning (cosine), of those that share words with it by BM25."""

    dense: Mapping[str, float]
    lexical: Mapping[str, float]


def plain(question: str) -> str:
    """The question on one line, without what no text can hold: NUL, and halves of surrogate pairs."""
    return " ".join(question.encode("utf-8", "ignore").decode().replace("\0", " ").split())


def checked(question: str) -> str:
    """The plain question. Raises BadQuestion where there is none, or too much of it."""
    asked = plain(question)
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

    def ask(
        self, question: str, limit: int = 5, filters: Filters = ANY, before: Sequence[str] = ()
    ) -> Answer:
        """The answer, with the `limit` best QAs whatever its status.

        `before` are the questions of the turns before, oldest first.
        """
        start = time.perf_counter()
        asked = checked(question)
        return self.answer(asked, self.candidates(asked, limit), limit, start)

    def answer(self, question: str, candidates: Candidates, limit: int, start: float) -> Answer:
        """The answer that candidates make. `start` is when the question came, by `perf_counter`."""
        scores = fuse.fused(candidates.dense, candidates.lexical)
        found = self._found(list(_hits(scores, candidates)), limit)
        verdict, reason = self._judge(question, found)
        return Answer(question, verdict, reason, tuple(found), (time.perf_counter() - start) * 1000)

    def candidates(self, question: str, limit: int = 5) -> Candidates:
        """The best QAs of either list, each with both its scores; at least `limit`, where there are."""
        vector = self.encoder.query(question)
        terms = lexical.terms(question, self.encoder.pieces)
        depth = CANDIDATES
        while True:
            by_words = dict(self.backend.lexical(terms, depth))
            by_meaning = dict(self.backend.dense(vector, depth))
            found = self._candidates(vector, by_words, by_meaning)
            if len(found.dense) >= limit or max(len(by_words), len(by_meaning)) < depth:
                return found
            depth *= 2

    def _candidates(
        self, vector: Vector, by_words: Mapping[int, float], by_meaning: Mapping[int, float]
    ) -> Candidates:
        """QAs by their best passages."""
        dense: dict[str, float] = {}
        words: dict[str, float] = {}
        for row, qa, cosine in self._cosines(vector, sorted(by_words.keys() | by_meaning.keys())):
            dense[qa] = max(dense.get(qa, -1.0), cosine)
            if row in by_words:
                words[qa] = max(words.get(qa, 0.0), by_words[row])
        return Candidates(dense, words)

    def _cosines(self, vector: Vector, wanted: Sequence[int]) -> Iterator[tuple[int, str, float]]:
        """(row, QA id, cosine) of the rows that still exist."""
        for at in range(0, len(wanted), AT_ONCE):
            rows, qas, vectors = self.backend.get(wanted[at : at + AT_ONCE])
            if rows:
                yield from zip(rows, qas, map(float, vectors @ vector), strict=True)

    def _found(self, hits: Sequence[Hit], limit: int) -> list[Found]:
        """The best QAs, read from the store and proved verbatim.

        One forgotten meanwhile is passed over, and so is one that is not what was read, with a warning.
        Raises Tampered where there are none but those.
        """
        found: list[Found] = []
        tampered: list[Tampered] = []
        for hit in hits:
            if len(found) == limit:
                break
            try:
                letter, qa = self.store.qa(hit.qa)
            except NotFound:
                continue
            except Tampered as error:
                _log.warning("an answer is passed over: %s", error)
                tampered.append(error)
                continue
            found.append(Found(hit, qa, letter))
        if tampered and not found:
            raise tampered[0]
        return found

    def _judge(self, question: str, found: Sequence[Found]) -> tuple[Status, str]:
        """The status, and one Danish sentence that says why."""
        if not found:
            return Status.NOTHING, NO_ANSWERS if self.store.state().letters else NO_LETTERS
        verdict = status(self.signals(question, found[0]))
        if verdict is Status.ANSWER and found[0].qa.kind in UNFINISHED:
            verdict = Status.NEAR
        return verdict, reason(verdict, found[0])

    def signals(self, question: str, best: Found) -> Signals:
        """What the status is judged by."""
        asked = self.backend.known(lexical.stems(question))
        text = " ".join((best.letter.metadata.title or "", best.qa.question, best.qa.answer))
        held = frozenset(lexical.stems(text))
        return Signals(best.hit.dense, coverage(asked, held, self.store.state().qas))


def _hits(scores: Mapping[str, float], candidates: Candidates) -> Iterator[Hit]:
    """The candidates, best first."""
    dense_ranks, lexical_ranks = _ranks(candidates.dense), _ranks(candidates.lexical)
    for qa in fuse.ranked(scores):
        words = candidates.lexical.get(qa, 0.0)
        yield Hit(qa, scores[qa], candidates.dense[qa], words, dense_ranks.get(qa), lexical_ranks.get(qa))


def _ranks(scores: Mapping[str, float]) -> dict[str, int]:
    return {key: rank for rank, key in enumerate(fuse.ranked(scores), 1)}


def reason(verdict: Status, best: Found) -> str:
    """Why the answer has its status, for the reader."""
    meta = best.letter.metadata
    topic = f"»{meta.subject}«" if meta.subject else f"»{best.qa.question}«"
    year = f" fra {meta.date.year}" if meta.date else ""
    if verdict is Status.NEAR and best.qa.kind in UNFINISHED:
        return f"Svarbrevet{year} om {topic} ligger tæt på, men {UNFINISHED[best.qa.kind]}."
    match verdict:
        case Status.ANSWER:
            return f"Svarbrevet{year} om {topic} ser ud til at besvare spørgsmålet."
        case Status.NEAR:
            return f"Svarbrevet{year} om {topic} ligger tæt på, men svarer måske ikke på spørgsmålet."
        case Status.NOTHING:
            return "Ingen svarbreve ser ud til at besvare spørgsmålet."

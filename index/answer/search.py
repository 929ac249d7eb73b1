"""Finds the answer to a question: dense and lexical candidates, score fusion, reranking and the status."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from index.answer import fuse, judge
from index.answer.answer import Answer, Found, Hit, Signals, Status
from index.answer.answer_sentences import marks
from index.answer.candidates import Candidates, candidates
from index.answer.judge import QuestionWords
from index.answer.linked_answers import leans
from index.answer.reranking import Reranker, reranked
from index.answer.status import status
from index.encoder.encode import Encoder
from index.encoder.mean_vector import centres
from index.encoder.tokens import by_word, nearness
from index.engine.backend import Backend
from index.question.prepare import Prepared, Preparer
from index.question.question import LIMIT, Question, checked
from index.question.switches import ALL, Switches
from kb.errors import NotFound, Tampered
from kb.store import Store

_log = logging.getLogger("svarbasen")


class Finder:
    """Answers questions from one knowledge base."""

    def __init__(
        self,
        store: Store,
        backend: Backend,
        encoder: Encoder,
        reranker: Reranker | None = None,
        switches: Switches = ALL,
    ) -> None:
        self.store = store
        self.backend = backend
        self.encoder = encoder
        self.reranker = reranker
        self.switches = switches

    def ask(self, question: Question) -> Answer:
        """The answer, with the best QAs whatever its status. Raises as AnswerFinder says."""
        start = time.perf_counter()
        prepared = self.prepared(replace(question, text=checked(question.text)))
        found = self.candidates(prepared, question.limit)
        # filters of earlier turns may exclude everything: they are dropped, those of the question stay
        if not found.qas and prepared.understood != prepared.named:
            prepared = prepared.without_inherited(question.filters)
            found = self.candidates(prepared, question.limit)
        return self.answer(prepared, found, question.limit, start)

    @cached_property
    def prepared(self) -> Preparer:
        """Prepares questions; call it with one."""
        return Preparer(self.store, self.backend, self.encoder, self.switches)

    def candidates(self, question: Prepared, limit: int = LIMIT) -> Candidates:
        """The candidates for an answer; at least `limit`, if there are."""
        return candidates(self.backend, question, limit, self.switches)

    def answer(self, question: Prepared, found: Candidates, limit: int, start: float) -> Answer:
        """The answer made from candidates. `start` is the time the question came, by `perf_counter`."""
        scores = self.scores(question, found)
        order = fuse.ranked(scores)
        held = self._found(list(_hits(order, scores, found)), limit)
        best = tuple(self._shown(question, found, each) for each in held)
        verdict, reason, signals = self._judged(question, found, scores, best)
        return Answer(
            question.asked,
            verdict,
            reason,
            best,
            (time.perf_counter() - start) * 1000,
            question.text,
            question.filters,
            question.understood,
            signals,
        )

    def scores(self, question: Prepared, found: Candidates) -> dict[str, float]:
        """The fused score of each candidate, after reranking if there is a reranker."""
        scores = fuse.fused(found.dense, found.lexical)
        if not self.reranker or not self.switches.reranking:
            return scores
        return reranked(scores, self.reranker, question, found)

    def _words(self, question: Prepared, found: Candidates, best: str) -> QuestionWords:
        """The question's words, and how they match the best QA and all others."""
        asked = question.query.words
        terms = [term for word in asked for each in word.alternatives for term in each.terms]
        return QuestionWords(
            asked,
            self.backend.known(terms),
            frozenset(found.matches.get(best, ())),
            self.backend.state().qas,
            self._near(question, found.rows[best]),
            question.text,
        )

    def _near(self, question: Prepared, rows: Sequence[int]) -> tuple[float, ...]:
        """Of each word of the question the best cosine with a token in these rows, the passages of a QA."""
        packed = self.backend.tokens(rows)
        if not packed or not len(question.encoded.tokens):
            return ()
        near = nearness(question.encoded, centres(self.encoder), list(packed.values())).max(axis=0)
        return tuple(value for _, value in by_word(question.meant, question.encoded, near))

    def _found(self, hits: Sequence[Hit], limit: int) -> list[Found]:
        """The best QAs, read from the store and verified to be verbatim.

        QAs forgotten meanwhile are skipped, and so are those that fail verification, with a warning. Raises
        Tampered if only such are left.
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

    def _shown(self, question: Prepared, found: Candidates, best: Found) -> Found:
        """A found QA with its highlights and the answers it leans on."""
        own = found.matches.get(best.qa.id, {})
        stretches = marks(
            question.text,
            best.qa.answer,
            found.windows[best.qa.id],
            question.query,
            self.encoder.length,
            lambda term: own.get(term, 0.0),
        )
        return replace(best, marks=stretches, leans=tuple(leans(self.store, best.letter, best.qa)))

    def _judged(
        self,
        question: Prepared,
        found: Candidates,
        scores: Mapping[str, float],
        best: Sequence[Found],
    ) -> tuple[Status, str, Signals | None]:
        """The status, one Danish sentence that says why, and the signals that decided it."""
        if not best:
            return Status.NOTHING, self._nothing(question), None
        first = best[0]
        words = self._words(question, found, first.qa.id)
        if first.qa.id not in found.dense and self.switches.meaning:
            return *judge.by_words_alone(first, words), None
        signals = judge.signals(words, first.qa.id, scores, found)
        if question.is_bare:
            return Status.NEAR, judge.NO_TOPIC, signals
        verdict = judge.final(status(signals), first)
        return verdict, judge.reason(verdict, first, words), signals

    def _nothing(self, question: Prepared) -> str:
        """A Danish sentence that says why no QA was found."""
        if not self.store.state().letters:
            return judge.NO_LETTERS
        return judge.NO_MATCH if question.filters else judge.NO_ANSWERS


def _hits(order: Sequence[str], scores: Mapping[str, float], found: Candidates) -> Iterator[Hit]:
    """The candidates, best first."""
    return (Hit(qa, scores[qa], found.dense.get(qa, 0.0), found.lexical.get(qa, 0.0)) for qa in order)

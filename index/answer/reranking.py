"""Reranking: compares the question with the best candidates more closely, and mixes in the new scores."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from index.answer.candidates import Candidates
from index.answer.cross_encoder import CrossEncoderModel
from index.answer.fuse import ranked, standardised
from index.encoder.encode import Encoder
from index.encoder.mean_vector import centres
from index.encoder.tokens import nearness
from index.engine.backend import Backend
from index.passages import MARGIN_TOKENS, WINDOW_TOKENS, head, windows
from index.question.prepare import Prepared
from kb.errors import NotFound, Tampered
from kb.store import Store

RERANKED = 12
"""Number of candidates that are reranked."""

SHARE = 0.2
"""Weight of the reranking score, from 0 to 1; docs/decisions/passages.md has the measurement."""

TOKENS, NONE = "tokens", "none"
"""Names of rerankers: by the encoder's token vectors, and none; any other name is a cross-encoder."""


class Reranker(Protocol):
    """A reranker: scores QAs by comparing them with the question more closely than retrieval does."""

    def scores(self, question: Prepared, found: Candidates, qas: Sequence[str]) -> list[float]:
        """How well each QA answers the question, in the order of the QAs; higher is better."""


def load_reranker(name: str, store: Store, backend: Backend, encoder: Encoder) -> Reranker | None:
    """The reranker of a name. Raises NoEncoder for a cross-encoder that is not there."""
    if name in ("", NONE):
        return None
    return (
        TokenReranker(backend, encoder)
        if name == TOKENS
        else CrossEncoderReranker(store, encoder, CrossEncoderModel(name))
    )


@dataclass(frozen=True, slots=True)
class TokenReranker:
    """Late interaction (Khattab and Zaharia 2020): compares the question with passages token by token."""

    backend: Backend
    encoder: Encoder

    def scores(self, question: Prepared, found: Candidates, qas: Sequence[str]) -> list[float]:
        """For the best passage of each QA: the mean over the question's tokens of their best cosine in it."""
        packed = self.backend.tokens([row for qa in qas for row in found.rows[qa]])
        if not packed or not len(question.encoded.tokens):
            return [0.0] * len(qas)
        near = nearness(question.encoded, centres(self.encoder), list(packed.values())).mean(axis=1)
        own = dict(zip(packed, map(float, near), strict=True))
        return [max((own[row] for row in found.rows[qa] if row in own), default=0.0) for qa in qas]


@dataclass(frozen=True, slots=True)
class CrossEncoderReranker:
    """Reranking by a cross-encoder, which reads the question together with the best passage of each QA."""

    store: Store
    encoder: Encoder
    model: CrossEncoderModel

    def scores(self, question: Prepared, found: Candidates, qas: Sequence[str]) -> list[float]:
        """See Reranker."""
        return self.model.scores(question.text, [self._text(qa, found.windows[qa]) for qa in qas])

    def _text(self, qa: str, window: int) -> str:
        """Subject, question and the answer window of this number, from 1; empty if the QA is gone."""
        try:
            letter, own = self.store.qa(qa)
        except (NotFound, Tampered):
            return ""
        length = self.encoder.length
        room = self.encoder.limit - WINDOW_TOKENS - MARGIN_TOKENS
        found = windows(own.answer, length, WINDOW_TOKENS)
        start, end = found[min(window, len(found)) - 1]
        return f"{head(letter, own, length, room)}\n{own.answer[start:end]}"


def reranked(
    scores: Mapping[str, float], reranker: Reranker, question: Prepared, found: Candidates
) -> dict[str, float]:
    """The scores after reranking the best RERANKED; all others come below these, in the order they had."""
    best = ranked(scores)[:RERANKED]
    if len(best) < 2:
        return dict(scores)
    first = standardised({qa: scores[qa] for qa in best})
    embedded = [qa for qa in best if qa in found.dense]  # what waits for its vectors keeps its score
    again = standardised(dict(zip(embedded, reranker.scores(question, found, embedded), strict=True)))
    mixed = {qa: (1 - SHARE) * first[qa] + SHARE * again.get(qa, first[qa]) for qa in best}
    below = min(mixed.values()) - max(scores.values()) - 1
    return {qa: mixed[qa] if qa in mixed else scores[qa] + below for qa in scores}

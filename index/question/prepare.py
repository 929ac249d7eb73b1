"""A question made ready: what it names as filters, what it follows up on, its words and its vector."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date
from functools import lru_cache

from index.encoder.encode import Encoder
from index.encoder.encoded import Encoded
from index.engine.backend import Backend
from index.filters import ANY, Filters, Where
from index.question import followup
from index.question.followup import Look
from index.question.question import Question, plain
from index.question.switches import ALL, Parts
from index.question.understand import Known, Understood, understand
from index.vectors import Vector
from index.words import danish, expand
from index.words.expand import Alternative, Asked, Query
from index.words.identity_key import Same
from kb.ids import letter_of
from kb.store import Store, Summary

BARE = "Hvad svarede I?"
"""What a question asks that names filters and nothing else, after another one."""

LOOKED_AT = 20
"""Passages by meaning that a follow-up question is judged by."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A question as it is searched.

    `asked` is what was typed. `text` is what is searched: without the words that were understood as filters,
    with the topic of the turns before. `query` are its words, `meant` is what the encoder read, which is that
    without typing errors, and `encoded` its vectors. `named` are the filters that it named itself, not those
    of the turns before; `is_bare` says that it names nothing else.
    """

    asked: str
    text: str
    query: Query
    meant: str
    encoded: Encoded
    filters: Filters = ANY
    understood: Filters = ANY
    named: Filters = ANY
    is_bare: bool = False

    def without_inherited(self, given: Filters) -> Prepared:
        """The same with no filters of the turns before. `given` were not understood."""
        return replace(self, filters=both(given, self.named), understood=self.named)

    @property
    def vector(self) -> Vector:
        """What it means, (d,)."""
        return self.encoded.vector

    @property
    def where(self) -> Where:
        """What a passage must have."""
        return self.filters.where()


@dataclass(frozen=True, slots=True)
class _Read:
    """A question without its filters, those understood, those it named, and whether it names no more."""

    text: str
    understood: Filters
    named: Filters
    is_bare: bool = False


@dataclass(frozen=True, slots=True)
class Preparing:
    """What makes questions ready for one knowledge base."""

    store: Store
    backend: Backend
    encoder: Encoder
    parts: Parts = ALL

    def __call__(self, question: Question) -> Prepared:
        """A question with a checked text, made ready."""
        read = self._read(question)
        return replace(
            self.alone(read.text),
            asked=question.text,
            filters=both(question.filters, read.understood),
            understood=read.understood,
            named=read.named,
            is_bare=read.is_bare,
        )

    def alone(self, text: str) -> Prepared:
        """A question by itself, of which nothing is understood as a filter."""
        short, vocabulary = self.store.abbreviations(), self.backend.vocabulary()
        pieces, meant = self.encoder.pieces, text
        if self.parts.restored:
            meant = expand.restored(text, pieces, vocabulary, short)
        query = expand.query(text, pieces, vocabulary, short) if self.parts.widened else bare(text, pieces)
        return Prepared(text, text, query, meant, self.encoder.question(meant))

    def _read(self, question: Question) -> _Read:
        """What is searched, and the filters that it – or the turn it follows up on – names."""
        asked, ignored = question.text, question.ignored
        known = _known(Same(self.store.summaries()))
        turns = [turn for turn in map(plain, question.before) if turn]
        own = self._understood(asked, known, ignored)
        texts = [self._understood(turn, known, ANY).text for turn in turns]
        named = (self._changed(asked, known, ignored) if turns else own).filters
        is_bare = bool(own.filters) and own.text == asked
        names = is_bare or ((named.parties or named.departments) and not own.filters)
        followed = followup.searched(BARE if names else own.text, texts, self._look)
        if not followed.kept:
            return _Read(own.text, own.filters, own.filters, is_bare)
        filters = named
        for turn in reversed(turns[followed.since :]):
            filters = both(filters, self._changed(turn, known, ignored).filters)
        if followup.YEAR.search(asked) and not named.years:
            filters = replace(filters, years=())
        return _Read(followed.text, filters, named)

    def _changed(self, turn: str, known: Known, ignored: Filters) -> Understood:
        """A turn's filters; `og hvad med Venstre?` names one only where it follows up on an answer."""
        own = self._understood(turn, known, ignored)
        if own.filters:
            return own
        return self._understood(f"Hvad svarede I {' '.join(followup.said(turn))} om det?", known, ignored)

    def _understood(self, text: str, known: Known, ignored: Filters) -> Understood:
        return understand(text, known, ignored, date.today())

    def _look(self, text: str) -> Look:
        """What a text finds by meaning alone."""
        nearest = self.backend.dense(self.encoder.query(text), LOOKED_AT)
        rows, ids, _ = self.backend.get([row for row, _ in nearest])
        letters = dict(zip(rows, map(letter_of, ids), strict=True))
        found = [letters[row] for row, _ in nearest if row in letters]
        return Look(nearest[0][1] if nearest else 0.0, tuple(dict.fromkeys(found)))


@lru_cache(maxsize=16)
def _known(letters: Same[list[Summary]]) -> Known:
    return Known.of(letters.value)


def bare(text: str, pieces: danish.Pieces) -> Query:
    """A question's words as they stand."""
    words = (word for word in danish.words(text) if word not in danish.STOPWORDS)
    own = (Asked(word, tuple(Alternative(form, 1.0) for form in danish.forms(word)[:1])) for word in words)
    return Query(tuple(own), tuple(danish.subwords(text, pieces)))


def both(first: Filters, second: Filters) -> Filters:
    """The first filters, and the second in fields that the first leave open."""
    return Filters(
        **{field.name: getattr(first, field.name) or getattr(second, field.name) for field in fields(ANY)}
    )

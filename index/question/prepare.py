"""Prepares a question for the search: filters, topic of earlier turns, search terms and vectors."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date
from functools import lru_cache

from index.encoder.encode import Encoder
from index.encoder.encoded import Encoded
from index.engine.backend import Backend
from index.filters import ANY, Filters, Where
from index.question import followup
from index.question.followup import Retrieved
from index.question.question import Question, plain
from index.question.switches import ALL, Switches
from index.question.understand import FilterValues, Understood, understand
from index.vectors import Vector
from index.words import danish, expand
from index.words.expand import Alternative, Query, QueryWord
from index.words.identity_key import IdentityKey
from kb.ids import letter_of
from kb.store import Store, Summary

BARE = "Hvad svarede I?"
"""Stands for a follow-up question that names only filters (`og Venstre?`)."""

SEARCHED = 20
"""Passages searched by meaning to decide whether a question follows up."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A question ready for the search.

    `asked` is what was typed. `text` is what is searched: without the words understood as filters, with the
    topic of earlier turns. `query` are its search terms. `meant` is `text` with its typing errors corrected,
    as the encoder reads it, and `encoded` its vectors. `filters` are all that apply, `understood` those read
    out of the conversation, `named` those read out of this question; `is_bare`: it asks for nothing but
    filters.
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
        """The same without filters from earlier turns. `given` are those set explicitly by the user."""
        return replace(self, filters=both(given, self.named), understood=self.named)

    @property
    def vector(self) -> Vector:
        """The vector of the question, (d,)."""
        return self.encoded.vector

    @property
    def where(self) -> Where:
        """The filters as groups of facets."""
        return self.filters.where()


@dataclass(frozen=True, slots=True)
class _Read:
    """A question's text to search, and its filters; see the fields of Prepared."""

    text: str
    understood: Filters
    named: Filters
    is_bare: bool = False


@dataclass(frozen=True, slots=True)
class Preparer:
    """Prepares questions for one knowledge base."""

    store: Store
    backend: Backend
    encoder: Encoder
    switches: Switches = ALL

    def __call__(self, question: Question) -> Prepared:
        """Prepare a question, whose text must be checked."""
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
        """Prepare a text as it is: without earlier turns, and without reading filters out of it."""
        short, vocabulary = self.store.abbreviations(), self.backend.vocabulary()
        pieces, meant = self.encoder.pieces, text
        if self.switches.restored:
            meant = expand.restored(text, pieces, vocabulary, short)
        query = expand.query(text, pieces, vocabulary, short) if self.switches.widened else bare(text, pieces)
        return Prepared(text, text, query, meant, self.encoder.question(meant))

    def _read(self, question: Question) -> _Read:
        """The text to search, and the filters that the question and the turns it follows up on name."""
        asked, ignored = question.text, question.ignored
        known = _known(IdentityKey(self.store.summaries()))
        turns = [turn for turn in map(plain, question.before) if turn]
        own = self._understood(asked, known, ignored)
        texts = [self._understood(turn, known, ANY).text for turn in turns]
        named = (self._changed(asked, known, ignored) if turns else own).filters
        is_bare = bool(own.filters) and own.text == asked
        names = is_bare or ((named.parties or named.departments) and not own.filters)
        followed = followup.searched(BARE if names else own.text, texts, self._search)
        if not followed.kept:
            return _Read(own.text, own.filters, own.filters, is_bare)
        filters = named
        for turn in reversed(turns[followed.since :]):
            filters = both(filters, self._changed(turn, known, ignored).filters)
        if followup.YEAR.search(asked) and not named.years:
            # the question has a year that is part of its topic: the year of an earlier turn would contradict
            # it
            filters = replace(filters, years=())
        return _Read(followed.text, filters, named)

    def _changed(self, turn: str, known: FilterValues, ignored: Filters) -> Understood:
        """The filters of a turn. `og hvad med Venstre?` names one only where it follows up on an answer."""
        own = self._understood(turn, known, ignored)
        if own.filters:
            return own
        # the turn is read as part of a full question, whose words speak of answering
        return self._understood(f"Hvad svarede I {' '.join(followup.said(turn))} om det?", known, ignored)

    def _understood(self, text: str, known: FilterValues, ignored: Filters) -> Understood:
        return understand(text, known, ignored, date.today())

    def _search(self, text: str) -> Retrieved:
        """Search a text by meaning."""
        nearest = self.backend.dense(self.encoder.query(text), SEARCHED)
        rows, ids, _ = self.backend.get([row for row, _ in nearest])
        letters = dict(zip(rows, map(letter_of, ids), strict=True))
        found = [letters[row] for row, _ in nearest if row in letters]
        return Retrieved(nearest[0][1] if nearest else 0.0, tuple(dict.fromkeys(found)))


@lru_cache(maxsize=16)
def _known(letters: IdentityKey[list[Summary]]) -> FilterValues:
    return FilterValues.of(letters.value)


def bare(text: str, pieces: danish.Pieces) -> Query:
    """The search terms of a question without other spellings, compounds or abbreviations."""
    words = (word for word in danish.words(text) if word not in danish.STOPWORDS)
    own = (
        QueryWord(word, tuple(Alternative(form, 1.0) for form in danish.forms(word)[:1])) for word in words
    )
    return Query(tuple(own), tuple(danish.subwords(text, pieces)))


def both(first: Filters, second: Filters) -> Filters:
    """Fill the empty fields of the first filters from the second."""
    return Filters(
        **{field.name: getattr(first, field.name) or getattr(second, field.name) for field in fields(ANY)}
    )

"""What a reader of a QA is told of how it was read: the review notes that make it doubtful."""

from __future__ import annotations

from dataclasses import dataclass

from kb.citation import cite
from kb.model import QA, Letter, Note
from kb.notes import DOUBTS, LINE_DOUBTS, PAGE_DOUBTS

DOUBTFUL = "Måske læst forkert: Sammenlign med kilden, før du bruger teksten."
"""Said above the doubts about a QA, and copied with its answer."""

OF_LETTER = "Noget i brevet er måske ikke delt rigtigt i spørgsmål og svar."
"""Said with each QA of a letter that has a doubt about the letter as a whole."""


@dataclass(frozen=True, slots=True)
class Doubts:
    """Doubts about a QA itself or a page of it, and those about how its letter as a whole was split."""

    own: tuple[Note, ...]
    of_letter: tuple[Note, ...]

    @property
    def all(self) -> tuple[Note, ...]:
        """All of them, those about the QA first."""
        return *self.own, *self.of_letter


def doubts(letter: Letter, qa: QA) -> Doubts:
    """The doubts about a QA: those about its split and its pages, and those about its letter."""
    split = [note for note in letter.notes if note.code in DOUBTS]
    own = [note for note in split if note.qa == qa.id]
    placed = (*_of_pages(letter, qa), *_of_lines(letter, qa))
    return Doubts((*own, *placed), tuple(note for note in split if note.qa is None))


def _of_pages(letter: Letter, qa: QA) -> list[Note]:
    """The doubts about pages on which a QA stands or may go on."""
    doubtful = [note for note in letter.notes if note.code in PAGE_DOUBTS]
    pages = _pages(letter, qa) if doubtful else range(0)
    return [note for note in doubtful if note.page in pages]


def _of_lines(letter: Letter, qa: QA) -> list[Note]:
    """The doubts about lines from a QA's first one to before the next QA's, in a file without pages."""
    doubtful = [note for note in letter.notes if note.code in LINE_DOUBTS and note.line and not note.page]
    if not doubtful:
        return []
    starts = [_first_line(letter, each) for each in letter.qas]
    first = starts[letter.qas.index(qa)]
    if first is None:
        return []
    after = min((start for start in starts if start is not None and start > first), default=None)
    return [
        note for note in doubtful if first <= (note.line or 0) and (after is None or (note.line or 0) < after)
    ]


def _first_line(letter: Letter, qa: QA) -> int | None:
    return min((first for page, first, _ in cite(letter, qa.id).lines if page is None), default=None)


def _pages(letter: Letter, qa: QA) -> range:
    """From a QA's first page to its last, and on to the page before the next QA.

    The last QA may go on for one page.
    """
    own = cite(letter, qa.id).pages
    if not own:
        return range(0)
    place = letter.qas.index(qa)
    after = cite(letter, letter.qas[place + 1].id).pages if place + 1 < len(letter.qas) else (max(own) + 2,)
    return range(min(own), max(max(own) + 1, min(after, default=0)))

"""Departments that one letter alone does not tell, but the letters of a knowledge base together do.

A line that could name a department is one where another letter has it as its department, or where it returns
in the same place in several letters. It is always a line of the letter itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.letter.header.department import Candidate, of_letter
from kb.model import Letter, Metadata, Note, Piece, Role
from kb.notes import Code
from kb.store import Store

RETURNS = 3
"""A name that no letter has as its department must stand in so many different letters."""

MOST_LETTERS = 500
"""Of the letters that lack a department, at most so many are looked at, the newest first."""


def learnt(store: Store) -> Iterator[Letter]:
    """Letters that lack a department and get one by what the others say, each with a note that says so."""
    everything = store.summaries()
    silent = [each.id for each in everything if not each.metadata.department][:MOST_LETTERS]
    known = {_plain(each.metadata.department) for each in everything if each.metadata.department}
    people = {name for each in everything for name in _people(each.metadata)}
    letters = [letter for letter in map(store.letter, silent) if not _was_redacted(letter)]
    lines = {letter.id: _lines(letter, people) for letter in letters}
    returning = known | _returning(letters, lines)
    for letter in letters:
        if found := next((each for each in lines[letter.id] if _plain(each.text) in returning), None):
            yield _named(letter, found)


def _lines(letter: Letter, people: set[str]) -> list[Candidate]:
    """The lines in the head and foot of a letter that may name its department, in order."""
    found = (each for each in of_letter(letter) if each.weight >= 1)
    return [each for each in found if _plain(each.text) not in people | {_plain(letter.metadata.title)}]


def _returning(letters: Sequence[Letter], lines: dict[str, list[Candidate]]) -> set[str]:
    """The names that stand in RETURNS letters of different titles: copies of one letter count once."""
    titles: dict[str, set[object]] = defaultdict(set)
    for letter in letters:
        for each in lines[letter.id]:
            titles[_plain(each.text)].add(letter.metadata.title or letter.id)
    return {name for name, those in titles.items() if len(those) >= RETURNS}


def _people(says: Metadata) -> Iterator[str]:
    """Who is named in a letter, and is no department."""
    yield from (_plain(name) for name in (*says.signers, says.officer, says.recipient) if name)


def _plain(name: str | None) -> str:
    return " ".join((name or "").casefold().split())


def _was_redacted(letter: Letter) -> bool:
    """A redacted letter stays as its keeper has seen it."""
    return any(note.code is Code.CPR_REMOVED for note in letter.notes)


def _named(letter: Letter, found: Candidate) -> Letter:
    """The letter with its department: its line is metadata now, and a keeper is told where it is from."""
    line = letter.lines[found.index]
    told = Note(Code.DEPARTMENT_LEARNT, (found.text,), line.page, line.number)
    return replace(
        letter,
        metadata=replace(letter.metadata, department=found.text),
        pieces=tuple(_metadata(piece, found.index) for piece in letter.pieces),
        notes=(*(left for note in letter.notes for left in _without_department(note)), told),
    )


def _metadata(piece: Piece, line: int) -> Piece:
    return replace(piece, role=Role.METADATA) if (piece.line, piece.role) == (line, Role.REMAINDER) else piece


def _without_department(note: Note) -> Iterator[Note]:
    """The note, but that nothing is said of a missing department."""
    if note.code is not Code.NOT_FOUND:
        yield note
    elif missing := tuple(name for name in note.parts if name != "department"):
        yield replace(note, values=(missing,))

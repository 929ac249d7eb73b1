"""Several letters in one file, each with its own questions and pages."""

from __future__ import annotations

from ingest.document import Document
from ingest.formats.read import document
from ingest.letter.parse import letters, named
from kb.model import Letter, Line, Note
from kb.notes import Code
from kb.verbatim import faults, uncovered

HEAD = (
    "Til Byrådssekretariatet\n\n3. maj 2022\n{page}\nSvar på 10-dages forespørgsel fra Venstre om {topic}\n\n"
)
END = "\n\nMed venlig hilsen\n\nEva Holm\n/\nIb Krag\n"


def written(topic: str, page: str = "") -> str:
    body = f"1. Hvad med {topic}?\n\nVi ser på {topic}.\n\n2. Hvad koster det?\n\nIngenting."
    return HEAD.format(page=page, topic=topic) + body + END


def read(text: str) -> tuple[Letter, ...]:
    return letters(document(text.encode(), "breve.txt"), "breve.txt", "breve")


def topics(found: tuple[Letter, ...]) -> list[tuple[str, str | None]]:
    return [(letter.id, letter.metadata.subject) for letter in found]


BOTH = [("breve", "busser"), ("breve_2", "cykler")]


def test_page_numbers_that_start_again_start_a_letter() -> None:
    text = written("busser", "Side 1 af 1") + "\f" + written("cykler", "Side 1 af 1")
    assert topics(read(text)) == BOTH


def test_a_letterhead_behind_a_greeting_starts_a_letter() -> None:
    assert topics(read(written("busser") + "\n\n" + written("cykler"))) == BOTH


def test_an_annex_that_counts_its_own_pages_belongs_to_its_letter() -> None:
    annex = "\fBilag 1\n\nSide 1 af 2\n\nTabel over det hele\n"
    assert topics(read(written("busser", "Side 1 af 1") + annex)) == [("breve", "busser")]


def test_a_cover_letter_belongs_to_the_letter_behind_it() -> None:
    cover = "Side 1 af 1\n\nHermed svar.\n\nMed venlig hilsen\n\nEva Holm\n\f"
    found = read(cover + written("busser", "Side 1 af 1"))
    assert topics(found) == [("breve", "busser")]
    assert "Hermed svar." in {line.text for line in found[0].lines}


def test_a_letter_keeps_its_page_numbers_in_the_file() -> None:
    found = read(written("busser", "Side 1 af 1") + "\f" + written("cykler", "Side 1 af 1"))
    assert [{line.page for line in letter.lines} for letter in found] == [{1}, {2}]
    assert [letter.pages for letter in found] == [1, 1]


def test_every_line_of_the_file_is_in_one_letter() -> None:
    text = written("busser", "Side 1 af 1") + "\f" + written("cykler", "Side 1 af 1")
    found = read(text)
    assert [line for letter in found for line in letter.lines] == list(document(text.encode(), "x.txt").lines)
    assert [uncovered(letter) + faults(letter) for letter in found] == [[], []]


OF_2, OF_ALL, OF_3 = Note(Code.NO_TEXT, page=2), Note(Code.TRACKED_CHANGES), Note(Code.NO_TEXT, page=3)


def test_a_note_goes_with_its_page() -> None:
    pages = [
        Line(text, page, number)
        for page in (1, 2)
        for number, text in enumerate(("Side 1 af 1", "1. Hvor?", "Her."), 1)
    ]
    found = letters(Document(tuple(pages), 3, notes=(OF_2, OF_ALL, OF_3)), "x.pdf", "x")
    assert [[note for note in letter.notes if note in (OF_2, OF_ALL, OF_3)] for letter in found] == [
        [OF_ALL, OF_3],
        [OF_2],
    ]


def test_letters_can_be_given_their_ids_later() -> None:
    both = document((written("busser") + "\n\n" + written("cykler")).encode(), "a.txt")
    assert named(letters(both, "a.txt", "x"), "vej", "vej.txt") == letters(both, "vej.txt", "vej")

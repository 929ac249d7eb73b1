"""Several letters in one file, each with its own questions and pages."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, zip_longest

import pytest

from ingest.document import Document
from ingest.formats.read import document
from ingest.letter.cut import joined, parts
from ingest.letter.parse import letters, named
from kb.danish import MONTH
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


# Where a letter begins, line for line

MONTHS = MONTH.split("|")
GREETING, NAME, TO, DATE = "Med venlig hilsen", "Eva Holm", "Til Byrådssekretariatet", "3. maj 2022"
CASE, SUBJECT, TEXT = "Sagsnr. 22/001", "Svar på forespørgsel om cykler", "Noget helt andet"


def lines(texts: Sequence[str], pages: Sequence[int | None] = ()) -> tuple[Line, ...]:
    return tuple(
        Line(text, page, n) for n, (text, page) in enumerate(zip_longest(texts, pages or [1] * len(texts)), 1)
    )


def starts(texts: Sequence[str], pages: Sequence[int | None] = ()) -> list[int]:
    """Where letters other than the first begin."""
    sizes = [len(part.lines) for part in parts(Document(lines(texts, pages), 1))]
    return list(accumulate(sizes))[:-1]


@pytest.mark.parametrize(
    ("texts", "pages", "expected"),
    [
        ([TEXT, TEXT, "Side 1 af 3"], [1, 2, 2], [1]),  # from the page's first line
        ([TEXT, TEXT, "side 1/12"], [1, 2, 2], [1]),
        ([TEXT, TEXT, "Side", "1 af 3"], [1, 2, 2, 2], [1]),
        ([TEXT, TEXT, " SIDE ", "1 af 3"], [1, 2, 2, 2], [1]),
        ([TEXT, TEXT, "Bilag", "1 af 3"], [1, 2, 2, 2], []),
        ([TEXT, TEXT, "Side 2 af 3"], [1, 2, 2], []),
        ([TEXT, TEXT, "Side 1 af 3 i bilaget"], [1, 2, 2], []),
        ([TEXT, TEXT, "Se side 1 af 3"], [1, 2, 2], []),
        ([TEXT, "Side 1 af 3"], [1, 1], []),  # the first letter's own
        ([TEXT, "Side 1 af 3", TEXT, "Side 1 af 3"], [None] * 4, []),
        ([TEXT, TEXT, "Side 1 af 3"], [None, 2, 2], [1]),
        (["Side 1 af 1", "Side 1 af 1", "Side 1 af 1"], [1, 2, 3], [1, 2]),
    ],
)
def test_a_page_that_says_it_is_the_first_begins_a_letter(
    texts: list[str], pages: list[int | None], expected: list[int]
) -> None:
    assert starts(texts, pages) == expected


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ([TO, DATE], True),
        ([DATE, CASE], True),
        ([CASE, SUBJECT], True),
        ([SUBJECT, TO], True),
        ([TO], False),
        ([TO, TO, TO], False),  # lines of one kind
        ([TEXT, TEXT], False),
        ([TO, *[TEXT] * 10, DATE], True),
        ([TO, *[TEXT] * 11, DATE], False),  # too far below
        ([TO, TEXT, "Mvh.", DATE], False),  # the next letter's, or none's
        ([TO, TEXT, DATE, "Mvh."], True),
    ],
)
def test_two_kinds_of_lines_make_a_letterhead(head: list[str], expected: bool) -> None:
    assert starts([TEXT, GREETING, NAME, *head]) == ([3] if expected else [])


@pytest.mark.parametrize(("between", "expected"), [(0, True), (7, True), (8, False)])
def test_few_names_stand_between_a_greeting_and_a_letterhead(between: int, expected: bool) -> None:
    texts = [TEXT, GREETING, *[NAME] * between, TO, DATE]
    assert starts(texts) == ([2 + between] if expected else [])


def test_a_greeting_near_the_end_has_nothing_behind_it() -> None:
    assert starts([TEXT, GREETING]) == []
    assert starts([TEXT, GREETING, TO]) == []


def test_without_a_greeting_before_it_a_letterhead_begins_nothing() -> None:
    assert starts([TEXT, NAME, TO, DATE]) == []
    assert starts([TEXT, f"Skriv: {GREETING}", TO, DATE]) == []


def test_a_line_that_ends_like_a_greeting_does_not_end_a_letterhead() -> None:
    assert starts([TEXT, GREETING, TO, f"Skriv: {GREETING}", DATE]) == [2]


def test_a_line_as_of_a_letterhead_that_stands_alone_hides_none_further_below() -> None:
    assert starts([TEXT, GREETING, TO, "Mvh.", NAME, TO, DATE]) == [5]
    assert starts([TEXT, GREETING, SUBJECT, *[TEXT] * 12, TO, DATE]) == []


@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        ([1, 1, 1, 1, 1, 1], 4),
        ([1, 1, 1, 2, 2, 2], 3),  # what stands above the letterhead on its page is its own
        ([1, 1, 2, 2, 2, 2], 4),  # unless the letter before may end there
        ([1, 1, 1, 1, 2, 2], 4),
        ([None] * 6, 4),
        ([1, 1, 1, None, None, None], 4),
    ],
)
def test_a_letterhead_takes_the_top_of_its_page_along(pages: list[int | None], expected: int) -> None:
    assert starts([TEXT, GREETING, NAME, TEXT, TO, DATE], pages) == [expected]


@pytest.mark.parametrize(
    ("line", "other"),
    [
        *((to, SUBJECT) for to in ("Til: Byrådet", "Til Børn og Unge")),
        *((date, SUBJECT) for date in ("Dato: 3. maj 2022", "Den 3. maj 2022", "d. 3/5-22", "03-05-2022")),
        *((date, SUBJECT) for date in ("3. maj. 22", "3.5.2022", *(f"3. {month} 22" for month in MONTHS))),
        *((case, SUBJECT) for case in ("Sag: 22/1", "Sagsnr.: 22/1", "Sagsnummer 22/1", "Sagsid 22")),
        *((case, SUBJECT) for case in ("J.nr. 22", "J. nr. 22", "Journalnr. 22")),
        *((about, DATE) for about in ("Besvarelse af spørgsmål", "Vedr. vejen i byen", "Vedrørende vejen")),
        *((about, DATE) for about in ("10-dages forespørgsel", "Forespørgsel om vejen")),
    ],
)
def test_letterheads_are_written_in_many_ways(line: str, other: str) -> None:
    assert starts([TEXT, GREETING, line, other]) == [2]


@pytest.mark.parametrize(
    ("line", "other"),
    [
        *((line, CASE) for line in ("Til", "Tilbud om hjælp", "Den 3. maj 2022 var en tirsdag", "3. mai 22")),
        *((line, DATE) for line in ("Sag", "Svar", "Svar nu", "Svarene kom i", "Et svar på det hele")),
    ],
)
def test_other_lines_are_of_no_letterhead(line: str, other: str) -> None:
    assert starts([TEXT, GREETING, line, other]) == []


# What a part takes along


def test_a_document_of_one_letter_is_left_as_it_is() -> None:
    whole = Document(lines([TEXT, TEXT]), 7, "Titel", (OF_2,), frozenset({1}))
    assert parts(whole) == [whole]


def test_parts_have_their_own_furniture_and_the_first_the_title() -> None:
    both = Document(
        lines(["Side 1 af 2", TEXT, TEXT, "Side 1 af 1", TEXT], [1, 1, 2, 3, 3]),
        3,
        "Titel",
        furniture=frozenset({0, 2, 3}),
    )
    first, second = parts(both)
    assert (first.title, second.title) == ("Titel", None)
    assert (first.furniture, second.furniture) == (frozenset({0, 2}), frozenset({0}))
    assert (first.pages, second.pages) == (2, 1)


def test_parts_of_a_file_without_pages_have_none() -> None:
    found = parts(Document(lines([TEXT, GREETING, NAME, TO, DATE], [None] * 5), None))
    assert [part.pages for part in found] == [None, None]
    assert joined(*found).pages is None


def test_parts_that_are_one_letter_are_joined_again() -> None:
    before = Document(lines([TEXT, TEXT], [1, 2]), 2, "Titel", (OF_ALL, OF_2), frozenset({0}))
    after = Document(lines([NAME, NAME], [2, 3]), 2, None, (OF_2, OF_3), frozenset({1}))
    both = joined(before, after)
    assert both.lines == before.lines + after.lines
    assert (both.pages, both.title, both.furniture) == (3, "Titel", frozenset({0, 3}))
    assert both.notes == (OF_ALL, OF_2, OF_3)

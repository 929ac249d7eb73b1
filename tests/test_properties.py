"""What holds for every letter: nothing is lost, everything is verbatim, and known letters are read right.

`PROPERTY_EXAMPLES=5000 python -m pytest tests/test_properties.py` looks longer, and elsewhere each time.
"""

from __future__ import annotations

import os
from collections.abc import Iterable

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from ingest.document import Document
from ingest.formats.read import document
from kb.errors import Unreadable
from kb.model import Letter, Line
from kb.verbatim import faults, uncovered
from tests.layouts.chance import Chance, letters, plain
from tests.layouts.drawn import pdf
from tests.layouts.source import GoldQA
from tests.layouts.word import docx
from tests.letters import parse

ASKED = os.environ.get("PROPERTY_EXAMPLES", "")
EXAMPLES = int(ASKED or 120)
"""A letter takes about 30 ms, most of it to make it."""

PHASES = (Phase.explicit, Phase.generate, *([Phase.shrink] if ASKED else ()))
"""To look for the smallest letter that fails takes minutes."""

often = settings(
    max_examples=EXAMPLES,
    derandomize=not ASKED,
    database=None,
    phases=PHASES,
)

seldom = settings(often, max_examples=EXAMPLES // 4)
"""Where a file is made and read for each letter."""

FRAGMENTS = (
    *(
        "1. Hvor mange?",
        "2) Hvorfor ikke?",
        "Spørgsmål 3:",
        "Spørgsmål nr. 4",
        "Spm. 5: Hvad?",
        "1a.",
        "Ad 1.",
    ),
    *("Spørgsmål:", "Svar:", "Svar", "Besvarelse af spørgsmål 64", "Svar på spørgsmål 2-4:", "Nr. 076"),
    *("Side 2 af 5", "2. februar 2022", "Side", "1/8", "Sag: 21/001440-12", "Sagsbehandler:", "Eva Holm"),
    *("Med venlig hilsen", "På gruppens vegne", "- første", "a\tb\tc", "1. behandling", "Jf. svar 1."),
    *("1a.", "Dato:", "Til:", "TEKNIK OG MILJØ", "skole-", "vejen går videre", "Bilag 1", "Kl. 13:04", "./."),
)


def found(letter: Letter) -> tuple[GoldQA, ...]:
    return tuple(GoldQA(qa.number, qa.question, qa.answer) for qa in letter.qas)


def unbroken(qas: Iterable[GoldQA]) -> list[GoldQA]:
    """The QAs with spaces for new lines."""
    return [GoldQA(qa.number, qa.question, qa.answer.replace("\n", " ")) for qa in qas]


def read(lines: tuple[Line, ...]) -> Letter:
    return parse(Document(lines, max((line.page or 1 for line in lines), default=1)), "brev.txt", "brev")


def anything() -> st.SearchStrategy[tuple[Line, ...]]:
    """Lines of any text, mostly such as letters have."""
    texts = st.one_of(st.sampled_from(FRAGMENTS), st.sampled_from(FRAGMENTS), st.text(max_size=40))
    return st.lists(st.tuples(texts, st.integers(0, 2), st.booleans(), st.booleans())).map(_lines)


def _lines(rows: list[tuple[str, int, bool, bool]]) -> tuple[Line, ...]:
    """Lines, each on its page: the same as the line above, or the next."""
    found, page = [], 1
    for number, (text, turn, opens, bold) in enumerate(rows, 1):
        page += turn == 2
        found.append(Line(text, page, number, opens, bold))
    return tuple(found)


@often
@given(letters())
def test_questions_and_answers_are_those_that_were_written(chance: Chance) -> None:
    assert found(read(chance.lines)) == chance.qas


@often
@given(letters())
def test_text_files_are_read_as_they_were_written(chance: Chance) -> None:
    """But for where paragraphs start: under a page's header that cannot be told."""
    letter = parse(document(plain(chance), "brev.txt"), "brev.txt", "brev")
    assert unbroken(found(letter)) == unbroken(chance.qas)


@seldom
@given(letters())
def test_word_documents_are_read_as_they_were_written(chance: Chance) -> None:
    letter = parse(document(docx(chance.layout), "brev.docx"), "brev.docx", "brev")
    assert found(letter) == chance.qas


@seldom
@given(letters().filter(lambda chance: not any("\t" in qa.answer for qa in chance.qas)))
def test_pdf_files_are_read_as_they_were_written(chance: Chance) -> None:
    """But for where paragraphs start: at the top of a page that cannot be told.

    Without tables: a small one without rules is now and then read column by column.
    """
    letter = parse(document(pdf(chance.layout), "brev.pdf"), "brev.pdf", "brev")
    assert unbroken(found(letter)) == unbroken(chance.qas)


@often
@given(letters())
def test_every_character_of_a_letter_has_one_role(chance: Chance) -> None:
    letter = read(chance.lines)
    assert (uncovered(letter), faults(letter)) == ([], [])


@often
@given(anything())
def test_nothing_is_lost_whatever_the_lines_say(lines: tuple[Line, ...]) -> None:
    letter = read(lines)
    assert (uncovered(letter), faults(letter)) == ([], [])
    assert len({qa.id for qa in letter.qas}) == len(letter.qas)


@often
@given(st.lists(st.one_of(st.sampled_from(FRAGMENTS), st.text(max_size=30))).map("\n".join))
def test_any_text_file_becomes_a_letter_or_is_refused_in_one_line(text: str) -> None:
    try:
        letter = parse(document(text.encode("utf-8", "ignore"), "brev.txt"), "brev.txt", "brev")
    except Unreadable as error:
        assert "\n" not in str(error)
    else:
        assert (uncovered(letter), faults(letter)) == ([], [])

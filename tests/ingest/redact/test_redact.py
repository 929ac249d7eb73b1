"""CPR numbers are gone from a letter and its file. The numbers are nobody's: see test_cpr.py."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ingest.document import Document
from ingest.formats.plain.read import read_plain
from ingest.privacy.letters import of_letter
from ingest.redact.redact import redacted, redacted_source, text
from kb.model import Abbreviation, Box, Letter, Line, Note, Reference, Remark, Word
from kb.notes import Code
from kb.verbatim import faults, uncovered
from tests.ingest.formats.pdfs import lines, pdf
from tests.letters import BUSSES, letter, parse

PERSONAL = """
Svar på 10-dages forespørgsel fra Venstre om borger 010130-4321

Sagsnr. 22/001440-12

1. Hvad er der sket med borgeren 010130-4321?

Borgeren, cpr-nr. 01 01 30-4321 (tidligere 010130-
4655), er flyttet, jf. svaret på spørgsmål 2 om 0101304655.

2. Hvornår?

2. februar 2022.

Med venlig hilsen

Eva Holm
"""


@pytest.fixture(scope="module")
def clear() -> Letter:
    return redacted(letter(PERSONAL))


def test_digits_are_marked_one_for_one(clear: Letter) -> None:
    assert [line.text for line in clear.lines[4:6]] == [
        "████), er flyttet, jf. svaret på spørgsmål 2 om ██████████.",
        "2. Hvornår?",
    ]


def test_a_redacted_letter_holds_no_number(clear: Letter) -> None:
    assert of_letter(clear) == ()
    assert "4321" not in repr(clear)
    assert "4655" not in repr(clear)


def test_a_redacted_letter_is_whole_and_proves_its_answers(clear: Letter) -> None:
    assert faults(clear) == []
    assert uncovered(clear) == []
    assert "██ ██ ██-████" in clear.qas[0].answer


def test_what_was_read_from_the_lines_is_redacted(clear: Letter) -> None:
    assert clear.metadata.title == "Svar på 10-dages forespørgsel fra Venstre om borger ██████-████"
    assert clear.metadata.case == "22/001440-12"


def test_a_letter_without_numbers_stays_as_it_is() -> None:
    plain = letter(BUSSES)
    assert redacted(plain) is plain


def test_names_notes_and_references_are_redacted() -> None:
    plain, reason = letter(), Remark(Code.LACKING, (("0101304321",),))
    held = replace(
        plain,
        file="010130-4321.pdf",
        notes=(Note(Code.TEXT, ("see 010130-4321",)), Note(Code.HARD_TO_READ, (1, ("010130-4321",)))),
        abbreviations=(Abbreviation("B", "borger 010130-4321", 0),),
        qas=(replace(plain.qas[0], references=(Reference("010130-4321", reason=reason),)), *plain.qas[1:]),
    )
    assert "4321" not in repr(redacted(held))


def test_what_was_printed_is_redacted_and_words_keep_their_places() -> None:
    word = Word(0, 11, Box(0, 0, 10, 10), 0.9)
    line = Line("010130-4321", 1, 1, words=(word,), printed="0lO130-4321")
    shown = redacted(parse(Document((line,), pages=1), "scan.pdf", "scan")).lines[0]
    assert (shown.text, shown.words, shown.printed) == ("██████-████", (word,), None)


def test_a_number_that_was_mended_away_is_redacted_where_it_was_read() -> None:
    line = Line("Borger OlOl3O-432l", 1, 1, printed="Borger 010130-4321")
    held = parse(Document((replace(line, text="Borger A"),), pages=1), "scan.pdf", "scan")
    assert redacted(held).lines[0].printed == "Borger ██████-████"


def test_another_file_becomes_plain_text_that_reads_the_same() -> None:
    held = letter(PERSONAL)
    content, media_type = redacted_source(PERSONAL.encode(), "text/plain", [held])
    assert media_type == "text/plain"
    again = read_plain(content)
    assert [(line.text, line.opens) for line in again.lines] == [
        (line.text, line.opens) for line in redacted(held).lines
    ]


def test_pages_are_parted_by_form_feeds() -> None:
    read = (Line("010130-4321", 1, 1), Line("slut", 2, 1))
    assert text([parse(Document(read, pages=2), "brev.txt", "brev")]) == "██████-████\n\fslut\n"


def test_a_pdf_stays_a_pdf() -> None:
    content = pdf(lines("1. Hvem?", "Borger 010130-4321."))
    read = Line("Borger 010130-4321.", 1, 2, box=Box(72, 720, 180, 740))
    held = parse(Document((read,), pages=1), "brev.pdf", "brev")
    redacted_content, media_type = redacted_source(content, "application/pdf", [held])
    assert media_type == "application/pdf"
    assert redacted_content.startswith(b"%PDF")


def test_a_pdf_that_cannot_be_drawn_becomes_text() -> None:
    held = letter(PERSONAL)
    content, media_type = redacted_source(b"%PDF-1.7 broken", "application/pdf", [held])
    assert media_type == "text/plain"
    assert content == text([held]).encode()

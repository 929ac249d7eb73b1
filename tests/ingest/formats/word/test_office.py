from __future__ import annotations

import os
from pathlib import Path

import pytest

from ingest.formats.read import document
from ingest.formats.word import office
from ingest.formats.word.office import find_program, read_office
from ingest.formats.word.read import read_docx
from kb.errors import Unreadable
from kb.notes import Code
from tests.ingest.formats.word_files import docx, p, r
from tests.needs import needs
from tests.processes import PATIENCE, listed

needs_libreoffice = pytest.mark.usefixtures("libreoffice")


@pytest.fixture
def libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    needs(find_program(), "LibreOffice is missing: apt-get install libreoffice-writer-nogui")
    monkeypatch.setattr(office, "SECONDS", PATIENCE)


RTF = rb"""{\rtf1\ansi\ansicpg1252{\colortbl;\red192\green0\blue0;}{\b\i\cf1 Svar p\'e5 foresp\'f8rgsel\par}
{\field{\*\fldinst DATE \\@ "d. MMMM yyyy"}{\fldrslt 14. marts 2023}}\par
{\*\revtbl {Ukendt;}{Lone;}}Bel\'f8bet er {\deleted\revauthdel1 26}{\revised\revauth1 27} mio. kr.\par
{\field{\*\fldinst INCLUDEPICTURE "http://127.0.0.1:9/x.png" \\d}{\fldrslt }}Ja.\par}"""


def field(instruction: str, result: str) -> str:
    begin, separate, end = (
        f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
    )
    return f"{begin}<w:r><w:instrText>{instruction}</w:instrText></w:r>{separate}{r(result)}{end}"


@needs_libreoffice
def test_rtf_is_read_with_tracked_changes_accepted_and_without_todays_date() -> None:
    found = document(RTF, "brev.doc")
    assert [line.text for line in found.lines] == [
        "Svar på forespørgsel",
        "Beløbet er 27 mio. kr.",
        "Ja.",
    ]
    assert (found.lines[0].bold, found.lines[0].italic, found.lines[0].colour) == (True, True, "c00000")
    assert (found.lines[1].bold, found.lines[1].italic, found.lines[1].colour) == (False, False, None)
    assert {note.code for note in found.notes} == {Code.TRACKED_CHANGES, Code.CALENDAR_DATE}


PRINTED = rb"""{\rtf1\ansi{\fonttbl{\f0 Arial;}{\f1\fnil\fcharset2 Wingdings;}}
Der er {\strike 412}438 og {\striked1 96 }97.\par 10{\super 6} m{\super 2}\par
{\pard\dropcapli3\dropcapt1 D\par}\pard er er 412.\par {\f1\'fe} Ja {\f1 J}\par
{\field{\*\fldinst FORMCHECKBOX {\*\formfield{\fftype1\ffres1\ffdefres0}}}{\fldrslt }} Ja\par
{\field{\*\fldinst FORMDROPDOWN {\*\formfield{\fftype2\ffres1
\ffhaslistbox{\*\ffl 380}{\*\ffl 412}}}}{\fldrslt }}.\par}"""


@needs_libreoffice
def test_struck_text_initials_signs_and_form_fields_of_rtf_are_read() -> None:
    found = document(PRINTED, "brev.rtf")
    standing = [line.text for at, line in enumerate(found.lines) if at not in found.furniture]
    assert standing == [
        "Der er 438 og 97.", "10⁶ m²", "Der er 412.", "☑ Ja ☺", "☒ Ja", "412.",
    ]  # fmt: skip
    assert [found.lines[at].text for at in found.furniture] == ["412 96"]
    assert [note.code for note in found.notes] == [Code.STRUCK_OUT]


@needs_libreoffice
def test_damaged_file_says_so_in_one_line() -> None:
    with pytest.raises(Unreadable, match=r"^a\.odt: expected a letter, found .* LibreOffice cannot open"):
        document(b"PK\x03\x04" + bytes(26) + b"mimetypeapplication/vnd.oasis.opendocument.textPK", "a.odt")


def test_without_libreoffice_the_line_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(office, "ELSEWHERE", ())
    with pytest.raises(
        Unreadable, match=r"^expected a letter, found an RTF document, .*; install LibreOffice"
    ):
        read_office(RTF)


def test_program_that_hangs_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "soffice"
    hung = f"sleep 600.{os.getpid()}"
    program.write_text(f"#!/bin/sh\nexec {hung}\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    monkeypatch.setattr(office, "SECONDS", 0.5)
    with pytest.raises(Unreadable, match=r"not done with in 0\.5 seconds"):
        read_office(RTF)
    assert not listed(hung)


def test_date_that_follows_the_calendar_is_kept_where_word_wrote_it() -> None:
    data = docx(f"<w:p>{field(' DATE ', '14. marts 2023')}{field(' SAVEDATE ', '.')}</w:p>{p('Ja.')}")
    assert [line.text for line in read_docx(data).lines] == ["14. marts 2023.", "Ja."]
    assert [line.text for line in read_docx(data, recalculated=True).lines] == [".", "Ja."]

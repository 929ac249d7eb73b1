"""CPR numbers in what a file holds beside the text that is read."""

from __future__ import annotations

from io import BytesIO

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import Text

from ingest.formats.read import document
from kb.notes import Code, Value
from tests.ingest.formats.pdfs import lines, pdf
from tests.ingest.formats.word_files import docx, p

NUMBER = "010199-4999"
"""Made up: nobody is born on 1 January 2099."""

LETTER = ("1. Hvor?", "", "Her.")


def places(content: bytes, name: str) -> list[Value]:
    notes = document(content, name).notes
    return [note.named["where"] for note in notes if note.code is Code.CPR_BESIDE_TEXT]


def changed(title: str = "", comment: str = "") -> bytes:
    """A PDF letter with a title in its properties, and a comment."""
    writer, out = PdfWriter(PdfReader(BytesIO(pdf(lines(*LETTER))))), BytesIO()
    writer.add_metadata({"/Title": title})
    writer.add_annotation(0, Text(rect=(50, 50, 60, 60), text=comment))
    writer.write(out)
    return out.getvalue()


def test_the_properties_and_comments_of_a_pdf_are_searched() -> None:
    assert places(changed(title=f"Klage fra {NUMBER}"), "a.pdf") == ["the properties"]
    assert places(changed(comment=f"Ring til {NUMBER}"), "a.pdf") == ["a comment or form field"]
    assert places(changed("Svar om veje", "Fint"), "a.pdf") == []


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (
            f'<w:p><w:del w:id="1"><w:r><w:delText>{NUMBER}</w:delText></w:r></w:del></w:p>',
            ["word/document.xml"],
        ),
        (p(f"Borger {NUMBER}"), []),
        (p("010199-") + p("4999"), []),
    ],
)
def test_deleted_words_of_a_word_file_are_searched(body: str, found: list[str]) -> None:
    assert places(docx(p("1. Hvor?") + p("Her.") + body), "a.docx") == found


def test_the_other_version_of_a_message_is_searched() -> None:
    head = b"MIME-Version: 1.0\nSubject: Svar\nContent-Type: multipart/alternative; boundary=x\n\n"
    parts = (b"plain\n\n1. Hvor?\n\nHer.\n", f"html\n\n<p>{NUMBER}</p>\n".encode())
    body = b"".join(b"--x\nContent-Type: text/" + part for part in parts) + b"--x--\n"
    assert places(head + body, "a.eml") == ["another version of the message"]

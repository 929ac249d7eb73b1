"""PDF files with more than pages: labels, fields, comments, attachments, a citizen's number, 2,000 pages."""

from __future__ import annotations

import io

from pypdf import PdfWriter
from pypdf.annotations import FreeText
from pypdf.constants import PageLabelStyle

from tests.ingest.formats.pdfs import lines, pdf
from tests.nasty.case import Case
from tests.nasty.pages import END, HEAD

ASKED = ("1. Hvor mange elever kører i skolebus?", "", "Der kører 1.146 elever i skolebus.")
FOUND = ("Der kører 1.146 elever i skolebus.",)
FIELD = "/Annots [<< /Type /Annot /Subtype /Widget /FT /Tx /T (navn) /V (UDFYLDT) /Rect [72 30 300 50] >>]"


def written(writer: PdfWriter) -> bytes:
    """What the writer holds, as a file."""
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def labels() -> bytes:
    """Two pages that call themselves iv and v."""
    content = pdf(lines(*HEAD, *ASKED), lines("2. Hvad?", "", "Intet.", *END))
    writer = PdfWriter(clone_from=io.BytesIO(content))
    writer.set_page_label(0, 1, style=PageLabelStyle.LOWERCASE_ROMAN, start=4)
    return written(writer)


def attached() -> bytes:
    """A comment on the page and a file attached to it."""
    writer = PdfWriter(clone_from=io.BytesIO(pdf(lines(*HEAD, *ASKED, *END))))
    writer.add_annotation(0, FreeText(text="KOMMENTAR", rect=(72, 200, 300, 240)))
    writer.add_attachment("bilag.txt", b"VEDLAGT")
    return written(writer)


def citizen() -> bytes:
    """An answer with a citizen's number: 070761-4285 is the CPR office's own example of a valid one."""
    return pdf(lines(*HEAD, "1. Hvem klager?", "", "Borgeren 070761-4285 klager.", *END))


def many_pages() -> bytes:
    """2,000 pages of 40 lines."""
    rows = [f"Linje {n} handler om skolebusser og om hvad de koster kommunen." for n in range(38)]
    return pdf(lines(*HEAD, *ASKED), *(lines(f"Side {n} af 2000", *rows) for n in range(2, 2001)))


CASES = (
    Case(25, "labels.pdf", "page labels unlike page numbers", labels, says=FOUND),
    Case(
        25,
        "fields.pdf",
        "a filled-in form field below the letter",
        lambda: pdf(lines(*HEAD, *ASKED, *END), more=FIELD),
        says=FOUND,
    ),
    Case(
        25,
        "attached.pdf",
        "a comment and an attachment",
        attached,
        says=FOUND,
        lacks=("KOMMENTAR",),
        note="comment",
    ),
    Case(25, "citizen.pdf", "a CPR number", citizen, says=("klager",)),
    Case(25, "many.pdf", "2,000 pages", many_pages, says=FOUND),
    Case(25, "too-many.pdf", "5,000 pages", lambda: pdf(*[lines("Side")] * 5000), error="pages"),
)

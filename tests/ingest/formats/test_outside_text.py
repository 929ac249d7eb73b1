"""CPR numbers in what a file holds beside the text that is read."""

from __future__ import annotations

from io import BytesIO

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import Text

from ingest.formats import machine_text
from ingest.formats.read import document
from ingest.privacy.cpr import find
from kb.notes import Code, Value
from tests.ingest.formats.msg import msg
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


STAMP = "1709821234"
"""A time stamp that begins with a date of birth by chance."""

MAIL = "MIME-Version: 1.0\nSubject: Svar\n{}\nContent-Type: text/plain\n\n1. Hvor?\n\nHer.\n"
PAGE = "<html><head>{}</head><body><p>1. Hvor?</p><p>Her.</p></body></html>"
RTF = r"{{\rtf1\ansi {} 1. Hvor?\par Her.\par}}"


def searched(content: bytes, name: str) -> bool:
    """Is a CPR number found beside the text?"""
    return bool(places(content, name))


@pytest.mark.parametrize(
    "header",
    [
        f"DKIM-Signature: v=1; a=rsa-sha256; t={STAMP}; x=1709907634; b=abc",
        f"ARC-Seal: i=1; a=rsa-sha256; t={STAMP}; cv=none",
        f"ARC-Message-Signature: i=1;\n t={STAMP}",
        f"Message-ID: <{STAMP}.1@mail.nordfjord.example>",
        "Message-ID: <010199-4999@mail.nordfjord.example>",
        f"References: <{STAMP}@a>\n <{STAMP}@b>",
        f"Received: from a by b id {STAMP}; Tue, 12 Mar 2024",
        f"X-MS-Exchange-CrossTenant-Stamp: {STAMP}",
        f"List-ID: {STAMP}",
        f"Content-Disposition: inline; boundary={STAMP}",
    ],
)
def test_numbers_of_mail_programs_are_no_cpr_numbers(header: str) -> None:
    assert not searched(MAIL.format(header).encode(), "a.eml")
    wide = msg({0x1000: "1. Hvor?\n\nHer.", 0x007D: f"Subject: Svar\n{header}\nTo: b\n"})
    assert not searched(wide, "a.msg")


@pytest.mark.parametrize(
    "header",
    [
        f"Comments: Borger {NUMBER}",
        "Keywords: 0101994999",
        f"X-Sagsnummer: {NUMBER}",
        "X-Borger: cpr 0101994999",
        "Bcc: Borger 0101994999 <a@nordfjord.example>",
        "Content-Description: =?utf-8?B?MDEwMTk5LTQ5OTk=?=",
        f"Content-Disposition: inline; filename={NUMBER}.txt",
    ],
)
def test_cpr_number_that_a_person_wrote_in_a_head_is_found(header: str) -> None:
    assert searched(MAIL.format(header).encode(), "a.eml")
    if "=?" not in header:
        wide = msg({0x1000: "1. Hvor?\n\nHer.", 0x007D: f"Subject: Svar\n{header}\nTo: b\n"})
        assert searched(wide, "a.msg")


@pytest.mark.parametrize(
    "source",
    [
        f"<script>var t={STAMP}, id='{STAMP}';</script>",
        f'<script type="application/json">{{"stamp":{STAMP},"id":"{STAMP}"}}</script>',
        f'<meta name="article-id" content="{STAMP}">',
        f'<div id="{STAMP}" data-time="{STAMP}" class="a {STAMP}"></div>',
        f'<link href="stil.css?v={STAMP}"><input type="hidden" name="token" value="{STAMP}">',
        f"<style>.a{STAMP} {{ width: 1px }} /* {STAMP} */</style>",
    ],
)
def test_time_stamps_and_ids_of_a_page_are_no_cpr_numbers(source: str) -> None:
    assert not searched(PAGE.format(source).encode(), "a.html")


@pytest.mark.parametrize(
    "source",
    [
        f"<script>var borger = '{NUMBER}';</script>",
        "<script>var borger = {'cpr': '0101994999'};</script>",
        "<script>show('Borgeren 0101994999 har klaget');</script>",
        "<!-- 0101994999 -->",
        '<meta name="description" content="Borger 0101994999">',
        '<img alt="0101994999">',
        '<input value="0101994999">',
        f'<div data-borger="{NUMBER}"></div>',
        '<div data-content="Borger 0101994999"></div>',
        '<a href="breve/0101994999.pdf"></a>',
        "<title>0101994999</title>",
        '<p hidden="until-found" style="display:none">010199&#45;4999</p>',
    ],
)
def test_cpr_number_that_a_person_wrote_in_a_page_is_found(source: str) -> None:
    held = document(PAGE.format(source).encode(), "a.html")
    assert searched(PAGE.format(source).encode(), "a.html") or "4999" in "".join(
        line.text for line in held.lines
    )


@pytest.mark.parametrize(
    "source",
    [
        r"{\*\listtable{\list\listtemplateid1904381256{\listname ;}\listid1306352145}}",
        r"{\*\rsidtbl\rsid1306352145}",
        r"{\*\bliptag1709821234}",
        r"\picscalex100 " + "ab1709821234" * 12,
    ],
)
def test_numbers_of_an_rtf_files_lists_are_no_cpr_numbers(source: str) -> None:
    assert not find(machine_text.of_rtf(RTF.format(source)))


@pytest.mark.parametrize(
    "source",
    [
        r"{\info{\title 010199-4999}}",
        r"{\*\comment Borger 0101994999}",
        r"{\v 010199\b0 -\b 4999\v0}",
        r"{\*\doccomm 010199\'2d4999}",
        r"\u48?\u49?0199-4999",
        r"{\field{\*\fldinst HYPERLINK 010199-4999.pdf}}",
    ],
)
def test_cpr_number_that_a_person_wrote_in_an_rtf_file_is_found(source: str) -> None:
    assert find(machine_text.of_rtf(RTF.format(source)))


def test_address_of_a_link_in_a_word_file_is_searched() -> None:
    link = '<w:hyperlink w:tooltip="010199-4999"><w:r><w:t>her</w:t></w:r></w:hyperlink>'
    assert searched(docx(p("1. Hvor?") + f"<w:p>{link}</w:p>"), "a.docx")

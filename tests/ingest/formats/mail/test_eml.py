from __future__ import annotations

from email.message import EmailMessage

import pytest

from ingest.formats.mail.eml import decoded, read_eml
from ingest.formats.ocr import tesseract
from ingest.formats.ocr.read import CHOICE
from kb.errors import Unreadable
from kb.model import Note
from kb.notes import Code
from tests.ingest.formats.scans import of_text
from tests.needs import needs

MIXED = b"Content-Type: multipart/mixed; boundary=x\r\n\r\n"
HEAD = b"From: Lone <lone@nordfjord.example>\r\nTo: byraad@nordfjord.example\r\nSubject: Svar\r\n"


def message(text: str = "Kære byråd\n\nJa.\n", subject: str = "SV: Svar på forespørgsel") -> EmailMessage:
    made = EmailMessage()
    made["From"], made["To"] = "Lone Vestergård <lone@nordfjord.example>", "byraad@nordfjord.example"
    made["Date"], made["Subject"] = "Tue, 14 Mar 2023 13:04:00 +0100", subject
    made.set_content(text, cte="quoted-printable")
    return made


def texts(data: bytes) -> list[str]:
    return [line.text for line in read_eml(data).lines]


def body(kind: str, content: bytes, transfer: str = "8bit") -> list[str]:
    """The lines below the head, of a message of one part."""
    head = HEAD + f"Content-Type: {kind}\r\nContent-Transfer-Encoding: {transfer}\r\n\r\n".encode()
    return texts(head + content)[3:]


def test_message_begins_with_what_it_says_of_itself() -> None:
    document = read_eml(message().as_bytes())
    assert [line.text for line in document.lines] == [
        "Fra: Lone Vestergård <lone@nordfjord.example>",
        "Dato: 14. marts 2023 kl. 13.04",
        "Til: byraad@nordfjord.example",
        "Emne: SV: Svar på forespørgsel",
        "Kære byråd",
        "Ja.",
    ]
    assert document.title == "Svar på forespørgsel"
    assert [line.page for line in document.lines] == [None] * 6
    numbers = [line.number for line in document.lines]
    assert numbers == sorted(numbers)


@pytest.mark.parametrize(
    ("kind", "content", "transfer"),
    [
        ("text/plain; charset=utf-8", "Svar på".encode(), "8bit"),
        ("text/plain; charset=iso-8859-1", b"Svar p=E5", "quoted-printable"),
        ("text/plain; charset=utf-8", b"U3ZhciBww6U", "base64"),
        ("text/plain; charset=us-ascii", "Svar på".encode("cp1252"), "8bit"),
        ("text/plain; charset=ukendt", "Svar på".encode(), "7bit"),
        ("text/html; charset=windows-1252", b"<p>Svar p\xe5", "8bit"),
    ],
)
def test_text_is_read_in_any_set_and_transfer_encoding(kind: str, content: bytes, transfer: str) -> None:
    assert body(kind, content, transfer) == ["Svar på"]


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("=?utf-8?Q?Svar_p=C3=A5?=", "Svar på"),
        ("=?iso-8859-1?q?Svar_p=E5?= sagen", "Svar på sagen"),
        ("=?utf-8?B?U3ZhciBwww==?=\r\n =?utf-8?B?pQ==?=", "Svar på"),
        ("Svar p\udce5", "Svar på"),
        ("=?x-ukendt?Q?Svar?=", "Svar"),
        ("=?utf-8?B?*?=", "=?utf-8?B?*?="),
    ],
)
def test_subject_is_heard_in_its_set(header: str, expected: str) -> None:
    data = f"Subject: {header}\r\n\r\nJa.".encode("utf-8", "surrogateescape")
    assert texts(data)[0] == f"Emne: {expected}"


def test_words_of_a_header_may_part_a_letter() -> None:
    assert decoded("=?utf-8?q?p=C3?= =?utf-8?q?=A5?= to") == "på to"


def test_plain_text_is_taken_before_the_page() -> None:
    mail = message()
    mail.add_alternative("<p>Kære byråd</p><p>Ja.</p>", subtype="html")
    assert texts(mail.as_bytes())[-2:] == ["Kære byråd", "Ja."]


def test_page_is_taken_where_the_plain_text_is_a_stub() -> None:
    mail = message("Se HTML.")
    mail.add_alternative("<ol><li>Hvor mange elever er der?</ol><p>Der er 5.", subtype="html")
    assert texts(mail.as_bytes())[-2:] == ["1. Hvor mange elever er der?", "Der er 5."]


def test_flowed_text_has_whole_paragraphs() -> None:
    flowed = b"Der er fem \r\nelever.\r\n> Hvor mange \r\n> elever?\r\n-- \r\nLone"
    assert body("text/plain; format=flowed", flowed) == [
        "Der er fem elever.",
        "> Hvor mange elever?",
        "--",
        "Lone",
    ]


def test_quoted_mail_is_kept_as_lines() -> None:
    quoted = "Ja.\n\n-----Oprindelig meddelelse-----\nFra: SF\n\n> 1. Hvor mange?\n"
    assert texts(message(quoted).as_bytes())[4:] == [
        "Ja.",
        "-----Oprindelig meddelelse-----",
        "Fra: SF",
        "> 1. Hvor mange?",
    ]


def test_letters_attached_are_handed_over() -> None:
    mail = message()
    mail.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename="Svar på 10.pdf")
    attached = read_eml(mail.as_bytes()).attachments
    assert [(each.name, each.content) for each in attached] == [("Svar på 10.pdf", b"%PDF-1.7")]


def test_message_attached_is_a_file_named_by_its_subject() -> None:
    mail = message()
    mail.add_attachment(message("Spørgsmål", "Forespørgsel: busser"))
    (attached,) = read_eml(mail.as_bytes()).attachments
    assert attached.name == "Forespørgsel_ busser.eml"
    assert texts(attached.content)[-1] == "Spørgsmål"


def test_picture_in_the_text_is_noted_where_it_stands() -> None:
    mail = message()
    mail.add_alternative("<p>Kære byråd</p><p>Ja.</p><img src='cid:logo@x'>", subtype="html")
    picture = b"\x89PNG\r\n\x1a\n" + bytes(50_000)
    mail.add_attachment(picture, maintype="image", subtype="png", cid="<logo@x>", filename="logo.png")
    document = read_eml(mail.as_bytes())
    assert document.attachments == ()
    assert document.notes == (Note(Code.PICTURE_NOT_READ, line=document.lines[-1].number),)


def test_picture_of_text_is_read_where_it_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    needs(tesseract.installed(), "Tesseract is missing: apt-get install tesseract-ocr tesseract-ocr-dan")
    monkeypatch.setenv(CHOICE, "tesseract")
    mail = message("Kære byråd\n\n[cid:tabel@x]\n\nHilsen\n")
    page = "<p>Kære byråd</p><p><img width=576 height=384 src='cid:tabel@x'></p><p>Hilsen</p>"
    mail.add_alternative(page, subtype="html")
    picture = of_text("", "Der er 412 pladser")
    mail.add_attachment(picture, maintype="image", subtype="png", cid="<tabel@x>", filename="tabel.png")
    document = read_eml(mail.as_bytes())
    assert [line.text for line in document.lines][4:] == ["Kære byråd", "Der er 412 pladser", "Hilsen"]
    assert document.attachments == ()
    assert document.notes == (Note(Code.PICTURE_READ, ("Tesseract",), line=document.lines[5].number),)


def test_small_picture_under_a_signature_needs_no_note() -> None:
    mail = message("Ja.")
    mail.add_alternative("<p>Ja.</p><img width=60 height=20 src='cid:logo@x'>", subtype="html")
    mail.add_attachment(
        b"\x89PNG\r\n\x1a\n", maintype="image", subtype="png", cid="<logo@x>", filename="l.png"
    )
    assert read_eml(mail.as_bytes()).notes == ()


def test_struck_words_that_the_plain_text_has_as_any_other_are_set_apart() -> None:
    mail = message("Der er 412 438 pladser.")
    mail.add_alternative("<p>Der er <s>412</s> 438 pladser.</p>", subtype="html")
    found = read_eml(mail.as_bytes())
    assert [line.text for at, line in enumerate(found.lines) if at not in found.furniture][-1] == (
        "Der er 438 pladser."
    )
    assert [note.code for note in found.notes] == [Code.STRUCK_OUT]


def test_damaged_attachment_costs_itself_alone() -> None:
    data = (
        HEAD + b"MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n"
        b"--x\r\nContent-Type: text/plain\r\n\r\nJa.\r\n"
        b"--x\r\nContent-Type: application/pdf; name*=hex''%ZZ\r\n"
        b"Content-Transfer-Encoding: base64\r\n\r\n!!!\r\n"
    )
    document = read_eml(data)
    assert document.lines[-1].text == "Ja."
    assert [note.code for note in document.notes] == [Code.NO_LETTER]


def test_message_attached_that_cannot_be_written_costs_itself_alone() -> None:
    data = (
        HEAD + MIXED + b"--x\r\n\r\nJa.\r\n--x\r\nContent-Type: message/rfc822\r\n\r\nDate: a\rb: c\r\n\r\nx"
    )
    assert read_eml(data).lines[-1].text == "Ja."


def test_nothing_that_is_cut_off_is_lost() -> None:
    data = HEAD + b"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\nJa.\r\n--x\r\n\r\nNej."
    assert texts(data)[-2:] == ["Ja.", "Nej."]


def nested(depth: int) -> bytes:
    mail = message()
    for _ in range(depth):
        outer = message()
        outer.add_attachment(mail)
        mail = outer
    return mail.as_bytes()


def multiparts(depth: int) -> bytes:
    parts = (f"Content-Type: multipart/mixed; boundary=b{n}\r\n\r\n--b{n}\r\n" for n in range(depth))
    return HEAD + "".join(parts).encode()


SEALED = b"Content-Type: application/pkcs7-mime; name=smime.p7m\r\n\r\nMIAG"
UNREADABLE = {
    "nested": (nested(20), "nested too deep"),
    "multiparts": (multiparts(2000), "nested too deep"),
    "sealed": (HEAD + SEALED, "encrypted or sealed"),
    "many": (HEAD + MIXED + b"--x\r\n\r\na\r\n" * 2100, "parts"),
    "empty": (b"MIME-Version: 1.0\r\n\r\n", "only white space"),
}  # fmt: skip


@pytest.mark.parametrize(("data", "found"), UNREADABLE.values(), ids=UNREADABLE)
def test_message_that_is_no_letter_says_why_in_one_line(data: bytes, found: str) -> None:
    with pytest.raises(Unreadable, match=rf"^expected a letter, found .*{found}"):
        read_eml(data)

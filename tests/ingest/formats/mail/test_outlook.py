from __future__ import annotations

import pytest

from ingest.formats.mail.eml import read_eml
from ingest.formats.mail.outlook import read_msg
from kb.errors import Unreadable
from kb.model import Note
from kb.notes import Code
from tests.ingest.formats.msg import attached_message, attachment, message, msg

SUBJECT, BODY, TO, SENDER, SMTP, ID = 0x0037, 0x1000, 0x0E04, 0x0C1A, 0x5D01, 0x3712
TEXTS = {
    SENDER: "Lone Vestergård",
    SMTP: "lone@nordfjord.example",
    TO: "Byrådsservice",
    SUBJECT: "VS: Svar på forespørgsel",
    BODY: "Kære byråd\r\n\r\nJa.\r\n",
}
PAGE = "<html><p>Kære byråd</p><ol><li>Hvor mange elever er der i alt?</ol>Der er 5.<img src='cid:logo@x'>"


def test_message_begins_with_what_it_says_of_itself() -> None:
    document = read_msg(msg(TEXTS))
    assert [line.text for line in document.lines] == [
        "Fra: Lone Vestergård <lone@nordfjord.example>",
        "Dato: 14. marts 2023 kl. 13.04",
        "Til: Byrådsservice",
        "Emne: VS: Svar på forespørgsel",
        "Kære byråd",
        "Ja.",
    ]
    assert document.title == "Svar på forespørgsel"


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8"])
def test_page_is_read_where_there_is_no_text(encoding: str) -> None:
    document = read_msg(msg({SUBJECT: "Svar"}, more={"__substg1.0_10130102": PAGE.encode(encoding)}))
    assert [line.text for line in document.lines][2:] == [
        "Kære byråd",
        "1. Hvor mange elever er der i alt?",
        "Der er 5.",
    ]


def test_text_in_a_windows_code_page_is_read() -> None:
    data = msg({SUBJECT: "Svar"}, more={"__substg1.0_1000001E": "Kære byråd".encode("cp1252")})
    assert read_msg(data).lines[-1].text == "Kære byråd"


def test_letters_attached_are_handed_over_and_pictures_in_the_text_are_noted() -> None:
    files = [
        attachment("Svar på 10-dages forespørgsel.pdf", b"%PDF-1.7" + bytes(9000)),
        attachment("image001.png", b"\x89PNG\r\n\x1a\n" + bytes(50_000), {ID: "logo@x"}),
    ]
    document = read_msg(msg(TEXTS, files, {"__substg1.0_10130102": PAGE.encode()}))
    assert [each.name for each in document.attachments] == ["Svar på 10-dages forespørgsel.pdf"]
    assert document.attachments[0].content.startswith(b"%PDF-1.7")
    assert document.notes == (Note(Code.PICTURE_NOT_READ, line=document.lines[-1].number),)


def test_attachment_that_is_damaged_costs_itself_alone() -> None:
    files = [attachment("bilag.pdf", b"%PDF-1.7" + bytes(9000)), attachment("svar.txt", b"Svar")]
    data = bytearray(msg(TEXTS, files))
    entry = data.index("__substg1.0_37010102".encode("utf-16-le"))
    data[entry + 116 : entry + 120] = (60_000).to_bytes(4, "little")  # its first sector: beyond the file
    document = read_msg(bytes(data))
    assert document.lines[-1].text == "Ja."
    assert [each.name for each in document.attachments] == ["svar.txt"]
    assert document.notes == (Note(Code.NO_LETTER, ("bilag.pdf", "an empty file")),)


def test_message_attached_is_a_file_that_is_read_like_any_other() -> None:
    inner = message({**TEXTS, SUBJECT: "Forespørgsel"}, [attachment("bilag.pdf", b"%PDF-1.7")], inner=True)
    (attached,) = read_msg(msg(TEXTS, [attached_message(inner)])).attachments
    assert attached.name == "Forespørgsel.eml"
    document = read_eml(attached.content)
    assert [line.text for line in document.lines][3:] == ["Emne: Forespørgsel", "Kære byråd", "Ja."]
    assert [each.name for each in document.attachments] == ["bilag.pdf"]


def test_text_as_rtf_alone_is_noted() -> None:
    document = read_msg(
        msg({SUBJECT: "Svar"}, [attachment("a.pdf", b"%PDF")], {"__substg1.0_10090102": b"x"})
    )
    assert document.notes[0] == Note(Code.RTF_ALONE)


@pytest.mark.parametrize("cut", [600, 3000])
def test_message_that_is_cut_says_so_in_one_line(cut: int) -> None:
    data = msg({**TEXTS, 0x7FFF: "x" * 9000})[:-cut] + "__properties_version1.0".encode("utf-16-le")
    with pytest.raises(Unreadable, match=r"^expected an Outlook message, found damage in it; "):
        read_msg(data)

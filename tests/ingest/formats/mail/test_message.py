from __future__ import annotations

import pytest

from ingest.document import Document
from ingest.formats.mail import message
from ingest.formats.mail.message import Enclosed, Message, read_message, safe
from ingest.formats.plain.read import read_lines
from kb.model import Line, Note
from kb.notes import Code

TEXT = Document(read_lines("Ja."))


def names(*enclosed: Enclosed) -> list[str]:
    return [each.name for each in read_message(Message(body=[TEXT], enclosed=[*enclosed])).attachments]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("../../etc/brev.pdf", "brev.pdf"),
        ("C:\\sager\\brev.pdf", "brev.pdf"),
        ("brev\u202efdp.exe", "brev_fdp.exe"),
        ("a\0b\nc?.pdf", "a_b_c_.pdf"),
        (".skjult.pdf", "skjult.pdf"),
        ("bla\u030abær.txt", "blåbær.txt"),
        ("..", "vedhæftet fil 3"),
        ("", "vedhæftet fil 3"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
        ("x" + "." * 300, "x"),
    ],
)
def test_name_of_an_attachment_is_safe_on_every_system(name: str, expected: str) -> None:
    assert safe(name, 3) == expected


def test_files_of_one_name_get_names_of_their_own() -> None:
    assert names(Enclosed("a.txt", b"Ja"), Enclosed("x/a.txt", b"Nej")) == ["a.txt", "a (2).txt"]


@pytest.mark.parametrize(
    ("enclosed", "note"),
    [
        (Enclosed("møde.ics", b"BEGIN:VCALENDAR"), Note(Code.NO_LETTER, ("møde.ics", "plain text"))),
        (Enclosed("winmail.dat", bytes(100)), Note(Code.NO_LETTER, ("winmail.dat", "binary data"))),
        (Enclosed("logo.png", b"\x89PNG\r\n\x1a\n"), Note(Code.PICTURE_IN_TEXT, ("logo.png",))),
        (Enclosed("tom.pdf", b""), Note(Code.NO_LETTER, ("tom.pdf", "an empty file"))),
    ],
    ids=lambda each: each.name if isinstance(each, Enclosed) else each.code,
)
def test_file_that_is_no_letter_is_noted(enclosed: Enclosed, note: Note) -> None:
    document = read_message(Message(body=[TEXT], enclosed=[enclosed]))
    assert document.attachments == ()
    assert document.notes == (note,)


def test_scanned_page_may_be_a_letter() -> None:
    assert names(Enclosed("scan.tif", b"II*\0" + bytes(50_000))) == ["scan.tif"]


def test_attachments_have_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(message, "MOST_ATTACHED", 2)
    monkeypatch.setattr(message, "MOST_BYTES", 5)
    contents = (b"1", b"123456", b"2", b"3")
    files = (Enclosed(f"{name}.txt", content) for name, content in zip("abcd", contents, strict=True))
    assert names(*files) == ["a.txt", "c.txt"]


def test_message_that_is_only_an_envelope_is_read_for_its_letter() -> None:
    document = read_message(Message(subject="Scan", enclosed=[Enclosed("a.pdf", b"%PDF-1.7")]))
    assert ([line.text for line in document.lines], len(document.attachments)) == (["Emne: Scan"], 1)


def test_table_rows_are_counted_through_all_parts_of_a_message() -> None:
    part = Document((Line("Skole\tElever", row=1), Line("Ja."), Line("Østerby\t5", row=2)))
    lines = read_message(Message(body=[part, part])).lines
    assert [line.row for line in lines[-6:]] == [1, None, 2, 3, None, 4]

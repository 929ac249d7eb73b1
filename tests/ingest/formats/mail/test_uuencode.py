from __future__ import annotations

import binascii

import pytest

from ingest.formats.mail.eml import read_eml
from ingest.formats.mail.outlook import read_msg
from ingest.formats.mail.uuencode import taken_out
from tests.ingest.formats.msg import msg

LETTER = b"%PDF-1.7\n" + bytes(range(200))


def packed(content: bytes, name: str = "svar.pdf") -> str:
    rows = [binascii.b2a_uu(content[at : at + 45]).decode() for at in range(0, len(content), 45)]
    return f"begin 644 {name}\n{''.join(rows)}`\nend\n"


def test_file_in_a_text_is_taken_out_of_it() -> None:
    text = f"Kære byråd\n\n{packed(LETTER)}\nHilsen\n"
    assert taken_out(text) == ("Kære byråd\n\n\nHilsen\n", [("svar.pdf", LETTER)])


def test_lines_that_lost_their_blanks_are_read() -> None:
    text = packed(b"a  \0\0\0").replace("`", " ")
    stripped = "\n".join(line.rstrip() for line in text.splitlines())
    assert taken_out(stripped + "\n")[1] == [("svar.pdf", b"a  \0\0\0")]


@pytest.mark.parametrize(
    "text",
    [
        "begin 644 svar.pdf\nsom aftalt i går med alle, der var til stede på mødet i byrådet den dag\nend\n",
        "begin 644 svar.pdf\n",
        "Vi må\nbegin igen\nend\n",
        packed(LETTER).replace("end\n", ""),
    ],
)
def test_text_that_only_looks_like_a_file_stays(text: str) -> None:
    assert taken_out(text) == (text, [])


def test_file_in_a_message_is_handed_over_as_attached() -> None:
    mail = f"From: a\nSubject: Svar\nContent-Type: text/plain\n\nSe her.\n\n{packed(LETTER)}".encode()
    for found in (read_eml(mail), read_msg(msg({0x0037: "Svar", 0x1000: f"Se her.\n\n{packed(LETTER)}"}))):
        assert found.lines[-1].text == "Se her."
        assert [(each.name, each.content) for each in found.attachments] == [("svar.pdf", LETTER)]

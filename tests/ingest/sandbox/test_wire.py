"""Messages in frames: what is written comes back, and what is anything else is refused."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from ingest.sandbox.wire import (
    HEAD,
    MOST_BLOBS,
    MOST_BYTES,
    Failed,
    Found,
    Job,
    Message,
    OutOfMemory,
    Ready,
    Refused,
    Step,
    TooLarge,
    frame,
    receive,
    send,
)
from ingest.sandbox.worker import MOST, _reading
from kb.model import (
    QA,
    Abbreviation,
    Box,
    Kind,
    Letter,
    Line,
    Metadata,
    Note,
    Piece,
    Reference,
    Remark,
    Role,
    Word,
)
from kb.notes import Code

REFERENCE = Reference("svar 2", ("2",), (), Remark(Code.LACKING, (("2",),)))
LETTER = Letter(
    "x",
    "brev.pdf",
    Metadata("Svar", date=date(2026, 1, 2), parties=("A", "Ø")),
    2,
    (
        Line("Spørgsmål 1", 1, size=9, box=Box(1, 2, 3.5, 4), italic=True, colour="1f4e79", row=12),
        Line("Hvornår?", None, 2, words=(Word(0, 8, Box(1, 2, 3, 4), 0.5),), printed="Hvomår?"),
    ),
    (Piece(Role.METADATA, 0, 0, 11, "x.1"), Piece(Role.QUESTION, 1, 0, 8)),
    (QA("x.1", "1", "Hvornår?", "Se svar 2.", Kind.REFERENCE, "d", (REFERENCE,)),),
    (Note(Code.HARD_TO_READ, (2, ("a\t\0", "…")), 1), Note(Code.QUESTION_IN_ANSWER, ("1",), qa="x.1")),
    (Abbreviation("SFO", "skolefritidsordning", 1),),
    7,
)


def received(*parts: bytes) -> tuple[Message, tuple[bytes, ...]]:
    return receive(io.BytesIO(b"".join(parts)))


def framed(text: bytes) -> tuple[Message, tuple[bytes, ...]]:
    return received(HEAD.pack(len(text)), text)


@pytest.mark.parametrize(
    ("message", "blobs"),
    [
        (Ready(), ()),
        (Job("brev.pdf"), (b"\0\xff",)),
        (Step(), ()),
        (Refused("brev.pdf: æ"), ()),
        (OutOfMemory(), ()),
        (Failed("here"), ()),
        (Found((), ()), ()),
        (Found((LETTER, LETTER), ("a", "b")), (b"one", b"")),
    ],
)
def test_messages_come_back_as_they_were(message: Message, blobs: tuple[bytes, ...]) -> None:
    stream = io.BytesIO()
    send(stream, frame(message, blobs))
    stream.seek(0)
    assert receive(stream) == (message, blobs)
    assert stream.read() == b""


@pytest.mark.parametrize("lost", [1, 3, 4, 20])
def test_a_frame_that_ends_early_is_the_end_of_the_stream(lost: int) -> None:
    whole = b"".join(frame(Job("brev.pdf"), (b"abc",)))
    with pytest.raises(EOFError):
        received(whole[:-lost])


@pytest.mark.parametrize(
    ("where", "value"),
    [
        (("file",), None),
        (("file",), 1),
        (("pages",), True),
        (("pages",), 1.5),
        (("pages",), "1"),
        (("lines",), {}),
        (("lines", 0), []),
        (("lines", 0, "opens"), 0),
        (("lines", 0, "size"), "9"),
        (("lines", 0, "box"), [1, 2, 3, 4]),
        (("lines", 0, "box", "x0"), None),
        (("lines", 1, "words"), [None]),
        (("qas", 0, "kind"), "maybe"),
        (("notes", 0, "code"), "a sentence"),
        (("notes", 0, "code"), "no_text"),
        (("notes", 0, "values"), [2]),
        (("notes", 0, "values", 0), True),
        (("notes", 0, "values", 1), [["a"]]),
        (("qas", 0, "references", 0, "reason"), "a sentence"),
        (("metadata", "date"), "2026-02-30"),
        (("metadata", "parties"), "A"),
        (("metadata", "parties"), [1]),
    ],
)
def test_what_is_not_of_the_type_is_refused(where: tuple[str | int, ...], value: object) -> None:
    whole: Any = json.loads(frame(Found((LETTER,), ()))[0][HEAD.size :])
    part: Any = whole["message"]["letters"][0]
    for key in where[:-1]:
        part = part[key]
    assert part[where[-1]] != value
    part[where[-1]] = value
    with pytest.raises(ValueError, match="no message"):
        framed(json.dumps(whole).encode())


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"null",
        b"[]",
        b"{}",
        b'{"message":{"type":"Step"}}',
        b'{"message":{"type":"Step"},"sizes":[-1]}',
        b'{"message":{"type":"Step"},"sizes":[1.5]}',
        b'{"message":{"type":"Step"},"sizes":["1"]}',
        b'{"message":{"type":"Step"},"sizes":[999999999999]}',
        b'{"message":{"type":"Step"},"sizes":[' + b",".join([b"0"] * (MOST_BLOBS + 1)) + b"]}",
        b'{"message":{"type":"Step"},"sizes":[]} ]',
        b'{"message":{"type":"Step"},"sizes":[],"more":1}',
        b'{"message":{"type":"Step","more":1},"sizes":[]}',
        b'{"message":{"type":"os.system"},"sizes":[]}',
        b'{"message":{},"sizes":[]}',
        b'{"message":{"type":"Refused"},"sizes":[]}',
        b'{"message":{"type":"Refused","why":"\\ud83d"},"sizes":[]}',
        b'{"message":{"type":"Refused","why":"\xff"},"sizes":[]}',
        b'{"message":{"type":"Refused","why":NaN},"sizes":[]}',
        b'{"message":' + b"[" * 100_000,
        b'{"message":' + b'{"type":' * 100_000,
    ],
)
def test_what_is_no_message_is_refused(text: bytes) -> None:
    with pytest.raises(ValueError):
        framed(text)


@pytest.mark.parametrize("number", ["1e400", "NaN", "Infinity", "1" + "0" * 400])
def test_a_number_without_end_is_refused(number: str) -> None:
    text = frame(Found((LETTER,), ()))[0][HEAD.size :]
    assert b'"x1":3.5' in text
    with pytest.raises(ValueError):
        framed(text.replace(b'"x1":3.5', b'"x1":' + number.encode()))


def test_sizes_that_are_too_large_together_are_refused() -> None:
    text = json.dumps({"message": {"type": "Step"}, "sizes": [MOST_BYTES, 1]}).encode()
    with pytest.raises(ValueError, match="impossible sizes"):
        framed(text)


def test_what_is_too_large_is_not_sent() -> None:
    with pytest.raises(TooLarge):
        frame(Found((), ("a",) * 1001), (b"",) * (MOST_BLOBS + 1))


@pytest.mark.parametrize(
    ("letter", "said"),
    [
        (replace(LETTER, pieces=(Piece(Role.ANSWER, 2, 0, 0),)), "no line"),
        (replace(LETTER, pieces=(Piece(Role.ANSWER, -1, 0, 0),)), "no line"),
        (replace(LETTER, pieces=(Piece(Role.ANSWER, 0, 0, 12),)), "beyond its line"),
        (replace(LETTER, pieces=(Piece(Role.ANSWER, 0, 2, 1),)), "beyond its line"),
        (replace(LETTER, pages=MOST), "too large"),
        (replace(LETTER, reading=-MOST), "too large"),
        (replace(LETTER, lines=(Line("", MOST),), pieces=()), "too large"),
        (replace(LETTER, lines=(Line("", 1, 10**30),), pieces=()), "too large"),
        (
            replace(LETTER, lines=(Line("", words=(Word(0, MOST, Box(1, 2, 3, 4), 1),)),), pieces=()),
            "too large",
        ),
        (replace(LETTER, notes=(Note(Code.NO_TEXT, (), 1, MOST),)), "too large"),
        (replace(LETTER, notes=(Note(Code.PAGES_UNMARKED, (2, (MOST,))),)), "too large"),
        (replace(LETTER, notes=(Note(Code.NO_TEXT, qa="x.2"),)), "no question"),
        (replace(LETTER, abbreviations=(Abbreviation("a", "b", MOST),)), "too large"),
    ],
)
def test_a_letter_that_contradicts_itself_is_refused(letter: Letter, said: str) -> None:
    message, blobs = received(*frame(Found((letter,), ())))
    with pytest.raises(ValueError, match=said):
        _reading(message, blobs)

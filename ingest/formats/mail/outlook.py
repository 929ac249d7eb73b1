"""Outlook messages (.msg) as messages: properties kept as streams of an OLE file (MS-OXMSG, MS-OXPROPS)."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.header import Header
from email.mime.application import MIMEApplication
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.utils import format_datetime
from io import BytesIO
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from olefile import OleFileIO

from ingest.document import Document
from ingest.formats import charset
from ingest.formats.magic import MSG, looks_like, unexpected
from ingest.formats.mail import message as mail
from ingest.formats.mail import uuencode
from ingest.formats.mail.message import Enclosed, Message
from kb.errors import Unreadable
from kb.model import Note
from kb.notes import Code

SUBJECT, BODY, HTML, RTF = 0x0037, 0x1000, 0x1013, 0x1009
SENT, DELIVERED = 0x0039, 0x0E06
TO, COPY = 0x0E04, 0x0E03
SENDER, SENDER_ADDRESS, SENDER_SMTP = 0x0C1A, 0x0C1F, 0x5D01
INTERNET_CODEPAGE, MESSAGE_CODEPAGE = 0x3FDE, 0x3FFD
DATA, LONG_NAME, SHORT_NAME, DISPLAY_NAME, CONTENT_ID = 0x3701, 0x3707, 0x3704, 0x3001, 0x3712
"""Property ids, from MS-OXPROPS."""

WIDE, NARROW, BINARY, STORAGE, INTEGER, TIME = 0x001F, 0x001E, 0x0102, 0x000D, 0x0003, 0x0040
"""Property types."""

SETS = {65001: "utf-8", 20127: "ascii", 28591: "iso-8859-1", 28605: "iso-8859-15"}
"""Windows code pages that Python calls by another name."""

HEADER = {"": 32, "attachment": 8, "message": 24}
"""Bytes before the first property: in the file, an attachment, and a message in a message."""

EPOCH = datetime(1601, 1, 1, tzinfo=UTC)
HERE = "Europe/Copenhagen"
DEEPEST = 10
MOST_ENCLOSED = 1_000

DAMAGE = (
    OSError, ValueError, LookupError, TypeError, AttributeError, OverflowError, struct.error, RecursionError,
)  # fmt: skip
"""What `olefile` and the standard library raise for files that are cut or changed."""


def read_msg(data: bytes) -> Document:
    """The lines of an Outlook message, and the letters attached to it."""
    if (form := looks_like(data)) != MSG:
        raise unexpected("an Outlook message", form)
    try:
        with OleFileIO(BytesIO(data)) as ole:
            message = _Storage(ole).message()
    except DAMAGE as error:
        raise Unreadable(
            "expected an Outlook message, found damage in it; open it in Outlook and save it again"
        ) from error
    return mail.read_message(message)


class _Storage:
    """A folder of properties in the file: a message, or what is attached to one."""

    def __init__(self, ole: OleFileIO, path: tuple[str, ...] = (), kind: str = "", depth: int = 0) -> None:
        self._ole, self._path, self._depth = ole, path, depth
        self._fixed = dict(self._read_fixed(HEADER[kind]))
        codes = (self._integer(INTERNET_CODEPAGE), self._integer(MESSAGE_CODEPAGE))
        code = next((code for code in codes if code), 1252)
        self._set = SETS.get(code, f"cp{code}")
        self._notes: list[Note] = []

    def message(self) -> Message:
        html = self._html()
        plain, files = uuencode.taken_out(self._text(BODY))
        enclosed = [*self._enclosed(html), *(Enclosed(*each) for each in files)]
        body = mail.body(plain, html, enclosed)
        if body is None and self._stream(RTF, BINARY):
            self._notes.append(Note(Code.RTF_ALONE))
        return Message(
            sender=self._sender(),
            to=self._text(TO),
            copy=self._text(COPY),
            sent=self._sent(),
            subject=self._text(SUBJECT),
            body=[] if body is None else [body],
            enclosed=enclosed,
            notes=self._notes,
        )

    def as_eml(self) -> bytes:
        """A message in a message, as a file of its own."""
        sent, html = self._sent(), self._html()
        made = MIMEMultipart("mixed")
        said = {"From": self._sender(), "To": self._text(TO), "Cc": self._text(COPY)}
        said |= {"Subject": self._text(SUBJECT), "Date": format_datetime(sent) if sent else ""}
        for name, value in said.items():
            if line := " ".join(value.split()):
                made[name] = line if line.isascii() else Header(line, "utf-8").encode()
        both = MIMEMultipart("alternative")
        both.attach(MIMEText(self._text(BODY), "plain", "utf-8"))
        both.attach(MIMEText(html, "html", "utf-8"))
        made.attach(both)
        for each in self._enclosed(html):
            part = MIMEApplication(each.content)
            if each.shown:
                part["Content-ID"] = f"<{each.id}>"
            part.add_header("Content-Disposition", "attachment", filename=("utf-8", "", mail.safe(each.name)))
            made.attach(part)
        return made.as_bytes()

    def _enclosed(self, html: str) -> Iterator[Enclosed]:
        names = self._ole.listdir(streams=False, storages=True)
        at = len(self._path)
        folders = [tuple(path) for path in names if len(path) == at + 1 and tuple(path[:at]) == self._path]
        room = mail.MOST_BYTES
        for path in [path for path in folders if path[-1].startswith("__attach_")][:MOST_ENCLOSED]:
            try:
                file = _Storage(self._ole, path, "attachment", self._depth)._file(html)
            except DAMAGE:
                self._notes.append(Note(Code.PART_UNREADABLE))
                continue
            room -= len(file.content)
            if room < 0:
                self._notes.append(Note(Code.ATTACHMENTS_TOO_LARGE))
                return
            yield file

    def _file(self, html: str) -> Enclosed:
        """What this storage, of an attachment, holds."""
        name = self._text(LONG_NAME) or self._text(SHORT_NAME) or self._text(DISPLAY_NAME)
        inner = (*self._path, f"__substg1.0_{DATA:04X}{STORAGE:04X}")
        if not self._ole.exists([*inner, "__properties_version1.0"]):
            id = self._text(CONTENT_ID).strip("<>")
            return Enclosed(name, self._stream(DATA, BINARY), bool(id) and f"cid:{id}" in html, id)
        if self._depth >= DEEPEST:
            raise Unreadable("expected a letter, found an e-mail nested too deep; save the letter in it")
        message = _Storage(self._ole, inner, "message", self._depth + 1)
        return Enclosed(f"{message._text(SUBJECT) or name or 'besked'}.eml", message.as_eml())

    def _sender(self) -> str:
        name, address = self._text(SENDER), self._text(SENDER_SMTP)
        address = address or next((a for a in (self._text(SENDER_ADDRESS),) if "@" in a), "")
        return f"{name} <{address}>" if address and address != name else name

    def _sent(self) -> datetime | None:
        """When it was sent, by Danish clocks: the file has the time in UTC."""
        raw = self._fixed.get((SENT, TIME)) or self._fixed.get((DELIVERED, TIME))
        if raw is None:
            return None
        try:
            sent = EPOCH + timedelta(microseconds=int.from_bytes(raw, "little") // 10)
            return sent.astimezone(ZoneInfo(HERE))
        except ZoneInfoNotFoundError:
            return sent
        except OverflowError:
            return None

    def _html(self) -> str:
        binary = self._stream(HTML, BINARY)
        return charset.declared(binary, self._set)[0] if binary else self._text(HTML)

    def _text(self, id: int) -> str:
        """A property that is text; empty where there is none."""
        if wide := self._stream(id, WIDE):
            return wide.decode("utf-16-le", "replace").rstrip("\0")
        narrow = self._stream(id, NARROW)
        return charset.declared(narrow, self._set)[0].rstrip("\0") if narrow else ""

    def _stream(self, id: int, type: int) -> bytes:
        path = [*self._path, f"__substg1.0_{id:04X}{type:04X}"]
        if not self._ole.exists(path):
            return b""
        with self._ole.openstream(path) as stream:
            return bytes(stream.read())

    def _integer(self, id: int) -> int:
        return int.from_bytes(self._fixed.get((id, INTEGER), b"")[:4], "little")

    def _read_fixed(self, header: int) -> Iterator[tuple[tuple[int, int], bytes]]:
        """Properties of fixed length, by id and type."""
        path = [*self._path, "__properties_version1.0"]
        if not self._ole.exists(path):
            return
        with self._ole.openstream(path) as stream:
            data = stream.read()
        for at in range(header, len(data) - 15, 16):
            type, id = struct.unpack_from("<HH", data, at)
            yield (id, type), data[at + 8 : at + 16]

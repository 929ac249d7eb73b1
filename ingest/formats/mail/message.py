"""E-mail to lines: its head, then its text. Attached letters are handed over as files.

Mail comes from many programs. A damaged part costs that part alone, and is noted.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import PurePath

from ingest.document import Attachment, Document
from ingest.formats.clean import clean
from ingest.formats.html.read import read_page
from ingest.formats.magic import LETTERS, PICTURES, TEXT, WHITE, looks_like, unexpected
from ingest.formats.plain.read import read_lines
from kb.danish import danish_date
from kb.errors import Unreadable
from kb.model import Line, Note
from kb.notes import Code
from kb.text import squeeze

MOST_ATTACHED = 100
MOST_BYTES = 200 * 2**20
"""Attachments that are handed over, and their bytes together: as many as one file may have."""

STUB = 0.5
"""If the plain text has at most this share of the HTML's words, it is only a stub that points to the HTML."""

SHOWN_ALONE = frozenset({Code.PICTURE_READ, Code.PICTURE_NOT_READ, Code.STRUCK_OUT, Code.TRACKED_CHANGES})
"""What plain text cannot show: with one of these the HTML is read. Mail programs write struck words as any
other."""

SMALLEST_SCAN = 20_000
"""Bytes. A scanned page takes five times as much; the logo under a signature takes a few thousand."""

LONGEST_NAME = 120
UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\u200b-\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff]+')
"""Characters that no file name may have on some system, and the direction marks that disguise an ending
(`exe.fdp`)."""

TEXTS = frozenset({"", ".txt", ".text", ".htm", ".html", ".eml"})
"""File name endings of attached text that may be a letter. A calendar entry, a visiting card or a log is
none."""

SECURED = (".p7m", ".pgp", ".asc")
REPLY = re.compile(r"(?:(?:SV|VS|RE|FW|FWD)\s*:\s*)+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A file in a message. `shown`: it is a picture that stands in the text, under the Content-ID `id`, and
    is read or noted there."""

    name: str
    content: bytes
    shown: bool = False
    id: str = ""


@dataclass(slots=True)
class Message:
    """A message: its head, its text and its files. `sent` is the text of the header where it is no date.

    `body` has a document for each part of the text, in order.
    """

    sender: str = ""
    to: str = ""
    copy: str = ""
    sent: datetime | str | None = None
    subject: str = ""
    body: list[Document] = field(default_factory=list)
    enclosed: list[Enclosed] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


def read_message(message: Message) -> Document:
    """The lines of a message: its head, in the words of a Danish mail program, and its text."""
    lines = [Line(text, None, number) for number, text in enumerate(_head(message), 1)]
    furniture: set[int] = set()
    notes = message.notes
    for part in message.body:
        last = lines[-1].number if lines else 0
        notes += [replace(note, line=note.line + last) if note.line else note for note in part.notes]
        rows = max((line.row or 0 for line in lines), default=0)
        furniture.update(at + len(lines) for at in part.furniture)
        lines += [
            replace(line, page=None, number=line.number + last, row=line.row and line.row + rows)
            for line in part.lines
        ]
    attachments = tuple(_attachments(message))
    if not message.body and not attachments:
        _refuse(message, bool(lines))
    title = REPLY.sub("", _line(message.subject)) or None
    unique = tuple(dict.fromkeys(notes))
    return Document(tuple(lines), None, title, unique, frozenset(furniture), attachments)


def body(plain: str | None, html: str | None, enclosed: Iterable[Enclosed] = ()) -> Document | None:
    """The text of a message that has it in one form or in both: the plain one, unless it is only a stub, or
    lacks what the other one shows.

    `enclosed`: the files of the message, with the pictures that the text shows.
    """
    lines = read_lines(plain) if plain else ()
    pictures = {f"cid:{each.id}": each.content for each in enclosed if each.id}
    page = _page(html, pictures) if html else None
    if page is None:
        notes = (Note(Code.PICTURE_NOT_READ),) if pictures else ()
        return Document(lines, notes=notes) if lines else None
    is_more = any(note.code in SHOWN_ALONE for note in page.notes)
    return page if is_more or _words(lines) <= STUB * _words(page.lines) else Document(lines)


def _page(html: str, pictures: Mapping[str, bytes]) -> Document | None:
    try:
        return read_page(html, enclosed=pictures)
    except Unreadable:
        return None


def _words(lines: Sequence[Line]) -> int:
    return sum(len(line.text.split()) for line in lines)


def _head(message: Message) -> Iterator[str]:
    said = {
        "Fra": _line(message.sender),
        "Dato": message.sent if isinstance(message.sent, str) else _written(message.sent),
        "Til": _line(message.to),
        "Cc": _line(message.copy),
        "Emne": _line(message.subject),
    }
    yield from (f"{label}: {value}" for label, value in said.items() if value)


def _line(text: str) -> str:
    return squeeze(clean(text).replace("\t", " "))


def _written(sent: datetime | None) -> str:
    """`14. marts 2023 kl. 13.04`, by the sender's clock."""
    if sent is None:
        return ""
    return f"{danish_date(sent)} kl. {sent:%H.%M}"


def _refuse(message: Message, says: bool) -> None:
    """Raises Unreadable for a message without text and without attached letters; it says why."""
    if any(each.name.lower().endswith(SECURED) for each in message.enclosed):
        raise Unreadable(
            "expected a letter, found an encrypted or sealed e-mail; open it and save the letter in it"
        )
    if not says:
        raise unexpected("a letter", WHITE)


def _attachments(message: Message) -> Iterator[Attachment]:
    """The enclosed files that may be letters, each under a unique name; the others get a note."""
    names: set[str] = set()
    room = MOST_BYTES
    for number, each in enumerate(message.enclosed, 1):
        name = _unlike(names, safe(each.name, number))
        if each.shown and message.body and looks_like(each.content) in PICTURES:
            continue
        if (note := _passed_over(each, name)) is not None:
            message.notes.append(note)
        elif len(names) >= MOST_ATTACHED or len(each.content) > room:
            message.notes.append(Note(Code.ONE_TOO_MANY, (name,)))
        else:
            names.add(name)
            room -= len(each.content)
            yield Attachment(name, each.content)


def _passed_over(each: Enclosed, name: str) -> Note | None:
    """Why a file that is enclosed is no letter; None where it may be one."""
    form, suffix = looks_like(each.content), PurePath(name).suffix.lower()
    if form in PICTURES and len(each.content) < SMALLEST_SCAN:
        return Note(Code.PICTURE_IN_TEXT, (name,))
    if form in LETTERS and (form != TEXT or suffix in TEXTS):
        return None
    return Note(Code.NO_LETTER, (name, form.what))


def safe(name: str, number: int = 1) -> str:
    """A safe file name: without a path and without forbidden characters. A message can claim any name."""
    base = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    path = PurePath(UNSAFE.sub("_", base).strip(" .~$") or f"vedhæftet fil {number}")
    stem, suffix = (path.stem, path.suffix) if len(path.suffix) <= LONGEST_NAME // 4 else (path.name, "")
    return f"{stem[: LONGEST_NAME - len(suffix)].strip()}{suffix}"


def _unlike(names: set[str], name: str) -> str:
    """The name, with a number added where another file has the same name."""
    path, count, found = PurePath(name), 1, name
    while found in names:
        count += 1
        found = f"{path.stem} ({count}){path.suffix}"
    return found

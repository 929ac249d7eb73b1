"""EML files (RFC 5322, MIME) as messages. The standard library parses them, and `charset` decodes the
text."""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from email import message_from_bytes, policy
from email.errors import MessageError
from email.generator import BytesGenerator
from email.message import Message as Part
from email.utils import parsedate_to_datetime
from html import escape
from io import BytesIO

from ingest.document import Document
from ingest.formats import charset
from ingest.formats.mail import message as mail
from ingest.formats.mail import uuencode
from ingest.formats.mail.message import Enclosed, Message
from kb.errors import Unreadable
from kb.model import Note
from kb.notes import Code

DEEPEST = 30
MOST_PARTS = 2_000
"""The deepest nesting of parts and the most parts. A signed and forwarded message with pictures has five and
fifty."""

DAMAGE = (MessageError, ValueError, LookupError, TypeError, AttributeError, AssertionError)
"""What the standard library raises for headers and parts that are not as they should be."""

WORD = re.compile(r"=\?([\w.:-]+)(?:\*[\w-]*)?\?([bq])\?([^?]*)\?=", re.IGNORECASE)
BETWEEN_WORDS = re.compile(r"(?<=\?=)\s+(?==\?)")
"""White space between two encoded words, which is not shown (RFC 2047)."""

CID = re.compile(r"cid:([^\"'\s>)]+)", re.IGNORECASE)
"""A picture in the text, by its Content-ID (RFC 2392)."""

QUOTES = re.compile(r">*")
SIGNATURE = "-- "
MAILS = ("message/rfc822", "message/global")


@dataclass(frozen=True, slots=True)
class _File:
    """A part that is a file, and the id that the text may show it by."""

    name: str
    content: bytes
    id: str


@dataclass(slots=True)
class _Gathered:
    """The content of a part and of the parts in it: texts (each plain, HTML or both) and files."""

    texts: list[tuple[str | None, str | None]] = field(default_factory=list)
    files: list[_File] = field(default_factory=list)


def read_eml(data: bytes) -> Document:
    """The lines of an e-mail, and the letters attached to it."""
    try:
        root = message_from_bytes(data.removeprefix(b"\xef\xbb\xbf"), policy=policy.compat32)
        return mail.read_message(_Mail().message(root))
    except RecursionError as error:
        raise _too_deep() from error


class _Mail:
    """Goes through the parts of one message."""

    def __init__(self) -> None:
        self._notes: list[Note] = []
        self._parts = 0

    def message(self, root: Part) -> Message:
        found = self._gather(root, 0)
        shown = {id for _, page in found.texts if page for id in CID.findall(page)}
        said = {name: decoded(_raw(root, name)) for name in ("From", "To", "Cc", "Subject")}
        files = [Enclosed(file.name, file.content, file.id in shown, file.id) for file in found.files]
        read = (mail.body(plain, page, files) for plain, page in found.texts)
        return Message(
            sender=said["From"],
            to=said["To"],
            copy=said["Cc"],
            sent=_sent(_raw(root, "Date")),
            subject=said["Subject"],
            body=[body for body in read if body is not None],
            enclosed=files,
            notes=self._notes,
        )

    def _gather(self, part: Part, depth: int) -> _Gathered:
        self._parts += 1
        if depth > DEEPEST:
            raise _too_deep()
        if self._parts > MOST_PARTS:
            raise Unreadable(
                f"expected a letter, found an e-mail of over {MOST_PARTS:,} parts; save the letter in it"
            )
        kind = part.get_content_type()
        if kind in MAILS:
            return _Gathered(files=[self._attached_mail(part, depth)])
        if not part.is_multipart():
            return self._leaf(part, kind)
        children = [self._gather(child, depth + 1) for child in _children(part)]
        files = [file for child in children for file in child.files]
        if kind == "multipart/alternative":
            return _Gathered([_alternative(children)], files)
        return _Gathered([text for child in children for text in child.texts], files)

    def _leaf(self, part: Part, kind: str) -> _Gathered:
        try:
            name, content = _name(part), part.get_payload(decode=True)
        except DAMAGE:
            self._notes.append(Note(Code.PART_UNREADABLE))
            return _Gathered()
        content = content if isinstance(content, bytes) else b""
        attached = (part.get_content_disposition() or "") == "attachment" or bool(name)
        if attached or kind not in ("text/plain", "text/html"):
            blank = not content.strip() and not name
            return _Gathered(files=[] if blank else [_File(name, content, _id(part))])
        text, notes = charset.declared(content, _label(part))
        self._notes += notes
        if kind == "text/html":
            return _Gathered([(None, text)])
        text, files = uuencode.taken_out(text)
        return _Gathered([(_unflowed(text, part), None)], [_File(*each, "") for each in files])

    def _attached_mail(self, part: Part, depth: int) -> _File:
        """A message inside a message, as a file. Its parts are visited too, because their nesting counts."""
        inner = next(iter(_children(part)), None)
        if inner is None:
            return _File(_name(part) or "besked.eml", b"", "")
        if str(part.get("Content-Transfer-Encoding", "")).strip().lower() == "base64":
            packed = str(inner.get_payload()).encode("ascii", "replace")
            return _File(_name(part) or "besked.eml", _unpacked(packed), "")
        _depth(inner, depth + 1)
        written = BytesIO()
        try:
            BytesGenerator(written, mangle_from_=False, maxheaderlen=0).flatten(inner)
        except DAMAGE:
            self._notes.append(Note(Code.PART_UNREADABLE))
        return _File(f"{decoded(_raw(inner, 'Subject')) or 'besked'}.eml", written.getvalue(), "")


def _children(part: Part) -> list[Part]:
    payload = part.get_payload()
    return [child for child in payload if isinstance(child, Part)] if isinstance(payload, list) else []


def _depth(part: Part, depth: int) -> None:
    if depth > DEEPEST:
        raise _too_deep()
    for child in _children(part):
        _depth(child, depth + 1)


def _too_deep() -> Unreadable:
    return Unreadable("expected a letter, found an e-mail in parts nested too deep; save the letter in it")


def _alternative(children: Iterable[_Gathered]) -> tuple[str | None, str | None]:
    """One text in plain form and HTML."""
    plain, pages = [], []
    for child in children:
        if any(page for _, page in child.texts):
            pages += [page or f"<pre>{escape(text or '')}</pre>" for text, page in child.texts]
        else:
            plain += [text or "" for text, _ in child.texts]
    return "\n\n".join(plain) or None, "\n".join(pages) or None


def _raw(part: Part, name: str) -> str:
    """The first header of a name, unfolded; bytes that are not ASCII are decoded by guessing their character
    set."""
    value = next((str(value) for key, value in part.raw_items() if key.lower() == name.lower()), "")
    if re.search("[\udc80-\udcff]", value):
        value = charset.decode(value.encode("utf-8", "surrogateescape"))[0]
    return re.sub(r"[\r\n]+[ \t]*", " ", value).strip()


def decoded(text: str) -> str:
    """A header with its encoded words decoded. One character may be split over two of them, so neighbours
    are joined first."""
    shown, pending, label, at = "", b"", "", 0
    joined = BETWEEN_WORDS.sub("", text)
    for word in WORD.finditer(joined):
        between = joined[at : word.start()]
        if between or word[1].lower() != label:
            shown, pending = shown + _heard(pending, label) + between, b""
        label, at = word[1].lower(), word.end()
        pending += _word(word)
    return shown + _heard(pending, label) + joined[at:]


def _heard(data: bytes, label: str) -> str:
    return charset.declared(data, label)[0] if data else ""


def _word(word: re.Match[str]) -> bytes:
    packed = word[3].encode("utf-8", "replace")
    if word[2] in "qQ":
        return binascii.a2b_qp(packed, header=True)
    return _unpacked(packed) or word[0].encode("utf-8", "replace")


def _unpacked(packed: bytes) -> bytes:
    """Decoded base64, also of a truncated text; empty where it is none."""
    try:
        return binascii.a2b_base64(packed.rstrip(b"=\r\n ") + b"===")
    except ValueError:
        return b""


def _sent(text: str) -> datetime | str | None:
    try:
        return parsedate_to_datetime(text)
    except DAMAGE:
        return text or None


def _name(part: Part) -> str:
    """The name of a file in a message; where there are several forms of it, the standard one."""
    try:
        name = part.get_filename() or ""
    except DAMAGE:
        return ""
    if re.search("[\udc80-\udcff]", name):
        name = charset.decode(name.encode("utf-8", "surrogateescape"))[0]
    return decoded(name)


def _id(part: Part) -> str:
    return _raw(part, "Content-ID").strip("<> ")


def _label(part: Part) -> str | None:
    try:
        return part.get_content_charset()
    except DAMAGE:
        return None


def _unflowed(text: str, part: Part) -> str:
    """Text of format=flowed with its paragraphs whole (RFC 3676): a line that ends with a space goes on."""
    if str(part.get_param("format", "")).lower() != "flowed":
        return text
    cut = 1 if str(part.get_param("delsp", "")).lower() == "yes" else 0
    paragraphs: list[tuple[str, str]] = []
    open_to: str | None = None
    for line in text.splitlines():
        quotes = QUOTES.match(line)
        marks = quotes[0] if quotes else ""
        rest = line[len(marks) :].removeprefix(" ")
        flows = rest.endswith(" ") and rest != SIGNATURE
        kept = rest[: len(rest) - cut] if flows else rest
        if open_to == marks and rest != SIGNATURE:
            paragraphs[-1] = (marks, paragraphs[-1][1] + kept)
        else:
            paragraphs.append((marks, kept))
        open_to = marks if flows else None
    return "\n".join(f"{marks} {text}" if marks else text for marks, text in paragraphs)

"""What every reader returns: the lines of a file in reading order."""

from __future__ import annotations

from dataclasses import dataclass

from kb.model import Line, Note


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file inside a file: what is attached to a message."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Document:
    """A file as lines. `pages` is None in formats without pages; `title` is the file's own property.

    `furniture`: indexes of the lines that the file itself sets apart as headers and footers.
    """

    lines: tuple[Line, ...]
    pages: int | None = None
    title: str | None = None
    notes: tuple[Note, ...] = ()
    furniture: frozenset[int] = frozenset()
    attachments: tuple[Attachment, ...] = ()

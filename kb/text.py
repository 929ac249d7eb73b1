"""Danish text helpers that both reading and finding need: joining lines, digests.

`join` is the whole difference between the source's lines and what is shown: hyphens at line ends,
white space, nothing else.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence

from kb.model import Line, Piece

READING = 1
"""The version of reading. Raise it when `join` or a reader makes other text of the same file.

A letter of an earlier version is shown as it was read, proved by its digest alone, until `svarbasen
rebuild` reads its stored file again.
"""

SUSPENDED = ("og", "eller", "samt", "til", "og/eller", "henholdsvis", "hhv.", "såvel", "men", "kontra")
"""Words after a suspended hyphen: `dag-` / `og fritidstilbud` keeps its hyphen."""

PREFIXES = ("ikke", "non", "eks", "vice")
"""First parts that keep a real hyphen at a line end: `ikke-` / `vestlige`."""

BULLET = re.compile(r"\s*(?:[-–—•▪●◦*·]|\d{1,2}[.)]|[a-zæøå]\))\s+(?=\S)")
BREAK = re.compile(r"(?P<stem>[^\W\d_]{2,})-$")
LONGEST_STEM = 60
"""Characters looked at before a hyphen at a line end."""

SPAN = re.compile(r"\d[-–/]$")
ENDS = re.compile(r"""[.!?:;]["”’»)\]]*$""")


def digest(*parts: str) -> str:
    """SHA-256 over the parts, each ended with NUL, in hex."""
    sha = hashlib.sha256()
    for part in parts:
        sha.update(part.encode() + b"\0")
    return sha.hexdigest()


def squeeze(text: str) -> str:
    """White space runs as one space; tabs stay in a row, also before it if its first cell is empty."""
    cells = "\t".join(" ".join(cell.split()) for cell in text.split("\t"))
    return cells.rstrip() if is_row(text) else cells.strip()


def is_bullet(text: str) -> bool:
    """Does the line look like the start of a list item? (`2. februar` does too; readers know more.)"""
    return BULLET.match(text) is not None


def is_row(text: str) -> bool:
    """Is the line a table row?"""
    return "\t" in text.strip()


def _glue(before: str, after: str) -> str | None:
    """A text that ends with a hyphen as it goes on, with or without the hyphen; None: no broken word."""
    if not before.endswith(("-", "–", "/")):
        return None
    if SPAN.search(before, len(before) - 2) and after[:1].isdigit():
        return before
    broken = BREAK.search(before, max(0, len(before) - LONGEST_STEM))
    if not broken or not after or is_row(after):
        return None
    first = after.split(maxsplit=1)[0].lower().rstrip(",")
    if first in SUSPENDED or not after[0].isalpha():
        return None
    return before if after[0].isupper() or broken["stem"].lower() in PREFIXES else before[:-1]


def _separator(before: Line, line: Line, head: str, tail: str) -> str:
    """What stands between two lines of one text: a new line or a space."""
    if is_row(head) or is_row(tail):
        return "\n"
    if not line.opens:
        return " "
    return " " if before.page != line.page and _goes_on(head, tail) else "\n"


def _goes_on(head: str, tail: str) -> bool:
    """Does a sentence go on over a page? After a list item, which needs no full stop, in lower case only."""
    if ENDS.search(head) or is_bullet(tail):
        return False
    return tail[:1].islower() or not is_bullet(head)


def join_lines(stretches: Iterable[tuple[Line, str]]) -> str:
    """The text of stretches of lines: words broken at a line end whole, paragraphs on lines of their own.

    A stretch is the line it stands on and its part of that line's text.
    """
    text, before = "", None
    for line, raw in stretches:
        part = squeeze(raw)
        if not part:
            continue
        if before is None:
            text = part
        elif (glued := _glue(text, part)) is not None:
            text = glued + part
        else:
            text += _separator(before, line, text.rsplit("\n", 1)[-1], part) + part
        before = line
    return text


def join(lines: Sequence[Line], pieces: Iterable[Piece]) -> str:
    """The text of pieces of a letter's lines, as `join_lines` puts them together."""
    return join_lines((lines[p.line], lines[p.line].text[p.start : p.end]) for p in pieces)

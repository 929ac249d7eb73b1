"""Files inside plain text, as mail programs before MIME wrote them: `begin 644 name`, lines, `end`."""

from __future__ import annotations

import binascii
import re

BEGIN = re.compile(r"begin(?:-base64)? [0-7]{3,4} ([^\r\n]+?)\s*")
END = re.compile(r"(?:end|====)\s*")
LONGEST = 62
"""Characters of a line: its length, and 45 bytes in groups of four for three, with one to spare."""


def taken_out(text: str) -> tuple[str, list[tuple[str, bytes]]]:
    """The text without the files in it, and those: (name, content). What only looks like a file stays."""
    if "begin" not in text:
        return text, []
    kept: list[str] = []
    files: list[tuple[str, bytes]] = []
    lines = text.splitlines(keepends=True)
    at = 0
    while at < len(lines):
        begin = BEGIN.fullmatch(lines[at])
        found = _file(lines, at) if begin else None
        if begin is None or found is None:
            kept.append(lines[at])
            at += 1
        else:
            content, at = found
            files.append((begin[1], content))
    return "".join(kept), files


def _file(lines: list[str], begin: int) -> tuple[bytes, int] | None:
    """The content of a file that begins on a line, and the line after it; None where it is none."""
    decode = binascii.a2b_base64 if lines[begin].startswith("begin-base64") else _unpacked
    content: list[bytes] = []
    for at in range(begin + 1, len(lines)):
        if END.fullmatch(lines[at]):
            return b"".join(content), at + 1
        try:
            content.append(decode(lines[at].rstrip("\r\n").encode("ascii")))
        except ValueError:
            return None
    return None


def _unpacked(line: bytes) -> bytes:
    """A line of a file. Programs drop blanks at its end, or add one character too many."""
    if len(line) > LONGEST:
        raise ValueError
    size = (line[0] - 32) & 63 if line else 0
    packed = 1 + -(-size // 3) * 4
    return binascii.a2b_uu(line[:packed].ljust(packed))

"""Characters as a reader sees them: one form per letter, one kind of space, one hyphen.

Each character is mapped on its own. Unicode's compatibility form (NFKC) would do it in one call, but would
also turn
`m²` into `m2` and `½` into `1⁄2`, which changes the letter's facts.
"""

from __future__ import annotations

import re
import unicodedata

LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
HYPHENS = "\u2010\u2011"
UNSEEN = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
"""Soft hyphen, zero-width characters, direction marks and the byte order mark."""

SYMBOLS = {"\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "➢", "\uf0fc": "✓", "\uf02d": "-", "\uf020": " "}
SYMBOLS |= {"\uf0a8": "☐", "\uf0fb": "✗", "\uf0fd": "☒", "\uf0fe": "☑"}
"""Word's bullets, boxes and ticks as its Symbol and Wingdings fonts number them, in Unicode's private
area."""

SOFT_HYPHEN_SHOWN = re.compile(r"-?\u00ad(?=[ \t]*$)", re.MULTILINE)
"""At a line end a soft hyphen is printed: the word goes on in the next line."""

KEPT_CONTROLS = "\t\n"


def _controls() -> dict[str, str]:
    """A table for control characters: upper ones are cp1252 read as Latin-1, so they are decoded anew; the
    rest is removed."""
    lower = {chr(code): "" for code in (*range(32), 127) if chr(code) not in KEPT_CONTROLS}
    return lower | {chr(code): bytes([code]).decode("cp1252", "ignore") for code in range(0x80, 0xA0)}


_TABLE = str.maketrans(
    LIGATURES
    | SYMBOLS
    | _controls()
    | dict.fromkeys(SPACES, " ")
    | dict.fromkeys(HYPHENS, "-")
    | dict.fromkeys(UNSEEN, "")
)

ODD = re.compile(f"[{re.escape(''.join(map(chr, _TABLE)))}]")
"""A character that cleaning changes."""


def clean(text: str) -> str:
    """The text in NFC, without ligatures, soft hyphens, odd spaces and control characters.

    Tabs and new lines stay, white space is not squeezed, and cleaning twice changes nothing.
    """
    if ODD.search(text):
        text = SOFT_HYPHEN_SHOWN.sub("-", text).translate(_TABLE)
    return unicodedata.normalize("NFC", text)

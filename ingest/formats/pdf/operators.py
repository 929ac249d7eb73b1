"""A PDF content stream's bytes as operators with their operands (ISO 32000, 7.8.2).

pypdf has a parser for them, which keeps what an editor needs and takes a third of a page's reading time.
This one keeps what drawing needs. Dictionaries are read as loose operands: no operator that is followed
has one.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pypdf.errors import LimitReachedError

MOST_TOKENS = 250_000
"""The most tokens of one content stream. A page of text has 5,000; 250,000 take half a second."""

INLINE_IMAGE = b"INLINE IMAGE"

_WHITE = rb"\x00\t\n\f\r "
_REGULAR = rb"[^()<>\[\]{}/%" + _WHITE + rb"]"
DEEPEST = 8
"""The deepest nesting of brackets in a string. Brackets come in pairs, or with a backslash before them."""


def _brackets(deep: int) -> bytes:
    """A pattern of strings with nested brackets. It never backtracks, so a hostile string costs no more than
    a long one."""
    inner = rb"[^()\\]++|\\." + (b"|" + _brackets(deep - 1) if deep else b"")
    return rb"\((?:" + inner + rb")*+\)"


_TOKEN = re.compile(
    rb"([+-]*+[.\d]++)"  # 1: a number
    rb"|\(([^()\\\r]*+)\)"  # 2: a string without anything to decode
    rb"|(" + _brackets(DEEPEST) + rb")"  # 3: a string with escapes, or brackets in pairs
    rb"|(BI(?=[" + _WHITE + rb"/])(?:[" + _WHITE + rb"]*+(?!ID[" + _WHITE + rb"])"
    rb"(?:/?" + _REGULAR + rb"++|\[[^\[\]]{0,999}+\])){0,40}+[" + _WHITE + rb"]*+ID[" + _WHITE + rb"]"
    rb"(?:.*?[" + _WHITE + rb"]EI(?!" + _REGULAR + rb")|.*+))"  # 4: a picture between other operators
    rb"|(/" + _REGULAR + rb"*+)"  # 5: a name
    rb"|(" + _REGULAR + rb"++)"  # 6: an operator
    rb"|<([\dA-Fa-f" + _WHITE + rb"]*+)>"  # 7: a string in hexadecimal
    rb"|(\[)|(\])"  # 8, 9
    rb"|(\()"  # 10: a string without end
    rb"|%[^\r\n]*+",
    re.DOTALL,
)
_NUMBER, _PLAIN, _STRING, _IMAGE, _NAME, _OPERATOR, _HEX, _OPENS, _CLOSES, _ENDLESS = range(1, 11)

_ESCAPE = re.compile(rb"\\(?:([0-7]{1,3})|(\r\n?|\n)|(.))|\r\n?", re.DOTALL)
_LETTERS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_HASH = re.compile(r"#([\dA-Fa-f]{2})")

Operation = tuple[list[Any], bytes]


def operations(data: bytes) -> list[Operation]:
    """The operators of a content stream, in order, up to a string that does not end.

    Numbers are floats, strings bytes, names begin with a slash. Raises pypdf's LimitReachedError.
    """
    found: list[Operation] = []
    operands: list[Any] = []
    inner: list[Any] = operands
    for count, token in enumerate(_TOKEN.finditer(data)):
        kind = token.lastindex
        if kind == _OPERATOR:
            found.append((operands, token[_OPERATOR]))
            inner = operands = []
        elif kind == _OPENS:
            inner = []
        elif kind == _CLOSES:
            operands.append(inner)
            inner = operands
        elif kind == _IMAGE:
            found.append(([], INLINE_IMAGE))
            inner = operands = []
        elif kind == _ENDLESS:
            break
        elif kind:
            try:
                inner.append(_VALUES[kind](token[kind]))
            except ValueError:
                inner.append(0.0)  # as viewers read `--5` or `1.2.3`, which some printer drivers write
        if count > MOST_TOKENS:
            raise LimitReachedError(f"more than {MOST_TOKENS:,} tokens on a page")
    return found


def _string(token: bytes) -> bytes:
    return _ESCAPE.sub(_unescaped, token[1:-1])


def _unescaped(match: re.Match[bytes]) -> bytes:
    octal, line_end, letter = match.groups()
    if octal:
        return bytes([int(octal, 8) & 0xFF])
    if line_end:
        return b""
    return _LETTERS.get(letter, letter) if letter else b"\n"


def _hex(token: bytes) -> bytes:
    digits = b"".join(token.replace(b"\0", b" ").split())
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())


def _name(token: bytes) -> str:
    name = token.decode("utf-8", "replace")
    return _HASH.sub(lambda match: chr(int(match[1], 16)), name) if "#" in name else name


_VALUES: dict[int, Callable[[bytes], Any]] = {
    _NUMBER: float,
    _PLAIN: bytes,
    _STRING: _string,
    _HEX: _hex,
    _NAME: _name,
}


MOST_OPERATIONS = 1_500_000
"""The most operators followed in one file: about a minute's work. A page of text has 300 to 1,500."""


@dataclass(slots=True)
class Budget:
    """How many more operators may be followed in this file."""

    left: int = MOST_OPERATIONS

    def spend(self, operations: int) -> None:
        self.left -= operations
        if self.left < 0:
            raise LimitReachedError(f"more than {MOST_OPERATIONS:,} drawing operators")

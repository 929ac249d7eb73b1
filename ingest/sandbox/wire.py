"""What goes between a reader's child process and its parent: frames of JSON and bytes, and nouns as JSON.

The child has read a stranger's file and may be in a stranger's hands: nothing that comes from it is run,
sizes are bounded, and what is not of the type expected is refused with ValueError. Nouns go in columns, the
texts of all lines, the boxes of all lines: a column is checked at once.
"""

from __future__ import annotations

import functools
import json
import math
import operator
import struct
import types
import typing
from collections.abc import Callable, Hashable, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from enum import StrEnum
from itertools import accumulate, chain, pairwise
from typing import Any, BinaryIO, TypeVar, cast

T = TypeVar("T")
Message = dict[str, Any]
Write = Callable[[Sequence[Any]], Any]
Read = Callable[[object], list[Any]]

HEAD = struct.Struct("!I")
"""The length of a frame's JSON, which comes first. Its `blobs` are the lengths of the bytes that follow."""

MOST_JSON = 100_000_000
"""Bytes. A letter of 2,000 pages has 15 million."""

MOST_BLOBS = 1_000
MOST_BYTES = 250 * 2**20
"""Blobs of a frame, and their bytes together: a file's size is bounded to 200 MB, and so is what it holds."""


MOST = 2**53
"""A whole number below it is the same in every program that reads JSON."""


class TooLarge(ValueError):
    """A message larger than a frame may be."""


def frame(message: Message, blobs: tuple[bytes, ...] = ()) -> tuple[bytes, ...]:
    """A message as the stretches of bytes to write. ValueError if it has what JSON has not."""
    text = dumped({**message, "blobs": [len(blob) for blob in blobs]})
    if len(text) > MOST_JSON or len(blobs) > MOST_BLOBS or sum(map(len, blobs)) > MOST_BYTES:
        raise TooLarge
    return HEAD.pack(len(text)) + text, *blobs


def send(stream: BinaryIO, parts: tuple[bytes, ...]) -> None:
    """Write a frame."""
    for part in parts:
        stream.write(part)
    stream.flush()


def receive(stream: BinaryIO) -> tuple[Message, tuple[bytes, ...]]:
    """Read a frame. EOFError if the stream ends, ValueError if it holds something else."""
    (length,) = HEAD.unpack(_exactly(stream, HEAD.size))
    if length > MOST_JSON:
        raise ValueError(f"a frame of {length:,} bytes")
    message = loaded(_exactly(stream, length))
    if not isinstance(message, dict):
        raise ValueError("a frame that is no object")
    sizes = decode(int, message.pop("blobs", None))
    if len(sizes) > MOST_BLOBS or min(sizes, default=0) < 0 or sum(sizes) > MOST_BYTES:
        raise ValueError("blobs of impossible sizes")
    return message, tuple(_exactly(stream, size) for size in sizes)


def dumped(value: object) -> bytes:
    """JSON in UTF-8."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


def loaded(text: bytes) -> Any:
    """A value from JSON. ValueError, also where the nesting has no end."""
    try:
        return json.loads(text, parse_constant=_no_constant)
    except RecursionError as error:
        raise ValueError("JSON nested too deeply") from error


def encode(type_: type[T], values: Sequence[T]) -> Any:
    """Values of a type as plain lists, strings and numbers: of a dataclass, a column for each field."""
    write: Write = _written(cast(Hashable, type_))
    return write(values)


def decode(type_: type[T], column: object) -> tuple[T, ...]:
    """The values of the type that `encode` wrote. ValueError if they are none."""
    read: Read = _read(cast(Hashable, type_))
    return tuple(read(column))


def _exactly(stream: BinaryIO, size: int) -> bytes:
    found = stream.read(size)
    if len(found) < size:
        raise EOFError
    return found


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is no number")


@functools.cache
def _written(type_: Any) -> Write:
    """How values of a type are written as a column."""
    if is_dataclass(type_):
        parts = [(operator.attrgetter(name), _written(hint)) for name, hint in _hints(type_)]
        return lambda values: [write(list(map(get, values))) for get, write in parts]
    if item := _item(type_):
        each = _written(item)
        return lambda values: [list(map(len, values)), each(list(chain.from_iterable(values)))]
    if inner := _inner(type_):
        some = _written(inner)
        return lambda values: [
            [value is not None for value in values],
            some([value for value in values if value is not None]),
        ]
    return (lambda values: list(map(date.isoformat, values))) if type_ is date else list


@functools.cache
def _read(type_: Any) -> Read:
    """How a column of values of a type is read, and checked."""
    if is_dataclass(type_):
        return _rows(cast(Callable[..., Any], type_), [_read(hint) for _, hint in _hints(type_)])
    if item := _item(type_):
        return _sequences(_read(item))
    if inner := _inner(type_):
        return _options(_read(inner))
    if type_ is date or issubclass(type_, StrEnum):
        make: Callable[[str], Any] = date.fromisoformat if type_ is date else type_
        return lambda column: list(map(make, _texts(column)))
    plain: dict[type, Read] = {str: _texts, int: _wholes, float: _numbers, bool: _truths}
    return plain[type_]


def _rows(make: Callable[..., Any], reads: list[Read]) -> Read:
    """Values of several parts from a column of each part."""

    def made(columns: object) -> list[Any]:
        parts = [read(column) for read, column in zip(reads, _listed(columns), strict=True)]
        if len(set(map(len, parts))) != 1:
            raise ValueError("columns of unequal length")
        return list(map(make, *parts))

    return made


def _sequences(read: Read) -> Read:
    """Tuples from their lengths and all that is in them."""

    def made(column: object) -> list[Any]:
        lengths, inside = _pair(column)
        ends = list(accumulate(_wholes(lengths), initial=0))
        found = read(inside)
        if ends[-1] != len(found) or min(lengths, default=0) < 0:
            raise ValueError("sequences of impossible lengths")
        return [tuple(found[start:end]) for start, end in pairwise(ends)]

    return made


def _options(read: Read) -> Read:
    """Values or None from where there is a value, and the values."""

    def made(column: object) -> list[Any]:
        there, inside = _pair(column)
        found = read(inside)
        if sum(_truths(there)) != len(found):
            raise ValueError("a value too many or too few")
        rest = iter(found)
        return [next(rest) if here else None for here in there]

    return made


def _hints(type_: Any) -> list[tuple[str, Any]]:
    hints = typing.get_type_hints(type_)
    return [(field.name, hints[field.name]) for field in fields(type_)]


def _item(type_: Any) -> Any:
    """What a `tuple[X, ...]` is made of."""
    inside = typing.get_args(type_)
    return inside[0] if typing.get_origin(type_) is tuple and inside[-1] is ... else None


def _inner(type_: Any) -> Any:
    """The X of `X | None`."""
    if typing.get_origin(type_) is not types.UnionType:
        return None
    (inner,) = (one for one in typing.get_args(type_) if one is not types.NoneType)
    return inner


def _pair(value: object) -> tuple[Any, Any]:
    one, other = _listed(value)
    return one, other


def _listed(value: object, *allowed: type) -> list[Any]:
    """A list; of nothing but what is allowed, if that is said."""
    if type(value) is not list:
        raise ValueError(f"expected a list, found {type(value).__name__}")
    if allowed and (strange := set(map(type, value)).difference(allowed)):
        raise ValueError(f"expected {allowed[0].__name__}, found {strange.pop().__name__}")
    return value


def _texts(column: object) -> list[str]:
    texts = _listed(column, str)
    "".join(texts).encode()  # UnicodeEncodeError, a ValueError, at half a surrogate pair
    return texts


def _wholes(column: object) -> list[int]:
    wholes = _listed(column, int)
    if not -MOST < min(wholes, default=0) <= max(wholes, default=0) < MOST:
        raise ValueError("a number too large")
    return wholes


def _numbers(column: object) -> list[float]:
    numbers = _listed(column, float, int)
    if int in set(map(type, numbers)):
        _wholes([number for number in numbers if type(number) is int])
    if not all(map(math.isfinite, numbers)):
        raise ValueError("a number without end")
    return list(map(float, numbers))


def _truths(column: object) -> list[bool]:
    return _listed(column, bool)

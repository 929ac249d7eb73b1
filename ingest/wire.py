"""What goes between a reader's child process and its parent: frames of JSON and bytes, and nouns as JSON.

The child has read a stranger's file and may be in a stranger's hands: nothing that comes from it is run,
sizes are bounded, and what is not of the type expected is refused with ValueError.
"""

from __future__ import annotations

import functools
import json
import math
import operator
import struct
import types
import typing
from collections.abc import Callable, Hashable
from dataclasses import fields, is_dataclass
from datetime import date
from enum import StrEnum
from typing import Any, BinaryIO, TypeVar, cast

T = TypeVar("T")
Message = dict[str, Any]
Code = Callable[[Any], Any]

HEAD = struct.Struct("!I")
"""The length of a frame's JSON, which comes first. Its `blobs` are the lengths of the bytes that follow."""

MOST_JSON = 100_000_000
"""Bytes. A letter of 2,000 pages has 15 million."""

MOST_BLOBS = 1_000
MOST_BYTES = 250 * 2**20
"""Blobs of a frame, and their bytes together: a file's size is bounded to 200 MB, and so is what it holds."""


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
    sizes = decode(tuple[int, ...], message.pop("blobs", None))
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


def encode(type_: Any, value: object) -> Any:
    """A value of the type as plain lists, strings and numbers: a dataclass is the list of its fields."""
    return _encoder(type_)(value)


def decode(type_: type[T], value: object) -> T:
    """The value of the type that `encode` wrote. ValueError if it is none."""
    decoder: Code = _decoder(cast(Hashable, type_))
    return cast(T, decoder(value))


def _exactly(stream: BinaryIO, size: int) -> bytes:
    found = stream.read(size)
    if len(found) < size:
        raise EOFError
    return found


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is no number")


@functools.cache
def _encoder(type_: Any) -> Code:
    """How values of a type are written."""
    if is_dataclass(type_):
        parts = [(operator.attrgetter(name), _encoder(hint)) for name, hint in _hints(type_)]
        return lambda value: [code(get(value)) for get, code in parts]
    if item := _sequence(type_):
        each = _encoder(item)
        return lambda value: [each(one) for one in value]
    if fixed := _fixed(type_):
        codes = [_encoder(one) for one in fixed]
        return lambda value: [code(one) for code, one in zip(codes, value, strict=True)]
    if (inner := _optional(type_)) is not None:
        some = _encoder(inner)
        return lambda value: None if value is None else some(value)
    if type_ is date:
        return date.isoformat
    return lambda value: value


@functools.cache
def _decoder(type_: Any) -> Code:
    """How values of a type are read, and checked."""
    if is_dataclass(type_):
        return _object(cast(Callable[..., Any], type_), [_decoder(hint) for _, hint in _hints(type_)])
    if item := _sequence(type_):
        each = _decoder(item)
        return lambda value: tuple(each(one) for one in _listed(value))
    if fixed := _fixed(type_):
        return _object(lambda *values: values, [_decoder(one) for one in fixed])
    if (inner := _optional(type_)) is not None:
        some = _decoder(inner)
        return lambda value: None if value is None else some(value)
    if type_ is date:
        return lambda value: date.fromisoformat(_text(value))
    if isinstance(type_, type) and issubclass(type_, StrEnum):
        return lambda value: type_(_text(value))
    return {str: _text, int: _whole, float: _number, bool: _truth}[type_]


def _object(make: Callable[..., Any], codes: list[Code]) -> Code:
    """A value of several parts from a list of as many."""

    def made(value: object) -> Any:
        parts = _listed(value)
        if len(parts) != len(codes):
            raise ValueError(f"expected {len(codes)} parts, found {len(parts)}")
        return make(*[code(part) for code, part in zip(codes, parts, strict=True)])

    return made


def _hints(type_: Any) -> list[tuple[str, Any]]:
    hints = typing.get_type_hints(type_)
    return [(field.name, hints[field.name]) for field in fields(type_)]


def _sequence(type_: Any) -> Any:
    """What a `tuple[X, ...]` is made of."""
    inside = typing.get_args(type_)
    return inside[0] if typing.get_origin(type_) is tuple and inside[-1] is ... else None


def _fixed(type_: Any) -> tuple[Any, ...]:
    """What a `tuple[X, Y]` is made of."""
    return typing.get_args(type_) if typing.get_origin(type_) is tuple else ()


def _optional(type_: Any) -> Any:
    """The X of `X | None`."""
    if typing.get_origin(type_) is not types.UnionType:
        return None
    (inner,) = (one for one in typing.get_args(type_) if one is not types.NoneType)
    return inner


def _listed(value: object) -> list[Any]:
    if type(value) is not list:
        raise ValueError(f"expected a list, found {type(value).__name__}")
    return value


def _text(value: object) -> str:
    if type(value) is not str:
        raise ValueError(f"expected text, found {type(value).__name__}")
    if not value.isascii():
        value.encode()
    return value


def _whole(value: object) -> int:
    if type(value) is not int or abs(value) >= 2**53:
        raise ValueError("expected a whole number")
    return value


def _number(value: object) -> float:
    if type(value) is int:
        return float(_whole(value))
    if type(value) is not float or not math.isfinite(value):
        raise ValueError(f"expected a number, found {type(value).__name__}")
    return value


def _truth(value: object) -> bool:
    if type(value) is not bool:
        raise ValueError(f"expected true or false, found {type(value).__name__}")
    return value

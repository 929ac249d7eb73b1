"""What a reader's child process and its parent say to each other: typed messages, in frames.

A frame is the length of its JSON, the JSON, and the bytes of files, whose sizes the JSON gives. The child has
read a stranger's file and may be in a stranger's hands: nothing that comes from it is run, sizes are bounded,
and what is not of the type expected is refused with ValueError.
"""

from __future__ import annotations

import struct
from typing import Annotated, BinaryIO

from msgspec import Meta, MsgspecError, Struct
from msgspec.json import Decoder, Encoder

from kb.model import Letter

HEAD = struct.Struct("!I")
"""The length of a frame's JSON, which comes first."""

MOST_JSON = 150_000_000
"""Bytes. A letter of 2,000 pages has 20 to 40 million."""

MOST_BLOBS = 1_000
MOST_BYTES = 250 * 2**20
"""Files of a frame, and their bytes together: a file's size is bounded to 200 MB, and so is what it holds."""

Size = Annotated[int, Meta(ge=0, le=MOST_BYTES)]


class TooLarge(ValueError):
    """A message larger than a frame may be."""


class _Typed(Struct, frozen=True, forbid_unknown_fields=True, tag=True):
    """A message that carries the name of its class."""


class Ready(_Typed, frozen=True):
    """The child waits for its first file."""


class Job(_Typed, frozen=True):
    """A file to read; its bytes follow."""

    name: str


class Step(_Typed, frozen=True):
    """One step of long work is done."""


class Refused(_Typed, frozen=True):
    """The file holds no letter, or none that can be read."""

    why: str


class OutOfMemory(_Typed, frozen=True):
    """The file takes more memory than a process may have."""


class Failed(_Typed, frozen=True):
    """A reader failed in a way that nobody foresaw."""

    where: str


class Found(_Typed, frozen=True):
    """The letters in the file, and the names of what is attached; the attachments' bytes follow."""

    letters: tuple[Letter, ...]
    attachments: tuple[str, ...]


Message = Ready | Job | Step | Refused | OutOfMemory | Failed | Found


class _Frame(Struct, frozen=True, forbid_unknown_fields=True):
    message: Message
    sizes: Annotated[tuple[Size, ...], Meta(max_length=MOST_BLOBS)]


_encoder = Encoder()
_decoder = Decoder(_Frame)


def frame(message: Message, blobs: tuple[bytes, ...] = ()) -> tuple[bytes, ...]:
    """A message as the stretches of bytes to write. ValueError if its text cannot be UTF-8."""
    text = _encoder.encode(_Frame(message, tuple(map(len, blobs))))
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
    try:
        found = _decoder.decode(_exactly(stream, length))
    except (MsgspecError, RecursionError) as error:
        raise ValueError(f"a frame that is no message: {error}") from error
    if sum(found.sizes) > MOST_BYTES:
        raise ValueError("files of impossible sizes")
    return found.message, tuple(_exactly(stream, size) for size in found.sizes)


def _exactly(stream: BinaryIO, size: int) -> bytes:
    found = stream.read(size)
    if len(found) < size:
        raise EOFError
    return found

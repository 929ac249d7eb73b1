"""What runs in a child process: files in through a pipe, letters out. `python -m ingest.sandbox.child`.

A file that takes too much memory or time, or crashes a library, ends only this process.
"""

from __future__ import annotations

import gc
import os
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from ingest.document import Attachment
from ingest.formats.read import document
from ingest.heartbeat import watched
from ingest.letter import parse
from ingest.limits import allow, confine
from ingest.sandbox.wire import (
    Failed,
    Found,
    Job,
    OutOfMemory,
    Ready,
    Refused,
    Step,
    TooLarge,
    frame,
    receive,
    send,
)
from kb.errors import Unreadable
from kb.model import Letter
from kb.text import readable

RARELY = (20_000, 20, 20)
"""Thresholds of Python's cyclic garbage collector, raised: a page makes 10,000 objects, hardly any of them
in cycles."""

PROVISIONAL = "x"
"""A placeholder id for letters: their real ids are given when they are stored."""

Contents = tuple[tuple[Letter, ...], tuple[Attachment, ...]]
Reader = Callable[[bytes, str], Contents]


def read(content: bytes, name: str) -> Contents:
    """The letters in a file, and what is attached to them."""
    found = document(content, name)
    return parse.letters(found, name, PROVISIONAL), found.attachments


def serve(reader: Reader) -> None:
    """Read one file after another, until there is no parent to send more."""
    inward, outward = _private_streams()
    memory, cpu = (int(argument) for argument in sys.argv[1:])
    confine(memory)
    gc.freeze()  # what is imported stays: not to be looked through again for each file
    gc.set_threshold(*RARELY)
    send(outward, frame(Ready()))
    while True:
        try:
            job, (content,) = receive(inward)
        except EOFError:
            return
        assert isinstance(job, Job)
        allow(cpu)
        with watched(lambda: _step(outward, cpu)):
            parts = _outcome(reader, content, job.name)
        del content
        send(outward, parts)


def _private_streams() -> tuple[BinaryIO, BinaryIO]:
    """The pipes from and to the parent. What a library prints goes to standard error, not in between."""
    inward, outward = os.dup(0), os.dup(1)
    empty = os.open(os.devnull, os.O_RDONLY)
    os.dup2(empty, 0)
    os.dup2(2, 1)
    os.close(empty)
    return os.fdopen(inward, "rb"), os.fdopen(outward, "wb")


def _step(outward: BinaryIO, cpu: int) -> None:
    allow(cpu)
    send(outward, frame(Step()))


def _outcome(reader: Reader, content: bytes, name: str) -> tuple[bytes, ...]:
    """What became of a file, as a frame: its letters, why it is none, or what nobody foresaw."""
    try:
        return _told(*reader(content, name))
    except Unreadable as error:
        return frame(Refused(readable(str(error))))
    except TooLarge:
        return frame(Refused(f"{readable(name)}: expected a letter, found the text of hundreds; split it"))
    except MemoryError:
        return frame(OutOfMemory())
    except Exception as error:
        traceback.print_exc()
        return frame(Failed(_where(error)))


def _told(letters: tuple[Letter, ...], attachments: tuple[Attachment, ...]) -> tuple[bytes, ...]:
    names = tuple(attachment.name for attachment in attachments)
    return frame(Found(letters, names), tuple(attachment.content for attachment in attachments))


def _where(error: Exception) -> str:
    """An exception and the innermost line of ours that it came through, on one line."""
    frames = [f for f in traceback.extract_tb(error.__traceback__) if f"{os.sep}ingest{os.sep}" in f.filename]
    at = f" at ingest/{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}: {' '.join(readable(str(error)).split())[:200]}{at}"


if __name__ == "__main__":
    serve(read)

"""A child process that does to a file what the file says: `python -m tests.ingest.sandbox.children`."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable

from ingest.document import Attachment
from ingest.heartbeat import beat
from ingest.sandbox.child import Contents, read, serve
from ingest.sandbox.wire import HEAD
from kb.errors import Unreadable

HOUR = 3600.0
"""Seconds: longer than any test waits for a process that should have been ended."""


def _spin() -> None:
    while True:
        pass


def _grow() -> None:
    held = []
    while True:
        held.append(bytes(50_000_000))


def _count() -> None:
    while True:
        beat()


def _walk() -> None:
    for _ in range(4):
        time.sleep(0.1)
        beat()


def _go_on() -> None:
    while True:
        _walk()


def _start(seconds: str) -> None:
    subprocess.Popen(["sleep", seconds])
    _sleep()


def _sleep() -> None:
    time.sleep(HOUR)


def _refuse() -> None:
    raise Unreadable("brev.txt: expected a letter, found a test")


def _answer(text: bytes) -> None:
    """Write to the parent past the protocol, as someone who has taken the process over would."""
    for descriptor in range(3, 10):
        try:
            os.write(descriptor, text)
        except OSError:
            continue
    _sleep()


def _say(message: str) -> None:
    """Write a message to the parent that no child of ours would."""
    text = f'{{"message":{message},"sizes":[]}}'.encode()
    _answer(HEAD.pack(len(text)) + text)


DEEDS: dict[str, Callable[..., object]] = {
    "crash": lambda: ctypes.string_at(0),
    "abort": os.abort,
    "leave": lambda: os._exit(3),
    "spin": _spin,
    "sleep": _sleep,
    "grow": _grow,
    "fail": lambda: [][0],
    "refuse": _refuse,
    "count": _count,
    "walk": _walk,
    "go on": _go_on,
    "print": lambda: (print("til alle", flush=True), os.write(1, b"til alle\n")),
    "litter": lambda: (tempfile.mkstemp(), os.abort()),
    "start": _start,
    "nonsense": lambda: _answer(b"\0\0\0\x02[]"),
    "huge": lambda: _answer(b"\xff\xff\xff\xff"),
    "deep": lambda: _answer(b"\0\1\0\0" + b"[" * 65536),
    "garbage": lambda: _say('{"type":"Found","letters":["x"],"attachments":[]}'),
    "amiss": lambda: _say('{"type":"Ready"}'),
    "painted": lambda: _say('{"type":"Step","\\u001b[2J' + "x" * 5000 + '":1}'),
    "nameless": lambda: _say('{"type":"Found","letters":[],"attachments":["a"]}'),
}


def deed(content: bytes, name: str) -> Contents:
    """Do what the content says, with what it says after a colon; a letter is read."""
    said, *arguments = content.decode("utf-8", "replace").split(": ")
    if (act := DEEDS.get(said)) is not None:
        act(*arguments)
        return (), (Attachment("pid", str(os.getpid()).encode()), Attachment("leer", b""))
    return read(content, name)


if __name__ == "__main__":
    print("a library says hello", file=sys.stderr)
    serve(deed)

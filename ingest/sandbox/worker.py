"""The parent's handle on one child process that reads files: started when needed, restarted when it must
be."""

from __future__ import annotations

import logging
import signal
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import starmap

from ingest.document import Attachment
from ingest.limits import Limits
from ingest.sandbox.process import Alarm, Child, Usage
from ingest.sandbox.wire import Failed, Found, Job, Message, OutOfMemory, Refused, Step, frame, receive, send
from kb.errors import Unreadable
from kb.model import Letter
from kb.text import readable

FILES = 500
"""A process is replaced after this many files, because libraries keep some memory of each."""

GROWN = 400 * 2**20
"""A process that holds more bytes than this between two files is replaced. A fresh one holds 40 million."""

LONGEST_ERROR = 1_000

MOST = 2**53
"""A whole number below it is the same in every program that reads JSON, and SQLite can hold it."""

XCPU = 24
"""SIGXCPU: the system's word for more CPU than was allowed (signal(7))."""

MEND = "print it as PDF again, or leave it out"

_log = logging.getLogger("svarbasen")


class Stopped(Unreadable):
    """A file whose reading was ended from outside: it took too much, or crashed its reader."""


class Unforeseen(Unreadable):
    """A file on which a reader failed with an exception that is not ours: a bug, to be reported."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The letters in a file, with ids of their own making, and the files attached to it."""

    letters: tuple[Letter, ...]
    attachments: tuple[Attachment, ...] = ()


@dataclass(slots=True)
class Worker:
    """Reads one file at a time, in a process that is kept for the next file if this one did no harm.

    `module` is what runs in the process; it calls `child.serve`. `last` is what the process that ended
    last took.
    """

    limits: Limits = field(default_factory=Limits)
    module: str = "ingest.sandbox.child"
    last: Usage = field(default_factory=Usage)
    _child: Child | None = None
    _files: int = 0
    _over: bool = False

    def read(self, content: bytes, name: str) -> Reading:
        """The letters in a file. Raises Unreadable, whatever the file did to its reader."""
        name = readable(name)
        child = self._running(name)
        self._files += 1
        try:
            return _exchange(child, self.limits, content, name)
        except (Stopped, Unforeseen) as error:
            self.close()
            _log.warning("%s: %s%s", name, error, child.said())
            raise type(error)(f"{name}: {error}") from error
        finally:
            if self._files >= FILES or child.holds() > GROWN:
                self.close()

    def close(self) -> Usage:
        """End the process, if there is one."""
        child, self._child, self._files = self._child, None, 0
        if child is not None:
            child.kill()
            child.reap()
            self.last = child.usage
        return self.last

    def kill(self) -> None:
        """End the process from another thread, for good: the file it reads becomes Stopped."""
        self._over = True
        if (child := self._child) is not None:
            child.kill()

    def _running(self, name: str) -> Child:
        if self._child is not None and not self._child.is_alive():
            self.close()
        if self._child is None:
            self._child = Child(self.module, self.limits)
        if self._over:
            self.close()
            raise Stopped(f"{name}: reading was called off; read it again")
        return self._child


def _exchange(child: Child, limits: Limits, content: bytes, name: str) -> Reading:
    """Send a file and wait for what becomes of it."""
    with Alarm(child, limits) as alarm:
        try:
            send(child.inward, frame(Job(name), (content,)))
            for _ in range(limits.steps + 1):
                message, blobs = receive(child.outward)
                if not isinstance(message, Step):
                    return _reading(message, blobs)
                alarm.set()
        except (EOFError, OSError) as error:
            raise Stopped(f"{_cause(alarm.reason(), child.reap(), limits)}: {MEND}") from error
        except ValueError as error:
            said = _line(str(error))
            raise Stopped(f"its reader answered with nonsense ({said}): leave the file out") from error
    raise Stopped(f"expected at most {limits.steps:,} pages to be read off pictures, found more: split it")


def _reading(message: Message, blobs: tuple[bytes, ...]) -> Reading:
    match message:
        case Refused(why):
            raise Unreadable(_line(why))
        case OutOfMemory():
            raise Stopped(f"reading it took more memory than a letter needs: {MEND}")
        case Failed(where):
            raise Unforeseen(f"could not be read ({_line(where)}); report it with the file")
        case Found(letters, names):
            pairs = zip(map(_line, names), blobs, strict=True)
            return Reading(tuple(map(_checked, letters)), tuple(starmap(Attachment, pairs)))
    raise ValueError(f"{type(message).__name__} is no outcome")


def _checked(letter: Letter) -> Letter:
    """A letter whose pieces are parts of its lines, and whose numbers a database takes. ValueError if not."""
    for piece in letter.pieces:
        if not 0 <= piece.line < len(letter.lines):
            raise ValueError("a piece of no line")
        if not 0 <= piece.start <= piece.end <= len(letter.lines[piece.line].text):
            raise ValueError("a piece beyond its line")
    if not {note.qa for note in letter.notes} <= {None, *(qa.id for qa in letter.qas)}:
        raise ValueError("a note of no question")
    if not all(-MOST < number < MOST for number in _numbers(letter) if number is not None):
        raise ValueError("a number too large")
    return letter


def _numbers(letter: Letter) -> Iterator[int | None]:
    """The whole numbers of a letter, those of its pieces aside."""
    yield from (letter.pages, letter.reading, *(short.line for short in letter.abbreviations))
    for note in letter.notes:
        yield from (note.page, note.line, *(part for part in note.parts if isinstance(part, int)))
    for line in letter.lines:
        yield from (line.page, line.number)
        for word in line.words:
            yield from (word.start, word.end)


def _line(text: str) -> str:
    """What a child says, as one line that can be printed."""
    words = text[:LONGEST_ERROR].split()
    return "".join(c if c.isprintable() else "\ufffd" for c in " ".join(words))


def _cause(overdue: str | None, status: int, limits: Limits) -> str:
    """Why a process ended while it read a file."""
    if overdue:
        return f"reading it took more than {overdue}, a letter takes a second or two"
    if status == -XCPU:
        return f"reading it took more than {limits.cpu} s of CPU, a letter takes one"
    if status >= 0:
        return f"its reader ended in the middle (exit status {status})"
    return f"its reader crashed ({signal.Signals(-status).name})"

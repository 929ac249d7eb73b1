"""One SQLite file: connections, transactions, and what forgetting takes."""

from __future__ import annotations

import sqlite3
import threading
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar, cast

from kb.errors import SvarbasenError, Unavailable
from kb.sqlite.migrate import migrate

T = TypeVar("T")

BUSY_SECONDS = 30.0
"""How long a writer waits for another writer before it gives up."""

WIPE_SECONDS = 5.0
"""How long wiping waits for readers of the old state."""

TROUBLE = {
    sqlite3.SQLITE_BUSY: "another process is writing; try again in a moment",
    sqlite3.SQLITE_LOCKED: "another process is writing; try again in a moment",
    sqlite3.SQLITE_FULL: "the disk is full; free some space and try again",
    sqlite3.SQLITE_READONLY: "it may not be written; ask its owner for write access",
    sqlite3.SQLITE_IOERR: "the disk cannot be read or written; check it and try again",
    sqlite3.SQLITE_CANTOPEN: "it cannot be opened; check the path and who may write there",
}
"""What SQLite says in passing about a sound file, and what to do; all else is damage."""


class Database:
    """A connection per thread to one file. Write-ahead logging: readers never wait for a writer."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._local = threading.local()
        self._open: set[sqlite3.Connection] = set()
        self._lock = threading.Lock()
        self._later = False
        with self._told():
            self.version = migrate(self._connection(), path)
            self.wipe(0)

    def _connection(self) -> sqlite3.Connection:
        """This thread's connection, closed when the thread ends."""
        found: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if found is None:
            found = self._local.connection = _connect(self.path)
            with self._lock:
                self._open.add(found)
            weakref.finalize(threading.current_thread(), self._close, found)
        return found

    @contextmanager
    def _told(self) -> Iterator[None]:
        """SQLite's errors as ours."""
        try:
            yield
        except sqlite3.DatabaseError as error:
            raise told(self.path, error) from error

    def rows(self, sql: str, *values: object) -> list[sqlite3.Row]:
        """What a statement finds."""
        with self._told():
            return self._connection().execute(sql, values).fetchall()

    def row(self, sql: str, *values: object) -> sqlite3.Row | None:
        """The first of what a statement finds."""
        return next(iter(self.rows(sql, *values)), None)

    def cached(self, key: str, found: Callable[[], T]) -> T:
        """What `found` finds, kept by this thread until anything in the file changes."""
        connection = self._connection()
        (version,) = connection.execute("PRAGMA data_version").fetchone()
        state = version, connection.total_changes
        if getattr(self._local, "state", None) != state:
            self._local.state, self._local.kept = state, {}
        kept: dict[str, Any] = self._local.kept
        if key not in kept:
            kept[key] = found()
        return cast(T, kept[key])

    @contextmanager
    def reading(self) -> Iterator[None]:
        """One and the same state for all reads inside."""
        with self._begun("BEGIN"):
            yield

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """All of it, or nothing. Inside another it joins that one."""
        with self._begun("BEGIN IMMEDIATE") as connection:
            yield connection
        if not self._later:
            self.wipe(WIPE_SECONDS)

    @contextmanager
    def _begun(self, begin: str) -> Iterator[sqlite3.Connection]:
        connection = self._connection()
        if connection.in_transaction:
            yield connection
            return
        with self._told():
            connection.execute(begin)
            try:
                with connection:
                    yield connection
            except BaseException:
                self._local.state = None  # what was kept meanwhile is undone
                raise

    @contextmanager
    def wiping_later(self) -> Iterator[None]:
        """Many changes, one wiping after the last of them."""
        self._later = True
        try:
            yield
        finally:
            self._later = False
            self.wipe(WIPE_SECONDS)

    def forgetting(self) -> None:
        """Inside a transaction that deletes: what was deleted is wiped after it, or at the next opening.

        Deleted pages are overwritten (secure_delete), but the log keeps old pages until it is truncated.
        """
        self._connection().execute("INSERT OR IGNORE INTO wipe VALUES ('due')")

    def wipe(self, seconds: float) -> None:
        """Wipe what was deleted, unless others use the file for longer than that; then it stays due."""
        connection = self._connection()
        if connection.in_transaction or not self.rows("SELECT 1 FROM wipe"):
            return
        connection.execute(f"PRAGMA busy_timeout = {int(seconds * 1000)}")
        try:
            if not connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
                connection.execute("DELETE FROM wipe")
        except sqlite3.OperationalError as error:
            if not isinstance(told(self.path, error), Unavailable):
                raise
        finally:
            connection.execute(f"PRAGMA busy_timeout = {int(BUSY_SECONDS * 1000)}")

    def wiped(self) -> bool:
        """Is no deleted text left behind? False while another process still reads the state before."""
        return not self.rows("SELECT 1 FROM wipe")

    def check(self) -> Iterator[str]:
        """What SQLite itself finds wrong with the file, one line each."""
        for row in self.rows("PRAGMA integrity_check"):
            if row[0] != "ok":
                yield f"{self.path}: {row[0]}"
        for row in self.rows("PRAGMA foreign_key_check"):
            yield f"{self.path}: a row of {row[0]} belongs to nothing in {row[2]}"

    def close(self) -> None:
        """Close every thread's connection."""
        for connection in tuple(self._open):
            self._close(connection)
        self._local = threading.local()

    def _close(self, connection: sqlite3.Connection) -> None:
        with self._lock:
            self._open.discard(connection)
        connection.close()


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")
    connection.row_factory = sqlite3.Row
    return connection


def told(path: Path, error: sqlite3.DatabaseError) -> SvarbasenError:
    """SQLite's error as one of ours: what passes can be tried again, a damaged file must be restored."""
    primary = (error.sqlite_errorcode if hasattr(error, "sqlite_errorcode") else 0) & 0xFF
    if primary in TROUBLE:
        return Unavailable(f"{path}: {TROUBLE[primary]} ({error})")
    return SvarbasenError(f"{path}: not a sound knowledge base ({error}); restore it from a backup")

"""One SQLite file: connections, schema versions and migrations, and what forgetting takes."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import resources
from pathlib import Path

from kb.errors import SvarbasenError, Unavailable

BUSY_SECONDS = 30.0
"""How long a writer waits for another writer before it gives up."""


def migrations() -> dict[int, str]:
    """Schema version -> the SQL that leads to it, in order."""
    files = (f for f in resources.files("kb.schema").iterdir() if f.name.endswith(".sql"))
    return {int(f.name[:4]): f.read_text("utf-8") for f in sorted(files, key=lambda f: f.name)}


class Database:
    """A connection per thread to one file. Write-ahead logging: readers never wait for a writer."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._local = threading.local()
        self._all: list[sqlite3.Connection] = []
        self._lock = threading.Lock()
        self.version = self._migrate()

    def connection(self) -> sqlite3.Connection:
        """This thread's connection."""
        found: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if found is None:
            found = self._local.connection = self._connect()
            with self._lock:
                self._all.append(found)
        return found

    def _connect(self) -> sqlite3.Connection:
        try:
            connection = sqlite3.connect(
                self.path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
            )
            for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "secure_delete=ON"):
                connection.execute(f"PRAGMA {pragma}")
        except sqlite3.DatabaseError as error:
            raise broken(self.path, error) from error
        connection.row_factory = sqlite3.Row
        return connection

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All of it, or nothing. A transaction inside another joins it."""
        connection = self.connection()
        if connection.in_transaction:
            yield connection
            return
        try:
            connection.execute("BEGIN IMMEDIATE")
            with connection:
                yield connection
        except sqlite3.DatabaseError as error:
            raise broken(self.path, error) from error

    def _migrate(self) -> int:
        connection, steps = self.connection(), migrations()
        version = _version(connection, self.path)
        if version > max(steps):
            raise SvarbasenError(
                f"{self.path}: schema version {version} is newer than this program's {max(steps)}; "
                "update svarbasen"
            )
        for target, sql in steps.items():
            if target > version:
                _step(connection, target, sql, self.path)
        return max(steps)

    def wipe_traces(self) -> None:
        """After a deletion: no deleted text stays in the full-text index, free pages or the log.

        Deleted pages are overwritten (secure_delete); FTS5 keeps deleted terms until its segments
        are merged, and the log keeps old pages until it is truncated.
        """
        connection = self.connection()
        connection.execute("INSERT INTO terms(terms) VALUES ('optimize')")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def check(self) -> Iterator[str]:
        """What SQLite itself finds wrong with the file, one line each."""
        for row in self.connection().execute("PRAGMA integrity_check"):
            if row[0] != "ok":
                yield f"{self.path}: {row[0]}"
        for row in self.connection().execute("PRAGMA foreign_key_check"):
            yield f"{self.path}: a row of {row[0]} belongs to nothing in {row[2]}"

    def close(self) -> None:
        """Close every thread's connection."""
        with self._lock:
            for connection in self._all:
                connection.close()
            self._all.clear()
        self._local = threading.local()


def _version(connection: sqlite3.Connection, path: Path) -> int:
    try:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])
    except sqlite3.DatabaseError as error:
        raise broken(path, error) from error


def _step(connection: sqlite3.Connection, target: int, sql: str, path: Path) -> None:
    """One migration in one transaction; another process may have made it meanwhile."""
    try:
        connection.execute("BEGIN IMMEDIATE")
        if _version(connection, path) >= target:
            connection.execute("ROLLBACK")
            return
        for statement in _statements(sql):
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {target}")
        connection.execute("COMMIT")
    except sqlite3.DatabaseError as error:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise broken(path, error) from error


def _statements(sql: str) -> Iterator[str]:
    """The statements of a script (`executescript` would commit before it begins)."""
    statement = ""
    for line in sql.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def broken(path: Path, error: sqlite3.DatabaseError) -> SvarbasenError:
    """SQLite's error as one of ours: busy can be tried again, a damaged file must be restored."""
    if isinstance(error, sqlite3.OperationalError) and "locked" in str(error):
        return Unavailable(f"{path}: another process is writing ({error}); try again in a moment")
    return SvarbasenError(f"{path}: not a sound knowledge base ({error}); restore it from a backup")

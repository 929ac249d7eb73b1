"""Schema versions: the files under `kb/sqlite/schema`, each the way from the version before it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

from kb.errors import SvarbasenError


def migrations() -> dict[int, str]:
    """Schema version -> the SQL that leads to it, in order."""
    files = (f for f in resources.files("kb.sqlite.schema").iterdir() if f.name.endswith(".sql"))
    return {int(f.name[:4]): f.read_text("utf-8") for f in sorted(files, key=lambda f: f.name)}


def migrate(connection: sqlite3.Connection, path: Path) -> int:
    """Bring a database to the newest version, and say which that is. Raises where it is newer still."""
    steps = migrations()
    version = _version(connection)
    if version > max(steps):
        raise SvarbasenError(
            f"{path}: schema version {version} is newer than this program's {max(steps)}; update svarbasen"
        )
    for target, sql in steps.items():
        if target > version:
            _step(connection, target, sql)
    return max(steps)


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _step(connection: sqlite3.Connection, target: int, sql: str) -> None:
    """One migration in one transaction; another process may have made it meanwhile."""
    connection.execute("BEGIN IMMEDIATE")
    with connection:
        if _version(connection) < target:
            for statement in _statements(sql):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {target}")


def _statements(sql: str) -> Iterator[str]:
    """The statements of a script (`executescript` would commit before it begins)."""
    statement = ""
    for line in sql.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""

"""Files of JSON lines: one object a line, UTF-8."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NoReturn, TypeVar

from kb.errors import SvarbasenError

MOST_FAULTS = 10
"""An error names at most this many lines."""

Row = Mapping[str, object]
T = TypeVar("T")


def read(path: Path, made: Callable[[Row], T], expected: str) -> list[T]:
    """What `made` makes of each row. Raises SvarbasenError naming every line for which it raised ValueError.

    Only a line feed ends a row, because JSON text may hold the other characters at which Python splits lines.
    """
    rows, faults = [], []
    for number, line in enumerate(_content(path).split("\n"), 1):
        if not line.strip():
            continue
        try:
            rows.append(made(_object(line)))
        except ValueError as error:
            faults.append(f"line {number}: {error}")
    if faults:
        more = f"; and {len(faults) - MOST_FAULTS} lines more" if len(faults) > MOST_FAULTS else ""
        told = "; ".join(faults[:MOST_FAULTS])
        raise SvarbasenError(f"{path}: expected rows with {expected}; {told}{more}")
    return rows


def value(row: Row, key: str) -> object:
    """What stands under a key. Raises ValueError if it is not there."""
    if key not in row:
        raise ValueError(f'expected "{key}", found none')
    return row[key]


def text(row: Row, key: str) -> str:
    """The text under a key. Raises ValueError if there is none."""
    found = value(row, key)
    if not isinstance(found, str):
        raise ValueError(f'expected text as "{key}", found {type(found).__name__}')
    return found


def _content(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise SvarbasenError(f"{path}: {error.strerror}; expected a file of JSON lines") from error
    except UnicodeDecodeError as error:
        at = f"byte {error.start + 1}"
        raise SvarbasenError(f"{path}, {at}: not UTF-8; save it as UTF-8 and try again") from error


def _object(line: str) -> Row:
    try:
        row = json.loads(line, parse_constant=_refused)
    except json.JSONDecodeError as error:
        raise ValueError(f"not JSON ({error.msg} at character {error.pos + 1})") from error
    except RecursionError as error:
        raise ValueError("not JSON that can be read (nested too deep)") from error
    if not isinstance(row, dict):
        raise ValueError(f"expected an object, found {type(row).__name__}")
    return row


def _refused(name: str) -> NoReturn:
    """NaN and the infinities are Python's, not JSON's."""
    raise ValueError(f"not JSON ({name})")

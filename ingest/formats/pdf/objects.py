"""Objects of a PDF file, as what they are asked for: broken ones are empty, and never an error."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from pypdf.generic import ArrayObject, DictionaryObject


def resolved(value: Any) -> Any:
    """What a value is or refers to; None where that is nothing."""
    return value.get_object() if value is not None else None


def entry(holder: DictionaryObject, name: str) -> Any:
    """What an entry of a dictionary is or refers to; None where it is missing or leads nowhere."""
    with suppress(Exception):
        return resolved(holder.get(name))
    return None


def dictionary(value: Any) -> DictionaryObject:
    """The dictionary that a value is or refers to; an empty one where it is something else."""
    found = resolved(value)
    return found if isinstance(found, DictionaryObject) else DictionaryObject()


def items(value: Any) -> Iterator[Any]:
    """An array's entries, each resolved; those that lead nowhere are left out."""
    array = resolved(value)
    for each in array if isinstance(array, ArrayObject) else ():
        with suppress(Exception):
            if (found := resolved(each)) is not None:
                yield found


def numbers(value: Any) -> list[float]:
    """An array's numbers; empty where it holds anything else."""
    with suppress(Exception):
        return [float(each) for each in items(value)]
    return []

"""The one grammar of ids: how those of letters, QAs and passages are made and taken apart.

`skolebusser`: the first letter of a file, after the file's name; `skolebusser-2` where that is taken.
`skolebusser_2`: the second letter of that file. `skolebusser.4`: a QA, by its letter and its number.
`skolebusser.4/1`: a passage, by its QA and the number of its window; `skolebusser.4/w1` is a large window.
A file's id holds no `_`, a letter's no `.`, a QA's no `/`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterable, Iterator
from itertools import count
from pathlib import PurePosixPath

from kb.danish import ascii_typed

LONGEST = 60
"""Characters of a file's name in an id, so that links stay readable."""

FIRST_WINDOW = "/1"
"""Ends the id of a QA's first passage."""

_LARGE = "w"
_ODD = re.compile(r"[^0-9a-zæøå.-]+")
"""What a question's number may hold that an address may not: `206/17`."""


def slug(name: str) -> str:
    """A file's name as the stem of an id: lower-case ASCII, words joined by hyphens."""
    text = unicodedata.normalize("NFC", str(PurePosixPath(name).with_suffix("")).lower())
    text = unicodedata.normalize("NFKD", ascii_typed(text)).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", text).strip("-")[:LONGEST].strip("-") or "brev"


def file_id(name: str, taken: Container[str]) -> str:
    """An id for a file of this name: its slug, else that with the first free number from 2."""
    stem = slug(name)
    return next(id for n in count(1) if (id := stem if n == 1 else f"{stem}-{n}") not in taken)


def letter_id(file: str, number: int) -> str:
    """The id of the n-th letter in a file, from 1."""
    return file if number == 1 else f"{file}_{number}"


def file_of(letter: str) -> str:
    """The id of a letter's file, which is that of the first letter in it."""
    return letter.partition("_")[0]


def qa_ids(letter: str, numbers: Iterable[str]) -> Iterator[str]:
    """An id for each question number, as an address can hold it; unique in any case."""
    taken: set[str] = set()
    for number in numbers:
        plain = _ODD.sub("-", number.casefold()).strip("-") or "x"
        id = next(id for n in count(1) if (id := f"{letter}.{plain}" + f"-{n}" * (n > 1)) not in taken)
        taken.add(id)
        yield id


def letter_of(id: str) -> str:
    """The letter of a QA or a passage."""
    return id.partition(".")[0]


def suffix(qa: str) -> str:
    """What is left of a QA's id within its letter: `4` of `skolebusser.4`."""
    return qa.partition(".")[2]


def moved(qa: str, letter: str) -> str:
    """The id of a QA when its letter's id is another."""
    return f"{letter}.{suffix(qa)}"


def passage_id(qa: str, number: int, large: bool = False) -> str:
    """The id of a QA's n-th window, from 1, among the small or the large ones."""
    return f"{qa}/{_LARGE * large}{number}"


def window_of(passage: str) -> tuple[str, int, bool]:
    """The QA of a passage, the number of its window from 1, and whether that is a large one."""
    qa, _, number = passage.rpartition("/")
    return qa, int(number.removeprefix(_LARGE)), number.startswith(_LARGE)


def is_large(passage: str) -> bool:
    """Is a passage a large window?"""
    return window_of(passage)[2]

"""The one grammar of ids: how ids of letters, QAs and passages are made and taken apart."""

from __future__ import annotations

LARGE = "w"
"""Begins the number of a large window: `vej.4/w1`."""


def place(id: str) -> tuple[str, int, bool]:
    """The QA of a passage id, the number of its window from 1, and whether that is a large one."""
    qa, _, number = id.rpartition("/")
    return qa, int(number.removeprefix(LARGE)), number.startswith(LARGE)


def letter_of(passage: str) -> str:
    """The letter of a passage id, which is `letter.number/window`; no letter's id has a dot."""
    return passage.partition(".")[0]


def is_large(id: str) -> bool:
    """Is a passage a large window, by its id?"""
    return place(id)[2]

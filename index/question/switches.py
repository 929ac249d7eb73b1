"""The parts of the search that can be left out, to measure what each is good for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Parts:
    """What is on. All of it, unless told.

    words: the list by words. meaning: the list by meaning. whole: large windows beside the small ones.
    restored: the encoder reads the question without its typing errors. widened: words are matched by other
    spellings, by compounds and by what they are short for. second: the second look, where one is configured.
    """

    words: bool = True
    meaning: bool = True
    whole: bool = True
    restored: bool = True
    widened: bool = True
    second: bool = True


ALL = Parts()

"""What a reading is made of: the steps from opener to opener, and the questions with their answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from ingest.letter.questions.asked import Place
from ingest.letter.questions.labels import Opener
from ingest.letter.questions.parts import SURE, End
from ingest.letter.questions.scene import Names

__all__ = ["Names", "Reading", "Step", "Turn"]


class Step(NamedTuple):
    """A reading up to an opener, and how what stands before the opener is divided.

    `end`: how the text of the opener before ends. `waiting`: the questions before that have no answer yet.
    `apart`: answers follow questions that all stand before them. `way`: 1 where numbers rise, -1 where they
    fall. `to`: the questions that the opener answers.
    """

    score: float
    names: Names
    opener: Opener | None = None
    before: Step | None = None
    end: End | None = None
    waiting: tuple[Step, ...] = ()
    apart: bool = False
    asked: Step | None = None
    way: int = 0
    own: bool = False
    to: tuple[Step, ...] = ()


@dataclass(slots=True)
class Turn:
    """Questions that have one answer. Places are (first block, its first character, end block).

    `margin`: by how much they are worth more than with the next best ends of their texts.
    """

    asked: list[Opener]
    questions: list[Place]
    answers: list[tuple[Opener | None, Place]] = field(default_factory=list)
    margin: float = SURE


@dataclass(frozen=True, slots=True)
class Reading:
    """A reading of the whole letter. Its questions stand in blocks [first, end)."""

    score: float
    names: Names
    turns: tuple[Turn, ...]
    first: int
    end: int

"""Why a letter was split as it was: the evidence for the reading chosen, and for the next best."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.letter.body import Body
from ingest.letter.questions.blocks import Block, blocks
from ingest.letter.questions.evidence import WEIGHTS
from ingest.letter.questions.labels import Opener
from ingest.letter.questions.split import chosen
from ingest.letter.questions.steps import Reading, Turn
from kb.model import Line


@dataclass(frozen=True, slots=True)
class Way:
    """A reading. `evidence`: name, how many times, what it is worth in all; the weightiest first.

    `questions` and `answers`: (number, index of the line) of what is marked as one, in reading order.
    """

    forms: str
    score: float
    evidence: tuple[tuple[str, int, float], ...]
    questions: tuple[tuple[str, int], ...]
    answers: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """The reading that was chosen, None if nothing asks, and the next best that finds other questions."""

    chosen: Way | None
    runner_up: Way | None

    @property
    def margin(self) -> float:
        """By how much the chosen reading is better. Without another, its whole score."""
        best = self.chosen.score if self.chosen else 0.0
        return best - (max(0.0, self.runner_up.score) if self.runner_up else 0.0)


def explain(lines: Sequence[Line], furniture: frozenset[int] = frozenset()) -> Explanation:
    """How the questions of a letter were found."""
    parted = blocks(Body.of(lines, furniture))
    best, other = chosen(parted)
    return Explanation(_way(*best) if best else None, _way(*other) if other else None)


def _way(reading: Reading, parted: Sequence[Block]) -> Way:
    counts = Counter(reading.names)
    evidence = sorted(
        ((name, times, WEIGHTS[name] * times) for name, times in counts.items()),
        key=lambda each: -abs(each[2]),
    )
    asked = [opener for turn in reading.turns for opener in turn.asked]
    return Way(
        ", ".join(dict.fromkeys(opener.form for opener in asked)) or "answers only",
        reading.score,
        tuple(evidence),
        tuple(_place(opener, parted) for opener in asked),
        tuple(_place(opener, parted) for opener in _labels(reading.turns)),
    )


def _labels(turns: Sequence[Turn]) -> Iterator[Opener]:
    """The openers of answers that have a label."""
    return (opener for turn in turns for opener, _ in turn.answers if opener)


def _place(opener: Opener, parted: Sequence[Block]) -> tuple[str, int]:
    return opener.number or ", ".join(opener.numbers), parted[opener.at].spans[0].line

"""Why a letter was split as it was: for each way of marking questions, the marks accepted and rejected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.letter.body import Body
from ingest.letter.questions.runs import Mark
from ingest.letter.questions.split import TABLE, Split, split, tried
from ingest.letter.questions.trials import Trial
from kb.model import Line


@dataclass(frozen=True, slots=True)
class Explanation:
    """The way that was chosen (None if nothing asks), and all ways that were tried, the best first.

    The places of their marks are positions in `body`.
    """

    body: Body
    chosen: str | None
    ways: tuple[Trial, ...]

    @property
    def runner_up(self) -> str | None:
        """The second-best way that found any questions."""
        return next((way.name for way in self.ways if way.questions and way.name != self.chosen), None)


def explain(lines: Sequence[Line], furniture: frozenset[int] = frozenset()) -> Explanation:
    """How the questions of a letter were found."""
    body, chosen = Body.of(lines, furniture), split(lines, furniture)
    table = [_table(body, chosen)] if chosen.way == TABLE else []
    return Explanation(body, chosen.way, (*table, *tried(body)))


def _table(body: Body, chosen: Split) -> Trial:
    """The rows of a table, as if they were marks."""
    place = {index: at for at, (index, _) in enumerate(body.rows)}
    marks = [Mark(place[(found.labels or found.question)[0].line], found.number, 0) for found in chosen.found]
    return Trial(TABLE, len(marks), tuple(marks))

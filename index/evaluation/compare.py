"""Compares two evaluation runs over the same questions: gains, significance, and which questions changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index.evaluation import scores
from index.evaluation.evaluate import SHOWN, Outcome
from index.evaluation.measures import sign_test
from index.evaluation.scores import Figures
from kb.errors import SvarbasenError

NAMED = 5
"""Most question ids named in an error message; the rest are only counted."""

OutcomePair = tuple[Outcome, Outcome]
"""A question's outcome in the old run and in the new one."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed from one run to another, by the ranking `mode`.

    `won` and `lost`: questions whose right answer came first only in the new, or only in the old run. `p` is
    the probability of a split at least as uneven by chance. `moved`: questions whose status changed.
    """

    mode: str
    answerable: int
    figures: Figures
    won: tuple[OutcomePair, ...]
    lost: tuple[OutcomePair, ...]
    p: float
    moved: tuple[OutcomePair, ...]


def compare(old: Sequence[Outcome], new: Sequence[Outcome], mode: str = SHOWN) -> Comparison:
    """Compare the new run with the old one. Raises SvarbasenError if their rankings or questions differ."""
    _check_mode(old, new, mode)
    paired = pairs(old, new)
    answered = [(before, after) for before, after in paired if after.asked.answers]
    won = tuple(pair for pair in answered if _is_first(pair[1], mode) and not _is_first(pair[0], mode))
    lost = tuple(pair for pair in answered if _is_first(pair[0], mode) and not _is_first(pair[1], mode))
    return Comparison(
        mode,
        len(answered),
        scores.gained([(after, before) for before, after in answered], mode, mode),
        won,
        lost,
        sign_test(len(won), len(lost)),
        tuple((before, after) for before, after in paired if before.status is not after.status),
    )


def pairs(old: Sequence[Outcome], new: Sequence[Outcome]) -> list[OutcomePair]:
    """Each question's old and new outcome, sorted by id. Raises SvarbasenError if the questions differ."""
    before, after = sorted(old, key=_question), sorted(new, key=_question)
    if [_question(result) for result in before] != [_question(result) for result in after]:
        raise SvarbasenError(f"expected two runs over the same questions, found {_differences(old, new)}")
    return list(zip(before, after, strict=True))


def _question(result: Outcome) -> tuple[str, str, list[str]]:
    asked = result.asked
    return asked.id, asked.text, sorted(asked.answers)


def _differences(old: Sequence[Outcome], new: Sequence[Outcome]) -> str:
    """How the questions of two runs differ, for the error message."""
    before, after = ({result.asked.id: _question(result) for result in run} for run in (old, new))
    told = (
        ("only in the old run", before.keys() - after.keys()),
        ("only in the new run", after.keys() - before.keys()),
        (
            "with another text or other answers",
            {id for id in before.keys() & after.keys() if before[id] != after[id]},
        ),
    )
    found = [f"{some(ids)} {where}" for where, ids in told if ids]
    return "; ".join(found) or f"{len(old)} rows and {len(new)}, with ids that occur twice"


def some(ids: Iterable[str]) -> str:
    """The first few ids, and how many more there are."""
    named = sorted(ids)
    more = f" and {len(named) - NAMED} more" if len(named) > NAMED else ""
    return ", ".join(named[:NAMED]) + more


def _check_mode(old: Sequence[Outcome], new: Sequence[Outcome], mode: str) -> None:
    shared = [known for known in scores.modes(new) if known in scores.modes(old)]
    if mode not in shared:
        raise SvarbasenError(f"expected a ranking that both runs have ({', '.join(shared)}), found {mode}")


def _is_first(result: Outcome, mode: str) -> bool:
    return 1 in result.places[mode]

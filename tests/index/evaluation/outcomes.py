"""Outcomes of questions typed by hand, for tests of what is measured and shown of them."""

from __future__ import annotations

from collections.abc import Mapping

from index.answer.answer import Status
from index.evaluation.evaluate import GoldQuestion, Outcome

ANSWERED = frozenset({"vej.1"})


def outcome(
    id: str = "a",
    *,
    shown: tuple[int, ...] = (),
    others: Mapping[str, tuple[int, ...]] | None = None,
    answers: frozenset[str] = ANSWERED,
    kind: str = "paraphrase",
    status: Status = Status.ANSWER,
    confidence: float = 0.5,
    text: str = "Hvad koster vejen?",
) -> Outcome:
    """A question whose right answers stand at the ranks `shown`, and in other rankings at others."""
    places = {**(others or {}), "shown": shown}
    signals = {"similarity": 0.9, "coverage": 0.5}
    return Outcome(GoldQuestion(id, text, kind, answers), places, status, confidence, signals, "vej.2", 12.5)


def unanswerable(id: str, kind: str = "near", **chosen: object) -> Outcome:
    """A question that no letter answers."""
    return outcome(id, kind=kind, answers=frozenset(), **chosen)  # type: ignore[arg-type]

"""Saves the outcomes of an evaluation run as JSON lines, and reads them back to compare with a later run."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from index.answer.answer import Status
from index.evaluation.evaluate import GoldQuestion, Outcome
from kb import jsonl
from kb.errors import SvarbasenError

EXPECTED = '"id", "text", "kind", "answers", "ranks", "status", "confidence", "signals", "best" and "ms"'


def row(outcome: Outcome) -> dict[str, object]:
    """An outcome as a JSON row. `ranks`: mode -> the ranks of its right answers among the first ten."""
    asked = outcome.asked
    return {
        "id": asked.id,
        "text": asked.text,
        "kind": asked.kind,
        "answers": sorted(asked.answers),
        "ranks": {mode: list(places) for mode, places in outcome.places.items()},
        "status": outcome.status.value,
        "confidence": outcome.confidence,
        "signals": dict(outcome.signals),
        "best": outcome.best,
        "ms": round(outcome.ms, 3),
    }


def encoded(outcomes: Iterable[Outcome]) -> bytes:
    """The content of an outcomes file: one line of JSON for each outcome."""
    text = "".join(json.dumps(row(outcome), ensure_ascii=False) + "\n" for outcome in outcomes)
    # a lone surrogate cannot be encoded as UTF-8: it is written as the escape \udXXX, which is valid JSON
    return text.encode("utf-8", "backslashreplace")


def read(path: Path) -> list[Outcome]:
    """Read an outcomes file. Raises SvarbasenError naming every invalid line."""
    found = jsonl.read(path, _outcome, EXPECTED)
    if not found:
        raise SvarbasenError(f"{path}: expected the results of a run, found no rows")
    return found


def _outcome(found: jsonl.Row) -> Outcome:
    best, ms = jsonl.value(found, "best"), _numbers({"ms": jsonl.value(found, "ms")}, "ms")["ms"]
    if not isinstance(best, str | None):
        raise ValueError('expected text or null as "best"')
    return Outcome(
        asked=GoldQuestion(
            str(jsonl.value(found, "id")),
            jsonl.text(found, "text"),
            jsonl.text(found, "kind"),
            frozenset(_texts(jsonl.value(found, "answers"))),
        ),
        places={mode: _ranks(ranks) for mode, ranks in _object(found, "ranks").items()},
        status=_status(jsonl.text(found, "status")),
        confidence=_numbers({"": jsonl.value(found, "confidence")}, "confidence")[""],
        signals=_numbers(_object(found, "signals"), "signals"),
        best=best,
        ms=ms,
    )


def _object(found: jsonl.Row, key: str) -> Mapping[str, object]:
    value = jsonl.value(found, key)
    if not isinstance(value, dict):
        raise ValueError(f'expected an object as "{key}"')
    return value


def _texts(value: object) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise ValueError('expected a list of ids as "answers"')
    return value


def _ranks(value: object) -> tuple[int, ...]:
    if not isinstance(value, list) or not all(type(each) is int and each > 0 for each in value):
        raise ValueError('expected lists of places as "ranks"')
    return tuple(value)


def _numbers(values: Mapping[str, object], key: str) -> dict[str, float]:
    found = {}
    for name, value in values.items():
        if not isinstance(value, int | float) or isinstance(value, bool):
            raise ValueError(f'expected numbers as "{key}"')
        found[name] = float(value)
    return found


def _status(value: str) -> Status:
    if value not in set(Status):
        raise ValueError(f'expected {", ".join(Status)} as "status"')
    return Status(value)

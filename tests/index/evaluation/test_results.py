"""Outcomes written and read again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from index.answer.answer import Status
from index.evaluation import results
from kb.errors import SvarbasenError
from tests.index.evaluation.outcomes import outcome, unanswerable

RUN = [
    outcome("æ", shown=(1, 4), others={"bm25": ()}),
    unanswerable("ø", status=Status.NOTHING, confidence=0.12345),
]


def test_what_is_written_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(results.encoded(RUN))
    assert results.read(tmp_path / "a.jsonl") == RUN


def test_half_a_surrogate_pair_is_written_and_read(tmp_path: Path) -> None:
    odd = [outcome("\ud800")]
    (tmp_path / "a.jsonl").write_bytes(results.encoded(odd))
    assert results.read(tmp_path / "a.jsonl") == odd


def test_an_empty_file_is_no_run(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(b"")
    with pytest.raises(SvarbasenError, match="found no rows"):
        results.read(tmp_path / "a.jsonl")


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("answers", "vej.1"),
        ("answers", [1]),
        ("ranks", []),
        ("ranks", {"shown": 1}),
        ("ranks", {"shown": [0]}),
        ("ranks", {"shown": [True]}),
        ("status", "maybe"),
        ("confidence", "high"),
        ("signals", {"similarity": None}),
        ("best", 3),
        ("ms", True),
    ],
)
def test_wrong_rows_are_named(tmp_path: Path, key: str, value: object) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps(results.row(RUN[0]) | {key: value}), "utf-8")
    with pytest.raises(SvarbasenError, match=f'line 1: expected .* as "{key}"'):
        results.read(tmp_path / "a.jsonl")


def test_a_file_of_questions_is_no_file_of_results(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"id": "a", "text": "Hvad?", "kind": "x", "answers": []}', "utf-8")
    with pytest.raises(SvarbasenError, match='line 1: expected "'):
        results.read(tmp_path / "a.jsonl")

"""The sample letters, from file to letter, beside what they were written from."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ingest import files
from ingest.formats.read import document
from kb.model import Letter, Metadata
from kb.verbatim import faults, uncovered
from tests.letters import parse
from tests.samples.source import load
from tests.samples.write import SOURCES

Gold = dict[str, Any]
NAMES = sorted(draft.file for draft in load(SOURCES))
FIELDS = ("title", "subject", "department", "case", "officer", "recipient")


@pytest.fixture(scope="session")
def gold(samples: Path) -> dict[str, Gold]:
    return {row["file"]: row for row in json.loads((samples / "gold.json").read_text("utf-8"))}


@pytest.fixture(scope="session")
def letters(samples: Path) -> dict[str, Letter]:
    return {name: parse(document(files.load(samples / name), name), name, "x") for name in NAMES}


@pytest.mark.parametrize("name", NAMES)
class TestEachSample:
    def test_every_question_and_answer_is_exact(
        self, name: str, letters: dict[str, Letter], gold: dict[str, Gold]
    ) -> None:
        read = [(qa.number, qa.question, qa.answer) for qa in letters[name].qas]
        assert read == [(qa["number"], qa["question"], qa["answer"]) for qa in gold[name]["qas"]]

    def test_the_metadata_is_exact(
        self, name: str, letters: dict[str, Letter], gold: dict[str, Gold]
    ) -> None:
        says, row = letters[name].metadata, gold[name]
        assert {field: getattr(says, field) for field in FIELDS} == {f: row[f] or None for f in FIELDS}
        assert said(says) == (row["date"], row["parties"], row["signers"])

    def test_how_each_question_was_answered_is_known(
        self, name: str, letters: dict[str, Letter], gold: dict[str, Gold]
    ) -> None:
        assert [qa.kind for qa in letters[name].qas] == [qa["kind"] for qa in gold[name]["qas"]]

    def test_references_hold_the_words_that_refer(
        self, name: str, letters: dict[str, Letter], gold: dict[str, Gold]
    ) -> None:
        for qa, row in zip(letters[name].qas, gold[name]["qas"], strict=True):
            found = " | ".join(reference.text for reference in qa.references)
            assert [words for words in row["references"] if words.removeprefix("i ") not in found] == []

    def test_every_character_has_one_role_and_every_text_its_lines(
        self, name: str, letters: dict[str, Letter]
    ) -> None:
        assert uncovered(letters[name]) == []
        assert faults(letters[name]) == []


def said(says: Metadata) -> tuple[str | None, list[str], list[str]]:
    return says.date.isoformat() if says.date else None, list(says.parties), list(says.signers)


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    return (json.loads(line) for line in path.read_text("utf-8").splitlines())


def test_there_are_enough_letters_and_questions(samples: Path, gold: dict[str, Gold]) -> None:
    asked = list(_lines(samples / "questions.jsonl"))
    assert len(gold) >= 20
    assert sum(len(row["qas"]) for row in gold.values()) >= 120
    assert sum(bool(row["answers"]) for row in asked) >= 150
    assert sum(not row["answers"] for row in asked) >= 60


def test_every_answer_that_a_question_names_is_there(samples: Path, gold: dict[str, Gold]) -> None:
    known = {f"{row['file']}#{qa['number']}" for row in gold.values() for qa in row["qas"]}
    named = {answer for row in _lines(samples / "questions.jsonl") for answer in row["answers"]}
    assert named <= known

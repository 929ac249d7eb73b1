"""Pairs of the parliament's question time as letters."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from kb.verbatim import faults, uncovered
from tests.benchmarks import folketing
from tests.benchmarks.folketing import MATTER, OWN
from tests.fake import HashEncoder
from web.service.base import Base

ROWS = (
    ("S 1", "Hvad gør ministeren ved giftgrunden i Nyborg?", "Grunden bliver renset.\nDet  tager tid."),
    ("S 2", "Hvornår er giftgrunden i Nyborg ren?", "Grunden bliver ren i 2025, og jorden bliver kørt væk."),
    ("S 3", "Hvorfor skal PostNord lukke pakkebutikker?", "Pakkerne kan hentes i bokse."),
)


@pytest.fixture
def pairs(tmp_path: Path) -> list[folketing.Pair]:
    """Three pairs of one minister and one day, of which two are on one matter."""
    path = tmp_path / "pairs.jsonl"
    same = {"date": "2023-01-11", "answerer": "Miljøministeren (Eva Holm)"}
    rows = [{"id": n, "number": n, "question": asked, "answer": said, **same} for n, asked, said in ROWS]
    path.write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
    return folketing.read(path)


@pytest.fixture
def base(pairs: list[folketing.Pair], tmp_path: Path) -> Iterator[Base]:
    """A knowledge base of the pairs."""
    opened = folketing.known(pairs, tmp_path / "data", HashEncoder())
    yield opened
    opened.close()


def test_answers_of_one_minister_and_day_are_one_letter_word_for_word(base: Base) -> None:
    (letter,) = base.store.letters()
    assert [*faults(letter), *uncovered(letter)] == []


def test_the_official_questions_are_not_in_the_knowledge_base(base: Base) -> None:
    (letter,) = base.store.letters()
    assert not any("?" in line.text for line in letter.lines)


@pytest.mark.parametrize(("kind", "held"), [(OWN, {"s2", "s3"}), (MATTER, {"s3"})])
def test_what_is_left_out_is_not_found(
    base: Base, pairs: list[folketing.Pair], kind: str, held: set[str]
) -> None:
    results = [each for each in folketing.outcomes(base, pairs) if each.asked.kind == kind]
    assert results[0].best is not None
    assert results[0].best.rpartition(".")[2] in held

"""Reads letters and counts what was read right."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from ingest import files
from ingest.formats.read import document
from kb.errors import Unreadable
from kb.model import QA, Letter
from tests.layouts.source import GoldQA
from tests.letters import parse

Same = Callable[[str, str], bool]
"""Is what was read the same as what was written?"""

NEAR = 0.98
"""The share of characters that text off a picture must have in common with what was printed."""


@dataclass(frozen=True, slots=True)
class Score:
    """How many QAs and fields were read right, of how many; `faults` says what was not."""

    qas_right: int = 0
    qas: int = 0
    fields_right: int = 0
    fields: int = 0
    refused: int = 0
    faults: tuple[str, ...] = ()

    def __add__(self, other: Score) -> Score:
        return Score(
            self.qas_right + other.qas_right,
            self.qas + other.qas,
            self.fields_right + other.fields_right,
            self.fields + other.fields,
            self.refused + other.refused,
            self.faults + other.faults,
        )

    @property
    def qa_share(self) -> float:
        return self.qas_right / self.qas if self.qas else 1.0

    @property
    def field_share(self) -> float:
        return self.fields_right / self.fields if self.fields else 1.0


def exact(one: str, other: str) -> bool:
    return one == other


def unspaced(one: str, other: str) -> bool:
    """The same but for white space."""
    return one.split() == other.split()


def near(one: str, other: str) -> bool:
    """Nearly the same, as text that was read off a picture is."""
    pair = SequenceMatcher(None, " ".join(one.split()), " ".join(other.split()), autojunk=False)
    return bool(pair.ratio() >= NEAR)


def read(path: Path) -> Letter | Unreadable:
    """The letter in a file, or why there is none."""
    try:
        return parse(document(files.load(path), path.name), path.name, "x")
    except Unreadable as error:
        return error


def score(
    letter: Letter | Unreadable, qas: Sequence[GoldQA], meta: Mapping[str, Any], same: Same = exact
) -> Score:
    """What was read beside what should have been. A QA that was not written counts as one wrong."""
    if isinstance(letter, Unreadable):
        return Score(qas=len(qas), fields=len(meta), refused=1, faults=(str(letter),))
    found = {qa.number: qa for qa in letter.qas}
    wrong = {qa.number: [*_qa_faults(qa, found.pop(qa.number, None), same)] for qa in qas}
    extra = [f"question {number}: not in the letter: {qa.question!r}" for number, qa in found.items()]
    lost = [*_field_faults(letter, meta, same)]
    right = sum(not faults for faults in wrong.values())
    return Score(
        qas_right=right,
        qas=max(len(qas), len(letter.qas)),
        fields_right=len(meta) - len(lost),
        fields=len(meta),
        faults=(*(fault for faults in wrong.values() for fault in faults), *extra, *lost),
    )


def total(scores: Iterable[Score]) -> Score:
    return sum(scores, Score())


def _qa_faults(wanted: GoldQA, found: QA | None, same: Same) -> Iterator[str]:
    if found is None:
        yield f"question {wanted.number}: not found"
        return
    for part in ("question", "answer"):
        says, got = getattr(wanted, part), getattr(found, part)
        if not same(says, got):
            yield f"{part} {wanted.number}: expected {says!r}, found {got!r}"


def _field_faults(letter: Letter, meta: Mapping[str, Any], same: Same) -> Iterator[str]:
    for name, says in meta.items():
        got = getattr(letter.metadata, name)
        texts = isinstance(says, str) and isinstance(got, str)
        if not (same(says, got) if texts else says == got):
            yield f"{name}: expected {says!r}, found {got!r}"

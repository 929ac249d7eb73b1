"""Reads letters and counts what was read right."""

from __future__ import annotations

import re
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


def told(one: str, other: str) -> bool:
    """The same but for white space, the signs of lists, which Word draws itself, and quotation marks around
    the whole."""
    return _plain(one) == _plain(other)


def _plain(text: str) -> list[str]:
    return re.sub(r"(?m)^\s*[•–·▪-]\s+", "• ", text).strip("\"”“»«„' \n").split()


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
    left = list(letter.qas)
    wrong = [[*_qa_faults(qa, _taken(qa, left, same), same)] for qa in qas]
    extra = [f"question {qa.number}: not in the letter: {qa.question!r}" for qa in left]
    lost = [*_field_faults(letter, meta, same)]
    right = sum(not faults for faults in wrong)
    return Score(
        qas_right=right,
        qas=max(len(qas), len(letter.qas)),
        fields_right=len(meta) - len(lost),
        fields=len(meta),
        faults=(*(fault for faults in wrong for fault in faults), *extra, *lost),
    )


def total(scores: Iterable[Score]) -> Score:
    return sum(scores, Score())


def _taken(wanted: GoldQA, left: list[QA], same: Same) -> QA | None:
    """The QA with the wanted number, taken from those left; of several, as two askers' are, the right one."""
    numbered = [qa for qa in left if qa.number in (wanted.number, *wanted.also)]
    found = next((qa for qa in numbered if not any(_qa_faults(wanted, qa, same))), next(iter(numbered), None))
    if found:
        left.remove(found)
    return found


def _qa_faults(wanted: GoldQA, found: QA | None, same: Same) -> Iterator[str]:
    if found is None:
        yield f"question {wanted.number}: not found"
        return
    if not any(same(says, found.question) for says in (wanted.question, *wanted.also)):
        yield f"question {wanted.number}: expected {wanted.question!r}, found {found.question!r}"
    if not same(wanted.answer, found.answer):
        yield f"answer {wanted.number}: expected {wanted.answer!r}, found {found.answer!r}"


def _field_faults(letter: Letter, meta: Mapping[str, Any], same: Same) -> Iterator[str]:
    for name, says in meta.items():
        got = getattr(letter.metadata, name)
        texts = isinstance(says, str) and isinstance(got, str)
        if not (same(says, got) if texts else says == got):
            yield f"{name}: expected {says!r}, found {got!r}"

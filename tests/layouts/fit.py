"""Fits the weights of evidence for how a letter is split, on letters whose questions and answers are known.

    python -m tests.layouts.fit [FOLDER ...] [--rounds N] [--left-out] [--write]

Without folders, on our own layout letters and short ones; with some, also on those that their gold.json tells
of. An averaged structured perceptron: for each letter the best reading is compared with the best among those
that give most of the right questions and answers, and the weights move towards the second. `--left-out`
prints instead how many letters are read right with weights that were fitted on all letters of other forms,
and which are not. `--write` puts the weights into ingest/letter/questions/evidence.py.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest import files
from ingest.formats.read import document
from ingest.furniture import furniture as layout
from ingest.letter import annex
from ingest.letter.body import Body
from ingest.letter.questions import evidence
from ingest.letter.questions.asked import Way
from ingest.letter.questions.blocks import Block, blocks
from ingest.letter.questions.labels import Opener
from ingest.letter.questions.parts import End, Parts
from ingest.letter.questions.split import read
from tests.ingest.lines import typed
from tests.layouts import folder
from tests.layouts.short import SHORT
from tests.layouts.source import GoldQA, layouts
from tests.layouts.write import write

RIGHT, WRONG = "gold:right", "gold:wrong"
BONUS = 6.0
"""How much a right question or answer is worth while the reading to learn from is looked for."""

MARGIN = 0.4
"""By how much, for each part, a right reading should be worth more than any other."""

STEP = 0.1
"""How far a weight moves at first; in the last round less than a quarter of it."""

AGAINST = ("between", "left", "unanswered", "repeated", "question:", "head:", "tail:", "turned")
"""How evidence starts that never speaks for a reading: what is left over, or too much."""

GROUPS = 10
FILE = Path(evidence.__file__)


@dataclass(frozen=True, slots=True)
class Gold:
    """A letter in blocks, and what should be read. `form` is the same for a letter in several formats."""

    form: str
    blocks: tuple[Block, ...]
    qas: tuple[GoldQA, ...]


class Guided(Parts):
    """Evidence that knows what is right."""

    questions: frozenset[str] = frozenset()
    answers: frozenset[str] = frozenset()

    def _whole(self, way: Way, end: int) -> tuple[str, ...]:
        right = self._text(way.at, way.start, end, way.again) in self.questions
        return (*super()._whole(way, end), RIGHT if right else WRONG)

    def _holds(self, first: int, start: int, end: int) -> tuple[str, ...]:
        return (
            *super()._holds(first, start, end),
            RIGHT if self._text(first, start, end) in self.answers else WRONG,
        )

    def _own_answer(self, opener: Opener, to: int, final: bool) -> tuple[End, ...]:
        """As it is, but each end of the question is tried with each end of the answer."""
        best: End | None = None
        for end, tail in self.answer_tails(to, final):
            for value, said, place, _ in self._edged(opener):
                if place[2] < end:
                    holds = self._holds(place[2], 0, end)
                    total = value + self._cost[end] + evidence.worth((*tail, *holds))
                    if best is None or total > best.score:
                        best = End(end, total, (*said, *tail, *holds), place, left=(place[2], end))
        return (best,) if best else ()

    def _text(self, first: int, start: int, end: int, again: tuple[int, int] | None = None) -> str:
        starts = {first: start, **({again[0]: again[1]} if again else {})}
        return flat(" ".join(self.blocks[at].text[starts.get(at, 0) :] for at in range(first, end)))


def flat(text: str) -> str:
    """Letters and digits only: line ends and hyphens are not what is learnt here."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def guided(gold: Gold) -> type[Parts]:
    return type(
        "ForOne",
        (Guided,),
        {
            # Questions answered together stand one by one; an answer may have its question before it.
            "questions": frozenset(flat(text) for qa in gold.qas for text in (qa.question, *parts(qa))),
            "answers": frozenset(
                flat(text) for qa in gold.qas for text in (qa.answer, qa.question + qa.answer)
            ),
        },
    )


def best(gold: Gold, bonus: float) -> tuple[str, ...]:
    """The evidence of the best reading, where each right part counts `bonus` more."""
    evidence.WEIGHTS[RIGHT], evidence.WEIGHTS[WRONG] = bonus, -bonus
    found = max(read(gold.blocks, guided(gold)), key=lambda each: each[0].score, default=None)
    return found[0].names if found and found[0].score > 0 else ()


def is_right(gold: Gold) -> bool:
    """Are all questions and answers found, and no other?"""
    counts = Counter(best(gold, 0.0))
    return enough(gold, counts) and not counts[WRONG]


def enough(gold: Gold, counts: Counter[str]) -> bool:
    return counts[RIGHT] >= len(gold.qas) + sum(bool(qa.answer) for qa in gold.qas)


def parts(qa: GoldQA) -> list[str]:
    """The questions that have one answer together, one by one."""
    return qa.question.split("\n") if {"-", ","} & set(qa.number) else []


def fit(letters: Sequence[Gold], rounds: int) -> None:
    """Changes the weights: to the averages of the round after which most letters are right, if more are."""
    chance = random.Random(1)
    order = list(letters)
    kept, most = dict(evidence.WEIGHTS), sum(map(is_right, letters))
    for n in range(rounds):
        step = STEP * (1 - n / rounds)
        total: Counter[str] = Counter()
        chance.shuffle(order)
        for gold in order:
            found = Counter(best(gold, -MARGIN))
            if found[WRONG] or not enough(gold, found):
                hope = Counter(best(gold, BONUS))
                if hope[RIGHT] - hope[WRONG] > found[RIGHT] - found[WRONG]:
                    for name in {*hope, *found} - {RIGHT, WRONG}:
                        weight = evidence.WEIGHTS[name] + step * max(-2, min(2, hope[name] - found[name]))
                        evidence.WEIGHTS[name] = min(weight, 0.0) if name.startswith(AGAINST) else weight
            total.update(evidence.WEIGHTS)
        last = dict(evidence.WEIGHTS)
        evidence.WEIGHTS.update({name: total[name] / len(order) for name in last})
        if (right := sum(map(is_right, letters))) > most:
            kept, most = dict(evidence.WEIGHTS), right
        evidence.WEIGHTS.update(last)
    evidence.WEIGHTS.update(kept)


def left_out(letters: Sequence[Gold], rounds: int) -> tuple[list[str], int]:
    """The forms that are read wrong with weights fitted without them, and how many there are."""
    before = dict(evidence.WEIGHTS)
    forms = sorted({gold.form for gold in letters})
    wrong: list[str] = []
    for group in range(GROUPS):
        out = set(forms[group::GROUPS])
        evidence.WEIGHTS.update(before)
        fit([gold for gold in letters if gold.form not in out], rounds)
        wrong += [gold.form for gold in letters if gold.form in out and not is_right(gold)]
    evidence.WEIGHTS.update(before)
    return wrong, len(letters)


def parted(path: Path) -> tuple[Block, ...]:
    """The blocks of the letter in a file."""
    found = document(files.load(path), path.name)
    furniture = found.furniture | layout.furniture(found.lines)
    return blocks(Body.of(found.lines, furniture | annex.annex(found.lines, furniture)))


def own() -> Iterator[Gold]:
    """Our own layout letters in each format."""
    with tempfile.TemporaryDirectory() as temporary:
        for letter in layouts():
            for format in letter.formats:
                if format != "scan":
                    yield Gold(letter.name, parted(write(letter, format, Path(temporary))), letter.qas)


def short() -> Iterator[Gold]:
    """The short letters."""
    for at, (text, qas) in enumerate(SHORT):
        yield Gold(f"short {at}", blocks(Body.of(typed(text), frozenset())), qas)


def given(place: Path) -> Iterator[Gold]:
    """The letters of a folder."""
    for letter in folder.letters(place):
        yield Gold(letter.path.stem, parted(letter.path), letter.qas)


def rewrite() -> None:
    """The weights in the file, two digits each."""

    def fitted(match: re.Match[str]) -> str:
        weight: float = evidence.WEIGHTS[match[1]]
        return f'"{match[1]}": {round(weight, 2)},'

    FILE.write_text(re.sub(r'"([^"]+)": -?[\d.]+,', fitted, FILE.read_text()))


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.layouts.fit", description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--left-out", action="store_true")
    parser.add_argument("--write", action="store_true")
    asked: Any = parser.parse_args(arguments)
    letters = [*own(), *short(), *(gold for place in asked.folders for gold in given(place))]
    print(f"{sum(map(is_right, letters))} of {len(letters)} letters right before")
    if asked.left_out:
        wrong, count = left_out(letters, asked.rounds)
        print(*sorted(set(wrong)), sep="\n")
        print(f"{count - len(wrong)} of {count} letters right with weights fitted on other forms")
        return 0
    fit(letters, asked.rounds)
    print(f"{sum(map(is_right, letters))} of {len(letters)} letters right after")
    print(*sorted({gold.form for gold in letters if not is_right(gold)}), sep="\n")
    if asked.write:
        rewrite()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

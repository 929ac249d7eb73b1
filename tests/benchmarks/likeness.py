"""When two questions are one, by threshold: `python -m tests.benchmarks.likeness [FILE.jsonl]`.

Asked again: questions of the sample letters as a later letter may ask them, in words that one person made up
(`asked_again.jsonl`; the odd rows chose the threshold, the even rows tested it), and all questions of the
samples with one letter in twelve misread. Different: any two questions of one sample case, also with one of
them asked again; and, from FILE, two that one minister was asked on one day (see `folketing`).
"""

from __future__ import annotations

import argparse
import json
import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import combinations
from pathlib import Path

from index.words import danish
from kb.text import SAME_QUESTION, question_likeness
from tests.benchmarks import folketing
from web.demo.letters import FOLDER

Pair = tuple[str, str]
Likeness = Callable[[str, str], float]

ASKED_AGAIN = Path(__file__).with_name("asked_again.jsonl")
MISREAD = 1 / 12
THRESHOLDS = [n / 20 for n in range(7, 17)]
LETTERS = "abcdefghijklmnopqrstuvwxyzæøå"


def main() -> None:
    """A table for each measure: recall and precision, and the share of other pairs that are taken for one."""
    arguments = argparse.ArgumentParser(prog="python -m tests.benchmarks.likeness", description=__doc__)
    arguments.add_argument("file", type=Path, nargs="?")
    file = arguments.parse_args().file
    again, cases = read(ASKED_AGAIN), questions()
    halves = [(half, list(different(cases, half))) for half in (again[::2], again[1::2])]
    bad = [(text, misread(text)) for case in cases for text in case]
    ministers = list(of_ministers(folketing.read(file))) if file else []
    print(f"odd and even rows {[(len(same), len(other)) for same, other in halves]} same and different")
    print(f"misread {len(bad)} same, one minister and day {len(ministers)} different")
    print("           odd recall, precision  even recall, precision  misread recall  minister, taken for one")
    for name, likeness in MEASURES.items():
        for threshold in THRESHOLDS:
            shown = [f"{figure:10.3f}" for half in halves for figure in figures(likeness, threshold, *half)]
            taken = [f"{share(likeness, threshold, pairs):12.3f}" for pairs in (bad, ministers)]
            chosen = "  <- in use" if likeness is question_likeness and threshold == SAME_QUESTION else ""
            print(f"{name:9} {threshold:.2f} {' '.join((*shown, *taken))}{chosen}", flush=True)


def figures(
    likeness: Likeness, threshold: float, same: Sequence[Pair], other: Sequence[Pair]
) -> tuple[float, float]:
    """Recall and precision of a threshold (precision 1 where nothing is taken for one question)."""
    right, wrong = (sum(likeness(*pair) >= threshold for pair in pairs) for pairs in (same, other))
    return right / len(same), right / (right + wrong) if right + wrong else 1.0


def share(likeness: Likeness, threshold: float, pairs: Sequence[Pair]) -> float:
    """How many of the pairs are taken for one question, from 0 to 1."""
    return sum(likeness(*pair) >= threshold for pair in pairs) / len(pairs) if pairs else 0.0


def words(one: str, other: str) -> float:
    """The share of all words of two texts that both have (Jaccard)."""
    first, second = (set(text.casefold().replace("?", "").replace(",", "").split()) for text in (one, other))
    return len(first & second) / len(first | second)


def difflib(one: str, other: str) -> float:
    """The share of characters that both have in order."""
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def stems(one: str, other: str) -> float:
    """The share of the stems of the question with fewer that the other has too; stopwords do not count."""
    first, second = ({*danish.stems(text)} for text in (one, other))
    return len(first & second) / min(len(first), len(second)) if first and second else 0.0


MEASURES: dict[str, Likeness] = {
    "trigrams": question_likeness,
    "words": words,
    "stems": stems,
    "difflib": difflib,
}


def read(path: Path) -> list[Pair]:
    """Questions, and each as it was asked again."""
    rows = (json.loads(line) for line in path.read_text("utf-8").splitlines())
    return [(row["question"], row["again"]) for row in rows]


def questions() -> list[list[str]]:
    """The questions of each case of the sample letters."""
    cases: dict[str, dict[str, None]] = defaultdict(dict)
    for letter in json.loads((FOLDER / "gold.json").read_text("utf-8")):
        cases[letter["case"] or letter["file"]] |= {qa["question"]: None for qa in letter["qas"]}
    return [list(case) for case in cases.values()]


def different(cases: Iterable[Sequence[str]], again: Iterable[Pair]) -> Iterator[Pair]:
    """Any two questions of a case with one that is asked again, which is also compared as that."""
    reworded = dict(again)
    for case in cases:
        asked = [text for text in case if text in reworded]
        yield from ((one, other) for one, other in combinations(case, 2) if {one, other} & {*asked})
        yield from ((reworded[one], other) for one in asked for other in case if other != one)


def of_ministers(pairs: Iterable[folketing.Pair]) -> Iterator[Pair]:
    """Any two questions that one minister was asked on one day."""
    days: dict[str, dict[str, None]] = defaultdict(dict)
    for pair in pairs:
        days[pair.letter][pair.question] = None
    for day in days.values():
        yield from combinations(day, 2)


def misread(text: str) -> str:
    """A text in which some letters are lost, another one, or doubled by another one; always the same."""
    chance = random.Random(text)

    def read(sign: str) -> str:
        if not sign.isalpha() or chance.random() >= MISREAD:
            return sign
        other = chance.choice(LETTERS)
        return chance.choice(("", other, sign + other))

    return "".join(map(read, text))


if __name__ == "__main__":
    main()

"""How well follow-up questions are told and answered: `python -m tests.conversations DATA`.

DATA is the sample letters' knowledge base (`svarbasen demo --data DATA --no-serve`). The rule in
index/question/followup.py was made on develop.jsonl; held.jsonl was written with it and looked at after, and
fresh.jsonl was written when the rule was done.
"""

from __future__ import annotations

import argparse
import random
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import pairwise
from pathlib import Path
from statistics import fmean

from index.answer.search import Finder
from index.question import followup
from index.question.followup import Retrieved, Search
from index.question.question import Question
from kb import jsonl
from kb.store import Store
from web.demo.letters import FOLDER
from web.service.base import open_base

HERE = Path(__file__).parent
QUESTIONS = FOLDER / "questions.jsonl"

DEPTH = 5
"""Ranks looked at."""

SHUFFLES = 5
"""How often the sample questions are put in another order, to follow each other."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One question, whether it follows up on the turns before, and the QA ids that answer it."""

    text: str
    follows: bool
    answers: frozenset[str]


Conversation = tuple[Turn, ...]
Known = Mapping[str, frozenset[str]]
Joining = Callable[[Sequence[str]], str]


def main() -> None:
    """Print how often turns are told rightly, and how well the questions made of them find."""
    arguments = argparse.ArgumentParser(prog="python -m tests.conversations", description=__doc__)
    arguments.add_argument("data", type=Path)
    base = open_base(arguments.parse_args().data)
    known, found = ids(base.store), lru_cache(maxsize=None)(partial(_found, base.finder))
    search = lru_cache(maxsize=None)(partial(look, base.finder))
    for name in ("develop", "held", "fresh"):
        talks = jsonl.read(HERE / f"{name}.jsonl", partial(_conversation, known=known), "turns")
        print(f"{name}: {len(talks)} conversations")
        for title, seen in (("words alone", None), ("words and letters", search)):
            print(f"  {title:18} {told(talks, seen)}")
        for title, joining in joinings(search).items():
            print(f"  {title:18} {answered(talks, joining, found)}")
    for path in (QUESTIONS,):
        texts = [jsonl.text(row, "text") for row in jsonl.read(path, lambda row: row, "text")]
        print(f"{path.name}: {kept_falsely(texts, search):.2%} of questions of their own kept a topic")


def told(talks: Sequence[Conversation], search: Search | None) -> str:
    """The shares of turns that were rightly kept, and rightly taken as new."""
    right: dict[bool, list[bool]] = {True: [], False: []}
    for texts, turn in _later(talks):
        kept = bool(followup.searched(turn.text, texts[:-1], search).kept)
        right[turn.follows].append(kept is turn.follows)
    return ", ".join(
        f"{sum(right[follows])} of {len(right[follows])} rightly {title}"
        for follows, title in ((True, "kept"), (False, "new"))
    )


def answered(talks: Sequence[Conversation], joining: Joining, found: Callable[[str], list[str]]) -> str:
    """How often the turns that follow up find their answer."""
    ranks = [_rank(found(joining(texts)), turn.answers) for texts, turn in _later(talks) if turn.follows]
    hits = [fmean(rank is not None and rank <= depth for rank in ranks) for depth in (1, DEPTH)]
    return f"hit@1 {hits[0]:.3f}  hit@{DEPTH} {hits[1]:.3f}  ({len(ranks)} turns that follow up)"


def joinings(search: Search) -> dict[str, Joining]:
    """What is searched, of the texts of all turns up to one."""
    return {
        "question alone": lambda texts: texts[-1],
        "always with before": lambda texts: " ".join(texts[-2:]),
        "by the rule": lambda texts: followup.searched(texts[-1], texts[:-1], search).text,
    }


def kept_falsely(texts: Sequence[str], search: Search) -> float:
    """The share of questions that take a topic from one they have nothing to do with, by chance alone."""
    chance, kept = random.Random(4), []
    for _ in range(SHUFFLES):
        order = chance.sample(texts, len(texts))
        kept += [bool(followup.searched(text, [before], search).kept) for before, text in pairwise(order)]
    return fmean(kept)


def look(finder: Finder, text: str) -> Retrieved:
    """What a text finds on its own."""
    found = finder.ask(Question(text, followup.NEAR)).found
    return Retrieved(
        max((each.hit.dense for each in found), default=0.0), tuple(each.letter.id for each in found)
    )


def ids(store: Store) -> Known:
    """`file#number` -> QA ids."""
    known: dict[str, frozenset[str]] = defaultdict(frozenset)
    for letter in store.letters():
        for qa in letter.qas:
            known[f"{letter.file}#{qa.number}"] |= {qa.id}
    return known


def _later(talks: Sequence[Conversation]) -> Iterator[tuple[list[str], Turn]]:
    """Every turn but the first ones, with the texts up to it."""
    for talk in talks:
        for number in range(1, len(talk)):
            yield [turn.text for turn in talk[: number + 1]], talk[number]


def _conversation(row: jsonl.Row, known: Known) -> Conversation:
    turns = jsonl.value(row, "turns")
    if not isinstance(turns, list):
        raise ValueError('expected a list as "turns"')
    return tuple(_turn(turn, known) for turn in turns)


def _turn(row: jsonl.Row, known: Known) -> Turn:
    answers = jsonl.value(row, "answers")
    if not isinstance(answers, list):
        raise ValueError('expected a list as "answers"')
    qas = frozenset[str]().union(*(known[str(answer)] for answer in answers))
    return Turn(jsonl.text(row, "text"), bool(jsonl.value(row, "follows")), qas)


def _found(finder: Finder, text: str) -> list[str]:
    return [found.qa.id for found in finder.ask(Question(text, DEPTH)).found]


def _rank(found: Sequence[str], answers: frozenset[str]) -> int | None:
    return next((rank for rank, qa in enumerate(found, 1) if qa in answers), None)


if __name__ == "__main__":
    main()

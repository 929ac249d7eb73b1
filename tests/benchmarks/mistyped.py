"""How well mistyped questions find their answers: `python -m tests.benchmarks.mistyped DATA QUESTIONS…`

Each question as it is, with one letter wrong in one or three of its longest words, without æ, ø, å in two
ways, and in capitals; by words alone and by meaning alone; as typed, and as `index.words.expand` takes it.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from math import log
from pathlib import Path
from random import Random
from statistics import fmean

import numpy as np

from index.evaluation.evaluate import GoldQuestion, read
from index.words import danish, expand
from index.words.expand import Alternative, Query
from kb.model import Kind
from web.service.base import Base, open_base

SEED = 7
LETTERS = "abdefghiklmnoprstuv"
K1, B = 1.2, 0.75

Ranking = Callable[[str], list[str]]


def mistyped(question: str, count: int, random: Random) -> str:
    """The question with a letter lost, added, wrong or turned in each of its `count` longest words."""
    words = question.split(" ")
    longest = sorted(range(len(words)), key=lambda n: (-len(words[n]), n))[:count]
    for n in longest:
        if len(word := words[n]) > 4:
            at, letter = random.randrange(1, len(word) - 1), random.choice(LETTERS)
            head, tail = word[:at], word[at + 1 :]
            ways = (head + tail, head + letter + word[at:], head + letter + tail,
                    head + tail[0] + word[at] + tail[1:])  # fmt: skip
            words[n] = random.choice(ways)
    return " ".join(words)


def variants(question: str, random: Random) -> dict[str, str]:
    """The ways to type a question."""
    digraphs = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "Æ": "Ae", "Ø": "Oe", "Å": "Aa"})
    bare = str.maketrans("æøåÆØÅ", "aoaAOA")
    return {
        "as it is": question,
        "one word mistyped": mistyped(question, 1, random),
        "three words mistyped": mistyped(question, 3, random),
        "ae, oe, aa": question.translate(digraphs),
        "a, o, a": question.translate(bare),
        "capitals": question.upper(),
    }


class Words:
    """BM25 over whole QAs, taking the best alternative of each asked word."""

    def __init__(self, texts: Mapping[str, str], pieces: danish.Pieces) -> None:
        self.pieces = pieces
        self.bags = {id: Counter(danish.terms(text, pieces)) for id, text in texts.items()}
        self.counts = Counter(term for bag in self.bags.values() for term in bag)
        self.vocabulary = {t: n for t, n in self.counts.items() if t.startswith(danish.WORD)}
        self.average = fmean(bag.total() for bag in self.bags.values())

    def typed(self, question: str) -> list[str]:
        """The ids by the question's own terms."""
        stems = dict.fromkeys(danish.stems(question))
        words = tuple(expand.QueryWord(term, (Alternative((term,), 1.0),)) for term in stems)
        return self._ranked(Query(words, tuple(dict.fromkeys(danish.subwords(question, self.pieces)))))

    def expanded(self, question: str, short: expand.Abbreviations) -> list[str]:
        """The ids by what the question is widened to."""
        return self._ranked(expand.query(question, self.pieces, self.vocabulary, short))

    def _ranked(self, query: Query) -> list[str]:
        scores = {id: self._score(query, bag) for id, bag in self.bags.items()}
        return sorted(scores, key=lambda id: (-scores[id], id))

    def _score(self, query: Query, bag: Counter[str]) -> float:
        norm = K1 * (1 - B + B * bag.total() / self.average)

        def bm25(term: str) -> float:
            count = self.counts[term]
            idf = log(1 + (len(self.bags) - count + 0.5) / (count + 0.5))
            return idf * bag[term] * (K1 + 1) / (bag[term] + norm)

        return sum(word.best(bm25) for word in query.words) + sum(map(bm25, query.pieces))


def dense(base: Base) -> Ranking:
    """QA ids by their best passage."""
    stored = list(base.passages.scan())
    matrix = np.array([np.frombuffer(passage.vector, "<f4") for passage in stored])

    def ranked(question: str) -> list[str]:
        order = np.argsort(-(matrix @ base.encoder.query(question)), kind="stable")
        return list(dict.fromkeys(stored[at].qa for at in order))

    return ranked


def main(data: Path, files: Iterable[Path]) -> None:
    """Print a table: hit@1, hit@5 and MRR of each way."""
    base = open_base(data)
    asked = [each for file in files for each in read(file, base.store) if each.answers]
    letters = list(base.store.letters())
    texts = {
        qa.id: "\n".join(
            filter(None, (letter.metadata.subject or letter.metadata.title, qa.question, qa.answer))
        )
        for letter in letters
        for qa in letter.qas
        if qa.kind is not Kind.EMPTY
    }
    short = sorted({(each.short, each.full) for letter in letters for each in letter.abbreviations})
    words, meaning = Words(texts, base.encoder.pieces), dense(base)
    ways: dict[str, Ranking] = {
        "words": words.typed,
        "words, expanded": lambda q: words.expanded(q, short),
        "meaning": meaning,
        "meaning, restored": lambda q: meaning(
            expand.restored(q, base.encoder.pieces, words.vocabulary, short)
        ),
    }
    for variant in variants("", Random(SEED)):
        for way, ranking in ways.items():
            print(f"| {variant} | {way} | {_measured(asked, variant, ranking)} |", flush=True)


def _measured(asked: Iterable[GoldQuestion], variant: str, ranking: Ranking) -> str:
    random = Random(SEED)
    ranks = [_rank(ranking(variants(each.text, random)[variant]), each.answers) for each in asked]
    measures = (
        fmean(r == 1 for r in ranks),
        fmean(r <= 5 for r in ranks),
        fmean(r <= 10 and 1 / r for r in ranks),
    )
    return " | ".join(f"{100 * value:.1f}" for value in measures)


def _rank(ids: list[str], answers: frozenset[str]) -> int:
    return next((n for n, id in enumerate(ids, 1) if id in answers), len(ids) + 1)


if __name__ == "__main__":
    main(Path(sys.argv[1]), map(Path, sys.argv[2:]))

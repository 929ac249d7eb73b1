"""Questions and answers nothing was tuned on: `python -m tests.benchmarks.folketing FILE.jsonl [--data DIR]`.

FILE holds pairs of the Danish parliament's question time, a row
`{"id", "date", "number", "answerer", "question", "answer"}` each: minutes of 2023, taken from the public
repository nshern/folketinget_llm. Only the answers become letters, one for each minister and day, for a
question that is read out beside its answer would be found by its own words. The official questions are
what is asked.

Each question is also asked with its own answer left out, and then with the answers to all questions on the
same matter left out: no letter answers it, though letters on near topics are there. Of the first, some are
answered all the same, for members take turns at one matter. How rare a word is is counted with the answer.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from math import log, sqrt
from pathlib import Path

from index.answer.search import Finder
from index.encoder.encode import Encoder
from index.engine.embedded import Embedded
from index.evaluation import evaluate
from index.evaluation.evaluate import GoldQuestion, Outcome
from index.filters import Where
from index.vectors import Vector
from kb import jsonl
from kb.model import QA, Kind, Letter, Line, Metadata, Piece, Role
from kb.store import Source
from kb.text import READING, digest, join
from tests.benchmarks.evaluate import baseline, tables
from web.service.base import BULK, Base, open_base

ASKED, OWN, MATTER = "official", "own answer left out", "its matter left out"
"""Kinds of questions: with all answers, without their own, and without those on the same matter."""

SAME_MATTER = 0.15
"""Cosine of two questions' words, weighted by rarity, from which on they are taken to be on one matter.

Of 30 pairs that were read, 14 of the 22 above it were, and 1 of the 8 between .10 and it.
"""

ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Pair:
    """A question that was asked in parliament, and the minister's first answer."""

    id: str
    date: date
    number: str
    answerer: str
    question: str
    answer: str

    @property
    def letter(self) -> str:
        """The id of the letter it stands in."""
        return f"{self.date}-{re.sub(r'[^a-zæøå]+', '-', self.answerer.lower()).strip('-')}"

    @property
    def qa(self) -> str:
        """The id of its QA."""
        return f"{self.letter}.{self.number.replace(' ', '').lower()}"


def main() -> None:
    """Print how well the official questions find their answers, and what is said where there is none."""
    arguments = argparse.ArgumentParser(prog="python -m tests.benchmarks.folketing", description=__doc__)
    arguments.add_argument("file", type=Path)
    arguments.add_argument("--data", type=Path, help="keep the knowledge base here, for the next time")
    chosen = arguments.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        pairs = read(chosen.file)
        with closing(known(pairs, chosen.data or Path(temporary))) as base:
            for line in tables.table(outcomes(base, pairs)):
                print(line, flush=True)


def outcomes(base: Base, pairs: Sequence[Pair]) -> list[Outcome]:
    """What comes of each question, with its own answer and then without."""
    same, alike = answered(pairs, 1.0), answered(pairs, SAME_MATTER)
    asked = [GoldQuestion(pair.id, pair.question, ASKED, same[pair.qa]) for pair in pairs]
    found = evaluate.outcomes(base.finder, asked, _progress, baseline.rankings(base.store))
    for kind, left_out in ((OWN, same), (MATTER, alike)):
        found += refusals(base, kind, {pair.question: left_out[pair.qa] for pair in pairs})
    return found


def read(path: Path) -> list[Pair]:
    """The pairs of a file. Raises SvarbasenError naming every line that is wrong."""
    return jsonl.read(path, _pair, '"id", "date", "number", "answerer", "question" and "answer"')


def _pair(row: jsonl.Row) -> Pair:
    return Pair(
        jsonl.text(row, "id"),
        date.fromisoformat(jsonl.text(row, "date")),
        *(jsonl.text(row, key) for key in ("number", "answerer", "question", "answer")),
    )


def answered(pairs: Sequence[Pair], alike: float) -> dict[str, frozenset[str]]:
    """QA id -> ids of the answers to its question, and to questions that are at least so much alike."""
    said = [frozenset(re.findall(r"\w+", pair.question.lower())) for pair in pairs]
    held = Counter(word for words in said for word in words)
    weights = {word: log(1 + len(pairs) / count) ** 2 for word, count in held.items()}

    def cosine(one: frozenset[str], other: frozenset[str]) -> float:
        shared, *own = (sum(weights[word] for word in words) for words in (one & other, one, other))
        return shared / sqrt(own[0] * own[1])

    return {
        pair.qa: frozenset(
            other.qa
            for other, theirs in zip(pairs, said, strict=True)
            if other is pair or cosine(words, theirs) >= alike - ROUNDING
        )
        for pair, words in zip(pairs, said, strict=True)
    }


def known(pairs: Iterable[Pair], data: Path, encoder: Encoder | None = None) -> Base:
    """A knowledge base of the pairs' answers; what is there already is not embedded again."""
    base = open_base(data, encoder, BULK)
    own: dict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        own[pair.letter].append(pair)
    with base.changing():
        for id, together in own.items():
            letter = written(id, together)
            source = source_of(letter)
            if not base.store.holds(source.path, source.sha256):
                base.keep(source, [letter], embed=False)
        base.update(_progress)
    return base


def written(id: str, pairs: Sequence[Pair]) -> Letter:
    """A letter with a heading above each answer, and no question in it."""
    lines: list[Line] = []
    pieces: list[Piece] = []
    qas: list[QA] = []
    for pair in pairs:
        lines.append(Line(pair.number, number=len(lines) + 1, bold=True))
        pieces.append(Piece(Role.METADATA, len(lines) - 1, 0, len(pair.number)))
        own = []
        for text in pair.answer.split("\n"):
            lines.append(Line(text, number=len(lines) + 1))
            own.append(Piece(Role.ANSWER, len(lines) - 1, 0, len(text), pair.qa))
        pieces += own
        answer = join(lines, own)
        qas.append(QA(pair.qa, pair.number, "", answer, Kind.ANSWERED, digest("", answer)))
    says = Metadata(date=pairs[0].date, signers=(pairs[0].answerer,))
    return Letter(id, f"{id}.txt", says, None, tuple(lines), tuple(pieces), tuple(qas), reading=READING)


def source_of(letter: Letter) -> Source:
    """The file that such a letter would be read from."""
    content = "\n".join(line.text for line in letter.lines).encode()
    sha256 = hashlib.sha256(content).hexdigest()
    return Source(f"/folketing/{letter.file}", letter.file, "text/plain", content, sha256)


class Without(Embedded):
    """An index that leaves the passages of one QA out of what it finds."""

    left_out: frozenset[int] = frozenset()

    def dense(self, vector: Vector, limit: int, where: Where = ()) -> list[tuple[int, float]]:
        return self._others(super().dense(vector, limit + len(self.left_out), where), limit)

    def lexical(self, terms: Sequence[str], limit: int, where: Where = ()) -> list[tuple[int, float]]:
        return self._others(super().lexical(terms, limit + len(self.left_out), where), limit)

    def _others(self, found: Sequence[tuple[int, float]], limit: int) -> list[tuple[int, float]]:
        return [(row, score) for row, score in found if row not in self.left_out][:limit]


def refusals(base: Base, kind: str, left_out: Mapping[str, frozenset[str]]) -> Iterator[Outcome]:
    """What comes of each question where these QAs are left out: then none answers it."""
    rows = _rows(base)
    backend = Without(base.passages, base.config.index)
    finder = Finder(base.store, backend, base.encoder)
    for done, (question, qas) in enumerate(left_out.items(), 1):
        backend.left_out = frozenset().union(*(rows[qa] for qa in qas))
        yield evaluate.shown(finder, GoldQuestion(f"{kind} {done}", question, kind, frozenset()))
        _progress(done, len(left_out))


def _rows(base: Base) -> Mapping[str, frozenset[int]]:
    """QA id -> the rows of its passages."""
    rows: dict[str, frozenset[int]] = defaultdict(frozenset)
    for passage in base.passages.scan():
        rows[passage.qa] |= {passage.row}
    return rows


def _progress(done: int, total: int) -> None:
    end = "\n" if done == total else "\r"
    print(f"{done} of {total}", end=end, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()

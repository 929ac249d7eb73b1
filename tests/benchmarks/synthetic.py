"""A knowledge base of any size, made by chance and the same each time. It needs no model and means nothing.

A letter has four QAs; a QA one to four passages, of which the first carries the terms of 150 words. Words are
drawn as in a language (Zipf) and each brings its pieces; the commonest hundred are stopwords and left out.
Vectors lie as those of a small E5 do: cosines about .8 between topics and .9 within one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.filters import Where
from index.vectors import Matrix, Vector, to_bytes, unit
from kb.passages import Entry
from kb.sqlite.letters import SqliteStore
from kb.sqlite.passages import PassageTable

Floats = NDArray[np.float64]

DIMENSION = 384
WORDS, STOPWORDS, PIECES, WHOLE = 400_000, 100, 20_000, 2000
TOPICS = 500
LONG = 150
"""Words of a QA, stopwords too."""

QAS, MOST_WINDOWS = 4, 4
YEARS, DEPARTMENTS, PARTIES = 10, 10, 10
BATCH = 500
"""Letters in a transaction."""

ONE_PERCENT: Where = (("year_3",), ("department_7",))
HALF: Where = (tuple(f"year_{n}" for n in range(YEARS // 2)),)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as the index gets it."""

    vector: Vector
    terms: tuple[str, ...]


class Chance:
    """Draws letters and questions, always the same ones in the same order."""

    def __init__(self, seed: int = 0) -> None:
        self._random = np.random.default_rng(seed)
        fixed = np.random.default_rng(1)
        shared, topics = _directions(fixed, 1), _directions(fixed, TOPICS)
        self._topics = unit(2 * shared + topics)
        self._words = _zipf(WORDS, 2.7)

    def entries(self, letter: str) -> list[Entry]:
        """The passages of a letter."""
        topic = self._topics[self._random.integers(TOPICS)]
        facets = self._facets(letter)
        return [entry for number in range(1, QAS + 1) for entry in self._qa(letter, number, topic, facets)]

    def _facets(self, letter: str) -> tuple[str, ...]:
        year, department, party = self._random.integers((YEARS, DEPARTMENTS, PARTIES))
        return (
            f"party_{party}",
            f"department_{department}",
            f"year_{year}",
            "kind_answered",
            f"letter_{letter}",
        )

    def _qa(self, letter: str, number: int, topic: Vector, facets: tuple[str, ...]) -> Iterator[Entry]:
        windows = int(self._random.integers(1, MOST_WINDOWS + 1))
        vectors = unit(topic + 0.35 * _directions(self._random, windows))
        qa = f"{letter}.{number}"
        for n, vector in enumerate(vectors, 1):
            terms = self._terms() if n == 1 else ()
            yield Entry(f"{qa}/{n}", letter, qa, "", terms, to_bytes(vector), facets)

    def _terms(self) -> tuple[str, ...]:
        ranks = np.searchsorted(self._words, self._random.random(LONG))
        return terms(ranks[ranks >= STOPWORDS].tolist())

    def question(self, vector: bytes, bag: Sequence[str]) -> Asked:
        """A question of 5 to 12 words about a QA, in its words: common ones as often as they are common."""
        words = [term for term in bag if term.startswith("w_")]
        chosen = self._random.choice(words, int(self._random.integers(5, 13)))
        near = unit(np.frombuffer(vector, "<f4") + 0.5 * _directions(self._random, 1)[0])
        return Asked(near, terms([int(word[2:]) for word in chosen]))


def _directions(random: np.random.Generator, count: int) -> Matrix:
    """Vectors of length 1 in any direction."""
    return unit(random.standard_normal((count, DIMENSION)).astype(np.float32))


def _zipf(ranks: int, flat: float) -> Floats:
    """The share of the first, the first two … ranks, where rank r comes as often as 1 / (r + flat)."""
    shares = 1 / (np.arange(ranks) + flat)
    return np.cumsum(shares / shares.sum())


_PIECES = _zipf(PIECES, 10)


def terms(words: Sequence[int]) -> tuple[str, ...]:
    """Words by their ranks, and their pieces: common ones are a piece of their own, others two or three."""
    found = [f"w_{word}" for word in words]
    found += [f"s_{PIECES + word}" for word in words if word < WHOLE]
    rare = np.array([word for word in words if word >= WHOLE], np.int64)
    chances = [(rare * prime % 1_000_003) / 1_000_003 for prime in (7919, 104_729, 15_485_863)]
    chances[2] = chances[2][np.greater(rare, PIECES)]
    for chance in chances:
        found += [f"s_{piece}" for piece in np.searchsorted(_PIECES, chance).tolist()]
    return tuple(found)


def fill(store: SqliteStore, table: PassageTable, passages: int) -> None:
    """At least so many passages, with bare letters to belong to."""
    chance, done, number = Chance(), 0, 0
    while done < passages:
        with store.unit_of_work():
            for _ in range(BATCH):
                if done >= passages:
                    break
                number += 1
                entries = chance.entries(f"brev-{number}")
                add_letter(store, f"brev-{number}", entries)
                table.put(entries)
                done += len(entries)


def add_letter(store: SqliteStore, id: str, entries: Sequence[Entry]) -> None:
    """A letter of a source, file and QAs that hold nothing but their names."""
    rows: dict[str, dict[str, object]] = {
        "source": {"sha256": id, "media_type": "text/plain", "content": b""},
        "file": {"path": f"/{id}", "name": id, "sha256": id},
        "letter": {"id": id, "path": f"/{id}", "parties": "[]", "signers": "[]", "notes": "[]"},
    }
    qas = dict.fromkeys(entry.qa for entry in entries)
    parts: list[dict[str, object]] = [
        {"id": qa, "letter": id, "seq": n, "number": str(n), "question": qa, "answer": qa, "kind": "answered"}
        | {"digest": "", "refs": "[]"}
        for n, qa in enumerate(qas, 1)
    ]
    with store.database.writing() as connection:
        for name, row in [*rows.items(), *(("qa", part) for part in parts)]:
            marks = ", ".join("?" * (len(row) + 1))
            connection.execute(
                f"INSERT INTO {name} (municipality, {', '.join(row)}) VALUES ({marks})",
                (store.municipality, *row.values()),
            )

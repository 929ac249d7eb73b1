"""What the best passage is worth, and one Danish sentence that says why."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import log, log1p
from statistics import fmean

from index.answer.answer import Found, Signals, Status, Why
from index.answer.candidates import Candidates
from index.words.expand import Asked
from kb.ids import letter_of
from kb.model import Kind

UNFINISHED = {
    Kind.INTERIM: "har kun et foreløbigt svar",
    Kind.REFERENCE: "henviser til et andet svar",
    Kind.DECLINED: "svarer, at spørgsmålet ikke kan eller skal besvares",
}
"""Kinds of answers that do not answer by themselves, and what is said of them."""

NEEDED = {Kind.INTERIM: Why.LATER, Kind.REFERENCE: Why.REFERENCE}
"""Why an answer must be shown beside one that does not answer by itself, so that the question is answered."""

NO_LETTERS = "Der er ingen svarbreve at søge i endnu."
NO_ANSWERS = "Der er svarbreve i basen, men ingen af dem har svar, der kan søges i endnu."
NO_ANSWER = "Ingen svarbreve ser ud til at besvare spørgsmålet."
NO_MATCH = "Ingen svar passer til afgrænsningen."
NO_TOPIC = "Spørgsmålet nævner intet emne. Her er nogle af de svar, som afgrænsningen passer på."

ON_TOPIC = 0.4
"""Least share of the question's words that a letter on its topic holds: chosen by eye."""

ENOUGH = 8
"""Words of a question after which more of them tell no more: tuning had no longer ones to learn from."""

MOST_NAMED = 2
"""Words that a reason names."""

_ASKED = """
betyde betyder besvaret findes kom komme kommer sker sket skrev skrevet skriver svar svarede svarer
"""
ASKED = frozenset(_ASKED.split())
"""Words that a question is put with, and that no answer needs to hold."""

LONGEST_WORD, LONGEST_TOPIC = 40, 110
"""Characters that a reason quotes."""

_TELLING = re.compile(r"\w{4,}|\d{2,}|[A-ZÆØÅ]{2,}")
"""Words that are worth naming in a reason."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a question, and who holds them.

    `known` is term -> how many QAs hold it, `held` the terms of the best QA, `passages` the number of QAs.
    `near` is how near each word comes to a word of the best QA, by token vectors. `text` is the question.
    """

    asked: Sequence[Asked]
    known: Mapping[str, int]
    held: frozenset[str]
    passages: int
    near: Sequence[float] = ()
    text: str = ""

    def rarity(self, word: Asked) -> float:
        """How much a word tells; one that no letter holds tells most."""
        counts = (min(self.known.get(term, 0) for term in each.terms) for each in word.alternatives)
        return log(1 + self.passages / (1 + max(counts, default=0)))

    def coverage(self, held: Callable[[Asked], float]) -> float:
        """The share of the words that are held, weighted by their rarity; 0 where nothing is asked."""
        total = sum(map(self.rarity, self.asked))
        return sum(self.rarity(word) * held(word) for word in self.asked) / total if total else 0.0

    def here(self, word: Asked) -> float:
        """How well the best QA holds a word, from 0 to 1."""
        return word.best(lambda term: float(term in self.held))

    def is_unknown(self, word: Asked) -> bool:
        """Does no letter hold it, nor anything it may be matched by?"""
        return not word.best(lambda term: float(self.known.get(term, 0) > 0))

    def missing(self) -> list[str]:
        """The words that no letter holds, else those that the best QA does not, rarest first."""
        unknown = [word for word in self.asked if self.is_unknown(word)]
        absent = unknown or [word for word in self.asked if not self.here(word)]
        telling = [word for word in absent if _TELLING.fullmatch(word.text) and word.text not in ASKED]
        named = sorted(telling, key=self.rarity, reverse=True)[:MOST_NAMED]
        return [shortened(self.typed(word.text), LONGEST_WORD) for word in named]

    def typed(self, word: str) -> str:
        """A word as it was typed, with its capitals."""
        found = re.search(rf"(?<!\w){re.escape(word)}(?!\w)", self.text, re.IGNORECASE)
        return found[0] if found else word


def signals(words: Words, best: str, scores: Mapping[str, float], found: Candidates) -> Signals:
    """The signals of the QA that is shown first."""
    rest = [qa for qa in scores if qa != best]
    strangers = [found.dense[qa] for qa in rest if letter_of(qa) != letter_of(best)]
    by_words = found.lexical.get(best, 0.0)
    rank = 1 + sum(score > by_words for score in found.lexical.values())
    return Signals(
        similarity=found.dense[best],
        lead=found.dense[best] - max(strangers, default=found.dense[best]),
        margin=scores[best] - max((scores[qa] for qa in rest), default=scores[best]),
        coverage=words.coverage(words.here),
        weakest=min(words.near, default=0.0),
        nearness=fmean(words.near) if words.near else 0.0,
        unknown=words.coverage(lambda word: float(words.is_unknown(word))),
        agreement=1 / rank if by_words else 0.0,
        length=log1p(min(len(words.asked), ENOUGH)),
    )


def final(verdict: Status, best: Found) -> Status:
    """The verdict, given how the best answer is: without a final one beside it, an unfinished one is near."""
    kind, finals = best.qa.kind, {lean.why for lean in best.leans if lean.qa.kind is Kind.ANSWERED}
    if verdict is not Status.ANSWER or kind not in UNFINISHED:
        return verdict
    return Status.ANSWER if NEEDED.get(kind) in finals else Status.NEAR


def reason(verdict: Status, best: Found, words: Words) -> str:
    """Why the answer has its status, for the reader."""
    letter, missing = _letter(best), " eller ".join(f"»{word}«" for word in words.missing())
    unheard = any(map(words.is_unknown, words.asked)) and bool(missing)
    if verdict is Status.NOTHING:
        return f"Ingen svar nævner {missing}." if unheard else NO_ANSWER
    if best.qa.kind in UNFINISHED:
        return _unfinished(verdict, best, letter)
    if verdict is Status.ANSWER:
        return f"{letter} ser ud til at besvare spørgsmålet."
    if unheard:
        return f"Ingen svar nævner {missing}. {letter} ligger tættest på."
    if words.coverage(words.here) < ON_TOPIC:
        return f"{letter} ligger tættest på, men handler måske om noget andet."
    but = f": Svaret nævner ikke {missing}." if missing else "."
    return f"{letter} handler om emnet, men svarer måske ikke på spørgsmålet{but}"


def _unfinished(verdict: Status, best: Found, letter: str) -> str:
    if verdict is Status.ANSWER and best.qa.kind is Kind.INTERIM:
        return f"{letter} har kun et foreløbigt svar; det endelige svar er vist med."
    if verdict is Status.ANSWER:
        return f"{letter} henviser til et andet svar, som er vist med."
    return f"{letter} ligger tæt på, men {UNFINISHED[best.qa.kind]}."


def _letter(best: Found) -> str:
    says = best.letter.metadata
    topic = f"»{shortened(says.subject or best.qa.question, LONGEST_TOPIC)}«"
    return f"Svarbrevet{f' fra {says.date.year}' if says.date else ''} om {topic}"


def shortened(text: str, most: int) -> str:
    """A text on one line, with an ellipsis where it is longer than that."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[:most].rstrip() + " …"

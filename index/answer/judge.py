"""Judges the best QA: its signals, the status of the answer, and the Danish sentence that explains it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import log, log1p
from statistics import fmean

from index.answer.answer import Found, Signals, Status, Why
from index.answer.candidates import Candidates
from index.words.expand import QueryWord
from kb.ids import letter_of
from kb.model import Kind

UNFINISHED = {
    Kind.INTERIM: "har kun et foreløbigt svar",
    Kind.REFERENCE: "henviser til et andet svar",
    Kind.DECLINED: "svarer, at spørgsmålet ikke kan eller skal besvares",
}
"""Kinds of answers that do not answer by themselves -> how a reason describes them."""

NEEDED = {Kind.INTERIM: Why.LATER, Kind.REFERENCE: Why.REFERENCE}
"""Kind of an unfinished answer -> the kind of linked answer that completes it."""

NO_LETTERS = "Der er ingen svarbreve at søge i endnu."
NO_ANSWERS = "Der er svarbreve i basen, men ingen af dem har svar, der kan søges i endnu."
NO_ANSWER = "Ingen svarbreve ser ud til at besvare spørgsmålet."
NO_MATCH = "Ingen svar passer til afgrænsningen."
UNFINISHED_READING = "Nogle svar er endnu ved at blive indlæst og kan kun findes på deres ord."
NO_TOPIC = "Spørgsmålet nævner intet emne. Her er nogle af de svar, som afgrænsningen passer på."

ON_TOPIC = 0.4
"""A QA is on topic if it holds at least this share of the question's words: chosen by eye."""

ENOUGH = 8
"""The signal `length` is capped at this many words: the questions used for tuning were no longer."""

MOST_NAMED = 2
"""Most words that a reason names."""

_ASKED = """
betyde betyder besvaret findes kom komme kommer sker sket skrev skrevet skriver svar svarede svarer
"""
ASKED = frozenset(_ASKED.split())
"""Words that only phrase a question: a reason never names them as missing."""

LONGEST_WORD, LONGEST_TOPIC = 40, 110
"""Most characters of a word and of a topic that a reason quotes."""

_TELLING = re.compile(r"\w{4,}|\d{2,}|[A-ZÆØÅ]{2,}")
"""Words that a reason may name: of four letters or more, figures, and abbreviations in capitals."""


@dataclass(frozen=True, slots=True)
class QuestionWords:
    """The words of a question, and how they match the best QA and all others.

    `known`: term -> the number of QAs that hold it. `held`: the terms of the best QA. `passages`: the number
    of all QAs. `near`: for each word its best cosine with a token of the best QA. `text` is the question.
    """

    asked: Sequence[QueryWord]
    known: Mapping[str, int]
    held: frozenset[str]
    passages: int
    near: Sequence[float] = ()
    text: str = ""

    def rarity(self, word: QueryWord) -> float:
        """The inverse document frequency of a word; highest if no QA holds it."""
        counts = (min(self.known.get(term, 0) for term in each.terms) for each in word.alternatives)
        return log(1 + self.passages / (1 + max(counts, default=0)))

    def coverage(self, held: Callable[[QueryWord], float]) -> float:
        """The share of the words that are held, weighted by their rarity; 0 if there are no words."""
        total = sum(map(self.rarity, self.asked))
        return sum(self.rarity(word) * held(word) for word in self.asked) / total if total else 0.0

    def here(self, word: QueryWord) -> float:
        """How well the best QA matches a word: 0 to 1, the weight of the best alternative that it holds."""
        return word.best(lambda term: float(term in self.held))

    def is_unknown(self, word: QueryWord) -> bool:
        """Does no QA hold the word or any of its alternatives?"""
        return not word.best(lambda term: float(self.known.get(term, 0) > 0))

    def missing(self) -> list[str]:
        """Words to name in a reason, rarest first: those no QA holds, else those the best QA lacks."""
        unknown = [word for word in self.asked if self.is_unknown(word)]
        absent = unknown or [word for word in self.asked if not self.here(word)]
        telling = [word for word in absent if _TELLING.fullmatch(word.text) and word.text not in ASKED]
        named = sorted(telling, key=self.rarity, reverse=True)[:MOST_NAMED]
        return [shortened(self.typed(word.text), LONGEST_WORD) for word in named]

    def typed(self, word: str) -> str:
        """A lower-case word as the question has it, with its capitals."""
        found = re.search(rf"(?<!\w){re.escape(word)}(?!\w)", self.text, re.IGNORECASE)
        return found[0] if found else word


def signals(words: QuestionWords, best: str, scores: Mapping[str, float], found: Candidates) -> Signals:
    """The signals of the QA `best`, which is shown first; `scores` are the final ones of all candidates."""
    rest = [qa for qa in scores if qa != best]
    elsewhere = [found.dense[qa] for qa in rest if qa in found.dense and letter_of(qa) != letter_of(best)]
    by_words = found.lexical.get(best, 0.0)
    rank = 1 + sum(score > by_words for score in found.lexical.values())
    return Signals(
        similarity=found.dense[best],
        lead=found.dense[best] - max(elsewhere, default=found.dense[best]),
        margin=scores[best] - max((scores[qa] for qa in rest), default=scores[best]),
        coverage=words.coverage(words.here),
        weakest=min(words.near, default=0.0),
        nearness=fmean(words.near) if words.near else 0.0,
        unknown=words.coverage(lambda word: float(words.is_unknown(word))),
        agreement=1 / rank if by_words else 0.0,
        length=log1p(min(len(words.asked), ENOUGH)),
    )


def by_words_alone(best: Found, words: QuestionWords) -> tuple[Status, str]:
    """The status and the reason of a QA that waits for its vectors: by words alone it is never ANSWER."""
    if words.coverage(words.here) < ON_TOPIC:
        return Status.NOTHING, f"{NO_ANSWER} {UNFINISHED_READING}"
    return Status.NEAR, f"{_letter(best)} har ord fra spørgsmålet. {UNFINISHED_READING}"


def final(verdict: Status, best: Found) -> Status:
    """The verdict, but NEAR for an unfinished answer that no answer shown with it completes."""
    kind, finals = best.qa.kind, {lean.why for lean in best.leans if lean.qa.kind is Kind.ANSWERED}
    if verdict is not Status.ANSWER or kind not in UNFINISHED:
        return verdict
    return Status.ANSWER if NEEDED.get(kind) in finals else Status.NEAR


def reason(verdict: Status, best: Found, words: QuestionWords) -> str:
    """A Danish sentence for the reader that says why the answer has its status."""
    letter, missing = _letter(best), " eller ".join(f"»{word}«" for word in words.missing())
    unknown = any(map(words.is_unknown, words.asked)) and bool(missing)
    # 1. Nothing answers.
    if verdict is Status.NOTHING:
        return f"Ingen svar nævner {missing}." if unknown else NO_ANSWER
    # 2. The best answer does not answer by itself.
    if best.qa.kind in UNFINISHED:
        return _unfinished(verdict, best, letter)
    # 3. It answers.
    if verdict is Status.ANSWER:
        return f"{letter} ser ud til at besvare spørgsmålet."
    # 4. It is only near: because no letter has the words, because of its topic, or without a clear reason.
    if unknown:
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
    """A text on one line, cut to `most` characters with an ellipsis."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[:most].rstrip() + " …"

"""Splits a letter's QAs into passages: the texts that are embedded, and those that are indexed by words.

An answer is cut between sentences into small windows of a few sentences, so that a fact deep inside it is
found; an answer with several of them is also cut into large windows, so that its overall topic is found. No
passage exceeds what the encoder reads. Each repeats the letter's subject and the question, since a question
such as "Hvad bruges pengene på?" is clear only with the subject.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from index.filters import facets
from kb.ids import FIRST_WINDOW, passage_id
from kb.model import QA, Kind, Letter
from kb.text import digest

VERSION = "passages 3"
"""Part of an index's identity: change it when passages or terms are made differently, to force a rebuild."""

WINDOW_TOKENS = 70
"""Most tokens of a small window, two or three sentences; docs/decisions/passages.md has the measurement."""

MARGIN_TOKENS = 16
"""Tokens reserved for the encoder's prompt, special tokens and line breaks."""

HEAD_SHARE = 3
"""Subject and question get at most one in this many of the tokens that the encoder reads."""


_BREAK = re.compile(r"(?<=[.!?:;])\s+(?=[A-ZÆØÅ0-9–•-])|\n")
_WORD = re.compile(r"\S{1,60}")
"""Where a sentence that is too long may be cut: between words, and within one longer than 60 characters."""
_SHORT = re.compile(r"(?:^|[\s(])(?:f\.eks|bl\.a|ca|jf|vedr|[A-ZÆØÅ](?:\.[A-ZÆØÅ])*)\.$")
_BEFORE_FIGURE = re.compile(
    r"(?:^|[\s(])(?:kl|nr|stk|pr|pkt|tlf|min|max|maks|art|kap|inkl|ekskl)\.$", re.IGNORECASE
)
LONGEST_SHORT = 12
"""Characters inspected before a full stop to see whether it ends an abbreviation."""

Length = Callable[[str], int]
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage of a QA. `text` is embedded: subject, question and one window of the answer.

    `words` is indexed by words: the whole QA in its first passage, empty in the others. `facets` are the
    terms that it can be filtered by.
    """

    id: str
    letter: str
    qa: str
    text: str
    words: str
    facets: tuple[str, ...] = ()

    @property
    def digest(self) -> str:
        """SHA-256 of the text, words and facets."""
        return digest(self.text, self.words, *self.facets)


def passages(letter: Letter, length: Length, limit: int) -> Iterator[Passage]:
    """The passages of a letter, for an encoder that reads `limit` tokens.

    Of each QA the small windows, then the large ones; none of a QA without an answer.
    """
    for qa in letter.qas:
        if qa.kind is not Kind.EMPTY:
            above = head(letter, qa, length, limit // HEAD_SHARE)
            room = limit - limit // HEAD_SHARE - MARGIN_TOKENS
            small = windows(qa.answer, length, WINDOW_TOKENS)
            large = windows(qa.answer, length, room) if len(small) > 1 else []
            ids = [passage_id(qa.id, n) for n in range(1, len(small) + 1)]
            ids += [passage_id(qa.id, n, large=True) for n in range(1, len(large) + 1)]
            for id, (start, end) in zip(ids, (*small, *large), strict=True):
                yield Passage(
                    id,
                    letter.id,
                    qa.id,
                    f"{above}\n{qa.answer[start:end]}",
                    f"{above}\n{qa.answer}" if id.endswith(FIRST_WINDOW) else "",
                    facets(letter, qa),
                )


def head(letter: Letter, qa: QA, length: Length, limit: int) -> str:
    """The letter's subject, or else its title, and the question, cut to `limit` tokens."""
    topic = letter.metadata.subject or letter.metadata.title
    text = "\n".join(filter(None, (topic, qa.question)))
    while (tokens := length(text)) > limit:
        text = text[: len(text) * limit // tokens]
    return text


@lru_cache(maxsize=512)
def windows(text: str, length: Length, most: int) -> tuple[Span, ...]:
    """Spans of at most `most` tokens that the text is cut into between sentences, of about equal length."""
    total = length(text)
    if total <= most:
        return ((0, len(text)),)
    target = total / -(-total // most)  # divided by the number of windows, rounded up
    found: list[Span] = []
    current, size = None, 0
    for start, end in _stretches(text, length, most):
        tokens = length(text[start:end])
        if current and (size + tokens > most or size >= target):
            found.append(current)
            current, size = None, 0
        current, size = (current[0] if current else start, end), size + tokens
    return (*found, current) if current else tuple(found)


def sentences(text: str) -> Iterator[Span]:
    """The spans of sentences, list items and table rows, without the white space around them."""
    start = 0
    for end, after in (*_breaks(text), (len(text), len(text))):
        words = text[start:end]
        if words.strip():
            yield start + len(words) - len(words.lstrip()), start + len(words.rstrip())
        start = after


def _breaks(text: str) -> Iterator[Span]:
    """(end, next start) of each sentence; no end after `f.eks.`, initials, or `kl.` before a figure."""
    for match in _BREAK.finditer(text):
        before = text[max(0, match.start() - LONGEST_SHORT) : match.start()]
        short = _SHORT.search(before) or (_BEFORE_FIGURE.search(before) and text[match.end()].isdigit())
        if not short or "\n" in match[0]:
            yield match.span()


def _stretches(text: str, length: Length, most: int) -> Iterator[Span]:
    """The spans of sentences; one longer than `most` tokens is cut between words."""
    for start, end in sentences(text):
        tokens = length(text[start:end])
        if tokens <= most:
            yield start, end
            continue
        words = [(start + match.start(), start + match.end()) for match in _WORD.finditer(text[start:end])]
        each = max(1, len(words) * most // (2 * tokens))
        for at in range(0, len(words), each):
            yield from _halved(text, words[at : at + each], length, most)


def _halved(text: str, words: Sequence[Span], length: Length, most: int) -> Iterator[Span]:
    """The words as one span, or halved until each span has at most `most` tokens."""
    start, end = words[0][0], words[-1][1]
    if len(words) == 1 or length(text[start:end]) <= most:
        yield start, end
        return
    middle = len(words) // 2
    yield from _halved(text, words[:middle], length, most)
    yield from _halved(text, words[middle:], length, most)

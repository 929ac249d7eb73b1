"""A letter's QAs as passages: the texts that are embedded, and those that are matched word by word.

An answer becomes windows of a few sentences, cut between sentences, so that a fact deep inside it is found,
and – where it has several – large windows too, so that what it is about as a whole is found. Nothing falls
outside what the encoder reads. Each carries the letter's subject and the question, for questions such as
"Hvad bruges pengene på?" say what they are about only there.
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
"""Part of an index's identity: another way of making passages, or terms, makes another index."""

WINDOW_TOKENS = 70
"""Longest answer window, two or three sentences; docs/decisions/passages.md has the measurement."""

MARGIN_TOKENS = 16
"""What an encoder's prompt, ends and line breaks may take of its limit."""

HEAD_SHARE = 3
"""Subject and question get at most a third of what the encoder reads."""


_BREAK = re.compile(r"(?<=[.!?:;])\s+(?=[A-ZÆØÅ0-9–•-])|\n")
_WORD = re.compile(r"\S{1,60}")
"""A word of a sentence that is too long; one that is no word, as an address may be, is cut too."""
_SHORT = re.compile(r"(?:^|[\s(])(?:f\.eks|bl\.a|ca|jf|vedr|[A-ZÆØÅ](?:\.[A-ZÆØÅ])*)\.$")
_BEFORE_FIGURE = re.compile(
    r"(?:^|[\s(])(?:kl|nr|stk|pr|pkt|tlf|min|max|maks|art|kap|inkl|ekskl)\.$", re.IGNORECASE
)
LONGEST_SHORT = 12
"""Characters looked at before a full stop that may belong to a short form."""

Length = Callable[[str], int]
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Passage:
    """The part of a QA that is embedded: subject, question and answer window.

    `words` is what is matched word by word: the whole QA, carried by the first of its passages. `facets` are
    what it can be filtered by.
    """

    id: str
    letter: str
    qa: str
    text: str
    words: str
    facets: tuple[str, ...] = ()

    @property
    def digest(self) -> str:
        """SHA-256 over what is embedded, matched and filtered by."""
        return digest(self.text, self.words, *self.facets)


def passages(letter: Letter, length: Length, limit: int) -> Iterator[Passage]:
    """The passages of a letter, for an encoder that reads `limit` tokens: of a QA the small, then the large.

    Questions without an answer have none: they answer nothing.
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
    """Subject – else title – and question, cut to `limit` tokens for the encoder only."""
    topic = letter.metadata.subject or letter.metadata.title
    text = "\n".join(filter(None, (topic, qa.question)))
    while (tokens := length(text)) > limit:
        text = text[: len(text) * limit // tokens]
    return text


@lru_cache(maxsize=512)
def windows(text: str, length: Length, most: int) -> tuple[Span, ...]:
    """The stretches of at most `most` tokens that the text is cut into between sentences, evenly filled."""
    total = length(text)
    if total <= most:
        return ((0, len(text)),)
    target = total / -(-total // most)
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
    """Where sentences, paragraphs, list items and rows stand, without the white space around them."""
    start = 0
    for end, after in (*_breaks(text), (len(text), len(text))):
        words = text[start:end]
        if words.strip():
            yield start + len(words) - len(words.lstrip()), start + len(words.rstrip())
        start = after


def _breaks(text: str) -> Iterator[Span]:
    """Where one sentence ends and the next begins; not after `kl.` before a figure, `f.eks.` and initials."""
    for match in _BREAK.finditer(text):
        before = text[max(0, match.start() - LONGEST_SHORT) : match.start()]
        short = _SHORT.search(before) or (_BEFORE_FIGURE.search(before) and text[match.end()].isdigit())
        if not short or "\n" in match[0]:
            yield match.span()


def _stretches(text: str, length: Length, most: int) -> Iterator[Span]:
    """Sentences; one that is longer than a window is cut between words."""
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
    """Words as one stretch; as two or more where that is too long."""
    start, end = words[0][0], words[-1][1]
    if len(words) == 1 or length(text[start:end]) <= most:
        yield start, end
        return
    middle = len(words) // 2
    yield from _halved(text, words[:middle], length, most)
    yield from _halved(text, words[middle:], length, most)

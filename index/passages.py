"""A letter's QAs as passages: the texts that are embedded, and those that are matched word by word.

An answer becomes passages of a few sentences, cut between sentences, so that a fact deep inside it is
found and nothing falls outside what the encoder reads. Each carries the letter's subject and the
question, for questions such as "Hvad bruges pengene på?" say what they are about only there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kb.model import QA, Kind, Letter
from kb.text import digest

VERSION = "passages 2"
"""Part of an index's identity: another way of making passages makes another index."""

WINDOW_TOKENS = 70
"""Longest answer window, two or three sentences; docs/decisions/passages.md has the measurement."""

MARGIN_TOKENS = 16
"""What an encoder's prompt, ends and line breaks may take of its limit."""

_SENTENCE = re.compile(r"(?<=[.!?:;])\s+(?=[A-ZÆØÅ0-9–•-])|\n")

Length = Callable[[str], int]


@dataclass(frozen=True, slots=True)
class Passage:
    """The part of a QA that is embedded: subject, question and answer window.

    `words` is what is matched word by word: the whole QA, carried by the first of its passages.
    """

    id: str
    letter: str
    qa: str
    text: str
    words: str

    @property
    def digest(self) -> str:
        """SHA-256 over what is embedded and matched."""
        return digest(self.text, self.words)


def passages(letter: Letter, length: Length, limit: int) -> Iterator[Passage]:
    """The passages of a letter, for an encoder that reads `limit` tokens.

    Questions without an answer have none: they answer nothing.
    """
    for qa in letter.qas:
        if qa.kind is not Kind.EMPTY:
            above = head(letter, qa, length, limit - WINDOW_TOKENS - MARGIN_TOKENS)
            for n, window in enumerate(windows(qa.answer, length), 1):
                words = f"{above}\n{qa.answer}" if n == 1 else ""
                yield Passage(f"{qa.id}/{n}", letter.id, qa.id, f"{above}\n{window}", words)


def head(letter: Letter, qa: QA, length: Length, limit: int) -> str:
    """Subject – else title – and question, cut to `limit` tokens for the encoder only."""
    topic = letter.metadata.subject or letter.metadata.title
    text = "\n".join(filter(None, (topic, qa.question)))
    while (tokens := length(text)) > limit:
        text = text[: len(text) * limit // tokens]
    return text


def windows(text: str, length: Length) -> list[str]:
    """The text cut between sentences into stretches of at most WINDOW_TOKENS, evenly filled."""
    total = length(text)
    if total <= WINDOW_TOKENS:
        return [text]
    target = total / -(-total // WINDOW_TOKENS)
    found, current, size = [], "", 0
    for sentence in _sentences(text, length):
        tokens = length(sentence)
        if current and (size + tokens > WINDOW_TOKENS or size >= target):
            found.append(current)
            current, size = "", 0
        current, size = f"{current} {sentence}".strip(), size + tokens
    return [*found, current] if current else found


def _sentences(text: str, length: Length) -> Iterator[str]:
    """Sentences and paragraphs; one that is longer than a window is cut between words."""
    for sentence in _SENTENCE.split(text):
        if length(sentence) <= WINDOW_TOKENS:
            yield sentence
            continue
        words = sentence.split()
        per_window = max(1, len(words) * WINDOW_TOKENS // (2 * length(sentence)))
        for at in range(0, len(words), per_window):
            yield " ".join(words[at : at + per_window])

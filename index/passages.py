"""A letter's QAs as passages: the texts that are embedded, and those that are matched word by word.

A long answer becomes several passages, cut between sentences, so that nothing of it falls outside
what the encoder reads. Each carries the letter's title and the question, for questions such as
"Hvad bruges pengene på?" say what they are about only there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kb.model import QA, Kind, Letter
from kb.text import digest

VERSION = "passages 1"
"""Part of an index's identity: another way of making passages makes another index."""

WINDOW_TOKENS = 320
"""Longest answer window. Title and question come on top, within the encoder's 512."""

HEAD_TOKENS = 160
"""Longest title and question; a longer one is cut for the encoder only."""

_SENTENCE = re.compile(r"(?<=[.!?:;])\s+(?=[A-ZÆØÅ0-9–•-])|\n")

Length = Callable[[str], int]


@dataclass(frozen=True, slots=True)
class Passage:
    """The part of a QA that is embedded: `head` alone, and `head` with `window`."""

    id: str
    letter: str
    qa: str
    head: str
    window: str

    @property
    def text(self) -> str:
        """Title, question and answer window."""
        return f"{self.head}\n{self.window}"

    @property
    def digest(self) -> str:
        """SHA-256 over what is embedded."""
        return digest(self.head, self.window)


def passages(letter: Letter, length: Length) -> Iterator[Passage]:
    """The passages of a letter. Questions without an answer have none: they answer nothing."""
    for qa in letter.qas:
        if qa.kind is not Kind.EMPTY:
            for n, window in enumerate(windows(qa.answer, length), 1):
                yield Passage(f"{qa.id}/{n}", letter.id, qa.id, head(letter, qa, length), window)


def head(letter: Letter, qa: QA, length: Length) -> str:
    """Title and question, cut to HEAD_TOKENS."""
    text = "\n".join(filter(None, (letter.metadata.title, qa.question)))
    while length(text) > HEAD_TOKENS:
        text = text[: len(text) * HEAD_TOKENS // length(text)]
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

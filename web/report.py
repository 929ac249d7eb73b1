"""What the command prints: plain text for people, dicts for programs."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from kb.model import Kind, Letter
from web.intake import Failed, Outcome, PassedOver, Read, Unchanged
from web.present import AnswerDict, PassageDict

WIDTH = 96
"""Columns of text on a terminal."""

STATUS = {"answer": "Svar fundet", "near": "Måske relevant", "nothing": "Ingen svar fundet"}


def outcomes_dict(outcomes: Sequence[Outcome]) -> dict[str, object]:
    """What became of each file, for programs."""
    return {
        "read": [_read_dict(each) for each in outcomes if isinstance(each, Read)],
        "unchanged": [each.file for each in outcomes if isinstance(each, Unchanged)],
        "failed": [{"file": each.file, "error": each.error} for each in outcomes if isinstance(each, Failed)],
    }


def _read_dict(read: Read) -> dict[str, object]:
    return {
        "file": read.file,
        "letters": [letter.id for letter in read.letters],
        "qas": sum(len(letter.qas) for letter in read.letters),
        "notes": [str(note) for letter in read.letters for note in letter.notes],
    }


def outcomes_text(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """What became of each file, a line each, and a last line that counts."""
    for each in outcomes:
        match each:
            case Read(file, letters):
                for letter in letters:
                    yield f"{file}: {_answers(letter)} ({letter.id})"
                    yield from (f"    note: {note}" for note in letter.notes)
            case Failed(_, error):
                yield f"FAILED {error}"
            case PassedOver(file):
                yield passed_over(file)
    counts = [sum(isinstance(each, kind) for each in outcomes) for kind in (Read, Unchanged, Failed)]
    yield f"{counts[0]} read, {counts[1]} unchanged, {counts[2]} failed"


def passed_over(file: str) -> str:
    """A file that was not read, and why."""
    return f"passed over, not a format that is read: {file}"


def _answers(letter: Letter) -> str:
    answered = sum(qa.kind is not Kind.EMPTY for qa in letter.qas)
    return f"{len(letter.qas)} questions, {answered} answered"


def letter_text(letter: Letter) -> str:
    """A letter on one line."""
    says = letter.metadata
    return f"{letter.id}  {says.date or '–'}  {len(letter.qas):>3} questions  {says.title or letter.file}"


def answer_text(answer: AnswerDict) -> str:
    """An answer as a reader wants it: status, reason, then each passage with its source."""
    head = f"{STATUS[answer['status']]}: {answer['reason']}"
    return "\n\n".join([head, *(_passage(n, each) for n, each in enumerate(answer["passages"], 1))])


def _passage(number: int, passage: PassageDict) -> str:
    said = [passage["question"], *passage["answer"].split("\n")]
    body = "\n".join(_wrapped(line) for line in said)
    return f"[{number}] {passage['citation']['text']}\n{body}"


def _wrapped(line: str) -> str:
    return textwrap.fill(
        line,
        WIDTH,
        initial_indent="    ",
        subsequent_indent="    ",
        break_long_words=False,
        break_on_hyphens=False,
    )

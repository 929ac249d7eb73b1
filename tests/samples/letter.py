"""A sample letter as its author wrote it, before it is a PDF, DOCX or text file.

Texts may hold break marks inside words: `[-]` where the word may be hyphenated, `[=]` where word
and page must break. `bare` is the text a reader should find again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from kb.model import Kind

SOFT, HARD = "[-]", "[=]"
ROW = "|"
DASH = re.compile(r"(-) ")
ITEM = re.compile(r"(-|\d{1,2}[.)]|[a-z]\)) ")


@dataclass(frozen=True, slots=True)
class DraftReference:
    """Words that lean on other answers: their numbers, and the letter they are in ("": this one)."""

    text: str
    numbers: tuple[str, ...]
    file: str = ""


@dataclass(frozen=True, slots=True)
class DraftQA:
    """One question and its answer, as typed."""

    number: str
    kind: Kind
    question: str
    answer: str
    references: tuple[DraftReference, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """A letter before it is a file. `file` names it; its ending and `layout` say how it will look."""

    file: str
    layout: str
    title: str
    subject: str
    date: date
    department: str
    case: str
    officer: str
    recipient: str
    parties: tuple[str, ...]
    signers: tuple[str, ...]
    question_mark: str
    qas: tuple[DraftQA, ...]
    unit: str = ""
    answer_mark: str = ""
    introduction: str = ""
    annex: str = ""

    def mark(self, number: str) -> str:
        """The words in front of a question: `Spørgsmål 3:` for number 3."""
        return self.question_mark.replace("1", number)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    text: str


@dataclass(frozen=True, slots=True)
class Item:
    """A list item, and the dash or number in front of it."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells; the first row is the heading."""

    rows: tuple[tuple[str, ...], ...]


Block = Paragraph | Item | Table


def bare(text: str) -> str:
    """The text without break marks."""
    return text.replace(SOFT, "").replace(HARD, "")


def _row(line: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in line.strip(ROW).split(ROW))


def _block(line: str, *, tight: bool) -> Block:
    """What a line of text is. Only a line right under another can be a numbered item."""
    if line.startswith(ROW):
        return Table((_row(line),))
    item = (ITEM if tight else DASH).match(line)
    return Item(item[1], line[item.end() :]) if item else Paragraph(line)


def blocks(text: str) -> list[Block]:
    """The paragraphs, list items and tables of a text, in order; each line of text is one of them."""
    found: list[Block] = []
    above = ""
    for line in map(str.strip, text.split("\n")):
        if line:
            block = _block(line, tight=bool(above))
            match found, block:
                case [*_, Table(rows)], Table(more) if above:
                    found[-1] = Table(rows + more)
                case _:
                    found.append(block)
        above = line
    return found


def block_text(block: Block) -> str:
    """A block as a reader should find it."""
    match block:
        case Paragraph(text):
            return bare(text)
        case Item(label, text):
            return f"{label} {bare(text)}"
        case Table(rows):
            return "\n".join("\t".join(map(bare, row)) for row in rows)


def plain_text(text: str) -> str:
    """What a reader should find: a line for each paragraph, item and row, tabs between cells."""
    return "\n".join(map(block_text, blocks(text)))


def _gold_qa(qa: DraftQA) -> dict[str, Any]:
    return {
        "number": qa.number,
        "question": plain_text(qa.question),
        "answer": plain_text(qa.answer),
        "kind": qa.kind.value,
        "references": [reference.text for reference in qa.references],
    }


def gold(draft: Draft) -> dict[str, Any]:
    """What should be read out of the letter's file, as JSON."""
    return {
        "file": draft.file,
        "title": bare(draft.title),
        "subject": draft.subject,
        "date": draft.date.isoformat(),
        "department": draft.department,
        "case": draft.case,
        "officer": draft.officer,
        "recipient": draft.recipient,
        "parties": list(draft.parties),
        "signers": list(draft.signers),
        "qas": [_gold_qa(qa) for qa in draft.qas],
    }

"""Batch asking (`ask --batch`): reads rows with questions and gives their answers in the same order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from index.answer.answer import Answer, AnswerFinder, Status
from index.question.question import Question, plain
from kb import jsonl
from web.asking import question
from web.showing import present
from web.showing.errors import Refused
from web.showing.present import AnswerDict


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the file: an unchecked question and its id, which is any JSON value."""

    id: object
    text: str


def read(path: Path) -> list[Row]:
    """Read a file of rows. Raises SvarbasenError naming every invalid line."""
    return jsonl.read(path, _row, '"id" and "text"')


def _row(row: jsonl.Row) -> Row:
    return Row(jsonl.value(row, "id"), jsonl.text(row, "text"))


def answers(finder: AnswerFinder, rows: Iterable[Row], limit: int) -> Iterator[AnswerDict]:
    """The answer to each row; an invalid question gets status NOTHING, with the error as its reason."""
    for row in rows:
        yield present.answer_dict(_answer(finder, row.text, limit), row.id)


def _answer(finder: AnswerFinder, text: str, limit: int) -> Answer:
    asked = plain(text)
    try:
        return finder.ask(Question(question.read(asked), limit))
    except Refused as error:
        return Answer(asked, Status.NOTHING, str(error), (), 0.0)

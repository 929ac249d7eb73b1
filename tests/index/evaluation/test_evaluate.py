"""Questions with known answers: how their file is read, and what is measured."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.evaluation import evaluate
from kb import jsonl
from kb.errors import SvarbasenError
from tests.fake import HashEncoder
from tests.letters import BUSSES, FOOD, letter, source
from web.service.base import Base, open_base

NOTHING_SAID = "1. Hvem betaler?\n\nMed venlig hilsen\n\nEva Holm"


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Base]:
    """Letters on busses and food; the one on busses also lies in another folder."""
    opened = open_base(tmp_path, HashEncoder())
    for text, id, folder in ((BUSSES, "busser", "/a"), (BUSSES, "busser-2", "/b"), (FOOD, "mad", "/a")):
        opened.store.put(source(text, id.removesuffix("-2"), folder), [letter(text, id)])
    opened.update()
    yield opened
    opened.close()


def questions(tmp_path: Path, *rows: object) -> Path:
    """A file of questions."""
    path = tmp_path / "questions.jsonl"
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), "utf-8")
    return path


def asked(answers: tuple[str, ...] = ("busser.txt#2",)) -> dict[str, object]:
    """A row that the letter on busses answers."""
    text = "hvad koster kørslen med skolebus"
    return {"id": "a", "text": text, "kind": "facts", "answers": answers}


def test_a_file_that_lies_in_two_folders_names_the_questions_of_both(base: Base, tmp_path: Path) -> None:
    (read,) = evaluate.read(questions(tmp_path, asked()), base.store)
    assert read.answers == {"busser.2", "busser-2.2"}


def test_the_right_answer_is_found_at_rank_one(base: Base, tmp_path: Path) -> None:
    (outcome,) = evaluate.outcomes(base.finder, evaluate.read(questions(tmp_path, asked()), base.store))
    assert outcome.ranks == dict.fromkeys((*evaluate.MODES, evaluate.SHOWN), 1)


def test_every_right_answer_has_its_place(base: Base, tmp_path: Path) -> None:
    (outcome,) = evaluate.outcomes(base.finder, evaluate.read(questions(tmp_path, asked()), base.store))
    assert outcome.places["lexical"] == (1, 2)  # the same letter lies in two folders


def test_what_was_shown_first_is_named(base: Base, tmp_path: Path) -> None:
    (outcome,) = evaluate.outcomes(base.finder, evaluate.read(questions(tmp_path, asked()), base.store))
    assert outcome.best in outcome.asked.answers


def test_the_first_passage_has_signals(base: Base, tmp_path: Path) -> None:
    (outcome,) = evaluate.outcomes(base.finder, evaluate.read(questions(tmp_path, asked()), base.store))
    assert outcome.signals


def test_progress_is_told(base: Base, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    rows = questions(tmp_path, asked(), asked() | {"id": "b"})
    evaluate.outcomes(base.finder, evaluate.read(rows, base.store), lambda *done: told.append(done))
    assert told == [(1, 2), (2, 2)]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"answers": ["nej.txt#9"]}, "no such question in the knowledge base: nej.txt#9"),
        ({"answers": "busser.txt#2"}, '"answers"'),
        ({"answers": [["busser.txt#2"]]}, '"answers"'),
        ({"text": " "}, "expected a question"),
        ({"text": None}, '"text"'),
        ({"kind": 1}, '"kind"'),
    ],
)
def test_wrong_rows_are_named(base: Base, tmp_path: Path, changed: dict[str, object], said: str) -> None:
    with pytest.raises(SvarbasenError, match="line 2: ") as caught:
        evaluate.read(questions(tmp_path, asked(), asked() | changed), base.store)
    assert said in str(caught.value)


def test_no_questions_are_no_measurement(base: Base, tmp_path: Path) -> None:
    with pytest.raises(SvarbasenError, match="found no rows"):
        evaluate.read(questions(tmp_path), base.store)


def test_a_knowledge_base_with_nothing_to_find_refuses_every_question(tmp_path: Path) -> None:
    base = open_base(tmp_path / "data", HashEncoder())
    base.store.put(source(NOTHING_SAID, "tomt"), [letter(NOTHING_SAID, "tomt")])
    base.update()
    read = evaluate.read(questions(tmp_path, asked(answers=())), base.store)
    (outcome,) = evaluate.outcomes(base.finder, read)
    assert (outcome.status, outcome.best, outcome.signals) == ("nothing", None, {})
    base.close()


class TestLines:
    def read(self, tmp_path: Path, content: bytes) -> list[object]:
        path = tmp_path / "rows.jsonl"
        path.write_bytes(content)
        return jsonl.read(path, lambda row: jsonl.text(row, "text"), '"text"')

    def test_a_byte_order_mark_is_no_fault(self, tmp_path: Path) -> None:
        assert self.read(tmp_path, '\ufeff{"text": "å"}\r\n\r\n'.encode()) == ["å"]

    def test_only_a_line_feed_ends_a_row(self, tmp_path: Path) -> None:
        content = '{"text": "a\u2028b"}\n{"text": "c\x85"}'
        assert self.read(tmp_path, content.encode()) == ["a\u2028b", "c\x85"]

    @pytest.mark.parametrize(
        ("line", "said"),
        [
            (b"7", "line 1: expected an object, found int"),
            (b"{", "line 1: not JSON"),
            (b'{"text": "\xe6"}', "not UTF-8"),
            (b'{"text": NaN}', "line 1: not JSON"),
            (b"[" * 100_000, "line 1: not JSON"),
            (b"{}", 'line 1: expected "text", found none'),
        ],
    )
    def test_wrong_rows_are_named(self, tmp_path: Path, line: bytes, said: str) -> None:
        with pytest.raises(SvarbasenError) as caught:
            self.read(tmp_path, line)
        assert said in str(caught.value)

    def test_a_missing_file_is_named(self, tmp_path: Path) -> None:
        with pytest.raises(SvarbasenError, match=r"intet\.jsonl: No such file"):
            jsonl.read(tmp_path / "intet.jsonl", dict, "rows")

"""Every code has its words, in English and in Danish, and every code is told by something."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from kb.model import Note, Remark
from kb.notes import Code, Value
from web.showing.notes import FIELDS, WORDS, danish, english, note_dict, placed

ROOT = Path(__file__).parents[3]
TOLD = [code for code in Code if code is not Code.TEXT]


def used() -> Iterator[str]:
    """The names of the codes that the product speaks of, where it does not define or word them."""
    words = (ROOT / "web/showing" / name for name in ("note_words.py", "reason_words.py"))
    apart = {ROOT / "kb/notes.py", *words}
    for path in {path for floor in ("kb", "ingest", "web") for path in (ROOT / floor).rglob("*.py")} - apart:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Attribute) and ast.unparse(node.value) == "Code":
                yield node.attr


def test_every_code_is_told_by_something() -> None:
    assert set(used()) == {code.name for code in Code}


def test_every_code_has_words_and_no_words_lack_a_code() -> None:
    assert WORDS.keys() == set(Code)


def example(code: Code) -> Remark:
    return Remark(code, tuple(f"<{name}>" for name in code.names))


@pytest.mark.parametrize("code", TOLD)
def test_english_words_fill_in_all_values(code: Code) -> None:
    said = english(example(code))
    assert "{" not in said
    assert sorted(re.findall(r"<(\w+)>", said)) == sorted(code.names)


@pytest.mark.parametrize("code", TOLD)
def test_danish_words_are_danish_and_speak_of_nothing_else(code: Code) -> None:
    said = danish(example(code))
    assert "{" not in said
    assert set(re.findall(r"<(\w+)>", said)) <= set(code.names)
    assert not re.search(r"\b(?:the|is|not|no|letter|question|page|file)\b", re.sub(r"<\w+>", "", said))


@pytest.mark.parametrize("code", TOLD)
@pytest.mark.parametrize("value", ["x", 2, ("x", 2), ()], ids=repr)
def test_values_of_any_sort_can_be_shown(code: Code, value: Value) -> None:
    told = Remark(code, (value,) * len(code.names))
    assert english(told)
    assert danish(told)


def test_formats_are_those_that_words_can_be_filled_in_by() -> None:
    """A mistyped name of a format would count in it: `2 felts`."""
    formats = {part[2] for _, said in WORDS.values() for part in Formatter().parse(said) if part[2]}
    assert formats == {"felt", "→"}


@pytest.mark.parametrize(
    ("told", "in_english", "in_danish"),
    [
        (
            Remark(Code.QUESTION_WITHOUT_ANSWER, ("4",)),
            "question 4 has no answer",
            "Spørgsmål 4 har intet svar.",
        ),
        (
            Remark(Code.NOT_FOUND, (("case", "department"),)),
            "not found in the letter: case, department",
            "Ikke fundet i brevet: sagsnummer, afdeling.",
        ),
        (
            Remark(Code.INVISIBLE_TEXT, (1,)),
            "invisible text is in no answer (1 word)",
            "Siden har usynlig tekst, som er holdt ude af svarene (1 ord).",
        ),
        (
            Remark(Code.HARD_TO_READ, (7, ("Hvomår", "vej", "…"))),
            "7 words on this page hard to read: check Hvomår, vej, …",
            "Antal ord på siden, der var svære at læse: 7. Tjek Hvomår, vej, …",
        ),
        (
            Remark(Code.LACKING, (("7",),)),
            "this letter has no question 7",
            "Brevet har ikke spørgsmål 7.",
        ),
        (
            Remark(Code.LACKING_ON_DAY, ("3. marts 2021", ("7", "8"))),
            "the letter of 3. marts 2021 has no questions 7, 8",
            "Brevet af 3. marts 2021 har ikke spørgsmål 7, 8.",
        ),
        (
            Remark(Code.CIRCLE, (("a.1", "a.2", "a.1"),)),
            "leads round in a circle: a.1 → a.2 → a.1",
            "Svarene henviser til hinanden i ring (a.1 → a.2 → a.1).",
        ),
        (Remark(Code.TEXT, ("a {sentence}",)), "a {sentence}", "a {sentence}"),
    ],
    ids=lambda each: each.code if isinstance(each, Remark) else "",
)
def test_words_count_and_list(told: Remark, in_english: str, in_danish: str) -> None:
    assert (english(told), danish(told)) == (in_english, in_danish)


def test_every_field_that_may_be_missing_has_a_danish_name() -> None:
    assert FIELDS.keys() == {"title", "date", "case", "department"}


@pytest.mark.parametrize(
    ("page", "line", "where"), [(2, 14, "page 2, line 14: "), (2, None, "page 2: "), (None, None, "")]
)
def test_a_note_says_where(page: int | None, line: int | None, where: str) -> None:
    assert placed(Note(Code.NO_QUESTIONS, (), page, line)) == where + WORDS[Code.NO_QUESTIONS][0]


def test_programs_get_values_by_their_names() -> None:
    assert note_dict(Note(Code.NUMBERS_SKIPPED, (1, 3), 2)) == {
        "code": "numbers_skipped",
        "values": {"before": 1, "after": 3},
        "page": 2,
        "line": None,
        "qa": None,
    }


def test_programs_are_told_which_question_a_note_is_about() -> None:
    assert note_dict(Note(Code.QUESTION_IN_ANSWER, ("4",), 1, 2, "busser.4"))["qa"] == "busser.4"


def test_a_code_with_too_few_values_is_refused() -> None:
    with pytest.raises(ValueError, match="numbers_skipped with 1 values"):
        Remark(Code.NUMBERS_SKIPPED, (1,))

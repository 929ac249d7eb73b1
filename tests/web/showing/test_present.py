"""Letters, answers and citations as dicts."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from index.answer.answer import Answer, Found, Hit, Lean, Status, Why
from index.filters import Filters
from kb.model import Kind, Letter, Metadata, Note
from kb.notes import Code
from tests.web.web_fixtures import BARE, FOOD_WASTE, SCHOOL_BUSES
from web.showing import present

LEAN = Lean(Why.REFERENCE, SCHOOL_BUSES.qas[0], SCHOOL_BUSES)
FOUND = Found(
    Hit("skolebusser.3", 0.87654321, 0.9, 2.0), SCHOOL_BUSES.qas[2], SCHOOL_BUSES, ((0, 4),), (LEAN,)
)
DOUBTED = replace(
    SCHOOL_BUSES,
    notes=(
        Note(Code.NUMBERS_SKIPPED, (3, 5)),
        Note(Code.QUESTION_IN_ANSWER, ("3",), 2, 4, "skolebusser.3"),
        Note(Code.NOT_FOUND, (("case",),)),
    ),
)
ANSWER = Answer(
    *("Nedlægges ruter?", Status.NEAR, "Måske.", (FOUND,), 12.3456),
    filters=Filters(parties=("Venstre",), kinds=(Kind.ANSWERED,)),
    understood=Filters(parties=("Venstre",)),
)
NO_FILTERS: dict[str, object] = {
    "parties": [],
    "departments": [],
    "years": [],
    "kinds": [],
    "letters": [],
}

CITATIONS = [
    (
        SCHOOL_BUSES,
        1,
        "Svar på 10-dages forespørgsel fra Socialistisk Folkeparti om skolebusser i landsbyerne, "
        "spørgsmål 2, 14. marts 2023, sag 23/004512-3, side 1–2",
    ),
    (
        FOOD_WASTE,
        0,
        "Brev om madspild i de kommunale køkkener, forespørgsel fra Alternativet, spørgsmål 1, "
        "3. oktober 2022, afsnit 1–3",
    ),
    (BARE, 0, "note.txt, spørgsmål 1, side 1"),
]


@pytest.mark.parametrize(("letter", "number", "text"), CITATIONS)
def test_a_citation_says_what_the_letter_says(letter: Letter, number: int, text: str) -> None:
    assert present.citation_dict(letter, letter.qas[number])["text"] == text


def test_several_askers_who_are_not_in_the_title_are_named() -> None:
    letter = replace(
        BARE, metadata=Metadata(title="Svar om hunde", parties=("Venstre", "SF", "Alternativet"))
    )
    text = present.citation_dict(letter, letter.qas[0])["text"]
    assert text == "Svar om hunde, forespørgsel fra Venstre, SF og Alternativet, spørgsmål 1, side 1"


SPANS = [([4], "4"), ([1, 2], "1–2"), ([5, 1, 2, 3], "1–3 og 5"), ([1, 3, 5], "1, 3 og 5"), ([], "")]


@pytest.mark.parametrize(("numbers", "text"), SPANS)
def test_pages_are_written_as_spans(numbers: list[int], text: str) -> None:
    assert present.spans(numbers) == text


def test_a_letter_keeps_its_contract() -> None:
    letter = present.letter_dict(SCHOOL_BUSES)
    assert list(letter) == [
        *("id", "file", "title", "subject", "date", "department", "case", "officer", "recipient"),
        *("parties", "signers", "pages", "notes", "codes", "qas"),
    ]
    assert letter["date"] == "2023-03-14"
    said = "question 5 is answered by reference only"
    assert letter["notes"] == [f"page 2, line 14: {said}"]
    assert letter["codes"] == [{"code": "text", "values": {"text": said}, "page": 2, "line": 14, "qa": None}]


def test_a_question_keeps_its_contract() -> None:
    assert present.qa_dict(SCHOOL_BUSES, SCHOOL_BUSES.qas[2]) == {
        "id": "skolebusser.3",
        "number": "3",
        "question": "Er der planer om at nedlægge ruter?",
        "answer": SCHOOL_BUSES.qas[2].answer,
        "kind": "answered",
        "pages": [2],
        "references": [
            {
                "text": "jf. svaret til spørgsmål 1",
                "numbers": ["1"],
                "qas": ["skolebusser.1"],
                "reason": None,
            },
        ],
    }


def test_what_a_letter_does_not_say_is_null() -> None:
    letter = present.letter_dict(BARE)
    assert [name for name, value in letter.items() if value is None] == [
        *("title", "subject", "date", "department", "case", "officer", "recipient"),
    ]


def test_an_answer_keeps_its_contract() -> None:
    assert present.answer_dict(ANSWER, "q1") == {
        "id": "q1",
        "question": "Nedlægges ruter?",
        "status": "near",
        "reason": "Måske.",
        "ms": 12.3,
        "passages": [present.passage_dict(FOUND)],
        "searched": "Nedlægges ruter?",
        "filters": NO_FILTERS | {"parties": ["Venstre"], "kinds": ["answered"]},
        "understood": NO_FILTERS | {"parties": ["Venstre"]},
    }


def test_a_passage_keeps_its_contract() -> None:
    passage = present.passage_dict(FOUND)
    assert list(passage) == [
        "qa",
        "letter",
        "file",
        "number",
        "question",
        "answer",
        "score",
        "citation",
        "marks",
        "leans",
        "notes",
        "codes",
    ]
    assert passage["score"] == 0.8765
    assert passage["citation"] == {
        "text": "Svar på 10-dages forespørgsel fra Socialistisk Folkeparti om skolebusser i landsbyerne, "
        "spørgsmål 3, 14. marts 2023, sag 23/004512-3, side 2",
        "title": SCHOOL_BUSES.metadata.title,
        "date": "2023-03-14",
        "case": "23/004512-3",
        "parties": ["Socialistisk Folkeparti"],
        "pages": [2],
        "url": "/breve/skolebusser/3",
    }


def test_a_passage_says_what_answers_and_what_it_leans_on() -> None:
    passage = present.passage_dict(FOUND)
    assert passage["marks"] == [[0, 4]]
    leans: list[Any] = list(passage["leans"])
    assert leans == [
        {
            "why": "reference",
            "qa": "skolebusser.1",
            "letter": "skolebusser",
            "number": "1",
            "question": SCHOOL_BUSES.qas[0].question,
            "answer": SCHOOL_BUSES.qas[0].answer,
            "citation": present.citation_dict(SCHOOL_BUSES, SCHOOL_BUSES.qas[0]),
            "notes": [],
            "codes": [],
        }
    ]


def test_a_passage_and_what_it_leans_on_carry_the_doubts_about_them() -> None:
    found = replace(FOUND, letter=DOUBTED, leans=(replace(LEAN, letter=DOUBTED),))
    passage = present.passage_dict(found)
    assert passage["notes"] == [
        "page 2, line 4: the answer to question 3 may hold another question",
        "the numbering jumps from 3 to 5",
    ]
    assert [(each["code"], each["qa"]) for each in passage["codes"]] == [
        ("question_in_answer", "skolebusser.3"),
        ("numbers_skipped", None),
    ]
    assert [each["code"] for each in passage["leans"][0]["codes"]] == ["numbers_skipped"]


def test_a_permalink_survives_odd_numbers() -> None:
    assert present.qa_url("brev", "brev.S 36/2") == "/breve/brev/S%2036%2F2"

"""Why a letter was split as it was."""

from __future__ import annotations

from ingest.letter.questions.explain import explain
from tests.ingest.lines import typed

LETTER = "1. Hvor?\n\nHer:\n\n1. Byg.\n\n2. Mal.\n\nSå er det slut.\n\n2. Hvad?\n\nDet. Ad 2 er det nyt."


def test_the_chosen_way_is_named_with_what_it_took() -> None:
    told = explain(typed(LETTER))
    assert told.chosen == "N."
    assert [(mark.number, told.body.index(mark.at)) for mark in told.ways[0].questions] == [
        ("1", 0),
        ("2", 5),
    ]


def test_what_was_passed_over_says_why() -> None:
    told = explain(typed(LETTER))
    assert [(each.number, told.body.index(each.at), each.why) for each in told.ways[0].passed] == [
        ("1", 2, "asks nothing, and no number is missing"),
        ("2", 3, "asks nothing, and no number is missing"),
    ]


def test_the_runner_up_is_named() -> None:
    told = explain(typed("1. Hvor?\n\nHer.\n\n2. Hvad?\n\nDet.\n\n1) Hvem?\n\nOs."))
    assert (told.chosen, told.runner_up) == ("N.", "N)")


def test_where_nothing_asks_nothing_is_chosen() -> None:
    told = explain(typed("Tak for i går."))
    assert (told.chosen, told.runner_up) == (None, None)


def test_a_table_is_a_way_too() -> None:
    told = explain(typed("Nr.\tSpørgsmål\tSvar\n1\tHvor?\tHer."))
    assert told.chosen == told.ways[0].name == "table"
    assert [(mark.number, mark.at) for mark in told.ways[0].questions] == [("1", 1)]

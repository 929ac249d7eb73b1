from __future__ import annotations

import pytest

from ingest.formats.plain.columns import rows


def test_cells_under_each_other_are_rows() -> None:
    lines = [
        "Skole             2021    2022",
        "Østerby Skole    1.146     312",
        "Strandskolen        98",
        "Hertil kommer ca. 0,6 mio. kr. til taxakørsel.",
    ]
    assert rows(lines) == {
        0: ("Skole", "2021", "2022"),
        1: ("Østerby Skole", "1.146", "312"),
        2: ("Strandskolen", "98", ""),
    }


def test_tabs_separate_cells_and_several_may_move_one() -> None:
    assert rows(["Østerby\t\t4,1", "Hedegårdsskolen\t3,9"]) == {
        0: ("Østerby", "4,1"),
        1: ("Hedegårdsskolen", "3,9"),
    }


def test_a_lone_row_belongs_to_the_table_near_it() -> None:
    lines = ["Hvor?\tHer:", "• i byen", "• på øen", "Hvad?\tDet.", "Hvem?\tEva.", "Tak."]
    assert list(rows(lines)) == [3, 4, 0]


def test_empty_cells_stay_where_all_rows_are_as_wide() -> None:
    assert rows(["a\tb\tc", "d\t\tf"]) == {0: ("a", "b", "c"), 1: ("d", "", "f")}


@pytest.mark.parametrize(
    "lines",
    [
        ["Dato:  3. oktober 2022"],
        ["   Der blev i 2022 indkøbt 73.400 vikartimer.", "   I perioden januar til"],
        ["1.  Hvor mange elever?", "2.  Hvad koster det?"],
        ["-   Østerby", "-   Strandskolen"],
        ["Det er slut.  Vi går nu videre til det næste.", "Men ikke helt endnu,  siger de alle sammen."],
        ["Kirsten Aagaard", "Poul Erik Storm"],
    ],
    ids=["alone", "indented", "numbered", "dashes", "double spaces", "no gap"],
)
def test_what_only_looks_aligned_is_no_table(lines: list[str]) -> None:
    assert rows(lines) == {}

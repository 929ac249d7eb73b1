"""Texts as paragraphs, lists and tables."""

from __future__ import annotations

import pytest

from web.showing.blocks import Block, Items, Paragraph, Table, blocks

TEXTS = [
    "Et afsnit.",
    "Udgiften er:\n- skoler: 4,1 mio. kr.\n- busser: 3,9 mio. kr.\nI alt 8 mio. kr.",
    "1. først\n2. dernæst",
    "2. februar blev det vedtaget.",
    "Skole\t2021\t2022\nØsterby\t3,8\t4,1",
    "2021\t2022\nØsterby\t3,8\t4,1\nHedegård\t3,7\t3,9",
    "a)  første\nb)  anden\n\nefter en tom linje ",
    "",
]


def as_text(block: Block) -> str:
    match block:
        case Items(items):
            return "\n".join(mark + text for mark, text in items)
        case Table(rows):
            return "\n".join("\t".join(row) for row in rows)
    return block.text


@pytest.mark.parametrize("text", TEXTS)
def test_blocks_hold_the_text_to_the_character(text: str) -> None:
    assert "\n".join(as_text(block) for block in blocks(text)) == text


def test_dashes_make_a_list_and_what_follows_is_a_paragraph() -> None:
    assert [block.sort for block in blocks(TEXTS[1])] == ["paragraph", "items", "paragraph"]


def test_a_date_at_the_start_is_no_list() -> None:
    assert blocks(TEXTS[3]) == [Paragraph(TEXTS[3])]


def test_a_numbered_list_is_ordered() -> None:
    assert blocks(TEXTS[2]) == [Items((("1. ", "først"), ("2. ", "dernæst")), ordered=True)]


TABLES = [
    ("Skole\t2021\t2022\nØsterby\t3,8\t4,1", True, False, {1, 2}),
    ("2021\t2022\nØsterby\t3,8\t4,1\nHedegård\t3,7\t3,9", True, True, {1, 2}),
    ("Østerby\t3,8\t4,1\nHedegård\t3,7\t3,9", False, False, {1, 2}),
    ("Skole\tVej\nØsterby\tHavnevej 3", True, False, set()),
]


@pytest.mark.parametrize(("text", "headed", "corner", "figures"), TABLES)
def test_a_table_knows_its_headings(text: str, headed: bool, corner: bool, figures: set[int]) -> None:
    rows = tuple(tuple(line.split("\t")) for line in text.split("\n"))
    assert blocks(text) == [Table(rows, headed, corner, frozenset(figures))]

from __future__ import annotations

import pytest
from lxml import etree

from ingest.formats.html.markup import UNSEEN, OpenList, is_apart, number


def test_list_counts_from_where_an_item_says() -> None:
    numbers = OpenList(1, 1, "decimal")
    assert [numbers.label(None, None), numbers.label(7, None), numbers.label(None, "lowerLetter")] == [
        "1. ",
        "7. ",
        "h. ",
    ]


@pytest.mark.parametrize(
    ("text", "expected"), [("3", 3), (" -2x", -2), ("x", None), (None, None), ("9" * 99, 999999999)]
)
def test_number_in_an_attribute_may_be_anything(text: str | None, expected: int | None) -> None:
    assert number(text) == expected


@pytest.mark.parametrize(
    ("style", "hidden"),
    [
        ("display:none", True),
        ("color:red; visibility : hidden !important", True),
        ("opacity:0", True),
        ("opacity:0.8", False),
        ("font-size:0.9em", False),
        ("max-height:0", False),
        ("margin-left:-20px", False),
    ],
)
def test_style_that_hides(style: str, hidden: bool) -> None:
    assert (UNSEEN.search(style) is not None) is hidden


@pytest.mark.parametrize(
    ("markup", "inner", "apart"),
    [
        ("<header/>", False, True),
        ("<header/>", True, False),
        ("<div role='Banner'/>", True, True),
        ("<div id='cookie-consent'/>", False, True),
        ("<div class='faq-cookies'/>", False, False),
        ("<ol class='breadcrumb'/>", False, True),
    ],
)
def test_page_sets_its_frame_apart(markup: str, inner: bool, apart: bool) -> None:
    element = etree.fromstring(markup)
    assert is_apart(element, element.tag, inner) is apart

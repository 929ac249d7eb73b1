"""Text that can be told from its ground, and text that cannot."""

from __future__ import annotations

import pytest

from tests.ingest.formats.pdf.test_text import drawn
from tests.ingest.formats.pdfs import lines

HEAD = lines("Skole", "")
DARK = "0.1 0.2 0.5 rg 60 730 200 20 re f "


@pytest.mark.parametrize(
    "colour",
    [
        "1 g",
        "0.97 g",
        "1 1 1 rg",
        "1 1 0.95 rg",
        "0 0 0 0 k",
        "/DeviceGray cs 1 sc",
        "/DeviceRGB cs 1 1 1 scn",
    ],
)
def test_text_in_the_colour_of_the_paper_is_not_seen(colour: str) -> None:
    page = drawn(f"{colour} {HEAD}")
    assert (page.fragments, [f.text for f in page.hidden]) == ([], ["Skole"])


@pytest.mark.parametrize(
    "colour", ["0.75 g", "1 0 0 rg", "0 0 0 1 k", "/Pattern cs /P scn", "/DeviceGray cs", "1 g 0 g"]
)
def test_text_in_a_colour_is_seen(colour: str) -> None:
    assert [f.text for f in drawn(f"{colour} {HEAD}").fragments] == ["Skole"]


@pytest.mark.parametrize(
    "ground",
    [
        DARK,
        "0.1 0.2 0.5 rg 60 730 m 260 730 l 260 750 l 60 750 l h f* ",
        "q 200 0 0 20 60 730 cm /X Do Q ",
        "q 60 730 200 20 re W n /S sh Q ",
    ],
)
def test_white_text_on_a_dark_ground_is_seen(ground: str) -> None:
    from tests.ingest.formats.pdf.test_read import PICTURE

    assert [f.text for f in drawn(f"{ground} 1 g {HEAD}", objects=[PICTURE]).fragments] == ["Skole"]


def test_white_text_beside_a_dark_ground_is_not_seen() -> None:
    assert drawn(f"0 g 300 730 200 20 re f 1 g {HEAD}").fragments == []


def test_a_ground_that_is_cut_off_is_not_there() -> None:
    assert drawn(f"q 300 730 9 9 re W n {DARK} Q 1 g {HEAD}").fragments == []


def test_dark_text_on_a_dark_ground_is_not_seen() -> None:
    assert drawn(f"0 g 60 730 200 20 re f {HEAD}").fragments == []


def test_text_that_was_painted_over_is_not_seen() -> None:
    page = drawn(f"{HEAD} 0 g 60 730 200 20 re f")
    assert (page.fragments, [f.text for f in page.hidden]) == ([], ["Skole"])


@pytest.mark.parametrize("line", ["60 738 200 1 re f", "60 742 200 1 re f", "60 730 200 20 re S"])
def test_lines_under_and_through_and_around_text_do_not_hide_it(line: str) -> None:
    assert [f.text for f in drawn(f"{HEAD} 0 g {line}").fragments] == ["Skole"]


def test_the_colour_is_as_before_where_the_state_is_restored() -> None:
    assert [f.text for f in drawn(f"q 1 g Q {HEAD}").fragments] == ["Skole"]


def test_text_too_small_to_read_is_not_seen() -> None:
    assert drawn(lines("Skole", size=2.5)).fragments == []


def test_outlined_text_is_seen_whatever_fills_it() -> None:
    assert [f.text for f in drawn(f"1 g 1 Tr {HEAD}").fragments] == ["Skole"]

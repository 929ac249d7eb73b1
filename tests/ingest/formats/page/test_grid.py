"""Tables in a grid of rules."""

from __future__ import annotations

import pytest

from ingest.formats.page.drawn import Rule
from ingest.formats.page.lines import numbered
from ingest.formats.page.order import flows
from ingest.formats.page.stretch import Stretch
from kb.model import Line

Texts = list[tuple[float, str, str]]
"""Heights, and what stands there in the left and the right column."""

ASKED: Texts = [
    (688, "Spørgsmål", "Svar"),
    (668, "Hvor mange børn venter på", "Pr. 1. november venter 214"),
    (654, "en tid i tandreguleringen?", "børn. Ventetiden er 11 uger,"),
    (640, "", "som det fremgår af bilaget."),
    (620, "Hvorfor?", "Derfor."),
    (606, "", "Se også side 2."),
]
BEAMS = (700, 680, 632, 600)


def cell(text: str, x: float, y: float) -> Stretch:
    return Stretch(text, x, x + 5.0 * len(text), y, 11, word=5.0 * len(text.split()[0]))


def cells(rows: Texts) -> list[Stretch]:
    both = [(left, 72, y) for y, left, _ in rows] + [(right, 300, y) for y, _, right in rows]
    return [cell(text, x, y) for text, x, y in both if text]


def grid(*heights: float, posts: tuple[float, ...] = (65, 290, 520)) -> list[Rule]:
    """Rules around cells, each beam drawn in two parts, as programs draw the borders of cells."""
    across = [Rule(x0, y, x1, y) for y in heights for x0, x1 in ((65, 290), (290.5, 520))]
    return [*across, *(Rule(x, heights[-1], x, heights[0]) for x in posts)]


def lines(parts: list[Stretch], rules: list[Rule]) -> tuple[Line, ...]:
    return numbered([flows(parts, rules)])


def test_cells_that_wrap_are_one_row_and_a_line_opens_where_a_cell_has_a_paragraph() -> None:
    assert [(line.row, line.opens, line.text) for line in lines(cells(ASKED), grid(*BEAMS))] == [
        (1, True, "Spørgsmål\tSvar"),
        (2, True, "Hvor mange børn venter på\tPr. 1. november venter 214"),
        (2, False, "en tid i tandreguleringen?\tbørn. Ventetiden er 11 uger,"),
        (2, False, "\tsom det fremgår af bilaget."),
        (3, True, "Hvorfor?\tDerfor."),
        (3, True, "\tSe også side 2."),
    ]


def test_a_cell_that_is_centred_beside_a_longer_one_belongs_to_its_row() -> None:
    parts = [*cells(ASKED[:1]), cell("Hvor mange?", 72, 654)]
    parts += [cell(right, 300, y) for y, _, right in ASKED[1:4] if y != 654]
    found = lines([*parts, *cells(ASKED[4:5])], grid(*BEAMS))
    assert [(line.row, line.text) for line in found[1:4]] == [
        (2, "\tPr. 1. november venter 214"),
        (2, "Hvor mange?\t"),
        (2, "\tsom det fremgår af bilaget."),
    ]


def test_a_heading_over_all_columns_is_one_cell() -> None:
    parts = cells([ASKED[0], (668, "Økonomi", ""), *ASKED[4:5]])
    rules = [rule for rule in grid(700, 680, 660, 600) if rule.across or rule.x0 != 290]
    rules += [Rule(290, 680, 290, 700), Rule(290, 600, 290, 660)]
    assert [line.text for line in lines(parts, rules)] == ["Spørgsmål\tSvar", "Økonomi", "Hvorfor?\tDerfor."]


def test_text_around_a_grid_is_no_row_and_rows_are_counted_through_the_pages() -> None:
    page = [cell("Til Byrådet", 72, 760), *cells(ASKED), cell("Med venlig hilsen", 72, 560)]
    found = numbered([flows(page, grid(*BEAMS)), flows(page, grid(*BEAMS))])
    assert [line.row for line in found] == [
        *(None, 1, 2, 2, 2, 3, 3, None),
        *(None, 4, 5, 5, 5, 6, 6, None),
    ]


def test_a_sidebar_beside_a_grid_goes_before_it() -> None:
    beside = ["Vand og Natur", "Åvej 3", "Sag: 22/007713", "Sagsbehandler:", "Mogens Friborg"]
    parts = [*cells(ASKED), *(cell(text, 540, 690 - 14 * n) for n, text in enumerate(beside))]
    found = lines([*parts, cell("Med venlig hilsen", 72, 560)], grid(*BEAMS))
    assert [line.text for line in found[:5]] == beside


@pytest.mark.parametrize(
    "texts",
    [
        [(690, "Dato:", "2. februar 2022"), (660, "Sagsnr.:", "22/007713"), (620, "Kontor:", "Veje")],
        [(690, "Til Byrådet", ""), (660, "Der er fem.", "Vand og Natur"), (620, "Derfor.", "")],
        [
            (695, "Elmelev Kommune", "Side 1 af 2"),
            *((677 - 5 * n, f"Der er fem af dem, og det er {n} mere end før.", "") for n in range(9)),
            *((674 - 5 * n, "", text) for n, text in enumerate(("Åvej 3", "Sag: 22/7713", "Sagsbehandler:"))),
        ],
    ],
    ids=["labels", "frame", "side column"],
)
def test_a_grid_that_lays_out_the_page_is_no_table(texts: Texts) -> None:
    assert {line.row for line in lines(cells(texts), grid(*BEAMS))} == {None}

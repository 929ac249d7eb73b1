"""Table rows from cells on one baseline."""

from __future__ import annotations

from ingest.formats.page.drawn import Rule
from ingest.formats.page.stretch import Stretch
from ingest.formats.page.tables import tabled


def cell(text: str, x: float, y: float) -> Stretch:
    return Stretch(text, x, x + 5.5 * len(text), y, 11)


def table(*rows: tuple[float, str, str], second: float = 300) -> list[Stretch]:
    """Cells in two columns; an empty text has no cell."""
    cells = [(first, 72, y) for y, first, _ in rows] + [(last, second, y) for y, _, last in rows]
    return [cell(text, x, y) for text, x, y in cells if text]


def beams(*heights: float) -> list[Rule]:
    return [Rule(70, y, 500, y) for y in heights]


def texts(parts: list[Stretch], rules: list[Rule] | None = None) -> list[str]:
    return [stretch.text for stretch in tabled(parts, rules or [])]


def rows(parts: list[Stretch], rules: list[Rule] | None = None) -> list[list[str]]:
    """The lines of each table row."""
    found: list[list[str]] = []
    for line in tabled(parts, rules or []):
        if line.begins:
            found.append([])
        found[-1].append(line.text)
    return found


def test_cells_on_one_baseline_become_one_row() -> None:
    parts = table((700, "Skole", "Elever"), (680, "Engdalskolen", "312"))
    assert texts(parts) == ["Skole\tElever", "Engdalskolen\t312"]


def test_an_empty_cell_keeps_its_place() -> None:
    parts = [
        *table((700, "Skole", "Elever"), (680, "Engdal", "312")),
        cell("Note", 450, 700),
        cell("ja", 450, 680),
    ]
    parts = [part for part in parts if part.text != "312"]
    assert texts(parts)[1] == "Engdal\t\tja"


def test_text_above_and_below_a_table_is_no_row() -> None:
    long = "Udgiften fordeler sig på skolerne, som det fremgår af tabellen her"
    parts = [
        cell(long, 72, 720),
        *table((700, "Skole", "Elever"), (680, "Engdal", "312")),
        cell(long, 72, 660),
    ]
    assert [stretch.row for stretch in tabled(parts)] == [False, True, True, False]


def test_one_line_with_a_wide_gap_is_two_lines() -> None:
    assert texts(table((700, "Thomas Medom", "Martin Christensen"))) == ["Thomas Medom", "Martin Christensen"]


def test_labels_and_their_values_are_read_as_text() -> None:
    parts = table((700, "Dato:", "3. oktober 2022"), (686, "Sagsnr.:", "2022-10388"))
    assert texts(parts) == ["Dato: 3. oktober 2022", "Sagsnr.: 2022-10388"]


def test_a_cell_of_two_lines_is_one_cell_when_rows_stand_apart() -> None:
    parts = table(
        (700, "Skole", "Elever"), (676, "Skolen ved Mølle-", "312"), (663, "bakken", ""), (639, "Engdal", "9")
    )
    assert rows(parts) == [["Skole\tElever"], ["Skolen ved Mølle-\t312", "bakken\t"], ["Engdal\t9"]]


def test_rules_say_where_a_row_ends() -> None:
    parts = table(
        (700, "Skole", "Elever"), (687, "Skolen ved", "312"), (674, "havnen", ""), (661, "I alt", "312")
    )
    assert rows(parts, beams(710, 697, 671, 658)) == [
        *(["Skole\tElever"], ["Skolen ved\t312", "havnen\t"], ["I alt\t312"]),
    ]


def test_a_rule_below_the_head_alone_joins_no_rows() -> None:
    parts = table((700, "Skole", "Elever"), (687, "Engdal", "312"), (674, "Ravnholt", "98"))
    assert rows(parts, beams(697)) == [["Skole\tElever"], ["Engdal\t312"], ["Ravnholt\t98"]]


def test_page_numbers_are_no_cells() -> None:
    parts = table((800, "Nordfjord Kommune", "2. februar 2022"), (786, "Rådhuset", "Side 1 af 5"))
    assert not any(stretch.row for stretch in tabled(parts))


def test_each_line_of_a_row_has_its_own_place() -> None:
    parts = table(
        (700, "Skole", "Elever"), (676, "Skolen ved", "312"), (663, "havnen", ""), (639, "Engdal", "9")
    )
    assert [(line.y, line.x1) for line in tabled(parts)[1:3]] == [(676, 316.5), (663, 105)]


ASKED = (
    (700, "Spørgsmål", "Svar"),
    (686, "Hvor mange medarbejdere er ansat", "Der er ansat to medarbejdere på"),
    (672, "på området, og hvad laver de?", "fuld tid og en studentermedhjælper,"),
    (658, "", "som alle er ansat i afdelingen."),
    (644, "Hvad koster det?", "Ti kroner."),
    (630, "", "Beløbet er det samme som før."),
    (616, "Hvornår?", "I maj."),
)
ROWS = [
    ["Spørgsmål\tSvar"],
    [
        "Hvor mange medarbejdere er ansat\tDer er ansat to medarbejdere på",
        "på området, og hvad laver de?\tfuld tid og en studentermedhjælper,",
        "\tsom alle er ansat i afdelingen.",
    ],
    ["Hvad koster det?\tTi kroner.", "\tBeløbet er det samme som før."],
    ["Hvornår?\tI maj."],
]


def test_cells_that_wrap_side_by_side_are_one_row_without_rules() -> None:
    assert rows(table(*ASKED)) == ROWS


def test_cells_that_wrap_side_by_side_are_one_row_between_rules() -> None:
    assert rows(table(*ASKED), beams(710, 696, 654, 626, 612)) == ROWS


def test_rows_of_figures_between_rules_stay_apart() -> None:
    parts = table(
        (700, "Skole", "Elever"), (686, "Engdal", "312"), (672, "Ravnholt", "98"), (658, "I alt", "410")
    )
    assert rows(parts, beams(710, 696, 668, 654)) == [
        *(["Skole\tElever"], ["Engdal\t312"], ["Ravnholt\t98"], ["I alt\t410"]),
    ]

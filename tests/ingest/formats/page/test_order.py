"""The order in which a page is read."""

from __future__ import annotations

import pytest

from ingest.formats.page.drawn import Rule
from ingest.formats.page.order import flows
from ingest.formats.page.stretch import Stretch

PROSE = (
    "Forvaltningen kan oplyse, at der i",
    "skoleåret er visiteret mange elever",
    "til skolebus i hele kommunen, og at",
)
SIDEBAR = ("BØRN OG UNGE", "8260 Viby J", "Direkte telefon: 21 35 36 43", "Sag: 21/001440-12")


def column(*texts: str, x: float, y: float, leading: float = 14) -> list[Stretch]:
    """Lines of eleven points below each other."""
    return [Stretch(text, x, x + 5 * len(text), y - n * leading, 11) for n, text in enumerate(texts)]


def read(*columns: list[Stretch], rules: tuple[Rule, ...] = ()) -> list[str]:
    parts = [part for lines in columns for part in lines]
    return [stretch.text for flow in flows(parts, rules) for stretch in flow]


def test_the_left_column_is_read_before_the_right_one() -> None:
    left, right = [f"venstre {line}" for line in PROSE], [f"højre {line}" for line in PROSE]
    found = read(column(*left, x=72, y=700), column(*right, x=320, y=700))
    assert found == [*left, *right]


def test_a_heading_over_two_columns_comes_first() -> None:
    heading = "Bilag 1: Notat om skolebusser i landsbyerne og om taxakørsel"
    left, right = column(*PROSE, x=72, y=700), column(*PROSE, x=300, y=700)
    assert read(left, right, column(heading, x=72, y=730))[0] == heading


def test_a_sidebar_comes_before_the_text_beside_it() -> None:
    found = read(column(*PROSE * 2, x=57, y=700), column(*SIDEBAR, x=442, y=680, leading=12))
    assert found == [*SIDEBAR, *PROSE * 2]


def test_a_sidebar_divides_no_text_that_goes_on_below_it_over_the_whole_width() -> None:
    below = ["Denne linje går over hele siden, også der, hvor der står noget i margenen ovenfor, og er lang."]
    found = read(
        column(*PROSE, x=57, y=700), column(*SIDEBAR, x=442, y=690, leading=12), column(*below, x=57, y=500)
    )
    assert found == [*SIDEBAR, *PROSE, *below]


def test_a_sidebar_on_the_texts_own_lines_comes_before_it_too() -> None:
    assert read(column(*PROSE * 2, x=57, y=700), column(*SIDEBAR, x=442, y=700)) == [*SIDEBAR, *PROSE * 2]


def test_a_sidebar_on_the_left_comes_before_the_text() -> None:
    assert read(column(*SIDEBAR, x=40, y=690, leading=12), column(*PROSE * 2, x=240, y=700)) == [
        *SIDEBAR,
        *PROSE * 2,
    ]


def test_a_running_header_beside_a_sidebar_stays_on_top() -> None:
    header = column("2. februar 2022", "Side 1 af 5", x=442, y=780)
    assert read(column(*PROSE * 2, x=57, y=700), column(*SIDEBAR, x=442, y=680), header)[:2] == [
        "2. februar 2022",
        "Side 1 af 5",
    ]


def test_what_is_drawn_last_is_read_where_it_stands() -> None:
    assert read(column(*PROSE, x=72, y=700), column("Side 1 af 5", x=72, y=780))[0] == "Side 1 af 5"


def test_a_table_is_read_by_rows() -> None:
    found = read(
        column("Skole", "Engdal", "Ravnholt", x=72, y=700), column("Elever", "312", "98", x=300, y=700)
    )
    assert found == ["Skole\tElever", "Engdal\t312", "Ravnholt\t98"]


def test_a_long_first_column_with_figures_is_a_table() -> None:
    assert (
        read(column(*PROSE, x=72, y=700), column("312", "98", "410", x=400, y=700))[0] == f"{PROSE[0]}\t312"
    )


def test_wrapped_cells_between_rules_are_no_columns() -> None:
    left = column("Skole", "Engdalskolen ved", "havnen", "Ravnholt", x=72, y=700)
    right = column("Bemærkning", "Ruten er", "ændret", "fra august", x=300, y=693)
    rules = tuple(Rule(70, y, 500, y) for y in (712, 696, 668, 640))
    assert read(left, right) != read(left, right, rules=rules)


def test_hanging_labels_are_read_with_their_text() -> None:
    labels = [*column("Spørgsmål 1:", x=72, y=700), *column("Svar:", x=72, y=658)]
    found = read(labels, column(*PROSE * 2, x=200, y=700))
    assert (found[0], found[3]) == (f"Spørgsmål 1: {PROSE[0]}", f"Svar: {PROSE[0]}")


ASKED = ("hvor mange børn i hele kommunen, der", "venter på en tid i tandreguleringen?")
ANSWERED = ("Der venter i alt 214 børn på en tid i", "tandreguleringen, og de må vente længe.")


def test_answers_below_a_heading_are_read_beside_their_questions() -> None:
    left, right = ("Spørgsmål", *ASKED * 2), ("Svar", *ANSWERED * 2)
    found = read(column(*left, x=72, y=700), column(*right, x=320, y=700))
    assert found == [f"{one}\t{other}" for one, other in zip(left, right, strict=True)]


def test_answers_that_begin_where_numbered_questions_do_are_read_beside_them() -> None:
    left = (f"1. {ASKED[0]}", ASKED[1], f"2. {ASKED[0]}", ASKED[1])
    found = read(column(*left, x=72, y=700), column(*ANSWERED * 2, x=320, y=700))
    assert found == [f"{one}\t{other}" for one, other in zip(left, ANSWERED * 2, strict=True)]


QUESTIONS = (f"1. {ASKED[0]}", ASKED[1], f"2. {ASKED[0]}", ASKED[1])
BELOW = (*QUESTIONS[:2], *ANSWERED, *QUESTIONS[2:], *ANSWERED)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        pytest.param(BELOW, ANSWERED * 4, id="answers below their questions"),
        pytest.param(
            ("Spørgsmål", *ASKED, "Svar", *ANSWERED), ("Svar", *ANSWERED * 2), id="labels of answers"
        ),
        pytest.param(QUESTIONS, (*ANSWERED, f"3. {ASKED[0]}", ASKED[1], *ANSWERED), id="numbers that go on"),
        pytest.param(QUESTIONS, (ASKED[1], *ANSWERED[1:] * 3), id="text that goes on"),
    ],
)
def test_questions_with_their_answers_in_two_columns_are_read_down_each(
    left: tuple[str, ...], right: tuple[str, ...]
) -> None:
    assert read(column(*left, x=72, y=700), column(*right, x=320, y=700)) == [*left, *right]

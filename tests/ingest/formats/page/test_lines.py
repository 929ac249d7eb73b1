"""Where paragraphs start."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ingest.formats.page.lines import numbered
from ingest.formats.page.stretch import Stretch

FULL = "Forvaltningen kan oplyse, at der i skoleåret er visiteret elever til"
"""A line that fills its column."""


def flow(*texts: str, gaps: dict[int, float] | None = None, x: float = 72) -> list[Stretch]:
    """Lines of eleven points, 14 apart, or as far below the line before as `gaps` says."""
    y, found = 800.0, list[Stretch]()
    for number, text in enumerate(texts):
        y -= (gaps or {}).get(number, 14.0)
        word = 5.0 * len(text.split()[0])
        found.append(Stretch(text, x, x + 5.0 * len(text), y, 11, word=word))
    return found


def opens(parts: list[Stretch]) -> list[bool]:
    return [line.opens for line in numbered([[parts]])]


def test_a_wider_gap_opens_a_paragraph() -> None:
    assert opens(flow(FULL, FULL, FULL, "Derefter kommer", gaps={3: 20})) == [True, False, False, True]


@pytest.mark.parametrize(
    ("before", "line", "expected"),
    [
        (FULL, "kørsel i bus.", False),
        (
            "mødet i udvalget, som holdes på rådhuset i Nordfjord Kommune den",
            "2. februar 2022 åbnede vi",
            False,
        ),
        ("kørsel i bus.", "Derudover har vi", True),
        ("kørsel i bus.", "derudover har vi", False),
        ("som er fordelt på følgende måde mellem skolerne i hele kommunen:", "- Engdalskolen", True),
        ("- Ravnholt Skole", "- Engdalskolen", True),
        ("Venstre Byrådsgruppe", "Rådhuset", True),
        ("en ordentlig aftale om busserne er indgået med selskabet i kommu-", "Nen", False),
    ],
)
def test_a_line_that_had_room_for_more_was_ended_on_purpose(before: str, line: str, expected: bool) -> None:
    assert opens(flow(FULL, before, line, FULL))[2] is expected


def test_a_bullet_set_apart_opens() -> None:
    parts = flow(FULL, FULL, "1. Engdalskolen", FULL)
    parts[2] = replace(parts[2], item=True)
    assert opens(parts)[2]


def test_bold_opens_where_a_little_more_space_is() -> None:
    parts = flow(FULL, FULL, "2. Hvad koster det", FULL, gaps={2: 16})
    parts[2] = replace(parts[2], bold=True)
    assert opens(parts)[2]


def test_table_rows_open_and_so_does_the_text_after_them() -> None:
    parts = flow(FULL, "Skole\tElever", f"af dem {FULL[7:]}", FULL)
    parts[1] = replace(parts[1], row=True, begins=True, cells=(parts[1],))
    assert opens(parts) == [True, True, True, False]


def test_a_page_goes_on_where_it_starts_in_small_letters() -> None:
    lines = numbered([[flow(FULL)], [flow("cepersoner med henblik på")], [flow("Derfor er det")]])
    assert [(line.page, line.number, line.opens) for line in lines] == [
        (1, 1, True),
        (2, 1, False),
        (3, 1, True),
    ]


def test_text_goes_on_below_a_header_in_another_place() -> None:
    header = [replace(part, x0=400, x1=470) for part in flow("Side 2 af 5")]
    body = flow(FULL, "cepersoner med henblik på", FULL)[1:]
    assert [line.opens for line in numbered([[header, body]])][1] is False


def test_a_paragraph_goes_on_in_the_next_column() -> None:
    beside = flow("Forløb af den type varer i gennemsnit syv uger længere end de forløb", FULL, FULL, x=400)
    full, ended = flow(FULL, FULL, FULL[:-1] + "."), flow(FULL, FULL, "kørsel i bus.")
    found = [[line.opens for line in numbered([[column, beside]])][3] for column in (full, ended)]
    assert found == [False, True]


def test_a_page_of_short_lines_is_judged_by_the_width_of_the_others() -> None:
    lines = numbered([[flow(FULL, FULL)], [flow("2. Hvad koster det?", "Det koster 5 mio.")]])
    assert [line.opens for line in lines] == [True, False, True, True]


def test_a_column_of_many_short_lines_is_judged_by_its_own_width() -> None:
    short = "og de to skoler i byen."
    lines = numbered(
        [[flow(FULL, FULL)], [flow(*[short] * 6, short, "Der går elever fra byen", *[short] * 6)]]
    )
    assert not lines[9].opens


def test_lines_carry_their_box_size_and_weight() -> None:
    (line,) = numbered([[[Stretch("Svar", 72, 94, 700, 11.04, bold=True)]]])
    assert (line.size, line.bold, line.box and line.box.x1) == (11.0, True, 94)


@pytest.mark.parametrize(
    ("bold", "italic", "colour"), [(True, False, None), (False, True, None), (False, False, "c00000")]
)
def test_an_answer_that_looks_unlike_its_question_opens(bold: bool, italic: bool, colour: str | None) -> None:
    asked, answered = flow("Hvor mange elever er visiteret til specialtilbud i kommunen i 2022?", FULL)
    asked, alike = (replace(part, bold=bold, italic=italic, colour=colour) for part in (asked, answered))
    assert opens([asked, answered]) == [True, True]
    assert opens([asked, alike]) == [True, False]


def test_a_line_says_how_it_looks() -> None:
    (part,) = flow(FULL)
    (line,) = numbered([[[replace(part, italic=True, colour="c00000")]]])
    assert (line.italic, line.colour) == (True, "c00000")

"""Running headers, footers and page numbers."""

from __future__ import annotations

import pytest

from ingest.furniture.running import running
from kb.model import Box, Line


def marked(*texts: str, page: int | None = None) -> list[str]:
    lines = [Line(text, page, number) for number, text in enumerate(texts, 1)]
    return [texts[index] for index in sorted(running(lines))]


def page(number: int, *texts: str, top: float = 800) -> list[Line]:
    """Lines of a page, 14 points apart."""
    boxes = [Box(72, top - 14 * n, 300, top - 14 * n + 11) for n in range(len(texts))]
    found = zip(texts, boxes, strict=True)
    return [Line(text, number, n, size=11, box=box) for n, (text, box) in enumerate(found, 1)]


def texts(lines: list[Line]) -> list[str]:
    return [lines[index].text for index in sorted(running(lines))]


@pytest.mark.parametrize(
    "text",
    ["Side 2 af 5", "side 2 af 5", "Side 1/10", "- Side 2 af 5 -", "2. februar 2022 Side 2 af 5", "Side 3",
     "Notat 24/60718 side 1"],
)  # fmt: skip
def test_a_page_number_is_furniture(text: str) -> None:
    assert marked("Svaret er ja.", text, "Men ikke altid.") == [text]


@pytest.mark.parametrize(
    "text",
    [
        "2. februar 2022",
        "2. februar 2022 åbnede skolen",
        "jf. side 2 af 5",
        "1/2",
        "312",
        "Siden 3",
        "2. Hvad koster det?",
    ],
)
def test_an_answers_own_line_is_not(text: str) -> None:
    assert marked("Svaret er ja.", text, "Men ikke altid.", page=1) == []


@pytest.mark.parametrize("pair", [("2. februar 2022", "Side 2 af 5"), ("Side 2 af 5", "Dato: 02-02-2022")])
def test_a_date_beside_the_page_number_is_furniture(pair: tuple[str, str]) -> None:
    assert marked("Svaret er ja.", *pair, "Men ikke altid.") == list(pair)


def test_a_blank_line_may_stand_between_date_and_page_number() -> None:
    assert marked("Ja.", "2. februar 2022", "", "Side 2 af 5") == ["2. februar 2022", "Side 2 af 5"]


def test_page_and_number_may_stand_on_two_lines() -> None:
    assert marked("Svaret er ja.", "Side", "1/8", "Men ikke altid.") == ["Side", "1/8"]


def test_fractions_that_count_the_pages_are_furniture() -> None:
    assert marked("Ja.", "1/2", "Nej.", "2/2") == ["1/2", "2/2"]


def test_a_lone_number_at_the_foot_is_the_pages() -> None:
    lines = [*page(2, "Svaret er ja.", "312"), *page(2, "2", top=50)]
    assert texts(lines) == ["2"]


def test_page_numbers_may_stand_close_below_the_text() -> None:
    assert texts([*page(1, "Her.", "1"), *page(2, "Der.", "2")]) == ["1", "2"]


@pytest.mark.parametrize(
    "foot", ["Veje – sag 22/1 – side {}", "Sags-ID: 2025-03-00471 {}/2", "Side {} af 2 · Svar om busser"]
)
def test_a_page_number_among_other_words_at_the_edge_is_furniture(foot: str) -> None:
    found = texts([*page(1, "Hvor?", "Her.", foot.format(1)), *page(2, "Hvad?", "Det.", foot.format(2))])
    assert found == [foot.format(1), foot.format(2)]


def test_a_case_number_on_top_of_a_later_page_is_furniture() -> None:
    lines = [*page(1, "Sag: 22/31907", "Hvor?", "Her."), *page(2, "Sag: 22/31907", "Hvad?", "Det.")]
    assert 3 in running(lines)


def test_a_number_in_the_text_is_not_the_pages() -> None:
    assert texts(page(2, "Elever", "312", "2")) == []


def test_what_stands_on_top_of_most_pages_is_furniture() -> None:
    pages = [
        line for n in (1, 2, 3) for line in page(n, "Nordfjord Kommune", f"Sag {n}", f"Tekst {'abc'[n - 1]}")
    ]
    assert texts(pages) == [text for n in (1, 2, 3) for text in ("Nordfjord Kommune", f"Sag {n}")]


@pytest.mark.parametrize("text", ["Spørgsmål {}:", "Spørgsmål nr. {}", "Svar:", "{}. Hvor mange er der?"])
def test_a_question_on_top_of_every_page_is_not(text: str) -> None:
    assert texts([line for n in (1, 2, 3) for line in page(n, text.format(n), "Ja.")]) == []


def test_short_answers_at_one_place_are_not() -> None:
    pages = [
        line
        for n in (1, 2, 3)
        for line in page(n, f"Er {'abc'[n - 1]} rigtigt?", "Nej.", f"{'abc'[n - 1]} er ikke.")
    ]
    assert texts(pages) == []


def test_two_numbered_pages_are_enough() -> None:
    lines = [
        line
        for n in (1, 2)
        for line in page(n, "Nordfjord Kommune", f"Side {n} af 2", f"Tekst {'ab'[n - 1]}")
    ]
    assert texts(lines) == ["Nordfjord Kommune", "Side 1 af 2", "Nordfjord Kommune", "Side 2 af 2"]


def headed(number: int, *own: str) -> list[Line]:
    """A page with a date and the municipality's name on top, and its text well below."""
    return [*page(number, "12. marts 2020", "Nordfjord Kommune"), *page(number, *own, top=740)]


def test_a_date_on_top_of_every_page_is_furniture_with_what_follows_it() -> None:
    pages = [line for n in (1, 2, 3) for line in headed(n, f"Tekst {'abc'[n - 1]}")]
    assert texts(pages) == ["12. marts 2020", "Nordfjord Kommune"] * 3


def test_what_stands_on_top_of_both_pages_is_furniture() -> None:
    pages = [*headed(1, "Der er 12 skoler"), *headed(2, "i kommunen.")]
    assert texts(pages) == ["12. marts 2020", "Nordfjord Kommune"] * 2


def test_what_stands_at_the_foot_of_both_pages_is_furniture() -> None:
    pages = [
        *page(1, "Der er 12 skoler"),
        *page(1, "Rådhusgade 12", top=40),
        *page(2, "i kommunen."),
        *page(2, "Rådhusgade 12", top=40),
    ]
    assert texts(pages) == ["Rådhusgade 12"] * 2


def test_two_pages_of_the_same_text_are_not_all_furniture() -> None:
    assert texts([*page(1, "Der er 12 skoler"), *page(2, "Der er 12 skoler")]) == []


def test_equal_text_that_is_not_set_apart_on_both_pages_is_not() -> None:
    assert texts([*page(1, "Det er rigtigt", "at a"), *page(2, "Det er rigtigt", "at b")]) == []


def test_lines_of_two_pages_that_differ_in_a_digit_are_not() -> None:
    pages = [line for n in (1, 2) for line in [*page(n, f"Skole {n}"), *page(n, f"Tekst {n}", top=700)]]
    assert texts(pages) == []


def beside_text(date: Box) -> list[Line]:
    """A page number in the margin, with a line of the text between it and the date."""
    return [
        Line("12. marts 2020", 2, 1, size=9, box=date),
        Line("Hvis byrådet bevilger midlerne,", 2, 2, size=11, box=Box(62, 767, 370, 777)),
        Line("Side 2 af 2", 2, 3, size=9, box=Box(431, 768, 474, 777)),
        Line("kan pladserne tages i brug.", 2, 4, size=11, box=Box(62, 753, 413, 763)),
    ]


def test_a_date_near_the_page_number_is_furniture_though_text_is_read_between_them() -> None:
    assert texts(beside_text(Box(431, 781, 491, 790))) == ["12. marts 2020", "Side 2 af 2"]


@pytest.mark.parametrize("date", [Box(62, 781, 130, 790), Box(431, 700, 491, 709)])
def test_a_date_in_the_text_or_far_from_the_page_number_is_not(date: Box) -> None:
    assert texts(beside_text(date)) == ["Side 2 af 2"]


def test_text_without_pages_has_running_lines_around_its_page_numbers() -> None:
    found = marked(
        *(text for n in (1, 2, 3) for text in ("Nordfjord", f"Side {n} af 3", f"Tekst {'abc'[n - 1]}"))
    )
    assert found == ["Nordfjord", "Side 1 af 3", "Nordfjord", "Side 2 af 3", "Nordfjord", "Side 3 af 3"]


@pytest.mark.parametrize("trace", ["2204916_0002.png", "PDF to HTML - Convert PDF files to HTML files"])
def test_what_a_converter_left_is_furniture(trace: str) -> None:
    assert running([Line("Vi har to biler."), Line(trace), Line("De er nye.")]) == {1}


def test_a_picture_that_the_text_names_is_not() -> None:
    assert running([Line("Se plan_0002.png på hjemmesiden.")]) == set()


def test_lines_that_differ_in_their_page_number_alone_are_furniture_with_what_stands_above_each() -> None:
    head = ("Lindø Kommune", "Sag 22/1 | Dok. 7 | Side {} af 2")
    found = marked(
        *(line.format(1) for line in head), "To er ansat,", *(line.format(2) for line in head), "og en."
    )
    assert found == [
        "Lindø Kommune",
        "Sag 22/1 | Dok. 7 | Side 1 af 2",
        "Lindø Kommune",
        "Sag 22/1 | Dok. 7 | Side 2 af 2",
    ]
    assert marked("Se side 2 i planen.", "Tallene står på side 3.", "Her.") == []

from __future__ import annotations

import pytest

from ingest.formats.html import read as html
from ingest.formats.html.read import read_html
from kb.errors import Unreadable
from kb.notes import Code


def texts(body: str) -> list[str]:
    return [line.text for line in read_html(f"<html><body>{body}".encode()).lines]


def apart(body: str) -> list[str]:
    """The lines that the page sets apart."""
    document = read_html(f"<html><body><p>Svar{body}".encode())
    return [document.lines[at].text for at in sorted(document.furniture)]


def test_each_block_is_a_line_numbered_through_the_page() -> None:
    lines = read_html(b"<h1>Svar</h1>\n<div>Ja  <i>tak</i>.\n<p>Nej.</div>slut").lines
    assert [(line.text, line.number, line.page, line.opens) for line in lines] == [
        ("Svar", 1, None, True),
        ("Ja tak.", 2, None, True),
        ("Nej.", 3, None, True),
        ("slut", 4, None, True),
    ]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<ol><li>a<li>b</ol>", ["1. a", "2. b"]),
        ("<ol start=3><li>a<li value=7>b<li>c</ol>", ["3. a", "7. b", "8. c"]),
        ("<ol type=a><li>a</ol><ol style='list-style-type: upper-roman'><li>b</ol>", ["a. a", "I. b"]),
        ("<ol reversed><li>a<li>b</ol>", ["2. a", "1. b"]),
        ("<ol><li>a<ol><li>x<li>y</ol><li>b</ol>", ["1. a", "1. x", "2. y", "2. b"]),
        ("<ol><li><p>a</p><p>mere</p><li><ul><li>x</ul></ol>", ["1. a", "mere", "2. - x"]),
        ("<ul><li>a</ul><ul style='list-style: none'><li>b</ul>", ["- a", "b"]),
        ("<ol><li><li>b</ol>", ["1.", "2. b"]),
        ("<li>a", ["- a"]),
    ],
)
def test_list_items_have_the_numbers_that_a_browser_shows(body: str, expected: list[str]) -> None:
    assert texts(body) == expected


def test_table_rows_are_lines_with_tabs() -> None:
    body = (
        "<table><tr><th>Nr.<th>Hvem<th>Svar</tr>"
        "<tr><td rowspan=2>1<td>A<td>Ja</tr><tr><td>B<td>Nej</tr></table>"
    )
    lines = read_html(body.encode()).lines
    assert [(line.text, line.bold) for line in lines] == [
        ("Nr.\tHvem\tSvar", True),
        ("1\tA\tJa", False),
        ("\tB\tNej", False),
    ]


def test_cells_of_several_paragraphs_are_several_lines_of_one_row() -> None:
    body = (
        "<table><caption>Svar</caption><tr><th>Nr.<th>Spørgsmål<th>Svar<tr><td colspan=3>Økonomi"
        "<tr><td>1<td>Hvor mange?<td><p>Fem.<p>En er<br>ledig."
        "<tr><td colspan=2>I alt<td>5</table>Hilsen"
    )
    lines = read_html(body.encode()).lines
    assert [(line.row, line.opens, line.text) for line in lines] == [
        (None, True, "Svar"),
        (1, True, "Nr.\tSpørgsmål\tSvar"),
        (2, True, "Økonomi"),
        (3, True, "1\tHvor mange?\tFem."),
        (3, True, "\t\tEn er"),
        (3, False, "\t\tledig."),
        (4, True, "I alt\t\t5"),
        (None, True, "Hilsen"),
    ]


def test_table_that_lays_out_the_page_is_no_table() -> None:
    body = "<table><tr><td><table><tr><td>a<td>b</table><td>Kære byråd</table>"
    assert texts(body) == ["a\tb", "Kære byråd"]


def test_cells_outside_a_row_are_kept() -> None:
    assert texts("<table><td>a<td>b</table><tr><td>c") == ["a\tb", "c"]


def test_break_makes_a_line_and_two_a_paragraph() -> None:
    lines = read_html(b"<p>Med venlig<br>hilsen<br><br>Lone").lines
    assert [(line.text, line.opens) for line in lines] == [
        ("Med venlig", True),
        ("hilsen", False),
        ("Lone", True),
    ]


def test_preformatted_text_keeps_its_lines() -> None:
    assert texts("<pre>Svar\nJa.\n\n  Nej.</pre>") == ["Svar", "Ja.", "Nej."]


@pytest.mark.parametrize(
    ("body", "bold"),
    [
        ("<b>Hvor</b> <strong>mange?</strong>", True),
        ("<h4>Hvor mange?</h4>", True),
        ("<p style='font-weight:700'>Hvor mange?</p>", True),
        ("<h4 style='font: normal 12pt Arial'>Hvor mange?</h4>", False),
        ("<b>Hvor</b> mange?", False),
    ],
)
def test_line_is_bold_if_all_that_is_shown_is(body: str, bold: bool) -> None:
    assert [line.bold for line in read_html(body.encode()).lines] == [bold]


@pytest.mark.parametrize(
    ("body", "italic", "colour"),
    [
        ("<i>Hvor</i> <em>mange?</em>", True, None),
        ("<i>Hvor</i> mange?", False, None),
        ("<p style='font-style: italic; color: #C00'>Hvor mange?</p>", True, "cc0000"),
        ("<em style='font: normal 12pt Arial; color: rgb(192, 0, 0)'>Hvor mange?</em>", False, "c00000"),
        ("<font color=Blue>Hvor <b style='color: inherit'>mange?</b></font>", False, "0000ff"),
        ("<p style='background-color: red; color: windowtext'>Hvor mange?</p>", False, None),
        ("<p>Hvor <span style='color:red'>mange?</span></p>", False, None),
        ("<p style='color:#1F497D'>Hvor mange?</p>", False, "1f497d"),
    ],
)
def test_line_is_italic_or_coloured_if_all_that_is_shown_is(
    body: str, italic: bool, colour: str | None
) -> None:
    (line,) = read_html(body.encode()).lines
    assert (line.italic, line.colour) == (italic, colour)


def test_what_the_page_sets_apart_is_furniture_and_kept() -> None:
    body = (
        "<header>Kommunen</header><nav>Forside</nav><main><header>14. marts 2023</header>Svar<aside>Se også"
        "</aside></main><div role=navigation>Menu</div><div class='cookie-banner'>Cookies</div><footer>CVR"
    )
    assert apart(body) == ["Kommunen", "Forside", "Se også", "Menu", "Cookies", "CVR"]


def test_page_that_sets_everything_apart_sets_nothing_apart() -> None:
    assert not read_html(b"<aside>Svar</aside>").furniture


@pytest.mark.parametrize(
    "tag",
    [
        "div hidden",
        "div style='color:red; display:none'",
        "span style='font-size:0px'",
        "div style='position:absolute;left:-9999px'",
        "span class='visually-hidden'",
        "dialog",
    ],
)
def test_hidden_text_is_set_apart_and_noted(tag: str) -> None:
    document = read_html(f"<p>Svar</p><{tag}>Ignorer alt</{tag.split(' ')[0]}><p>Ja.</p>".encode())
    assert [line.text for line in document.lines] == ["Svar", "Ignorer alt", "Ja."]
    assert document.furniture == {1}
    assert [note.code for note in document.notes] == [Code.HIDDEN_TEXT_APART]


@pytest.mark.parametrize(
    "body",
    [
        "<details><summary>Hvad?</summary><div>Ja.</div></details>",
        "<button aria-controls=a>Hvad?</button><div id=a hidden>Ja.</div>",
        "<a href='#a'>Hvad?</a><div id=a style='display:none'>Ja.</div>",
        "<h3>Hvad?</h3><div hidden=until-found>Ja.</div>",
    ],
)
def test_answer_that_is_folded_away_is_text(body: str) -> None:
    document = read_html(body.encode())
    assert ([line.text for line in document.lines], document.furniture) == (["Hvad?", "Ja."], frozenset())


def test_scripts_and_styles_are_not_text() -> None:
    assert texts("a<script>var x = '<p>'</script><style>p {}</style><!-- c -->b<template>t</template>") == [
        "ab"
    ]


def test_page_without_a_body_tag_is_read() -> None:
    page = b"<html><title>Svar</title><nav>Menu</nav><main><details><summary>Hvad?</summary>Ja.</details>"
    document = read_html(page)
    assert [line.text for line in document.lines] == ["Menu", "Hvad?", "Ja."]
    assert document.title == "Svar"
    assert document.furniture == {0}


def test_deleted_text_is_set_apart_and_noted() -> None:
    document = read_html(b"<p>Det er <del>26</del><ins>27</ins> kr.")
    assert [line.text for line in document.lines] == ["Det er 27 kr.", "26"]
    assert document.furniture == {1}
    assert [note.code for note in document.notes] == [Code.TRACKED_CHANGES]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("26 mio.<sup><a href='#n1'>1</a></sup>", "26 mio.[1]"),
        ("26 mio.<a href='#n1'><sup>1</sup></a>", "26 mio.[1]"),
        ("m<sup>2</sup> CO<sub>2</sub>", "m² CO2"),
        ("1&nbsp;250&#160;000 &lt;kr.&gt; &aring;", "1 250 000 <kr.> å"),
        ("<q>citat</q>", '"citat"'),
    ],
)
def test_marks_and_characters_are_those_that_are_shown(body: str, expected: str) -> None:
    assert texts(body) == [expected]


PAGE = "<html><head>{}<title>Svar på forespørgsel</title></head><body>Kære byråd"


@pytest.mark.parametrize(
    ("label", "encoding"),
    [
        ("<meta charset='utf-8'>", "utf-8"),
        ("<meta http-equiv=Content-Type content='text/html; charset=iso-8859-1'>", "cp1252"),
        ("<meta charset=macintosh>", "mac_roman"),
        ("<meta charset=iso-8859-1>", "utf-8"),
        ("<meta charset=hex>", "cp1252"),
        ("<meta charset=utf-16>", "utf-8"),
        ("", "utf-8-sig"),
        ("", "utf-16"),
        ("", "cp1252"),
    ],
)
def test_characters_are_read_whatever_the_page_says_of_them(label: str, encoding: str) -> None:
    document = read_html(PAGE.format(label).encode(encoding))
    assert (document.title, document.lines[0].text) == ("Svar på forespørgsel", "Kære byråd")


UNREADABLE = {
    "script alone": ("<html><body><div id=app></div><script>x</script>", "without text"),
    "nothing": ("", "without text"),
    "too deep": ("<div>" * 10_000 + "x", "nested too deep"),
    "too many": ("<p>x" * (html.MOST_TAGS + 1), "tags"),
    "too large": ("x" * (html.MOST_BYTES + 1), "characters"),
}


@pytest.mark.parametrize(("page", "found"), UNREADABLE.values(), ids=UNREADABLE)
def test_page_that_is_no_letter_says_why_in_one_line(page: str, found: str) -> None:
    with pytest.raises(Unreadable, match=rf"^expected a letter, found .*{found}"):
        read_html(page.encode())


def test_entity_is_not_expanded_and_no_file_is_fetched() -> None:
    page = '<?xml version="1.0"?><!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><html><p>a &x; b'
    assert "root:" not in " ".join(line.text for line in read_html(page.encode()).lines)


def test_frame_is_noted() -> None:
    document = read_html(b"<p>Svar<iframe src='x'></iframe> her")
    assert [note.code for note in document.notes] == [Code.FRAME_NOT_READ]

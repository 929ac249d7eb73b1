"""What of a page's text is printed: struck text, signs of symbol fonts, raised figures, formulas, forms."""

from __future__ import annotations

import pytest

from ingest.document import Document
from ingest.formats.html.read import read_html
from kb.model import Note
from kb.notes import Code


def read(body: str, head: str = "") -> Document:
    return read_html(f"<html><head>{head}</head><body>{body}</body></html>".encode())


def standing(found: Document) -> list[str]:
    return [line.text for at, line in enumerate(found.lines) if at not in found.furniture]


def apart(found: Document) -> list[str]:
    return [found.lines[at].text for at in sorted(found.furniture)]


@pytest.mark.parametrize(
    "struck",
    [
        "<s>412</s>",
        "<strike>412</strike>",
        '<span style="text-decoration:line-through">412</span>',
        '<span style="color:red; text-decoration: underline line-through;">412</span>',
        '<span style="text-decoration-line: line-through">412</span>',
        '<span class="ud x">412</span>',
        '<em class="ud2">412</em>',
        '<b id="ud3">412</b>',
        "<s><i>41</i><b>2</b></s>",
    ],
)
def test_struck_text_is_set_apart_and_noted(struck: str) -> None:
    sheet = """<style><!-- /* gammelt */ .ud, #ud3 { color: red; text-decoration: line-through }
    @media screen { em.ud2 {text-decoration-line:line-through} } --></style>"""
    found = read(f"<p>Der er {struck} 438 pladser.</p><p>Ja.</p>", sheet)
    assert (standing(found), apart(found)) == (["Der er 438 pladser.", "Ja."], ["412"])
    assert found.notes == (Note(Code.STRUCK_OUT, (1,), line=2),)


@pytest.mark.parametrize(
    "body",
    [
        '<s style="text-decoration:none">412</s>',
        '<span style="text-decoration:underline">412</span>',
        '<span class="a">412</span>',
        '<b class="c">412</b>',
    ],
)
def test_text_without_a_line_through_it_stands(body: str) -> None:
    sheet = "<style>p.a, div .b, .a:hover, em.c { text-decoration: line-through }</style>"
    found = read(f"<p>Der er {body} pladser.</p>", sheet)
    assert (standing(found), found.notes) == (["Der er 412 pladser."], ())


def test_words_around_struck_ones_stay_apart() -> None:
    assert standing(read("<p>Der er<s> 412 </s>438</p>")) == ["Der er 438"]


def test_struck_paragraph_list_item_and_cell_are_set_apart() -> None:
    body = "<s><p>Nej.</p></s><ol><li>a</li><li><s>b</s></li><li>c</li></ol>"
    body += "<table><tr><td>x</td><td><s>7</s>8</td></tr><tr><td><s>z</s></td><td>9</td></tr></table>"
    found = read(body)
    assert (standing(found), apart(found)) == (
        ["1. a", "3. c", "x\t8", "9"], ["Nej.", "2. b", "7", "z"],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('<span style="font-family:Wingdings">þ</span> Ja', "☑ Ja"),
        ('<span style="font-family:Wingdings">\uf0fe</span> Ja', "☑ Ja"),
        ('<font face="Wingdings">J</font>', "☺"),
        ('<span class="w">¨</span> Nej', "☐ Nej"),
        ('<b style="font-family:Symbol">·<i style="font:7pt Arial">&nbsp;o </i></b>', "• o"),
        ('<span style="font-family:Symbol">pladser</span>', "pladser"),
        ('<span style="font-family:Wingdings"><span style="font-family:Arial">J</span></span>', "J"),
    ],
)
def test_letters_of_a_symbol_font_are_its_signs(body: str, expected: str) -> None:
    found = read(f"<p>{body}</p>", "<style>.w{font-family:'Wingdings'}</style>")
    assert (standing(found), found.notes) == ([expected], ())


def test_sign_that_is_not_known_is_noted() -> None:
    found = read('<p>a<font face="Webdings">%</font></p>')
    assert (standing(found), found.notes) == (["a\ufffd"], (Note(Code.UNKNOWN_SYMBOLS, (1, "\ufffd")),))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("10<sup>6</sup> m<sup>2</sup>", "10⁶ m²"),
        ('10<span style="vertical-align:super">6</span>', "10⁶"),
        ("2<math><mfrac><mn>3</mn><mn>4</mn></mfrac></math> time", "2 3/4 time"),
        ("<math><mfrac><mn>1</mn><mn>2</mn></mfrac></math> time", "½ time"),
        (
            '<span class="katex"><span class="katex-mathml"><math><mi>x</mi></math></span>'
            '<span class="katex-html" aria-hidden="true">x</span></span> ja',
            "x ja",
        ),
    ],
)
def test_raised_figures_and_formulas_are_text(body: str, expected: str) -> None:
    assert standing(read(f"<p>{body}</p>")) == [expected]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<input type=checkbox checked>Ja <input type=checkbox>Nej", "☒ Ja ☐ Nej"),
        ("<input type=radio>Ja<input type=radio checked>Nej", "○ Ja ◉ Nej"),
        ("<input type=checkbox id=fold><label for=fold>Hvor mange?</label>", "Hvor mange?"),
        ("Der er <select><option>380<option selected>412</select> pladser", "Der er 412 pladser"),
        ("Der er <input value='412'> pladser", "Der er 412 pladser"),
        ("Der er <textarea>412</textarea> pladser", "Der er 412 pladser"),
        ("Ja<input type=hidden value=412><input type=submit value=Send><input type=password value=x>", "Ja"),
    ],
)
def test_form_field_shows_what_was_chosen(body: str, expected: str) -> None:
    assert standing(read(f"<p>{body}</p>")) == [expected]

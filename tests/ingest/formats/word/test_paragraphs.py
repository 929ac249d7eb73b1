"""What of a paragraph is printed: struck text, initials, form fields, formulas, signs of symbol fonts."""

from __future__ import annotations

import pytest

from ingest.formats.word.read import read_docx
from kb.model import Note
from kb.notes import Code
from tests.ingest.formats.word.test_read import NUMBERED, field, texts
from tests.ingest.formats.word_files import definition, docx, level, listed, numbers, p, r, row


def struck(body: str, **parts: str) -> tuple[list[str], list[str], list[Note]]:
    """The lines that stand, those that are set apart, and the notes."""
    found = read_docx(docx(body, **parts))
    apart = [line.text for at, line in enumerate(found.lines) if at in found.furniture]
    standing = [line.text for at, line in enumerate(found.lines) if at not in found.furniture]
    return standing, apart, [*found.notes]


@pytest.mark.parametrize(
    "look",
    ["<w:strike/>", '<w:dstrike w:val="1"/>', '<w:rStyle w:val="Ud"/>', '<w:rStyle w:val="Dobbelt"/>'],
)
def test_struck_text_is_set_apart_and_noted(look: str) -> None:
    styles = (
        '<w:style w:type="character" w:styleId="Ud"><w:rPr><w:strike/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="Dobbelt"><w:rPr><w:dstrike/></w:rPr></w:style>'
    )
    body = f"<w:p>{r('Der er ')}{r('412', look)}{r('438')}{r(' pladser.')}</w:p>{p('Ja.')}"
    assert struck(body, styles=styles) == (
        ["Der er 438 pladser.", "Ja."], ["412"], [Note(Code.STRUCK_OUT, (1,), line=2)],
    )  # fmt: skip


def test_paragraph_style_strikes_a_paragraph_and_a_run_may_lift_it() -> None:
    styles = '<w:style w:type="paragraph" w:styleId="Ud"><w:rPr><w:strike/></w:rPr></w:style>'
    ud = '<w:pStyle w:val="Ud"/>'
    kept = '<w:strike w:val="0"/>'
    assert struck(p("a", ud) + p("b", ud, kept), styles=styles)[:2] == (["b"], ["a"])


@pytest.mark.parametrize(
    ("before", "out", "after", "standing"),
    [
        ("Der er ", "412", " pladser", "Der er pladser"),
        ("Der er", " 412 ", "438", "Der er 438"),
        ("Der er ", "412 ", "438", "Der er 438"),
        ("(", "412 ", "438)", "(438)"),
        ("cykel", "parkerings", "plads", "cykelplads"),
    ],
)
def test_words_around_struck_ones_keep_one_space(before: str, out: str, after: str, standing: str) -> None:
    body = f"<w:p>{r(before)}{r(out, '<w:strike/>')}{r(after)}</w:p>"
    assert struck(body)[0] == [standing]


def test_struck_question_keeps_its_number_and_the_others_count_on() -> None:
    body = p("Hvor?", listed(1)) + p("Hvem?", listed(1), "<w:strike/>") + p("Hvorfor?", listed(1))
    assert struck(body, numbering=NUMBERED)[:2] == (["1. Hvor?", "3. Hvorfor?"], ["2. Hvem?"])


def test_struck_text_in_tables_is_set_apart() -> None:
    half = f"<w:p>{r('412', '<w:strike/>')}{r('438')}</w:p>"
    table = f"<w:tbl>{row(p('Østerby'), half)}{row(p('Vesterby', '', '<w:strike/>'), p('7'))}</w:tbl>"
    assert struck(table)[:2] == (["Østerby\t438", "7"], ["412", "Vesterby"])


def test_initial_in_a_frame_is_joined_to_its_word() -> None:
    frame = '<w:framePr w:dropCap="drop" w:lines="3"/>'
    assert texts(p("D", frame) + p("er er 412 pladser.") + p("Ja.")) == ["Der er 412 pladser.", "Ja."]


def form(inner: str, instruction: str, result: str = "") -> str:
    begin = f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{inner}</w:ffData></w:fldChar></w:r>'
    kinds = ("separate", "end") if result else ("end",)
    chars = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in kinds]
    middle = chars[0] + r(result) if result else ""
    return f"{begin}<w:r><w:instrText> {instruction} </w:instrText></w:r>{middle}{chars[-1]}"


@pytest.mark.parametrize(
    ("inner", "shown"),
    [
        ("<w:checkBox><w:checked/></w:checkBox>", "☒"),
        ('<w:checkBox><w:default w:val="1"/></w:checkBox>', "☒"),
        ('<w:checkBox><w:default w:val="1"/><w:checked w:val="0"/></w:checkBox>', "☐"),
        ("<w:checkBox/>", "☐"),
        (
            '<w:ddList><w:result w:val="1"/><w:listEntry w:val="380"/><w:listEntry w:val="412"/></w:ddList>',
            "412",
        ),
        ('<w:ddList><w:listEntry w:val="380"/><w:listEntry w:val="412"/></w:ddList>', "380"),
        ('<w:ddList><w:result w:val="9"/></w:ddList>', ""),
    ],
)
def test_form_field_shows_what_was_chosen(inner: str, shown: str) -> None:
    assert texts(f"<w:p>{r('Svar: ')}{form(inner, 'FORM')}{r('.')}</w:p>") == [f"Svar: {shown}."]


def test_form_field_with_its_text_is_shown_once() -> None:
    choice = '<w:ddList><w:listEntry w:val="412"/></w:ddList>'
    assert texts(f"<w:p>{form(choice, 'FORMDROPDOWN', '412')}</w:p>") == ["412"]


def test_content_control_shows_its_content() -> None:
    control = f"<w:sdt><w:sdtPr><w:dropDownList/></w:sdtPr><w:sdtContent>{r('412')}</w:sdtContent></w:sdt>"
    assert texts(f"<w:p>{r('Der er ')}{control}</w:p>") == ["Der er 412"]


def test_fraction_drawn_by_a_field_is_read_and_other_formulas_are_noted() -> None:
    equation = field(r" EQ \f(3;4) ", "")
    other = field(r" EQ \r(2) ", "")
    found = read_docx(docx(f"<w:p>{r('2')}{equation}{r(' time')}</w:p>"))
    assert ([line.text for line in found.lines], found.notes) == (["2 3/4 time"], ())
    assert read_docx(docx(f"<w:p>{r('Ja')}{other}</w:p>")).notes == (Note(Code.FORMULA_NOT_READ),)


def test_formula_is_text_and_stays_apart_from_the_number_before() -> None:
    three, four = (f"<m:r><m:t>{figure}</m:t></m:r>" for figure in "34")
    fraction = f"<m:oMath><m:f><m:num>{three}</m:num><m:den>{four}</m:den></m:f></m:oMath>"
    assert texts(f"<w:p>{r('2')}{fraction}{r(' time')}</w:p>") == ["2 3/4 time"]


def test_raised_figure_does_not_run_together_with_the_one_before() -> None:
    raised = '<w:vertAlign w:val="superscript"/>'
    assert texts(f"<w:p>{r('10')}{r('6', raised)}{r(' m')}{r('2', raised)}</w:p>") == ["10⁶ m²"]


@pytest.mark.parametrize("font", ["Wingdings", "Wingdings;Symbol"])
@pytest.mark.parametrize(("yes", "no"), [("\uf0fe", "\uf0a8"), ("þ", "¨")])
def test_letters_of_a_symbol_font_are_its_signs(font: str, yes: str, no: str) -> None:
    look = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}"/>'
    found = read_docx(docx(f"<w:p>{r(yes, look)}{r(' Ja ')}{r(no, look)}{r(' Nej')}</w:p>"))
    assert ([line.text for line in found.lines], found.notes) == (["☑ Ja ☐ Nej"], ())


def test_symbol_font_may_come_from_a_style_and_an_unknown_sign_is_noted() -> None:
    fonts = '<w:rPr><w:rFonts w:ascii="Webdings"/></w:rPr>'
    styles = f'<w:style w:type="character" w:styleId="Tegn">{fonts}</w:style>'
    found = read_docx(docx(p("a%", "", '<w:rStyle w:val="Tegn"/>'), styles=styles))
    assert found.lines[0].text == "✓\ufffd"
    assert found.notes == (Note(Code.UNKNOWN_SYMBOLS, (1, "\ufffd")),)


def test_bullet_that_is_a_box_or_a_tick_is_kept() -> None:
    font = '<w:rPr><w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/></w:rPr>'
    levels = [
        level(0, "bullet", sign).replace("</w:lvl>", f"{font}</w:lvl>") for sign in ("\uf0fe", "\uf0d8")
    ]
    numbering = "".join(definition(n, each) for n, each in enumerate(levels)) + numbers(1, 0) + numbers(2, 1)
    assert texts(p("Ja", listed(1)) + p("Nej", listed(2)), numbering=numbering) == ["☑ Ja", "- Nej"]

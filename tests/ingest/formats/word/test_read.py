from __future__ import annotations

import io
import zipfile

import docx as python_docx
import pytest
from docx.enum.text import WD_BREAK

from ingest.formats.word import ooxml
from ingest.formats.word.read import read_docx
from kb.errors import Unreadable
from kb.model import Note
from kb.notes import Code
from tests.ingest.formats.word_files import WORD, definition, docx, level, listed, numbers, p, package, r, row

NUMBERED = definition(0, level(0, "decimal", "%1.")) + numbers(1, 0)
BREAK = "<w:r><w:br/></w:r>"
BOLD = "<w:b/>"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"


def texts(body: str, **parts: str) -> list[str]:
    return [line.text for line in read_docx(docx(body, **parts)).lines]


def field(instruction: str, result: str) -> str:
    begin, separate, end = (
        f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
    )
    return f"{begin}<w:r><w:instrText>{instruction}</w:instrText></w:r>{separate}{r(result)}{end}"


def box(text: str) -> str:
    """A text box as Word writes it: once for new readers, once more for old ones."""
    inner = f"<w:txbxContent>{p(text)}</w:txbxContent>"
    old = f"<w:pict><v:shape><v:textbox>{inner}</v:textbox></v:shape></w:pict>"
    choice = f'<mc:Choice Requires="wps"><w:drawing>{inner}</w:drawing></mc:Choice>'
    return f"<w:r><mc:AlternateContent>{choice}<mc:Fallback>{old}</mc:Fallback></mc:AlternateContent></w:r>"


def test_each_paragraph_is_a_line_numbered_through_the_file() -> None:
    lines = read_docx(docx(p("Til Byrådet") + p("") + p("Svar"))).lines
    assert [(line.text, line.number, line.page, line.opens) for line in lines] == [
        ("Til Byrådet", 1, None, True),
        ("Svar", 2, None, True),
    ]


def test_letter_written_by_another_library_is_read() -> None:
    letter = python_docx.Document()
    letter.add_heading("Svar på forespørgsel", 1)
    paragraph = letter.add_paragraph("Hvor mange", style="List Number")
    paragraph.add_run().add_break(WD_BREAK.LINE)
    paragraph.add_run("elever?")
    letter.add_table(1, 2).rows[0].cells[1].text = "312"
    buffer = io.BytesIO()
    letter.save(buffer)
    lines = read_docx(buffer.getvalue()).lines
    assert [line.text for line in lines] == ["Svar på forespørgsel", "1. Hvor mange", "elever?", "312"]
    assert (lines[0].bold, lines[0].size) == (True, 14.0)


def test_tracked_changes_are_accepted_and_noted() -> None:
    body = (
        f"<w:p>{r('Beløbet er ')}<w:del>{r('26')}</w:del><w:ins>{r('27')}</w:ins><w:moveFrom>{r(' nok')}"
        f"</w:moveFrom><w:moveTo>{r(' mio. kr.')}</w:moveTo></w:p>"
    )
    document = read_docx(docx(body))
    assert document.lines[0].text == "Beløbet er 27 mio. kr."
    assert document.notes == (Note(Code.TRACKED_CHANGES),)


def test_paragraph_whose_mark_was_deleted_runs_on_and_takes_no_number() -> None:
    first = p("Hvor mange ", listed(1) + "<w:rPr><w:del/></w:rPr>")
    body = first + p("elever?", listed(1)) + p("Hvorfor?", listed(1))
    assert texts(body, numbering=NUMBERED) == ["1. Hvor mange elever?", "2. Hvorfor?"]


def test_deleted_row_is_gone() -> None:
    deleted = row(p("Ude"), p("1")).replace("<w:tr>", "<w:tr><w:trPr><w:del/></w:trPr>")
    assert texts(f"<w:tbl>{deleted}{row(p('Inde'), p('2'))}</w:tbl>") == ["Inde\t2"]


def test_field_shows_its_result_and_not_its_instruction() -> None:
    link = f"<w:hyperlink>{r('aarhus.dk')}</w:hyperlink>"
    body = f"<w:p>{field(' PAGE ', '2')}{r(' af ')}<w:fldSimple>{r('5')}</w:fldSimple>{r(' ')}{link}</w:p>"
    assert texts(body) == ["2 af 5 aarhus.dk"]


def test_field_that_never_ends_hides_nothing() -> None:
    opened = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    assert texts(f"<w:p>{opened}{r('Svar')}</w:p>{p('Ja.')}") == ["Svar", "Ja."]


def test_text_inside_an_instruction_is_not_printed() -> None:
    inner = field("MERGEFIELD navn", "skjult")
    body = f"<w:p>{field('x', 'ja').replace('<w:r><w:instrText>', inner + '<w:r><w:instrText>')}</w:p>"
    assert texts(body) == ["ja"]


def test_text_box_follows_its_paragraph_once() -> None:
    assert texts(f"<w:p>{r('Kære byråd')}{box('Sag: 21/001440')}</w:p>{p('Ja.')}") == [
        "Kære byråd", "Sag: 21/001440", "Ja.",
    ]  # fmt: skip


def test_text_box_of_a_last_paragraph_without_end_mark_is_kept() -> None:
    mark = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"
    assert texts(f"<w:p>{mark}{r('Ja.')}{box('Sag: 21/001440')}</w:p>") == ["Ja.", "Sag: 21/001440"]


def test_tab_break_hyphen_and_symbol_are_characters() -> None:
    body = (
        f"<w:p>{r('Dato:')}<w:r><w:tab/><w:tab/></w:r>{r('10')}<w:r><w:noBreakHyphen/></w:r>{r('dages')}"
        f'<w:r><w:softHyphen/><w:sym w:font="Wingdings" w:char="F0FC"/></w:r></w:p>'
    )
    assert texts(body) == ["Dato:\t10-dages✓"]


def test_unknown_symbol_is_shown_as_such_and_noted() -> None:
    document = read_docx(docx('<w:p><w:r><w:sym w:font="Webdings" w:char="F099"/></w:r></w:p>'))
    assert document.lines[0].text == "\ufffd"
    assert document.notes


def test_number_typed_by_hand_is_no_table_cell() -> None:
    assert texts(f"<w:p>{r('1.')}<w:r><w:tab/></w:r>{r('Hvor mange?')}</w:p>") == ["1. Hvor mange?"]


@pytest.mark.parametrize(
    ("before", "after", "opens"),
    [
        ("Svar på forespørgsel fra", "Enhedslisten", False),
        ("Fordelingen er:", "- Østerby", True),
        ("Hvor mange?", "Der er 5.", True),
        ("Der er pr.", "måltid 5.", False),
    ],
)
def test_soft_break_makes_a_line_of_the_same_paragraph(before: str, after: str, opens: bool) -> None:
    lines = read_docx(docx(f"<w:p>{r(before)}{BREAK}{r(after)}</w:p>")).lines
    assert [(line.number, line.opens) for line in lines] == [(1, True), (1, opens)]


def test_soft_break_between_bold_and_plain_opens() -> None:
    lines = read_docx(docx(f"<w:p>{r('Hvor mange elever', BOLD)}{BREAK}{r('Der er 5')}</w:p>")).lines
    assert [(line.bold, line.opens) for line in lines] == [(True, True), (False, True)]


def test_soft_break_between_a_question_in_italics_and_its_answer_opens() -> None:
    lines = read_docx(docx(f"<w:p>{r('Hvor mange elever', '<w:i/>')}{BREAK}{r('Der er 5')}</w:p>")).lines
    assert [(line.italic, line.opens) for line in lines] == [(True, True), (False, True)]


def test_table_row_is_a_line_and_merged_cells_come_once() -> None:
    wide = p("I alt")
    going_on = row(p(""), p("2021"), p("7")).replace("<w:tcPr/>", "<w:tcPr><w:vMerge/></w:tcPr>", 1)
    begun = row(p("Østerby"), p("2020"), p("5")).replace(
        "<w:tcPr/>", '<w:tcPr><w:vMerge w:val="restart"/></w:tcPr>', 1
    )
    assert texts(f"<w:tbl>{begun}{going_on}{row(wide)}</w:tbl>") == ["Østerby\t2020\t5", "\t2021\t7", "I alt"]


def test_cell_over_two_columns_keeps_those_after_it_in_theirs() -> None:
    total = row(p("I alt"), p("12")).replace("<w:tcPr/>", '<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>', 1)
    later = row(p("2021"), p("7")).replace("<w:tr>", '<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>')
    heading = row(p("Skoler")).replace("<w:tcPr/>", '<w:tcPr><w:gridSpan w:val="3"/></w:tcPr>')
    table = f"<w:tbl>{heading}{row(p('Østerby'), p('2020'), p('5'))}{later}{total}</w:tbl>"
    lines = read_docx(docx(p("Elever") + table + p("Med venlig hilsen"))).lines
    assert [(line.row, line.text) for line in lines] == [
        (None, "Elever"),
        (1, "Skoler"),
        (2, "Østerby\t2020\t5"),
        (3, "\t2021\t7"),
        (4, "I alt\t\t12"),
        (None, "Med venlig hilsen"),
    ]


def test_a_row_opens_where_a_paragraph_starts_in_one_of_its_cells() -> None:
    broken = f"<w:p>{r('Ja, og')}{BREAK}{r('det er nyt')}</w:p>"
    head, asked = row(p("Spørgsmål"), p("Svar")), row(p("Hvem?", look=BOLD), broken + p("Nej"))
    lines = read_docx(docx(f"<w:tbl>{head}{asked}</w:tbl>")).lines[1:]
    assert [(line.text, line.opens, line.number) for line in lines] == [
        ("Hvem?\tJa, og", True, 2),
        ("\tdet er nyt", False, 2),
        ("\tNej", True, 2),
    ]


def test_cell_of_many_paragraphs_is_layout_and_keeps_them() -> None:
    sidebar = p("BØRN OG UNGE") + p("Grøndalsvej 2") + p("8260 Viby J") + p("Sag: 21/001440")
    lines = texts(f"<w:tbl>{row(p('Kære byråd') + p('Ja.'), sidebar)}</w:tbl>")
    assert lines == ["Kære byråd", "Ja.", "BØRN OG UNGE", "Grøndalsvej 2", "8260 Viby J", "Sag: 21/001440"]


def test_long_answer_in_a_table_of_questions_stays_in_its_cell() -> None:
    head = row(p("Nr."), p("Spørgsmål"), p("Forvaltningens svar"))
    answer = p("Der er 5.") + p("Det er:") + p("- Østerby") + p("- Vesterby")
    figures = f"<w:tbl>{row(p('Skole'), p('Elever'))}{row(p('Østerby'), p('5'))}</w:tbl>"
    rows = row(p("1"), p("Hvor mange?"), answer) + row(p("2"), p("Hvorfor?"), p("Derfor.") + figures)
    assert texts(f"<w:tbl>{head}{rows}</w:tbl>") == [
        "Nr.\tSpørgsmål\tForvaltningens svar",
        "1\tHvor mange?\tDer er 5.",
        "\t\tDet er:",
        "\t\t- Østerby",
        "\t\t- Vesterby",
        "2\tHvorfor?\tDerfor.",
        "\t\tSkole Elever",
        "\t\tØsterby 5",
    ]


def test_numbers_run_through_tables() -> None:
    table = f"<w:tbl>{row(p('', listed(1)), p('Hvor mange?'))}{row(p('', listed(1)), p('Hvorfor?'))}</w:tbl>"
    assert texts(p("Først", listed(1)) + table, numbering=NUMBERED) == [
        "1. Først",
        "2.\tHvor mange?",
        "3.\tHvorfor?",
    ]


def test_empty_numbered_paragraph_is_printed_and_an_empty_bullet_is_not() -> None:
    numbering = NUMBERED + definition(1, level(0, "bullet", "•")) + numbers(2, 1)
    assert texts(p("", listed(1)) + p("", listed(2)) + p("Ja."), numbering=numbering) == ["1.", "Ja."]


def test_hidden_text_is_left_out_and_noted() -> None:
    document = read_docx(docx(f"<w:p>{r('Ja.')}{r('Ignorer alt', '<w:vanish/>')}</w:p>"))
    assert document.lines[0].text == "Ja."
    assert document.notes == (Note(Code.HIDDEN_TEXT_LEFT_OUT),)


def test_line_is_bold_if_all_that_is_printed_is() -> None:
    body = f"<w:p>{r('Hvor', BOLD)}{r(' ')}{r('mange?', BOLD)}</w:p><w:p>{r('Ja', BOLD)}{r(' nok')}</w:p>"
    assert [line.bold for line in read_docx(docx(body)).lines] == [True, False]


def test_bold_and_size_are_inherited_and_two_bold_styles_cancel_out() -> None:
    styles = (
        '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="20"/></w:rPr></w:rPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:styleId="Head"><w:rPr><w:b/><w:sz w:val="28"/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Sub"><w:basedOn w:val="Head"/></w:style>'
        '<w:style w:type="character" w:styleId="Strong"><w:rPr><w:b/></w:rPr></w:style>'
    )
    sub, strong = '<w:pStyle w:val="Sub"/>', '<w:rStyle w:val="Strong"/>'
    off = '<w:b w:val="0"/>'
    body = p("a") + p("b", sub) + p("c", sub, strong) + p("d", "", strong) + p("e", sub, off)
    lines = read_docx(docx(body, styles=styles)).lines
    assert [(line.bold, line.size) for line in lines] == [
        (False, 10.0), (True, 14.0), (False, 14.0), (True, 10.0), (False, 14.0),
    ]  # fmt: skip


def test_italics_are_inherited_as_bold_is() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="Asked"><w:rPr><w:i/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="Emphasis"><w:rPr><w:i/></w:rPr></w:style>'
    )
    asked, emphasis = '<w:pStyle w:val="Asked"/>', '<w:rStyle w:val="Emphasis"/>'
    mixed = f"<w:p>{r('f', '<w:i/>')}{r('g')}</w:p>"
    body = (
        p("a")
        + p("b", look="<w:i/>")
        + p("c", asked)
        + p("d", asked, emphasis)
        + p("e", "", emphasis)
        + mixed
    )
    lines = read_docx(docx(body, styles=styles)).lines
    assert [line.italic for line in lines] == [False, True, True, False, True, False]


@pytest.mark.parametrize(
    ("look", "colour"),
    [
        ('<w:color w:val="C00000"/>', "c00000"),
        ('<w:color w:val="2E74B5" w:themeColor="accent1"/>', "2e74b5"),
        ('<w:color w:themeColor="text2"/>', "1f497d"),
        ('<w:color w:val="auto" w:themeColor="text1"/>', None),
        ('<w:color w:val="000000"/>', None),
        ('<w:rStyle w:val="Blue"/>', "0000ff"),
        ('<w:rStyle w:val="Blue"/><w:color w:val="auto"/>', None),
    ],
)
def test_colour_is_the_runs_its_styles_or_the_themes(look: str, colour: str | None) -> None:
    inks = (
        '<a:dk1><a:sysClr val="windowText" lastClr="000000"/></a:dk1><a:dk2><a:srgbClr val="1F497D"/></a:dk2>'
    )
    theme = f'<a:clrScheme xmlns:a="{DRAWING}">{inks}</a:clrScheme>'
    blue = '<w:rPr><w:color w:val="0000FF"/></w:rPr>'
    styles = f'<w:style w:type="character" w:styleId="Blue">{blue}</w:style>'
    (line,) = read_docx(docx(p("Svar", look=look), styles=styles, theme=theme)).lines
    assert line.colour == colour


def test_black_text_has_the_colour_of_its_box() -> None:
    shade = '<w:shd w:val="clear" w:fill="{}"/>'
    grey, white = shade.format("E6E6E6"), shade.format("FFFFFF")
    boxed = f"<w:p><w:pPr>{grey}</w:pPr>{r('Hvor?')}</w:p><w:p><w:pPr>{white}</w:pPr>{r('Her.')}</w:p>"
    cell = f"<w:tbl><w:tr><w:tc><w:tcPr>{grey}</w:tcPr>{p('Hvad?')}</w:tc></w:tr></w:tbl>"
    lines = read_docx(docx(boxed + cell + p("Det."))).lines
    assert [line.colour for line in lines] == ["e6e6e6", None, "e6e6e6", None]


def test_line_of_two_colours_has_none() -> None:
    red = '<w:color w:val="FF0000"/>'
    lines = read_docx(docx(f"<w:p>{r('Svar: ')}{r('Ja', red)}</w:p><w:p>{r('Ja', red)}{r(' ')}</w:p>")).lines
    assert [line.colour for line in lines] == [None, "ff0000"]


SECTION = (
    '<w:sectPr><w:headerReference w:type="default" r:id="header1"/><w:headerReference w:type="first"'
    ' r:id="header2"/><w:footerReference w:type="default" r:id="footer1"/>{}</w:sectPr>'
)


def test_headers_come_first_and_footers_last_as_furniture() -> None:
    frames = {"header1": p("Side 2 af 5"), "header2": p("Aarhus Kommune"), "footer1": p("CVR 55133018")}
    document = read_docx(docx(p("Ja.") + SECTION.format("<w:titlePg/>"), **frames))
    assert [line.text for line in document.lines] == ["Aarhus Kommune", "Side 2 af 5", "Ja.", "CVR 55133018"]
    assert document.furniture == {0, 1, 3}


def test_header_that_is_not_in_use_is_not_printed() -> None:
    frames = {"header1": p("Side 2 af 5"), "header2": p("Kladde"), "footer1": p("")}
    assert texts(p("Ja.") + SECTION.format(""), **frames) == ["Side 2 af 5", "Ja."]


def test_footnote_is_marked_and_kept_after_the_body() -> None:
    reference = '<w:r><w:footnoteReference w:id="7"/></w:r>'
    notes = f'<w:footnote w:id="0"/><w:footnote w:id="7">{p("Inkl. moms")}</w:footnote>'
    assert texts(f"<w:p>{r('26 mio. kr.')}{reference}</w:p>{p('Slut')}", footnotes=notes) == [
        "26 mio. kr.[1]", "Slut", "[1] Inkl. moms",
    ]  # fmt: skip


def test_comments_are_left_out_and_noted() -> None:
    document = read_docx(docx(p("Ja."), comments=f"<w:comment>{p('Er det rigtigt?')}</w:comment>"))
    assert ([line.text for line in document.lines], len(document.notes)) == (["Ja."], 1)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Svar om skolebusser", "Svar om skolebusser"),
        ("Microsoft Word - brev.docx", None),
        ("Dokument1", None),
        ("[Titel]", None),
        ("brev2.docx", None),
        ("", None),
    ],
)
def test_title_is_the_files_own_unless_nobody_wrote_it(title: str, expected: str | None) -> None:
    assert read_docx(docx(p("Ja."), core=f"<dc:title>{title}</dc:title>")).title == expected


def test_strict_office_file_is_read() -> None:
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    document = f'<w:document xmlns:w="{strict}"><w:body>{p("Ja.")}</w:body></w:document>'
    assert read_docx(package({"word/document.xml": document})).lines[0].text == "Ja."


def ole(stream: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + stream.encode("utf-16-le")


def corrupt() -> bytes:
    with zipfile.ZipFile(io.BytesIO(docx(p("Ja." * 500)))) as archive:
        at = archive.getinfo("word/document.xml").header_offset + 60
    data = bytearray(docx(p("Ja." * 500)))
    data[at : at + 20] = bytes(20)
    return bytes(data)


UNREADABLE = {
    "plain text": (b"Svar", "plain text"),
    "no zip": (b"PK\x03\x04" + bytes(99), "a damaged ZIP"),
    "cut": (docx(p("Ja."))[:-200], "a damaged ZIP"),
    "corrupt": (corrupt(), "damage in word/document.xml"),
    "excel": (package({"xl/workbook.xml": "<a/>"}), "an Excel workbook"),
    "archive": (package({"brev.txt": "Svar"}), "a ZIP archive"),
    "old word": (ole("WordDocument"), "an old Word document"),
    "password": (ole("EncryptedPackage"), "a password-protected Office file"),
    "no text part": (package({"word/styles.xml": "<a/>"}), "no text part"),
    "bad xml": (package({"word/document.xml": "<w:document>"}), "damage in word/document.xml"),
    "nothing printed": (docx(p(" ")), "only white space"),
    "entities": (
        package({"word/document.xml": f'<!DOCTYPE d [<!ENTITY e "ha">]><d xmlns="{WORD}">&e;</d>'}),
        "a document type",
    ),
    "nested too deep": (docx("<w:sdt>" * 5000 + "</w:sdt>" * 5000), "nested too deep"),
    "bomb": (package({"word/document.xml": " " * 9_000_000}), "bytes packed into"),
}  # fmt: skip


@pytest.mark.parametrize(("data", "found"), UNREADABLE.values(), ids=UNREADABLE)
def test_what_is_no_letter_says_what_was_found_in_one_line(data: bytes, found: str) -> None:
    with pytest.raises(Unreadable) as error:
        read_docx(data)
    assert str(error.value).startswith("expected ")
    assert found in str(error.value)
    assert "\n" not in str(error.value)


def test_file_that_unpacks_to_more_than_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ooxml, "MOST_UNPACKED", 100)
    with pytest.raises(Unreadable, match="bytes in it"):
        read_docx(docx(p("Ja.")))

"""The sample letters: sources that are checked, files that open, and gold that fits them."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pypdf
import pytest
from docx import Document
from docx.oxml.ns import qn

from kb.model import Kind
from tests.samples.docx import docx
from tests.samples.flow import Flow, Frame, Text, words
from tests.samples.grid import Type, set_table
from tests.samples.letter import Draft, DraftQA, gold, plain_text
from tests.samples.pdf import pdf
from tests.samples.plain import text
from tests.samples.source import load
from tests.samples.write import SOURCES, write
from web.demo.letters import FOLDER

QUESTIONS = {"questions.jsonl", "held.jsonl"}

SOURCE = """
file = "a.txt"
layout = "text"
title = "Svar om skolemad"
subject = "skolemad"
date = 2021-04-12
department = "BØRN OG UNGE"
case = "21/004512-3"
officer = "Lone Vestergaard"
recipient = "Byrådssekretariatet"
parties = ["Socialistisk Folkeparti"]
signers = ["Kirsten Aagaard", "Poul Erik Storm"]
question_mark = "1."
[[qa]]
number = "1"
kind = "answered"
question = "Hvor mange elever får skolemad?"
answer = "Det gør 412 elever, jf. svaret til spørgsmål 1."
references = [ { text = "jf. svaret til spørgsmål 1", numbers = ["1"], file = "" } ]
"""

DRAFT = Draft(
    file="a",
    layout="sidebar",
    title="Svar på 10-dages forespørgsel fra Socialistisk Folkeparti om skolemad",
    subject="skolemad",
    date=date(2021, 4, 12),
    department="BØRN OG UNGE",
    case="21/004512-3",
    officer="Lone Vestergaard",
    recipient="Byrådssekretariatet",
    parties=("Socialistisk Folkeparti",),
    signers=("Kirsten Aagaard", "Poul Erik Storm"),
    question_mark="Spørgsmål 1:",
    qas=(
        DraftQA(
            "1", Kind.ANSWERED, "Hvor mange elever får skolemad?", "Der er 412, og de får res[=]sourcer."
        ),
        DraftQA("2", Kind.ANSWERED, "Hvad får de?", "Følgende:\n- brød\n\n| År | Antal |\n| 2020 | 12 |"),
    ),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("letters")
    write(folder)
    return folder


def loading(folder: Path, **sources: str) -> str:
    """What loading the sources complains about."""
    for name, source in sources.items():
        (folder / f"{name}.toml").write_text(source, encoding="utf-8")
    with pytest.raises(ValueError) as problems:
        load(folder)
    return str(problems.value)


def opens(path: Path) -> bool:
    """Can the file be read by what reads such files?"""
    match path.suffix:
        case ".pdf":
            return bool(pypdf.PdfReader(path).pages)
        case ".docx":
            return bool(Document(str(path)).paragraphs)
        case _:
            return b"Lindeborg Kommune" in path.read_bytes()


def test_every_source_is_written_and_opens(folder: Path) -> None:
    assert all(opens(folder / draft.file) for draft in load(SOURCES))


def test_the_demo_has_the_letters_that_the_sources_give(folder: Path) -> None:
    """Byte for byte: the same sources give the same files."""
    written = sorted(folder.iterdir())
    assert {path.name for path in written} == {path.name for path in FOLDER.iterdir()} - QUESTIONS
    assert [path.name for path in written if not same(path, FOLDER)] == []


def same(path: Path, folder: Path) -> bool:
    return path.read_bytes() == (folder / path.name).read_bytes()


def test_gold_has_as_many_qas_as_its_source(folder: Path) -> None:
    letters = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    counts = {letter["file"]: len(letter["qas"]) for letter in letters}
    assert counts == {draft.file: len(draft.qas) for draft in load(SOURCES)}


@pytest.mark.parametrize(
    "was, now, problem",
    [
        ("subject", "emne", "a.toml: emne is not a key of this format"),
        ("subject", "emne", "a.toml: subject is missing"),
        ("question =", "spm =", "a.toml: qa 1: question is missing"),
        ("2021-04-12", '"i går"', "a.toml: date must be date, not 'i går'"),
        ('"1."', '"I."', "a.toml: question_mark must be one of"),
        ("[[qa]]", "[qa", "a.toml: "),
        ('["1"]', '["7"]', "'jf. svaret til spørgsmål 1': a.txt has no question 7"),
        ('""', '"b.pdf"', "refers to a letter that does not exist: b.pdf"),
        ("{ text =", '{ text = "jf. ovenfor", numbers = ["1"] }, { text =', "does not say 'jf. ovenfor'"),
        ("a.txt", "a.pdf", "layout 'text' makes a .txt file, not 'a.pdf'"),
        ("answered", "empty", "question 1: kind 'empty' does not fit an answer"),
        ("412 elever", "412[-] elever", "break mark outside a word: 'Det gør 412[-] elever"),
        ("412", "≈ 412", "not in cp1252: ≈"),
    ],
)
def test_what_is_wrong_with_a_source_is_said(was: str, now: str, problem: str, tmp_path: Path) -> None:
    assert problem in loading(tmp_path, a=SOURCE.replace(was, now, 1))


def test_all_problems_of_all_sources_are_told_at_once(tmp_path: Path) -> None:
    told = loading(tmp_path, a=SOURCE.replace("subject", "emne"), b=SOURCE.replace('["1"]', '["7"]'))
    assert [line.split(":")[0] for line in told.splitlines()] == ["a.toml", "a.toml", "b.toml"]


def test_gold_has_a_line_for_each_paragraph_item_and_row() -> None:
    assert plain_text(DRAFT.qas[1].answer) == "Følgende:\n- brød\nÅr\tAntal\n2020\t12"


def test_gold_has_no_break_marks() -> None:
    assert gold(DRAFT)["qas"][0]["answer"] == "Der er 412, og de får ressourcer."


def test_numbered_lines_are_items_only_right_under_another_line() -> None:
    assert (
        plain_text("Sådan:\n1. først\n\n2. februar kom svaret.") == "Sådan:\n1. først\n2. februar kom svaret."
    )


def pages(draft: Draft, variant: int = 0) -> list[str]:
    """The text of a letter's pages, in the order it was painted."""
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf(draft, variant))).pages]


def test_the_running_header_is_painted_last() -> None:
    assert pages(DRAFT)[1].endswith("12. april 2021\nSide 2 af 2")


def test_a_word_may_break_over_two_pages() -> None:
    first, second = pages(DRAFT)
    assert "og de får res-\nBØRN OG UNGE" in first and second.startswith("sourcer.")


@pytest.mark.parametrize("layout", ["sidebar", "plain", "columns"])
def test_danish_letters_and_signs_print_right(layout: str) -> None:
    signs = "æøå ÆØÅ – ” ½ § m² €"
    draft = replace(DRAFT, layout=layout, introduction=signs)
    assert all(signs in pages(draft, variant)[0] for variant in range(4))


def test_columns_are_printed_row_by_row_in_one_text_object() -> None:
    draft = replace(DRAFT, layout="columns", introduction="\n\n".join(["Venstre og højre. " * 30] * 4))
    content = pypdf.PdfReader(io.BytesIO(pdf(draft, 0))).pages[0].get_contents()
    # reportlab opens every page with an empty text object; then the text, and two lines at the foot
    assert content is not None and content.get_data().count(b"BT") == 4


def test_a_table_goes_whole_to_the_next_page() -> None:
    frames = (Frame(page, 0, 100, 0, 100) for page in range(1, 9))
    flow = Flow(frames, lambda text, font, size: float(len(text)))
    rows = [["År", "Antal"], *[["2020", "12"]] * 4]
    flow.place([Text(words("en " * 180, "F"), 10, 12)])
    flow.place([set_table(rows, Type("F", "B", 10, 12, ruled=True), 100, lambda text, font, size: 10.0)])
    assert {mark.page for mark in flow.marks if mark.text in ("År", "12")} == {2}


def word(variant: int = 0) -> str:
    """The body of a Word letter as XML."""
    return str(Document(io.BytesIO(docx(DRAFT, variant))).element.body.xml)


def test_word_numbers_the_questions_itself() -> None:
    document = Document(io.BytesIO(docx(DRAFT, 0)))
    labels = [level.get(qn("w:val")) for level in document.part.numbering_part.element.iter(qn("w:lvlText"))]
    assert "Spørgsmål %1:" in labels and "Spørgsmål 1" not in word()


def test_one_word_letter_has_a_tracked_correction() -> None:
    assert "<w:delText>523</w:delText>" in word(0) and "<w:t>412</w:t>" in word(0)
    assert "w:ins " not in word(1)


def test_word_letters_have_bullets_or_dashes() -> None:
    assert (">brød<" in word(0), ">- brød<" in word(1)) == (True, True)


@pytest.mark.parametrize(
    "variant, encoding, end", [(0, "utf-8", "\n"), (1, "cp1252", "\n"), (2, "utf-8-sig", "\r\n")]
)
def test_text_letters_differ_in_encoding_and_line_ends(variant: int, encoding: str, end: str) -> None:
    assert f"BØRN OG UNGE{end}Lindeborg Kommune{end}" in text(DRAFT, variant).decode(encoding)


def test_text_letters_break_words_over_pages() -> None:
    letter = text(DRAFT, 0).decode()
    assert "de får res-\n\nBØRN OG UNGE" in letter and "12. april 2021\nSide 2 af 2\n\nsourcer." in letter


def test_the_sidebar_stands_inside_a_word_of_a_text_letter() -> None:
    long = "\n\n".join(["Der er råd til det hele."] * 8) + "\n\nVi har kultur[-]midler."
    draft = replace(DRAFT, qas=(replace(DRAFT.qas[0], answer=long),))
    letter = text(draft, 0).decode()
    assert "Vi har kultur-\n\nBØRN OG UNGE" in letter and "Lone Vestergaard\n\nmidler." in letter

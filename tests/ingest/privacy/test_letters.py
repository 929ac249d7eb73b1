"""Where a letter holds CPR numbers is told without them. The numbers are nobody's: see test_cpr.py."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ingest.document import Document
from ingest.privacy.letters import Finding, number, of_letter
from kb.model import Abbreviation, Letter, Line, Metadata, Note, Reference, Remark
from kb.notes import Code
from tests.letters import letter, parse


def lines(*texts: str) -> Letter:
    read = tuple(Line(text, 1 + n // 3, 1 + n % 3) for n, text in enumerate(texts))
    return parse(Document(read, pages=2), "brev.txt", "brev")


def test_a_finding_says_page_and_line_and_no_digits() -> None:
    findings = of_letter(lines("Svar", "til borger", "intet", "om 010130-4321"))
    assert [str(finding) for finding in findings] == ["page 2, line 1"]
    assert "4321" not in repr(findings)


def test_a_number_that_is_broken_over_lines_has_two_places() -> None:
    broken = lines("Svar til 010130-", "4321 om noget")
    (finding,) = of_letter(broken)
    assert [(place.line, place.start, place.end) for place in finding.places] == [(0, 9, 16), (1, 0, 4)]
    assert number(broken, finding) == "0101304321"


def test_a_number_is_found_over_the_foot_of_a_page() -> None:
    texts = (
        "1. Hvad er det?",
        "Borgeren er 010130-",
        "Side 1 af 2",
        "4321, siger hun.",
        "Med venlig hilsen",
        "Side 2 af 2",
    )
    read = [Line(text, 1 + at // 3, 1 + at % 3) for at, text in enumerate(texts)]
    over = parse(Document(tuple(read), pages=2), "brev.txt", "brev")
    assert [place.line for finding in of_letter(over) for place in finding.places] == [1, 3]


mended = replace(letter().lines[0], printed="0l0130-4321")
HELD: tuple[tuple[str, Letter], ...] = (
    ("file", replace(letter(), file="010130-4321.pdf")),
    ("title", replace(letter(), metadata=Metadata(title="Svar til 010130-4321"))),
    ("case", replace(letter(), metadata=Metadata(case="010130-4655"))),
    ("signers", replace(letter(), metadata=Metadata(signers=("Eva Holm", "010130-4321")))),
    ("note", replace(letter(), notes=(Note(Code.TEXT, ("see 010130-4321",), 1, 2),))),
    ("note", replace(letter(), notes=(Note(Code.HARD_TO_READ, (2, ("se", "010130-4321")), 1),))),
    ("abbreviation", replace(letter(), abbreviations=(Abbreviation("B", "borger 010130-4321", 0),))),
    ("printed", replace(letter(), lines=(mended, *letter().lines[1:]))),
)


@pytest.mark.parametrize(("field", "holds"), HELD, ids=[field for field, _ in HELD])
def test_a_finding_names_the_field(field: str, holds: Letter) -> None:
    assert {finding.field for finding in of_letter(holds)} == {field}


def test_a_reference_is_looked_at() -> None:
    plain = letter()
    for reference in (
        Reference("se 010130-4321"),
        Reference("se svaret", reason=Remark(Code.LACKING, (("7", "010130-4321"),))),
    ):
        qas = (replace(plain.qas[0], references=(reference,)), *plain.qas[1:])
        assert [finding.field for finding in of_letter(replace(plain, qas=qas))] == ["reference"]


def test_a_letter_without_cpr_numbers_has_no_findings() -> None:
    assert of_letter(letter()) == tuple[Finding, ...]()


def test_a_case_number_needs_no_label_to_be_none() -> None:
    assert of_letter(replace(letter(), metadata=Metadata(case="0101304321"))) == ()

"""Formulas as text, from Word's elements and from web pages' elements."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from ingest.formats import formula


def omml(inner: str) -> str:
    """A formula of Word; `[x]` stands for a run with the text x."""
    runs = inner.replace("[", "<r><rPr/><t>").replace("]", "</t></r>")
    return formula.text(ET.fromstring(f"<oMath>{runs}</oMath>"))


def f(above: str, below: str) -> str:
    return f"<f><fPr/><num>{above}</num><den>{below}</den></f>"


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        (f("[1]", "[2]"), "½"),
        (f("[3]", "[4]"), "3/4"),
        ("[2]" + f("[3]", "[4]"), "2 3/4"),
        ("[2]" + f("[1]", "[2]"), "2½"),
        ("[1][2]", "12"),
        (f("[a+b]", "[2]"), "(a+b)/2"),
        ("<sSup><e>[m]</e><sup>[2]</sup></sSup>", "m²"),
        ("<sSup><e>[10]</e><sup>[6]</sup></sSup>", "10^6"),
        ("<sSup><e>[x]</e><sup>[n+1]</sup></sSup>", "x^(n+1)"),
        ("<sSub><e>[CO]</e><sub>[2]</sub></sSub>", "CO2"),
        ("<sSub><e>[x]</e><sub>[n]</sub></sSub>", "x_n"),
        ("<sSubSup><e>[x]</e><sub>[1]</sub><sup>[2]</sup></sSubSup>", "x1²"),
        ("<rad><radPr/><deg/><e>[16]</e></rad>", "√16"),
        ("<rad><deg>[3]</deg><e>[a+b]</e></rad>", "∛(a+b)"),
        ("<d><dPr><begChr val='['/></dPr><e>[x]</e></d>".replace("'['", "'&#91;'"), "[x)"),
        (
            "<nary><naryPr><chr val='∑'/></naryPr><sub>[i=1]</sub><sup>[n]</sup><e>[i]</e></nary>",
            "∑_(i=1)^n i",
        ),
        ("<eqArr><e>[x=1]</e><e>[y=2]</e></eqArr>", "x=1; y=2"),
    ],
)
def test_formula_of_word_is_one_line_of_text(inner: str, expected: str) -> None:
    assert omml(inner) == expected


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        ("<mfrac><mn>3</mn><mn>4</mn></mfrac>", "3/4"),
        ("<mn>2</mn><mfrac><mn>3</mn><mn>4</mn></mfrac>", "2 3/4"),
        ("<msup><mi>m</mi><mn>2</mn></msup>", "m²"),
        ("<msqrt><mn>1</mn><mo>+</mo><mi>x</mi></msqrt>", "√(1+x)"),
        ("<semantics><mrow><mi>x</mi></mrow><annotation>x_tex</annotation></semantics>", "x"),
        ("<msubsup><mi>x</mi><mi>i</mi><mn>2</mn></msubsup>", "x_i²"),
        ("<munder><mo>∑</mo><mi>i</mi></munder>", "∑_i"),
        ("<mtable><mtr><mtd><mn>1</mn></mtd><mtd><mn>2</mn></mtd></mtr></mtable>", "1, 2"),
    ],
)
def test_formula_of_a_page_is_one_line_of_text(inner: str, expected: str) -> None:
    assert formula.text(ET.fromstring(f"<math>{inner}</math>")) == expected

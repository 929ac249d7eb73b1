"""Formulas of OpenDocument files become text before LibreOffice opens them."""

from __future__ import annotations

import io
import zipfile

from ingest.formats.word.opendocument import with_formulas
from tests.ingest.formats.word_files import package

MATH = '<math xmlns="http://www.w3.org/1998/Math/MathML"><mfrac><mn>3</mn><mn>4</mn></mfrac></math>'
TYPED = (
    '<?xml version="1.0"?><!DOCTYPE math:math PUBLIC "-//OpenOffice.org//DTD Modified W3C MathML" "m.dtd">'
)


def odt(content: str, objects: dict[str, str]) -> bytes:
    return package({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content} | objects)


def frame(name: str) -> str:
    return f'<draw:frame draw:name="a"><draw:object xlink:href="./{name}"/><draw:image/></draw:frame>'


def content(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.infolist()[0].compress_type == zipfile.ZIP_STORED
        return archive.read("content.xml").decode()


def test_formula_is_text_in_its_place_and_stays_apart_from_a_number() -> None:
    text = f"<text:p>2<text:span>{frame('Object 1')}</text:span> og {frame('Object 2')}</text:p>"
    objects = {"Object 1/content.xml": MATH, "Object 2/content.xml": TYPED + MATH}
    made = content(with_formulas(odt(text, objects)))
    assert made == "<text:p>2<text:span><text:s/>3/4</text:span> og 3/4</text:p>"


def test_file_without_formulas_is_left_as_it_is() -> None:
    charts = odt(f"<text:p>{frame('Object 1')}</text:p>", {"Object 1/content.xml": "<chart/>"})
    entities = odt(frame("Object 1"), {"Object 1/content.xml": f'<!DOCTYPE m [<!ENTITY e "x">]>{MATH}'})
    missing = odt(frame("Object 9"), {"Object 1/content.xml": MATH})
    for data in (charts, entities, missing, charts[:-30], b"PK/content.xml"):
        assert with_formulas(data) == data

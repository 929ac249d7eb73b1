"""Layout letters as Word documents."""

from __future__ import annotations

import re
from collections.abc import Sequence
from io import BytesIO
from itertools import groupby

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph as WordParagraph

from tests.layouts.source import Block, Layout, Paragraph, Sidebar, Turn, is_row, merged, unmarked
from tests.samples.numbering import add_field

FIELD = re.compile(r"(\{pages?\})")
FIELDS = {"{page}": "PAGE", "{pages}": "NUMPAGES"}
FRAME = {"w": "2400", "wrap": "around", "vAnchor": "page", "hAnchor": "page", "x": "9000", "y": "9000"}
"""A text frame in the right margin, in twentieths of a point."""


def docx(layout: Layout) -> bytes:
    """The letter as DOCX: header and footer are Word's, the sidebar is a frame."""
    document = Document()
    section = document.sections[0]
    for lines, area in ((layout.header, section.header), (layout.footer, section.footer)):
        _running(area.paragraphs[0], lines)
    for row, group in groupby(merged(layout.blocks, Sidebar(), Turn()), key=is_row):
        if row:
            _table(document, [block.cells for block in group if isinstance(block, Paragraph)])
        else:
            for block in group:
                _block(document, layout, block)
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _running(paragraph: WordParagraph, lines: Sequence[str]) -> None:
    """A header or footer, with fields where the numbers of pages stand."""
    for number, line in enumerate(lines):
        if number:
            paragraph.add_run().add_break()
        for part in FIELD.split(line):
            if part in FIELDS:
                add_field(paragraph, FIELDS[part])
            else:
                paragraph.add_run(part)


def _block(document: WordDocument, layout: Layout, block: Block) -> None:
    match block:
        case Paragraph():
            run = document.add_paragraph().add_run(unmarked(block.text))
            run.bold, run.italic = block.bold or None, block.slanted or None
        case Turn():
            document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        case Sidebar():
            for line in filter(None, layout.sidebar):
                _frame(document.add_paragraph(line))


def _frame(paragraph: WordParagraph) -> None:
    """Put a paragraph into the sidebar's frame."""
    frame = OxmlElement("w:framePr")
    for name, value in FRAME.items():
        frame.set(qn(f"w:{name}"), value)
    paragraph._p.get_or_add_pPr().insert(0, frame)


def _table(document: WordDocument, rows: Sequence[Sequence[str]]) -> None:
    table = document.add_table(len(rows), len(rows[0]), style="Table Grid")
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = unmarked(text)

"""Letters as Word documents: questions that Word numbers itself, tables, a tracked change."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from io import BytesIO

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.shared import Mm, Pt
from docx.styles.style import ParagraphStyle
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph

from tests.samples.grid import figure_columns
from tests.samples.letter import Block, Draft, DraftQA, Item, Paragraph, Table, bare, block_text, blocks
from tests.samples.letterhead import GREETING, reference_lines, sender, signature, written_date
from tests.samples.numbering import Lists, add_correction, add_field

FIGURE = re.compile(r"\b(?!(?:19|20)\d\d\b)\d[\d.]*\d\d\b")  # three digits and more, but no year
SLIP = str.maketrans("0123456789", "1234567891")
TEXT_WIDTH = 160  # millimetres between the margins
FIRST_MOMENT = (1980, 1, 1, 0, 0, 0)  # no ZIP entry can be older


@dataclass(frozen=True, slots=True)
class Look:
    """What differs from one Word letter to the next."""

    font: str
    size: float
    bullets: bool
    """Word makes the bullets of list items; otherwise their dashes are typed."""
    boxed: bool
    """Date, case number and officer stand in a table without borders, not in paragraphs."""
    answer_alone: bool


LOOKS = (
    Look("Calibri", 11, bullets=True, boxed=False, answer_alone=True),
    Look("Arial", 10, bullets=False, boxed=True, answer_alone=False),
)


def docx(draft: Draft, variant: int) -> bytes:
    """The letter as DOCX. `variant` picks how it looks; number 0 has a tracked change in an answer."""
    letter = WordLetter(draft, LOOKS[variant % len(LOOKS)], corrected=variant == 0)
    letter.write()
    buffer = BytesIO()
    letter.document.save(buffer)
    return _timeless(buffer)


def _timeless(package: BytesIO) -> bytes:
    """The package without the times at which its parts were packed."""
    buffer = BytesIO()
    with zipfile.ZipFile(package) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, FIRST_MOMENT), old.read(name), zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _set_widths(table: WordTable, shares: Sequence[int]) -> None:
    """Share the width of the page's text among the columns of a table."""
    table.autofit = False
    for column, share in zip(table.columns, shares, strict=True):
        column.width = Mm(TEXT_WIDTH * share / sum(shares))
        for cell in column.cells:
            cell.width = column.width


class WordLetter:
    """A Word document in the making."""

    def __init__(self, draft: Draft, look: Look, *, corrected: bool) -> None:
        self.document: WordDocument = Document()
        self._draft = draft
        self._look = look
        self._lists = Lists(self.document.part.numbering_part.element, draft.question_mark)
        self._correction_due = corrected

    def write(self) -> None:
        """The whole letter, from paper size to annex."""
        self._properties()
        self._paper()
        self._head()
        for block in blocks(self._draft.introduction):
            self._line(block_text(block))
        for qa in self._draft.qas:
            self._question(qa)
            self._answer(qa)
        self._closing()

    def _properties(self) -> None:
        """Author and times; otherwise python-docx's template brings its own."""
        properties = self.document.core_properties
        properties.author = properties.last_modified_by = self._draft.officer or sender(self._draft)
        properties.created = properties.modified = datetime.combine(self._draft.date, time(9))
        properties.title = properties.comments = ""

    def _paper(self) -> None:
        """A4, the letter's type, the date at the head and the page number at the foot of each page."""
        section = self.document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(25)
        normal = self.document.styles["Normal"]
        assert isinstance(normal, ParagraphStyle)
        normal.font.name, normal.font.size = self._look.font, Pt(self._look.size)
        normal.paragraph_format.space_after = Pt(8)
        section.header.paragraphs[0].add_run(written_date(self._draft))
        self._page_number(section.footer.paragraphs[0])

    def _page_number(self, foot: WordParagraph) -> None:
        foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
        foot.add_run("Side ")
        add_field(foot, "PAGE")
        foot.add_run(" af ")
        add_field(foot, "NUMPAGES")

    def _line(self, text: str, *, bold: bool = False, after: float | None = None) -> WordParagraph:
        """A paragraph with the white below it, in points."""
        paragraph = self.document.add_paragraph()
        paragraph.add_run(bare(text)).bold = bold or None
        if after is not None:
            paragraph.paragraph_format.space_after = Pt(after)
        return paragraph

    def _head(self) -> None:
        """Who writes, when, in which case, to whom, about what."""
        self._line(sender(self._draft), bold=True, after=0)
        for line in filter(None, (self._draft.department, self._draft.unit)):
            self._line(line, after=0)
        self._line("", after=0)
        (self._reference_table if self._look.boxed else self._reference_paragraphs)()
        if self._draft.recipient:
            self._line(f"Til {self._draft.recipient}").paragraph_format.space_before = Pt(12)
        self._line(self._draft.title, bold=True).paragraph_format.space_before = Pt(12)

    def _reference_paragraphs(self) -> None:
        for label, value in reference_lines(self._draft):
            self._line(f"{label} {value}", after=0)

    def _reference_table(self) -> None:
        rows = reference_lines(self._draft)
        table = self.document.add_table(len(rows), 2)
        _set_widths(table, (1, 4))
        for row, texts in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
                cell.paragraphs[0].paragraph_format.space_after = Pt(0)

    def _question(self, qa: DraftQA) -> None:
        """A bold paragraph; its number is Word's, not text."""
        paragraph = self._line(qa.question, bold=True, after=2)
        paragraph.style = self.document.styles["List Paragraph"]
        paragraph.paragraph_format.space_before = Pt(10)
        paragraph.paragraph_format.keep_with_next = True
        self._lists.question(paragraph, int(qa.number))

    def _answer(self, qa: DraftQA) -> None:
        """The answer, behind or below its mark if the letter has one."""
        found, mark = blocks(qa.answer), self._draft.answer_mark
        if mark and found and isinstance(found[0], Paragraph) and not self._look.answer_alone:
            found[0] = Paragraph(f"{mark} {found[0].text}")
        elif mark:
            self._line(mark, bold=True, after=0)
        self._blocks(found)

    def _blocks(self, found: Iterable[Block]) -> None:
        for block in found:
            match block:
                case Paragraph(text):
                    self._paragraph(bare(text))
                case Item(label, text):
                    self._item(label, bare(text))
                case Table(rows):
                    self._table(rows)

    def _paragraph(self, text: str) -> None:
        """A paragraph; the first that has a figure is where it was corrected."""
        figure = FIGURE.search(text) if self._correction_due else None
        if figure:
            self._correction_due = False
            self._corrected(text, figure)
        else:
            self._line(text)

    def _corrected(self, text: str, figure: re.Match[str]) -> None:
        """A paragraph in which an officer put a figure right with changes tracked."""
        paragraph = self._line(text[: figure.start()])
        wrong = figure[0].translate(SLIP)
        add_correction(paragraph, wrong, figure[0], self._draft.officer, self._draft.date)
        paragraph.add_run(text[figure.end() :])

    def _item(self, label: str, text: str) -> None:
        """A list item, with Word's bullet or a typed label."""
        automatic = self._look.bullets and label == "-"
        paragraph = self._line(text if automatic else f"{label} {text}")
        paragraph.style = self.document.styles["List"]
        if automatic:
            self._lists.bullet(paragraph)

    def _table(self, rows: Sequence[Sequence[str]]) -> None:
        """A Word table: heading bold, figures to the right, white below it."""
        table = self.document.add_table(len(rows), len(rows[0]), style="Table Grid")
        _set_widths(table, [max(map(len, column)) + 2 for column in zip(*rows, strict=True)])
        right = figure_columns(rows)
        for number, row in enumerate(rows):
            for cell, text, figures in zip(table.rows[number].cells, row, right, strict=True):
                paragraph = cell.paragraphs[0]
                paragraph.add_run(bare(text)).bold = number == 0 or None
                paragraph.paragraph_format.space_after = Pt(0)
                if figures:
                    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        self._line("", after=0)

    def _closing(self) -> None:
        """Greeting, names, annex."""
        if names := signature(self._draft, slash_alone=True):
            self._line(GREETING, after=24).paragraph_format.space_before = Pt(24)
        for name in names:
            self._line(name)
        if self._draft.annex.strip():
            self._line("", after=0).add_run().add_break(WD_BREAK.PAGE)
        self._blocks(blocks(self._draft.annex))

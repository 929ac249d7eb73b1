"""HTML to lines: a line for each paragraph, list item and table row, with the numbers that a browser shows.

Menus, headers, footers and hidden text are furniture. Text that is folded until someone clicks, as answers
in lists of questions are, is ordinary text. Styles count where they change what the text says.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from ingest.document import Document
from ingest.formats import charset, formula, symbols
from ingest.formats.blocks import Block, Paragraph, TextRun, numbered
from ingest.formats.clean import clean
from ingest.formats.html import graphics, markup
from ingest.formats.html.forms import Forms
from ingest.formats.html.looks import Look, Looks
from ingest.formats.pictures import told, unread
from ingest.formats.tables import laid_out
from kb.errors import Unreadable
from kb.model import Note
from kb.notes import Code
from kb.text import squeeze

MOST_BYTES = 16 * 2**20
MOST_TAGS = 200_000
"""The most tags. A parsed tag takes some 300 bytes; a year's minutes saved as one page have a tenth of
this."""

DEEPEST = 2000
"""The deepest nesting of elements. Finding what a tag closes takes time that grows with the depth."""

LABEL_WITHIN = 4096
LABEL = re.compile(rb"<meta\b[^>]*?\bcharset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
XML_LABEL = re.compile(rb"^\s*<\?xml[^>]*\bencoding\s*=\s*[\"']([\w.:-]+)", re.IGNORECASE)
MOST_SPANNED, MOST_COLUMNS = 1000, 63
"""Rows and columns that a cell may span; browsers stop at 65,534 and 1,000."""

TO_PDF = "print it from the browser to PDF"


Placed = tuple[Block, bool]
"""A block, and whether it is furniture."""


@dataclass(slots=True)
class _Table:
    """An open table: the rows that have ended, the cells of its current row, and for each column how many
    more rows a cell from above spans."""

    rows: list[list[list[Placed]]] = field(default_factory=list)
    cells: list[list[Placed]] = field(default_factory=list)
    reach: dict[int, int] = field(default_factory=dict)
    spanned: int = 0
    """The columns of the last cell, if it is the first of its row."""

    def fill(self) -> None:
        """Adds empty cells where cells from above span this row."""
        while self.reach.get(len(self.cells), 0):
            self.reach[len(self.cells)] -= 1
            self.cells.append([])


def read_html(data: bytes) -> Document:
    """The paragraphs of a page, numbered from its start to its end."""
    text, notes = charset.declared(data, _label(data))
    return read_page(text, notes)


def read_page(
    text: str, notes: tuple[Note, ...] = (), enclosed: Mapping[str, bytes] | None = None
) -> Document:
    """As `read_html`, of text. `enclosed`: pictures that came with it, by the addresses that it has for
    them."""
    text, own = graphics.taken_out(text)
    page = _Page(_parse(text), {**(enclosed or {}), **own})
    found = numbered(page.placed)
    lines, furniture = tuple(found.lines), frozenset(found.furniture)
    if not lines:
        if found.notes:
            raise unread("an HTML page")
        raise Unreadable(f"expected a letter, found an HTML page without text; {TO_PDF}")
    alone = len(furniture) == len(lines)
    title = squeeze(clean(page.title)) or None
    return Document(
        lines, None, title, (*notes, *page.notes, *found.notes), frozenset() if alone else furniture
    )


def _label(data: bytes) -> str | None:
    """The character set that a page says it is in."""
    found = LABEL.search(data, 0, LABEL_WITHIN) or XML_LABEL.search(data, 0, LABEL_WITHIN)
    label = found[1].decode("ascii", "replace") if found else None
    return None if label and label.lower().startswith("utf-16") else label


def _parse(text: str) -> etree._Element:
    """The page's tree. What is too large to be a letter is refused before it is read."""
    if len(text) > MOST_BYTES or (tags := text.count("<")) > MOST_TAGS:
        found = f"{len(text):,} characters" if len(text) > MOST_BYTES else f"{tags:,} tags"
        raise Unreadable(f"expected a letter, found an HTML page of {found}; print what matters to PDF")
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=True
    )
    content = markup.STRIKES.sub(rf"\1{markup.STRUCK}", text.replace("\0", "")).encode("utf-8", "replace")
    root = etree.fromstring(content, parser) if content.strip() else None
    return etree.Element("html") if root is None else root


class _Page:
    """Goes through a page once, and gathers its blocks."""

    def __init__(self, root: etree._Element, pictures: Mapping[str, bytes]) -> None:
        self.title = root.findtext(".//title") or ""
        self.placed: list[Placed] = []
        self._sinks = [self.placed]
        self._looks = [Look()]
        self._lists: list[markup.OpenList] = []
        self._tables: list[_Table] = []
        self._text: list[TextRun] = []
        self._aside: list[TextRun] = []
        self._label = ""
        self._after: list[Block] = []
        self._look = Looks(root)
        self._forms, self._graphics = Forms(), graphics.Graphics(pictures)
        self._frames = False
        self._unknown = 0
        self._walk(root)

    @property
    def notes(self) -> tuple[Note, ...]:
        """What a keeper should look at."""
        told = (
            (self._look.deleted, Note(Code.TRACKED_CHANGES)),
            (self._look.hidden, Note(Code.HIDDEN_TEXT_APART)),
            (self._frames, Note(Code.FRAME_NOT_READ)),
            (self._unknown, Note(Code.UNKNOWN_SYMBOLS, (self._unknown, symbols.UNKNOWN))),
        )
        return tuple(note for is_so, note in told if is_so)

    def _walk(self, root: etree._Element) -> None:
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            name = markup.name(element)
            if name in markup.UNSHOWN or self._stands_for(element, name):
                if event == "start":
                    self._object(element, name)
                    walk.skip_subtree()
                else:
                    self._write(element.tail)
            elif event == "start":
                self._start(element, name)
            else:
                self._end(element, name)
        self._flush()

    def _stands_for(self, element: etree._Element, name: str) -> bool:
        """Is something else shown for the content of an element, or is the content there twice?"""
        chosen = name == "select" and not self._looks[-1].aside and self._forms.shown(element, name)
        return bool(chosen) or markup.is_double(element, name)

    def _object(self, element: etree._Element, name: str) -> None:
        """What is no text: shown as text, or noted."""
        if self._looks[-1].aside or markup.is_double(element, name):
            return
        self._frames |= name in markup.FRAMES
        if name == "math":
            self._put_apart(formula.text(element))
        elif name == "select":
            self._put(self._forms.shown(element, name) or "")
        elif name in ("svg", "canvas") and graphics.is_drawing(element, name):
            self._show([told(Code.PICTURE_NOT_READ)])

    def _show(self, blocks: list[Block]) -> None:
        """Adds what is told and read of a picture: behind the paragraph that it stands in."""
        self._after += blocks

    def _start(self, element: etree._Element, name: str) -> None:
        if name in markup.BLOCKS:
            self._flush()
        self._looks.append(self._look.of(element, name, self._looks[-1]))
        if len(self._looks) > DEEPEST:
            raise Unreadable(f"expected a letter, found parts nested too deep; {TO_PDF}")
        if name == "br":
            self._break()
        elif name in markup.LISTS:
            self._lists.append(markup.opened(element, name))
        elif name == "li":
            self._label += self._item(element)
        elif name == "table":
            self._tables.append(_Table())
        elif name == "tr" and self._tables:
            self._end_row()
        elif name in ("td", "th") and self._tables:
            self._sinks.append([])
        elif name == "q":
            self._put('"')
        elif name == "img" and not self._looks[-1].aside:
            self._show(self._graphics.picture(element))
        elif name == "input":
            self._put(self._forms.shown(element, name) or "")
        elif markup.is_note_mark(element, name):
            self._put("[")
        self._write(element.text)

    def _end(self, element: etree._Element, name: str) -> None:
        if name in markup.BLOCKS:
            self._flush()
        if name == "li":
            self._end_item()
        elif name in markup.LISTS and self._lists:
            self._lists.pop()
        elif name in ("td", "th") and self._tables:
            self._end_cell(element)
        elif name == "tr" and self._tables:
            self._end_row()
        elif name == "table" and self._tables:
            self._end_row()
            self._end_table(self._tables.pop())
        elif name == "q":
            self._put('"')
        elif markup.is_note_mark(element, name):
            self._put("]")
        self._looks.pop()
        self._write(element.tail)

    def _item(self, element: etree._Element) -> str:
        style = markup.LIST_STYLE.search(element.get("style") or "")
        format = markup.FORMATS.get(element.get("type") or "") or markup.FORMATS.get(
            style[1] if style else ""
        )
        open_list = self._lists[-1] if self._lists else markup.OpenList(1, 1, "bullet")
        return open_list.label(markup.number(element.get("value")), format)

    def _end_item(self) -> None:
        """Ends a list item of which only the number was printed."""
        if self._label:
            self._sink(Paragraph((), self._label))
            self._label = ""

    def _end_cell(self, element: etree._Element) -> None:
        if len(self._sinks) == 1:
            return
        table = self._tables[-1]
        table.fill()
        rows, columns = (
            max(1, min(markup.number(element.get(name)) or 1, most))
            for name, most in (("rowspan", MOST_SPANNED), ("colspan", MOST_COLUMNS))
        )
        for cell in (self._sinks.pop(), *([] for _ in range(columns - 1))):
            if rows > 1:
                table.reach[len(table.cells)] = rows - 1
            table.cells.append(cell)
        table.spanned = columns if len(table.cells) == columns else 0

    def _end_row(self) -> None:
        table = self._tables[-1]
        if not table.cells:
            return
        alone = len(table.cells) == table.spanned
        table.fill()
        table.rows.append(table.cells[:1] if alone else table.cells)
        table.cells = []

    def _end_table(self, table: _Table) -> None:
        """The rows of a table; what is not part of the text in their cells follows each of them."""
        rows = ([[block for block, apart in cell if not apart] for cell in row] for row in table.rows)
        for row, blocks in zip(table.rows, laid_out(rows), strict=True):
            for block in blocks:
                self._sink(block)
            self._sinks[-1] += [placed for cell in row for placed in cell if placed[1]]

    def _write(self, text: str | None) -> None:
        """Text of the page, with its white space as a browser shows it."""
        if not text:
            return
        if not self._looks[-1].pre:
            self._put(markup.SPACES.sub(" ", text))
            return
        for at, line in enumerate(text.replace("\r\n", "\n").split("\n")):
            if at:
                self._break()
            self._put(line)

    def _put(self, text: str) -> None:
        look = self._looks[-1]
        into = self._aside if look.aside else self._text
        if not into or into[-1].text.endswith((" ", "\n")):
            text = text.lstrip(" ")
        if text:
            into.append(look.run(text))
            self._unknown += into[-1].text.count(symbols.UNKNOWN) - text.count(symbols.UNKNOWN)

    def _put_apart(self, text: str) -> None:
        """A formula; a fraction behind a number is kept apart from it."""
        before = self._text[-1].text[-1:] if self._text else ""
        mixed = "/" in text and before.isdecimal() and text[:1].isdecimal()
        self._put(f" {text}" if mixed else text)

    def _break(self) -> None:
        """A new line; a second one in a row starts a new paragraph."""
        into = self._aside if self._looks[-1].aside else self._text
        if into and into[-1].text == "\n":
            self._flush()
        elif into:
            into.append(TextRun("\n", self._looks[-1].bold))

    def _flush(self) -> None:
        """The end of a paragraph. Its number stays for what comes next, where it has no text."""
        text, self._text = tuple(self._text), []
        aside, self._aside = tuple(self._aside), []
        if any(run.text.strip() for run in text):
            self._sinks[-1].append((Paragraph(text, self._label), False))
            self._label = ""
        after, self._after = self._after, []
        self._sinks[-1] += [(block, False) for block in after]
        if any(run.text.strip() for run in aside):
            label, self._label = (self._label, "") if self._looks[-1].aside else ("", self._label)
            self._sinks[-1].append((Paragraph(aside, label), True))

    def _sink(self, block: Block) -> None:
        self._sinks[-1].append((block, self._looks[-1].aside))

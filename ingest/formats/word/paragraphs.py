"""One story of a Word file (Word's term: the body, a header, a footnote …) as paragraphs and table rows.

Tracked changes count as accepted, fields show their result, and text boxes follow the paragraph they are
anchored to.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from ingest.formats import formula, symbols
from ingest.formats.blocks import Block, Paragraph, TextRun
from ingest.formats.numerals import numeral
from ingest.formats.symbols import UNKNOWN
from ingest.formats.tables import laid_out
from ingest.formats.word import numbering
from ingest.formats.word.drawings import DRAWINGS, Drawings, Shown, alternative, inside, local
from ingest.formats.word.fields import Fields
from ingest.formats.word.ooxml import SPACE, W, attribute, number
from ingest.formats.word.styles import Styles

INSERTED = frozenset({"ins", "moveTo"})
DELETED = frozenset({"del", "moveFrom", "delText", "delInstrText"})
UNPRINTED = frozenset(
    {"pPr", "rPr", "sdtPr", "sdtEndPr", "tblPr", "trPr", "tcPr", "instrText", "fldData", "rt"}
)
"""Elements that are not printed as text: properties, field instructions, ruby annotations."""

WRAPPERS = frozenset(
    {"sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "AlternateContent", "Choice"}
)
"""Elements that only wrap paragraphs, rows and cells."""

SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
NOTES = {"footnoteReference": "footnotes", "endnoteReference": "endnotes"}

MOST_COLUMNS = 63
"""Columns of a table in Word."""

BLANKS = str.maketrans("\t\r\n", "   ")
"""White space inside `w:t` is a space; Word's tabs and breaks are elements."""


@dataclass(frozen=True, slots=True)
class NoteReference:
    """A foot- or endnote that the text refers to: which, and the mark that stands for it (`[1]`)."""

    kind: str
    id: str
    mark: str


@dataclass(slots=True)
class Tally:
    """What was met in a file and does not show in its lines.

    `recalculated`: the file's date fields show the day on which it was converted, not the letter's.
    """

    recalculated: bool = False
    dates: int = 0
    formulas: int = 0
    changes: int = 0
    hidden: int = 0
    unknown: int = 0
    embedded: int = 0
    notes: list[NoteReference] = field(default_factory=list)


PLAIN = TextRun()


@dataclass(frozen=True, slots=True)
class Look:
    """How a run looks: as this run without text, in which symbol font, and whether it is raised."""

    like: TextRun = PLAIN
    font: str | None = None
    raised: bool = False


class Story:
    """Reads one story, once; list numbers and fields continue from paragraph to paragraph."""

    def __init__(
        self,
        styles: Styles,
        lists: numbering.Lists,
        formats: dict[str, str],
        tally: Tally,
        drawings: Drawings | None = None,
    ) -> None:
        """`drawings`: None in a header or footer, where pictures are logos."""
        self._drawings = drawings
        self._styles, self._lists, self._formats, self._tally = styles, lists, formats, tally
        self._counter = numbering.Counter(lists)
        self._fields = Fields(tally.recalculated)
        self._printed = ""
        self._carried: list[TextRun] = []
        self._boxes: list[ET.Element | Shown] = []
        self._ground: str | None = None

    def read(self, root: ET.Element) -> Iterator[Block]:
        """The blocks of a story."""
        self._fields.begin(root)
        yield from self._blocks(root)
        self._tally.dates += self._fields.dates
        self._tally.formulas += self._fields.unread

    def _blocks(self, parent: ET.Element) -> Iterator[Block]:
        yield from self._walk(parent)
        if self._carried or self._boxes:
            yield from self._ended("")

    def _walk(self, parent: ET.Element) -> Iterator[Block]:
        for child in parent:
            name = local(child)
            if name == "p":
                yield from self._paragraph(child)
            elif name == "tbl":
                yield from self._table(child)
            elif name == "altChunk":
                self._tally.embedded += 1
            elif name in WRAPPERS:
                yield from self._walk(child)

    def _paragraph(self, paragraph: ET.Element) -> Iterator[Block]:
        """A paragraph and its text boxes. One whose end mark was deleted continues in the next one, as does
        an initial that Word keeps in a paragraph of its own."""
        properties = paragraph.find(W + "pPr")
        self._printed = ""
        self._carried += self._runs(paragraph, properties, Look())
        if _mark_deleted(properties):
            self._tally.changes += 1
            return
        if _is_drop_cap(properties):
            return
        place = self._styles.numbered(properties, self._lists)
        yield from self._ended(self._counter.label(*place) if place else "")

    def _ended(self, label: str) -> Iterator[Block]:
        """The paragraph that was gathered, then its text boxes."""
        runs, self._carried = tuple(self._carried), []
        boxes, self._boxes = self._boxes, []
        yield Paragraph(runs, label)
        for box in boxes:
            if isinstance(box, ET.Element):
                yield from self._blocks(box)
            elif self._drawings is not None:
                yield from self._drawings.blocks(box)

    def _runs(self, parent: ET.Element, properties: ET.Element | None, look: Look) -> Iterator[TextRun]:
        """The printed text in an element of a paragraph whose properties are given."""
        for child in parent:
            name = local(child)
            if name in DELETED:
                self._delete(child)
            elif name in DRAWINGS:
                self._draw(child, look)
            elif name == "fldChar":
                yield from self._shown(self._apart(self._fields.turn(child)), look)
            elif name == "instrText":
                self._fields.instruct(child.text or "")
            elif name == "r":
                yield from self._runs(child, properties, self._look(child, properties))
            elif name == "AlternateContent":
                yield from self._runs(alternative(child), properties, look)
            elif name == "oMath":
                yield from self._shown(self._apart(formula.text(child)), look)
            elif (text := self._sign(child, name, look)) is not None:
                yield from self._shown(text, look)
            elif name not in UNPRINTED:
                self._tally.changes += name in INSERTED
                yield from self._runs(child, properties, look)

    def _draw(self, drawing: ET.Element, look: Look) -> None:
        if self._fields.printed:
            shown = inside(drawing)
            self._boxes += [each for each in shown if isinstance(each, ET.Element) or not look.like.hidden]

    def _look(self, run: ET.Element, properties: ET.Element | None) -> Look:
        own, styles = run.find(W + "rPr"), self._styles
        bold, hidden, italic, struck = (
            styles.toggle(name, properties, own) for name in ("b", "vanish", "i", "strike")
        )
        struck = struck or styles.is_set("dstrike", properties, own)
        size = styles.size(properties, own)
        colour = styles.colour(properties, own) or styles.ground(properties) or self._ground
        like = TextRun("", bold, size, hidden, italic, colour, struck)
        return Look(like, styles.symbol_font(properties, own), styles.is_raised(properties, own))

    def _sign(self, element: ET.Element, name: str, look: Look) -> str | None:
        """The characters an element stands for, or None where it only holds other elements."""
        if name == "t":
            text = (element.text or "").translate(BLANKS)
            return self._letters(text if element.get(SPACE) == "preserve" else text.strip(), look)
        if name == "sym":
            return self._symbol(element)
        if name in NOTES:
            return self._reference(element, NOTES[name])
        return SIGNS.get(name)

    def _letters(self, text: str, look: Look) -> str:
        if look.font:
            text = symbols.shown(text, look.font)
            self._tally.unknown += text.count(UNKNOWN)
        return formula.raised(text) if look.raised else text

    def _apart(self, text: str) -> str:
        """A formula; a fraction behind a number is kept apart from it."""
        mixed = "/" in text and self._printed[-1:].isdecimal() and text[:1].isdecimal()
        return f" {text}" if mixed else text

    def _shown(self, text: str, look: Look) -> Iterator[TextRun]:
        """The text as a run, unless it is hidden or part of a field's instruction."""
        if not text or not self._fields.printed:
            return
        if look.like.hidden:
            self._tally.hidden += bool(text.strip())
            return
        self._fields.show()
        self._printed = text
        yield replace(look.like, text=text)

    def _symbol(self, element: ET.Element) -> str:
        name = attribute(element, "font")
        try:
            code = int(attribute(element, "char") or "", 16)
        except ValueError:
            code = 0
        if font := symbols.font(name):
            known = symbols.shown(chr(symbols.PRIVATE + (code & 0xFF)), font)
        else:
            known = chr(code) if 0x20 <= code < 0xD800 else UNKNOWN
        self._tally.unknown += known == UNKNOWN
        return known

    def _reference(self, element: ET.Element, kind: str) -> str:
        """`[1]` for a note; its raised figure would run together with the word before it."""
        if attribute(element, "customMarkFollows") in ("1", "true", "on"):
            mark = ""
        else:
            earlier = sum(note.kind == kind and bool(note.mark) for note in self._tally.notes)
            mark = f"[{numeral(earlier + 1, self._formats[kind])}]"
        self._tally.notes.append(NoteReference(kind, attribute(element, "id") or "", mark))
        return mark

    def _delete(self, element: ET.Element) -> None:
        self._tally.changes += 1
        for char in element.iter(W + "fldChar"):
            self._fields.turn(char)

    def _table(self, table: ET.Element) -> Iterator[Block]:
        rows = []
        for row in _inside(table, "tr"):
            if row.find(f"{W}trPr/{W}del") is not None:
                self._delete(row)
            else:
                rows.append(list(self._row(row)))
        for blocks in laid_out(rows):
            yield from blocks

    def _row(self, row: ET.Element) -> Iterator[list[Block]]:
        """The cells of a row, with empty ones where a cell goes over several columns – unless over all."""
        cells = list(_inside(row, "tc"))
        yield from [[]] * _count(row.find(f"{W}trPr/{W}gridBefore"), 0)
        for cell in cells:
            yield list(self._cell(cell))
            spanned = _count(cell.find(f"{W}tcPr/{W}gridSpan"), 1)
            yield from [[]] * (spanned - 1 if len(cells) > 1 else 0)

    def _cell(self, cell: ET.Element) -> Iterator[Block]:
        properties = cell.find(W + "tcPr")
        merges = [] if properties is None else [properties.find(W + name) for name in ("vMerge", "hMerge")]
        going_on = any(m is not None and attribute(m) in (None, "continue") for m in merges)
        deleted = properties is not None and properties.find(W + "cellDel") is not None
        if not (going_on or deleted):
            around, self._ground = self._ground, self._styles.ground(properties) or self._ground
            yield from self._blocks(cell)
            self._ground = around


def _count(element: ET.Element | None, usual: int) -> int:
    """A number of columns, at most as many as Word has."""
    found = number(element)
    return usual if found is None else max(0, min(found, MOST_COLUMNS))


def _inside(parent: ET.Element, name: str) -> Iterator[ET.Element]:
    """Rows of a table or cells of a row, through what is wrapped around them."""
    for child in parent:
        if local(child) == name:
            yield child
        elif local(child) in WRAPPERS:
            yield from _inside(child, name)


def _is_drop_cap(properties: ET.Element | None) -> bool:
    frame = None if properties is None else properties.find(W + "framePr")
    return attribute(frame, "dropCap") in ("drop", "margin")


def _mark_deleted(properties: ET.Element | None) -> bool:
    mark = None if properties is None else properties.find(W + "rPr")
    return mark is not None and any(local(change) in DELETED for change in mark)

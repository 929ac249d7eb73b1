"""A story of a Word file – the body, a header, a footnote – as paragraphs and table rows, in reading order.

Tracked changes count as accepted, fields show their result, text boxes follow the paragraph they hang on.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from ingest.formats.clean import clean
from ingest.formats.word import numbering
from ingest.formats.word.ooxml import SPACE, W, attribute
from ingest.formats.word.styles import Styles
from kb.model import Line
from kb.text import ENDS, is_bullet

CELL_PARAGRAPHS = 3
"""A cell with more paragraphs than this is page layout – a sidebar, an answer –, not a figure in a table."""

INSERTED = frozenset({"ins", "moveTo"})
DELETED = frozenset({"del", "moveFrom", "delText", "delInstrText"})
UNPRINTED = frozenset(
    {"pPr", "rPr", "sdtPr", "sdtEndPr", "tblPr", "trPr", "tcPr", "instrText", "fldData", "rt"}
)
"""Properties, field instructions, and the small reading over ruby text."""

WRAPPERS = frozenset(
    {"sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "AlternateContent", "Choice"}
)
"""What may stand around paragraphs, rows and cells."""

SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
NOTES = {"footnoteReference": "footnotes", "endnoteReference": "endnotes"}

SYMBOLS = {
    "Symbol": {
        0x2D: "-", 0x44: "Δ", 0x53: "Σ", 0x61: "α", 0x62: "β", 0x6D: "µ", 0xA2: "′", 0xA3: "≤", 0xA5: "∞",
        0xAE: "→", 0xB0: "°", 0xB1: "±", 0xB2: "″", 0xB3: "≥", 0xB4: "×", 0xB7: "•", 0xB8: "÷", 0xB9: "≠",
    },
    "Wingdings": {
        0x28: "☎", 0x2A: "✉", 0x6C: "●", 0x6E: "■", 0x6F: "☐", 0x71: "☐", 0x78: "☒", 0xA7: "▪", 0xA8: "☐",
        0xB7: "•", 0xD8: "➢", 0xE0: "→", 0xE8: "→", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
    },
}  # fmt: skip
"""Characters of the symbol fonts that letters use, by code; Word adds F000 to the code."""

TODAY = re.compile(r"\s*(?:DATE|TIME)\b", re.IGNORECASE)
"""Fields that show the day and hour at which a file is opened."""

UNKNOWN = "\ufffd"
BLANKS = str.maketrans("\t\r\n", "   ")
"""White space inside `w:t` is a space; Word's tabs and breaks are elements."""

QUESTIONS = re.compile(r"(?:spørgsmål|spm|forespørgsel|emne)\b", re.IGNORECASE)
ANSWERS = re.compile(r"(?:\S+\s+)?(?:svar|besvarelse|bemærkning(?:er)?)\b", re.IGNORECASE)
"""Headings of a table of questions and answers."""

TYPED_NUMBER = re.compile(r"^((?:\d+\.)+\d*|\d+\)|[a-zæøå][.)]|[-–—•▪●◦*·])\t")
"""A number typed by hand with a tab behind it: not a table cell."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Text of one look. New lines in it are soft breaks."""

    text: str = ""
    bold: bool = False
    size: float | None = None
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph's stretches, with the number that Word prints before them."""

    stretches: tuple[Stretch, ...]
    label: str = ""

    def lines(self, number: int) -> list[Line]:
        """The lines it is printed as: one, or more where it has soft breaks."""
        lines: list[Line] = []
        for part in _parts(self.stretches):
            text = _text(part) if lines else (self.label + _text(part))
            opens = not lines or _anew(lines[-1], text, _bold(part))
            lines.append(Line(text, None, number, opens, _bold(part), _size(part)))
        if lines or self.label in ("", numbering.BULLET):
            return lines
        return [Line(self.label.strip(), None, number)]


@dataclass(frozen=True, slots=True)
class Row:
    """A table row: the paragraphs of each cell. A cell merged into the one above or before is empty."""

    cells: tuple[tuple[Paragraph, ...], ...]

    def lines(self, number: int) -> list[Line]:
        """One line, cells separated by tabs."""
        cells = [[line for paragraph in cell for line in paragraph.lines(number)] for cell in self.cells]
        printed = [line for cell in cells for line in cell]
        if not printed:
            return []
        text = "\t".join(" ".join(line.text.replace("\t", " ") for line in cell) for cell in cells)
        return [Line(text.rstrip(), None, number, True, all(line.bold for line in printed), printed[0].size)]


Block = Paragraph | Row


@dataclass(frozen=True, slots=True)
class Reference:
    """A foot- or endnote that the text refers to: which, and the mark that stands for it (`[1]`)."""

    kind: str
    id: str
    mark: str


@dataclass(slots=True)
class Tally:
    """What was met on the way that does not show in the lines.

    `recalculated`: the file's date fields show the day on which it was converted, not the letter's.
    """

    recalculated: bool = False
    dates: int = 0
    changes: int = 0
    hidden: int = 0
    unknown: int = 0
    embedded: int = 0
    notes: list[Reference] = field(default_factory=list)


class Story:
    """Reads one story once; list numbers and fields run through it."""

    def __init__(self, styles: Styles, lists: numbering.Lists, formats: dict[str, str], tally: Tally) -> None:
        self._styles, self._lists, self._formats, self._tally = styles, lists, formats, tally
        self._counter = numbering.Counter(lists)
        self._fields: list[bool] = []
        self._instruction = ""
        self._carried: list[Stretch] = []
        self._boxes: list[ET.Element] = []

    def read(self, root: ET.Element) -> Iterator[Block]:
        """The blocks of a story."""
        kinds = Counter(attribute(char, "fldCharType") for char in root.iter(W + "fldChar"))
        self._closed = kinds["begin"] == kinds["end"]
        yield from self._blocks(root)

    def _blocks(self, parent: ET.Element) -> Iterator[Block]:
        yield from self._walk(parent)
        if self._carried or self._boxes:
            yield from self._ended("")

    def _walk(self, parent: ET.Element) -> Iterator[Block]:
        for child in parent:
            name = _name(child)
            if name == "p":
                yield from self._paragraph(child)
            elif name == "tbl":
                yield from self._table(child)
            elif name == "altChunk":
                self._tally.embedded += 1
            elif name in WRAPPERS:
                yield from self._walk(child)

    def _paragraph(self, paragraph: ET.Element) -> Iterator[Block]:
        """A paragraph and its text boxes. Where its end mark was deleted, it runs on into the next."""
        properties = paragraph.find(W + "pPr")
        self._carried += self._stretches(paragraph, properties, Stretch())
        if _mark_deleted(properties):
            self._tally.changes += 1
            return
        place = self._styles.numbered(properties, self._lists)
        yield from self._ended(self._counter.label(*place) if place else "")

    def _ended(self, label: str) -> Iterator[Block]:
        """What was gathered up to a paragraph's end, then its text boxes."""
        stretches, self._carried = tuple(self._carried), []
        boxes, self._boxes = self._boxes, []
        yield Paragraph(stretches, label)
        for box in boxes:
            yield from self._blocks(box)

    def _stretches(
        self, parent: ET.Element, properties: ET.Element | None, look: Stretch
    ) -> Iterator[Stretch]:
        """The printed text in an element of a paragraph whose properties are given."""
        for child in parent:
            name = _name(child)
            if name in DELETED:
                self._delete(child)
            elif name == "txbxContent":
                self._boxes.append(child)
            elif name == "fldChar":
                self._turn(child)
            elif name == "instrText":
                self._instruction += child.text or ""
            elif name == "r":
                yield from self._stretches(child, properties, self._look(child, properties))
            elif name == "AlternateContent":
                yield from self._stretches(_alternative(child), properties, look)
            elif (text := self._sign(child, name)) is not None:
                yield from self._shown(replace(look, text=text))
            elif name not in UNPRINTED:
                self._tally.changes += name in INSERTED
                yield from self._stretches(child, properties, look)

    def _look(self, run: ET.Element, properties: ET.Element | None) -> Stretch:
        own, styles = run.find(W + "rPr"), self._styles
        bold, hidden = (styles.toggle(name, properties, own) for name in ("b", "vanish"))
        return Stretch("", bold, styles.size(properties, own), hidden)

    def _sign(self, element: ET.Element, name: str) -> str | None:
        """The characters an element stands for, or None where it only holds other elements."""
        if name == "t":
            text = (element.text or "").translate(BLANKS)
            return text if element.get(SPACE) == "preserve" else text.strip()
        if name == "sym":
            return self._symbol(element)
        if name in NOTES:
            return self._reference(element, NOTES[name])
        return SIGNS.get(name)

    def _shown(self, stretch: Stretch) -> Iterator[Stretch]:
        """The stretch, unless it is hidden or part of a field's instruction."""
        if self._closed and not all(self._fields):
            return
        if stretch.hidden:
            self._tally.hidden += bool(stretch.text.strip())
        else:
            yield stretch

    def _symbol(self, element: ET.Element) -> str:
        font = attribute(element, "font") or ""
        try:
            code = int(attribute(element, "char") or "", 16)
        except ValueError:
            code = 0
        known = SYMBOLS.get(font.split(" ")[0], {}).get(code & 0xFF)
        if known is None and 0x20 <= code < 0xE000 and font not in SYMBOLS:
            known = chr(code) if not 0xD800 <= code < 0xE000 else None
        self._tally.unknown += known is None
        return known or UNKNOWN

    def _reference(self, element: ET.Element, kind: str) -> str:
        """`[1]` for a note; its raised figure would run together with the word before it."""
        if attribute(element, "customMarkFollows") in ("1", "true", "on"):
            mark = ""
        else:
            earlier = sum(note.kind == kind and bool(note.mark) for note in self._tally.notes)
            mark = f"[{numbering.numeral(earlier + 1, self._formats[kind])}]"
        self._tally.notes.append(Reference(kind, attribute(element, "id") or "", mark))
        return mark

    def _turn(self, char: ET.Element) -> None:
        """Follow a complex field: False while its instruction runs, True while its result does."""
        match attribute(char, "fldCharType"):
            case "begin":
                self._fields.append(False)
                self._instruction = ""
            case "separate" if self._fields:
                is_today = self._tally.recalculated and TODAY.match(self._instruction) is not None
                self._tally.dates += is_today
                self._fields[-1] = not is_today
            case "end" if self._fields:
                self._fields.pop()

    def _delete(self, element: ET.Element) -> None:
        self._tally.changes += 1
        for char in element.iter(W + "fldChar"):
            self._turn(char)

    def _table(self, table: ET.Element) -> Iterator[Block]:
        answers = False
        for row in _inside(table, "tr"):
            if row.find(f"{W}trPr/{W}del") is not None:
                self._delete(row)
                continue
            blocks = laid_out([list(self._cell(cell)) for cell in _inside(row, "tc")], answers)
            answers = answers or asks_and_answers(blocks)
            yield from blocks

    def _cell(self, cell: ET.Element) -> Iterator[Block]:
        properties = cell.find(W + "tcPr")
        merges = [] if properties is None else [properties.find(W + name) for name in ("vMerge", "hMerge")]
        going_on = any(m is not None and attribute(m) in (None, "continue") for m in merges)
        deleted = properties is not None and properties.find(W + "cellDel") is not None
        return iter(()) if going_on or deleted else self._blocks(cell)


def asks_and_answers(blocks: Iterable[Block]) -> bool:
    """Is this the heading of a table whose rows are questions, each with its answer in the last cell?"""
    headings = [[line.text for line in block.lines(1)] for block in blocks]
    cells = headings[0][0].split("\t") if len(headings) == 1 and headings[0] else []
    return bool(cells) and ANSWERS.match(cells[-1]) is not None and any(map(QUESTIONS.match, cells[:-1]))


def laid_out(cells: Iterable[Iterable[Block]], answers: bool = False) -> list[Block]:
    """A row of figures is one block; a row that lays out the page is the blocks of its cells, in turn.

    Where the last cell `answers`, it may be long: the row has its first paragraph, the others follow.
    """
    printed = [[block for block in cell if block.lines(1)] for cell in cells]
    if answers and sum(map(bool, printed)) > 1 and printed[-1] and isinstance(printed[-1][0], Paragraph):
        (*_, last), rest = printed, printed[-1][1:]
        return [_row([*printed[:-1], last[:1]]), *rest]
    nested = any(isinstance(block, Row) for cell in printed for block in cell)
    if nested or max(map(len, printed), default=0) > CELL_PARAGRAPHS or sum(map(bool, printed)) < 2:
        return [block for cell in printed for block in cell]
    return [_row(printed)]


def _row(cells: Iterable[Iterable[Block]]) -> Row:
    """One row. A table in one of its cells counts as the paragraphs in it."""
    return Row(
        tuple(tuple(paragraph for block in cell for paragraph in _paragraphs(block)) for cell in cells)
    )


def _paragraphs(block: Block) -> Iterator[Paragraph]:
    if isinstance(block, Paragraph):
        yield block
    else:
        yield from (paragraph for cell in block.cells for paragraph in cell)


def numbered(blocks: Iterable[tuple[Block, bool]]) -> tuple[tuple[Line, ...], frozenset[int]]:
    """The lines of blocks, numbered by block, and the indexes of those of furniture, as each block says."""
    lines: list[Line] = []
    furniture: set[int] = set()
    number = 1
    for block, is_furniture in blocks:
        printed = block.lines(number)
        if is_furniture:
            furniture.update(range(len(lines), len(lines) + len(printed)))
        lines += printed
        number += bool(printed)
    return tuple(lines), frozenset(furniture)


def _name(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]


def _inside(parent: ET.Element, name: str) -> Iterator[ET.Element]:
    """Rows of a table or cells of a row, through what is wrapped around them."""
    for child in parent:
        if _name(child) == name:
            yield child
        elif _name(child) in WRAPPERS:
            yield from _inside(child, name)


def _alternative(element: ET.Element) -> ET.Element:
    """The one of several versions of the same thing that holds text: Word's newest, else the fallback."""
    for choice in element:
        if any(_name(inner) in ("t", "txbxContent") for inner in choice.iter()):
            return choice
    return ET.Element("none")


def _mark_deleted(properties: ET.Element | None) -> bool:
    mark = None if properties is None else properties.find(W + "rPr")
    return mark is not None and any(_name(change) in DELETED for change in mark)


def _parts(stretches: Iterable[Stretch]) -> list[list[Stretch]]:
    """The stretches between soft breaks, without blank parts."""
    parts: list[list[Stretch]] = [[]]
    for stretch in stretches:
        first, *others = stretch.text.split("\n")
        parts[-1].append(replace(stretch, text=first))
        parts += [[replace(stretch, text=text)] for text in others]
    return [part for part in parts if _text(part)]


def _text(part: Iterable[Stretch]) -> str:
    """The cleaned text. Tabs at the ends and several in a row only move text; one between texts stays."""
    text = clean("".join(stretch.text for stretch in part))
    return TYPED_NUMBER.sub(r"\1 ", "\t".join(cell.strip() for cell in text.split("\t") if cell.strip()))


def _anew(before: Line, text: str, bold: bool) -> bool:
    """Does a paragraph start after a soft break? Often it only shapes a heading or an address."""
    ended = ENDS.search(before.text) is not None and not text[:1].islower()
    return is_bullet(text) or ended or bold != before.bold


def _bold(part: Iterable[Stretch]) -> bool:
    return all(stretch.bold for stretch in part if stretch.text.strip())


def _size(part: Iterable[Stretch]) -> float | None:
    """The size of most of the characters."""
    sizes: Counter[float | None] = Counter()
    for stretch in part:
        sizes[stretch.size] += len(stretch.text.strip())
    return sizes.most_common(1)[0][0]

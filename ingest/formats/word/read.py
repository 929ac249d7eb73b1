"""DOCX to lines: a line for each paragraph and table row, with the numbers that Word prints.

Headers come first and footers last, footnotes after the body.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import replace

from ingest.document import Document
from ingest.formats import pictures
from ingest.formats.blocks import Block, Paragraph, numbered
from ingest.formats.clean import clean
from ingest.formats.magic import WHITE, unexpected
from ingest.formats.symbols import UNKNOWN
from ingest.formats.word.drawings import Drawings
from ingest.formats.word.numbering import read_lists
from ingest.formats.word.ooxml import RELATION_ID, TITLE, Package, W, attribute, switch
from ingest.formats.word.paragraphs import Story, Tally
from ingest.formats.word.styles import Styles
from kb.errors import Unreadable
from kb.model import Note
from kb.notes import Code
from kb.text import squeeze

NO_TITLE = re.compile(
    r"(?:microsoft )?word\b.*|(?:word-)?do[ck]u?ment\s?\d*|(?:brev)?skabelon.*|uden titel|untitled"
    r"|tit(?:el|le)|\[.*\]|\S+\.(?:docx?|dotx?)|[\W\d_]*",
    re.IGNORECASE,
)
"""Titles that Word, converters and templates leave behind."""

NOTE_FORMATS = {"footnotes": "decimal", "endnotes": "lowerRoman"}
"""Word's defaults, where the file does not say."""


def read_docx(data: bytes, recalculated: bool = False) -> Document:
    """The paragraphs of a DOCX file, numbered through the file; its headers and footers are furniture.

    `recalculated`: LibreOffice has just written the file, so its date fields show today.
    """
    try:
        return _Word(Package(data), recalculated).document()
    except RecursionError as error:
        raise Unreadable("expected a letter, found parts nested too deep; save it as PDF") from error


class _Word:
    """The parts of a Word file that hold text, and what they share."""

    def __init__(self, package: Package, recalculated: bool) -> None:
        self._package = package
        self._main = package.related("", "officeDocument") or "word/document.xml"
        self._relations = package.relations(self._main)
        self._settings = self._part("settings")
        self._styles = Styles(self._part("styles"), self._part("theme"))
        self._lists = read_lists(self._part("numbering"), self._styles.lists())
        self._formats = {kind: self._format(kind) for kind in NOTE_FORMATS}
        self._tally = Tally(recalculated)
        self._pictures = pictures.Pictures()

    def document(self) -> Document:
        """Headers, body, notes and footers, in this order."""
        root = self._package.xml(self._main)
        body = None if root is None else root.find(W + "body")
        if body is None:
            raise Unreadable(
                "expected a DOCX file, found no text part in it; open it in Word and save it again"
            )
        above, below = ([*self._frames(body, kind)] for kind in ("header", "footer"))
        text = [*self._story(body, self._main)]
        text += [block for kind in NOTE_FORMATS for block in self._notes(kind)]
        stories = ((above, True), (text, False), (below, True))
        found = numbered((block, kept) for blocks, kept in stories for block in blocks)
        if not found.lines:
            raise pictures.unread("a file") if found.notes else unexpected("a letter", WHITE)
        notes = (*self._doubts(), *found.notes)
        return Document(tuple(found.lines), None, self._title(), notes, frozenset(found.furniture))

    def _part(self, kind: str) -> ET.Element | None:
        target = self._target(kind)
        return None if target is None else self._package.xml(target)

    def _target(self, kind: str) -> str | None:
        return next((r.target for r in self._relations.values() if r.kind == kind), None)

    def _format(self, kind: str) -> str:
        """How foot- or endnotes are numbered."""
        own = None if self._settings is None else self._settings.find(f"{W}{kind[:-1]}Pr/{W}numFmt")
        return attribute(own) or NOTE_FORMATS[kind]

    def _story(self, root: ET.Element, part: str | None = None) -> Iterator[Block]:
        """The blocks of a part; those of a header or footer without its pictures, which are logos."""
        relations = {} if part is None else self._package.relations(part)
        drawings = None if part is None else Drawings(self._package, relations, self._pictures)
        return Story(self._styles, self._lists, self._formats, self._tally, drawings).read(root)

    def _frames(self, body: ET.Element, kind: str) -> Iterator[Block]:
        """The headers or footers that are printed, each text once."""
        seen = set()
        for part in self._frame_parts(body, kind):
            root = self._package.xml(part)
            blocks = [] if root is None else [*self._story(root)]
            text = tuple(line.text for block in blocks for line in block.lines(1))
            if text not in seen:
                seen.add(text)
                yield from blocks

    def _frame_parts(self, body: ET.Element, kind: str) -> Iterator[str]:
        """The parts that sections use, first page first; a section inherits what it does not set."""
        parts: dict[str, str] = {}
        used = []
        for section in (*body.iterfind(f".//{W}pPr/{W}sectPr"), *body.iterfind(W + "sectPr")):
            for reference in section.iterfind(f"{W}{kind}Reference"):
                relation = self._relations.get(reference.get(RELATION_ID, ""))
                if relation is not None:
                    parts[attribute(reference, "type") or "default"] = relation.target
            first, even = switch(section, "titlePg"), switch(self._settings, "evenAndOddHeaders")
            places = [*(["first"] if first else []), "default", *(["even"] if even else [])]
            used += [parts[place] for place in places if place in parts]
        yield from dict.fromkeys(used)

    def _notes(self, kind: str) -> Iterator[Block]:
        """The notes that the text refers to, each with its mark."""
        root, part = self._part(kind), self._target(kind)
        texts = {} if root is None else {attribute(note, "id"): note for note in root}
        for note in [note for note in self._tally.notes if note.kind == kind and note.id in texts]:
            blocks = [*self._story(texts[note.id], part)]
            if note.mark and blocks and isinstance(blocks[0], Paragraph):
                blocks[0] = replace(blocks[0], label=f"{note.mark} {blocks[0].label}")
            yield from blocks

    def _title(self) -> str | None:
        """The file's title property, unless Word or a template made it up."""
        part = self._package.related("", "core-properties")
        root = None if part is None else self._package.xml(part)
        title = squeeze(clean("" if root is None else root.findtext(TITLE) or ""))
        return None if NO_TITLE.fullmatch(title) else title

    def _doubts(self) -> Iterator[Note]:
        tally = self._tally
        if tally.changes:
            yield Note(Code.TRACKED_CHANGES)
        if tally.hidden:
            yield Note(Code.HIDDEN_TEXT_LEFT_OUT)
        if tally.unknown:
            yield Note(Code.UNKNOWN_SYMBOLS, (tally.unknown, UNKNOWN))
        if tally.formulas:
            yield Note(Code.FORMULA_NOT_READ)
        if tally.dates:
            yield Note(Code.CALENDAR_DATE)
        if tally.embedded:
            yield Note(Code.EMBEDDED_FILE)
        if (comments := self._part("comments")) is not None and len(comments):
            yield Note(Code.COMMENTS_LEFT_OUT)

"""What python-docx has no words for: automatic numbers, page fields, tracked changes."""

from __future__ import annotations

from datetime import date
from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph

QUESTIONS, BULLETS = 90, 91  # list ids above those of python-docx's template
BULLET = "\uf0b7"  # what Word writes for a round bullet: a place in the font Symbol
INDENT = 360  # twentieths of a point
LIST = """
<w:abstractNum {ns} w:abstractNumId="{id}"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0">
<w:start w:val="1"/><w:numFmt w:val="{format}"/><w:suff w:val="{after}"/><w:lvlText w:val="{label}"/>
<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{indent}" w:hanging="{indent}"/></w:pPr>
<w:rPr>{font}</w:rPr></w:lvl></w:abstractNum>
"""
SYMBOL = '<w:rFonts w:ascii="Symbol" w:hAnsi="Symbol" w:hint="default"/>'
NUM = '<w:num {ns} w:numId="{id}"><w:abstractNumId w:val="{list}"/>{start}</w:num>'
START = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{number}"/></w:lvlOverride>'
NUM_PR = '<w:numPr {ns}><w:ilvl w:val="0"/><w:numId w:val="{id}"/></w:numPr>'
FIELD = '<w:fldSimple {ns} w:instr=" {code} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
CHANGE = """
<w:{tag} {ns} w:id="{id}" w:author="{author}" w:date="{day}T09:00:00Z">
<w:r><w:{kind}>{words}</w:{kind}></w:r></w:{tag}>
"""


def _xml(template: str, **values: object) -> Any:
    return parse_xml(template.strip().format(ns=nsdecls("w"), **values))


class Lists:
    """The lists of a document's numbering part: questions that count, and bullets."""

    def __init__(self, numbering: Any, question_mark: str) -> None:
        self._numbering = numbering
        self._next_id = QUESTIONS
        label = question_mark.replace("1", "%1")
        after, indent = ("tab", INDENT) if label.startswith("%") else ("space", 0)
        self._define(QUESTIONS, format="decimal", after=after, label=label, indent=indent, font="<w:b/>")
        self._define(BULLETS, format="bullet", after="tab", label=BULLET, indent=INDENT, font=SYMBOL)
        self._bullets = self._use(BULLETS)
        self._questions, self._count = self._use(QUESTIONS), 0

    def question(self, paragraph: Paragraph, number: int) -> None:
        """Have Word number the paragraph: the next number, or a list that starts anew at another."""
        if number != self._count + 1:
            self._questions = self._use(QUESTIONS, START.format(number=number))
        self._count = number
        self._number(paragraph, self._questions)

    def bullet(self, paragraph: Paragraph) -> None:
        """Have Word put a bullet before the paragraph."""
        self._number(paragraph, self._bullets)

    def _define(self, id: int, **values: object) -> None:
        """Add a list definition; they stand before all uses."""
        self._numbering.find(qn("w:num")).addprevious(_xml(LIST, id=id, **values))

    def _use(self, list: int, start: str = "") -> int:
        """Add a use of a list, and return its id."""
        self._next_id += 1
        self._numbering.append(_xml(NUM, id=self._next_id, list=list, start=start))
        return self._next_id

    def _number(self, paragraph: Paragraph, id: int) -> None:
        paragraph._p.get_or_add_pPr()._insert_numPr(_xml(NUM_PR, id=id))


def add_field(paragraph: Paragraph, code: str) -> None:
    """A field that Word fills in: PAGE, NUMPAGES."""
    paragraph._p.append(_xml(FIELD, code=code))


def add_correction(paragraph: Paragraph, old: str, new: str, author: str, day: date) -> None:
    """`old` struck out and `new` put in its place, changes tracked."""
    for id, (tag, kind, words) in enumerate((("del", "delText", old), ("ins", "t", new)), start=1):
        paragraph._p.append(_xml(CHANGE, tag=tag, id=id, author=author, day=day, kind=kind, words=words))

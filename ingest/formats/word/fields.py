"""Complex fields of a Word story: what of them is printed.

A field has an instruction and a result, and its result is printed. Form fields – check boxes, drop-down
lists – and `EQ`, an old form of fractions, have no result: Word draws them.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections import Counter
from dataclasses import dataclass

from ingest.formats import formula
from ingest.formats.word.ooxml import W, attribute, number, switch

TODAY = re.compile(r"\s*(?:DATE|TIME)\b", re.IGNORECASE)
"""Fields that show the time at which a file is opened."""

EQUATION = re.compile(r"\s*EQ\b", re.IGNORECASE)
FRACTION = re.compile(r"\s*EQ\s+\\f\s*\(\s*([^\\;,()]*)[;,]([^\\;,()]*)\)\s*", re.IGNORECASE)
"""`EQ \\f(3;4)` is three quarters; a list separator is `;` in Danish Word, `,` in English."""

CHECKED, UNCHECKED = "☒", "☐"


@dataclass(slots=True)
class _Field:
    """An open field. `drawn` is what Word draws for it where its result is empty."""

    drawn: str = ""
    instruction: str = ""
    in_result: bool = False
    is_today: bool = False
    shows: bool = False


class Fields:
    """The fields that are open at a place of a story.

    `recalculated`: date fields show the day on which the file was converted. `dates` and `unread`: how many
    of those, and of drawn formulas that are not understood, there were.
    """

    def __init__(self, recalculated: bool = False) -> None:
        self._recalculated = recalculated
        self._open: list[_Field] = []
        self._closed = True
        self.dates = self.unread = 0

    def begin(self, root: ET.Element) -> None:
        """Begins a part of the file. In one with fields that never end, nothing is taken for an
        instruction."""
        kinds = Counter(attribute(char, "fldCharType") for char in root.iter(W + "fldChar"))
        self._closed = kinds["begin"] == kinds["end"]

    @property
    def printed(self) -> bool:
        """Is what comes next printed, or is it part of an instruction?"""
        return not self._closed or all(each.in_result and not each.is_today for each in self._open)

    def instruct(self, text: str) -> None:
        if self._open:
            self._open[-1].instruction += text

    def show(self) -> None:
        """Something was printed."""
        for each in self._open:
            each.shows = True

    def turn(self, char: ET.Element) -> str:
        """Follows a `w:fldChar`. What Word draws at a field's end comes back."""
        kind, last = attribute(char, "fldCharType"), self._open[-1] if self._open else None
        if kind == "begin":
            self._open.append(_Field(_drawn(char.find(W + "ffData"))))
        elif kind == "separate" and last is not None:
            last.is_today = self._recalculated and TODAY.match(last.instruction) is not None
            self.dates += last.is_today
            last.in_result = True
        elif kind == "end" and last is not None:
            self._open.pop()
            if not last.shows:
                return last.drawn or self._equation(last.instruction)
        return ""

    def _equation(self, instruction: str) -> str:
        fraction = FRACTION.fullmatch(instruction)
        if fraction:
            return formula.fraction(fraction[1].strip(), fraction[2].strip())
        self.unread += EQUATION.match(instruction) is not None
        return ""


def _drawn(form: ET.Element | None) -> str:
    """What a form field shows: a check box, or the chosen entry of a drop-down list."""
    if form is None:
        return ""
    if (box := form.find(W + "checkBox")) is not None:
        said = (switch(box, name) for name in ("checked", "default"))
        return CHECKED if next((each for each in said if each is not None), False) else UNCHECKED
    if (choice := form.find(W + "ddList")) is not None:
        entries = [attribute(entry) or "" for entry in choice.iterfind(W + "listEntry")]
        stated = (number(choice.find(W + name)) for name in ("result", "default"))
        at = next((each for each in stated if each is not None), 0)
        return entries[at] if 0 <= at < len(entries) else ""
    return ""

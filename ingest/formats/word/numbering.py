"""Word's automatic numbers as the text that Word prints.

A paragraph points to a list (`w:num`), a list to its definition (`w:abstractNum`), a definition has nine
levels. Lists with one definition count together; a `w:startOverride` begins anew where its list is first
used. ECMA-376 part 1, 17.9; where Word differs, Word.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass, field, replace

from ingest.formats import symbols
from ingest.formats.numerals import BULLET, numeral
from ingest.formats.word.ooxml import W, attribute, number, switch

LEVELS = 9
"""The most levels of a list; a file may claim more."""


PLACE = re.compile("%([1-9])")


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list counts and looks. `restart`: see `_restarts`."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False
    glued: bool = False
    hidden: bool = False
    style: str | None = None
    font: str | None = None


@dataclass(frozen=True, slots=True)
class NumberingInstance:
    """One `w:num`: the definition whose count it shares, its levels, and its start overrides."""

    definition: str
    levels: dict[int, Level]
    starts: dict[int, int]


Lists = dict[str, NumberingInstance]
"""The lists of a document by `w:numId`."""


def read_lists(numbering: ET.Element | None, styled: dict[str, str]) -> Lists:
    """The lists of `numbering.xml`. `styled` has the numId of each numbering style."""
    if numbering is None:
        return {}
    definitions = {attribute(d, "abstractNumId"): d for d in numbering.iter(W + "abstractNum")}
    nums = {attribute(num, "numId"): num for num in numbering.iter(W + "num")}
    lists = {}
    for id, num in nums.items():
        name = attribute(num.find(W + "abstractNumId"))
        definition = definitions.get(name)
        link = None if definition is None else attribute(definition.find(W + "numStyleLink"))
        if link and (linked := nums.get(styled.get(link))) is not None:
            name = attribute(linked.find(W + "abstractNumId"))
            definition = definitions.get(name)
        if id and name and definition is not None:
            lists[id] = _list(name, definition, num)
    return lists


def _list(name: str, definition: ET.Element, num: ET.Element) -> NumberingInstance:
    levels = {number(level, "ilvl") or 0: _level(level) for level in definition.iterfind(W + "lvl")}
    starts = {}
    for override in num.iterfind(W + "lvlOverride"):
        at = number(override, "ilvl") or 0
        if (level := override.find(W + "lvl")) is not None:
            levels[at] = _level(level)
        if (start := number(override.find(W + "startOverride"))) is not None:
            levels[at] = replace(levels.get(at, Level()), start=start)
            starts[at] = start
    return NumberingInstance(name, levels, starts)


def _level(level: ET.Element) -> Level:
    start = number(level.find(W + "start"))
    return Level(
        start=1 if start is None else start,
        format=attribute(level.find(W + "numFmt")) or "decimal",
        text=attribute(level.find(W + "lvlText")) or "",
        restart=number(level.find(W + "lvlRestart")),
        legal=switch(level, "isLgl") or False,
        glued=attribute(level.find(W + "suff")) == "nothing",
        hidden=switch(level.find(W + "rPr"), "vanish") or False,
        style=attribute(level.find(W + "pStyle")),
        font=symbols.font(attribute(level.find(f"{W}rPr/{W}rFonts"), "ascii")),
    )


@dataclass(slots=True)
class Counter:
    """Counts the numbered paragraphs of one story – the body, a header, a footnote – in document order."""

    lists: Lists
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def label(self, id: str, at: int) -> str:
        """What Word prints before the next paragraph at level `at` of list `id`, with the space after it."""
        found = self.lists.get(id)
        if found is None or not 0 <= at < LEVELS:
            return ""
        counts = self._counts.setdefault(found.definition, {})
        self._count(id, found, at, counts)
        level = found.levels.get(at, Level())
        if level.hidden:
            return ""
        if level.format == "bullet":
            return _bullet(level)
        text = PLACE.sub(lambda place: _shown(found, int(place[1]) - 1, counts, level.legal), level.text)
        return text if level.glued or not text.strip() else f"{text.rstrip()} "

    def _count(self, id: str, found: NumberingInstance, at: int, counts: dict[int, int]) -> None:
        """Counts one step at a level. A higher level that was skipped counts as used (Microsoft KB
        Q110380)."""
        for level in range(at + 1):
            begins = (id, level) not in self._begun and level in found.starts
            if level == at or level not in counts:
                start = found.levels.get(level, Level()).start
                counts[level] = start if begins or level not in counts else counts[level] + 1
                self._begun.add((id, level))
        for level in [level for level in counts if level > at and _restarts(found, level, at)]:
            del counts[level]


def _bullet(level: Level) -> str:
    """Every bullet looks alike, but a box or a tick: it may be the answer."""
    sign = symbols.shown(level.text, level.font) if level.font else level.text
    return f"{sign} " if sign in symbols.BOXES else BULLET if sign.strip() else ""


def _restarts(found: NumberingInstance, level: int, used: int) -> bool:
    """Does a level restart after a higher level was used? `restart`: 0 never, n after level n or a higher
    one."""
    restart = found.levels.get(level, Level()).restart
    return restart is None or used < restart


def _shown(found: NumberingInstance, at: int, counts: dict[int, int], legal: bool) -> str:
    """The number of one level; a bullet's level has none."""
    if at not in counts:
        return ""
    format = found.levels.get(at, Level()).format
    return numeral(counts[at], "decimal" if legal and format not in ("bullet", "none") else format)

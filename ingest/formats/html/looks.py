"""How text is shown at a place of a page: bold, hidden, struck through, raised, in a symbol font."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from lxml import etree

from ingest.formats import symbols
from ingest.formats.blocks import TextRun
from ingest.formats.formula import raised
from ingest.formats.html import markup
from ingest.formats.html.sheet import Sheet

DECORATION = re.compile(r"(?:^|;)\s*text-decoration(?:-line)?\s*:\s*([^;]*)", re.IGNORECASE)
FONT = re.compile(r"(?:^|;)\s*font(?:-family)?\s*:\s*(?:[\w.%/ ]*?\d(?:pt|px|em|rem|%)\S*\s+)?([^;]*)", re.I)
ALIGN = re.compile(r"(?:^|;)\s*vertical-align\s*:\s*([\w-]+)", re.IGNORECASE)
WORD = re.compile(r"[A-Za-z]{3}")
"""Browsers show the signs of a symbol font for its private codes and single letters; a word under such a font
is a word."""


@dataclass(frozen=True, slots=True)
class Look:
    """How text is shown here. `aside`: it is not part of the page's text. `inner`: it is inside a section of
    the page."""

    bold: bool = False
    italic: bool = False
    colour: str | None = None
    aside: bool = False
    inner: bool = False
    pre: bool = False
    struck: bool = False
    raised: bool = False
    font: str | None = None

    def run(self, text: str) -> TextRun:
        """Text that looks like this, with the signs that are shown for it."""
        if self.font and not WORD.search(text):
            text = symbols.shown(text, self.font)
        text = raised(text) if self.raised else text
        return TextRun(text, self.bold, italic=self.italic, colour=self.colour, struck=self.struck)


class Looks:
    """How the elements of a page look; what of it was hidden or deleted."""

    def __init__(self, root: etree._Element) -> None:
        self._folds = markup.targets(root)
        self._sheet = Sheet.of(root)
        self.hidden = self.deleted = False

    def of(self, element: etree._Element, name: str, look: Look) -> Look:
        """How the content of an element is shown; it inherits from the element around it."""
        style = self._sheet.style(element, name)
        hidden = not look.aside and self._is_hidden(element, name, style)
        self.hidden |= hidden and markup.says(element)
        self.deleted |= name == "del"
        weight, slant = markup.WEIGHT.search(style), markup.SLANT.search(style)
        return replace(
            look,
            bold=bool(weight[1]) if weight else look.bold or name in markup.BOLD,
            italic=bool(slant[1]) if slant else look.italic or name in markup.ITALIC,
            colour=markup.colour(element, style, look.colour),
            aside=look.aside or hidden or name == "del" or markup.is_apart(element, name, look.inner),
            inner=look.inner or name in markup.SECTIONS,
            pre=look.pre or name in ("pre", "listing", "xmp"),
            struck=look.struck or _is_struck(name, style),
            raised=_is_raised(element, name, style, look.raised),
            font=_font(element, style, look.font),
        )

    def _is_hidden(self, element: etree._Element, name: str, style: str) -> bool:
        """Is an element hidden for good? Text that a click unfolds is not hidden."""
        attribute = element.get("hidden")
        says = attribute is not None and attribute.lower() != "until-found"
        closed = name == "dialog" and element.get("open") is None
        if not (
            says or closed or markup.UNSEEN.search(style) or markup.SPOKEN.search(element.get("class") or "")
        ):
            return False
        return element.get("id") not in self._folds and markup.name(element.getparent()) != "details"


def _is_struck(name: str, style: str) -> bool:
    """Does a line go through an element's text? The last style decides, else the tag."""
    said = [lines for lines in DECORATION.findall(style) if lines.strip().lower() != "inherit"]
    return "line-through" in said[-1].lower() if said else name == markup.STRUCK


def _is_raised(element: etree._Element, name: str, style: str, inherited: bool) -> bool:
    """Is an element's text raised? A mark of a note gets brackets instead."""
    said = ALIGN.findall(style)
    is_so = said[-1].lower() == "super" if said else inherited or name == "sup"
    return is_so and name != "sub" and not markup.is_note_mark(element, name)


def _font(element: etree._Element, style: str, inherited: str | None) -> str | None:
    """The symbol font of an element's text; None where its font has letters."""
    named = FONT.findall(style) or [face for face in (element.get("face"),) if face]
    return symbols.font(named[-1]) if named and named[-1].strip().lower() != "inherit" else inherited

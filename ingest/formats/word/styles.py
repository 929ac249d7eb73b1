"""What a Word paragraph or run inherits from its styles: bold, italic, hidden, size, colour and list."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator

from ingest.formats import symbols
from ingest.formats.colour import from_hex
from ingest.formats.word.numbering import Lists
from ingest.formats.word.ooxml import W, attribute, number, switch

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"

WHITE = "ffffff"
THEME_NAMES = {
    "text1": "dk1", "dark1": "dk1", "background1": "lt1", "light1": "lt1", "text2": "dk2", "dark2": "dk2",
    "background2": "lt2", "light2": "lt2", "hyperlink": "hlink", "followedHyperlink": "folHlink",
}  # fmt: skip
"""`w:themeColor` -> what the theme calls it (ECMA-376 part 1, 17.18.97); accents have one name."""

DEEPEST = 20
"""The longest chain of styles based on each other. Word stops at 11; a circle would never end."""


class Styles:
    """The styles of a document. An unknown style is no style, as in Word."""

    def __init__(self, root: ET.Element | None, theme: ET.Element | None = None) -> None:
        styles = [] if root is None else root.findall(W + "style")
        self._styles = {attribute(style, "styleId"): style for style in styles}
        self._default = next((attribute(s, "styleId") for s in styles if _is_default(s)), None)
        self._base = None if root is None else root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        self._theme = _theme(theme)

    def lists(self) -> dict[str, str]:
        """The numId of each numbering style, which list definitions may point to."""
        found = {id: attribute(style.find(f"{W}pPr/{W}numPr/{W}numId")) for id, style in self._styles.items()}
        return {id: num for id, num in found.items() if id and num}

    def toggle(self, name: str, paragraph: ET.Element | None, run: ET.Element | None) -> bool:
        """Is a run bold, italic or hidden? Its own property decides; else it is if an odd number of styles
        set it."""
        own = switch(run, name)
        if own is not None:
            return own
        by_paragraph = self._inherited(name, self._paragraph_style(paragraph))
        by_run = self._inherited(name, attribute(_find(run, "rStyle")))
        return bool(switch(self._base, name)) or by_paragraph != by_run

    def is_set(self, name: str, paragraph: ET.Element | None, run: ET.Element | None) -> bool:
        """Is a property on that the nearest place decides?"""
        said = (switch(place, name) for place in self._places(paragraph, run))
        return next((each for each in said if each is not None), False)

    def is_raised(self, paragraph: ET.Element | None, run: ET.Element | None) -> bool:
        said = (attribute(_find(place, "vertAlign")) for place in self._places(paragraph, run))
        return next((each for each in said if each is not None), None) == "superscript"

    def symbol_font(self, paragraph: ET.Element | None, run: ET.Element | None) -> str | None:
        """The symbol font of a run; None where its font has letters."""
        fonts = (_find(place, "rFonts") for place in self._places(paragraph, run))
        named = (attribute(each, "ascii") or attribute(each, "hAnsi") for each in fonts)
        return symbols.font(next((name for name in named if name), None))

    def size(self, paragraph: ET.Element | None, run: ET.Element | None) -> float | None:
        """The type size of a run in points; None where no style says."""
        places = self._places(paragraph, run)
        halves = next((half for place in places if (half := number(_find(place, "sz")))), None)
        return halves / 2 if halves else None

    def colour(self, paragraph: ET.Element | None, run: ET.Element | None) -> str | None:
        """The colour of a run; None where it is black or automatic. Word writes what a theme's colour comes
        to beside its name; other programs may give the name alone."""
        said = (_find(place, "color") for place in self._places(paragraph, run))
        colour = next((each for each in said if each is not None), None)
        named = attribute(colour, "themeColor")
        value = attribute(colour)
        if named and value in (None, "auto"):
            value = self._theme.get(THEME_NAMES.get(named, named))
        return from_hex(value or "")

    def ground(self, properties: ET.Element | None) -> str | None:
        """The colour on which a paragraph or a table cell is printed, by itself or by its style; None where
        it is white."""
        kept = self._properties(attribute(_find(properties, "pStyle")), "pPr")
        fills = (attribute(_find(place, "shd"), "fill") for place in (properties, *kept))
        fill = from_hex(next((each for each in fills if each), "") or "")
        return None if fill == WHITE else fill

    def _places(self, paragraph: ET.Element | None, run: ET.Element | None) -> Iterator[ET.Element | None]:
        """Where a property of a run may be set, nearest first."""
        yield run
        yield from self._properties(attribute(_find(run, "rStyle")), "rPr")
        yield from self._properties(self._paragraph_style(paragraph), "rPr")
        yield self._base

    def numbered(self, paragraph: ET.Element | None, lists: Lists) -> tuple[str, int] | None:
        """The list and level that a paragraph counts in, by itself or by its style."""
        own, chain = _find(paragraph, "numPr"), list(self._chain(self._paragraph_style(paragraph)))
        inherited = [self._styles[name].find(f"{W}pPr/{W}numPr") for name in chain]
        id = next((id for place in (own, *inherited) if (id := attribute(_find(place, "numId")))), None)
        if id is None or id not in lists:
            return None
        linked = [
            next((at for at, level in lists[id].levels.items() if level.style == name), None)
            for name in chain
        ]
        stated = [number(_find(place, "ilvl")) for place in (own, *inherited)]
        levels = [stated[0], *(level for pair in zip(linked, stated[1:], strict=True) for level in pair)]
        return id, next((level for level in levels if level is not None), 0)

    def _paragraph_style(self, paragraph: ET.Element | None) -> str | None:
        return attribute(_find(paragraph, "pStyle")) or self._default

    def _inherited(self, name: str, style: str | None) -> bool:
        says = (switch(place, name) for place in self._properties(style, "rPr"))
        return next((said for said in says if said is not None), False)

    def _properties(self, style: str | None, kind: str) -> Iterator[ET.Element]:
        """The `w:rPr` or `w:pPr` of a style and of those it is based on, nearest first."""
        for name in self._chain(style):
            if (properties := self._styles[name].find(W + kind)) is not None:
                yield properties

    def _chain(self, style: str | None) -> Iterator[str]:
        for _ in range(DEEPEST):
            if style is None or style not in self._styles:
                return
            yield style
            style = attribute(self._styles[style].find(W + "basedOn"))


def _theme(root: ET.Element | None) -> dict[str, str]:
    """A theme's colours by name."""
    scheme = None if root is None else root.find(f".//{A}clrScheme")
    inks = (
        (each.tag.removeprefix(A), ink) for each in (scheme if scheme is not None else ()) for ink in each
    )
    return {name: ink.get("lastClr") or ink.get("val") or "" for name, ink in inks}


def _find(parent: ET.Element | None, name: str) -> ET.Element | None:
    return None if parent is None else parent.find(W + name)


def _is_default(style: ET.Element) -> bool:
    return attribute(style, "type") == "paragraph" and attribute(style, "default") in ("1", "true", "on")

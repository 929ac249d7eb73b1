"""Form fields of a page as text: what is chosen or filled in."""

from __future__ import annotations

from lxml import etree

from ingest.formats.html import markup

CHECKED = {"checkbox": "☒", "radio": "◉"}
UNCHECKED = {"checkbox": "☐", "radio": "○"}
FILLED = frozenset({"", "text", "number", "date", "time", "month", "email", "tel", "url"})
"""Types of `input` whose value is shown as text."""


class Forms:
    """The fields of one page.

    Boxes are shown where one of them is checked. Pages also have boxes that only fold and unfold text, or ask
    for consent to something.
    """

    def __init__(self) -> None:
        self._chosen: dict[etree._Element, bool] = {}

    def shown(self, element: etree._Element, name: str) -> str | None:
        """What a field shows, with a space around a box; None where it is no field, or a choice that nobody
        made."""
        if name == "input":
            return self._input(element, (element.get("type") or "").lower())
        if name == "select":
            chosen = [each for each in element.iter("option") if each.get("selected") is not None]
            return ", ".join(" ".join("".join(each.itertext()).split()) for each in chosen) or None
        return None

    def _input(self, element: etree._Element, kind: str) -> str | None:
        if kind in CHECKED:
            if not self._is_chosen(element):
                return None
            return f" {(UNCHECKED if element.get('checked') is None else CHECKED)[kind]} "
        return element.get("value") if kind in FILLED else None

    def _is_chosen(self, element: etree._Element) -> bool:
        """Is a box checked in the same paragraph, row or group?"""
        block = next((each for each in element.iterancestors() if markup.name(each) in GROUPS), element)
        if block not in self._chosen:
            self._chosen[block] = any(each.get("checked") is not None for each in block.iter("input"))
        return self._chosen[block]


GROUPS = markup.BLOCKS - {"label", "li", "dt", "dd", "legend", "td", "th"} | {"p"}

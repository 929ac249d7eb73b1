"""A page's style sheets, as far as they change what its text says: lines through text, symbol fonts, raised
text.

Only rules for a tag, a class, an id or some of these together are read, as programs write them that save a
text as a page. Other selectors – `li > a`, `:hover` – are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from lxml import etree

READ = re.compile(r"\s*(?:text-decoration(?:-line)?|font-family|vertical-align)\s*:", re.IGNORECASE)
SELECTOR = re.compile(r"([a-z][\w-]*|\*)?((?:[.#][\w-]+)*)", re.IGNORECASE)
PART = re.compile(r"([.#])([\w-]+)")
MOST_RULES = 5_000


@dataclass(frozen=True, slots=True)
class _Rule:
    """What an element must be – tag, classes, id –, and the style it gets."""

    tag: str
    classes: frozenset[str]
    id: str
    style: str

    def fits(self, tag: str, classes: frozenset[str], id: str) -> bool:
        return self.tag in ("", "*", tag) and self.classes <= classes and self.id in ("", id)


@dataclass(slots=True)
class Sheet:
    """The rules of a page, by one class, id or tag that each asks for."""

    _rules: dict[str, list[_Rule]] = field(default_factory=dict)

    @classmethod
    def of(cls, root: etree._Element) -> Sheet:
        sheet = cls()
        for element in root.iter("style"):
            sheet._add("".join(element.itertext()))
        return sheet

    def _add(self, text: str) -> None:
        for rule in _without_comments(text).split("}")[:MOST_RULES]:
            before, _, declared = rule.rpartition("{")
            style = ";".join(each for each in declared.split(";") if READ.match(each))
            if style:
                for selector in before.rpartition("{")[2].split(","):
                    self._add_rule(selector.strip(), style)

    def _add_rule(self, selector: str, style: str) -> None:
        match = SELECTOR.fullmatch(selector)
        if match is None or not selector:
            return
        parts = PART.findall(match[2])
        classes = frozenset(name for sign, name in parts if sign == ".")
        id = next((name for sign, name in parts if sign == "#"), "")
        rule = _Rule((match[1] or "").lower(), classes, id, style)
        key = f"#{id}" if id else f".{min(classes)}" if classes else rule.tag
        self._rules.setdefault(key, []).append(rule)

    def style(self, element: etree._Element, tag: str) -> str:
        """The style of an element: its rules, then its own, which overrules them."""
        own = element.get("style") or ""
        if not self._rules:
            return own
        classes, id = frozenset((element.get("class") or "").split()), element.get("id") or ""
        keys: Iterable[str] = ("*", tag, *(f".{name}" for name in sorted(classes)), f"#{id}")
        rules = (rule for key in keys for rule in self._rules.get(key, ()))
        return ";".join([*(rule.style for rule in rules if rule.fits(tag, classes, id)), own])


def _without_comments(text: str) -> str:
    first, *others = text.replace("<!--", "").replace("-->", "").split("/*")
    return first + "".join(each.partition("*/")[2] for each in others)

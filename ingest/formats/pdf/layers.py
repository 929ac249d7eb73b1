"""Which layers of a PDF file a screen shows (ISO 32000, 8.11: optional content).

A layer that is switched off holds drafts, other languages, what is for the printer alone. Viewers do not
quite agree; a layer counts as switched off where most of them leave it out.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject

from ingest.formats.pdf.objects import dictionary, entry, items, resolved

OFF, VIEW = "/OFF", "/View"

DEEPEST = 20
"""The deepest nesting of a visibility expression."""


class Layers:
    """The layers of a file, by the state that its default configuration gives them."""

    def __init__(self, properties: DictionaryObject | None = None) -> None:
        default = dictionary(entry(properties, "/D")) if properties else DictionaryObject()
        self._base = str(entry(default, "/BaseState"))
        self._on, self._off = (set(map(_key, items(entry(default, name)))) for name in ("/ON", OFF))
        self._by_use = {
            _key(group)
            for each in map(dictionary, items(entry(default, "/AS")))
            if entry(each, "/Event") == VIEW and VIEW in items(entry(each, "/Category"))
            for group in items(entry(each, "/OCGs"))
        }

    @classmethod
    def of(cls, reader: PdfReader) -> Layers:
        """The layers of a file; none where that part of it is broken."""
        with suppress(Exception):
            return cls(dictionary(reader.root_object.get("/OCProperties")))
        return cls()

    def hide(self, content: Any) -> bool:
        """Does a group, or a membership in groups, hide what it is put on?"""
        found = dictionary(content)
        if entry(found, "/Type") != "/OCMD":
            return bool(found) and self._is_off(found)
        if "/VE" in found:
            return not self._true(found["/VE"])
        groups = entry(found, "/OCGs")
        listed = groups if isinstance(groups, ArrayObject) else [groups]
        states = [not self._is_off(each) for each in map(dictionary, listed) if each]
        shown = {"/AllOn": all(states), "/AnyOff": not all(states), "/AllOff": not any(states)}
        policy = str(entry(found, "/P"))
        return bool(states) and not shown.get(policy, any(states))

    def _is_off(self, group: DictionaryObject) -> bool:
        if VIEW not in _names(entry(group, "/Intent"), "/All"):
            return False
        key, state = _key(group), self._use(group)
        if state and key in self._by_use:
            return state == OFF
        by_list = key in self._off or (self._base == OFF and key not in self._on)
        return by_list or state == OFF

    @staticmethod
    def _use(group: DictionaryObject) -> str | None:
        """The state that the group's own usage asks for on a screen, if it says."""
        state = entry(dictionary(dictionary(group.get("/Usage")).get(VIEW)), "/ViewState")
        return str(state) if state else None

    def _true(self, expression: Any, depth: int = 0) -> bool:
        """The value of a visibility expression: a group, or an array of an operator and its operands."""
        expression = resolved(expression)
        if not isinstance(expression, ArrayObject):
            return not self._is_off(dictionary(expression))
        if not expression or depth > DEEPEST:
            return True
        values = [self._true(each, depth + 1) for each in expression[1:]]
        return {"/And": all(values), "/Or": any(values), "/Not": not any(values)}.get(
            str(expression[0]), True
        )


def _key(group: Any) -> Any:
    """What tells a group from others: the number of its object, or the object itself."""
    reference = getattr(group, "indirect_reference", None)
    return reference.idnum if reference is not None else id(group)


def _names(value: Any, everything: str) -> set[str]:
    """A name or an array of names; `everything` stands for the screen too."""
    names = {str(each) for each in items(value)} or {str(value or VIEW)}
    return names | {VIEW} if everything in names else names

"""Formulas as text on one line: `3/4`, `½`, `m²`, `x^2`, `√(a + b)`.

Of Word's formulas (OMML, ECMA-376 part 1, 22.1) and of web pages' (MathML): elements are told by their names,
which the two do not share. An element that is not known counts as a row of what is in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol

RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
RAISED_POWERS = ("2", "3")
HALF = ("1", "2")
ROOTS = {"": "√", "2": "√", "3": "∛", "4": "∜"}
SIMPLE = re.compile(r"[\w.,%°′″½]*|\([^()]*\)")
"""What needs no brackets above or below a fraction line, or as a power."""

INVISIBLE = dict.fromkeys(range(0x2061, 0x2065))
"""Signs between factors and functions that only say what is meant."""

LEAVES = frozenset({"t", "mi", "mn", "mo", "mtext", "ms"})
SKIPPED = frozenset({"annotation", "annotation-xml", "mphantom", "del", "moveFrom"})
FRACTIONS = frozenset({"f", "mfrac"})
LIMITS = {"limLow": "_", "limUpp": "^", "munder": "_", "mover": "^"}


class Node(Protocol):
    """An element of either XML library."""

    @property
    def tag(self) -> str: ...
    @property
    def text(self) -> str | None: ...
    @property
    def attrib(self) -> Mapping[str, str]: ...
    def __iter__(self) -> Iterator[Node]: ...


def raised(text: str) -> str:
    """Raised text: its figures as raised figures, so that they do not run together with those before."""
    return text.translate(RAISED)


def fraction(above: str, below: str) -> str:
    return "½" if (above, below) == HALF else f"{_grouped(above)}/{_grouped(below)}"


def power(base: str, exponent: str) -> str:
    """`m²` and `m³`; `10^6` for others."""
    simple = exponent in RAISED_POWERS
    return _grouped(base) + (raised(exponent) if simple else f"^{_grouped(exponent)}")


def index(base: str, below: str) -> str:
    """`CO2`, `x_n`."""
    return f"{base}{below}" if below.isdecimal() and base[-1:].isalpha() else f"{base}_{_grouped(below)}"


def text(node: Node) -> str:
    """A formula, or a part of one."""
    name = _name(node)
    if name in LEAVES:
        return " ".join((node.text or "").translate(INVISIBLE).split(" "))
    if name == "f" and _said(node, "fPr", "type") == "noBar":
        return f"({_part(node, 'num')} over {_part(node, 'den')})"
    if name in LIMITS or name in _TWO:
        return _two(node, name)
    match name:
        case "sSubSup":
            return power(index(_part(node, "e"), _part(node, "sub")), _part(node, "sup"))
        case "msubsup" | "munderover":
            base, below, above = _operands(node, 3)
            return power(index(base, below), above)
        case "rad":
            return _root(_part(node, "e"), _part(node, "deg"))
        case "msqrt":
            return _root(_row(node), "")
        case "mroot":
            return _root(*_operands(node, 2))
        case "nary":
            return _sum(node)
        case "d":
            return _fenced(node)
        case "mfenced":
            inner = ", ".join(map(text, node))
            return f"{node.attrib.get('open', '(')}{inner}{node.attrib.get('close', ')')}"
        case "func":
            return f"{_part(node, 'fName')} {_part(node, 'e')}"
        case "eqArr" | "m" | "mtable":
            return "; ".join(map(text, _shown(node)))
        case "mr" | "mtr":
            return ", ".join(map(text, _shown(node)))
        case _:
            return _row(node)


_TWO = {"f": ("num", "den", fraction), "sSup": ("e", "sup", power), "sSub": ("e", "sub", index)} | {
    "mfrac": ("", "", fraction),
    "msup": ("", "", power),
    "msub": ("", "", index),
}
"""Name -> its two parts (by place where they have no names), and how they are written."""


def _two(node: Node, name: str) -> str:
    if name in LIMITS:
        parts = (_part(node, "e"), _part(node, "lim")) if name.startswith("lim") else _operands(node, 2)
        return f"{parts[0]}{LIMITS[name]}{_grouped(parts[1])}" if parts[1] else parts[0]
    first, second, write = _TWO[name]
    parts = (_part(node, first), _part(node, second)) if first else _operands(node, 2)
    return write(*parts)


def _row(node: Node) -> str:
    """What stands side by side. A fraction behind a number is kept apart from it: `2 3/4`."""
    row = ""
    for child in _shown(node):
        part = text(child)
        mixed = _name(child) in FRACTIONS and row[-1:].isdecimal() and part[:1].isdecimal()
        row += f" {part}" if mixed else part
    return row


def _root(base: str, degree: str) -> str:
    return f"{ROOTS.get(degree, f'{degree}√')}{_grouped(base)}"


def _sum(node: Node) -> str:
    """A sum, product or integral with its limits."""
    sign = _said(node, "naryPr", "chr") or "∫"
    below, above = _part(node, "sub"), _part(node, "sup")
    limits = (f"_{_grouped(below)}" if below else "") + (f"^{_grouped(above)}" if above else "")
    return f"{sign}{limits} {_part(node, 'e')}"


def _fenced(node: Node) -> str:
    opens, closes, between = (_said(node, "dPr", name) for name in ("begChr", "endChr", "sepChr"))
    inner = (between or "|").join(text(child) for child in node if _name(child) == "e")
    return f"{'(' if opens is None else opens}{inner}{')' if closes is None else closes}"


def _part(node: Node, name: str) -> str:
    """A part by its name; empty where it is not there."""
    return next((text(child) for child in node if _name(child) == name), "").strip()


def _operands(node: Node, count: int) -> tuple[str, ...]:
    """The parts by their places."""
    parts = [text(child).strip() for child in _shown(node)]
    return tuple((parts + [""] * count)[:count])


def _said(node: Node, properties: str, name: str) -> str | None:
    """A property of a Word formula; None where it does not say."""
    places = (
        inner for child in node if _name(child) == properties for inner in child if _name(inner) == name
    )
    values = (value for place in places for key, value in place.attrib.items() if key.endswith("val"))
    return next(values, None)


def _shown(node: Node) -> Iterable[Node]:
    return [child for child in node if _name(child) not in SKIPPED and not _name(child).endswith("Pr")]


def _name(node: Node) -> str:
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else "annotation"


def _grouped(part: str) -> str:
    return part if SIMPLE.fullmatch(part) else f"({part})"

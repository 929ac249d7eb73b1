"""What a Word file shows besides text: pictures, charts, SmartArt, embedded objects, text in shapes.

DrawingML (ECMA-376 part 1, 20 and 21) and VML, its forerunner. Each stands at the run that it is anchored to.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.formats.blocks import Block, Paragraph, TextRun
from ingest.formats.pictures import Crop, Inches, Pictures, told
from ingest.formats.word import charts
from ingest.formats.word.ooxml import RELATION_ID, Package, Relation
from kb.notes import Code

DRAWINGS = frozenset({"drawing", "pict", "object"})
EMBED = RELATION_ID.replace("}id", "}embed")
DATA_MODEL = RELATION_ID.replace("}id", "}dm")
EMU = 914_400
"""English Metric Units an inch."""

UNITS = {"in": 1.0, "pt": 1 / 72, "px": 1 / 96, "cm": 1 / 2.54, "mm": 1 / 25.4}
LENGTH = re.compile(r"(?:^|;)\s*(width|height)\s*:\s*([\d.]+)(in|pt|px|cm|mm)")
NAMELESS = "OLE"
"""The kind of an object of which the file does not say what made it."""

WHOLE = 100_000
"""`a:srcRect` counts in thousandths of a percent."""

TEXTS = frozenset({"t", "txbxContent"})
SHOWN = TEXTS | {"blip", "chart", "relIds", "imagedata", "textpath", "OLEObject"}
"""Elements that show something."""


@dataclass(frozen=True, slots=True)
class Shown:
    """Something that is drawn: its kind (the name of its element), the relation to its part or what it says,
    its size and what is cut off."""

    kind: str
    value: str
    size: Inches | None = None
    crop: Crop = (0, 0, 0, 0)


def inside(element: ET.Element, size: Inches | None = None) -> Iterator[ET.Element | Shown]:
    """The text boxes and the other things that a drawing shows, in order."""
    for child in element:
        name = local(child)
        if name == "txbxContent":
            yield child
        elif name == "AlternateContent":
            yield from inside(alternative(child), size)
        elif name in ("inline", "anchor"):
            if not _is_hidden(child):
                yield from inside(child, _extent(child, "extent") or size)
        elif name == "pic":
            yield from _picture(child, size)
        elif name == "txBody":
            yield from (Shown("text", text) for text in _paragraphs(child))
        elif name in SHOWN:
            yield _shown(child, name, size)
        else:
            yield from inside(child, _styled(child) or size)


def alternative(element: ET.Element) -> ET.Element:
    """Of several versions of the same content the first that shows something: Word's newest, else the
    fallback."""
    for choice in element:
        if any(local(inner) in SHOWN for inner in choice.iter()):
            return choice
    return ET.Element("none")


def local(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]


def _is_hidden(drawing: ET.Element) -> bool:
    return any(local(child) == "docPr" and child.get("hidden") in ("1", "true") for child in drawing)


def _picture(picture: ET.Element, size: Inches | None) -> Iterator[Shown]:
    """A picture; in a group it has a size of its own, smaller than the group's."""
    for inner in picture.iter():
        if local(inner) == "blip" and not inner.keys():
            yield Shown("OLEObject", NAMELESS)  # LibreOffice's trace of an object that it cannot show
        elif local(inner) == "blip":
            cut = next((each for each in picture.iter() if local(each) == "srcRect"), None)
            yield Shown("blip", inner.get(EMBED, ""), size or _extent(picture, "ext"), _crop(cut))


def _shown(element: ET.Element, name: str, size: Inches | None) -> Shown:
    said = {"OLEObject": "ProgID", "textpath": "string", "relIds": DATA_MODEL, "blip": EMBED}
    value = element.get(said.get(name, RELATION_ID), "")
    return Shown(name, (element.text or "") if name == "t" else value, size)


def _extent(parent: ET.Element, name: str) -> Inches | None:
    found = next((each for each in parent.iter() if local(each) == name and each.get("cx")), None)
    try:
        return None if found is None else (int(found.get("cx", "")) / EMU, int(found.get("cy", "")) / EMU)
    except ValueError:
        return None


def _styled(shape: ET.Element) -> Inches | None:
    """The size of a VML shape."""
    lengths = {
        side: float(value) * UNITS[unit] for side, value, unit in LENGTH.findall(shape.get("style", ""))
    }
    return (lengths["width"], lengths["height"]) if len(lengths) == 2 else None


def _crop(cut: ET.Element | None) -> Crop:
    try:
        left, above, right, below = (
            max(0, int((cut.get(side) if cut is not None else None) or 0)) / WHOLE for side in "ltrb"
        )
    except ValueError:
        return (0, 0, 0, 0)
    return (left, above, right, below) if left + right < 1 and above + below < 1 else (0, 0, 0, 0)


def _paragraphs(body: ET.Element) -> Iterator[str]:
    """The paragraphs of a text in DrawingML."""
    for paragraph in body.iter():
        if local(paragraph) == "p":
            yield "".join(inner.text or "" for inner in paragraph.iter() if local(inner) == "t")


class Drawings:
    """Reads what a part of the file shows, through its relations."""

    def __init__(self, package: Package, relations: dict[str, Relation], pictures: Pictures) -> None:
        self._package, self._relations, self._pictures = package, relations, pictures

    def blocks(self, shown: Shown) -> list[Block]:
        """What is shown as paragraphs and table rows, with notes on what is not read."""
        match shown.kind:
            case "blip" | "imagedata":
                return self._pictures.blocks(self._content(shown.value), shown.size, shown.crop)
            case "chart":
                return charts.blocks(self._part(shown.value))
            case "relIds":
                return self._diagram(shown.value)
            case "OLEObject":
                return [told(Code.OBJECT_NOT_READ, shown.value or NAMELESS)]
            case _:
                return [Paragraph((TextRun(shown.value),))] if shown.value.strip() else []

    def _diagram(self, id: str) -> list[Block]:
        """The texts of a SmartArt diagram."""
        root = self._part(id)
        texts = [] if root is None else [text for text in _paragraphs(root) if text.strip()]
        return [Paragraph((TextRun(text),)) for text in texts] or [told(Code.OBJECT_NOT_READ, "SmartArt")]

    def _content(self, id: str) -> bytes | None:
        relation = self._relations.get(id)
        return None if relation is None else self._package.content(relation.target)

    def _part(self, id: str) -> ET.Element | None:
        relation = self._relations.get(id)
        return None if relation is None else self._package.xml(relation.target)

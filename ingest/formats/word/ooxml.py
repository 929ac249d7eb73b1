"""The parts of an Office file: opened with limits, parsed without entities, found through their relations."""

from __future__ import annotations

import io
import posixpath
import xml.etree.ElementTree as ET
import zipfile
from dataclasses import dataclass

from ingest.formats.magic import DAMAGED_ZIP, DOCX, ZIP_DAMAGE, looks_like, unexpected
from kb.errors import Unreadable

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
TITLE = "{http://purl.org/dc/elements/1.1/}title"

STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", RELATION_ID[1:-3].encode()),
)
"""Namespaces of ISO/IEC 29500 Strict, which Word can save, and the usual namespaces that replace them
here."""

MOST_UNPACKED = 200 * 2**20
"""The most bytes that a file may unpack to. A letter with pictures takes a tenth of it."""

MOST_XML = 16 * 2**20
"""The most bytes of one XML part. Parsed, a part takes sixteen times as much (18 MB took 310); 100 pages
have 3 MB."""

MOST_PACKED = 100
"""The largest compression ratio, as in Apache POI. It holds only for content larger than `SMALL`."""

SMALL = 8 * 2**20
"""Bytes that do no harm at any compression ratio."""

DOCTYPES = tuple("<!DOCTYPE".encode(name) for name in ("utf-8", "utf-16-le", "utf-16-be"))
"""OPC forbids document type declarations (ECMA-376 part 2), and entities need one."""

DAMAGE = (*ZIP_DAMAGE, ET.ParseError)


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation to another part: the last word of its type, and the part's name."""

    kind: str
    target: str


class Package:
    """The parts of a DOCX file. Each is read when it is asked for."""

    def __init__(self, data: bytes) -> None:
        if (form := looks_like(data)) != DOCX:
            raise unexpected("a DOCX file", form)
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except DAMAGE as error:
            raise unexpected("a DOCX file", DAMAGED_ZIP) from error
        self._entries = {_key(entry.filename): entry for entry in self._archive.infolist()}
        _guard(sum(entry.file_size for entry in self._entries.values()), len(data))

    def xml(self, part: str) -> ET.Element | None:
        """The root of a part, or None where the file has no such part."""
        part = part.lstrip("/")
        entry = self._entries.get(_key(part))
        if entry is None:
            return None
        if entry.file_size > MOST_XML:
            raise _too_large(f"{part} with {entry.file_size:,} bytes")
        try:
            return _parse(self._archive.read(entry), part)
        except DAMAGE as error:
            raise Unreadable(
                f"expected a DOCX file, found damage in {part} ({error}); open it in Word and save it again"
            ) from error
        except RuntimeError as error:
            raise Unreadable(
                f"expected a DOCX file, found {part} encrypted; save it without password"
            ) from error

    def content(self, part: str) -> bytes | None:
        """The bytes of a part, as a picture's; None where it is not there, or is damaged."""
        entry = self._entries.get(_key(part))
        if entry is None:
            return None
        try:
            return self._archive.read(entry)
        except (*DAMAGE, RuntimeError):
            return None

    def relations(self, part: str) -> dict[str, Relation]:
        """The parts that a part points to, by relation id. "" is the package itself."""
        folder, name = posixpath.split(part)
        root = self.xml(posixpath.join(folder, "_rels", f"{name}.rels"))
        return {
            relation.get("Id", ""): Relation(
                relation.get("Type", "").rpartition("/")[2],
                posixpath.join("/", folder, relation.get("Target", "")),
            )
            for relation in (root if root is not None else ())
            if relation.get("TargetMode") != "External"
        }

    def related(self, part: str, kind: str) -> str | None:
        """The first part of a kind that a part points to."""
        return next((r.target for r in self.relations(part).values() if r.kind == kind), None)


def attribute(element: ET.Element | None, name: str = "val") -> str | None:
    """A `w:` attribute; None where the element or the attribute is not there."""
    return None if element is None else element.get(W + name)


def number(element: ET.Element | None, name: str = "val") -> int | None:
    """A `w:` attribute as a number; None where there is none."""
    try:
        return int(attribute(element, name) or "")
    except ValueError:
        return None


def switch(parent: ET.Element | None, name: str) -> bool | None:
    """An on/off property of a `w:…Pr` element; None where it does not say."""
    element = None if parent is None else parent.find(W + name)
    return None if element is None else attribute(element) not in ("0", "false", "off", "none")


def _key(part: str) -> str:
    """A part's name for comparing: without case, and with slashes where some programs write backslashes."""
    return posixpath.normpath(part.replace("\\", "/")).lstrip("/").lower()


def _guard(unpacked: int, packed: int) -> None:
    """Refuse an archive bomb before anything is unpacked. Unpacking stops at the declared sizes, so they can
    be trusted."""
    if unpacked > MOST_UNPACKED:
        raise _too_large(f"{unpacked:,} bytes in it")
    if unpacked > SMALL and unpacked > MOST_PACKED * packed:
        raise _too_large(f"{unpacked:,} bytes packed into {packed:,}")


def _too_large(found: str) -> Unreadable:
    return Unreadable(f"expected a letter, found {found}; save it as PDF, or without its pictures")


def _parse(xml: bytes, part: str) -> ET.Element:
    if any(doctype in xml for doctype in DOCTYPES):
        raise Unreadable(
            f"expected a DOCX file, found a document type in {part}; open it in Word and save it again"
        )
    for strict, usual in STRICT:
        xml = xml.replace(strict, usual)
    return ET.fromstring(xml)

"""Formulas in OpenDocument files, put into the text: LibreOffice drops them where its formula editor is not
installed.

A formula is an object of its own, in MathML, and a frame in the text points to it (ODF 1.3 part 3, 10.4.6).
"""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ET
import zipfile
from html import escape
from posixpath import normpath

from ingest.formats import formula
from ingest.formats.word.ooxml import DAMAGE, MOST_UNPACKED, MOST_XML

CONTENT = "content.xml"
FRAME = re.compile(r"<draw:frame\b[^>]*+>(?:(?!</?draw:frame\b).)*?</draw:frame>", re.DOTALL)
OBJECT = re.compile(r"<draw:object\b[^>]*?\bxlink:href=\"(?:\./)?([^\"]+)\"")
FIGURE_BEFORE = re.compile(r"[0-9](?:<[^>]*>)*$")
LOOKED_BACK = 200
DOCTYPE = re.compile(r"<!DOCTYPE[^>\[]*>")
"""OpenOffice wrote one before each formula. One with entities stays, and is refused."""


def with_formulas(data: bytes) -> bytes:
    """The file with the text of each formula in its place; unchanged where it has none, or is damaged."""
    if b"/content.xml" not in data:
        return data
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MOST_UNPACKED:
                return data
            content = _text(archive, CONTENT)
            made = _replaced(content, archive)
            return data if made == content else _rewritten(archive, made)
    except (*DAMAGE, RuntimeError):
        return data


def _replaced(content: str, archive: zipfile.ZipFile) -> str:
    parts: list[str] = []
    at = 0
    for frame in FRAME.finditer(content):
        text = _formula(archive, frame[0])
        if text is not None:
            before = content[max(at, frame.start() - LOOKED_BACK) : frame.start()]
            mixed = "/" in text and text[:1].isdecimal() and FIGURE_BEFORE.search(before) is not None
            parts += [content[at : frame.start()], "<text:s/>" if mixed else "", escape(text)]
            at = frame.end()
    return "".join([*parts, content[at:]])


def _formula(archive: zipfile.ZipFile, frame: str) -> str | None:
    """The text of the formula that a frame shows; None where it shows something else."""
    named = OBJECT.search(frame)
    if named is None:
        return None
    try:
        source = _text(archive, normpath(f"{named[1]}/{CONTENT}"))
    except KeyError:
        return None
    source = DOCTYPE.sub("", source)
    if "<!DOCTYPE" in source:
        return None
    root = ET.fromstring(source)
    return formula.text(root) if root.tag.rpartition("}")[2] == "math" else None


def _text(archive: zipfile.ZipFile, name: str) -> str:
    entry = archive.getinfo(name)
    if entry.file_size > MOST_XML:
        raise ValueError(name)
    return archive.read(entry).decode("utf-8", "replace")


def _rewritten(archive: zipfile.ZipFile, content: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as copy:
        for entry in archive.infolist():
            data = content.encode() if entry.filename == CONTENT else archive.read(entry)
            stored = zipfile.ZIP_STORED if entry.filename == "mimetype" else zipfile.ZIP_DEFLATED
            copy.writestr(entry.filename, data, stored)
    return made.getvalue()

"""DOCX files for tests, written by hand: Word's own XML, and nothing else in the package."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SPACES = (
    f'xmlns:w="{WORD}" xmlns:r="{OFFICE}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:dc="http://purl.org/dc/elements/1.1/"'
)
ROOTS = {"header": "hdr", "footer": "ftr", "core": "coreProperties"}


Media = Mapping[str, tuple[str, str | bytes]]
"""Other parts that the text points to by their id, as `{"rId9": ("image", data)}`: their kind and content."""


def docx(body: str, **parts: str) -> bytes:
    """A DOCX file. `parts` by name: numbering, styles, footnotes, comments, header1, footer1, core."""
    return showing(body, {}, **parts)


def showing(body: str, media: Media, **parts: str) -> bytes:
    """A DOCX file with pictures, charts and the like."""
    files = {"word/document": f"<w:document {SPACES}><w:body>{body}</w:body></w:document>"}
    related = []
    for name, content in parts.items():
        kind = name.rstrip("0123456789")
        root = ROOTS.get(kind, kind)
        files[f"word/{name}"] = f"<w:{root} {SPACES}>{content}</w:{root}>"
        if name != "core":
            related.append((name, f"{OFFICE}/{kind}", f"{name}.xml"))
    others = {f"word/media/{id}": content for id, (_, content) in media.items()}
    related += [(id, f"{OFFICE}/{kind}", f"media/{id}") for id, (kind, _) in media.items()]
    tops = [("top", f"{OFFICE}/officeDocument", "word/document.xml")]
    tops += [("core", f"{PACKAGE}/relationships/metadata/core-properties", "word/core.xml")]
    return package(
        others
        | {f"{name}.xml": content for name, content in files.items()}
        | {"_rels/.rels": _relations(tops), "word/_rels/document.xml.rels": _relations(related)}
    )


def package(files: Mapping[str, str | bytes]) -> bytes:
    """A ZIP file."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def p(text: str, properties: str = "", look: str = "") -> str:
    """A paragraph of one run."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{r(text, look)}</w:p>"


def r(text: str, look: str = "") -> str:
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def row(*cells: str) -> str:
    return "<w:tr>" + "".join(f"<w:tc><w:tcPr/>{cell}</w:tc>" for cell in cells) + "</w:tr>"


def listed(list: int, level: int = 0) -> str:
    """The paragraph property that numbers a paragraph."""
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list}"/></w:numPr>'


def level(at: int, format: str, text: str, more: str = "", start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{format}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def definition(id: int, *levels: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{id}">{"".join(levels)}</w:abstractNum>'


def numbers(id: int, definition: int, more: str = "") -> str:
    return f'<w:num w:numId="{id}"><w:abstractNumId w:val="{definition}"/>{more}</w:num>'


def restart(at: int, level: int = 0) -> str:
    return f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{at}"/></w:lvlOverride>'


def _relations(relations: list[tuple[str, str, str]]) -> str:
    inner = "".join(f'<Relationship Id="{id}" Type="{type}" Target="{at}"/>' for id, type, at in relations)
    return f'<Relationships xmlns="{PACKAGE}/relationships">{inner}</Relationships>'

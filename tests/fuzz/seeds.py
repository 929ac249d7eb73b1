"""The files that are changed: the sample letters, the nasty ones, and a letter in each other format."""

from __future__ import annotations

import base64
import io
import tempfile
import zipfile
from pathlib import Path

from tests.ingest.formats.msg import attachment, msg
from tests.letters import BUSSES, FOOD
from tests.nasty.cases import CASES
from web.demo.letters import copy

LARGEST = 200_000
"""Bytes. Larger ones are slow to change and to read, and no different."""

SUBJECT, BODY = 0x0037, 0x1000
"""Property ids of a message (MS-OXPROPS)."""

OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"


def seeds(formats: frozenset[str]) -> dict[str, bytes]:
    """Files by name, those of the formats that are named by their suffixes, or all."""
    with tempfile.TemporaryDirectory() as folder:
        found = {path.name: path.read_bytes() for path in copy(Path(folder))}
    small = (case for case in CASES if case.number not in (13, 25) or "many" not in case.file)
    found |= {case.id: content for case in small if len(content := case.build()) <= LARGEST}
    found |= {
        "brev.html": _html(),
        "brev.eml": _eml(),
        "brev.msg": _msg(),
        "brev.rtf": _rtf(),
        "brev.odt": _odt(),
    }
    return {name: data for name, data in found.items() if not formats or Path(name).suffix[1:] in formats}


def _html() -> bytes:
    rows = "".join(f"<p>{row}</p>" for row in BUSSES.split("\n\n"))
    table = (
        "<table><tr><th>År<td>Elever<tr><td rowspan=2>2021<td>1</table><ol start=3><li>a<li value=7>b</ol>"
    )
    head = '<!doctype html><html><head><meta charset="utf-8"><title>Svar</title></head><body>'
    return f"{head}<nav>Menu</nav>{rows}{table}</body></html>".encode()


def _eml() -> bytes:
    parts = (
        "From: a@b.dk\nTo: c@d.dk\nSubject: =?utf-8?Q?Svar_p=C3=A5_foresp=C3=B8rgsel?=\nMIME-Version: 1.0",
        "Content-Type: multipart/mixed; boundary=skel\n\n--skel\nContent-Type: text/plain; charset=utf-8",
        f"Content-Transfer-Encoding: base64\n\n{base64.encodebytes(BUSSES.encode()).decode()}\n--skel",
        "Content-Type: text/html; charset=utf-8",
        "Content-Transfer-Encoding: quoted-printable\n\n<p>K=C3=A6re</p>",
        '--skel\nContent-Type: text/plain\nContent-Disposition: attachment; filename="svar.txt"\n',
        f"{FOOD}\n--skel--\n",
    )
    return "\n".join(parts).encode()


def _msg() -> bytes:
    return msg({SUBJECT: "Svar på forespørgsel", BODY: BUSSES}, [attachment("svar.txt", FOOD.encode())])


def _rtf() -> bytes:
    rows = "".join(f"{row}\\par\n" for row in BUSSES.split("\n")).encode("cp1252", "replace")
    return b"{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0 Arial;}}\\f0\\fs22 " + rows + b"}"


def _odt() -> bytes:
    rows = "".join(f"<text:p>{row}</text:p>" for row in BUSSES.split("\n\n"))
    body = f"<office:body><office:text>{rows}</office:text></office:body>"
    spaces = f'xmlns:office="{OFFICE}" xmlns:text="{TEXT}" office:version="1.3"'
    kind = "application/vnd.oasis.opendocument.text"
    manifest = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    entries = "".join(
        f'<m:file-entry m:full-path="{path}" m:media-type="{type}"/>'
        for path, type in (("/", kind), ("content.xml", "text/xml"))
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(zipfile.ZipInfo("mimetype"), kind)
        archive.writestr("content.xml", f"<office:document-content {spaces}>{body}</office:document-content>")
        archive.writestr("META-INF/manifest.xml", f'<m:manifest xmlns:m="{manifest}">{entries}</m:manifest>')
    return buffer.getvalue()

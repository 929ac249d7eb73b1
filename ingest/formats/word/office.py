"""Old Word, OpenDocument and RTF files: converted to DOCX by LibreOffice, then read as DOCX.

They are not converted to text or PDF, because LibreOffice prints deleted and inserted figures together there.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from ingest.document import Document
from ingest.formats.magic import DOC, ODT, RTF, Form, looks_like, unexpected
from ingest.formats.word.opendocument import with_formulas
from ingest.formats.word.read import read_docx
from ingest.limits import room
from kb.errors import Unreadable

SUFFIXES: dict[Form, str] = {DOC: ".doc", ODT: ".odt", RTF: ".rtf"}

SECONDS = 60
"""The most seconds of a conversion. A letter takes two to five, most of it for the start; 100 pages take
ten."""

BEGIN_AGAIN = 81
"""LibreOffice's exit status after it has made itself a profile (`EXITHELPER_NORMAL_RESTART`)."""

INITIAL = re.compile(rb"(\\dropcapli[1-9][^\\{}]*+(?:(?!\\par(?![a-z]))\\[^\\{}]*+)*+)\\par(?![a-z]) ?")
"""An initial in RTF, with the end of its paragraph: LibreOffice would keep it apart from its word."""

ELSEWHERE = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:\\Program Files\\LibreOffice\\program\\soffice.exe",
)
"""Where LibreOffice is installed on systems that do not put it on the path."""

INSTALL = "install LibreOffice (Debian: libreoffice-writer-nogui), or open it in Word and save it as DOCX"

SETTINGS = (
    ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Writer/Content/Update", "Link", "2"),
)
"""No macros, no updated links, nothing fetched: without these settings LibreOffice fetches linked
pictures."""

PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">{}</oor:items>
"""
ITEM = (
    '<item oor:path="/org.openoffice.Office.{}">'
    '<prop oor:name="{}" oor:op="fuse"><value>{}</value></prop></item>'
)


def read_office(data: bytes) -> Document:
    """The paragraphs of a file that LibreOffice opens. Date fields that would show today are left out."""
    form = looks_like(data)
    if form not in SUFFIXES:
        raise unexpected("an old Word, OpenDocument or RTF file", form)
    program = find_program()
    if program is None:
        raise Unreadable(f"expected a letter, found {form.what}, which needs LibreOffice; {INSTALL}")
    with TemporaryDirectory(prefix="svarbasen-", ignore_cleanup_errors=True) as folder:
        converted = _converted(program, Path(folder), data, form)
    return read_docx(converted, recalculated=True)


def find_program() -> Path | None:
    """The program LibreOffice itself, not its starter script: killing the script would leave the program
    running."""
    places = [shutil.which("soffice"), shutil.which("libreoffice"), *ELSEWHERE]
    for place in [Path(place).resolve() for place in places if place and Path(place).exists()]:
        program = place.with_name("soffice.bin")
        return program if program.exists() else place
    return None


def _converted(program: Path, folder: Path, data: bytes, form: Form) -> bytes:
    """The file as DOCX, made in a folder of its own."""
    source, result = folder / f"brev{SUFFIXES[form]}", folder / "docx" / "brev.docx"
    source.write_bytes(_prepared(data, form))
    profile = folder / "profile" / "user"
    profile.mkdir(parents=True)
    items = "".join(ITEM.format(*setting) for setting in SETTINGS)
    (profile / "registrymodifications.xcu").write_text(PROFILE.format(items), "utf-8")
    if not _run(program, folder, source):
        raise Unreadable(
            f"expected a letter, found {form.what} that LibreOffice is not done with in {SECONDS} seconds;"
            f" {form.mend}"
        )
    if not result.exists():
        raise Unreadable(
            f"expected a letter, found {form.what} that LibreOffice cannot open: damaged, or with a password;"
            f" {form.mend}"
        )
    return result.read_bytes()


def _prepared(data: bytes, form: Form) -> bytes:
    """The file with what LibreOffice would lose made text: initials joined to their words, formulas."""
    if form == RTF:
        return INITIAL.sub(rb"\1", data)
    return with_formulas(data) if form == ODT else data


def _run(program: Path, folder: Path, source: Path) -> bool:
    """Convert, and once more if the first run only made the profile. False where time ran out."""
    command = [
        str(program),
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        *("--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck"),
        *("--convert-to", "docx", "--outdir", str(folder / "docx"), str(source)),
    ]
    until = time.monotonic() + SECONDS
    for _ in range(2):
        with room():
            process = subprocess.Popen(
                command,
                cwd=folder,
                env=_environment(folder),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        try:
            status = process.wait(max(until - time.monotonic(), 0))
        except subprocess.TimeoutExpired:
            return False
        finally:
            process.kill()
            process.wait()
        if status != BEGIN_AGAIN:
            break
    return True


def _environment(folder: Path) -> dict[str, str]:
    """The environment: its own folder for settings and home, nothing of the user's."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "SYSTEMROOT") if name in os.environ}
    return kept | {"HOME": str(folder), "TMPDIR": str(folder), "TEMP": str(folder), "TMP": str(folder)}

"""Bytes to text, for files that do not say which character set they are in.

Danish decides: a wrong guess puts symbols where æ, ø and å belong. These are rules and no statistics,
because a statistical guess fails on short letters and cannot give a reason.
"""

from __future__ import annotations

import codecs
import re

from kb.model import Note
from kb.notes import Code

BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))

CANDIDATES = ("cp1252", "cp850", "cp865", "mac_roman")
"""Eight-bit sets Danish offices have used, in order of likelihood: Windows, DOS, old DOS, old Mac."""

LABELS = {
    "utf-8": "utf-8",
    "utf-16-le": "utf-16le",
    "utf-16-be": "utf-16be",
    "cp1252": "windows-1252",
    "mac_roman": "macintosh",
}
"""What browsers call the sets (WHATWG Encoding Standard). They know none of the DOS sets of Denmark."""

DECLARED = re.compile(
    r"utf-(?:7|8|16|16-le|16-be|32)|ascii|cp\d{3,4}|iso8859-\d+|iso2022_\w+|mac-\w+|koi8-[rut]|gb\w+|big5|euc_\w+"
)
"""Sets that a message or page may say it is in, as Python names them: no `hex` or `unicode_escape`."""

AS_WINDOWS = ("ascii", "iso8859-1")
"""Declared sets that are read as Windows-1252, as browsers do (WHATWG Encoding Standard)."""

MIXED = "mixed"
"""Our name for UTF-8 with stray Windows-1252 bytes."""

MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
HIGH = re.compile(rb"[\x80-\xff]")

LEAST_UTF8 = 0.1
"""Share of high bytes in whole UTF-8 sequences above which a file is UTF-8 with strays. Windows-1252
text has them by accident alone (`Å”`), in Danish under one in a hundred."""

SIGNS = frozenset("§«»°²³½¼¾·–—’‘“”„…•€£©®™´×\u00a0")
"""Signs that official letters hold, besides letters."""

_BYTES = {bytes([n]).decode("cp1252", "ignore") or chr(n): n for n in range(0x80, 0x100)}
_BYTES |= {chr(n): n for n in range(0x80, 0xA0)}
_TAIL = "[" + "".join(re.escape(char) for char, n in _BYTES.items() if n < 0xC0) + "]"
DOUBLED = re.compile(f"[ÂÃ]{_TAIL}|â{_TAIL}{{2}}|â€|Â(?= )")
"""UTF-8 read as Windows-1252: `Ã¥`, `Â§`, `â€“`; `â€` and `Â` where the last byte was lost (`â€Vil`).
Other first bytes are left alone: `Å”` and `É»` are good Danish."""

LOST = {"â€": "”", "Â": ""}
"""The lost characters: U+201D, whose last byte Windows-1252 lacks; and a no-break space that became a
space."""

DEEPEST = 3
"""The most rounds of wrong decoding that are undone, one after the other."""


def decode(data: bytes) -> tuple[str, tuple[Note, ...]]:
    """The text of the bytes, and what a keeper should know about how it was read."""
    _, text, notes = _decode(data)
    mended, count = _mend(text)
    return mended, (*notes, *_mended(count))


def declared(data: bytes, label: str | None) -> tuple[str, tuple[Note, ...]]:
    """The text of bytes that declare their character set. If the bytes are surely in another set, that one
    is used."""
    name = _known(label)
    if name is None or data.startswith(tuple(bom for bom, _ in BOMS)) or _is_utf8(data):
        return decode(data)
    text = data.decode(name, "replace")
    if "\ufffd" in text:
        return decode(data)
    mended, count = _mend(text)
    return mended, _mended(count)


def _known(label: str | None) -> str | None:
    """Python's name of a declared set, if text comes in it; else None."""
    try:
        name = codecs.lookup((label or "").strip().strip("\"'")).name
    except (LookupError, ValueError):
        return None
    if not DECLARED.fullmatch(name):
        return None
    return "cp1252" if name in AS_WINDOWS else name


def _is_utf8(data: bytes) -> bool:
    """Is this UTF-8 beyond doubt, with letters that plain ASCII lacks?"""
    try:
        return not data.decode("utf-8").isascii()
    except UnicodeDecodeError:
        return False


def _mended(count: int) -> tuple[Note, ...]:
    if not count:
        return ()
    return (Note(Code.DECODED_TWICE, (count,)),)


def shown(data: bytes) -> tuple[bytes, str]:
    """A text file for a browser, and the label of its set: the file's own bytes if browsers know the set."""
    name, text, _ = _decode(data)
    return (data, LABELS[name]) if name in LABELS else (text.encode(), "utf-8")


def _decode(data: bytes) -> tuple[str, str, list[Note]]:
    """The set's name, the text, and what is doubtful."""
    for bom, name in BOMS:
        if data.startswith(bom):
            text = data[len(bom) :].decode(name, "replace")
            return name, text, [Note(Code.BYTES_LEFT_OUT, (name,))] if "\ufffd" in text else []
    try:
        return "utf-8", data.decode("utf-8"), []
    except UnicodeDecodeError:
        return _mixed(data) if _mostly_utf8(data) else _eight_bit(data)


def _mostly_utf8(data: bytes) -> bool:
    whole = sum(len(sequence) for sequence in MULTIBYTE.findall(data))
    return whole > LEAST_UTF8 * len(HIGH.findall(data))


def _mixed(data: bytes) -> tuple[str, str, list[Note]]:
    """UTF-8 with stray Windows-1252 bytes, as when files are pasted together."""
    parts, at = [], 0
    for whole in MULTIBYTE.finditer(data):
        parts += [
            data[at : whole.start()].decode("cp1252", "replace"),
            whole.group().decode("utf-8", "replace"),
        ]
        at = whole.end()
    parts.append(data[at:].decode("cp1252", "replace"))
    return MIXED, "".join(parts), [Note(Code.CHARSETS_MIXED)]


def _eight_bit(data: bytes) -> tuple[str, str, list[Note]]:
    """The text in the candidate set that reads most like Danish; of equals, the first in `CANDIDATES`."""
    readings = {name: data.decode(name, "replace") for name in CANDIDATES}
    name = max(CANDIDATES, key=lambda name: danishness(readings[name]))
    text = readings[name]
    if name in ("cp850", "cp865"):
        text = text.replace("\x15", "§").replace("\x14", "¶")
    if danishness(text) <= 0:
        return name, text, [Note(Code.CHARSET_UNCLEAR, (name,))]
    return name, text, [] if name == "cp1252" else [Note(Code.CHARSET_GUESSED, (name,))]


def danishness(text: str) -> float:
    """How well the characters beyond ASCII sit in Danish text; below 0 they are out of place."""
    return sum(_fit(match) for match in re.finditer(r"(.?)([^\x00-\x7f])(?=(.?))", text, re.DOTALL))


def _fit(match: re.Match[str]) -> float:
    """The weight of one character. Only the order of weights matters: æøå among letters, then symbols at
        word edges, then
    other letters."""
    before, char, after = match.groups()
    inside = before.isalpha() and after.isalpha()
    if char in SIGNS:
        return -3 if inside and char not in "’´" else 0.5
    if not char.isalpha():
        return -2
    if char.isupper() and before.isalpha() and (before.islower() or after.islower()):
        return -3
    if char in "æøåÆØÅ":
        return 3 if before.isalpha() or after.isalpha() else 0.4
    return 0.2 if (before.islower() or after.islower()) and not after.isupper() else -1


def _mend(text: str) -> tuple[str, int]:
    """The text with doubly decoded characters repaired, and how many there were."""
    count = 0
    for _ in range(DEEPEST):
        mended = DOUBLED.sub(lambda match: _once(match.group()), text)
        if mended == text:
            break
        count += sum(_once(found) != found for found in DOUBLED.findall(text))
        text = mended
    return text, count


def _once(doubled: str) -> str:
    """One doubly decoded character repaired, or unchanged where it is none."""
    if doubled in LOST:
        return LOST[doubled]
    try:
        return bytes(_BYTES[char] for char in doubled).decode("utf-8")
    except UnicodeDecodeError:
        return doubled

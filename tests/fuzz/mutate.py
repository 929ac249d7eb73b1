"""Small random damage to a file: to its bytes, to the words of its format, or to a part of a packed file."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Sequence
from random import Random

WORD = re.compile(rb"-?\d+(?:\.\d+)?|/[A-Za-z]\w*|</?[\w:]+|[\w.-]+=|&#?\w+;|[\[\]<>(){}]{1,2}|\w{2,}")
"""What a word is to the formats: numbers, names, tags, attributes, entities, brackets."""

STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)

NUMBERS = (
    b"0",
    b"-1",
    b"1",
    b"255",
    b"256",
    b"65536",
    b"2147483648",
    b"-99999999999999999999",
    b"0.0000001",
    b"1e309",
    b"NaN",
    b"\xd9\xa3",
)
ODDITIES = (
    b"\0",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\xc3",
    b"\xed\xa0\x80",
    b"\x1b",
    b"\r",
    b"\x0c",
    b"\x1a",
    b"%",
    b"\\",
    b"<![CDATA[",
    b"<!--",
    b"&#0;",
    b"&#xD800;",
    b"\xe2\x80\xae",
    b"=?utf-8?B?",
    b"\n\n--",
    b"1.\n",
    b"10000. ",
    b"1) a) i) ",
    b"\xc2\xad",
    b"\t\t\t",
    b"Side 1 af 0\n",
    b"- \xe2\x80\x93 ",
)

ELEMENT = re.compile(rb"<([\w:]+)(?:\s[^<>]*)?(?:/>|>(?:(?!<\1[\s>]).){0,5000}?</\1>)", re.DOTALL)
"""An element without one of its name in it."""

VALUE = re.compile(rb'="([^"<>]*)"|>([^<>]+)<')
"""What an attribute or an element says."""

Mutator = Callable[[bytes, Random], bytes]


def mutated(content: bytes, random: Random) -> bytes:
    """The file with one to eight changes."""
    for _ in range(random.choice((1, 1, 2, 3, 8))):
        content = random.choice(_mutators(content))(content, random)
    return content


def _mutators(content: bytes) -> Sequence[Mutator]:
    """Mostly those that change what the format means: plain damage is refused early."""
    plain: list[Mutator] = [_bytes, _cut, _twice, _odd, _words, _words]
    if content.startswith(b"PK\x03\x04"):
        return [*plain[:2], *[_part] * 20]
    if content.lstrip().startswith(b"<"):
        return [*plain, *MARKUP * 2]
    if content.startswith(b"%PDF"):
        return [*plain, *[_stream] * 4]
    return plain


def _bytes(content: bytes, random: Random) -> bytes:
    """A few bytes are others."""
    changed = bytearray(content)
    for _ in range(random.choice((1, 2, 10)) if changed else 0):
        changed[random.randrange(len(changed))] = random.choice((0, 255, 32, 10, random.randrange(256)))
    return bytes(changed)


def _cut(content: bytes, random: Random) -> bytes:
    """A stretch, or the rest, is gone."""
    start, end = _stretch(content, random)
    return content[:start] + (content[end:] if random.random() < 0.8 else b"")


def _twice(content: bytes, random: Random) -> bytes:
    """A stretch stands elsewhere too, sometimes very often."""
    start, end = _stretch(content, random)
    at = random.randrange(len(content) + 1)
    often = random.choice((1, 1, 2, 1000))
    return content[:at] + content[start:end][: 1_000_000 // often] * often + content[at:]


def _odd(content: bytes, random: Random) -> bytes:
    """Something odd is put in."""
    at = random.randrange(len(content) + 1)
    return content[:at] + random.choice(ODDITIES) * random.choice((1, 1, 3, 2000)) + content[at:]


def _words(content: bytes, random: Random) -> bytes:
    """A word is another word of the file, an odd number, or gone."""
    places = [match.span() for match in WORD.finditer(content)]
    if not places:
        return _odd(content, random)
    words = [content[start:end] for start, end in places]
    chosen = set(random.choices(places, k=random.choice((1, 1, 2, 5))))
    for start, end in sorted(chosen, reverse=True):
        new = random.choice(words)
        if content[start:end].lstrip(b"-")[:1].isdigit() and random.random() < 0.7:
            new = random.choice(NUMBERS)
        content = content[:start] + random.choice((new, new, b"")) + content[end:]
    return content


def _stream(content: bytes, random: Random) -> bytes:
    """A stream of a PDF file is changed under its packing, and written as long as it says it is."""
    streams = list(STREAM.finditer(content))
    if not streams:
        return _words(content, random)
    found = random.choice(streams)
    try:
        text, packed = zlib.decompress(found[1]), True
    except zlib.error:
        text, packed = found[1], False
    text = random.choice((_words, _words, _odd, _twice, _bytes))(text, random)
    new = zlib.compress(text) + b"\n" if packed else text
    return content[: found.start(1)] + new + content[found.end(1) :]


def _elements(content: bytes, random: Random) -> bytes:
    """An element is gone, stands somewhere else, many times or in itself; the rest stays well-formed."""
    places = [match.span() for match in ELEMENT.finditer(content)]
    if not places:
        return _words(content, random)
    start, end = random.choice(places)
    found, at = content[start:end], random.choice(places)[0]
    deed = random.choice(("gone", "moved", "often", "deep"))
    if deed == "often":
        found *= random.choice((2, 3, 500))
    elif deed == "deep" and (opens := found.find(b">") + 1) < len(found) and b"</" in found:
        depth = random.choice((2, 50, 900))
        found = found[:opens] * depth + found[opens : (close := found.rindex(b"</"))] + found[close:] * depth
    if deed == "gone":
        return content[:start] + content[end:]
    return content[:at] + found + content[at:]


def _values(content: bytes, random: Random) -> bytes:
    """What an attribute or an element says is what another says, or an odd number."""
    places = [max(match.span(1), match.span(2)) for match in VALUE.finditer(content)]
    said = [content[start:end] for start, end in places] or [b""]
    chosen = random.sample(places, min(len(places), random.choice((1, 3, 10))))
    for start, end in sorted(chosen, reverse=True):
        new = random.choice((random.choice(said), random.choice(NUMBERS)))
        content = content[:start] + new + content[end:]
    return content


MARKUP: list[Mutator] = [_elements, _values]


def _part(content: bytes, random: Random) -> bytes:
    """A part of a ZIP file is changed under its packing."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError, ValueError):
        return _bytes(content, random)
    texts = [name for name in parts if name.endswith(".xml")] or list(parts)
    if not texts:
        return content
    name = random.choice(texts + [t for t in texts if "document" in t or "content" in t] * 3)
    parts[name] = random.choice((_words, _odd, _twice, _bytes, *MARKUP * 4))(parts[name], random)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for kept, data in parts.items():
            archive.writestr(zipfile.ZipInfo(kept), data)
    return out.getvalue()


def _stretch(content: bytes, random: Random) -> tuple[int, int]:
    start = random.randrange(len(content) + 1)
    return start, min(len(content), start + random.choice((1, 4, 40, 400, 4000)))

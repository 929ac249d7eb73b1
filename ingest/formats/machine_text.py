"""What a person wrote in a file's source, told from the numbers that programs write there.

Ids, time stamps and signatures have ten digits often, and one in fourteen of those begins with a date of
birth. So what only programs write is searched for numbers that are surely meant as CPR numbers
(`cpr.deliberate`); all the rest is text for the full search.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from email.errors import MessageError
from email.header import decode_header, make_header
from html import unescape

from ingest.privacy import cpr

_ENDS = re.compile(r"</(?:\w+:)?(?:p|h|si|row|v)>|<(?:br|/?p|/?div|/?tr|/?li|/?td)\b[^>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")

APART = "\n" * 5
"""Parts that belong apart: no number goes over so many line ends."""

# HTML

CODE = re.compile(r"<(script|style)\b[^>]*>(.*?)(?:</\1\s*>|$)", re.IGNORECASE | re.DOTALL)
QUOTED = re.compile(r"""(["'`])((?:\\.|(?!\1)[^\\\n])*+)\1""")
"""Text in quotes. In code, one with a space in it is for people."""

COMMENT = re.compile(r"<!--(.*?)(?:-->|$)", re.DOTALL)
ATTRIBUTE = re.compile(r"""(?<![\w:-])([\w:-]++)\s*+=\s*("[^"]*"|'[^']*'|[^\s>"']+)""")
WRITTEN = frozenset(
    {"alt", "title", "value", "placeholder", "label", "summary", "abbr", "aria-label", "aria-description"}
)
"""Attributes that people fill in."""

LAYOUT = frozenset({"class", "style", "srcset", "sizes", "d", "points", "transform", "viewbox", "rel"})
"""Attributes that only say how a page looks. In others, a value with a space is text."""

HIDDEN_FIELD = re.compile(r"""<input\b[^>]*\btype\s*=\s*["']?hidden""", re.IGNORECASE)
DOCUMENT = re.compile(r"[^/\\\s\"'=]+\.(?:pdf|docx?|odt|rtf|msg|eml|xlsx?|txt)\b", re.IGNORECASE)
"""The name of a file that a page links to."""

# RTF

ESCAPED = re.compile(r"\\'([0-9a-fA-F]{2})|\\u(-?[0-9]{1,5}) ?(?:\\'[0-9a-fA-F]{2}|[?])?")
RTF_ENDS = re.compile(r"\\(?:par|line|cell|row|tab|sect|page)(?![a-zA-Z])-?[0-9]* ?|[{}][\r\n]*\\\*")
CONTROL = re.compile(r"\\[a-zA-Z]+-?[0-9]* ?|\\\*|[{}\r\n]")
HEX = re.compile(r"(?:[0-9a-fA-F]{2}[\r\n]*){32,}")
"""A picture or another file, in hexadecimal figures."""

# Mail

MACHINE_HEADER = (
    r"arc-[\w-]+|dkim-[\w-]+|domainkey-[\w-]+|authentication-results|received(?:-spf)?|message-id|references"
    r"|in-reply-to|date|resent-date|resent-message-id|content-id|content-transfer-encoding|content-length"
    r"|content-md5|mime-version|thread-index"
)
"""Headers in which no person writes: they are not searched."""

MACHINE = re.compile(MACHINE_HEADER, re.IGNORECASE)
PROGRAM = re.compile(
    r"(?:x|list|autocrypt|feedback|cfbl|tls)-|return-path|delivered-to|precedence", re.IGNORECASE
)
"""Headers that programs fill in, maybe with what a person wrote elsewhere."""

BOUNDARY = re.compile(r"""\bboundary\s*=\s*("[^"]*"|[^\s;]+)""", re.IGNORECASE)
HEADER_LINES = re.compile(
    rf"^(?:{MACHINE_HEADER}|(?:x|list)-[\w-]+):[^\n]*(?:\n[ \t][^\n]*)*", re.IGNORECASE | re.MULTILINE
)


def untagged(markup: str) -> str:
    """Markup as text: a line for each paragraph, row or value, without tags."""
    return unescape(_TAG.sub("", _ENDS.sub("\n", markup)))


def of_page(source: str) -> Iterator[str]:
    """The text to search in the source of an HTML page, hidden text, comments and attributes included."""
    code = [match[2] for match in CODE.finditer(source)]
    page = CODE.sub("\n", source)
    comments = [match[1] for match in COMMENT.finditer(page)]
    page = COMMENT.sub("", page)
    text = [match[2] for each in code for match in QUOTED.finditer(each) if " " in match[2]]
    attributes = [*_attributes(page)]
    yield untagged(page)
    yield untagged(APART.join([*text, *comments, *(text for is_text, text in attributes if is_text)]))
    yield cpr.deliberate(APART.join([*code, *(text for is_text, text in attributes if not is_text)]))


def _attributes(page: str) -> Iterator[tuple[bool, str]]:
    """(is it text that a person wrote, the text) of each attribute that has figures."""
    for tag in _TAG.findall(page):
        is_hidden = HIDDEN_FIELD.match(tag) is not None
        for attribute in ATTRIBUTE.finditer(tag):
            name, value = attribute[1].lower(), unescape(attribute[2].strip("\"'"))
            if any(map(str.isdigit, value)):
                is_text = name in WRITTEN and not (is_hidden and name == "value")
                is_text = is_text or (" " in value and name not in LAYOUT)
                yield is_text, value if is_text else f"{name}={value}"
                yield from ((True, file) for file in DOCUMENT.findall(value))


def of_rtf(source: str) -> str:
    """The text of an RTF file without its control words, whose figures are sizes and ids. Runs are joined."""
    text = RTF_ENDS.sub("\n", HEX.sub(" ", source))
    text = ESCAPED.sub(lambda code: chr(int(code[1], 16) if code[1] else int(code[2]) % 0x10000), text)
    return CONTROL.sub("", text)


def of_headers(headers: Iterable[tuple[str, str]]) -> str:
    """The text to search in the headers of a message, encoded words decoded too."""
    texts: list[str] = []
    for name, value in headers:
        if MACHINE.fullmatch(name):
            continue
        told = f"{BOUNDARY.sub('', value)}\n{_decoded(value)}"
        texts.append(cpr.deliberate(told) if PROGRAM.match(name) else told)
    return "\n".join(texts)


def _decoded(value: str) -> str:
    if "=?" not in value:
        return ""
    try:
        return str(make_header(decode_header(value)))
    except (MessageError, ValueError, LookupError):
        return ""


def of_properties(source: str) -> Iterator[str]:
    """The text to search in an Outlook message, which keeps the headers it came with as text."""
    for lines in HEADER_LINES.finditer(source):
        if not MACHINE.match(lines[0]):
            yield cpr.deliberate(lines[0])
    yield BOUNDARY.sub("", HEADER_LINES.sub("", source))

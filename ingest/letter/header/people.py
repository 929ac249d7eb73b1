"""Who signed a letter."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.furniture.sidebar import MUNICIPALITY
from ingest.letter.body import greeting
from ingest.letter.markers import FIRST_NAME, SHORT_GREETING

_NAME = re.compile(r"[A-ZÆØÅ][\w.'’-]*(?:\s+(?:[A-ZÆØÅ][\w.'’-]*|de|von|van|af|la)){1,5}")
_OFFICE = re.compile(
    r"\s*\S*(?:rådmand|direktør|borgmester|chef|leder|konsulent|formand|byrådsmedlem|sekretær)\b", re.I
)


def signers(tail: Sequence[tuple[int, str]]) -> tuple[tuple[str, ...], frozenset[int]]:
    """Names under the greeting, on separate lines or separated by a slash, and the indexes of these lines.

    Lines with an office, as `Borgmester`, are skipped. `tail` are (index, text).
    """
    texts = [text.strip() for _, text in tail]
    start = next((n for n in range(len(texts)) if greeting(texts, n)), None)
    if start is None:
        return (), frozenset()
    end = start + greeting(texts, start)
    names = _behind(texts[start]) if end == start + 1 else []
    for text in texts[end:]:
        parts, people = _parts(text), _people(text)
        if not people and parts and not _OFFICE.match(text):
            break
        names += people
        end += 1
    return tuple(dict.fromkeys(names)), frozenset(index for index, _ in tail[start:end])


_GREETS = re.compile(
    rf"(?:.*\b(?:hilsen|hilsner|hilsener|vegne)|\s*(?:venligst|{SHORT_GREETING}))(?!\w)[,.]?\s*",
    re.IGNORECASE,
)
_FIRST_NAME = re.compile(FIRST_NAME)


def _behind(text: str) -> list[str]:
    """The names after a greeting on the same line, where a first name is enough: `Vh Mette`."""
    rest = _GREETS.sub("", text)
    return [rest] if _FIRST_NAME.fullmatch(rest) else _people(rest)


def _parts(text: str) -> list[str]:
    return [part.strip(" ,") for part in re.split(r"/|\t|\s{3,}", text) if part.strip(" ,")]


def _people(text: str) -> list[str]:
    """The names in a line."""
    return [
        name
        for part in _parts(text)
        for name in (part.split(",")[0].strip(),)
        if _NAME.fullmatch(name) and not MUNICIPALITY.fullmatch(name)
    ]

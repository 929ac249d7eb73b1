"""The people of a letter: who asked, and who signed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.letter.body import greeting
from ingest.letter.markers import FIRST_NAME, SHORT_GREETING
from kb.parties import BY_NAME, BY_SHORT, party_pattern

_PARTY = party_pattern()
_FROM = re.compile(r"\bfra\s+(?P<from>.{1,300}?)\s+(?:om|vedr\.|vedrørende|angående|af)\s", re.DOTALL)
_AND = re.compile(r"(?<!-),| og (?<!- og )")
"""Separates askers, but no name such as `Kultur- og Fritidsudvalget`, `Børne-, Unge- og Skoleudvalget`."""

_COMMITTEE = "Udvalget for "
_ASKER = re.compile(
    r"(?:efter\s+ønske\s+fra|(?:ikke)?medlem\s+af\s+udvalget(?:\s+\(MFU\))?|stillet\s+af|^\s*Af:?|^\s*Spørger:?)"
    r"(?P<askers>[^.]{1,200})",
    re.IGNORECASE | re.MULTILINE,
)
_LETTER = re.compile(r"\((" + "|".join(BY_SHORT) + r")\)")
_NAME = re.compile(r"[A-ZÆØÅ][\w.'’-]*(?:\s+(?:[A-ZÆØÅ][\w.'’-]*|de|von|van|af|la)){1,5}")
_OFFICE = re.compile(
    r"\s*\S*(?:rådmand|direktør|borgmester|chef|leder|konsulent|formand|byrådsmedlem|sekretær)\b", re.I
)


def parties(title: str | None, head: Sequence[str], tail: Sequence[str] = ()) -> tuple[str, ...]:
    """The parties that asked, in the order in which they are named."""
    # 1. Party names in the title: `Svar til Enhedslisten om busser`.
    if found := _party_names(title or ""):
        return found
    # 2. Other askers in the title, `fra … om`: a committee is one asker, although its name may contain `og`.
    if title and (match := _FROM.search(title)) and match["from"][:1].isupper():
        whole = match["from"].startswith(_COMMITTEE)
        names = [match["from"]] if whole else _AND.split(match["from"])
        return tuple(name.strip() for name in names if name.strip())
    # 3. Parties of members who asked: `stillet af Eva Holm (S)`. 4. Party names in the head.
    around = "\n".join((*head, *tail))
    return _of_askers(around) or _party_names("\n".join(head))


def _of_askers(text: str) -> tuple[str, ...]:
    """The parties of members who asked: `efter ønske fra Eva Holm (S)`."""
    letters = [letter for asker in _ASKER.finditer(text) for letter in _LETTER.findall(asker["askers"])]
    return tuple(dict.fromkeys(BY_SHORT[letter] for letter in letters))


def _party_names(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(BY_NAME[match[1]] for match in _PARTY.finditer(text)))


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
    return [name for part in _parts(text) for name in (part.split(",")[0].strip(),) if _NAME.fullmatch(name)]

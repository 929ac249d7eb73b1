"""The `@` of mail addresses, which Tesseract's Danish does not know: it reads Ø, æ, &, (W and others for it.

It is put back where nothing else can be meant: between small letters, where only it can stand; before a
domain that the file names elsewhere; behind words that announce an address.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

DOMAIN = r"(?:[a-zæøå\d](?:[\w-]*\w)?\.)+[a-z]{2,8}"
NAME = r"[a-zæøå\d](?:[\w.-]*\w)?"

ODD = r"\((?:[ØÆÅWOQag])|[ØÆÅ&©®¢Q](?:[æÆ])?|æ&æ?|j[BW]"
"""What stands between the small letters of no word and no page address."""

CERTAIN = re.compile(rf"(?<![\w@])({NAME})(?:{ODD})({DOMAIN})(?![\w@])")
BEGINS, ENDS = re.compile(rf"\W*{NAME}"), re.compile(rf"({DOMAIN})\W*")
NAMED = re.compile(rf"(?:@|www\.|//)({DOMAIN})")
"""A domain that a mail address or the address of a page names."""

LETTERS, DANISH = "æøåde", "æøå"
"""Small letters that are read for `@`, and those of them that are rare in addresses."""

ANNOUNCED = re.compile(r"(?:mail|e-post|mailadressen?):?$", re.IGNORECASE)
LIKELY = re.compile(r"(?:skriv|henvendelse|send|sendes|rettes) til:?$|kontakt:?$", re.IGNORECASE)
"""Words before a mail address for sure, and before one or the address of a page."""


HALVES, SECOND = "&ØÆÅæø©®(", re.compile(rf"[&ØÆÅ©®(]+{DOMAIN}\W*")
"""Where an address was read as two words: the end of the first, and the second."""


def domains(texts: Iterable[str]) -> frozenset[str]:
    """The domains that texts name for sure."""
    words = (CERTAIN.sub(r"\1@\2", word) for text in texts for word in text.split())
    return frozenset(domain.lower() for word in words for domain in NAMED.findall(word))


def mended(text: str, before: Sequence[str], known: frozenset[str]) -> str:
    """A word with the `@` of an address put back. `before`: the words before it on its line; `known`: domains
    that the file names."""
    sure = CERTAIN.sub(r"\1@\2", text)
    if sure != text or "@" in text or "." not in text:
        return sure
    cuts = list(_cuts(text))
    places = [at for at, domain in cuts if domain.lower() in known]
    if not places and announced(before) and "www." not in text:
        places = [at for at, _ in cuts if text[at] in DANISH]
    return f"{text[: places[0]]}@{text[places[0] + 1 :]}" if len(places) == 1 else text


def announced(before: Sequence[str]) -> bool:
    """Do the words before a word say that it is a mail address?"""
    return ANNOUNCED.search(" ".join(before[-2:])) is not None


def is_doubtful(text: str, before: Sequence[str], after: str) -> bool:
    """May it be a mail address without its `@`, or the half of one?"""
    if "@" in text or "www." in text:
        return False
    likely = announced(before) or LIKELY.search(" ".join(before[-2:])) is not None
    if likely and ENDS.search(text):
        return True
    return SECOND.fullmatch(text) is not None or (text[-1:] in HALVES and ENDS.fullmatch(after) is not None)


def _cuts(text: str) -> Iterator[tuple[int, str]]:
    """The places of letters between what may be a name and a domain, with that domain."""
    for at, letter in enumerate(text):
        if letter in LETTERS and BEGINS.fullmatch(text[:at]) and (found := ENDS.fullmatch(text, at + 1)):
            yield at, found[1]
